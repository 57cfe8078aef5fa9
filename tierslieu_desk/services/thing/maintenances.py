"""Units out of use for a time, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from tierslieu_desk import errors
from tierslieu_desk.models.units import Maintenance, Unit
from tierslieu_desk.services.booking import holds
from tierslieu_desk.services.booking.holds import Owner
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class MaintenanceRow:
    """One unit out of use."""

    id: int
    unit_id: int
    unit: str
    starts: datetime
    ends: datetime
    reason: str


class Maintenances:
    """Repairs and cleaning: they hold the unit like any booking."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def plan(self, unit_id: int, slot: Slot, reason: str) -> int:
        """Take the unit out of use. Raises `SlotTaken` (move the booking first), `PoolFull`, `UnknownUnit`.

        Buffers are not asked for: repairs need no gap.
        """
        with self._desk.store.writing() as session:
            unit = self._desk.house(session).unit(unit_id)
            maintenance_id = session.execute(
                insert(Maintenance).returning(Maintenance.id),
                {"unit_id": unit.id, "starts": slot.start, "ends": slot.end, "reason": reason},
            ).scalar_one()
            owner = Owner("maintenance_id", maintenance_id)
            holds.take(self._desk, session, unit_id, slot, owner, ignore_buffer=True)
            self._desk.note(session, "planned", "maintenance", maintenance_id, unit=unit_id, reason=reason)
        return maintenance_id

    def take_back(self, maintenance_id: int) -> None:
        """The inverse of `plan`: it never was. Raises `NotFound`, `ChangedMeanwhile` once it was finished."""
        now = self._desk.clock.wall()
        with self._desk.store.writing() as session:
            found = session.get(Maintenance, maintenance_id)
            if found is None:
                raise errors.NotFound(what="maintenance", id=maintenance_id)
            if found.ends <= now:
                raise errors.ChangedMeanwhile(what=found.reason)
            holds.release(session, Owner("maintenance_id", maintenance_id))
            session.execute(delete(Maintenance).where(Maintenance.id == maintenance_id))
            self._desk.note(session, "taken_back", "maintenance", maintenance_id, unit=found.unit_id)

    def finish(self, maintenance_id: int) -> None:
        """Usable again now. Raises `NotFound`, `AlreadyDone` when it had ended; before its start it is taken off."""
        now = self._desk.clock.wall().replace(microsecond=0)
        with self._desk.store.writing() as session:
            found = session.get(Maintenance, maintenance_id)
            if found is None:
                raise errors.NotFound(what="maintenance", id=maintenance_id)
            if found.ends <= now:
                raise errors.AlreadyDone(what="maintenance", on=found.ends)
            owner = Owner("maintenance_id", maintenance_id)
            this_one = Maintenance.id == maintenance_id
            if now <= found.starts:
                holds.release(session, owner)
                session.execute(delete(Maintenance).where(this_one))
            else:
                holds.shorten(session, owner, now)
                session.execute(update(Maintenance).where(this_one).values(ends=now))
            self._desk.note(session, "finished", "maintenance", maintenance_id)

    def to_come(self) -> tuple[MaintenanceRow, ...]:
        """Those under way or planned, the soonest first, of what is not taken out for good."""
        now = self._desk.clock.wall()
        with self._desk.store.reading() as session:
            rows = session.execute(
                select(
                    Maintenance.id,
                    Maintenance.unit_id,
                    Unit.name,
                    Maintenance.starts,
                    Maintenance.ends,
                    Maintenance.reason,
                )
                .join(Unit, Unit.id == Maintenance.unit_id)
                .where(Maintenance.ends > now, Unit.retired.is_(False))
                .order_by(Maintenance.starts, Maintenance.id)
            ).all()
        return tuple(MaintenanceRow(*row) for row in rows)
