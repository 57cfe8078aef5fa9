"""Days with hours of their own: they win over the week, a closure wins over them, and all that asks the hours knows."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from builders import SmallHouse, advance_to, person, slot

from tierslieu_desk import errors
from tierslieu_desk.rules.calendar import DayKind, Effect
from tierslieu_desk.rules.opening import Hours, OwnDay, WeeklyHours, is_open, open_that_day
from tierslieu_desk.rules.vocabulary import EventKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.free_space import FreeSpaces
from tierslieu_desk.services.booking.planning import Planning
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.event.events import Events, NewEvent
from tierslieu_desk.services.front.day_papers import next_open_day
from tierslieu_desk.services.front.today import Today
from tierslieu_desk.services.place.calendars import Calendars
from tierslieu_desk.services.place.own_days import OwnDays
from tierslieu_desk.services.place.places import NewClosure, Places
from tierslieu_desk.services.visit.visits import Visits
from tierslieu_desk.wallclock import Slot

EVE = date(2026, 12, 24)
MARKET = date(2026, 12, 12)
"""A Thursday, on which the house is open from 8 to 20, and a Saturday, on which it is closed."""


def eve_until_noon(desk: Desk) -> None:
    OwnDays(desk).open(OwnDay(EVE, ((8 * 60, 12 * 60),), "Christmas Eve"))


def market_day(desk: Desk) -> None:
    OwnDays(desk).open(OwnDay(MARKET, ((7 * 60, 22 * 60),), "Market"))


def test_bookings_are_taken_in_the_hours_of_that_day_and_not_in_those_of_its_weekday(
    desk: Desk, house: SmallHouse
) -> None:
    eve_until_noon(desk)
    market_day(desk)
    maria = person(desk, "Maria", "Roca")
    bookings = Bookings(desk)
    bookings.book(NewBooking(house.room_a, maria, slot("10:00", "12:00", "2026-12-24")))
    with pytest.raises(errors.PlaceClosed):
        bookings.book(NewBooking(house.room_a, maria, slot("12:00", "13:00", "2026-12-24")))
    bookings.book(NewBooking(house.room_a, maria, slot("20:00", "22:00", "2026-12-12")))
    with pytest.raises(errors.PlaceClosed):
        bookings.book(NewBooking(house.room_a, maria, slot("21:00", "22:30", "2026-12-12")))
    with pytest.raises(errors.PlaceClosed):
        bookings.book(NewBooking(house.room_a, maria, slot("10:00", "12:00", "2026-12-19")))


def test_the_planning_the_search_and_today_know_the_hours_of_that_day(desk: Desk, house: SmallHouse) -> None:
    eve_until_noon(desk)
    market_day(desk)
    assert Planning(desk).day(EVE).open == (Slot(datetime(2026, 12, 24, 8), datetime(2026, 12, 24, 12)),)
    assert Planning(desk).day(MARKET).open == (Slot(datetime(2026, 12, 12, 7), datetime(2026, 12, 12, 22)),)
    assert {space.slot.start.time() for space in FreeSpaces(desk).on(MARKET, 60)} == {time(7)}
    assert FreeSpaces(desk).on(EVE, 5 * 60) == ()
    assert next_open_day(Planning(desk), date(2026, 12, 11)) == MARKET
    advance_to(desk, datetime(2026, 12, 24, 11))
    assert Today(desk).view().open_until == datetime(2026, 12, 24, 12)


def test_who_said_no_goodbye_has_left_when_that_day_closed(desk: Desk, house: SmallHouse) -> None:
    eve_until_noon(desk)
    maria = person(desk, "Maria", "Roca")
    advance_to(desk, datetime(2026, 12, 24, 9))
    came = Visits(desk).check_in(maria)
    advance_to(desk, datetime(2026, 12, 24, 12, 5))
    assert Visits(desk).here_now() == ()
    assert Visits(desk).of(came.id).left == datetime(2026, 12, 24, 12)


def test_a_closure_wins_over_the_hours_of_a_day(desk: Desk, house: SmallHouse) -> None:
    market_day(desk)
    Places(desk).add_closure(NewClosure(slot("12:00", "18:00", "2026-12-12"), "Snow"))
    maria = person(desk, "Maria", "Roca")
    with pytest.raises(errors.PlaceClosed) as refused:
        Bookings(desk).book(NewBooking(house.room_a, maria, slot("11:00", "13:00", "2026-12-12")))
    assert refused.value.reason == "Snow"
    assert [one.minutes for one in Planning(desk).day(MARKET).open] == [5 * 60, 4 * 60]


def test_a_holiday_on_which_the_place_is_opened_after_all_is_open(desk: Desk, house: SmallHouse) -> None:
    """Closed on every public holiday, and open on the fourteenth of July for the feast."""
    Calendars(desk).mean(DayKind.PUBLIC, Effect.CLOSED)
    feast = date(2027, 7, 14)
    maria = person(desk, "Maria", "Roca")
    with pytest.raises(errors.PlaceClosed):
        Bookings(desk).book(NewBooking(house.room_a, maria, slot("18:00", "22:00", "2027-07-14")))
    OwnDays(desk).open(OwnDay(feast, ((17 * 60, 1440),)))
    Bookings(desk).book(NewBooking(house.room_a, maria, slot("18:00", "22:00", "2027-07-14")))
    assert [(one.name, one.effect) for one in Calendars(desk).days(feast, feast)] == [
        ("Fête nationale", Effect.WARNING)
    ]


def test_an_event_on_a_closed_holiday_is_refused(desk: Desk, house: SmallHouse) -> None:
    Calendars(desk).mean(DayKind.PUBLIC, Effect.CLOSED)
    ball = NewEvent("Ball", EventKind.OPEN_DAY, 5, [(house.room_a, slot("18:00", "22:00", "2027-07-14"))])
    with pytest.raises(errors.PlaceClosed) as refused:
        Events(desk).add(ball)
    assert refused.value.reason == "Fête nationale"


def test_other_hours_are_changed_and_dropped_and_what_was_before_is_told(desk: Desk, house: SmallHouse) -> None:
    days = OwnDays(desk)
    assert days.open(OwnDay(EVE, ((480, 720), (700, 780)), "Eve")) is None
    assert days.days(EVE, EVE) == (OwnDay(EVE, ((480, 780),), "Eve"),)
    assert days.open(OwnDay(EVE, ((480, 600), (660, 720)))) == OwnDay(EVE, ((480, 780),), "Eve")
    assert days.drop(EVE) == OwnDay(EVE, ((480, 600), (660, 720)))
    with pytest.raises(errors.NotFound):
        days.drop(EVE)
    assert Planning(desk).day(EVE).open[0].minutes == 12 * 60


@pytest.mark.parametrize("stretches", [((720, 480),), ((480, 480),), ((480, 1500),), ((-60, 480),)])
def test_other_hours_that_end_before_they_begin_are_refused_and_those_before_stay(
    desk: Desk, house: SmallHouse, stretches: tuple[tuple[int, int], ...]
) -> None:
    eve_until_noon(desk)
    with pytest.raises(errors.SlotReversed):
        OwnDays(desk).open(OwnDay(EVE, stretches))
    with pytest.raises(errors.MissingFact):
        OwnDays(desk).open(OwnDay(EVE, ()))
    assert OwnDays(desk).days(EVE, EVE)[0].stretches == ((480, 720),)


def test_a_place_that_told_no_week_is_open_but_on_days_it_told() -> None:
    hours = Hours((), [OwnDay(date(2028, 2, 29), ((600, 720),))])
    assert [one.minutes for one in open_that_day(date(2028, 2, 28), hours)] == [1440]
    assert is_open(Slot(datetime(2028, 2, 28, 3), datetime(2028, 2, 28, 4)), hours)
    assert is_open(Slot(datetime(2028, 2, 29, 10), datetime(2028, 2, 29, 12)), hours)
    assert not is_open(Slot(datetime(2028, 2, 29, 9), datetime(2028, 2, 29, 12)), hours)


def test_hours_of_the_night_the_clock_changes_are_those_on_the_wall() -> None:
    hours = Hours([WeeklyHours(6, 0, 1440)], [OwnDay(date(2027, 3, 28), ((60, 240),))])
    assert is_open(Slot(datetime(2027, 3, 28, 1), datetime(2027, 3, 28, 4)), hours)
    assert not is_open(Slot(datetime(2027, 3, 28, 1), datetime(2027, 3, 28, 5)), hours)
