"""Closures choose what they block, and what they block is refused wherever it is tried (GRR #339: real closures)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from builders import NOW, SmallHouse, person, slot

from tierslieu_desk import errors
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import EventKind, Frequency
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.free_space import FreeSpaces
from tierslieu_desk.services.booking.planning import Planning
from tierslieu_desk.services.booking.series import NewSeries, SeriesOfBookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.event.events import Events, NewEvent
from tierslieu_desk.services.place.places import NewClosure, Places
from tierslieu_desk.services.visit.visits import Visits

DAY = "2026-12-02"
MORNING = slot("09:00", "12:00", NOW.date().isoformat())
WHOLE = slot("08:00", "20:00", DAY)


def booked(desk: Desk, house: SmallHouse) -> None:
    Bookings(desk).book(NewBooking(house.room_a, person(desk, "Maria", "Roca"), slot("10:00", "12:00", DAY)))


def moved(desk: Desk, house: SmallHouse) -> None:
    mine = NewBooking(house.room_a, person(desk, "Maria", "Roca"), slot("10:00", "12:00", "2026-12-03"))
    bookings = Bookings(desk)
    bookings.move(bookings.book(mine).id, slot("10:00", "12:00", DAY))


def reinstated(desk: Desk, house: SmallHouse) -> None:
    places, bookings = Places(desk), Bookings(desk)
    (closure,) = places.closures(date(2026, 12, 2), date(2026, 12, 2))
    places.remove_closure(closure.id)
    mine = bookings.book(NewBooking(house.room_a, person(desk, "Maria", "Roca"), slot("10:00", "12:00", DAY)))
    bookings.cancel(mine.id)
    places.add_closure(NewClosure(closure.slot, closure.reason, None, closure.blocks_bookings, True, True))
    bookings.reinstate(mine.id)


def announced(desk: Desk, house: SmallHouse) -> None:
    Events(desk).add(NewEvent("Solder", EventKind.WORKSHOP, 5, [(house.room_a, slot("10:00", "12:00", DAY))]))


@pytest.mark.parametrize("tried", [booked, moved, reinstated])
def test_what_closes_to_bookings_refuses_each_way_to_one(
    desk: Desk, house: SmallHouse, tried: Callable[[Desk, SmallHouse], None]
) -> None:
    Places(desk).add_closure(NewClosure(WHOLE, "Snow", None, True, False, False))
    with pytest.raises(errors.PlaceClosed) as refused:
        tried(desk, house)
    assert refused.value.reason == "Snow"


def test_hours_are_set_aside_with_a_reason_and_a_closure_on_purpose_is_not(desk: Desk, house: SmallHouse) -> None:
    Places(desk).add_closure(NewClosure(WHOLE, "Snow", None, True, False, False))
    maria, bookings = person(desk, "Maria", "Roca"), Bookings(desk)
    late = NewBooking(house.room_a, maria, slot("21:00", "22:00", "2026-12-03"))
    bookings.book(late, override="An association, on Thursdays")
    with pytest.raises(errors.ClosedOnPurpose):
        bookings.book(NewBooking(house.room_a, maria, slot("10:00", "11:00", DAY)), override="They insist")


def test_a_cancelled_booking_is_put_back_into_what_was_closed_since(desk: Desk, house: SmallHouse) -> None:
    maria, bookings = person(desk, "Maria", "Roca"), Bookings(desk)
    mine = bookings.book(NewBooking(house.room_a, maria, slot("10:00", "11:00", DAY)))
    act = bookings.cancel(mine.id)
    Places(desk).add_closure(NewClosure(WHOLE, "Snow", None, True, False, False))
    bookings.take_back(act)
    assert bookings.get(mine.id).state == "confirmed"


def test_what_closes_to_bookings_alone_lets_an_event_take_place(desk: Desk, house: SmallHouse) -> None:
    Places(desk).add_closure(NewClosure(WHOLE, "Private", None, True, False, False))
    announced(desk, house)


def test_what_closes_to_events_alone_lets_people_book(desk: Desk, house: SmallHouse) -> None:
    Places(desk).add_closure(NewClosure(WHOLE, "Exams", None, False, False, True))
    booked(desk, house)
    with pytest.raises(errors.PlaceClosed) as refused:
        announced(desk, house)
    assert refused.value.reason == "Exams"
    assert Planning(desk).day(date(2026, 12, 2)).open[0].minutes == 12 * 60


def test_a_real_closure_leaves_nothing_free_and_no_date_of_a_series(desk: Desk, house: SmallHouse) -> None:
    Places(desk).add_closure(NewClosure(WHOLE, "Works"))
    assert FreeSpaces(desk).on(date(2026, 12, 2), 60) == ()
    assert Planning(desk).day(date(2026, 12, 2)).open == ()
    weekly = Rule(Frequency.WEEK, 1, datetime(2026, 11, 25, 10), 60, count=3)
    clashes = SeriesOfBookings(desk).rehearse(NewSeries(house.room_a, person(desk, "Maria", "Roca"), weekly))
    assert [(clash.slot.start.date(), type(clash.refusal)) for clash in clashes] == [
        (date(2026, 12, 2), errors.ClosedOnPurpose)
    ]


def test_nobody_comes_in_while_it_is_closed_to_visits_but_with_a_reason(desk: Desk, house: SmallHouse) -> None:
    maria = person(desk, "Maria", "Roca")
    Places(desk).add_closure(NewClosure(MORNING, "Snow", None, False, True, False))
    with pytest.raises(errors.PlaceClosed) as refused:
        Visits(desk).check_in(maria)
    assert (refused.value.reason, refused.value.may_be_overridden) == ("Snow", True)
    assert Visits(desk).here_now() == ()
    assert Visits(desk).check_in(maria, override="she lives next door").name == "Maria Roca"


def test_people_come_in_while_it_is_closed_to_bookings_alone(desk: Desk, house: SmallHouse) -> None:
    Places(desk).add_closure(NewClosure(MORNING, "Quiet", None, True, False, True))
    Visits(desk).check_in(person(desk, "Maria", "Roca"))


def test_several_units_close_together_or_none_does(desk: Desk, house: SmallHouse) -> None:
    places = Places(desk)
    Bookings(desk).book(NewBooking(house.room_b, person(desk, "Maria", "Roca"), slot("10:00", "12:00", DAY)))
    with pytest.raises(errors.SlotTaken):
        places.add_closures([NewClosure(WHOLE, "Paint", house.room_a), NewClosure(WHOLE, "Paint", house.room_b)])
    assert places.closures(date(2026, 12, 2), date(2026, 12, 2)) == ()
    numbers = places.add_closures([NewClosure(WHOLE, "Paint", house.room_a), NewClosure(WHOLE, "Paint", house.booth)])
    assert [row.unit for row in places.closures(date(2026, 12, 2), date(2026, 12, 2))] == ["Room A", "Booth"]
    places.remove_closures(numbers)
    assert places.closures(date(2026, 12, 2), date(2026, 12, 2)) == ()


def test_a_closure_that_blocks_nothing_is_none(desk: Desk, house: SmallHouse) -> None:
    with pytest.raises(errors.MissingFact):
        Places(desk).add_closure(NewClosure(WHOLE, "Nothing", None, False, False, False))


def test_a_closure_that_ends_before_it_starts_is_refused(desk: Desk, house: SmallHouse) -> None:
    with pytest.raises(errors.SlotReversed):
        Places(desk).add_closure(NewClosure(slot("12:00", "09:00", DAY), "Snow"))
