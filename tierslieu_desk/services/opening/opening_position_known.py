"""What the lines of an opening position name, read once for all of them and not once for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.imports import OpeningLine
from tierslieu_desk.models.many import add_rows
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import Place
from tierslieu_desk.models.plans import Plan
from tierslieu_desk.rules.names import name_key
from tierslieu_desk.services.person import named

_AT_ONCE = 500
_ADD = insert(table_of(OpeningLine))


class Known:
    """People, plans and the place as one unit of work sees them; a line of the workbook changes none of their names."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._named: dict[str, list[Any]] | None = None
        self._mailed: dict[str, list[Any]] = {}
        self._held: dict[int, Party] = {}
        self._plans: list[Plan] | None = None
        self._place: tuple[Place | None] | None = None

    def party(self, text: str) -> Party:
        """The one of that name, in either order of its words, or of that e-mail.

        Raises `UnknownPerson`, `AmbiguousName`.
        """
        number = self._number(text)
        found = self._held.get(number)
        if found is None:
            found = self._held[number] = self._session.get_one(Party, number)
        return found

    def expect(self, texts: Iterable[str]) -> None:
        """These are going to be asked for: those that are somebody are read together."""
        numbers = set()
        for text in texts:
            try:
                numbers.add(self._number(text))
            except errors.DeskError:  # said of its line, when that one is read
                continue
        missing = sorted(numbers - self._held.keys())
        for first in range(0, len(missing), _AT_ONCE):
            found = self._session.scalars(select(Party).where(Party.id.in_(missing[first : first + _AT_ONCE])))
            self._held.update((one.id, one) for one in found)

    def plans(self) -> list[Plan]:
        """Every plan, by name."""
        if self._plans is None:
            self._plans = list(self._session.scalars(select(Plan).order_by(Plan.name)))
        return self._plans

    def plan(self, text: str) -> Plan:
        """Raises `WordUnknown`."""
        for one in self.plans():
            if name_key(one.name) == name_key(text):
                return one
        raise errors.WordUnknown(text=text, choices=[one.name for one in self.plans()])

    def place(self) -> Place | None:
        """The house, once it was described."""
        if self._place is None:
            self._place = (self._session.get(Place, 1),)
        return self._place[0]

    def _number(self, text: str) -> int:
        by_name = self._read()
        if "@" not in text:
            keys = named.turned(text)
            found = sorted((row for key in keys for row in by_name.get(key, ())), key=_id)
            return named.only(text, found)
        found = self._mailed.get(text.lower(), [])
        if not found:
            raise errors.UnknownPerson(name=text)
        if len(found) > 1:
            raise errors.AmbiguousName(name=text, choices=[row.name for row in found])
        return int(found[0].id)

    def _read(self) -> dict[str, list[Any]]:
        if self._named is None:
            self._named = {}
            wanted = select(Party.id, Party.name, Party.city, Party.search_key, Party.email)
            for row in self._session.execute(wanted.where(Party.retired.is_(False)).order_by(Party.id)):
                self._named.setdefault(row.search_key, []).append(row)
                if row.email:
                    self._mailed.setdefault(row.email.lower(), []).append(row)
        return self._named


class LinesBefore:
    """The lines of one sheet that were written before, and those that are going to be."""

    def __init__(self, session: Session, sheet: str) -> None:
        self._session, self._sheet = session, sheet
        self._new: list[dict[str, object]] = []
        self._by_cells: dict[str, tuple[str, str]] = {}
        self._said: dict[str, str] = {}
        wanted = select(OpeningLine.key, OpeningLine.said, OpeningLine.cells, OpeningLine.words)
        for row in session.execute(wanted.where(OpeningLine.sheet == sheet).order_by(OpeningLine.id.desc())):
            self._by_cells[row.cells] = (row.key, row.words)
            self._said[row.key] = row.said

    def spelled(self, cells: str) -> tuple[str, str] | None:
        """Key and words of the very same line."""
        return self._by_cells.get(cells)

    def said(self, key: str) -> str | None:
        """All that was said of it before."""
        return self._said.get(key)

    def add(self, **row: object) -> None:
        """It is written with the others, by `write`."""
        self._new.append({"sheet": self._sheet, **row})

    def write(self) -> None:
        """All that were added, in their order."""
        add_rows(self._session, _ADD, self._new)


def _id(row: Any) -> int:
    return int(row.id)
