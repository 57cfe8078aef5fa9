"""What refuses a booking whoever else is there, wherever one is made, moved or put back."""

from __future__ import annotations

from tierslieu_desk.rules import admission
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.wallclock import Slot


def refuse_by_rules(house: House, unit: UnitInfo, slot: Slot, people: int, override: str) -> None:
    """Raises what `rules.admission` refuses; with an `override`, only what no facilitator may set aside."""
    asked = admission.Asked(
        unit=unit.name,
        retired=unit.retired,
        legal_seats=unit.legal_seats,
        slot=slot,
        people=people,
        hours=house.hours,
        closures=house.closures,
        days=house.calendar.refusing(slot),
    )
    refusal = admission.refusal_of(asked, overriding=bool(override))
    if refusal is not None:
        raise refusal
