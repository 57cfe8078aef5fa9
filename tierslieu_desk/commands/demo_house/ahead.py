"""What the demo has before it: a quote that waits, rates, limits, who waits for a room, a day on which nobody comes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from tierslieu_desk.commands.demo_house import till
from tierslieu_desk.commands.demo_house.scale import HouseSize
from tierslieu_desk.commands.demo_house.world import World, slot
from tierslieu_desk.errors import DeskError
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.limits import MINUTES_OF_A_DAY, Limits
from tierslieu_desk.rules.prices import PriceStep, Window
from tierslieu_desk.rules.quotas import Quota, Span
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency, UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.quotes import NewQuote, Wanted
from tierslieu_desk.services.booking.series import NewSeries
from tierslieu_desk.services.booking.waiting import NewWish
from tierslieu_desk.services.place.places import NewClosure
from tierslieu_desk.services.place.tariffs import NewTariff
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.wallclock import whole_day

TRAINING_ROOM, VAN, CABIN = "Salle de formation", "Camionnette", "Cabine 1"
EVENINGS = Window(frozenset(range(5)), 17 * 60, 5 * 60)
NOBODY_BOOKS = timedelta(days=16)
"""Beyond what is booked and announced ahead: what closes then calls nobody off."""


def look_ahead(world: World) -> None:
    """At 10:47 of the last day. A house under stress has enough to do."""
    if world.scale.size is not HouseSize.USUAL:
        return
    _say_prices(world)
    _say_limits(world)
    world.desk.plan_quotas.keep(
        world.numbers.plans[till.EIGHT_DAYS],
        [Quota(world.numbers.plans[till.EIGHT_DAYS], "", UnitKind.BOOTH, Span.DAY, minutes=120)],
    )
    closed = _free_day(world, NOBODY_BOOKS)
    world.desk.places.add_closure(NewClosure(whole_day(closed), "Inventaire et grand ménage"))
    with _unless_taken():
        _come_back(world, closed)
    with _unless_taken():
        _ask_for_a_quote(world)
    with _unless_taken():
        _hesitate(world)
    with _unless_taken():
        _wait(world)


def _say_prices(world: World) -> None:
    """The training room has a list of its own, dearer in the evening; who lives here and associations pay less."""

    def step(label: str, minutes: int, cents: int, window: Window | None = None) -> PriceStep:
        return PriceStep(label, minutes, cents * 100, Basis.NET, VatCategory.STANDARD, window)

    grid = (
        step("heure", 60, 1_500),
        step("demi-journée", 240, 5_500),
        step("journée", 480, 10_000),
        step("soirée", 300, 4_500, EVENINGS),
    )
    world.desk.units.set_prices(world.unit(TRAINING_ROOM), grid)
    tariffs = world.desk.tariffs
    here = tariffs.add(NewTariff("Habitants de la vallée", per_cent=20))
    together = tariffs.add(NewTariff("Associations", per_cent=50))
    for name, tariff in (("Maria Roca", here), ("Association La Lèze", together), ("Les Amis du Volvestre", together)):
        tariffs.give(world.cast[name], tariff)


def _say_limits(world: World) -> None:
    """The van is asked for the day before, for three days at most, and may be out over a week-end."""
    row = world.desk.units.get(world.unit(VAN))
    seen = world.desk.unit_depths.of(row.id)
    same = NewUnit(row.name, row.kind, row.seats, row.law, row.group, row.buffers, row.shelf, row.description)
    limits = Limits(longest=3 * MINUTES_OF_A_DAY, lead=MINUTES_OF_A_DAY, spans=True)
    world.desk.unit_depths.describe(row, seen, same, replace(seen, limits=limits))


def _come_back(world: World, closed: date) -> None:
    """Every week, but on the day the place is closed."""
    first = _free_day(world, timedelta(days=1))
    rule = Rule(Frequency.WEEK, 1, slot(first, "12:30", "13:30").start, 60, (first.weekday(),), count=6)
    skip = frozenset({closed})
    world.desk.series.book(NewSeries(world.unit(CABIN), world.cast["Yann Le Goff"], rule, "Cours d’anglais", skip=skip))


def _ask_for_a_quote(world: World) -> None:
    first = _working(world, timedelta(days=20))
    wanted = tuple(
        Wanted(world.unit(TRAINING_ROOM), slot(day, "9:00", "17:00"), 12)
        for day in (first, _working(world, first + timedelta(days=1) - world.today))
    )
    quote = NewQuote(
        wanted,
        world.today + timedelta(days=15),
        world.cast["Association La Lèze"],
        title="Stage d’écriture",
        terms="Café d’accueil compris.",
    )
    world.desk.quotes.sent(world.desk.quotes.make(quote))


def _hesitate(world: World) -> None:
    """An option that ends this evening."""
    day = _working(world, timedelta(days=2))
    until = datetime.combine(world.today, time(18))
    unit, who = world.unit(TRAINING_ROOM), world.cast["Atelier Bois d’Arize"]
    world.desk.bookings.book(NewBooking(unit, who, slot(day, "17:00", "18:30"), 10, "Réunion de chantier", "", until))


def _wait(world: World) -> None:
    """For the room that somebody else keeps this afternoon without having confirmed it."""
    wish = NewWish(world.cast["Mairie de Daumazan"], slot(world.today, "14:30", "16:30"), world.unit("Salle Jaune"))
    world.desk.waiting.join(replace(wish, people=6, note="Commission des écoles"))


def _working(world: World, least: timedelta) -> date:
    """The first working day so many days from now."""
    day = world.today + least
    while not world.is_working(day):
        day += timedelta(days=1)
    return day


def _free_day(world: World, least: timedelta) -> date:
    """The same, on the one working day of the week on which nothing of the house comes back."""
    weekday = (world.today.weekday() + 4) % 5
    day = world.today + least
    while day.weekday() != weekday or not world.is_working(day):
        day += timedelta(days=1)
    return day


@contextmanager
def _unless_taken() -> Iterator[None]:
    """Somebody had it before, as in life."""
    with suppress(DeskError):
        yield
