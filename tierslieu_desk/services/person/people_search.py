"""Everybody's names, kept in memory and fresh, for whoever types: a letter is answered within a frame at any size."""

from __future__ import annotations

import json
import re
import threading
import time
from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select

from tierslieu_desk.models.people import Party
from tierslieu_desk.rules.fuzzy import KeyList
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plainly import Plainly

_PARTY = Party.__table__
_BESIDES = tuple(name for name in ("email", "phone", "badge") if name in _PARTY.c)
_MARK = "SELECT count(*), max(id), sum(version) FROM party"
_ROWS = f"SELECT id, version, search_key, retired, role, {', '.join(_BESIDES)} FROM party"  # noqa: S608 - pieces of ours
_THESE = f"{_ROWS} WHERE id IN (SELECT value FROM json_each(:told))"  # noqa: S608 - pieces of ours
_TOLD = "SELECT subject_id FROM journal WHERE id > :after AND subject = 'party' AND subject_id IS NOT NULL"
_LOOK_AGAIN = 1.0
"""Seconds after which a change by another program is looked for even when enough was found."""
_FEWEST_FIGURES = 4
"""Figures of a telephone number that are enough to look for it."""
_FIGURES = re.compile(r"[\d\s.+()/-]+")


class PeopleSearch:
    """Who is found, by number; `read` gives their rows.

    Inside a unit of work the store itself is asked: what was written there may be taken back.
    """

    def __init__(self, desk: Desk, rows: Select[Any]) -> None:
        self._desk = desk
        self.read = Plainly(rows.where(_PARTY.c.retired.is_(False)), _PARTY.c.id).read
        self._lock = threading.Lock()
        self._stale, self._looked = True, 0.0
        self._mark: object = None
        self._journal = 0
        self._names = KeyList({})
        self._versions: dict[int, int] = {}
        self._roles: dict[int, str] = {}
        self._besides: dict[int, tuple[str, str, str]] = {}
        self._emails: list[tuple[str, int]] = []
        desk.store.changes.subscribe(self._touched)

    def _touched(self, tables: frozenset[str]) -> None:
        if "party" in tables:
            self._stale = True

    def found(self, text: str, most: int, role: str | None = None) -> list[int]:
        """By name, by the beginning of an e-mail, by figures of a telephone number, by badge; the likeliest first."""
        if self._desk.store.in_unit_of_work:
            return self._meanwhile(text.strip(), most, role)
        self._refresh(now=False)
        found = self._found(text, most, role)
        if len(found) < most and self._refresh(now=True):
            found = self._found(text, most, role)
        return found

    def near(self, text: str, most: int) -> tuple[int, ...]:
        """Who is called nearly so, the nearest first."""
        self._refresh(now=False)
        return self._names.near(text, most)

    def who(self, text: str) -> tuple[int, ...]:
        """Who may be meant by these words of a sentence; several when it may be one of them."""
        self._refresh(now=False)
        return self._names.who(text)

    def knows(self, word: str) -> bool:
        """Whether it begins a word of somebody's name."""
        return self._names.knows(word)

    def _found(self, text: str, most: int, role: str | None) -> list[int]:
        typed = text.strip()
        if "@" in typed:
            return self._among(self._by_email(typed.casefold()), most, role)
        found = self._among(self._names.found(typed, most if role is None else len(self._versions)), most, role)
        figures = re.sub(r"\D", "", typed)
        if len(found) < most and figures and _FIGURES.fullmatch(typed):
            more = self._by_figures(figures, typed)
            found = list(dict.fromkeys([*self._among(more, most, role), *found]))
        return found[:most]

    def _meanwhile(self, typed: str, most: int, role: str | None) -> list[int]:
        key = search_key(typed)
        words = {f"w{turn}": word for turn, word in enumerate(key.split())}
        name = " AND ".join(f"instr(' ' || search_key, ' ' || :{turn}) > 0" for turn in words)
        wanted = "substr(lower(email), 1, length(:typed)) = :typed" if "@" in typed else name
        with self._desk.store.glancing() as seen:
            rows = seen.rows(
                f"SELECT id FROM party WHERE NOT retired AND {wanted} AND coalesce(:role, role) = role"  # noqa: S608 - names of our columns
                " ORDER BY substr(search_key, 1, length(:key)) <> :key, search_key, id LIMIT :most",
                **words | {"typed": typed.casefold(), "key": key, "role": role, "most": most},
            )
        return [number for (number,) in rows]

    def _among(self, numbers: Iterable[int], most: int, role: str | None) -> list[int]:
        return [number for number in numbers if role is None or self._roles[number] == role][:most]

    def _by_email(self, typed: str) -> list[int]:
        at, found = bisect_left(self._emails, (typed, 0)), []
        while at < len(self._emails) and self._emails[at][0].startswith(typed):
            found.append(self._emails[at][1])
            at += 1
        return found

    def _by_figures(self, figures: str, typed: str) -> list[int]:
        """A badge as it is, then telephones: +33 6 12 and 06 12 are the same beginning."""
        badge = [number for number, of in self._besides.items() if of[2] and of[2] in {typed, figures}]
        if len(figures) < _FEWEST_FIGURES:
            return badge
        plain = figures[2:] if typed.startswith("+") and len(figures) > _FEWEST_FIGURES else figures.lstrip("0")
        return badge + [number for number, of in self._besides.items() if plain and plain in of[1]]

    def _refresh(self, *, now: bool) -> bool:
        """Read what changed since; whether anything had."""
        clock = time.monotonic()
        if not (self._stale or now or clock - self._looked > _LOOK_AGAIN):
            return False
        with self._lock, self._desk.store.glancing() as seen:
            self._looked = clock
            stale, self._stale = self._stale, False
            mark = seen.row(_MARK)
            if mark == self._mark and not stale:
                return False
            told = [number for (number,) in seen.rows(_TOLD, after=self._journal)] if self._versions else []
            if told:
                these = json.dumps(told)
                self._take(seen.rows(_THESE, told=these))
            if not told or mark != (
                len(self._versions),
                max(self._versions, default=None),
                sum(self._versions.values()) or None,
            ):
                self._take_all(seen.rows(_ROWS))
            self._mark, self._journal = mark, seen.value("SELECT max(id) FROM journal") or 0
        return True

    def _take_all(self, rows: list[tuple[Any, ...]]) -> None:
        """Everybody anew: at first, and when something was changed that the journal does not tell."""
        self._names = KeyList({row[0]: row[2] for row in rows if not row[3]})
        self._versions = {row[0]: row[1] for row in rows}
        self._roles = {row[0]: row[4] for row in rows if not row[3]}
        self._besides = {row[0]: _besides(row) for row in rows if not row[3]}
        self._emails = sorted((of[0], number) for number, of in self._besides.items() if of[0])

    def _take(self, rows: list[tuple[Any, ...]]) -> None:
        """These are as they are now."""
        for row in rows:
            number, version, key, retired, role = row[:5]
            email = self._besides.pop(number, ("", "", ""))[0]
            if email:
                del self._emails[bisect_left(self._emails, (email, number))]
            self._versions[number] = version
            if retired:
                self._names.drop(number)
                self._roles.pop(number, None)
                continue
            self._names.keep(number, key)
            self._roles[number] = role
            self._besides[number] = of = _besides(row)
            if of[0]:
                insort(self._emails, (of[0], number))


def _besides(row: tuple[Any, ...]) -> tuple[str, str, str]:
    """The e-mail, the figures of the telephone, and the badge."""
    email, phone, badge = (*row[5:], "")[:3]
    return email.casefold(), re.sub(r"\D", "", phone), badge
