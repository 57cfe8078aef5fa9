"""Two that are one: everything of the second follows to the first, but for what is frozen; and they come apart again.

The second one stays, out of every list, with what no longer moves: issued documents, payments, charges on paper, and
whatever the first one has already (the same affiliation). What is done with the first one afterwards is the first
one's also when they are taken apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, UniqueConstraint, func, literal, select, update
from sqlalchemy.orm import Session, aliased

from tierslieu_desk import errors
from tierslieu_desk.models.base import Base
from tierslieu_desk.models.mail import Domiciliation
from tierslieu_desk.models.merged_away import links
from tierslieu_desk.models.money import Charge, Invoice, InvoiceLine
from tierslieu_desk.models.people import Party, PartyMerge
from tierslieu_desk.models.person_facts import PersonDetail
from tierslieu_desk.rules import people_sheet
from tierslieu_desk.rules.vocabulary import PartyKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person import merged_lives
from tierslieu_desk.services.person.people import People, PersonRow
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.services.visit.visits import Visits

FACTS: dict[str, tuple[str, ...]] = {
    "name": ("name", "given_name", "family_name", "search_key"),
    "role": ("role",),
    "status": ("status",),
    "email": ("email",),
    "phone": ("phone",),
    "address": ("street", "postcode", "city", "country"),
    "language": ("language",),
    "birth_date": ("birth_date",),
    "siren": ("siren",),
    "vat_number": ("vat_number",),
    "payer": ("payer_id",),
    "badge": ("badge",),
    "note": ("note",),
}
"""What is chosen together, and the columns that hold it."""
_TRAVEL = ("workplace", "mode", "work_km", "here_km")
_BLANK = ("", None)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that is not the same of both. `suggested`: the second one's, since the first one has none."""

    fact: str
    kept: str
    gone: str
    suggested: bool


@dataclass(frozen=True, slots=True)
class MergeView:
    """Both, what differs, and how many issued documents stay in the second one's name."""

    kept: PersonRow
    gone: PersonRow
    differences: tuple[Difference, ...]
    documents: int


@dataclass(frozen=True, slots=True)
class MergedRow:
    """Somebody who was put together with another, and since when."""

    gone_id: int
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class TogetherRow:
    """Two who are one: who is left, who was put together with them, since when."""

    kept_id: int
    kept: str
    gone_id: int
    gone: str
    on: date


@asking({Right.ERASE: "merge take_apart"})
class Merges:
    """Putting two together, and taking them apart."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look(self, kept_id: int, gone_id: int) -> MergeView:
        """What would have to be chosen. Raises what `merge` raises."""
        with self._desk.store.reading() as session:
            kept, gone = self._both(session, kept_id, gone_id)
            documents = select(func.count()).select_from(Invoice).where(Invoice.party_id == gone_id)
            people = People(self._desk)
            return MergeView(
                people.get(kept_id),
                people.get(gone_id),
                tuple(_differences(session, kept, gone)),
                session.execute(documents).scalar_one(),
            )

    def merge(self, kept_id: int, gone_id: int, take: frozenset[str] = frozenset()) -> None:
        """From now on they are the first one. Of the facts named in `take`, the second one's count.

        Raises `SamePerson`, `OtherKind`, `DomiciledTwice`, `BothHere`, `PutTogether`, `NotFound`, and `TooManyHours`
        when they gave more together on one day than it has.
        """
        with self._desk.store.writing() as session:
            kept, gone = self._both(session, kept_id, gone_id)
            record: dict[str, Any] = {"retired": gone.retired, "badge": gone.badge}
            record["before"], record["after"] = _take(session, kept, gone, take)
            record["filled"] = _fill_detail(session, kept_id, gone_id)
            record["brought"] = merged_lives.bring_nobody(session, kept_id, gone_id)
            session.flush()
            record["moved"] = [list(moved) for moved in _moved(session, kept_id, gone_id)]
            session.add(
                PartyMerge(
                    kept_id=kept_id,
                    gone_id=gone_id,
                    at=self._desk.clock.now(),
                    who=self._desk.who(),
                    record=json.dumps(record, default=str),
                )
            )
            session.flush()
            self._desk.note(session, "merge", "party", kept_id, gone=gone_id, moved=record["moved"])

    def take_apart(self, gone_id: int) -> None:
        """The way back from `merge`, at any time: what followed goes back, but for what is frozen meanwhile.

        A fact that was changed since stays as it is. Raises `NotFound`, `PutTogether` when the kept one has itself been
        put together with another.
        """
        with self._desk.store.writing() as session:
            merged = session.scalar(select(PartyMerge).where(PartyMerge.gone_id == gone_id))
            if merged is None:
                raise errors.NotFound(what="party_merge", id=gone_id)
            kept, gone = session.get_one(Party, merged.kept_id), session.get_one(Party, gone_id)
            _refuse_merged(session, kept)
            record = json.loads(merged.record)
            gone.merged_into_id = None
            session.flush()
            for table, column, keys in record["moved"]:
                _move_back(session, table, column, keys, kept.id, gone_id)
            merged_lives.periods_follow(session, kept, gone)
            merged_lives.bring_again(session, record.get("brought", []), (kept.id, gone_id))
            _give_back(session, kept, record)
            _empty_detail(session, kept.id, gone_id, record["filled"])
            session.delete(merged)
            session.flush()
            gone.retired = record["retired"]
            if _badge_free(session, record["badge"]):
                gone.badge = record["badge"]
            session.flush()
            self._desk.note(session, "take_apart", "party", kept.id, gone=gone_id)

    def merged(self, kept_id: int) -> tuple[MergedRow, ...]:
        """Who was put together with that one, the last first."""
        wanted = (
            select(PartyMerge.gone_id, Party.name, PartyMerge.at)
            .join(Party, Party.id == PartyMerge.gone_id)
            .where(PartyMerge.kept_id == kept_id)
            .order_by(PartyMerge.id.desc())
        )
        with self._desk.store.reading() as session:
            return tuple(
                MergedRow(gone, name, self._desk.clock.to_wall(at).date()) for gone, name, at in session.execute(wanted)
            )

    def all(self, limit: int = _AT_ONCE) -> tuple[TogetherRow, ...]:
        """Everybody who can be taken apart, the last first."""
        kept, gone = aliased(Party), aliased(Party)
        wanted = (
            select(kept.id, kept.name, gone.id, gone.name, PartyMerge.at)
            .select_from(PartyMerge)
            .join(kept, kept.id == PartyMerge.kept_id)
            .join(gone, gone.id == PartyMerge.gone_id)
            .where(kept.merged_into_id.is_(None))
            .order_by(PartyMerge.id.desc())
            .limit(limit)
        )
        to_wall = self._desk.clock.to_wall
        with self._desk.store.reading() as session:
            return tuple(TogetherRow(*row[:4], to_wall(row[4]).date()) for row in session.execute(wanted))

    def _both(self, session: Session, kept_id: int, gone_id: int) -> tuple[Party, Party]:
        kept, gone = session.get(Party, kept_id), session.get(Party, gone_id)
        if kept is None or gone is None:
            raise errors.NotFound(what="party", id=kept_id if kept is None else gone_id)
        if kept is gone:
            raise errors.SamePerson(name=kept.name, field="name")
        if kept.kind != gone.kind:
            person, other = (kept, gone) if kept.kind == PartyKind.PERSON else (gone, kept)
            raise errors.OtherKind(person=person.name, organisation=other.name, field="name")
        for one in (kept, gone):
            _refuse_merged(session, one)
        today, facts = self._desk.clock.today(), {"kept": kept.name, "gone": gone.name}
        runs = (Domiciliation.ends.is_(None)) | (Domiciliation.ends >= today)
        if _each_has(session, Domiciliation, runs, kept_id, gone_id):
            raise errors.DomiciledTwice(**facts)
        here = {visit.party_id for visit in Visits(self._desk).here_now()}
        if {kept_id, gone_id} <= here:
            raise errors.BothHere(**facts)
        return kept, gone


def _each_has(session: Session, table: type[Any], such: ColumnElement[bool], *parties: int) -> bool:
    return all(session.scalar(select(table.id).where(table.party_id == one, such).limit(1)) for one in parties)


def _refuse_merged(session: Session, party: Party) -> None:
    if party.merged_into_id is not None:
        kept = session.get_one(Party, party.merged_into_id)
        raise errors.PutTogether(name=party.name, kept=kept.name)


def _differences(session: Session, kept: Party, gone: Party) -> Iterator[Difference]:
    for fact, columns in FACTS.items():
        shown = [" ".join(str(getattr(one, c) or "") for c in columns).strip() for one in (kept, gone)]
        if shown[0] == shown[1] or (fact == "phone" and people_sheet.same_phone(*shown)):
            continue
        mine, theirs = (_shown(session, fact, one) for one in (kept, gone))
        if theirs:
            yield Difference(fact, mine, theirs, suggested=not mine)


def _shown(session: Session, fact: str, party: Party) -> str:
    if fact == "name":
        return party.name
    if fact == "payer":
        payer = session.get(Party, party.payer_id) if party.payer_id is not None else None
        return payer.name if payer is not None else ""
    if fact == "address":
        town = f"{party.postcode} {party.city}".strip()
        return ", ".join(part for part in (party.street, town) if part)
    return str(getattr(party, FACTS[fact][0]) or "")


def _take(session: Session, kept: Party, gone: Party, take: frozenset[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write the chosen facts over the kept one's; what stood there, and what stands there now.

    A second badge is nobody's while they are one.
    """
    taken = {column: getattr(gone, column) for fact in take for column in FACTS[fact]}
    if kept.payer_id == gone.id or taken.get("payer_id") == kept.id:
        taken["payer_id"] = None
    gone.badge = ""
    gone.retired = True
    gone.merged_into_id = kept.id
    session.flush()
    before = {column: _plain(getattr(kept, column)) for column in taken}
    for column, value in taken.items():
        setattr(kept, column, value)
    return before, {column: _plain(value) for column, value in taken.items()}


def _give_back(session: Session, kept: Party, record: dict[str, Any]) -> None:
    for column, before in record["before"].items():
        if _plain(getattr(kept, column)) == record["after"][column]:
            value = date.fromisoformat(before) if column == "birth_date" and before else before
            if column == "badge" and not _badge_free(session, before):
                value = ""
            setattr(kept, column, value)
    session.flush()


def _badge_free(session: Session, badge: str) -> bool:
    """Whether nobody got that badge meanwhile."""
    return bool(badge) and session.scalar(select(Party.id).where(Party.badge == badge)) is None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _fill_detail(session: Session, kept_id: int, gone_id: int) -> list[str]:
    """Where both say something of languages or travel, the kept one's blanks are filled; which they were."""
    kept, gone = session.get(PersonDetail, kept_id), session.get(PersonDetail, gone_id)
    if kept is None or gone is None:
        return []
    wanted = ["languages"] if not kept.languages else []
    if all(getattr(kept, column) in _BLANK for column in _TRAVEL):
        wanted += _TRAVEL
    filled = [column for column in wanted if getattr(gone, column) not in _BLANK]
    for column in filled:
        setattr(kept, column, getattr(gone, column))
    return filled


def _empty_detail(session: Session, kept_id: int, gone_id: int, filled: list[str]) -> None:
    kept, gone = session.get(PersonDetail, kept_id), session.get(PersonDetail, gone_id)
    if kept is None or gone is None:
        return
    for column in filled:
        if getattr(kept, column) == getattr(gone, column):
            setattr(kept, column, None if column.endswith("_km") else "")
    session.flush()


def _moved(session: Session, kept_id: int, gone_id: int) -> Iterator[tuple[str, str, list[Any]]]:
    """Move every row that can be moved; what each is found by afterwards."""
    for table, column in links():
        rest = _rest_of_key(table, column)
        such = _not_on_paper(table) & (column == gone_id)
        keys = [list(row) for row in session.execute(select(*rest).where(such).order_by(*rest))] if rest else [[]]
        if not rest and session.execute(select(column).where(such)).first() is None:
            continue
        keys = [key for key in keys if not _stands_in_the_way(session, table, column, rest, key, kept_id, gone_id)]
        for some in _some(keys):
            session.execute(update(table).where(such, _any_of(rest, some)).values({column: kept_id}))
        if keys:
            yield table.name, column.name, [key[0] if len(rest) == 1 else key for key in keys]


def _move_back(session: Session, table_name: str, column_name: str, keys: list[Any], kept: int, gone: int) -> None:
    table = Base.metadata.tables[table_name]
    column = table.columns[column_name]
    rest = _rest_of_key(table, column)
    found = [[key] if len(rest) == 1 else key for key in keys]
    found = [key for key in found if not _stands_in_the_way(session, table, column, rest, key, gone, kept)]
    for some in _some(found):
        such = _not_on_paper(table) & (column == kept) & _any_of(rest, some)
        session.execute(update(table).where(such).values({column: gone}))


def _rest_of_key(table: Table, column: Column[Any]) -> list[Column[Any]]:
    return [one for one in table.primary_key.columns if one is not column]


def _any_of(rest: list[Column[Any]], keys: list[Any]) -> ColumnElement[bool]:
    if len(rest) == 1:
        return rest[0].in_([key[0] for key in keys])
    if not rest:
        return literal(True)
    from sqlalchemy import tuple_

    return tuple_(*rest).in_([tuple(key) for key in keys])


def _some(keys: list[Any]) -> Iterator[list[Any]]:
    for first in range(0, len(keys), _AT_ONCE):
        yield keys[first : first + _AT_ONCE]


def _not_on_paper(table: Table) -> ColumnElement[bool]:
    """A charge on an issued document stays in the name it was issued to."""
    if table.name != "charge":
        return literal(True)
    return ~select(InvoiceLine.id).where(InvoiceLine.charge_id == Charge.id).exists()


def _stands_in_the_way(
    session: Session, table: Table, column: Column[Any], rest: list[Column[Any]], key: list[Any], to: int, at: int
) -> bool:
    """Whether `to` has already what only one of may be there, so that this row stays where it is."""
    for unique in _uniques(table, column):
        others = [one for one in unique if one is not column]
        this = [one == value for one, value in zip(rest, key, strict=True)]
        mine = session.execute(select(literal(1), *others).where(column == at, *this)).first()
        if mine is None:
            continue
        same = [one == value for one, value in zip(others, mine[1:], strict=True)]
        if session.execute(select(column).where(column == to, *same).limit(1)).first() is not None:
            return True
    return False


def _uniques(table: Table, column: Column[Any]) -> Iterator[list[Column[Any]]]:
    if column.primary_key:
        yield list(table.primary_key.columns)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and column.name in constraint.columns:
            yield list(constraint.columns)
    for index in table.indexes:
        if index.unique and column.name in index.columns:
            yield list(index.columns)
