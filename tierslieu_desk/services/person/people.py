"""People: persons and organisations, found while typing, who belongs to whom and who pays, what they agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, RowMapping, Select, delete, func, insert, or_, select
from sqlalchemy.orm import Session, aliased

from tierslieu_desk import errors
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.people import Affiliation, Party
from tierslieu_desk.models.store import add_row
from tierslieu_desk.rules import births, identifiers, likeness, names, statuses
from tierslieu_desk.rules.vocabulary import PartyKind, Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person import checklists, consents, named
from tierslieu_desk.services.person.consents import ConsentRow
from tierslieu_desk.services.person.party_names import refuse_merged
from tierslieu_desk.services.rights import Right

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people_search import PeopleSearch

FOUND_AT_ONCE = 12
"""How many names a box that finds while typing shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    role: Role = Role.VISITOR
    status: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "FR"
    language: str = "fr"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson(_Common):
    """Someone to write down, or what to write of them from now on. At least one of the two names."""

    given_name: str = ""
    family_name: str = ""
    birth_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrganisation(_Common):
    """A company, an association, a town hall. `siren` also takes a SIRET or, in Spain, a NIF."""

    name: str
    siren: str = ""
    vat_number: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person or an organisation as it stands. Hand `version` back with a change. `payer` is empty: pays alone."""

    id: int
    kind: PartyKind
    name: str
    given_name: str
    family_name: str
    role: Role
    status: str
    email: str
    phone: str
    street: str
    postcode: str
    city: str
    country: str
    language: str
    siren: str
    vat_number: str
    birth_date: date | None
    payer_id: int | None
    payer: str
    note: str
    created_at: datetime
    retired: bool
    version: int


@dataclass(frozen=True, slots=True)
class AffiliationRow:
    """A person in an organisation, and as what."""

    person_id: int
    person: str
    organisation_id: int
    organisation: str
    role: str


_PAYER = aliased(Party.__table__, name="payer")
_PARTY = Party.__table__
_ADD = insert(table_of(Party))
_COLUMNS = tuple(
    _PAYER.c.name.label("payer") if name == "payer" else _PARTY.c[name] for name in PersonRow.__dataclass_fields__
)


class People:
    """Everyone the desk knows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add_person(self, new: NewPerson) -> int:
        """Raises `MissingFact` without any name, `DayToCome` for a birth that is yet to come."""
        with self._desk.store.writing() as session:
            return insert_party(self._desk, session, new)

    def add_organisation(self, new: NewOrganisation) -> int:
        """Raises `MissingFact`, `WrongIdentifier`."""
        with self._desk.store.writing() as session:
            return insert_party(self._desk, session, new)

    def change(self, party_id: int, new: NewPerson | NewOrganisation, version: int) -> PersonRow:
        """Write all of `new` over what was read as `version`.

        Raises `ChangedMeanwhile` when somebody else wrote since, `NotFound`, `MissingFact`, `WrongIdentifier`.
        """
        facts = party_facts(new, self._desk.clock.today())
        with self._desk.store.writing() as session:
            party = _loaded(session, party_id)
            if party.version != version:
                raise errors.ChangedMeanwhile(what=party.name)
            if facts.pop("kind") != party.kind:
                raise errors.NotFound(what="party", id=party_id)
            changed = [field for field, value in facts.items() if getattr(party, field) != value]
            for field in changed:
                setattr(party, field, facts[field])
            session.flush()
            self._desk.note(session, "change", "party", party_id, fields=changed)
            return _one(session, party_id)

    def get(self, party_id: int) -> PersonRow:
        """Raises `NotFound`."""
        with self._desk.store.reading() as session:
            return _one(session, party_id)

    def named(self, name: str) -> int:
        """The number of whoever answers to that name. Raises `UnknownPerson`, `AmbiguousName`."""
        with self._desk.store.reading() as session:
            return named.resolve(session, name)

    def find(self, text: str, limit: int = FOUND_AT_ONCE, role: Role | None = None) -> tuple[PersonRow, ...]:
        """Those whose name has a word beginning with each word typed, in any order, or whose e-mail begins so.

        Names that begin with the text come first. Nothing typed finds nobody.
        """
        if not names.search_key(text):
            return ()
        return self._rows_of(self.search.found(text, limit, None if role is None else str(role)))

    def nearly(self, text: str, limit: int = FOUND_AT_ONCE) -> tuple[PersonRow, ...]:
        """Who is called nearly so, the nearest first: typing errors, both names as one, initials."""
        return self._rows_of(self.search.near(text, limit)) if names.search_key(text) else ()

    @cached_property
    def search(self) -> PeopleSearch:
        """Everybody's names in memory, read when somebody is first looked for."""
        from tierslieu_desk.services.person.people_search import PeopleSearch

        return PeopleSearch(self._desk, _rows())

    def _rows_of(self, numbers: Sequence[int]) -> tuple[PersonRow, ...]:
        if not numbers:
            return ()
        with self._desk.store.glancing() as seen:
            known = {row["id"]: _row(row) for row in self.search.read(seen, numbers)}
        return tuple(known[number] for number in numbers if number in known)

    def list(
        self,
        *,
        role: Role | None = None,
        kind: PartyKind | None = None,
        retired: bool = False,
        limit: int | None = None,
    ) -> tuple[PersonRow, ...]:
        """Everybody by name, or the first `limit` of them; those who left only when asked for."""
        wanted = _rows().order_by(_PARTY.c.search_key, _PARTY.c.id)
        if role is not None:
            wanted = wanted.where(_PARTY.c.role == role)
        if kind is not None:
            wanted = wanted.where(_PARTY.c.kind == kind)
        wanted = wanted.where(_PARTY.c.merged_into_id.is_(None) if retired else _PARTY.c.retired.is_(False))
        with self._desk.store.reading() as session:
            return tuple(_row(row) for row in session.execute(wanted.limit(limit)).mappings())

    def count(self, role: Role | None = None) -> int:
        """How many have not left, of that role or of all."""
        wanted = select(func.count()).select_from(_PARTY).where(_PARTY.c.retired.is_(False))
        if role is not None:
            wanted = wanted.where(_PARTY.c.role == role)
        with self._desk.store.reading() as session:
            return session.execute(wanted).scalar_one()

    def namesakes(self, name: str, besides: int | None = None) -> tuple[PersonRow, ...]:
        """Who is called that already, in either order of the words, but for `besides`."""
        turned = named.turned(name)
        if not turned:
            return ()
        wanted = _rows().where(_PARTY.c.search_key.in_(turned), _PARTY.c.retired.is_(False)).limit(FOUND_AT_ONCE)
        with self._desk.store.reading() as session:
            found = (_row(row) for row in session.execute(wanted).mappings())
            return tuple(row for row in found if row.id != besides)

    def reached_by(self, *, phone: str = "", email: str = "", besides: int | None = None) -> tuple[PersonRow, ...]:
        """Who has that phone, however it is spelled, or that e-mail already, but for `besides`."""
        key = likeness.phone_key(phone)
        figures: ColumnElement[str] = _PARTY.c.phone
        for sign in " .-/()":
            figures = func.replace(figures, sign, "")
        such = [figures.contains(key)] if key else []
        such += [func.lower(_PARTY.c.email) == email.strip().lower()] if email.strip() else []
        if not such:
            return ()
        wanted = _rows().where(or_(*such), _PARTY.c.retired.is_(False)).order_by(_PARTY.c.id).limit(FOUND_AT_ONCE)
        with self._desk.store.reading() as session:
            found = (_row(row) for row in session.execute(wanted).mappings())
            return tuple(row for row in found if row.id != besides)

    def affiliate(self, person_id: int, organisation_id: int, role: str = "") -> None:
        """Say that a person works for, or belongs to, an organisation. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            _loaded(session, person_id, PartyKind.PERSON)
            _loaded(session, organisation_id, PartyKind.ORGANISATION)
            affiliate(session, person_id, organisation_id, role)
            self._desk.note(session, "affiliate", "party", person_id, organisation=organisation_id, role=role)

    def leave(self, person_id: int, organisation_id: int) -> None:
        """The way back from `affiliate`."""
        with self._desk.store.writing() as session:
            session.execute(
                delete(Affiliation).where(
                    Affiliation.person_id == person_id, Affiliation.organisation_id == organisation_id
                )
            )
            self._desk.note(session, "leave", "party", person_id, organisation=organisation_id)

    def affiliations(self, party_id: int) -> tuple[AffiliationRow, ...]:
        """The organisations of a person, or the persons of an organisation, by name."""
        person, organisation = aliased(Party), aliased(Party)
        with self._desk.store.reading() as session:
            rows = session.execute(
                select(person.id, person.name, organisation.id, organisation.name, Affiliation.role)
                .select_from(Affiliation)
                .join(person, person.id == Affiliation.person_id)
                .join(organisation, organisation.id == Affiliation.organisation_id)
                .where(or_(Affiliation.person_id == party_id, Affiliation.organisation_id == party_id))
                .order_by(organisation.search_key, person.search_key)
            )
            return tuple(AffiliationRow(*row) for row in rows)

    def set_payer(self, party_id: int, payer_id: int | None) -> None:
        """Whose name is on the invoices of `party_id`: another's, or its own again (None). Raises `NotFound`.

        Charges written before keep the payer they had.
        """
        with self._desk.store.writing() as session:
            party = _loaded(session, party_id)
            if payer_id is not None:
                _loaded(session, payer_id)
            party.payer_id = None if payer_id == party_id else payer_id
            session.flush()
            self._desk.note(session, "set_payer", "party", party_id, payer=party.payer_id)

    def retire(self, party_id: int, version: int | None = None) -> None:
        """Take somebody out of the lists; what they did and owe stays.

        Raises `NotFound`, and `ChangedMeanwhile` when `version` is given and is not the last. Whoever was just written
        down, version 1, is taken back by anybody; else `NotAllowed` without the right to erase.
        """
        if version != 1:
            self._desk.ask(Right.ERASE)
        with self._desk.store.writing() as session:
            party = _loaded(session, party_id)
            if version is not None and party.version != version:
                raise errors.ChangedMeanwhile(what=party.name)
            party.retired = True
            session.flush()
            self._desk.note(session, "retire", "party", party_id)
            checklists.follow(self._desk, session, party_id)

    def restore(self, party_id: int) -> None:
        """The way back from `retire`. Raises `MergedAway` of one that turned out to be somebody else."""
        with self._desk.store.writing() as session:
            party = _loaded(session, party_id)
            party.retired = False
            session.flush()
            self._desk.note(session, "restore", "party", party_id)
            checklists.follow(self._desk, session, party_id)

    def give_consent(self, party_id: int, purpose: str, on: date | None = None) -> None:
        """Record that they agreed, today unless said; said twice the same day it stays one. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            _loaded(session, party_id)
            consents.give(self._desk, session, party_id, purpose, on or self._desk.clock.today())

    def withdraw_consent(self, party_id: int, purpose: str, on: date | None = None) -> None:
        """Record that they took it back, today unless said. Raises `NotFound` when nothing was given."""
        with self._desk.store.writing() as session:
            consents.withdraw(self._desk, session, party_id, purpose, on or self._desk.clock.today())

    def consents(self, party_id: int) -> tuple[ConsentRow, ...]:
        """Everything they agreed to, oldest first."""
        with self._desk.store.reading() as session:
            return consents.of(session, party_id)


def party_facts(new: NewPerson | NewOrganisation, today: date = date.max) -> dict[str, Any]:
    """The columns of a party, checked and trimmed. Raises `MissingFact`, `WrongIdentifier`, `DayToCome`."""
    facts: dict[str, Any] = {k: " ".join(v.split()) if isinstance(v, str) else v for k, v in asdict(new).items()}
    facts["note"] = new.note.strip()
    facts["role"] = str(new.role)
    facts["status"] = statuses.told(facts["status"])
    if isinstance(new, NewPerson):
        births.check(new.birth_date, today)
        facts["kind"] = str(PartyKind.PERSON)
        facts["name"] = f"{facts['given_name']} {facts['family_name']}".strip()
    else:
        facts["kind"] = str(PartyKind.ORGANISATION)
        facts["siren"] = identifiers.company_number(new.siren, new.country)
        facts["vat_number"] = identifiers.vat_number(new.vat_number)
    if not facts["name"]:
        raise errors.MissingFact(field="name", who=facts["kind"])
    facts["search_key"] = names.search_key(facts["name"])
    return facts


def insert_party(desk: Desk, session: Session, new: NewPerson | NewOrganisation) -> int:
    """Write a new party and its line of the journal in the caller's unit of work."""
    facts = party_facts(new, desk.clock.today()) | {"created_at": desk.clock.now()}
    party_id = add_row(session, _ADD, facts)
    desk.note(session, "add", "party", party_id, name=facts["name"])
    return party_id


def affiliate(session: Session, person_id: int, organisation_id: int, role: str = "") -> None:
    """Write or change an affiliation in the caller's unit of work."""
    known = session.get(Affiliation, (person_id, organisation_id))
    if known is None:
        session.add(Affiliation(person_id=person_id, organisation_id=organisation_id, role=role))
    else:
        known.role = role
    session.flush()


def _rows() -> Select[Any]:
    return select(*_COLUMNS).select_from(_PARTY.outerjoin(_PAYER, _PAYER.c.id == _PARTY.c.payer_id))


def _row(row: RowMapping | dict[str, Any]) -> PersonRow:
    values: dict[str, Any] = dict(row)
    values["kind"] = PartyKind(values["kind"])
    values["role"] = Role(values["role"])
    values["payer"] = values["payer"] or ""
    return PersonRow(**values)


def _one(session: Session, party_id: int) -> PersonRow:
    row = session.execute(_rows().where(_PARTY.c.id == party_id)).mappings().first()
    if row is None:
        raise errors.NotFound(what="party", id=party_id)
    return _row(row)


def _loaded(session: Session, party_id: int, kind: PartyKind | None = None) -> Party:
    """To write something of them. Raises `NotFound`, `MergedAway`."""
    party = session.get(Party, party_id)
    if party is None or (kind is not None and party.kind != kind):
        raise errors.NotFound(what="party" if kind is None else str(kind), id=party_id)
    refuse_merged(session, party)
    return party
