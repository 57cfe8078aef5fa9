"""Gestures as plain values in and out, so that this process and another one can do the same ones on one store.

Run as a program it reads one JSON gesture a line and answers with one JSON line.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from builders import advance_to

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency, Scope, UnitKind
from tierslieu_desk.services.booking.booking_work import Booked, NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.calendar_import import CalendarImport, Into
from tierslieu_desk.services.booking.series import NewSeries, SeriesMade, SeriesOfBookings
from tierslieu_desk.services.booking.waiting import NewWish, WaitingList
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.places import NewClosure, Places
from tierslieu_desk.services.thing.maintenances import Maintenances
from tierslieu_desk.wallclock import Slot, StoppedClock

HORIZON = 21
"""Days a series is made ahead here: three weeks are quicker to fill than half a year."""


class ShortSeries(SeriesOfBookings):
    """Series as they are, only made for fewer days ahead."""

    def _horizon(self) -> date:
        return self._desk.clock.today() + timedelta(days=HORIZON)


class Gestures:
    """One desk, told what to do in plain values."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.bookings = Bookings(desk)
        self.series = ShortSeries(desk)
        self.line = WaitingList(desk)

    def perform(self, gesture: dict[str, Any]) -> dict[str, Any]:
        """The answer: `ok` with what came of it, or `refused` with the error's name and `by`."""
        advance_to(self.desk, datetime.fromisoformat(gesture["now"]))
        try:
            return {"ok": getattr(self, gesture["do"])(*gesture["with"])}
        except errors.DeskError as refusal:
            return {"refused": type(refusal).__name__, "by": refusal.facts.get("by", "")}

    def book(self, unit: int, party: int, start: str, end: str, until: str | None, override: str) -> list[int]:
        option = datetime.fromisoformat(until) if until else None
        booked = self.bookings.book(NewBooking(unit, party, slot(start, end), tentative_until=option), override)
        return [booked.id]

    def move(self, booking: int, unit: int, start: str, end: str, override: str) -> list[int]:
        return _numbers(self.bookings.move(booking, slot(start, end), unit, override))

    def swap(self, first: int, second: int) -> list[int]:
        return _numbers(*self.bookings.swap(first, second))

    def cancel(self, booking: int) -> list[int]:
        self.bookings.cancel(booking)
        return []

    def reinstate(self, booking: int) -> list[int]:
        self.bookings.reinstate(booking)
        return []

    def confirm(self, booking: int) -> list[int]:
        self.bookings.confirm(booking)
        return []

    def check_in(self, booking: int) -> list[int]:
        self.bookings.check_in(booking)
        return []

    def give_back_early(self, booking: int) -> list[int]:
        self.bookings.give_back_early(booking)
        return []

    def repair(self, unit: int, start: str, end: str, reason: str) -> list[int]:
        return [Maintenances(self.desk).plan(unit, slot(start, end), reason)]

    def close(self, start: str, end: str) -> list[int]:
        return [Places(self.desk).add_closure(NewClosure(slot(start, end), "Fair"))]

    def reopen(self, closure: int) -> list[int]:
        Places(self.desk).remove_closure(closure)
        return []

    def close_unit(self, unit: int, start: str, end: str, reason: str) -> list[int]:
        return [Places(self.desk).add_closure(NewClosure(slot(start, end), reason, unit))]

    def weekly(self, unit: int, party: int, start: str, end: str, skip: list[str]) -> list[Any]:
        first, given_up = slot(start, end), frozenset(map(date.fromisoformat, skip))
        rule = Rule(Frequency.WEEK, 1, first.start, first.minutes)
        return _made(self.series.book(NewSeries(unit, party, rule, skip=given_up)))

    def move_dates(self, booking: int, unit: int, start: str, end: str, scope: str) -> list[Any]:
        return _made(self.series.move(booking, slot(start, end), unit, Scope(scope)))

    def cancel_dates(self, booking: int, scope: str) -> list[int]:
        off = self.series.cancel(booking, Scope(scope))
        return [*(act.booking_id for act in off.held), *off.given_up]

    def settle(self, booking: int, unit: int, start: str, end: str) -> list[int]:
        return _numbers(self.series.settle(booking, slot(start, end), unit))

    def bring(self, unit: int, party: int, content: str, without: bool) -> list[Any]:
        file = self.desk.store.folder / f"{id(self)}.ics"
        file.write_text(content, encoding="utf-8", newline="")
        seen = CalendarImport(self.desk).run(file, Into(unit, party, without=without))
        assert all(row.slot is not None for row in seen.refused)
        refused = [[str(row.slot and row.slot.start), type(row.refusal).__name__] for row in seen.refused]
        return [list(seen.bookings), refused, seen.known]

    def wait(self, unit: int | None, party: int, start: str, end: str) -> list[int]:
        return [self.line.join(NewWish(party, slot(start, end), unit, UnitKind.ROOM if unit is None else None))]

    def leave(self, waiting: int) -> list[int]:
        self.line.leave(waiting)
        return []

    def come_back(self, waiting: int) -> list[int]:
        self.line.back(waiting)
        return []

    def offer(self) -> list[int]:
        return list(self.line.settle())

    def extend(self) -> list[str]:
        return sorted(str(clash.slot.start) for clash in self.series.extend())


def slot(start: str, end: str) -> Slot:
    return Slot(datetime.fromisoformat(start), datetime.fromisoformat(end))


def _made(made: SeriesMade) -> list[Any]:
    return [made.id, list(made.bookings), [str(clash.slot.start) for clash in made.clashes]]


def _numbers(*booked: Booked) -> list[int]:
    return [one.id for one in booked]


def main() -> None:
    """Answer gestures until the line closes; `{"open": folder}` changes the store."""
    gestures: Gestures | None = None
    for line in sys.stdin:
        asked = json.loads(line)
        if "open" in asked:
            if gestures is not None:
                gestures.desk.store.close()
            store = stores.Store(Path(asked["open"]))
            gestures = Gestures(Desk(store, StoppedClock(datetime(2026, 11, 24)), lambda: "Sacha"))
            answer: dict[str, Any] = {"ok": []}
        else:
            assert gestures is not None
            answer = gestures.perform(asked)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
