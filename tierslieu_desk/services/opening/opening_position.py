"""The opening position: what stood before the first day here, out of one workbook, all of it or nothing.

A line is written once, for good: the same workbook again changes nothing. Before anything is written a copy of the desk
is made, which is the way back as long as nothing was paid, used or invoiced on top of it (`opening_way_back`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import _
from tierslieu_desk.models import store as stores
from tierslieu_desk.rules import opening_position
from tierslieu_desk.rules.opening_position import NAMING, SHEETS, OpeningSheet
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file import export_files, spreadsheet
from tierslieu_desk.services.file.export_files import Cell
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.file.spreadsheet import SheetLine
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.opening import opening_position_model, opening_way_back
from tierslieu_desk.services.opening.opening_invoices import OldPapers
from tierslieu_desk.services.opening.opening_position_known import Known, LinesBefore
from tierslieu_desk.services.opening.opening_position_lines import LineReader, Written
from tierslieu_desk.services.rights import Right, asking

HEADERS_WITHIN = 10
"""Lines from the top in which the headers of a sheet are looked for: the model has notes above them."""
Progress = Callable[[int, int], None]


class LineFate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class LineSeen:
    """A line that can be written, or was before, in words."""

    line: int
    fate: LineFate
    words: str


@dataclass(frozen=True, slots=True)
class LineRefused:
    """A line that cannot: what is wrong with it, and what it says."""

    line: int
    error: errors.DeskError
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """One sheet of the workbook. `code` and `title` are those of the model."""

    code: str
    title: str
    rows: tuple[LineSeen, ...] = ()
    errors: tuple[LineRefused, ...] = ()
    header: tuple[str, ...] = ()

    @property
    def created(self) -> int:
        """How many lines are written, or would be."""
        return sum(row.fate is LineFate.NEW for row in self.rows)

    @property
    def skipped(self) -> int:
        """How many were written before."""
        return sum(row.fate is LineFate.KNOWN for row in self.rows)


@dataclass(frozen=True, slots=True)
class OpeningSeen:
    """A workbook as it was read. `ignored` sheets are none of the model's; `copy` is the way back, once written."""

    sheets: tuple[SheetSeen, ...]
    ignored: tuple[str, ...] = ()
    copy: Path | None = None

    @property
    def created(self) -> int:
        """How many lines are written, or would be."""
        return sum(sheet.created for sheet in self.sheets)

    @property
    def skipped(self) -> int:
        """How many were written before."""
        return sum(sheet.skipped for sheet in self.sheets)

    @property
    def errors(self) -> tuple[tuple[SheetSeen, LineRefused], ...]:
        """Every line that cannot be written, with its sheet."""
        return tuple((sheet, one) for sheet in self.sheets for one in sheet.errors)


@asking({Right.IMPORT: "run", Right.RESTORE: "way_back"})
class OpeningPosition:
    """Read, looked at, written down. `progress(done, of)` may raise to stop it: nothing is written then."""

    def __init__(self, desk: Desk, papers: Papers, copies: Copies) -> None:
        self._desk, self._papers, self._copies = desk, papers, copies

    def used(self) -> bool:
        """Whether a line was ever written down."""
        with self._desk.store.glancing() as seen:
            return seen.value("SELECT id FROM opening_line LIMIT 1") is not None

    def write_model(self, file: Path) -> Path:
        """The workbook to fill in, in the desk's language. Raises `NotASpreadsheet`, `FolderReadOnly`, `DiskFull`."""
        if file.suffix.lower() != ".xlsx":
            raise errors.NotASpreadsheet(file=str(file))
        return export_files.write(file, opening_position_model.workbook(self._desk))

    def preview(self, file: Path, progress: Progress = lambda _done, _of: None) -> OpeningSeen:
        """What `run` would do: everything is tried for real, then taken back.

        Raises `FileMissing`, `FileUnreadable`, `NotASpreadsheet`, `SheetsUnknown`, `ColumnMissing`.
        """
        found = _read(file)
        with self._desk.store.rehearsing() as session:
            return self._tried(session, found, progress, OldPapers())

    def run(self, file: Path, progress: Progress = lambda _done, _of: None) -> OpeningSeen:
        """Every line, or none when one of them is refused. A copy of the desk is made before.

        Raises what `preview` raises, and what stands in the way of a copy.
        """
        found, drawn = _read(file), OldPapers()
        with self._desk.store.rehearsing() as session:
            looked = self._tried(session, found, progress, drawn)
        if looked.errors or not looked.created:
            return looked
        with self._desk.store.glancing() as seen:
            before = opening_way_back.last_line(seen)
        copy = self._copies.make().first.file
        drawn.keep(self._papers, progress)
        with self._desk.store.writing() as session:
            disturbed = not opening_way_back.undisturbed(stores.glance(session), before)
            done = self._tried(session, found, progress, drawn)
            if done.errors:
                raise errors.ChangedMeanwhile(what=file.name)
            if done.created:
                act, subject = opening_way_back.ACT, opening_way_back.SUBJECT
                facts = {"file": file.name, "created": done.created, "copy": str(copy), "disturbed": disturbed}
                self._desk.note(session, act, subject, None, **facts)
        return replace(done, copy=copy)

    def way_back(self, file: Path | None = None) -> Path:
        """The copy that takes the last workbook back once it is put in the place of the desk.

        Raises `NeverBroughtIn` when it was not `file`, `OpeningBuiltOn` with what stands in its way, `FileMissing`.
        """
        with self._desk.store.glancing() as seen:
            return opening_way_back.copy_of_before(seen, file)

    def write_problems(self, seen: OpeningSeen, file: Path) -> Path:
        """The lines that cannot be written, each with what to do.

        As XLSX they are a workbook to be put right and brought in again; as CSV a list. Raises `NotASpreadsheet` for
        another extension, `FolderReadOnly`, `DiskFull`.
        """
        if file.suffix.lower() == ".xlsx":
            wrong = {
                sheet.title: (sheet.header, [(one.line, say.sentence(one.error), one.cells) for one in sheet.errors])
                for sheet in seen.sheets
                if sheet.errors
            }
            return export_files.write(file, opening_position_model.to_put_right(wrong))
        rows: list[tuple[Cell, ...]] = [
            (sheet.title, one.line, say.sentence(one.error), *one.cells) for sheet, one in seen.errors
        ]
        header = (_("Sheet"), _("Line"), _("What to do"))
        return export_files.write_table(file, _("Lines to put right"), header, rows)

    def _tried(self, session: Session, found: _Found, progress: Progress, papers: OldPapers) -> OpeningSeen:
        of, done = sum(len(one.lines) for one in found.sheets), 0
        known, seen = Known(session), []
        for one in found.sheets:
            trial = partial(_Trial, self._desk, session, one, partial(LineReader, known=known, papers=papers))
            known.expect(one.named())
            told = partial(_further, progress, done, of)
            seen.append(trial().together(told) or trial().each_apart(told))
            done += len(one.lines)
        return OpeningSeen(tuple(seen), found.ignored)


def _further(progress: Progress, before: int, of: int, done: int) -> None:
    progress(before + done, of)


@dataclass(frozen=True, slots=True)
class _OneSheet:
    sheet: OpeningSheet
    fields: Mapping[str, int]
    header: tuple[str, ...]
    lines: Sequence[SheetLine]

    def named(self) -> Iterator[str]:
        """Whoever its lines name."""
        for at in (at for field, at in self.fields.items() if field in NAMING):
            yield from (line.cells[at] for line in self.lines if at < len(line.cells) and line.cells[at])


@dataclass(frozen=True, slots=True)
class _Found:
    sheets: tuple[_OneSheet, ...]
    ignored: tuple[str, ...]


class _Trial:
    """The lines of one sheet, read and written."""

    def __init__(
        self, desk: Desk, session: Session, one: _OneSheet, reading: Callable[[Desk, Session, OpeningSheet], LineReader]
    ) -> None:
        self._desk, self._session, self._one = desk, session, one
        self._reader = reading(desk, session, one.sheet)
        self._before = LinesBefore(session, one.sheet.code)
        self._rows: list[LineSeen] = []
        self._refused: list[LineRefused] = []
        self._lines: dict[str, int] = {}

    def together(self, progress: Callable[[int], None]) -> SheetSeen | None:
        """All of them in one savepoint; None, and nothing of it, when one of them was begun and then refused."""
        try:
            with self._desk.store.writing():
                return self._all(progress, apart=False)
        except errors.EnvironmentRefuses:
            raise
        except errors.DeskError:
            return None

    def each_apart(self, progress: Callable[[int], None]) -> SheetSeen:
        """Each in a savepoint of its own, so that one that is refused leaves nothing behind."""
        return self._all(progress, apart=True)

    def _all(self, progress: Callable[[int], None], *, apart: bool) -> SheetSeen:
        for done, line in enumerate(self._one.lines):
            progress(done)
            cells = {name: line.cells[at] if at < len(line.cells) else "" for name, at in self._one.fields.items()}
            if any(cells.values()):
                self._take(line, cells, apart=apart)
        self._before.write()
        sheet = self._one.sheet
        return SheetSeen(sheet.code, _(sheet.title), tuple(self._rows), tuple(self._refused), self._one.header)

    def _take(self, line: SheetLine, cells: Mapping[str, str], *, apart: bool) -> None:
        try:
            known = self._as_before(cells, line.number)
            if known is not None:
                self._rows.append(known)
                return
            written = self._reader.read(cells)
            fate = self._known(written, line.number)
            if apart and fate is LineFate.NEW:
                with self._desk.store.writing():
                    self._write(written)
        except errors.EnvironmentRefuses:
            raise
        except errors.DeskError as refusal:
            self._refused.append(LineRefused(line.number, refusal, line.cells))
            return
        if fate is LineFate.NEW:
            if not apart:
                self._write(written)
            facts = {"key": written.key, "said": written.said, "words": written.words}
            self._before.add(**facts, cells=_spelled(cells), at=self._desk.clock.now())
        self._rows.append(LineSeen(line.number, fate, written.words))

    def _write(self, written: Written) -> None:
        written.write()
        self._session.flush()

    def _as_before(self, cells: Mapping[str, str], number: int) -> LineSeen | None:
        """The very same line, written before."""
        found = self._before.spelled(_spelled(cells))
        if found is None:
            return None
        key, words = found
        self._refuse_twice(key, words, number)
        return LineSeen(number, LineFate.KNOWN, words)

    def _refuse_twice(self, key: str, words: str, number: int) -> None:
        first = self._lines.setdefault(key, number)
        if first != number:
            raise errors.TwiceInFile(what=words, line=first)

    def _known(self, written: Written, number: int) -> LineFate:
        self._refuse_twice(written.key, written.words, number)
        said = self._before.said(written.key)
        if said is None:
            return LineFate.NEW
        if said != written.said:
            raise errors.BroughtOtherwise(what=written.words)
        return LineFate.KNOWN


def _spelled(cells: Mapping[str, str]) -> str:
    """One spelling for the same cells, whatever the order of the columns."""
    return json.dumps({name: text for name, text in cells.items() if text}, ensure_ascii=False, sort_keys=True)


def _read(file: Path) -> _Found:
    sheets = spreadsheet.read_sheets(file)
    known: dict[str, list[tuple[SheetLine, ...]]] = {}
    ignored = []
    for title, lines in sheets.items():
        sheet = opening_position.sheet_titled(title)
        if sheet is not None:
            known.setdefault(sheet.code, []).append(lines)
        elif lines and title != opening_position_model.known_title():
            ignored.append(title)
    if not known:
        raise errors.SheetsUnknown(file=str(file), sheets=list(sheets))
    return _Found(tuple(_sheets(file, known)), tuple(ignored))


def _sheets(file: Path, known: Mapping[str, list[tuple[SheetLine, ...]]]) -> Iterator[_OneSheet]:
    for sheet in SHEETS:
        for lines in known.get(sheet.code, ()):
            fields, at = _headers(sheet, lines)
            if lines and not fields:
                found = [cell for cell in lines[0].cells if cell]
                raise errors.ColumnMissing(file=str(file), column=_(sheet.columns[0].header), columns=found)
            yield _OneSheet(sheet, fields, lines[at].cells if lines else (), lines[at + 1 :])


def _headers(sheet: OpeningSheet, lines: Sequence[SheetLine]) -> tuple[dict[str, int], int]:
    """The line of headers that says most, of the first few, and where it stands."""
    top = [opening_position.fields_of(sheet, line.cells) for line in lines[:HEADERS_WITHIN]]
    if not top:
        return {}, 0
    best = max(range(len(top)), key=lambda index: (len(top[index]), -index))
    return top[best], best
