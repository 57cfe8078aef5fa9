"""What every service stands on: the store, the clock, who is at the desk, and the house as it is set up."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from tierslieu_desk.models import store as stores
from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.services.house import House, load_house
from tierslieu_desk.wallclock import Clock

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Desk:
    """Passed to every service's constructor. `who` names the person at the desk, for the journal.

    `ask` is called with a right at the head of a gesture, and raises `NotAllowed` when that person may not. Until the
    window says that operators stand at this desk (`operators_at_desk`), whoever runs the program may do everything: a
    command on the terminal is run by the owner of the computer's session, who has the file itself.
    """

    def __init__(self, store: stores.Store, clock: Clock, who: Callable[[], str] = lambda: "desk") -> None:
        self.store = store
        self.clock = clock
        self.who = who
        self.ask: Callable[[Right], None] = _the_owner_may
        self._known: tuple[str, House] | None = None
        store.settle = self._settle

    def house(self, seen: Session | Glance) -> House:
        """Units, hours, prices and rates as this unit of work sees them, its own changes included once flushed.

        It is read anew when the store's mark says that it differs from the one in memory (`guards.HOUSE_TABLES`).
        """
        glance = seen if isinstance(seen, Glance) else stores.glance(seen)
        mark = glance.value("SELECT mark FROM house_mark")
        known = self._known
        if known is None or mark is None or known[0] != mark:
            known = self._known = (mark, load_house(glance))
        return known[1]

    def _settle(self, session: Session) -> None:
        """What a gesture let go of is offered, in that gesture, to whoever waits for it."""
        session.flush()
        if self.house(session).waits:
            from tierslieu_desk.services.booking import waiting_offers

            waiting_offers.serve(self, session)

    def note(self, session: Session, act: str, subject: str, subject_id: int | None, **facts: object) -> None:
        """Write one line of the journal, in the same unit of work as the act."""
        from tierslieu_desk.models.journal import NOTE

        stores.add_row(session, NOTE, {"subject_id": subject_id, **self._line(act, subject, facts)})

    def note_each(self, session: Session, act: str, subject: str, subject_ids: Sequence[int], **facts: object) -> None:
        """The same act on several subjects: one line of the journal each, in that order."""
        from tierslieu_desk.models.journal import NOTE
        from tierslieu_desk.models.many import add_rows

        same = self._line(act, subject, facts)
        add_rows(session, NOTE, [{"subject_id": subject_id, **same} for subject_id in subject_ids])

    def _line(self, act: str, subject: str, facts: dict[str, object]) -> dict[str, object]:
        return {
            "at": self.clock.now(),
            "who": self.who(),
            "act": act,
            "subject": subject,
            "facts": json.dumps(facts, ensure_ascii=False, default=_plain) if facts else "",
        }


def _the_owner_may(_right: Right) -> None:
    """Everything."""


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
