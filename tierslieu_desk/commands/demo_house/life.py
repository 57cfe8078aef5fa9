"""The demo house is lived in, day by day, through the services: one unit of work a day, one more an invoice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from tierslieu_desk.commands.demo_house import (
    agenda,
    ahead,
    cast,
    front_page,
    known,
    left,
    place,
    post,
    programme,
    things,
    till,
    visits,
)
from tierslieu_desk.commands.demo_house.cast import Cast
from tierslieu_desk.commands.demo_house.scale import HouseSize, Scale
from tierslieu_desk.commands.demo_house.world import FACILITATOR, HOLIDAYS, VOLUNTEER, World, slot
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.keeping import census
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson
from tierslieu_desk.services.place.places import NewClosure
from tierslieu_desk.wallclock import StoppedClock, whole_day

THERE_AT_FIRST = {HouseSize.USUAL: 0.6, HouseSize.STRESS: 0.25}
DAYS_A_YEAR = 365.25
DEBT_SINCE = 78
"""So many days ago the late payer's last booking was made."""
Progress = Callable[[int, int], None]


def first_day(years: float, today: date) -> date:
    """The day the house opens, so that `today` ends that many years of life."""
    return today - timedelta(days=max(1, round(years * DAYS_A_YEAR)))


def opening_clock(first: date) -> StoppedClock:
    """The hands on the morning of the first day."""
    return StoppedClock(datetime.combine(first, time(8)))


def live(
    desk: Services, clock: StoppedClock, scale: Scale, first: date, today: date, seed: int, progress: Progress
) -> World:
    """Everything from the first day to 10:47 of `today`. The same arguments live the same life."""
    random = Random(seed)  # noqa: S311 - a life to look at, no secret
    with desk.desk.store.writing():
        numbers = place.set_up(desk, scale.size, first)
    world = World(desk, clock, random, scale, first, today, numbers, Cast())
    desk.desk.who = lambda: FACILITATOR if clock.today().weekday() % 2 == 0 else VOLUNTEER
    newcomers = cast.everybody(random, scale)
    _first_morning(world, newcomers)
    days = (today - first).days
    billed = first.replace(day=1)
    for count in range(1, days):
        day = first + timedelta(days=count)
        progress(count, days)
        if not world.is_working(day):
            continue
        _day(world, day, newcomers)
        if day.replace(day=1) != billed:
            billed = day.replace(day=1)
            till.bill_month(world, day)
    front_page.prepare(world)
    left.leave_a_note(world)
    front_page.live_until_now(world)
    ahead.look_ahead(world)
    known.write_down(world)
    left.end_one(world)
    census.bring_up_to_date(desk.desk)
    progress(days, days)
    return world


def _first_morning(world: World, newcomers: Iterator[NewPerson | NewOrganisation]) -> None:
    world.set_clock(world.first, 9)
    desk = world.desk
    with desk.desk.store.writing():
        till.put_on_sale(world)
        _close_on_holidays(world)
        wanted = max(len(cast.PEOPLE) + len(cast.ORGANISATIONS), _population(world, world.first))
        _welcome(world, newcomers, wanted)
        for name in ("SARL Pic Blanc", post.FORGETFUL, "Atelier Bois d’Arize"):
            post.domicile(world, world.first, world.cast[name])
        agenda.begin_series(world)
        desk.listings.edit(place.LISTING, public=tuple(place.LISTING))


def _day(world: World, day: date, newcomers: Iterator[NewPerson | NewOrganisation]) -> None:
    """One working day, morning to evening."""
    with world.desk.desk.store.writing():
        came = visits.come(world, day)
        agenda.arrive(world, day)
        world.set_clock(day, 10, 30)
        _welcome(world, newcomers, _population(world, day))
        _renew_approval(world, day)
        agenda.extend_series(world, day)
        agenda.book_ahead(world, day)
        programme.announce(world, day)
        till.receive(world, day)
        post.send_lists(world, day)
        post.deliver(world, day)
        _debt(world, day)
        things.maintain(world, day)
        things.lend(world, day)
        things.give_back(world, day)
        visits.go(world, day, came)
        programme.sign(world, day)


def _population(world: World, day: date) -> int:
    """How many the house knows on that day."""
    lived = (day - world.first).days / max(1, (world.today - world.first).days - 1)
    share = THERE_AT_FIRST[world.scale.size]
    return round(world.scale.parties * (share + (1 - share) * lived))


def _welcome(world: World, newcomers: Iterator[NewPerson | NewOrganisation], wanted: int) -> None:
    while world.cast.parties < wanted:
        new = next(newcomers, None)
        if new is None:
            return
        number = cast.welcome(world.desk, world.cast, new)
        if new.role is Role.MEMBER:
            till.sell_to(world, number)
        unknown = len(world.cast.organisations) > len(cast.ORGANISATIONS)
        room = len(world.domiciled) < post.DOMICILED[world.scale.size]
        if isinstance(new, NewOrganisation) and unknown and room:
            post.domicile(world, world.clock.today(), number)


def _renew_approval(world: World, day: date) -> None:
    lived = day.year - (world.first.year - 1)
    if lived % place.APPROVAL_YEARS == 0 and world.approved != day.year:
        world.approved = day.year
        place.approve(world.desk, day.year)


def _close_on_holidays(world: World) -> None:
    for year in range(world.first.year, world.today.year + 2):
        for month, number in HOLIDAYS:
            day = date(year, month, number)
            if day >= world.first and day != world.today:
                world.desk.places.add_closure(NewClosure(whole_day(day), "Jour férié"))


def _debt(world: World, day: date) -> None:
    """The booking of the late payer, whose invoice will still be open today."""
    if world.debt or (world.today - day).days > DEBT_SINCE or not world.is_working(day + timedelta(days=1)):
        return
    world.debt = True
    new = NewBooking(
        world.unit("Salle Jaune"),
        world.cast[till.LATE_PAYER],
        slot(day + timedelta(days=1), "12:15", "13:45"),
        6,
        "Réunion d’équipe",
    )
    if world.scale.size is HouseSize.USUAL:
        world.desk.bookings.book(new)
