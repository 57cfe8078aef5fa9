"""Bookings on a real store, one rule of the kernel a test, worked out by hand."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from builders import NOW, SmallHouse, advance_to, open_desk, person, slot, small_house
from sqlalchemy import text

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency
from tierslieu_desk.services.booking import holds, planning
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.series import HORIZON_DAYS, NewSeries, SeriesOfBookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.places import NewClosure, Places
from tierslieu_desk.services.place.units import Units
from tierslieu_desk.wallclock import Slot, StoppedClock

HOUR = timedelta(hours=1)


@pytest.fixture
def marie(desk: Desk, house: SmallHouse) -> int:
    return person(desk, "Marie", "Dupont")


@pytest.fixture
def luc(desk: Desk, house: SmallHouse) -> int:
    return person(desk, "Luc", "Petit")


def held(desk: Desk) -> list[tuple[int, str, str]]:
    """`(unit, from, to)` of every hold, hours only."""
    with desk.store.reading() as session:
        found = session.execute(text("SELECT unit_id, starts, ends FROM hold ORDER BY unit_id, starts")).all()
        return [(unit, starts[11:16], ends[11:16]) for unit, starts, ends in found]


def journal(desk: Desk, act: str) -> list[tuple[str, dict[str, str]]]:
    """`(who, facts)` of every line about that act."""
    with desk.store.reading() as session:
        found = session.execute(text("SELECT who, facts FROM journal WHERE act = :act ORDER BY id"), {"act": act})
        return [(who, json.loads(facts or "{}")) for who, facts in found]


def test_a_booking_of_a_whole_holds_its_leaves_and_refuses_whoever_wants_one(
    desk: Desk, house: SmallHouse, marie: int, luc: int
) -> None:
    bookings = Bookings(desk)
    bookings.book(NewBooking(house.big_room, marie, slot("09:00", "11:00")))
    assert held(desk) == [(house.room_a, "09:00", "11:00"), (house.room_b, "09:00", "11:00")]
    with pytest.raises(errors.SlotTaken) as refused:
        bookings.book(NewBooking(house.room_b, luc, slot("10:59", "12:00")))
    assert refused.value.facts["by"] == "Marie Dupont"
    bookings.book(NewBooking(house.room_b, luc, slot("11:00", "12:00")))


def test_an_option_blocks_until_its_hour_and_is_swept_by_whoever_books_next(
    desk: Desk, house: SmallHouse, marie: int, luc: int
) -> None:
    bookings = Bookings(desk)
    noon = datetime(2026, 11, 24, 12)
    option = bookings.book(NewBooking(house.room_a, marie, slot("09:00", "11:00"), tentative_until=noon))
    advance_to(desk, noon - timedelta(minutes=1))
    with pytest.raises(errors.SlotTaken):
        bookings.book(NewBooking(house.room_a, luc, slot("10:00", "12:00")))
    advance_to(desk, noon)
    assert bookings.get(option.id).state == "expired"
    assert held(desk) == [(house.room_a, "09:00", "11:00")], "reading sweeps nothing"
    bookings.book(NewBooking(house.room_a, luc, slot("10:00", "12:00")))
    assert held(desk) == [(house.room_a, "10:00", "12:00")]
    with pytest.raises(errors.OptionOver):
        bookings.confirm(option.id)


def test_an_option_of_a_pool_that_has_expired_gives_its_seat_back(
    desk: Desk, house: SmallHouse, marie: int, luc: int
) -> None:
    bookings, noon = Bookings(desk), datetime(2026, 11, 24, 12)
    for _seat in range(3):
        bookings.book(NewBooking(house.pool, marie, slot("09:00", "11:00"), tentative_until=noon))
    with pytest.raises(errors.PoolFull):
        bookings.book(NewBooking(house.pool, luc, slot("10:00", "12:00")))
    advance_to(desk, noon)
    bookings.book(NewBooking(house.pool, luc, slot("10:00", "12:00")))
    assert [(starts, ends) for _unit, starts, ends in held(desk)] == [("10:00", "12:00")]


def test_nobody_came_is_told_when_it_is_over_and_nothing_is_written(desk: Desk, house: SmallHouse, marie: int) -> None:
    bookings = Bookings(desk)
    missed = bookings.book(NewBooking(house.room_a, marie, slot("09:00", "11:00"))).id
    came = bookings.book(NewBooking(house.room_b, marie, slot("09:00", "11:00"))).id
    advance_to(desk, datetime(2026, 11, 25, 9))
    bookings.check_in(came)
    advance_to(desk, datetime(2026, 11, 25, 10, 59))
    assert bookings.get(missed).state == "confirmed"
    advance_to(desk, datetime(2026, 11, 25, 11))
    assert [bookings.get(number).state for number in (missed, came)] == ["no_show", "checked_in"]
    assert [row.state for row in bookings.of_person(marie)] in (["no_show", "checked_in"], ["checked_in", "no_show"])
    with desk.store.reading() as session:
        assert session.execute(text("SELECT state FROM booking WHERE id = :id"), {"id": missed}).scalar() == "confirmed"


def test_a_booking_may_be_moved_by_less_than_its_own_length(desk: Desk, house: SmallHouse, marie: int) -> None:
    bookings = Bookings(desk)
    booked = bookings.book(NewBooking(house.big_room, marie, slot("09:00", "11:00")))
    bookings.move(booked.id, slot("10:00", "12:30"))
    assert held(desk) == [(house.room_a, "10:00", "12:30"), (house.room_b, "10:00", "12:30")]


def test_a_move_that_is_refused_leaves_the_booking_where_it_was(
    desk: Desk, house: SmallHouse, marie: int, luc: int
) -> None:
    bookings = Bookings(desk)
    booked = bookings.book(NewBooking(house.room_a, marie, slot("09:00", "10:00")))
    bookings.book(NewBooking(house.room_b, luc, slot("10:00", "11:00")))
    before = held(desk)
    with pytest.raises(errors.SlotTaken):
        bookings.move(booked.id, slot("10:30", "11:30"), house.big_room)
    assert held(desk) == before
    assert bookings.get(booked.id).slot == slot("09:00", "10:00")


def test_two_bookings_of_one_hour_exchange_their_rooms(desk: Desk, house: SmallHouse, marie: int, luc: int) -> None:
    bookings = Bookings(desk)
    first = bookings.book(NewBooking(house.room_a, marie, slot("09:00", "11:00")))
    second = bookings.book(NewBooking(house.room_b, luc, slot("10:00", "12:00")))
    bookings.swap(first.id, second.id)
    assert held(desk) == [(house.room_a, "10:00", "12:00"), (house.room_b, "09:00", "11:00")]


def test_the_gap_is_the_larger_of_both_buffers_on_either_side(
    desk: Desk, house: SmallHouse, marie: int, luc: int
) -> None:
    """Room A wants 15 minutes after each; the big room, made of it, 30 before: 30 between A and the big room."""
    Units(desk).set_buffers(house.room_a, Buffers(0, 15))
    Units(desk).set_buffers(house.big_room, Buffers(30, 0))
    bookings = Bookings(desk)
    bookings.book(NewBooking(house.room_a, marie, slot("10:00", "11:00")))
    with pytest.raises(errors.BufferTooShort) as after:
        bookings.book(NewBooking(house.big_room, luc, slot("11:29", "12:00")))
    assert (after.value.facts["needed"], after.value.facts["gap"]) == (30, 29)
    bookings.book(NewBooking(house.big_room, luc, slot("11:30", "12:00")))
    with pytest.raises(errors.BufferTooShort) as before:
        bookings.book(NewBooking(house.room_a, luc, slot("09:00", "09:46")))
    assert (before.value.facts["needed"], before.value.facts["gap"]) == (15, 14)
    bookings.book(NewBooking(house.room_a, luc, slot("09:00", "09:45")))


def test_a_reason_lets_hours_and_buffers_pass_and_is_kept_in_the_journal(
    desk: Desk, house: SmallHouse, marie: int, luc: int
) -> None:
    Units(desk).set_buffers(house.room_a, Buffers(0, 30))
    bookings = Bookings(desk)
    first = bookings.book(NewBooking(house.room_a, marie, slot("19:00", "20:00")))
    with pytest.raises(errors.PlaceClosed):
        bookings.book(NewBooking(house.room_a, luc, slot("20:00", "21:00")))
    second = bookings.book(NewBooking(house.room_a, luc, slot("20:00", "21:00")), "asked by the mayor")
    bookings.move(first.id, slot("18:30", "20:00"), None, "he comes early")
    assert journal(desk, "book") == [("Camille", {}), ("Camille", {"override": "asked by the mayor"})]
    ((who, facts),) = journal(desk, "move")
    assert (who, facts["override"], facts["from"]) == ("Camille", "he comes early", "2026-11-25T19:00:00")
    assert bookings.get(second.id).slot == slot("20:00", "21:00")


def test_no_reason_lets_an_overlap_nor_the_legal_capacity_pass(
    desk: Desk, house: SmallHouse, marie: int, luc: int
) -> None:
    bookings = Bookings(desk)
    bookings.book(NewBooking(house.room_a, marie, slot("09:00", "11:00")))
    with pytest.raises(errors.SlotTaken):
        bookings.book(NewBooking(house.room_a, luc, slot("10:00", "12:00")), "asked by the mayor")
    with pytest.raises(errors.OverCapacity) as refused:
        bookings.book(NewBooking(house.room_a, luc, slot("14:00", "15:00"), people=9), "asked by the mayor")
    assert (refused.value.facts["seats"], refused.value.facts["people"]) == (8, 9)


def test_the_guard_alone_turns_an_overlap_nobody_looked_for_into_a_fact(
    desk: Desk, house: SmallHouse, marie: int, luc: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bookings = Bookings(desk)
    bookings.book(NewBooking(house.room_a, marie, slot("09:00", "11:00")))
    monkeypatch.setattr(holds, "_refuse_neighbours", lambda *_arguments, **_named: None)
    with pytest.raises(errors.SlotTaken):
        bookings.book(NewBooking(house.room_a, luc, slot("10:00", "12:00")))
    assert held(desk) == [(house.room_a, "09:00", "11:00")]


def test_what_was_cancelled_is_free_and_may_come_back_while_it_is(
    desk: Desk, house: SmallHouse, marie: int, luc: int
) -> None:
    bookings = Bookings(desk)
    mine = bookings.book(NewBooking(house.room_a, marie, slot("09:00", "11:00"))).id
    bookings.cancel(mine, "ill")
    assert held(desk) == []
    theirs = bookings.book(NewBooking(house.room_a, luc, slot("10:00", "12:00"))).id
    with pytest.raises(errors.SlotTaken):
        bookings.reinstate(mine)
    bookings.cancel(theirs)
    bookings.reinstate(mine)
    assert held(desk) == [(house.room_a, "09:00", "11:00")]
    assert journal(desk, "cancel")[0] == ("Camille", {"reason": "ill"})


def test_what_is_given_back_early_is_free_from_that_minute(desk: Desk, house: SmallHouse, marie: int, luc: int) -> None:
    bookings = Bookings(desk)
    mine = bookings.book(NewBooking(house.room_a, marie, slot("10:00", "12:00", "2026-11-24"))).id
    bookings.give_back_early(mine)
    assert held(desk) == [(house.room_a, "10:00", "10:47")]
    bookings.book(NewBooking(house.room_a, luc, slot("10:47", "12:00", "2026-11-24")))


def test_a_closure_refuses_in_its_own_words(desk: Desk, house: SmallHouse, marie: int) -> None:
    Places(desk).add_closure(NewClosure(slot("00:00", "23:00"), "Assembly"))
    with pytest.raises(errors.PlaceClosed) as refused:
        Bookings(desk).book(NewBooking(house.room_a, marie, slot("09:00", "10:00")))
    assert refused.value.facts["reason"] == "Assembly"


def test_reading_the_planning_beyond_the_horizon_makes_no_date_of_a_series(
    desk: Desk, house: SmallHouse, marie: int
) -> None:
    series = SeriesOfBookings(desk)
    made = series.book(NewSeries(house.room_a, marie, Rule(Frequency.WEEK, 1, datetime(2026, 11, 25, 9), 60)))
    # Wednesdays from 25 November to 23 May 2027, 180 days after 24 November.
    assert len(made.bookings) == 26
    beyond = NOW + timedelta(days=HORIZON_DAYS + 3)
    with desk.store.glancing() as seen:
        day = Slot(datetime(2027, 5, 26), datetime(2027, 5, 27))
        assert planning.read_blocks(seen, day, desk) == []
    advance_to(desk, beyond)
    with desk.store.reading() as session:
        assert session.execute(text("SELECT count(*) FROM booking")).scalar_one() == 26
    assert series.extend() == ()
    with desk.store.reading() as session:
        # 26 May to 17 November 2027: 26 Wednesdays more, the horizon being 180 days after 26 May.
        assert session.execute(text("SELECT count(*) FROM booking")).scalar_one() == 52
    assert series.extend() == ()


def test_what_clashes_when_a_series_is_extended_stays_to_be_seen(
    desk: Desk, house: SmallHouse, marie: int, luc: int
) -> None:
    series = SeriesOfBookings(desk)
    series.book(NewSeries(house.room_a, marie, Rule(Frequency.WEEK, 1, datetime(2026, 11, 25, 9), 60)))
    Places(desk).add_closure(NewClosure(slot("08:00", "20:00", "2027-05-26"), "Works"))
    advance_to(desk, datetime(2026, 11, 30, 9))
    (clash,) = series.extend()
    assert (clash.slot.start, type(clash.refusal)) == (datetime(2027, 5, 26, 9), errors.ClosedOnPurpose)
    assert [found[1].start for found in series.clashes(datetime(2026, 11, 30).date())] == [datetime(2027, 5, 26, 9)]


def test_a_weekly_nine_o_clock_stays_at_nine_across_the_clock_change(desk: Desk, house: SmallHouse, marie: int) -> None:
    """Clocks go forward on 28 March 2027: 08:00 UTC before, 07:00 UTC after."""
    rule = Rule(Frequency.WEEK, 1, datetime(2027, 3, 24, 9), 60, count=2)
    made = SeriesOfBookings(desk).book(NewSeries(house.room_a, marie, rule))
    rows = [Bookings(desk).get(number).slot.start for number in made.bookings]
    assert rows == [datetime(2027, 3, 24, 9), datetime(2027, 3, 31, 9)]
    assert [desk.clock.to_utc(start).hour for start in rows] == [8, 7]


def test_another_process_may_change_the_house_and_this_one_books_by_it(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        house = small_house(desk)
        marie = person(desk)
        Bookings(desk).book(NewBooking(house.room_a, marie, slot("09:00", "10:00")))
        elsewhere = Desk(stores.Store(tmp_path), StoppedClock(NOW), lambda: "Zoé")
        Units(elsewhere).set_buffers(house.room_a, Buffers(0, 30))
        elsewhere.store.close()
        with pytest.raises(errors.BufferTooShort):
            Bookings(desk).book(NewBooking(house.room_a, marie, slot("10:00", "11:00")))
