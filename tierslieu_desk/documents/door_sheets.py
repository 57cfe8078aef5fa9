"""What the notice on a closed door says."""

from __future__ import annotations

from dataclasses import dataclass

from tierslieu_desk.documents.sheets import PlaceBlock
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """Another language the notice is in."""

    lang: str


@dataclass(frozen=True, slots=True)
class DoorNotice:
    """The place, or some of its spaces, closed exceptionally. `spaces` is empty when all of it is."""

    lang: str
    place: PlaceBlock
    slot: Slot
    reason: str = ""
    spaces: tuple[str, ...] = ()
    also: tuple[AlsoIn, ...] = ()
