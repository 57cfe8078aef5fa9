"""The stories of hours of rooms worked out by hand, told to the services; and what they refuse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from builders import SmallHouse, advance_to, organisation, overheard, person, slot
from rules import worked_room_hours as worked
from sqlalchemy import func, select

from tierslieu_desk import errors
from tierslieu_desk.i18n import speaking
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.money import Charge
from tierslieu_desk.models.people import Party
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.hours import Included
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency, Period, Scope, UnitKind, VatCategory
from tierslieu_desk.services.booking import booking_words
from tierslieu_desk.services.booking.booking_work import Booked, NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.free_space import FreeSpaces
from tierslieu_desk.services.booking.series import NewSeries, SeriesOfBookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.place.units import Units
from tierslieu_desk.services.plan import hours
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription, Plans
from tierslieu_desk.services.plan.sales import Sales
from tierslieu_desk.services.plan.subscriptions import Subscriptions

STORIES = {what: expected for _rule, what, expected in worked.STORIES}
FIVE = NewPlan(
    name="Five hours",
    period=Period.MONTH,
    price_e4=600_000,
    days_included=0,
    hours=((UnitKind.ROOM, 300),),
)
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
TEN = {"name": "Ten hours", "days": 0, "price_e4": 800_000, "hours_of": UnitKind.ROOM, "minutes": 600}


def steps(hour: int, half_day: int | None = None) -> tuple[PriceStep, ...]:
    found = [PriceStep("hour", 60, hour * 10_000, Basis.GROSS, VatCategory.STANDARD)]
    if half_day is not None:
        found.append(PriceStep("half day", 240, half_day * 10_000, Basis.GROSS, VatCategory.STANDARD))
    return tuple(found)


def expected(what: str):
    return STORIES[what]


class Told:
    """One house in November, and what is asked of it."""

    def __init__(self, desk: Desk, house: SmallHouse) -> None:
        self.desk, self.house, self.plans, self.bookings = desk, house, Plans(desk), Bookings(desk)
        units = Units(desk)
        units.set_prices(UnitKind.ROOM, steps(10, 25))
        units.set_prices(UnitKind.BOOTH, steps(4))

    def sell(self, party_id: int, plan: NewPlan = FIVE, starts: date = NOVEMBER) -> int:
        plan_id = next((row.id for row in self.plans.list() if row.name == plan.name), 0) or self.plans.add(plan)
        return self.plans.sell(NewSubscription(party_id, plan_id, starts))

    def book(self, party_id: int, day: str, start: str, end: str, unit: int = 0, **more) -> Booked:
        return self.bookings.book(NewBooking(unit or self.house.room_a, party_id, slot(start, end, day), **more))

    def left(self, party_id: int, day: date = date(2026, 11, 30)) -> int:
        with self.desk.store.reading() as session:
            return sum(one.balance for one in hours.of_any_kind(self.desk, session, party_id, day))

    def owed(self, *booked: Booked) -> int:
        wanted = select(func.coalesce(func.sum(Charge.gross_cents), 0))
        with self.desk.store.reading() as session:
            return session.execute(wanted.where(Charge.booking_id.in_([one.id for one in booked]))).scalar_one()

    def invoice(self, party_id: int) -> int:
        with self.desk.store.writing() as session:
            party = session.get_one(Party, party_id)
            party.street, party.postcode, party.city = "3 rue Basse", "09500", "Mirepoix"
        (issued,) = Invoices(self.desk, Papers(self.desk.store.folder)).issue(party_id, date(2026, 12, 31))
        return issued.id


@pytest.fixture
def told(desk: Desk, house: SmallHouse) -> Iterator[Told]:
    advance_to(desk, datetime(2026, 11, 2, 9))
    yield Told(desk, house)
    assert Verification(desk).run() == ()


def test_a_booking_is_first_paid_out_of_the_hours_and_says_so(told: Told) -> None:
    marie = person(told.desk)
    told.sell(marie)
    wish = slot("09:00", "12:00", "2026-11-26")
    quoted = told.bookings.quote(told.house.room_a, wish, marie)
    booked = told.book(marie, "2026-11-26", "09:00", "12:00")
    assert (booked.price.gross_cents, told.left(marie)) == expected("booked")
    assert quoted == booked.price == told.bookings.price(booked.id)
    assert quoted.included == Included(180, 300)
    with speaking("en"):
        assert booking_words.working(quoted) == "3\u00a0h of 5\u00a0h included"
    spaces = FreeSpaces(told.desk).on(date(2026, 11, 27), 60, party_id=marie)
    found = next(one for one in spaces if one.unit_id == told.house.room_b)
    assert (found.price.gross_cents, found.price.included) == (0, Included(60, 300))


def test_what_the_hours_do_not_cover_is_priced_as_usual(told: Told) -> None:
    marie = person(told.desk)
    told.sell(marie)
    first = told.book(marie, "2026-11-25", "09:00", "11:00")
    second = told.book(marie, "2026-11-26", "09:00", "13:00")
    assert ((told.owed(first), told.owed(second)), told.left(marie)) == expected("overage")
    with speaking("en"):
        worked_out = booking_words.working(told.bookings.price(second.id))
    assert worked_out == "3\u00a0h of 5\u00a0h included · 1 × hour at €10.00"
    with told.desk.store.reading() as session:
        detail = session.execute(select(Charge.detail).where(Charge.booking_id == second.id)).scalar_one()
    assert "3\u00a0h included" in detail.replace("inclus", "included")
    lines = [(str(line.reason), line.minutes, line.balance, line.unit) for line in told.plans.explain_hours(marie)]
    assert lines == [("period", 300, 300, ""), ("booking", -120, 180, "Room A"), ("booking", -180, 0, "Room A")]


def test_the_last_hour_is_for_who_books_first_and_comes_back_when_they_call_off(told: Told) -> None:
    company = organisation(told.desk)
    marie, paul, luc = (person(told.desk, name) for name in ("Marie", "Paul", "Luc"))
    for who in (marie, paul, luc):
        People(told.desk).affiliate(who, company)
    told.sell(company, replace(FIVE, name="One hour", hours=((UnitKind.ROOM, 60),), shared=True))
    first = told.book(marie, "2026-11-25", "09:00", "10:00")
    second = told.book(paul, "2026-11-25", "10:00", "11:00")
    assert ((told.owed(first), told.owed(second)), told.left(luc)) == expected("last hour")
    told.bookings.cancel(first.id)
    back = told.left(luc)
    third = told.book(luc, "2026-11-25", "14:00", "15:00")
    assert (back, told.owed(second), told.owed(third)) == expected("last hour back")
    [line] = [one for one in told.plans.explain_hours(paul) if one.who.startswith("Luc")]
    assert (line.owner, line.minutes) == ("Pyrène Conseil", -60)


def test_moved_to_another_month_it_waits_for_the_hours_of_that_month(told: Told) -> None:
    marie = person(told.desk)
    sold = told.sell(marie)
    booked = told.book(marie, "2026-11-26", "09:00", "11:00")
    told.bookings.move(booked.id, slot("09:00", "11:00", "2026-12-03"))
    before = (told.left(marie), told.owed(booked))
    told.plans.renew(sold, DECEMBER)
    december = told.left(marie, date(2026, 12, 31))
    assert (before, (told.left(marie), december, told.owed(booked))) == expected("other month")


def test_called_off_late_the_hours_come_back_with_what_was_owed(told: Told) -> None:
    marie = person(told.desk)
    told.sell(marie)
    booked = told.book(marie, "2026-11-26", "09:00", "15:00")
    assert told.owed(booked) == 1000
    advance_to(told.desk, datetime(2026, 11, 26, 8))
    act = told.bookings.cancel(booked.id)
    assert (told.owed(booked), told.left(marie)) == expected("called off late")
    told.bookings.take_back(act)
    assert (told.owed(booked), told.left(marie)) == (1000, 0)


def test_what_is_on_an_invoice_keeps_the_hours_it_used(told: Told) -> None:
    marie = person(told.desk)
    told.sell(marie)
    booked = told.book(marie, "2026-11-26", "09:00", "15:00")
    issued = told.invoice(marie)
    told.bookings.move(booked.id, slot("10:00", "16:00", "2026-11-27"))
    assert told.left(marie) == 0
    with pytest.raises(errors.InvoiceAlreadyIssued):
        told.bookings.move(booked.id, slot("10:00", "17:00", "2026-11-27"))
    told.bookings.cancel(booked.id)
    assert (told.owed(booked), told.left(marie)) == expected("invoiced and called off")
    Invoices(told.desk, Papers(told.desk.store.folder)).credit(issued)
    assert told.left(marie) == 300, "nothing is asked any more, the hours are theirs again"


def thursdays() -> Rule:
    return Rule(Frequency.WEEK, 1, datetime(2026, 11, 5, 9), 120, count=3)


def test_a_series_is_paid_date_after_date(told: Told) -> None:
    marie = person(told.desk)
    told.sell(marie)
    series = SeriesOfBookings(told.desk)
    made = series.book(NewSeries(told.house.room_a, marie, thursdays()))
    with told.desk.store.reading() as session:
        wanted = select(Booking.id).where(Booking.series_id == made.id).order_by(Booking.starts)
        numbers = list(session.scalars(wanted))
    prices = tuple(told.bookings.price(number).gross_cents for number in numbers)
    assert (prices, told.left(marie)) == expected("series")
    series.cancel(numbers[0], Scope.ALL)
    with told.desk.store.reading() as session:
        owed = session.execute(
            select(func.coalesce(func.sum(Charge.gross_cents), 0)).where(Charge.booking_id.in_(numbers))
        ).scalar_one()
    assert (owed, told.left(marie)) == expected("series called off")


@pytest.mark.parametrize(("rolls", "what"), [(True, "rolled over"), (False, "not rolled over")])
def test_what_a_month_leaves_goes_over_where_the_plan_says_so(told: Told, rolls: bool, what: str) -> None:
    marie = person(told.desk)
    sold = told.sell(marie, replace(FIVE, rolls_over=rolls))
    told.book(marie, "2026-11-26", "09:00", "12:00")
    told.plans.renew(sold, DECEMBER)
    advance_to(told.desk, datetime(2026, 12, 1, 9))
    read = told.left(marie, date(2026, 12, 1))
    told.plans.carry_over()
    assert read == told.left(marie, date(2026, 12, 1)) == expected(what)


def test_a_booking_uses_what_went_over_before_it_was_written(told: Told) -> None:
    marie = person(told.desk)
    sold = told.sell(marie, replace(FIVE, rolls_over=True))
    told.plans.renew(sold, DECEMBER)
    advance_to(told.desk, datetime(2026, 12, 1, 9))
    booked = told.book(marie, "2026-12-03", "09:00", "18:00")
    assert (told.owed(booked), booked.price.included) == (0, Included(540, 600))


def test_a_pass_of_hours_ends_on_its_last_day(told: Told) -> None:
    marie = person(told.desk)
    told.plans.sell_pass(NewPass(party_id=marie, valid_until=date(2026, 12, 31), **TEN))
    told.book(marie, "2026-11-26", "09:00", "12:00")
    assert (told.left(marie), told.left(marie, date(2027, 1, 1))) == expected("pass")
    assert told.plans.left(marie) == 0, "it gives no days"


def test_a_pause_said_later_cuts_what_is_left_and_never_what_was_used(told: Told) -> None:
    marie, paul = person(told.desk), person(told.desk, "Paul")
    sold, other = told.sell(marie), told.sell(paul)
    told.book(marie, "2026-11-12", "09:00", "11:00")
    told.book(paul, "2026-11-12", "11:00", "13:00")
    running = Subscriptions(told.desk)
    running.pause(sold, date(2026, 11, 20), date(2026, 11, 29))
    assert told.left(marie) == expected("paused")
    running.pause(other, NOVEMBER, date(2026, 11, 30))
    assert told.left(paul) == expected("paused after use")


def test_an_option_uses_nothing_until_it_is_confirmed(told: Told) -> None:
    marie = person(told.desk)
    told.sell(marie)
    option = told.book(marie, "2026-11-26", "09:00", "11:00", tentative_until=datetime(2026, 11, 20, 12))
    before = told.left(marie)
    told.bookings.confirm(option.id)
    assert (before, told.left(marie)) == expected("option")


def test_hours_of_rooms_pay_for_no_booth(told: Told) -> None:
    marie = person(told.desk)
    told.sell(marie)
    booked = told.book(marie, "2026-11-26", "09:00", "10:00", told.house.booth)
    assert (told.owed(booked), told.left(marie)) == expected("other kind")


def test_a_longer_booking_is_paid_anew(told: Told) -> None:
    marie = person(told.desk)
    told.sell(marie)
    booked = told.book(marie, "2026-11-26", "09:00", "11:00")
    look = told.bookings.look(told.house.room_a, slot("09:00", "14:00", "2026-11-26"), marie, besides=booked.id)
    assert look.price.gross_cents == 0, "what it uses already counts as given back"
    told.bookings.move(booked.id, slot("09:00", "12:00", "2026-11-26"))
    assert (told.owed(booked), told.left(marie)) == expected("longer")


def test_every_story_was_told() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [what for what in STORIES if f'"{what}"' not in source] == []


def test_a_sale_taken_back_leaves_the_bookings_to_be_paid(told: Told) -> None:
    marie = person(told.desk)
    booked = told.book(marie, "2026-11-26", "09:00", "11:00")
    sold = told.plans.sell_pass(NewPass(party_id=marie, **TEN))
    assert (told.owed(booked), told.left(marie)) == (0, 480), "it pays for what waits"
    Sales(told.desk).take_back_pass(sold)
    assert (told.owed(booked), told.left(marie)) == (2000, 0)
    plan = told.sell(marie, starts=date(2026, 11, 16))
    assert (told.owed(booked), told.left(marie)) == (0, 30)
    Sales(told.desk).take_back(plan, told.plans.subscription(plan).version)
    assert (told.owed(booked), told.left(marie)) == (2000, 0)


def test_a_pass_that_is_credited_leaves_what_was_used(told: Told) -> None:
    marie = person(told.desk)
    told.plans.sell_pass(NewPass(party_id=marie, **TEN))
    booked = told.book(marie, "2026-11-26", "09:00", "11:00")
    Invoices(told.desk, Papers(told.desk.store.folder)).credit(told.invoice(marie))
    assert (told.owed(booked), told.left(marie)) == (0, 0)


def test_dates_planned_anew_give_their_hours_back_first(told: Told) -> None:
    marie = person(told.desk)
    told.sell(marie)
    series = SeriesOfBookings(told.desk)
    made = series.book(NewSeries(told.house.room_a, marie, thursdays()))
    with told.desk.store.reading() as session:
        first = session.scalars(select(Booking.id).where(Booking.series_id == made.id).order_by(Booking.starts)).first()
    assert first is not None
    anew = series.move(first, slot("10:00", "11:00", "2026-11-05"), told.house.room_a, Scope.ALL)
    assert told.left(marie) == 120
    series.move_back(anew)
    assert told.left(marie) == 0


def test_a_house_that_sold_no_hours_asks_for_none(told: Told) -> None:
    marie = person(told.desk)
    with overheard(told.desk.store) as said:
        told.book(marie, "2026-11-26", "09:00", "11:00")
    assert not [statement for statement in said if "hour_entry" in statement]


def test_what_the_offer_says_is_what_is_given(told: Told) -> None:
    marie = person(told.desk)
    plan = told.plans.add(FIVE)
    offer = Sales(told.desk).offer(NewSubscription(marie, plan, date(2026, 11, 16)))
    assert offer.hours == ((UnitKind.ROOM, 150),)
    [source] = [Sales(told.desk).offer_pass(NewPass(party_id=marie, **TEN))]
    assert source.hours == ((UnitKind.ROOM, 600),)
