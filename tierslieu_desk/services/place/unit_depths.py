"""What few units have besides what every one has: limits to how they are booked, plans they are kept for, a photo."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.unit_depth import UnitLimit, UnitPhoto, UnitPlan
from tierslieu_desk.models.units import Unit
from tierslieu_desk.rules import limits as limit_rules
from tierslieu_desk.rules.limits import NO_LIMITS, Limits
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.units import NewUnit, UnitRow, Units
from tierslieu_desk.services.rights import Right, asking

LARGEST_PHOTO = 300_000
"""Bytes: what a picture as wide as a window takes; larger ones would make every copy of the desk slow."""
_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class UnitDepth:
    """`plans` are the numbers of those it is kept for; none: it is for everybody. `photo` is a small JPEG picture."""

    limits: Limits = NO_LIMITS
    plans: frozenset[int] = frozenset()
    floor: str = ""
    photo: bytes | None = None


@asking({Right.SETTINGS: "add describe"})
class UnitDepths:
    """One gesture says everything of a unit, so that its way back is one, too."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, unit_id: int) -> UnitDepth:
        """Its own, not its pool's. Raises `UnknownUnit`."""
        with self._desk.store.reading() as session:
            return self._of(session, unit_id)

    def add(self, new: NewUnit, depth: UnitDepth, count: int = 1) -> int:
        """A unit, or so many alike and the pool of them; its number, or the pool's.

        Raises what `Units.add` raises, and `LimitsCrossed`, `AheadBeforeLead`, `NotAPicture`.
        """
        with self._desk.store.writing() as session:
            units = Units(self._desk)
            number = units.add(new) if count == 1 else units.add_many(new, count)
            self._keep(session, number, depth)
            return number

    def describe(self, was: UnitRow, seen: UnitDepth, new: NewUnit, depth: UnitDepth) -> None:
        """All of a unit anew. Raises what `Units.change` raises, and what `add` does."""
        with self._desk.store.writing() as session:
            if self._of(session, was.id) != seen:
                raise errors.ChangedMeanwhile(what=was.name)
            Units(self._desk).change(was, new)
            if depth != seen:
                self._keep(session, was.id, depth)

    def photo(self, unit_id: int) -> bytes | None:
        """What it looks like, a JPEG picture; None when nobody took one."""
        with self._desk.store.reading() as session:
            return _photo(session, unit_id)

    def _of(self, session: Session, unit_id: int) -> UnitDepth:
        house = self._desk.house(session)
        unit = house.unit(unit_id)
        return UnitDepth(
            house.limits.get(unit_id, NO_LIMITS),
            frozenset(house.kept_for.get(unit_id, ())),
            unit.floor,
            _photo(session, unit_id),
        )

    def _keep(self, session: Session, unit_id: int, depth: UnitDepth) -> None:
        refusal = limit_rules.refusal_of(depth.limits)
        if refusal is not None:
            raise refusal
        photo = depth.photo
        if photo is not None and not (photo.startswith(_JPEG) and len(photo) <= LARGEST_PHOTO):
            raise errors.NotAPicture(field="photo")
        session.get_one(Unit, unit_id).floor = depth.floor.strip()
        session.execute(delete(UnitLimit).where(UnitLimit.unit_id == unit_id))
        if depth.limits != NO_LIMITS:
            names = ("shortest", "longest", "lead", "ahead_days", "spans", "agreed")
            session.execute(
                insert(UnitLimit), [{"unit_id": unit_id, **dict(zip(names, astuple(depth.limits), strict=True))}]
            )
        session.execute(delete(UnitPlan).where(UnitPlan.unit_id == unit_id))
        if depth.plans:
            session.execute(insert(UnitPlan), [{"unit_id": unit_id, "plan_id": plan} for plan in sorted(depth.plans)])
        session.execute(delete(UnitPhoto).where(UnitPhoto.unit_id == unit_id))
        if photo is not None:
            session.execute(insert(UnitPhoto), [{"unit_id": unit_id, "picture": photo}])
        session.flush()
        self._desk.note(session, "describe", "unit", unit_id, limits=depth.limits, plans=sorted(depth.plans))


def _photo(session: Session, unit_id: int) -> bytes | None:
    return session.scalar(select(UnitPhoto.picture).where(UnitPhoto.unit_id == unit_id))
