"""People out of a spreadsheet: shown before, then all of them or nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import _
from tierslieu_desk.models.people import Affiliation, Party
from tierslieu_desk.rules import people_sheet
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.people_headers import HEADERS
from tierslieu_desk.rules.people_sheet import Columns, SheetPerson
from tierslieu_desk.rules.vocabulary import PartyKind, Role
from tierslieu_desk.services import export_files, spreadsheet
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.export_files import Cell
from tierslieu_desk.services.people import NewOrganisation, NewPerson, party_facts
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.services.spreadsheet import SheetLine

HEADERS_WITHIN = 10
"""Lines from the top in which the headers are looked for: titles and blank lines come before them."""


SHOWN = 50
"""How many of them a preview shows one by one."""
_AT_ONCE = 500
"""How many are written, or read, between two looks at whether to stop."""
_EXAMPLES_WITHIN = 50
"""Lines from the top in which the examples of a column are looked for."""
ByHand = Mapping[int, str] | Mapping[str, str]
"""What columns are, as a person says: by number from 0 or by header, the field of `FIELDS`, empty to leave it out."""
FIELDS = tuple(HEADERS)
_NOTHING: ByHand = MappingProxyType({})
Progress = Callable[[int, int], None]


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
    """Somebody of the list as the desk will know them."""

    line: int
    fate: Fate
    name: str
    email: str
    phone: str
    town: str


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

    `rows` are the first of them; `header` is the line of headers; `named`: a column says who it is about.
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


@asking({Right.IMPORT: "run"})
class PeopleImport:
    """Import of people from a spreadsheet. `progress(done, of)` may raise to stop it: nothing is written then."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def preview(
        self, file: Path, progress: Progress = lambda _done, _of: None, by_hand: ByHand = _NOTHING
    ) -> ImportPreview:
        """What `run` would do; writes nothing. Raises `FileMissing`, `NotASpreadsheet`, `ColumnsUnknown`.

        `ColumnMissing` for a header named in `by_hand` that is not there.
        """
        return self._seen(_read(file, progress, by_hand))

    def look(
        self, file: Path, progress: Progress = lambda _done, _of: None, by_hand: ByHand = _NOTHING
    ) -> ImportPreview:
        """The same; where no column says who it is about, nobody, and the columns to be named by hand."""
        return self._seen(_read(file, progress, by_hand, must_name=False))

    def _seen(self, read: _Read) -> ImportPreview:
        with self._desk.store.reading() as session:
            return _Work(session).sort(read.people).preview(read)

    def run(
        self,
        file: Path,
        progress: Progress = lambda _done, _of: None,
        by_hand: ByHand = _NOTHING,
        *,
        without_wrong: bool = False,
    ) -> ImportPreview:
        """Everyone, or nobody (all counts 0) when one line has a problem. Raises what `preview` raises.

        With `without_wrong` the lines with a problem are left out, and only they.

        Whoever is known by the same e-mail (unless the given names differ: couples share one), or by the same name
        and postcode, is not doubled: what the desk did not know of them is completed, what it knows stays.
        """
        read = _read(file, progress, by_hand)
        if read.problems and not without_wrong:
            return read.preview(0, 0, 0, ())
        with self._desk.store.writing() as session:
            work = _Work(session).sort(read.people)
            work.write(self._desk, progress)
            done = work.preview(read)
            self._desk.note(
                session, "import", "party", None, file=file.name, created=done.created, updated=done.updated
            )
            return done

    def write_problems(self, found: ImportPreview, file: Path) -> Path:
        """The lines that stop an import as CSV or XLSX, each with its number and what to do, to be worked on.

        Raises `NotASpreadsheet` for another extension, `FolderReadOnly`, `DiskFull`.
        """
        header = (_("Line"), _("What to do"), *found.header)
        rows: list[tuple[Cell, ...]] = [
            (problem.line, say.sentence(problem.error), *problem.cells) for problem in found.errors
        ]
        return export_files.write_table(file, _("Lines to put right"), header, rows)


@dataclass(frozen=True, slots=True)
class _Read:
    people: list[tuple[int, SheetPerson]]
    problems: list[LineProblem]
    ignored: tuple[str, ...]
    header: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    named: bool

    def preview(self, created: int, updated: int, skipped: int, rows: tuple[PreviewRow, ...]) -> ImportPreview:
        """The counts, with the lines that stop it, and what was read of the columns."""
        counts = created, updated, skipped
        return ImportPreview(
            *counts, tuple(self.problems), self.ignored, rows, self.header, self.columns, named=self.named
        )


def _read(file: Path, progress: Progress, by_hand: ByHand, *, must_name: bool = True) -> _Read:
    progress(0, 0)
    lines = spreadsheet.read(file)
    progress(0, len(lines))
    header, rest = _after_headers(file, lines)
    columns = people_sheet.columns_of(header, _numbered(file, header, by_hand))
    if must_name and not columns.usable:
        raise errors.ColumnsUnknown(file=str(file), columns=[cell for cell in header if cell])
    people: list[tuple[int, SheetPerson]] = []
    problems: list[LineProblem] = []
    for done, line in enumerate(rest if columns.usable else ()):
        if done % _AT_ONCE == 0:
            progress(done, len(rest))
        try:
            people.extend((line.number, one) for one in people_sheet.people_of(line.cells, columns))
        except errors.DeskError as error:
            problems.append(LineProblem(line.number, error, line.cells))
    return _Read(people, problems, columns.ignored, header, tuple(_columns(header, rest, columns)), columns.usable)


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


def _numbered(file: Path, header: Sequence[str], by_hand: ByHand) -> dict[int, str]:
    """Headers told apart as `search_key` writes them. Raises `ColumnMissing`."""
    keys = [search_key(cell) for cell in header]
    numbered: dict[int, str] = {}
    for which, field in by_hand.items():
        if isinstance(which, str) and search_key(which) not in keys:
            raise errors.ColumnMissing(file=str(file), column=which, columns=[cell for cell in header if cell])
        numbered[which if isinstance(which, int) else keys.index(search_key(which))] = field
    return numbered


def _columns(header: Sequence[str], rest: Sequence[SheetLine], found: Columns) -> Iterator[SheetColumn]:
    fields = {column: field for field, column in found.fields.items()}
    first = [line.cells for line in rest[:_EXAMPLES_WITHIN]]
    for number in range(max(map(len, (header, *first)))):
        said = header[number] if number < len(header) else ""
        cells = [cells[number] for cells in first if number < len(cells) and cells[number]]
        if said or cells:
            yield SheetColumn(number, said, fields.get(number, ""), tuple(cells[:2]))


_COMPLETED = ("phone", "street", "postcode", "city", "status", "note", "email", "birth_date")


class _Work:
    """Who on the sheet is new, who is known, and what they add."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.new: list[NewPerson | NewOrganisation] = []
        self.completed: dict[int, dict[str, object]] = {}
        self.skipped = 0
        self.rows: list[PreviewRow] = []
        self._affiliations: list[tuple[object, object]] = []
        self._by_email: dict[str, list[tuple[object, str]]] = defaultdict(list)
        self._by_name: dict[tuple[str, str], object] = {}
        self._organisations: dict[str, object] = {}
        self._known: dict[int, dict[str, object]] = {}
        wanted = ("id", "kind", "search_key", "given_name", "role", *_COMPLETED)
        for row in session.execute(select(*(getattr(Party, column) for column in wanted))).mappings():
            if row["kind"] == PartyKind.ORGANISATION:
                self._organisations[row["search_key"]] = row["id"]
                continue
            self._known[row["id"]] = dict(row)
            self._by_name[row["search_key"], row["postcode"]] = row["id"]
            if row["email"]:
                self._by_email[row["email"].lower()].append((row["id"], row["given_name"]))

    def sort(self, people: Sequence[tuple[int, SheetPerson]]) -> _Work:
        """Find each of them among the known ones and those of the lines above."""
        for line, one in people:
            before = len(self.new), self.skipped
            organisation = self._organisation(one) if one.organisation else None
            if not (one.given_name or one.family_name):
                self._show(line, one, one.organisation, before)
                continue
            key = search_key(f"{one.given_name} {one.family_name}")
            known = self._same_email(one) or self._by_name.get((key, one.postcode))
            before = len(self.new), self.skipped
            if known is None:
                known = self._add(one, key)
            elif isinstance(known, int):
                self._complete(known, one)
            else:
                self.skipped += 1
            if organisation is not None:
                self._affiliations.append((known, organisation))
            self._show(line, one, f"{one.given_name} {one.family_name}".strip(), before)
        return self

    def _show(self, line: int, one: SheetPerson, name: str, before: tuple[int, int]) -> None:
        if len(self.rows) < SHOWN:
            new, skipped = before
            fate = Fate.NEW if len(self.new) > new else Fate.KNOWN if self.skipped > skipped else Fate.COMPLETED
            self.rows.append(PreviewRow(line, fate, name, one.email, one.phone, one.city))

    def _same_email(self, one: SheetPerson) -> object:
        """Whoever has that e-mail, unless the given names say that two people share it."""
        candidates = self._by_email[one.email] if one.email else []
        return next((known for known, given in candidates if people_sheet.same_given_name(given, one.given_name)), None)

    def _add(self, one: SheetPerson, key: str) -> NewPerson:
        new = NewPerson(
            given_name=one.given_name,
            family_name=one.family_name,
            role=one.role or Role.VISITOR,
            status=one.status,
            email=one.email,
            phone=one.phone,
            street=one.street,
            postcode=one.postcode,
            city=one.city,
            country=one.country,
            note=one.note,
            birth_date=one.birth_date,
        )
        self.new.append(new)
        self._by_name[key, one.postcode] = new
        if one.email:
            self._by_email[one.email].append((new, new.given_name))
        return new

    def _organisation(self, one: SheetPerson) -> object:
        key = search_key(one.organisation)
        known = self._organisations.get(key)
        alone = not (one.given_name or one.family_name)
        if known is None:
            known = NewOrganisation(
                name=one.organisation,
                email=one.email if alone else "",
                phone=one.phone if alone else "",
                street=one.street if alone else "",
                postcode=one.postcode if alone else "",
                city=one.city if alone else "",
                country=one.country,
                note=one.note if alone else "",
            )
            self._organisations[key] = known
            self.new.append(known)
        elif alone:
            self.skipped += 1
        return known

    def _complete(self, party_id: int, one: SheetPerson) -> None:
        known = self._known[party_id]
        added: dict[str, object] = {
            column: getattr(one, column) for column in _COMPLETED if not known[column] and getattr(one, column)
        }
        if one.role is Role.MEMBER and known["role"] != Role.MEMBER:
            added["role"] = str(Role.MEMBER)
        if added:
            known.update(added)
            self.completed.setdefault(party_id, {}).update(added)
        elif party_id not in self.completed:
            self.skipped += 1

    def write(self, desk: Desk, progress: Progress) -> None:
        """Everything that was sorted, in the session's unit of work."""
        session = self._session
        now = desk.clock.now()
        numbers: dict[int, int] = {}
        for of_kind in self._by_kind():
            progress(len(numbers), len(self.new))
            facts = [party_facts(new) | {"created_at": now} for new in of_kind]
            ids = session.scalars(insert(Party).returning(Party.id, sort_by_parameter_order=True), facts).all()
            numbers.update({id(new): number for new, number in zip(of_kind, ids, strict=True)})
        for party_id, added in self.completed.items():
            party = session.get_one(Party, party_id)
            for column, value in added.items():
                setattr(party, column, value)
        session.flush()
        pairs = {
            (
                person if isinstance(person, int) else numbers[id(person)],
                organisation if isinstance(organisation, int) else numbers[id(organisation)],
            )
            for person, organisation in self._affiliations
        }
        there = set(session.execute(select(Affiliation.person_id, Affiliation.organisation_id)))
        missing = pairs - {tuple(row) for row in there}
        if missing:
            rows = [{"person_id": person, "organisation_id": organisation} for person, organisation in sorted(missing)]
            session.execute(insert(Affiliation), rows)

    def _by_kind(self) -> Iterator[list[NewPerson | NewOrganisation]]:
        """Whoever is new, so many at once, persons and organisations apart: they fill other columns."""
        for kind in (NewPerson, NewOrganisation):
            of_kind = [new for new in self.new if isinstance(new, kind)]
            for first in range(0, len(of_kind), _AT_ONCE):
                yield list(of_kind[first : first + _AT_ONCE])

    def preview(self, read: _Read) -> ImportPreview:
        """The counts, with the lines that stop it, and the first of whoever is on the list."""
        return read.preview(len(self.new), len(self.completed), self.skipped, tuple(self.rows))
