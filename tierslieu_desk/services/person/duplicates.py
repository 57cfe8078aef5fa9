"""Who may be written down twice, but for those of whom somebody said that they are two."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select

from tierslieu_desk import errors
from tierslieu_desk.models.people import NotTheSame, Party
from tierslieu_desk.rules import likeness
from tierslieu_desk.rules.likeness import Known, Why
from tierslieu_desk.services.desk import Desk

SHOWN = 200


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """Two who may be one, the first written down first, and why; towns tell namesakes apart."""

    first_id: int
    first: str
    first_city: str
    second_id: int
    second: str
    second_city: str
    why: tuple[Why, ...]


class Duplicates:
    """The list of whoever may be written down twice."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def probable(self, progress: likeness.Progress = lambda _done, _of: None) -> tuple[DuplicateRow, ...]:
        """The likeliest first, `SHOWN` at most. It reads everybody: off the window's thread, please.

        `progress(done, of)` may raise to stop it.
        """
        wanted = select(Party.id, Party.kind, Party.name, Party.search_key, Party.email, Party.phone, Party.city).where(
            Party.retired.is_(False)
        )
        with self._desk.store.reading() as session:
            rows = {row.id: row for row in session.execute(wanted)}
            apart = {tuple(row) for row in session.execute(select(NotTheSame.first_id, NotTheSame.second_id))}
        known = [Known(row.id, row.kind, row.search_key, row.email, row.phone) for row in rows.values()]
        found = (pair for pair in likeness.pairs(known, progress) if (pair.first, pair.second) not in apart)
        shown = []
        for pair in found:
            first, second = rows[pair.first], rows[pair.second]
            shown.append(DuplicateRow(first.id, first.name, first.city, second.id, second.name, second.city, pair.why))
            if len(shown) == SHOWN:
                break
        return tuple(shown)

    def are_two(self, one_id: int, other_id: int) -> None:
        """They are two, and are no longer asked about. Raises `SamePerson`, `NotFound`."""
        first, second = sorted((one_id, other_id))
        with self._desk.store.writing() as session:
            party = session.get(Party, first)
            if party is None or session.get(Party, second) is None:
                raise errors.NotFound(what="party", id=one_id)
            if first == second:
                raise errors.SamePerson(name=party.name)
            if session.get(NotTheSame, (first, second)) is None:
                session.add(NotTheSame(first_id=first, second_id=second))
                session.flush()
                self._desk.note(session, "are_two", "party", first, other=second)

    def may_be_one(self, one_id: int, other_id: int) -> None:
        """The way back from `are_two`."""
        first, second = sorted((one_id, other_id))
        with self._desk.store.writing() as session:
            session.execute(delete(NotTheSame).where(NotTheSame.first_id == first, NotTheSame.second_id == second))
            self._desk.note(session, "may_be_one", "party", first, other=second)
