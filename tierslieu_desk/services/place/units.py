"""Units: what can be taken for a time, what it is made of, what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.bookings import Series
from tierslieu_desk.models.guards import COMPOSE, PAST_UNTIL
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.units import HOLD_OWNERS, Hold, Price, Unit, UnitPart
from tierslieu_desk.rules import names
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.vocabulary import LENT_KINDS, UnitKind
from tierslieu_desk.services.booking import holds
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.services.place.unit_prices import UnitPrices
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.services.thing import loans_due
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to add. `legal_seats` is what the law lets in, the seats unless said; buffers in minutes."""

    name: str
    kind: UnitKind
    seats: int = 1
    legal_seats: int | None = None
    group: str = ""
    buffers: Buffers = Buffers()
    shelf: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as it is listed. `parts` and `members` are names; `pool` is empty outside a pool; buffers in minutes."""

    id: int
    name: str
    kind: UnitKind
    seats: int
    legal_seats: int
    group: str
    parts: tuple[str, ...]
    is_pool: bool
    pool: str
    members: tuple[str, ...]
    buffers: Buffers
    shelf: str
    description: str
    retired: bool
    law: int | None = None
    """What was said of itself that the law lets in; `legal_seats` is what holds."""


@asking({Right.SETTINGS: "add add_pool change compose set_buffers retire restore"})
@asking({Right.PRICES: "set_prices drop_prices drop_special"})
class Units(UnitPrices):
    """The house's units."""

    def add(self, new: NewUnit) -> int:
        """Raises `MissingFact`, `NameTaken`."""
        with self._desk.store.writing() as session:
            unit = _made(session, self._desk.house(session), new)
            self._desk.note(session, "add", "unit", unit.id, name=unit.name, kind=unit.kind)
            return unit.id

    def add_pool(self, new: NewUnit, members: Sequence[int]) -> int:
        """A pool of interchangeable units that stand already; who books it gets any of them.

        A member is made of nothing and in no other pool. Raises `NameTaken`, `UnknownUnit`, `PartOfAnother`,
        and `MissingFact` when nothing is in it.
        """
        if not members:
            raise errors.MissingFact(field="members", who=new.name)
        with self._desk.store.writing() as session:
            house = self._desk.house(session)
            for member in members:
                _refuse_as_member(house, house.unit(member))
            pool = _made(session, house, new, is_pool=True)
            for unit in session.scalars(select(Unit).where(Unit.id.in_(members))):
                unit.pool_id = pool.id
            session.flush()
            self._desk.note(session, "add_pool", "unit", pool.id, name=pool.name, members=list(members))
            return pool.id

    def add_many(self, new: NewUnit, count: int) -> int:
        """So many alike, numbered, and the pool of them under the name itself; the number of the pool.

        Raises what `add` raises; nothing is added then.
        """
        with self._desk.store.writing():
            members = [self.add(replace(new, name=f"{new.name} {number}")) for number in range(1, count + 1)]
            return self.add_pool(replace(new, seats=new.seats * count), members)

    def change(self, was: UnitRow, new: NewUnit) -> None:
        """Name, seats, group, shelf, description and buffers of a unit. What is booked already stays.

        The kind changes from one of `LENT_KINDS` to another only. Raises `MissingFact`, `NameTaken`, `UnknownUnit`,
        and `ChangedMeanwhile` when it is no longer as it was read.
        """
        name = " ".join(new.name.split())
        if not name:
            raise errors.MissingFact(field="name", who="unit")
        with self._desk.store.writing() as session:
            house = self._desk.house(session)
            if _row(house, house.unit(was.id)) != was:
                raise errors.ChangedMeanwhile(what=was.name)
            others = (unit.name for unit in house.units.values() if unit.id != was.id)
            if names.name_key(name) in map(names.name_key, others):
                raise errors.NameTaken(name=name)
            unit = _loaded(session, was.id)
            unit.name, unit.group_name, unit.shelf = name, new.group.strip(), new.shelf.strip()
            unit.description = new.description.strip()
            if {was.kind, new.kind} <= LENT_KINDS and was.kind != new.kind:
                unit.kind = new.kind
                session.execute(update(Price).where(Price.unit_id == was.id).values(kind=new.kind))
            unit.seats, unit.legal_seats = new.seats, new.legal_seats
            unit.buffer_before, unit.buffer_after = new.buffers.before, new.buffers.after
            session.flush()
            self._desk.note(session, "change", "unit", was.id, name=name, kind=unit.kind, seats=new.seats)

    def compose(self, whole_id: int, parts: Sequence[int]) -> None:
        """Say what a unit is made of (nothing: it is whole again). What was promised of it moves to the new parts.

        Raises `PartsInACircle`, `UnknownUnit`, `PartOfAnother` (a pool, or a seat of one), and `CompositionInUse`
        naming whoever stands in the way of what was promised; nothing is changed then.
        """
        with self._desk.store.writing() as session:
            before = self._desk.house(session)
            whole = before.unit(whole_id)
            if whole.is_pool or whole.pool_id is not None:
                raise errors.PartOfAnother(unit=whole.name, by=_pool_name(before, whole))
            for part in parts:
                if part == whole_id or whole_id in _below(before, before.unit(part)):
                    raise errors.PartsInACircle(unit=whole.name)
            if set(parts) != set(whole.parts):
                self._recompose(session, before, whole, tuple(dict.fromkeys(parts)))

    def set_buffers(self, unit_id: int, buffers: Buffers) -> None:
        """Minutes the unit needs free before and after whoever takes it. What is booked already stays."""
        with self._desk.store.writing() as session:
            unit = _loaded(session, unit_id)
            unit.buffer_before, unit.buffer_after = buffers.before, buffers.after
            session.flush()
            self._desk.note(session, "set_buffers", "unit", unit_id, before=buffers.before, after=buffers.after)

    def retire(self, unit_id: int) -> None:
        """Take a unit out of the house; its past stays.

        Repairs that are planned do not keep it: what is broken for good is what goes. Raises `CompositionInUse` naming
        the booking or series that still counts on it, `UnitStillOut` whom it is with, `PartOfAnother` the whole.
        """
        with self._desk.store.writing() as session:
            house = self._desk.house(session)
            unit = house.unit(unit_id)
            self._refuse_if_wanted(session, house, unit)
            _loaded(session, unit_id).retired = True
            session.flush()
            self._desk.note(session, "retire", "unit", unit_id, name=unit.name)

    def restore(self, unit_id: int) -> None:
        """The way back from `retire`."""
        with self._desk.store.writing() as session:
            unit = _loaded(session, unit_id)
            unit.retired = False
            session.flush()
            self._desk.note(session, "restore", "unit", unit_id, name=unit.name)

    def get(self, unit_id: int) -> UnitRow:
        """Raises `UnknownUnit`."""
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            return _row(house, house.unit(unit_id))

    def named(self, name: str) -> UnitRow:
        """By its name, without regard to accents and capitals. Raises `UnknownUnit`."""
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            return _row(house, house.unit_named(name))

    def list(self, *, retired: bool = False) -> tuple[UnitRow, ...]:
        """Every unit in the house's order; those retired only when asked for."""
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            return tuple(_row(house, unit) for unit in house.units.values() if retired or not unit.retired)

    def _recompose(self, session: Session, before: House, whole: UnitInfo, parts: Sequence[int]) -> None:
        now = self._desk.clock.wall().replace(microsecond=0)
        holds.expire(session, now)
        loans_due.keep_holding(session, now)
        above = [unit.id for unit in before.units.values() if unit.id == whole.id or whole.id in _below(before, unit)]
        promised = _let_go(session, above, now)
        facts: dict[str, object] = {PAST_UNTIL: now.isoformat(" ")}
        self._desk.note(session, COMPOSE, "unit", whole.id, parts=[before.unit(part).name for part in parts], **facts)
        session.execute(delete(UnitPart).where(UnitPart.whole_id == whole.id))
        if parts:
            session.execute(insert(UnitPart), [{"whole_id": whole.id, "part_id": part} for part in parts])
        for owner, asked, slot in promised:
            try:
                holds.take_again(self._desk, session, asked, slot, owner, ignore_buffer=True)
            except errors.SlotTaken as taken:
                raise errors.CompositionInUse(unit=before.unit(asked).name, by=taken.by, start=slot.start) from taken

    def _refuse_if_wanted(self, session: Session, house: House, unit: UnitInfo) -> None:
        wholes = [w for w in house.units.values() if unit.id in w.parts and not w.retired]
        if wholes:
            raise errors.PartOfAnother(unit=unit.name, by=wholes[0].name)
        now = self._desk.clock.wall()
        if (out := loans_due.still_out(session, unit.id)) is not None:
            raise out
        first = session.execute(
            select(Hold.id, Hold.starts)
            .where(or_(Hold.unit_id == unit.id, Hold.asked_unit_id == unit.id), Hold.ends > now)
            .where(Hold.maintenance_id.is_(None))
            .order_by(Hold.starts)
            .limit(1)
        ).first()
        if first is not None:
            by = holds.name_of_holder(session, first.id)
            raise errors.CompositionInUse(unit=unit.name, by=by, start=first.starts)
        series = _open_series(session, unit.id, now)
        if series is not None:
            raise errors.CompositionInUse(unit=unit.name, by=series[0], start=series[1])


def _open_series(session: Session, unit_id: int, now: datetime) -> tuple[str, datetime] | None:
    row = session.execute(
        select(Party.name, Series.first)
        .join(Party, Party.id == Series.party_id)
        .where(
            Series.unit_id == unit_id,
            Series.ended.is_(False),
            Series.count.is_(None),
            or_(Series.until.is_(None), Series.until >= now.date()),
        )
        .limit(1)
    ).first()
    return None if row is None else (row.name, row.first)


def _let_go(session: Session, asked: Sequence[int], now: datetime) -> list[tuple[holds.Owner, int, Slot]]:
    """What is still to come of whoever asked for these units, let go of; each slot once, the earliest first.

    What is over stays where it was, and so does what a loan has held until now; anything else begun is moved whole.
    """
    rows = session.scalars(
        select(Hold).where(Hold.asked_unit_id.in_(asked), Hold.ends > now).order_by(Hold.starts, Hold.id)
    ).all()
    promised: dict[tuple[holds.Owner, int, Slot], None] = {}
    for hold in rows:
        begun = hold.loan_id is not None and hold.starts < now
        promised[_owner(hold), hold.asked_unit_id, Slot(now if begun else hold.starts, hold.ends)] = None
        if begun:
            hold.ends = now
        else:
            session.delete(hold)
    session.flush()
    return list(promised)


def _owner(hold: Hold) -> holds.Owner:
    column = next(column for column in HOLD_OWNERS if getattr(hold, column) is not None)
    return holds.Owner(column, getattr(hold, column))


def _below(house: House, unit: UnitInfo) -> set[int]:
    """Everything the unit is made of, however far down."""
    direct = set(unit.parts)
    return direct.union(*(_below(house, house.unit(part)) for part in direct))


def _pool_name(house: House, unit: UnitInfo) -> str:
    return unit.name if unit.pool_id is None else house.unit(unit.pool_id).name


def _refuse_as_member(house: House, unit: UnitInfo) -> None:
    if unit.parts:
        raise errors.PartOfAnother(unit=unit.name, by=house.unit(unit.parts[0]).name)
    if unit.is_pool or unit.pool_id is not None:
        raise errors.PartOfAnother(unit=unit.name, by=_pool_name(house, unit))


def _loaded(session: Session, unit_id: int) -> Unit:
    unit = session.get(Unit, unit_id)
    if unit is None:
        raise errors.UnknownUnit(name=str(unit_id))
    return unit


def _made(session: Session, house: House, new: NewUnit, *, is_pool: bool = False) -> Unit:
    new = replace(new, name=" ".join(new.name.split()))
    if not new.name:
        raise errors.MissingFact(field="name", who="unit")
    if names.name_key(new.name) in {names.name_key(unit.name) for unit in house.units.values()}:
        raise errors.NameTaken(name=new.name)
    last = session.scalar(select(func.max(Unit.position)))
    unit = Unit(
        name=new.name,
        kind=new.kind,
        group_name=new.group,
        position=0 if last is None else last + 1,
        is_pool=is_pool,
        seats=new.seats,
        legal_seats=new.legal_seats,
        buffer_before=new.buffers.before,
        buffer_after=new.buffers.after,
        shelf=new.shelf,
        description=new.description,
    )
    session.add(unit)
    session.flush()
    return unit


def _row(house: House, unit: UnitInfo) -> UnitRow:
    return UnitRow(
        id=unit.id,
        name=unit.name,
        kind=unit.kind,
        seats=unit.seats,
        legal_seats=unit.legal_seats,
        group=unit.group,
        parts=tuple(house.unit(part).name for part in unit.parts),
        is_pool=unit.is_pool,
        pool="" if unit.pool_id is None else house.unit(unit.pool_id).name,
        members=tuple(house.unit(member).name for member in unit.members),
        buffers=unit.buffers,
        shelf=unit.shelf,
        description=unit.description,
        retired=unit.retired,
        law=unit.law,
    )
