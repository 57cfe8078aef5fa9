"""What refuses a booking whoever else is there, wherever one is made, moved or put back."""

from __future__ import annotations

from tierslieu_desk import errors
from tierslieu_desk.rules import opening
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.wallclock import Slot


def refuse_by_rules(house: House, unit: UnitInfo, slot: Slot, people: int, override: str) -> None:
    """What refuses whoever else is there: retired, over capacity, closed. Only the last may be overridden."""
    if unit.retired:
        raise errors.UnknownUnit(name=unit.name)
    if people > unit.legal_seats:
        raise errors.OverCapacity(unit=unit.name, seats=unit.legal_seats, people=people)
    if override:
        return
    closure = opening.closure_in_the_way(slot, house.closures)
    if closure is not None:
        raise errors.PlaceClosed(start=closure.slot.start, end=closure.slot.end, reason=closure.reason)
    if not opening.is_open(slot, house.hours):
        raise errors.PlaceClosed(start=slot.start, end=slot.end, reason="")
