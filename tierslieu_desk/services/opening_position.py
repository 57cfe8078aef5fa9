"""The opening position: what stood before the first day here, out of one workbook, all of it or nothing.

A line is written once, for good: the same workbook again changes nothing. Before anything is written a copy of the desk
is made, which is the way back: once something was paid, used or invoiced on top of it, no other would be honest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import _
from tierslieu_desk.models.imports import OpeningLine
from tierslieu_desk.rules import opening_position
from tierslieu_desk.rules.opening_position import SHEETS, OpeningSheet
from tierslieu_desk.services import export_files, opening_position_model, spreadsheet
from tierslieu_desk.services.copies import Copies
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.export_files import Cell
from tierslieu_desk.services.opening_position_lines import LineReader, Written
from tierslieu_desk.services.papers import Papers
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.services.spreadsheet import SheetLine

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


@asking({Right.IMPORT: "run"})
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
            return self._tried(session, found, progress, None)

    def run(self, file: Path, progress: Progress = lambda _done, _of: None) -> OpeningSeen:
        """Every line, or none when one of them is refused. A copy of the desk is made before.

        Raises what `preview` raises, and what stands in the way of a copy.
        """
        looked = self.preview(file, progress)
        if looked.errors or not looked.created:
            return looked
        copy = self._copies.make().first.file
        found = _read(file)
        with self._desk.store.writing() as session:
            done = self._tried(session, found, progress, self._papers)
            if done.errors:
                raise errors.ChangedMeanwhile(what=file.name)
            self._desk.note(session, "import", "opening_position", None, file=file.name, created=done.created)
        return replace(done, copy=copy)

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

    def _tried(self, session: Session, found: _Found, progress: Progress, papers: Papers | None) -> OpeningSeen:
        of, done = sum(len(one.lines) for one in found.sheets), 0
        seen = []
        for one in found.sheets:
            trial = _Trial(self._desk, session, one.sheet, papers)
            for line in one.lines:
                progress(done, of)
                trial.take(line, one.fields)
                done += 1
            seen.append(trial.seen(one.header))
        return OpeningSeen(tuple(seen), found.ignored)


@dataclass(frozen=True, slots=True)
class _OneSheet:
    sheet: OpeningSheet
    fields: Mapping[str, int]
    header: tuple[str, ...]
    lines: Sequence[SheetLine]


@dataclass(frozen=True, slots=True)
class _Found:
    sheets: tuple[_OneSheet, ...]
    ignored: tuple[str, ...]


class _Trial:
    """The lines of one sheet, each in a savepoint of its own, so that one that is refused leaves nothing behind."""

    def __init__(self, desk: Desk, session: Session, sheet: OpeningSheet, papers: Papers | None) -> None:
        self.desk, self.session, self.sheet, self.papers = desk, session, sheet, papers
        self.rows: list[LineSeen] = []
        self.refused: list[LineRefused] = []
        self.lines: dict[str, int] = {}

    def take(self, line: SheetLine, fields: Mapping[str, int]) -> None:
        """Write that line, or say what is wrong with it."""
        cells = {name: line.cells[at] if at < len(line.cells) else "" for name, at in fields.items()}
        if not any(cells.values()):
            return
        reader = LineReader(self.desk, self.session, self.sheet, self.papers)
        try:
            with self.desk.store.writing():
                self.rows.append(
                    self._as_before(cells, line.number) or self._taken(reader.read(cells), cells, line.number)
                )
        except errors.EnvironmentRefuses:
            raise
        except errors.DeskError as refusal:
            self.refused.append(LineRefused(line.number, refusal, line.cells))

    def _as_before(self, cells: Mapping[str, str], number: int) -> LineSeen | None:
        """The very same line, written before."""
        wanted = select(OpeningLine.key, OpeningLine.words).where(
            OpeningLine.sheet == self.sheet.code, OpeningLine.cells == _spelled(cells)
        )
        found = self.session.execute(wanted).first()
        if found is None:
            return None
        self._refuse_twice(found.key, found.words, number)
        return LineSeen(number, LineFate.KNOWN, found.words)

    def _taken(self, written: Written, cells: Mapping[str, str], number: int) -> LineSeen:
        fate = self._known(written, number)
        if fate is LineFate.NEW:
            self._write(written, cells)
        return LineSeen(number, fate, written.words)

    def _refuse_twice(self, key: str, words: str, number: int) -> None:
        first = self.lines.setdefault(key, number)
        if first != number:
            raise errors.TwiceInFile(what=words, line=first)

    def _known(self, written: Written, number: int) -> LineFate:
        self._refuse_twice(written.key, written.words, number)
        wanted = select(OpeningLine.said).where(OpeningLine.sheet == self.sheet.code, OpeningLine.key == written.key)
        said = self.session.scalar(wanted)
        if said is None:
            return LineFate.NEW
        if said != written.said:
            raise errors.BroughtOtherwise(what=written.words)
        return LineFate.KNOWN

    def _write(self, written: Written, cells: Mapping[str, str]) -> None:
        written.write()
        self.session.flush()
        row = {
            "sheet": self.sheet.code,
            "key": written.key,
            "said": written.said,
            "cells": _spelled(cells),
            "words": written.words,
            "at": self.desk.clock.now(),
        }
        self.session.execute(insert(OpeningLine), row)

    def seen(self, header: tuple[str, ...]) -> SheetSeen:
        """All of it together."""
        return SheetSeen(self.sheet.code, _(self.sheet.title), tuple(self.rows), tuple(self.refused), header)


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
