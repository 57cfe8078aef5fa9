"""Numbers given elsewhere, noted in the journal so that none is given twice.

They were given in a store that a copy replaced, or before this desk gave any (the opening position).
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tierslieu_desk.models import whole_files
from tierslieu_desk.rules import numbering
from tierslieu_desk.rules.numbering import Spans

ACT, SUBJECT = "restored", "restore"
"""The line of the journal that a restore writes; the subject is there for its index."""
OPENED, OPENING = "opened", "opening"
"""The act and the subject of the line that says which numbers were given before the desk gave any."""
_FACT = "issued_since"
_BEFORE = "given_before"
_log = logging.getLogger(__name__)
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class IssuedSince:
    """What the store that was replaced had issued and the copy has not: `numbers` as printed.

    `taken` holds them by series, with those kept aside already when that store was itself put back. Not `readable`,
    the store was damaged, and this is only what could be read of it.
    """

    numbers: tuple[str, ...] = ()
    taken: Mapping[str, Spans] | None = None
    readable: bool = True

    def facts(self) -> dict[str, object]:
        """As the journal keeps it; nothing when there is nothing to tell."""
        facts: dict[str, object] = {_FACT: self.taken} if self.taken else {}
        return facts if self.readable else {**facts, "compared": False}


NOTHING_SINCE = IssuedSince()


def compared(replaced: Path, copy: Path) -> IssuedSince:
    """What `replaced` issued that the store of the sound `copy` has not; both may be of older revisions.

    A store of another house, begun apart and with another SIREN, gives numbers of its own: none counts then.
    """
    try:
        if _of_another_house(replaced, copy):
            return NOTHING_SINCE
        began = True
    except sqlite3.DatabaseError as error:
        began = _damaged(replaced, error)
    opened, all_opened = _until_damage(replaced, whole_files.noted(replaced, OPENED, OPENING))
    issued, all_issued = _until_damage(replaced, whole_files.sequences(replaced))
    lines, all_lines = _until_damage(replaced, whole_files.noted(replaced, ACT, SUBJECT))
    here = _by_series(whole_files.sequences(copy))
    lost = _lacking(_by_series(issued), here)
    numbers = tuple(
        numbering.number_of(series, sequence)
        for series, stretches in lost.items()
        for first, last in stretches
        for sequence in range(first, last + 1)
    )
    # What was given before counts where something was issued after it; else the copy knows no such beginning.
    earlier = {series: stretches for series, stretches in told(opened).items() if series in lost}
    taken = _lacking(_joined([lost, told(lines), earlier]), here)
    return IssuedSince(numbers, taken, began and all_issued and all_lines and all_opened)


def told(lines: Iterable[str]) -> dict[str, Spans]:
    """By series, the numbers that those facts of the journal say were kept aside; what cannot be read says nothing."""
    return _joined(_read(facts) for facts in lines)


def before(series: str, last: int) -> dict[str, object]:
    """As the journal keeps that every number of a series up to that one was given before."""
    return {_BEFORE: {series: [[1, last]]}}


def _read(facts: str) -> dict[str, Spans]:
    try:
        noted = json.loads(facts)
        return {
            str(series): tuple((int(first), int(last)) for first, last in stretches if first <= last)
            for said in (noted.get(_FACT, {}), noted.get(_BEFORE, {}))
            for series, stretches in said.items()
        }
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _of_another_house(replaced: Path, copy: Path) -> bool:
    (began, siren), (copy_began, copy_siren) = whole_files.origin(replaced), whole_files.origin(copy)
    return began != copy_began and bool(siren and copy_siren) and siren != copy_siren


def _until_damage(replaced: Path, rows: Iterable[_Row]) -> tuple[list[_Row], bool]:
    """The rows up to where the store is damaged, and whether those are all."""
    found: list[_Row] = []
    try:
        for row in rows:
            found.append(row)  # noqa: PERF402 - those read before the damage count
    except sqlite3.DatabaseError as error:
        return found, _damaged(replaced, error)
    return found, True


def _damaged(replaced: Path, error: sqlite3.DatabaseError) -> bool:
    _log.warning("%s cannot be read whole: %s", replaced, error)
    return False


def _by_series(issued: Iterable[tuple[object, object]]) -> dict[str, Spans]:
    found: dict[str, list[tuple[int, int]]] = {}
    for series, sequence in issued:
        if isinstance(series, str) and isinstance(sequence, int):
            found.setdefault(series, []).append((sequence, sequence))
    return {series: numbering.spans(numbers) for series, numbers in found.items()}


def _joined(several: Iterable[Mapping[str, Spans]]) -> dict[str, Spans]:
    found: dict[str, list[tuple[int, int]]] = {}
    for one in several:
        for series, stretches in one.items():
            found.setdefault(series, []).extend(stretches)
    return {series: numbering.spans(stretches) for series, stretches in found.items()}


def _lacking(numbers: Mapping[str, Spans], others: Mapping[str, Spans]) -> dict[str, Spans]:
    left = {series: numbering.without(stretches, others.get(series, ())) for series, stretches in numbers.items()}
    return {series: stretches for series, stretches in left.items() if stretches}
