"""The exceptional-closure assistant: who is hit, what becomes of each, all of it or nothing, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest
from builders import SmallHouse, person, slot

from tierslieu_desk import errors
from tierslieu_desk.rules.vocabulary import EventKind
from tierslieu_desk.services.booking import exceptional
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.exceptional import Closing, Decision, ExceptionalClosures, Fate, Hit
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.event.events import Events, NewEvent
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.to_invoice import ToInvoice
from tierslieu_desk.services.person.people import NewPerson, People
from tierslieu_desk.services.place.places import Places
from tierslieu_desk.wallclock import Slot

THURSDAY, FRIDAY = "2026-11-26", "2026-11-27"
SNOW = Closing(slot("08:00", "20:00", THURSDAY), "Snow")


class Hurt:
    """A Thursday of snow: Maria has room A, Jean a desk, a workshop room B; Friday is Maria's, too."""

    def __init__(self, desk: Desk, house: SmallHouse) -> None:
        self.desk, self.house = desk, house
        self.bookings, self.assistant = Bookings(desk), ExceptionalClosures(desk)
        maria = NewPerson(given_name="Maria", family_name="Roca", phone="05 61 00 11 22", email="maria@roca.example")
        self.maria, self.jean = People(desk).add_person(maria), person(desk, "Jean", "Dupont")
        self.room = self._book(house.room_a, self.maria, slot("10:00", "12:00", THURSDAY))
        self.desk_taken = self._book(house.pool, self.jean, slot("14:00", "18:00", THURSDAY))
        self.friday = self._book(house.room_a, self.maria, slot("10:00", "12:00", FRIDAY))
        sitting = (house.room_b, slot("18:00", "20:00", THURSDAY))
        self.event = Events(desk).add(NewEvent("Solder", EventKind.WORKSHOP, 5, [sitting]))
        Events(desk).register(self.event, name="Ada", email="ada@example.org")

    def _book(self, unit_id: int, who: int, when: Slot) -> int:
        return self.bookings.book(NewBooking(unit_id, who, when)).id

    def hits(self, closing: Closing = SNOW) -> tuple[Hit, ...]:
        return self.assistant.hits(closing)

    def all_to(self, fate: Fate) -> Sequence[Decision]:
        return [Decision(hit, fate) for hit in self.hits()]

    def owed(self) -> int:
        today = date(2026, 12, 31)
        return sum(line.gross_cents for line in ToInvoice(self.desk).lines(self.maria, today))


@pytest.fixture
def hurt(desk: Desk, house: SmallHouse) -> Hurt:
    return Hurt(desk, house)


def test_everyone_hit_is_listed_with_how_to_reach_them(hurt: Hurt) -> None:
    told = [
        (hit.owner, hit.title, hit.unit, [(one.name, one.phone, one.email) for one in hit.people])
        for hit in hurt.hits()
    ]
    assert told == [
        ("booking", "Maria Roca", "Room A", [("Maria Roca", "05 61 00 11 22", "maria@roca.example")]),
        ("booking", "Jean Dupont", "Open space", [("Jean Dupont", "", "")]),
        ("event", "Solder", "Room B", [("Ada", "", "ada@example.org")]),
    ]


def test_only_what_the_closing_takes_is_hit(hurt: Hurt) -> None:
    morning = Closing(slot("08:00", "12:00", THURSDAY), "Power cut")
    assert [hit.title for hit in hurt.hits(morning)] == ["Maria Roca"]
    room = Closing(SNOW.slot, "Paint", (hurt.house.big_room,))
    assert [hit.title for hit in hurt.hits(room)] == ["Maria Roca", "Solder"]
    assert hurt.hits(Closing(slot("12:00", "14:00", THURSDAY), "Power cut")) == ()


def test_all_called_off_in_one_go_owes_nothing_and_the_place_is_closed(hurt: Hurt) -> None:
    assert hurt.owed() == 4800, "two mornings of room A at 20.00 and the tax"
    closed = hurt.assistant.close(SNOW, hurt.all_to(Fate.CANCEL))
    assert hurt.owed() == 2400
    assert hurt.bookings.get(hurt.room).state == "cancelled"
    assert hurt.bookings.get(hurt.friday).state == "confirmed"
    assert Events(hurt.desk).detail(hurt.event).cancelled
    (row,) = Places(hurt.desk).closures(date(2026, 11, 26), date(2026, 11, 26))
    assert (row.reason, row.slot, row.blocks_visits) == ("Snow", SNOW.slot, True)
    assert not closed.may_be_undone
    assert Verification(hurt.desk).run() == ()


def test_a_line_is_moved_to_a_time_that_is_offered(hurt: Hurt) -> None:
    first, second, third = hurt.hits()
    offered = hurt.assistant.offers(first, SNOW)
    monday, tuesday = slot("10:00", "12:00", "2026-11-30"), slot("10:00", "12:00", "2026-12-01")
    assert offered[:2] == ((monday, hurt.house.room_a), (tuesday, hurt.house.room_a)), "Friday is taken, then a weekend"
    decisions = [
        Decision(first, Fate.MOVE, monday, hurt.house.room_a),
        Decision(second, Fate.LEAVE),
        Decision(third, Fate.MOVE, slot("18:00", "20:00", "2026-12-03"), hurt.house.room_b),
    ]
    closed = hurt.assistant.close(SNOW, decisions)
    assert hurt.bookings.get(hurt.room).slot == monday
    assert hurt.bookings.get(hurt.desk_taken).state == "confirmed"
    assert Events(hurt.desk).detail(hurt.event).sittings[0].slot == slot("18:00", "20:00", "2026-12-03")
    assert hurt.owed() == 4800
    hurt.assistant.take_back(closed)
    assert hurt.bookings.get(hurt.room).slot == slot("10:00", "12:00", THURSDAY)
    assert Events(hurt.desk).detail(hurt.event).sittings[0].slot == slot("18:00", "20:00", THURSDAY)
    assert Places(hurt.desk).closures(date(2026, 11, 26), date(2026, 11, 26)) == ()
    assert Verification(hurt.desk).run() == ()


def test_what_is_called_off_is_taken_back_with_the_closure(hurt: Hurt) -> None:
    power = Closing(slot("08:00", "16:00", THURSDAY), "Power cut")
    closed = hurt.assistant.close(power, [Decision(hit, Fate.CANCEL) for hit in hurt.hits(power)])
    assert hurt.owed() == 2400
    hurt.assistant.take_back(closed)
    assert (hurt.owed(), hurt.bookings.get(hurt.room).state) == (4800, "confirmed")
    assert Places(hurt.desk).closures(date(2026, 11, 26), date(2026, 11, 26)) == ()


def test_later_the_same_day_is_offered_and_another_room_when_one_closes(hurt: Hurt) -> None:
    morning = Closing(slot("08:00", "12:00", THURSDAY), "Power cut")
    (hit,) = hurt.hits(morning)
    assert hurt.assistant.offers(hit, morning)[0] == (slot("12:00", "14:00", THURSDAY), hurt.house.room_a)
    paint = Closing(SNOW.slot, "Paint", (hurt.house.room_a,))
    assert hurt.assistant.offers(hurt.hits(paint)[0], paint)[0] == (hit.slot, hurt.house.room_b)


def test_nothing_is_moved_into_the_closing(hurt: Hurt) -> None:
    first, *others = hurt.hits()
    inside = Decision(first, Fate.MOVE, slot("15:00", "17:00", THURSDAY), hurt.house.room_a)
    with pytest.raises(errors.PlaceClosed):
        hurt.assistant.close(SNOW, [inside, *(Decision(hit, Fate.LEAVE) for hit in others)])
    assert hurt.bookings.get(hurt.room).slot == first.slot


def test_who_booked_meanwhile_is_not_forgotten(hurt: Hurt) -> None:
    decisions = hurt.all_to(Fate.LEAVE)
    hurt.bookings.book(NewBooking(hurt.house.booth, hurt.jean, slot("10:00", "11:00", THURSDAY)))
    with pytest.raises(errors.ChangedMeanwhile) as refused:
        hurt.assistant.close(SNOW, decisions)
    assert refused.value.what == "Jean Dupont"
    hurt.assistant.close(SNOW, hurt.all_to(Fate.LEAVE))


def test_killed_in_the_middle_nothing_is_done(hurt: Hurt, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_asked: object) -> None:
        raise KeyboardInterrupt

    decisions = hurt.all_to(Fate.CANCEL)
    monkeypatch.setattr(exceptional.Places, "add_closures", killed)
    with pytest.raises(KeyboardInterrupt):
        hurt.assistant.close(SNOW, decisions)
    assert hurt.bookings.get(hurt.room).state == "confirmed"
    assert not Events(hurt.desk).detail(hurt.event).cancelled
    assert Places(hurt.desk).closures(date(2026, 11, 26), date(2026, 11, 26)) == ()
    assert hurt.owed() == 4800
    assert hurt.hits() == tuple(one.hit for one in decisions)


def test_who_is_over_or_has_gone_is_not_hit(hurt: Hurt) -> None:
    before = Closing(Slot(datetime(2026, 11, 24, 8), datetime(2026, 11, 24, 10)), "Power cut")
    assert hurt.hits(before) == ()


def test_several_spaces_close_at_once_a_part_of_a_whole_with_it(desk: Desk, house: SmallHouse) -> None:
    """Room A is part of the big room: it is closed once, and the desks with it; the booth stays open."""
    bookings, who = Bookings(desk), person(desk)
    morning = slot("09:00", "12:00", "2026-12-01")
    hit = bookings.book(NewBooking(house.room_b, who, morning)).id
    bookings.book(NewBooking(house.booth, who, morning))
    assistant = ExceptionalClosures(desk)
    closing = Closing(Slot(datetime(2026, 12, 1), datetime(2026, 12, 2)), "Leak", (house.room_a, house.big_room))
    (found,) = assistant.hits(closing)
    assert found.id == hit
    done = assistant.close(closing, [Decision(found, Fate.CANCEL)])
    rows = Places(desk).closures(date(2026, 12, 1), date(2026, 12, 1))
    assert [row.unit for row in rows] == ["Big room"]
    for unit in (house.room_a, house.room_b, house.big_room):
        with pytest.raises(errors.SlotTaken):
            bookings.book(NewBooking(unit, who, morning))
    assistant.take_back(done)
    assert Places(desk).closures(date(2026, 12, 1), date(2026, 12, 1)) == ()
    assert bookings.get(hit).state == "confirmed"
    assert Verification(desk).run() == ()
