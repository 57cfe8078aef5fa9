"""The waiting list thrown about at random, against a tiny model that knows nothing of holds or of a store."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from builders import NOW, advance_to, open_desk, person, settled

from tierslieu_desk import errors
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.waiting import NewWish, WaitingList
from tierslieu_desk.services.keeping.verification import verify_folder
from tierslieu_desk.wallclock import Slot

DAY = datetime(2026, 11, 27)


@dataclass
class Held:
    """One who has the room, or waits for it; `until` of an offer."""

    number: int
    start: int
    end: int
    until: datetime | None = None


class Naive:
    """One room: who has it, who waits in which order."""

    def __init__(self) -> None:
        self.held: list[Held] = []
        self.line: list[Held] = []

    def free(self, start: int, end: int) -> bool:
        return all(one.end <= start or end <= one.start for one in self.held)

    def settle(self, now: datetime) -> list[int]:
        self.held = [one for one in self.held if one.until is None or one.until > now]
        offered = []
        for one in list(self.line):
            if self.free(one.start, one.end):
                self.line.remove(one)
                self.held.append(Held(one.number, one.start, one.end, now + timedelta(hours=24)))
                offered.append(one.number)
        return offered


@pytest.mark.parametrize("seed", range(4))
def test_first_come_first_served_whatever_happens(tmp_path: Path, seed: int) -> None:
    dice, naive = random.Random(seed), Naive()
    with open_desk(tmp_path / "desk", store_file=settled()[0]) as desk:
        room, now = settled()[1].room_a, NOW
        bookings, line = Bookings(desk), WaitingList(desk)
        who = [person(desk, f"P{n}", "Petit") for n in range(30)]
        made: dict[int, int] = {}
        waits: dict[int, int] = {}
        for step, party in enumerate(who):
            start = dice.randint(9, 15)
            end = start + dice.randint(1, 3)
            slot = Slot(DAY + timedelta(hours=start), DAY + timedelta(hours=end))
            act = dice.choice(("take", "take", "cancel", "wait", "leave", "later"))
            before = set(naive.line and [one.number for one in naive.line])
            if act == "take":
                naive.held = [one for one in naive.held if one.until is None or one.until > now]
                naive.settle(now)
                try:
                    made[party] = bookings.book(NewBooking(room, party, slot)).id
                except errors.SlotTaken:
                    assert not naive.free(start, end), step
                else:
                    assert naive.free(start, end), step
                    naive.held.append(Held(party, start, end))
            elif act == "cancel" and naive.held:
                one = dice.choice(naive.held)
                number = made.get(one.number) or next(
                    row.booking_id for row in line.all() if row.party_id == one.number and row.booking_id
                )
                if one.until is None or one.until > now:
                    naive.held.remove(one)
                    bookings.cancel(number)
                    naive.settle(now)
            elif act == "wait" and not naive.free(start, end):
                waits[party] = line.join(NewWish(party, slot, room))
                naive.line.append(Held(party, start, end))
                naive.settle(now)
            elif act == "leave" and before:
                gone = naive.line.pop(dice.randrange(len(naive.line)))
                line.leave(waits[gone.number])
            elif act == "later":
                now += timedelta(hours=dice.choice((1, 9)))
                advance_to(desk, now)
                line.settle()
                naive.settle(now)
            in_line = [row.party_id for row in line.all() if row.state == "waiting"]
            assert in_line == [one.number for one in naive.line], (step, act)
        store_now = desk.clock.wall()
    assert verify_folder(tmp_path / "desk", store_now) == ()
