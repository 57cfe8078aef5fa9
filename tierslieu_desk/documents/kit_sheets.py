"""What the pick list says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tierslieu_desk.documents.sheets import PlaceBlock
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class PickLine:
    """One thing to be brought: when, to which space (empty: to whoever has booked it), from which shelf, for whom."""

    slot: Slot
    where: str
    thing: str
    shelf: str
    who: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class PickListSheet:
    """All that is to be brought that day and put back, in the desk's language; `printed_at` is the wall clock."""

    lang: str
    place: PlaceBlock
    day: date
    lines: tuple[PickLine, ...]
    printed_at: datetime | None = None
