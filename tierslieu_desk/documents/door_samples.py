"""The sample of the notice on a closed door."""

from __future__ import annotations

from datetime import datetime

from tierslieu_desk.documents.door_sheets import AlsoIn, DoorNotice
from tierslieu_desk.documents.sheets import PlaceBlock
from tierslieu_desk.wallclock import Slot


def door_notice(place: PlaceBlock, lang: str) -> DoorNotice:
    """A morning of snow, in three languages."""
    snow = Slot(datetime(2026, 11, 26, 8), datetime(2026, 11, 26, 14))
    return DoorNotice(lang, place, snow, "Neige", also=(AlsoIn("es"), AlsoIn("en")))
