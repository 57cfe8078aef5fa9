"""What every service stands on: the store, the clock, who is at the desk, and the house as it is set up."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.store import Store
from tierslieu_desk.services.house import WATCHED, House, load_house
from tierslieu_desk.wallclock import Clock


class Desk:
    """Passed to every service's constructor. `who` names the person at the desk, for the journal."""

    def __init__(self, store: Store, clock: Clock, who: Callable[[], str] = lambda: "desk") -> None:
        self.store = store
        self.clock = clock
        self.who = who
        self._house: House | None = None
        store.changes.subscribe(self._forget)

    def house(self, session: Session) -> House:
        """Units, hours, prices and rates as this session sees them; kept until something of it changes."""
        others_wrote = self.store.others_wrote(session)
        if self._house is None or others_wrote:
            self._house = load_house(session)
        return self._house

    def _forget(self, tables: frozenset[str]) -> None:
        if tables & WATCHED:
            self._house = None

    def forget_house(self) -> None:
        """Say inside a unit of work that it changed the house itself."""
        self._house = None

    def note(self, session: Session, act: str, subject: str, subject_id: int | None, **facts: object) -> None:
        """Write one line of the journal, in the same unit of work as the act."""
        session.execute(
            insert(JournalEntry),
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
