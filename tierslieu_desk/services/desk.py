"""What every service stands on: the store, the clock, who is at the desk, and the house as it is set up."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import cast

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.store import Store, add_row
from tierslieu_desk.services.house import WATCHED, House, load_house
from tierslieu_desk.wallclock import Clock

_NOTE = insert(table_of(JournalEntry))
_OWN_HOUSE = "desk_own_house"


class Desk:
    """Passed to every service's constructor. `who` names the person at the desk, for the journal."""

    def __init__(self, store: Store, clock: Clock, who: Callable[[], str] = lambda: "desk") -> None:
        self.store = store
        self.clock = clock
        self.who = who
        self._house: House | None = None
        self._generation = 0
        store.changes.subscribe(self._heard)

    def house(self, session: Session) -> House:
        """Units, hours, prices and rates as this session sees them; kept until something of it changes.

        A unit of work that changes the house (`setting_up.changing_house`) sees its own, which nobody else does
        before it is committed.
        """
        others_wrote = self.store.others_wrote(session)
        if _OWN_HOUSE in session.info:
            session.info[_OWN_HOUSE] = session.info[_OWN_HOUSE] or load_house(session)
            return cast("House", session.info[_OWN_HOUSE])
        known, generation = self._house, self._generation
        if known is None or others_wrote:
            known = load_house(session)
            if generation == self._generation:
                self._house = known
        return known

    def changes_house(self, session: Session) -> None:
        """Say inside a unit of work that it changed the house: the next time it asks, it is read anew."""
        session.info[_OWN_HOUSE] = None

    def _heard(self, tables: frozenset[str]) -> None:
        if tables & WATCHED:
            self._generation += 1
            self._house = None

    def note(self, session: Session, act: str, subject: str, subject_id: int | None, **facts: object) -> None:
        """Write one line of the journal, in the same unit of work as the act."""
        add_row(
            session,
            _NOTE,
            {
                "at": self.clock.now(),
                "who": self.who(),
                "act": act,
                "subject": subject,
                "subject_id": subject_id,
                "facts": json.dumps(facts, ensure_ascii=False, default=_plain) if facts else "",
            },
        )


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
