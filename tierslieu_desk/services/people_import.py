"""People out of a spreadsheet: shown before, then all of them or nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.people import Affiliation, Party
from tierslieu_desk.rules import people_sheet
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.people_sheet import Columns, SheetPerson
from tierslieu_desk.rules.vocabulary import PartyKind, Role
from tierslieu_desk.services import spreadsheet
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.people import NewOrganisation, NewPerson, party_facts
from tierslieu_desk.services.spreadsheet import SheetLine

HEADERS_WITHIN = 10
"""Lines from the top in which the headers are looked for: titles and blank lines come before them."""


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong on a line of the spreadsheet, for `say` to put in words."""

    line: int
    error: errors.DeskError


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import does: parties written, completed, known already; the lines that stop it; what it leaves out."""

    created: int
    updated: int
    skipped: int
    errors: tuple[LineProblem, ...]
    ignored_columns: tuple[str, ...]


class PeopleImport:
    """Import of people from CSV or XLSX."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def preview(self, file: Path) -> ImportPreview:
        """What `run` would do; writes nothing. Raises `FileMissing`, `NotASpreadsheet`, `ColumnsUnknown`."""
        read = _read(file)
        with self._desk.store.reading() as session:
            return _Work(session).sort(read.people).preview(read)

    def run(self, file: Path) -> ImportPreview:
        """Everyone, or nobody (all counts 0) when one line has a problem. Raises what `preview` raises.

        Whoever is known by the same e-mail (unless the given names differ: couples share one), or by the same name
        and postcode, is not doubled: what the desk did not know of them is completed, what it knows stays.
        """
        read = _read(file)
        if read.problems:
            return ImportPreview(0, 0, 0, tuple(read.problems), read.ignored)
        with self._desk.store.writing() as session:
            work = _Work(session).sort(read.people)
            work.write(self._desk)
            done = work.preview(read)
            self._desk.note(
                session, "import", "party", None, file=file.name, created=done.created, updated=done.updated
            )
            return done


@dataclass(frozen=True, slots=True)
class _Read:
    people: list[SheetPerson]
    problems: list[LineProblem]
    ignored: tuple[str, ...]


def _read(file: Path) -> _Read:
    lines = spreadsheet.read(file)
    columns, rest = _after_headers(file, lines)
    people: list[SheetPerson] = []
    problems: list[LineProblem] = []
    for line in rest:
        try:
            people.extend(people_sheet.people_of(line.cells, columns))
        except errors.DeskError as error:
            problems.append(LineProblem(line.number, error))
    return _Read(people, problems, columns.ignored)


def _after_headers(file: Path, lines: Sequence[SheetLine]) -> tuple[Columns, Sequence[SheetLine]]:
    """The line of headers that says most, of the first few; a second line of them under it is passed over."""
    top = [people_sheet.columns_of(line.cells) for line in lines[:HEADERS_WITHIN]]
    usable = [index for index, columns in enumerate(top) if people_sheet.looks_like_headers(columns)]
    if not usable:
        if len(lines) < 2:
            raise errors.NotASpreadsheet(file=str(file))
        widest = max(lines[:HEADERS_WITHIN], key=lambda line: sum(map(bool, line.cells)))
        raise errors.ColumnsUnknown(file=str(file), columns=[cell for cell in widest.cells if cell])
    best = max(usable, key=lambda index: (len(top[index].fields), -index))
    return top[best], lines[max(usable) + 1 :]


_COMPLETED = ("phone", "street", "postcode", "city", "status", "note", "email", "birth_date")


class _Work:
    """Who on the sheet is new, who is known, and what they add."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.new: list[NewPerson | NewOrganisation] = []
        self.completed: dict[int, dict[str, object]] = {}
        self.skipped = 0
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

    def sort(self, people: Sequence[SheetPerson]) -> _Work:
        """Find each of them among the known ones and those of the lines above."""
        for one in people:
            organisation = self._organisation(one) if one.organisation else None
            if not (one.given_name or one.family_name):
                continue
            key = search_key(f"{one.given_name} {one.family_name}")
            known = self._same_email(one) or self._by_name.get((key, one.postcode))
            if known is None:
                known = self._add(one, key)
            elif isinstance(known, int):
                self._complete(known, one)
            else:
                self.skipped += 1
            if organisation is not None:
                self._affiliations.append((known, organisation))
        return self

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

    def write(self, desk: Desk) -> None:
        """Everything that was sorted, in the session's unit of work."""
        session = self._session
        now = desk.clock.now()
        numbers: dict[int, int] = {}
        for kind in (NewPerson, NewOrganisation):
            of_kind = [new for new in self.new if isinstance(new, kind)]
            facts = [party_facts(new) | {"created_at": now} for new in of_kind]
            if facts:
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

    def preview(self, read: _Read) -> ImportPreview:
        """The counts, with the lines that stop it."""
        return ImportPreview(len(self.new), len(self.completed), self.skipped, tuple(read.problems), read.ignored)
