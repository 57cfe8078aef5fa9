"""People out of a spreadsheet: shown before, then all of them or nobody."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.models.imports import ColumnChoice
from tierslieu_desk.rules import people_presets
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.people_headers import HEADERS
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file import export_files
from tierslieu_desk.services.file.export_files import Cell
from tierslieu_desk.services.person import people_import_read
from tierslieu_desk.services.person.people_import_read import (
    NOTHING_BY_HAND,
    ByHand,
    Chosen,
    Fate,
    ImportPreview,
    LineProblem,
    PreviewRow,
    Progress,
    Read,
    SheetColumn,
    read_list,
)
from tierslieu_desk.services.person.people_import_work import Work
from tierslieu_desk.services.rights import Right, asking

__all__ = ["FIELDS", "Fate", "ImportPreview", "LineProblem", "PeopleImport", "PreviewRow", "SheetColumn"]

FIELDS = tuple(HEADERS)


@asking({Right.IMPORT: "run"})
class PeopleImport:
    """Import of people from a spreadsheet. `progress(done, of)` may raise to stop it: nothing is written then.

    What was said of a list's columns is remembered for the next one with the same headers, and the lists that some
    programs write are known by theirs; `plain` reads a list by its headers alone. Without `by_hand` nothing is said.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def preview(
        self,
        file: Path,
        progress: Progress = lambda _done, _of: None,
        by_hand: ByHand | None = None,
        *,
        plain: bool = False,
    ) -> ImportPreview:
        """What `run` would do; writes nothing. Raises `FileMissing`, `NotASpreadsheet`, `ColumnsUnknown`.

        `ColumnMissing` for a header named in `by_hand` that is not there.
        """
        return self._seen(self._read(file, progress, by_hand, plain=plain))

    def look(
        self,
        file: Path,
        progress: Progress = lambda _done, _of: None,
        by_hand: ByHand | None = None,
        *,
        plain: bool = False,
    ) -> ImportPreview:
        """The same; where no column says who it is about, nobody, and the columns to be named by hand."""
        return self._seen(self._read(file, progress, by_hand, plain=plain, must_name=False))

    def _seen(self, read: Read) -> ImportPreview:
        with self._desk.store.reading() as session:
            return Work(session).sort(read.people).preview(read)

    def _read(
        self, file: Path, progress: Progress, by_hand: ByHand | None, *, plain: bool, must_name: bool = True
    ) -> Read:
        choose = partial(self._choose, file, by_hand, plain)
        return read_list(file, progress, choose, self._desk.clock.today(), must_name=must_name)

    def _choose(self, file: Path, by_hand: ByHand | None, plain: bool, header: tuple[str, ...]) -> Chosen:
        preset = None if plain else people_presets.recognised(header)
        base = preset.columns(header) if preset is not None else {}
        if by_hand is not None:
            return Chosen({**base, **people_import_read.numbered(file, header, by_hand)}, preset)
        remembered = {} if plain else self._remembered(header)
        return Chosen({**base, **remembered}, preset, bool(remembered))

    def _remembered(self, header: Sequence[str]) -> dict[int, str]:
        wanted = select(ColumnChoice).where(ColumnChoice.headers == _told_by(header)).order_by(ColumnChoice.position)
        with self._desk.store.reading() as session:
            return {one.position: one.field for one in session.scalars(wanted)} if any(header) else {}

    def _remember(self, session: Session, header: Sequence[str], said: Mapping[int, str]) -> None:
        """For the next list with these headers; nothing said is to be forgotten."""
        if any(header):
            session.execute(delete(ColumnChoice).where(ColumnChoice.headers == _told_by(header)))
            rows = [{"headers": _told_by(header), "position": at, "field": field} for at, field in said.items()]
            if rows:
                session.execute(insert(ColumnChoice), rows)

    def run(
        self,
        file: Path,
        progress: Progress = lambda _done, _of: None,
        by_hand: ByHand | None = None,
        *,
        without_wrong: bool = False,
        plain: bool = False,
    ) -> ImportPreview:
        """Everyone, or nobody (all counts 0) when one line has a problem. Raises what `preview` raises.

        With `without_wrong` the lines with a problem are left out, and only they.

        Whoever is known by the same e-mail (unless the given names differ: couples share one), or by the same name
        and postcode, is not doubled: what the desk did not know of them is completed, what it knows stays.
        """
        read = self._read(file, progress, by_hand, plain=plain)
        if read.problems and not without_wrong:
            return read.preview(0, 0, 0, ())
        with self._desk.store.writing() as session:
            work = Work(session).sort(read.people)
            work.write(self._desk, progress)
            if by_hand or plain:
                said = people_import_read.numbered(file, read.header, by_hand or NOTHING_BY_HAND)
                self._remember(session, read.header, said)
            done = work.preview(read)
            self._desk.note(
                session, "import", "party", None, file=file.name, created=done.created, updated=done.updated
            )
            return done

    def write_problems(self, found: ImportPreview, file: Path) -> Path:
        """The lines that stop an import as CSV or XLSX, each with its number and what to do, to be worked on.

        Put right, that list can be brought in as it is. Raises `NotASpreadsheet` for another extension,
        `FolderReadOnly`, `DiskFull`.
        """
        header = (_("Line"), _("What to do"), *found.header)
        rows: list[tuple[Cell, ...]] = [
            (problem.line, say.sentence(problem.error), *problem.cells) for problem in found.errors
        ]
        return export_files.write_table(file, _("Lines to put right"), header, rows)


def _told_by(header: Sequence[str]) -> str:
    """What all headers together are known by, however their letters are written."""
    return hashlib.sha256("\x1f".join(map(search_key, header)).encode()).hexdigest()
