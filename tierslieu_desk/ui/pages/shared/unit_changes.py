"""A unit as it stands, to be described anew, and the way back from a change of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.services.units import NewUnit, UnitRow


def as_new(row: UnitRow) -> NewUnit:
    """All that is described of it; the law's seats only where they are not the chairs."""
    from tierslieu_desk.services.units import NewUnit

    legal = row.legal_seats if row.legal_seats != row.seats else None
    return NewUnit(row.name, row.kind, row.seats, legal, row.group, row.buffers, row.shelf, row.description)


def change_back(services: DeskServices, row: UnitRow) -> None:
    """The way back from a change. Raises what `Units.change` raises."""
    services.units.change(services.units.get(row.id), as_new(row))
