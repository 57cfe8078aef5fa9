"""Notes from one shift to the next: a line each, on Today until somebody closes it. For every place, operators or not.

Read by plain statements, since Today shows them at its start.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tierslieu_desk import errors
from tierslieu_desk.i18n import _
from tierslieu_desk.services.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tierslieu_desk.models.operators import ShiftNote

LONGEST = 500
"""In letters: a note, not a report."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """An open note: what it says, when on the place's clock, and by whom."""

    id: int
    text: str
    written: datetime
    by: str


class ShiftNotes:
    """Writing them down, closing them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open(self) -> tuple[NoteRow, ...]:
        """What is not closed, the latest first."""
        with self._desk.store.glancing() as seen:
            found = seen.rows(_OPEN)
        wall = self._desk.clock.to_wall
        return tuple(NoteRow(number, text, wall(datetime.fromisoformat(at)), by) for number, text, at, by in found)

    def write(self, text: str) -> int:
        """Leave a note for whoever comes next. Raises `MissingFact` for none, `TextTooLong` beyond `LONGEST`."""
        said = " ".join(text.split())
        if not said:
            raise errors.MissingFact(field="note", who="")
        if len(said) > LONGEST:
            raise errors.TextTooLong(length=len(said), limit=LONGEST, field="note")
        with self._desk.store.writing() as session:
            return write_in(self._desk, session, said)

    def close(self, note_id: int) -> None:
        """It is seen to, and leaves Today. Raises `NotFound`, `AlreadyDone`."""
        with self._desk.store.writing() as session:
            note = _note(session, note_id)
            if note.closed_at is not None:
                raise errors.AlreadyDone(what="note", on=self._desk.clock.to_wall(note.closed_at).date())
            note.closed_at, note.closed_by = self._desk.clock.now(), self._desk.who()
            session.flush()
            self._desk.note(session, "close", "shift_note", note_id)

    def reopen(self, note_id: int) -> None:
        """The way back from `close`. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            note = _note(session, note_id)
            note.closed_at, note.closed_by = None, ""
            session.flush()
            self._desk.note(session, "reopen", "shift_note", note_id)


def write_pin_forgotten(desk: Desk, session: Session, name: str) -> None:
    """The line that tells everybody that a PIN was taken away without it."""
    said = _("The forgotten PIN of %(name)s was taken away on this computer. Give a new one in Settings.")
    write_in(desk, session, said % {"name": name})


_OPEN = """
    SELECT id, text, written_at, written_by FROM shift_note WHERE closed_at IS NULL ORDER BY written_at DESC, id DESC
"""


def write_in(desk: Desk, session: Session, said: str) -> int:
    """A note that an act leaves, inside its unit of work."""
    from tierslieu_desk.models.operators import ShiftNote

    note = ShiftNote(text=said, written_at=desk.clock.now(), written_by=desk.who())
    session.add(note)
    session.flush()
    desk.note(session, "write", "shift_note", note.id)
    return note.id


def _note(session: Session, note_id: int) -> ShiftNote:
    from tierslieu_desk.models.operators import ShiftNote

    note = session.get(ShiftNote, note_id)
    if note is None:
        raise errors.NotFound(what="note", id=note_id)
    return note
