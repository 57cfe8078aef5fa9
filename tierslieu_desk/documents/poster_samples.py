"""A sample of each poster, at a place that is handed in."""

from __future__ import annotations

from datetime import date, datetime

from tierslieu_desk.documents.poster_sheets import DoorPoster, Out, PosterDay, PosterLine, WeekPoster
from tierslieu_desk.documents.sheets import PlaceBlock
from tierslieu_desk.wallclock import Slot


def _poster_slot(day: int, start: int, end: int) -> Slot:
    return Slot(datetime(2026, 11, day, start), datetime(2026, 11, day, end))


def door_poster(place: PlaceBlock, lang: str) -> DoorPoster:
    """A Tuesday of the yellow room, which a repairer has for two hours."""
    lines = (
        PosterLine(_poster_slot(24, 9, 12), "Permanence de la mission locale"),
        PosterLine(_poster_slot(24, 12, 14), "chauffage", out=Out.REPAIR),
        PosterLine(_poster_slot(24, 14, 16)),
        PosterLine(_poster_slot(24, 18, 20), "Assemblée des Amis du Volvestre", sure=False),
    )
    inside = ("Écran", "Tableau blanc", "Visioconférence")
    return DoorPoster(lang, place, "Salle Jaune", (PosterDay(date(2026, 11, 24), lines),), 8, inside)


def week_poster(place: PlaceBlock, lang: str) -> WeekPoster:
    """Three days, one of them closed."""
    lines = (
        PosterLine(_poster_slot(24, 9, 17), "Conduire un projet de tiers-lieu", "Salle de formation"),
        PosterLine(_poster_slot(24, 14, 16), "", "Salle Jaune"),
    )
    closed = PosterDay(date(2026, 11, 26), (), opens=False, closed="Journée du réseau")
    return WeekPoster(lang, place, (PosterDay(date(2026, 11, 24), lines), PosterDay(date(2026, 11, 25)), closed))
