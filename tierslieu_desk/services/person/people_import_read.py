"""A list of people read before anything is looked up: its headers, what its columns are, whoever stands on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from tierslieu_desk import errors
from tierslieu_desk.rules import people_sheet
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.people_presets import Preset
from tierslieu_desk.rules.people_sheet import Columns, SheetPerson
from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.services.file import spreadsheet
from tierslieu_desk.services.file.spreadsheet import SheetLine

HEADERS_WITHIN = 10
"""Lines from the top in which the headers are looked for: titles and blank lines come before them."""
AT_ONCE = 500
"""How many are written, or read, between two looks at whether to stop."""
_EXAMPLES_WITHIN = 50
"""Lines from the top in which the examples of a column are looked for."""
ByHand = Mapping[int, str] | Mapping[str, str]
"""What columns are, as a person says: by number from 0 or by header, the field of `FIELDS`, empty to leave it out."""
NOTHING_BY_HAND: Mapping[int, str] = MappingProxyType({})
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the columns of a list are, beyond what its headers say; whose list it is; whether that is from before."""

    by_hand: Mapping[int, str] = field(default_factory=dict)
    preset: Preset | None = None
    remembered: bool = False


Choose = Callable[[tuple[str, ...]], Chosen]


class Fate(StrEnum):
    """What an import does with somebody of the list."""

    NEW = "new"
    COMPLETED = "completed"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong on a line of the spreadsheet, for `say` to put in words, and what the line says."""

    line: int
    error: errors.DeskError
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """Somebody of the list as the desk will know them.

    `changes` are the facts that the desk learns of somebody it knows: the field, what it knew, what it will know.
    `why`: by what they are known (`email`, `name`), or that they stand on the list already (`above`).
    """

    line: int
    fate: Fate
    name: str
    email: str
    phone: str
    town: str
    changes: tuple[tuple[str, str, str], ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column with something in it: its number from 0, its header, the field it fills, what stands in it first."""

    number: int
    header: str
    field: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import does: parties written, completed, known already; the lines that stop it; what it leaves out.

    `rows` are the first of them; `header` is the line of headers; `named`: a column says who it is about. `preset` is
    the program that wrote the list, where it was known by it; `remembered`: its columns are as they were said to be of
    the last list like it. `by_hand` is all that was said of them, be it now, then or by that program.
    """

    created: int
    updated: int
    skipped: int
    errors: tuple[LineProblem, ...]
    ignored_columns: tuple[str, ...]
    rows: tuple[PreviewRow, ...] = ()
    header: tuple[str, ...] = ()
    columns: tuple[SheetColumn, ...] = ()
    named: bool = True
    preset: str = ""
    remembered: bool = False
    by_hand: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """A list as it was read: whoever stands on it, and its wrong lines."""

    people: list[tuple[int, SheetPerson]]
    problems: list[LineProblem]
    ignored: tuple[str, ...]
    header: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    named: bool
    chosen: Chosen

    def preview(self, created: int, updated: int, skipped: int, rows: tuple[PreviewRow, ...]) -> ImportPreview:
        """The counts, with the lines that stop it, and what was read of the columns."""
        counts = created, updated, skipped
        return ImportPreview(
            *counts,
            tuple(self.problems),
            self.ignored,
            rows,
            self.header,
            self.columns,
            named=self.named,
            preset=self.chosen.preset.name if self.chosen.preset is not None else "",
            remembered=self.chosen.remembered,
            by_hand=self.chosen.by_hand,
        )


def read_list(file: Path, progress: Progress, choose: Choose, today: date, *, must_name: bool = True) -> Read:
    """Read it; `choose` says what its columns are, once its headers are known. Raises what `PeopleImport.look` does."""
    progress(0, 0)
    lines = spreadsheet.read(file)
    progress(0, len(lines))
    header, rest = _after_headers(file, lines)
    chosen = choose(header)
    columns = people_sheet.columns_of(header, chosen.by_hand)
    if must_name and not columns.usable:
        raise errors.ColumnsUnknown(file=str(file), columns=[cell for cell in header if cell])
    people: list[tuple[int, SheetPerson]] = []
    problems: list[LineProblem] = []
    for done, line in enumerate(rest if columns.usable else ()):
        if done % AT_ONCE == 0:
            progress(done, len(rest))
        try:
            people.extend((line.number, one) for one in people_sheet.people_of(line.cells, columns, today))
        except errors.DeskError as error:
            problems.append(LineProblem(line.number, error, line.cells))
    if chosen.preset is not None and chosen.preset.role is not None:
        people = [(line, _belonging(one, chosen.preset.role)) for line, one in people]
    shown = tuple(_columns(header, rest, columns))
    return Read(people, problems, columns.ignored, header, shown, columns.usable, chosen)


def _belonging(one: SheetPerson, role: Role) -> SheetPerson:
    alone = not (one.given_name or one.family_name)
    return one if one.role is not None or alone else replace(one, role=role)


def _after_headers(file: Path, lines: Sequence[SheetLine]) -> tuple[tuple[str, ...], Sequence[SheetLine]]:
    """The line of headers that says most, of the first few; a second line of them under it is passed over.

    Where none is understood, the fullest of them; no header where that one is of somebody already.
    """
    top = [people_sheet.columns_of(line.cells) for line in lines[:HEADERS_WITHIN]]
    usable = [index for index, columns in enumerate(top) if people_sheet.looks_like_headers(columns)]
    if usable:
        best = max(usable, key=lambda index: (len(top[index].fields), -index))
        return lines[best].cells, lines[max(usable) + 1 :]
    fullest = max(range(len(top)), key=lambda index: sum(map(bool, lines[index].cells)))
    if people_sheet.tells_of_somebody(lines[fullest].cells):
        return (), lines[fullest:]
    if len(lines) < 2:
        raise errors.NotASpreadsheet(file=str(file))
    return lines[fullest].cells, lines[fullest + 1 :]


def numbered(file: Path, header: Sequence[str], by_hand: ByHand) -> dict[int, str]:
    """Headers told apart as `search_key` writes them. Raises `ColumnMissing`."""
    keys = [search_key(cell) for cell in header]
    numbered: dict[int, str] = {}
    for which, said in by_hand.items():
        if isinstance(which, str) and search_key(which) not in keys:
            raise errors.ColumnMissing(file=str(file), column=which, columns=[cell for cell in header if cell])
        numbered[which if isinstance(which, int) else keys.index(search_key(which))] = said
    return numbered


def _columns(header: Sequence[str], rest: Sequence[SheetLine], found: Columns) -> Iterator[SheetColumn]:
    fields = {column: field for field, column in found.fields.items()}
    first = [line.cells for line in rest[:_EXAMPLES_WITHIN]]
    for number in range(max(map(len, (header, *first)))):
        said = header[number] if number < len(header) else ""
        cells = [cells[number] for cells in first if number < len(cells) and cells[number]]
        if said or cells:
            yield SheetColumn(number, said, fields.get(number, ""), tuple(cells[:2]))
