"""Whoever stands on a list, looked up among the known ones: who is new, who is completed by what, and why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tierslieu_desk.models.people import Affiliation, Party
from tierslieu_desk.rules import people_sheet
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.people_sheet import SheetPerson
from tierslieu_desk.rules.vocabulary import PartyKind, Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, party_facts
from tierslieu_desk.services.person.people_import_read import AT_ONCE, Fate, ImportPreview, PreviewRow, Progress, Read

SHOWN = 50
"""How many of them a preview shows one by one."""
_COMPLETED = ("phone", "street", "postcode", "city", "status", "note", "email", "birth_date")


class Work:
    """Who on the sheet is new, who is known, and what they add."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.new: list[NewPerson | NewOrganisation] = []
        self.completed: dict[int, dict[str, object]] = {}
        self.skipped = 0
        self.rows: list[PreviewRow] = []
        self._why = ""
        self._changes: tuple[tuple[str, str, str], ...] = ()
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

    def sort(self, people: Sequence[tuple[int, SheetPerson]]) -> Work:
        """Find each of them among the known ones and those of the lines above."""
        for line, one in people:
            before = len(self.new), self.skipped
            self._why, self._changes = "", ()
            organisation = self._organisation(one) if one.organisation else None
            if not (one.given_name or one.family_name):
                self._show(line, one, one.organisation, before)
                continue
            key = search_key(f"{one.given_name} {one.family_name}")
            same_email = self._same_email(one)
            known = same_email or self._by_name.get((key, one.postcode))
            self._why = "" if known is None else "email" if same_email is not None else "name"
            before = len(self.new), self.skipped
            if known is None:
                known = self._add(one, key)
            elif isinstance(known, int):
                self._complete(known, one)
            else:
                self.skipped += 1
                self._why = "above"
            if organisation is not None:
                self._affiliations.append((known, organisation))
            self._show(line, one, f"{one.given_name} {one.family_name}".strip(), before)
        return self

    def _show(self, line: int, one: SheetPerson, name: str, before: tuple[int, int]) -> None:
        if len(self.rows) < SHOWN:
            new, skipped = before
            fate = Fate.NEW if len(self.new) > new else Fate.KNOWN if self.skipped > skipped else Fate.COMPLETED
            why = "" if fate is Fate.NEW else self._why or "name"
            row = PreviewRow(line, fate, name, one.email, one.phone, one.city, self._changes, why)
            self.rows.append(row)

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
            self._changes = tuple((field, _plain(known[field]), _plain(value)) for field, value in added.items())
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
            for first in range(0, len(of_kind), AT_ONCE):
                yield list(of_kind[first : first + AT_ONCE])

    def preview(self, read: Read) -> ImportPreview:
        """The counts, with the lines that stop it, and the first of whoever is on the list."""
        return read.preview(len(self.new), len(self.completed), self.skipped, tuple(self.rows))


def _plain(value: object) -> str:
    """A fact as text; a day in ISO 8601."""
    return value.isoformat() if isinstance(value, date) else str(value or "")
