"""The waiting list: first come first served, an offer is an option that expires, and nobody overtakes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from builders import NOW, SmallHouse, advance_to, person, slot

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.free_space import FreeSpaces
from tierslieu_desk.services.booking.waiting import NewWish, WaitingList
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.today import Today

MORNING = slot("09:00", "12:00")


@pytest.fixture
def bookings(desk: Desk) -> Bookings:
    return Bookings(desk)


@pytest.fixture
def line(desk: Desk) -> WaitingList:
    return WaitingList(desk)


@pytest.fixture
def people(desk: Desk, house: SmallHouse) -> tuple[int, int, int, int]:
    """Marie, who has the room; Luc, Ana and Jean, who would like it."""
    names = (("Marie", "Dupont"), ("Luc", "Petit"), ("Ana", "Roca"), ("Jean", "Bosc"))
    marie, luc, ana, jean = (person(desk, given, family) for given, family in names)
    return marie, luc, ana, jean


def states(line: WaitingList) -> list[tuple[str, str, int]]:
    return [(row.party.split()[0], row.state, row.place) for row in line.all()]


def test_what_is_let_go_is_offered_to_the_first_in_line_and_kept_for_a_day(
    desk: Desk, house: SmallHouse, bookings, line, people
) -> None:
    marie, luc, ana, _jean = people
    taken = bookings.book(NewBooking(house.room_a, marie, slot("09:00", "12:00", "2026-11-30")))
    for who in (luc, ana):
        line.join(NewWish(who, slot("09:00", "12:00", "2026-11-30"), house.room_a, people=4, note="Choir"))
    assert states(line) == [("Luc", "waiting", 1), ("Ana", "waiting", 2)]
    bookings.cancel(taken.id)
    assert states(line) == [("Luc", "offered", 0), ("Ana", "waiting", 1)]
    first = line.all()[0]
    offer = bookings.get(first.booking_id)
    assert (offer.party, offer.unit, offer.state, offer.people, offer.title) == (
        "Luc Petit",
        "Room A",
        "tentative",
        4,
        "Choir",
    )
    assert offer.expires == first.until == NOW + timedelta(hours=24)
    bookings.confirm(offer.id)
    assert states(line)[0] == ("Luc", "taken", 0)
    assert bookings.price(offer.id).gross_cents == 3600


def test_nobody_says_no_to_an_offer_that_is_over(desk, house, bookings, line, people) -> None:
    marie, luc, *_others = people
    taken = bookings.book(NewBooking(house.room_a, marie, slot("09:00", "12:00", "2026-11-30")))
    line.join(NewWish(luc, slot("09:00", "12:00", "2026-11-30"), house.room_a))
    bookings.cancel(taken.id)
    (offered,) = line.all()
    advance_to(desk, NOW + timedelta(hours=24))  # that very minute it is over, and nothing has looked at it yet
    with pytest.raises(errors.AlreadyDone):
        line.leave(offered.id)
    assert bookings.get(offered.booking_id).state == "expired"


def test_an_offer_is_never_kept_longer_than_until_it_begins(desk, house, bookings, line, people) -> None:
    marie, luc, *_others = people
    taken = bookings.book(NewBooking(house.room_a, marie, slot("18:00", "19:00", "2026-11-24")))
    line.join(NewWish(luc, slot("18:00", "19:00", "2026-11-24"), house.room_a))
    bookings.cancel(taken.id)
    assert line.all()[0].until == datetime(2026, 11, 24, 18)


def test_the_house_says_for_how_long(desk, house, bookings, line, people) -> None:
    marie, luc, *_others = people
    assert line.set_hours(3) == 24
    taken = bookings.book(NewBooking(house.room_a, marie, MORNING))
    line.join(NewWish(luc, MORNING, house.room_a))
    bookings.cancel(taken.id)
    assert line.all()[0].until == NOW + timedelta(hours=3)
    with pytest.raises(errors.NotAnAmount):
        line.set_hours(0)


def test_an_offer_that_is_refused_goes_to_the_next(desk, house, bookings, line, people) -> None:
    marie, luc, ana, _jean = people
    taken = bookings.book(NewBooking(house.room_a, marie, MORNING))
    first, _second = (line.join(NewWish(who, MORNING, house.room_a)) for who in (luc, ana))
    bookings.cancel(taken.id)
    act = line.leave(first)
    assert states(line) == [("Luc", "refused", 0), ("Ana", "offered", 0)]
    bookings.take_back(act)
    assert states(line) == [("Luc", "offered", 0), ("Ana", "waiting", 1)]


def test_an_offer_nobody_answers_goes_to_the_next_whoever_writes_next(desk, house, bookings, line, people) -> None:
    marie, luc, ana, jean = people
    taken = bookings.book(NewBooking(house.room_a, marie, slot("09:00", "12:00", "2026-12-01")))
    for who in (luc, ana):
        line.join(NewWish(who, slot("09:00", "12:00", "2026-12-01"), house.room_a))
    bookings.cancel(taken.id)
    advance_to(desk, NOW + timedelta(hours=24))
    assert states(line) == [("Luc", "missed", 0), ("Ana", "waiting", 1)], "computed on reading, without any job"
    refusal = bookings.look(house.room_a, slot("09:00", "10:00", "2026-12-01")).refusal
    assert isinstance(refusal, errors.SlotTaken)
    assert refusal.facts["by"] == "Ana Roca"
    with pytest.raises(errors.SlotTaken) as refused:
        bookings.book(NewBooking(house.room_a, jean, slot("09:00", "10:00", "2026-12-01")))
    assert refused.value.facts["by"] == "Ana Roca"
    assert states(line) == [("Luc", "missed", 0), ("Ana", "offered", 0)]
    assert line.all()[1].until == NOW + timedelta(hours=48)


def test_looking_for_a_free_space_offers_first_what_expired(desk, house, bookings, line, people) -> None:
    marie, luc, ana, _jean = people
    taken = bookings.book(NewBooking(house.room_a, marie, slot("09:00", "12:00", "2026-12-01")))
    for who in (luc, ana):
        line.join(NewWish(who, slot("09:00", "12:00", "2026-12-01"), house.room_a))
    bookings.cancel(taken.id)
    advance_to(desk, NOW + timedelta(hours=24))
    free = FreeSpaces(desk).on(datetime(2026, 12, 1).date(), 60)
    assert slot("09:00", "10:00", "2026-12-01") not in [one.slot for one in free if one.unit == "Room A"]
    assert states(line) == [("Luc", "missed", 0), ("Ana", "offered", 0)]


def test_only_who_has_all_of_what_they_wish_is_offered_it(desk, house, bookings, line, people) -> None:
    marie, luc, ana, jean = people
    early = bookings.book(NewBooking(house.room_a, marie, slot("09:00", "10:00")))
    late = bookings.book(NewBooking(house.room_a, jean, slot("10:00", "12:00")))
    line.join(NewWish(luc, MORNING, house.room_a))
    line.join(NewWish(ana, slot("09:00", "10:00"), house.room_a))
    bookings.cancel(early.id)
    assert states(line) == [("Luc", "waiting", 1), ("Ana", "offered", 0)]
    bookings.cancel(late.id)
    assert states(line) == [("Luc", "waiting", 1), ("Ana", "offered", 0)]
    bookings.cancel(line.all()[1].booking_id)
    assert states(line) == [("Luc", "offered", 0), ("Ana", "refused", 0)]


def test_a_move_and_a_room_given_back_early_are_offered_too(desk, house, bookings, line, people) -> None:
    marie, luc, ana, _jean = people
    moved = bookings.book(NewBooking(house.room_a, marie, MORNING))
    line.join(NewWish(luc, MORNING, house.room_a))
    bookings.move(moved.id, slot("14:00", "17:00"))
    assert states(line) == [("Luc", "offered", 0)]
    now = bookings.book(NewBooking(house.room_b, marie, slot("10:00", "16:00", "2026-11-24")))
    line.join(NewWish(ana, slot("14:00", "15:00", "2026-11-24"), house.room_b))
    bookings.check_in(now.id)
    bookings.give_back_early(now.id)
    assert states(line)[1] == ("Ana", "offered", 0)


def test_any_room_that_seats_so_many_will_do(desk, house, bookings, line, people) -> None:
    marie, luc, ana, jean = people
    bookings.book(NewBooking(house.room_a, marie, MORNING))
    other = bookings.book(NewBooking(house.room_b, jean, MORNING))
    line.join(NewWish(luc, MORNING, kind=UnitKind.ROOM, people=8))
    line.join(NewWish(ana, MORNING, kind=UnitKind.ROOM, people=6))
    bookings.cancel(other.id)
    assert states(line) == [("Luc", "waiting", 1), ("Ana", "offered", 0)], "room B seats six"
    assert line.all()[1].offered == "Room B"


def test_a_seat_of_a_full_pool_is_waited_for(desk, house, bookings, line, people) -> None:
    marie, luc, *_others = people
    seats = [bookings.book(NewBooking(house.pool, marie, MORNING)) for _seat in range(3)]
    line.join(NewWish(luc, MORNING, house.pool))
    assert states(line) == [("Luc", "waiting", 1)]
    bookings.cancel(seats[1].id)
    assert states(line) == [("Luc", "offered", 0)]


def test_a_booking_taken_back_before_anybody_was_told_has_its_space_again(desk, house, bookings, line, people) -> None:
    marie, luc, *_others = people
    taken = bookings.book(NewBooking(house.room_a, marie, MORNING))
    line.join(NewWish(luc, MORNING, house.room_a))
    act = bookings.cancel(taken.id)
    assert states(line) == [("Luc", "offered", 0)]
    bookings.take_back(act)
    assert bookings.get(taken.id).state == "confirmed"
    assert states(line) == [("Luc", "waiting", 1)]


def test_who_accepted_keeps_it_whatever_is_taken_back(desk, house, bookings, line, people) -> None:
    marie, luc, *_others = people
    taken = bookings.book(NewBooking(house.room_a, marie, MORNING))
    line.join(NewWish(luc, MORNING, house.room_a))
    act = bookings.cancel(taken.id)
    bookings.confirm(line.all()[0].booking_id)
    with pytest.raises(errors.SlotTaken):
        bookings.take_back(act)
    assert bookings.get(taken.id).state == "cancelled"


def test_who_leaves_the_line_is_offered_nothing_and_may_come_back_to_their_place(
    desk, house, bookings, line, people
) -> None:
    marie, luc, ana, _jean = people
    taken = bookings.book(NewBooking(house.room_a, marie, MORNING))
    first, _second = (line.join(NewWish(who, MORNING, house.room_a)) for who in (luc, ana))
    assert line.leave(first) is None
    assert states(line) == [("Luc", "left", 0), ("Ana", "waiting", 1)]
    line.back(first)
    assert states(line) == [("Luc", "waiting", 1), ("Ana", "waiting", 2)]
    line.leave(first)
    bookings.cancel(taken.id)
    assert states(line) == [("Luc", "left", 0), ("Ana", "offered", 0)]
    with pytest.raises(errors.AlreadyDone):
        line.leave(first)


def test_nobody_waits_twice_nor_for_what_is_over_nor_for_what_can_never_be(desk, house, bookings, line, people) -> None:
    marie, luc, *_others = people
    bookings.book(NewBooking(house.room_a, marie, MORNING))
    line.join(NewWish(luc, MORNING, house.room_a))
    with pytest.raises(errors.AlreadyWaiting):
        line.join(NewWish(luc, MORNING, house.room_a))
    with pytest.raises(errors.NothingToWaitFor):
        line.join(NewWish(luc, slot("09:00", "10:00", "2026-11-24"), house.room_a))
    with pytest.raises(errors.OverCapacity):
        line.join(NewWish(luc, MORNING, house.room_b, people=30))
    with pytest.raises(errors.PlaceClosed):
        line.join(NewWish(luc, slot("09:00", "10:00", "2026-11-29"), house.room_b))
    assert states(line) == [("Luc", "waiting", 1)]


def test_what_is_free_after_all_is_offered_at_once(desk, house, line, people) -> None:
    line.join(NewWish(people[1], MORNING, house.room_a))
    assert states(line) == [("Luc", "offered", 0)]


def test_what_has_begun_is_waited_for_no_longer(desk, house, bookings, line, people) -> None:
    marie, luc, *_others = people
    taken = bookings.book(NewBooking(house.room_a, marie, MORNING))
    line.join(NewWish(luc, MORNING, house.room_a))
    advance_to(desk, datetime(2026, 11, 25, 9))
    assert states(line) == [("Luc", "over", 0)]
    bookings.cancel(taken.id)
    assert states(line) == [("Luc", "over", 0)]


def test_two_who_are_put_together_wait_in_one_place_each(desk, house, bookings, line, people) -> None:
    from tierslieu_desk.services.person.merges import Merges

    marie, luc, ana, _jean = people
    bookings.book(NewBooking(house.room_a, marie, MORNING))
    line.join(NewWish(ana, MORNING, house.room_a))
    Merges(desk).merge(luc, ana)
    assert [row.party for row in line.of_person(luc)] == ["Luc Petit"]


def test_two_desks_at_once_do_not_offer_twice(desk, house, bookings, line, people) -> None:
    marie, luc, ana, _jean = people
    monday = slot("09:00", "12:00", "2026-12-01")
    taken = bookings.book(NewBooking(house.room_a, marie, monday))
    for who in (luc, ana):
        line.join(NewWish(who, monday, house.room_a))
    bookings.cancel(taken.id)
    advance_to(desk, NOW + timedelta(hours=24))
    assert Today(desk).turn_due()
    other = stores.Store(desk.store.folder)
    try:
        beside = Desk(other, desk.clock)
        with ThreadPoolExecutor(2) as both:
            made = list(both.map(lambda one: one.settle(), (line, WaitingList(beside))))
    finally:
        other.close()
    assert sorted(map(len, made)) == [0, 1]
    assert states(line) == [("Luc", "missed", 0), ("Ana", "offered", 0)]
    assert not Today(desk).turn_due()
