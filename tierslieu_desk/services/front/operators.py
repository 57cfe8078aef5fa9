"""Whoever stands at the desk, written down: names, roles, PINs, and what each role may do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.operators import Operator, RoleRights
from tierslieu_desk.rules import rights
from tierslieu_desk.rules.names import name_key
from tierslieu_desk.rules.rights import OperatorRole
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front import pins
from tierslieu_desk.services.front.operators_at_desk import AtTheDesk, kept_rights
from tierslieu_desk.services.rights import Right, asking

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class NewOperator:
    """Somebody who will stand at the desk; `pin` None leaves the one there is, empty takes it away."""

    name: str
    role: OperatorRole
    pin: str | None = field(default=None, repr=False)


@asking({Right.OPERATORS: "add change retire restore set_rights"})
class Operators:
    """Every change asks for the right to make it, but for the first facilitator: until then there is nobody to ask."""

    def __init__(self, desk: Desk, at_desk: AtTheDesk) -> None:
        self._desk = desk
        self._at_desk = at_desk

    def add(self, new: NewOperator) -> int:
        """Write somebody down; the first is a facilitator, and is the one at the desk from then on.

        Raises `MissingFact`, `NameTaken`, `PinUnusable`, `FirstFacilitator`.
        """
        kept = pins.hashed(new.pin or "")
        with self._desk.store.writing() as session:
            name, key = _named(session, new.name, None)
            first = session.scalar(select(Operator.id).where(Operator.retired.is_(False)).limit(1)) is None
            if first and new.role is not OperatorRole.FACILITATOR:
                raise errors.FirstFacilitator(field="role")
            row = session.scalar(select(Operator).where(Operator.search_key == key)) or Operator(search_key=key)
            row.name, row.role, row.pin_hash, row.retired = name, new.role, kept, False
            session.add(row)
            session.flush()
            self._desk.note(session, "add", "operator", row.id, name=name, role=new.role)
            if first:
                self._at_desk.presume(row.id)
            return row.id

    def change(self, operator_id: int, new: NewOperator) -> None:
        """Another name, role or PIN. Raises what `add` raises, `NotFound`, `LastFacilitator`."""
        kept = None if new.pin is None else pins.hashed(new.pin)
        with self._desk.store.writing() as session:
            row = _operator(session, operator_id)
            name, key = _named(session, new.name, operator_id)
            if new.role is not OperatorRole.FACILITATOR:
                _refuse_without_facilitator(session, row)
            row.name, row.search_key, row.role = name, key, new.role
            if kept is not None:
                row.pin_hash = kept
            session.flush()
            self._desk.note(session, "change", "operator", operator_id, name=name, role=new.role, pin=kept is not None)

    def retire(self, operator_id: int) -> None:
        """They stand at the desk no more; the journal keeps their name. Raises `NotFound`, `LastFacilitator`."""
        with self._desk.store.writing() as session:
            row = _operator(session, operator_id)
            _refuse_without_facilitator(session, row)
            row.retired = True
            session.flush()
            self._desk.note(session, "retire", "operator", operator_id, name=row.name)

    def restore(self, operator_id: int) -> None:
        """The way back from `retire`. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            row = _operator(session, operator_id)
            row.retired = False
            session.flush()
            self._desk.note(session, "restore", "operator", operator_id, name=row.name)

    def rights(self, role: OperatorRole) -> frozenset[Right]:
        """What that role may do."""
        with self._desk.store.glancing() as seen:
            return rights.rights_of(role, kept_rights(seen).get(role))

    def set_rights(self, role: OperatorRole, granted: Collection[Right]) -> None:
        """What a role may do from now on. A facilitator may everything: `LastFacilitator` for anything less."""
        wanted = frozenset(granted) - rights.FOR_FACILITATORS
        if role is OperatorRole.FACILITATOR:
            if wanted != rights.ALL - rights.FOR_FACILITATORS:
                raise errors.LastFacilitator(name="")
            return
        words = " ".join(sorted(right.value for right in wanted))
        with self._desk.store.writing() as session:
            session.merge(RoleRights(role=role, rights=words))
            session.flush()
            self._desk.note(session, "set_rights", "operator", None, role=role, rights=words)


def _operator(session: Session, operator_id: int) -> Operator:
    row = session.get(Operator, operator_id)
    if row is None:
        raise errors.NotFound(what="operator", id=operator_id)
    return row


def _named(session: Session, typed: str, operator_id: int | None) -> tuple[str, str]:
    name = " ".join(typed.split())
    key = name_key(name)
    if not name:
        raise errors.MissingFact(field="name", who="")
    if len(name) > LONGEST_NAME:
        raise errors.TextTooLong(length=len(name), limit=LONGEST_NAME, field="name")
    taken = session.scalar(select(Operator).where(Operator.search_key == key))
    again = operator_id is None and taken is not None and taken.retired
    if taken is not None and taken.id != operator_id and not again:
        raise errors.NameTaken(name=name, field="name")
    return name, key


def _refuse_without_facilitator(session: Session, row: Operator) -> None:
    """Raises `LastFacilitator` when this is the only one left who may do everything."""
    others = select(Operator.id).where(
        Operator.role == OperatorRole.FACILITATOR, Operator.retired.is_(False), Operator.id != row.id
    )
    if row.role == OperatorRole.FACILITATOR and session.scalar(others.limit(1)) is None:
        raise errors.LastFacilitator(name=row.name, field="role")
