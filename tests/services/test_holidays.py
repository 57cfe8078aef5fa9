"""Public holidays: whose count here, what they mean, and that whoever refuses a booking may be told otherwise."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import SmallHouse, person, slot

from tierslieu_desk import errors, i18n
from tierslieu_desk.rules import calendar as rules
from tierslieu_desk.rules.calendar import DayKind, Effect, SpecialDay
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.free_space import FreeSpaces
from tierslieu_desk.services.booking.planning import Planning
from tierslieu_desk.services.booking.series import NewSeries, SeriesOfBookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.calendars import Calendars
from tierslieu_desk.services.place.places import Places
from tierslieu_desk.wallclock import Slot

EASTER_MONDAY = date(2027, 3, 29)


def closed_on_holidays(desk: Desk, effect: Effect = Effect.CLOSED) -> Calendars:
    calendars = Calendars(desk)
    calendars.mean(DayKind.PUBLIC, effect)
    return calendars


def names(calendars: Calendars, first: date, last: date) -> list[str]:
    return [one.name for one in calendars.days(first, last)]


@pytest.mark.parametrize(
    ("country", "postcode", "area"),
    [
        ("FR", "09500", "FR"),
        ("FR", "67000", "FR-6AE"),
        ("FR", "57000", "FR-57"),
        ("FR", "97110", "FR-971"),
        ("ES", "25700", "ES-CT"),
        ("ES", "22700", "ES-AR"),
        ("ES", "31700", "ES-NC"),
        ("ES", "20280", "ES-PV"),
        ("ES", "", "ES"),
        ("AD", "AD500", ""),
    ],
)
def test_the_address_of_the_place_says_whose_holidays_count(country: str, postcode: str, area: str) -> None:
    assert rules.public_area(country, postcode) == area


@pytest.mark.parametrize(
    ("area", "day", "name"),
    [
        ("FR", date(2027, 7, 14), "Fête nationale"),
        ("FR-6AE", date(2027, 3, 26), "Vendredi saint"),
        ("FR-57", date(2027, 12, 26), "Saint-Étienne"),
        ("ES", date(2027, 10, 12), "Fiesta Nacional de España"),
        ("ES-CT", date(2027, 9, 11), "Fiesta Nacional de Cataluña"),
        ("ES-AR", date(2027, 4, 23), "Día de San Jorge"),
        ("ES-NC", date(2027, 12, 3), "San Francisco Javier"),
        ("ES-PV", date(2027, 3, 29), "Lunes de Pascua"),
    ],
)
def test_each_area_has_holidays_of_its_own(desk: Desk, house: SmallHouse, area: str, day: date, name: str) -> None:
    calendars = Calendars(desk)
    calendars.count(DayKind.PUBLIC, area)
    with i18n.speaking("es" if area.startswith("ES") else "fr"):
        assert names(calendars, day, day) == [name]


def test_holidays_are_named_in_the_language_of_the_desk_where_they_have_a_name_in_it(
    desk: Desk, house: SmallHouse
) -> None:
    calendars = Calendars(desk)
    calendars.count(DayKind.PUBLIC, "ES-CT")
    with i18n.speaking("ca"):
        assert names(calendars, date(2027, 9, 11), date(2027, 9, 11)) == ["Diada Nacional de Catalunya"]
    with i18n.speaking("en"):
        assert names(calendars, date(2027, 12, 25), date(2027, 12, 25)) == ["Christmas Day"]


def test_a_house_that_said_nothing_books_on_a_holiday_and_is_told_of_it(desk: Desk, house: SmallHouse) -> None:
    maria = person(desk, "Maria", "Roca")
    wanted = slot("10:00", "12:00", "2027-03-29")
    look = Bookings(desk).look(house.room_a, wanted, maria)
    assert look.refusal is None
    assert [one.name for one in Planning(desk).day(EASTER_MONDAY).special] == ["Lundi de Pâques"]
    Bookings(desk).book(NewBooking(house.room_a, maria, wanted))


def test_easter_monday_is_not_bookable_where_the_place_closes_on_public_holidays(desk: Desk, house: SmallHouse) -> None:
    """What users of rdv-service-public asked for (#2006): nobody wants to move the appointments of Easter Monday."""
    closed_on_holidays(desk)
    maria = person(desk, "Maria", "Roca")
    wanted = slot("10:00", "12:00", "2027-03-29")
    with pytest.raises(errors.PlaceClosed) as refused:
        Bookings(desk).book(NewBooking(house.room_a, maria, wanted))
    assert refused.value.reason == "Lundi de Pâques"
    look = Bookings(desk).look(house.room_a, wanted, maria)
    assert (type(look.refusal), look.may_be_overridden) == (errors.PlaceClosed, True)
    assert FreeSpaces(desk).on(EASTER_MONDAY, 60) == ()
    assert Planning(desk).day(EASTER_MONDAY).open == ()
    Bookings(desk).book(NewBooking(house.room_a, maria, wanted), "the cleaning crew is there")


def test_a_booking_may_span_a_day_on_which_nothing_begins_and_not_start_on_it(desk: Desk, house: SmallHouse) -> None:
    closed_on_holidays(desk, Effect.NO_START)
    Places(desk).set_hours([WeeklyHours(weekday, 0, 1440) for weekday in range(7)])
    maria = person(desk, "Maria", "Roca")
    spanning = Slot(datetime(2027, 3, 28, 18), datetime(2027, 3, 30, 9))
    Bookings(desk).book(NewBooking(house.room_a, maria, spanning))
    with pytest.raises(errors.NoStartThatDay) as refused:
        Bookings(desk).book(NewBooking(house.room_b, maria, slot("10:00", "12:00", "2027-03-29")))
    assert (refused.value.day, refused.value.reason) == (EASTER_MONDAY, "Lundi de Pâques")
    assert refused.value.may_be_overridden


def test_one_holiday_may_mean_something_else_than_the_others(desk: Desk, house: SmallHouse) -> None:
    calendars = closed_on_holidays(desk)
    calendars.mean(DayKind.PUBLIC, Effect.WARNING, "Lundi de Pâques")
    maria = person(desk, "Maria", "Roca")
    Bookings(desk).book(NewBooking(house.room_a, maria, slot("10:00", "12:00", "2027-03-29")))
    with pytest.raises(errors.PlaceClosed):
        Bookings(desk).book(NewBooking(house.room_a, maria, slot("10:00", "12:00", "2027-07-14")))
    assert [(one.name, one.effect) for one in calendars.days(EASTER_MONDAY, EASTER_MONDAY)] == [
        ("Lundi de Pâques", Effect.WARNING)
    ]
    calendars.mean(DayKind.PUBLIC, None, "Lundi de Pâques")
    with pytest.raises(errors.PlaceClosed):
        Bookings(desk).book(NewBooking(house.room_a, maria, slot("13:00", "14:00", "2027-03-29")))


def test_holidays_of_nowhere_mean_nothing(desk: Desk, house: SmallHouse) -> None:
    calendars = closed_on_holidays(desk)
    calendars.count(DayKind.PUBLIC, "")
    assert calendars.days(date(2027, 1, 1), date(2027, 12, 31)) == ()
    calendars.count(DayKind.PUBLIC, None)
    assert len(calendars.days(date(2027, 1, 1), date(2027, 12, 31))) == 11


def test_what_was_worked_out_ahead_needs_no_library(
    desk: Desk, house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendars = Calendars(desk)
    assert calendars.work_out() == 22, "eleven holidays of this year, eleven of the next"
    assert calendars.work_out() == 0

    def never(area: str, year: int, language: str) -> None:
        raise AssertionError((area, year, language))

    monkeypatch.setattr("tierslieu_desk.services.place.public_holidays.of_year", never)
    with desk.store.glancing() as seen:
        calendar = desk.house(seen).calendar
        christmas = date(2026, 12, 25)
        assert calendar.of(christmas) == (SpecialDay(christmas, "Noël", DayKind.PUBLIC, Effect.WARNING),)
        assert calendar.of(date(2026, 11, 24)) == ()
        assert calendar.of(date(2031, 12, 25), worked_out=True) == (), "not at hand, and nobody waits"


def test_an_area_nobody_knows_is_refused(desk: Desk, house: SmallHouse) -> None:
    with pytest.raises(errors.NotFound):
        Calendars(desk).count(DayKind.PUBLIC, "ES-XX")


def test_the_29th_of_february_is_a_day_like_the_others(desk: Desk, house: SmallHouse) -> None:
    closed_on_holidays(desk)
    maria = person(desk, "Maria", "Roca")
    booked = Bookings(desk).book(NewBooking(house.room_a, maria, slot("10:00", "12:00", "2028-02-29")))
    assert booked.slot.minutes == 120


@pytest.mark.parametrize(
    ("starts", "ends", "reason"),
    [
        (datetime(2027, 3, 27, 18), datetime(2027, 3, 29, 9), "Lundi de Pâques"),  # the night an hour is lost
        (datetime(2027, 10, 30, 18), datetime(2027, 11, 1, 0, 30), "Toussaint"),  # the night an hour comes twice
        (datetime(2027, 10, 30, 18), datetime(2027, 11, 1), ""),
    ],
)
def test_a_slot_across_the_clock_change_is_judged_by_the_clock_on_the_wall(
    desk: Desk, house: SmallHouse, starts: datetime, ends: datetime, reason: str
) -> None:
    closed_on_holidays(desk)
    Places(desk).set_hours([WeeklyHours(weekday, 0, 1440) for weekday in range(7)])
    refusal = Bookings(desk).look(house.room_a, Slot(starts, ends)).refusal
    assert ("" if refusal is None else refusal.reason) == reason


def test_a_series_lists_the_holidays_it_meets_before_anything_is_saved(desk: Desk, house: SmallHouse) -> None:
    closed_on_holidays(desk)
    maria = person(desk, "Maria", "Roca")
    mondays = Rule(Frequency.WEEK, 1, datetime(2027, 3, 22, 10), 60, count=3)
    clashes = SeriesOfBookings(desk).rehearse(NewSeries(house.room_a, maria, mondays))
    assert [(clash.slot.start.date(), clash.refusal.reason) for clash in clashes] == [
        (EASTER_MONDAY, "Lundi de Pâques")
    ]


def test_a_booking_is_not_moved_onto_a_holiday_but_with_a_reason(desk: Desk, house: SmallHouse) -> None:
    closed_on_holidays(desk)
    bookings, maria = Bookings(desk), person(desk, "Maria", "Roca")
    mine = bookings.book(NewBooking(house.room_a, maria, slot("10:00", "12:00", "2027-03-30")))
    with pytest.raises(errors.PlaceClosed):
        bookings.move(mine.id, slot("10:00", "12:00", "2027-03-29"))
    assert bookings.move(mine.id, slot("10:00", "12:00", "2027-03-29"), override="the key is theirs").id == mine.id
