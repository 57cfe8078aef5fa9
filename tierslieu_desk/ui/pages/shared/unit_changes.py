"""A unit as it stands, to be described anew, and the way back from a change of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.services.place.units import NewUnit, UnitRow


def as_new(row: UnitRow) -> NewUnit:
    """All that is described of it; the law's seats only where they were told."""
    from tierslieu_desk.services.place.units import NewUnit

    return NewUnit(row.name, row.kind, row.seats, row.law, row.group, row.buffers, row.shelf, row.description)


def way_back(services: DeskServices, before: UnitRow) -> Callable[[], None]:
    """The way back from a change that was just made; it raises `ChangedMeanwhile` once another one was made since."""
    return partial(services.units.change, services.units.get(before.id), as_new(before))
