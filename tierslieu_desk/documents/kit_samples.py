"""A sample of the pick list: a morning with a projector for a meeting, and a sewing machine lent by itself."""

from __future__ import annotations

from datetime import datetime

from tierslieu_desk.documents.kit_sheets import PickLine, PickListSheet
from tierslieu_desk.documents.sheets import PlaceBlock
from tierslieu_desk.wallclock import Slot


def pick_list(place: PlaceBlock, lang: str) -> PickListSheet:
    """Three things, one of which nobody asked for a room with."""
    morning = Slot(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 12))
    afternoon = Slot(datetime(2026, 11, 24, 14), datetime(2026, 11, 24, 17, 30))
    return PickListSheet(
        lang=lang,
        place=place,
        day=morning.start.date(),
        lines=(
            PickLine(morning, "Salle Jaune", "Vidéoprojecteur", "Armoire A", "Atelier Bois des Pyrénées", "Conseil"),
            PickLine(morning, "Salle Jaune", "Écran sur pied", "Réserve", "Atelier Bois des Pyrénées"),
            PickLine(afternoon, "", "Machine à coudre", "Armoire B", "Odette Vidal"),
        ),
        printed_at=datetime(2026, 11, 24, 7, 40),
    )
