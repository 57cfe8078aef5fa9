"""Days with hours of their own: a market day, Christmas Eve. They win over the week; a closure wins over them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.calendar import OwnHours
from tierslieu_desk.rules.opening import OwnDay
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.rights import Right, asking

_MIDNIGHT = 24 * 60


@asking({Right.SETTINGS: "open drop"})
class OwnDays:
    """Other hours on some days."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def days(self, first: date, last: date) -> tuple[OwnDay, ...]:
        """Those of these days, both ends included, in order."""
        with self._desk.store.reading() as session:
            own = self._desk.house(session).hours.own
            return tuple(own[day] for day in sorted(own) if first <= day <= last)

    def open(self, own: OwnDay) -> OwnDay | None:
        """Open on that day from when to when, whatever the week says; returns what it had of its own before.

        What is booked stays booked. Raises `SlotReversed`, and `MissingFact` without any hours: a day on which nobody
        is there is a closure.
        """
        stretches = _joined(own)
        with self._desk.store.writing() as session:
            before = self._let_go(session, own.day)
            rows = [
                {"day": own.day, "opens": opens, "closes": closes, "reason": own.reason.strip()}
                for opens, closes in stretches
            ]
            session.execute(insert(OwnHours), rows)
            facts = {"day": own.day, "hours": stretches, "reason": own.reason}
            self._desk.note(session, "own_hours", "own_hours", None, **facts)
        return before

    def drop(self, day: date) -> OwnDay:
        """As its weekday again; returns what it had. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            before = self._let_go(session, day)
            if before is None:
                raise errors.NotFound(what="own_hours", id=day)
            self._desk.note(session, "usual_hours", "own_hours", None, day=day)
        return before

    def _let_go(self, session: Session, day: date) -> OwnDay | None:
        before = self._desk.house(session).hours.own.get(day)
        session.execute(delete(OwnHours).where(OwnHours.day == day))
        return before


def _joined(own: OwnDay) -> Sequence[tuple[int, int]]:
    if not own.stretches:
        raise errors.MissingFact(field="opening_times", who="")
    midnight = datetime.combine(own.day, time())
    joined: list[tuple[int, int]] = []
    for opens, closes in sorted(own.stretches):
        if not 0 <= opens < closes <= _MIDNIGHT:
            ends = (midnight + timedelta(minutes=minutes) for minutes in (opens, closes))
            raise errors.SlotReversed(**errors.slot_facts(*ends))
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(closes, joined[-1][1]))
        else:
            joined.append((opens, closes))
    return joined
