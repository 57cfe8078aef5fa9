"""Samples of what is printed about who comes: a badge, who is in the house, a day at the counter."""

from __future__ import annotations

from datetime import date, datetime

from tierslieu_desk.documents.sheets import PlaceBlock
from tierslieu_desk.documents.visit_sheets import BadgeSheet, CounterDaySheet, EvacuationSheet, PresentLine


def badge(place: PlaceBlock, lang: str) -> BadgeSheet:
    """That of a member."""
    return BadgeSheet(lang, place, "Núria Puigdomènech i Ferrer", "1042")


def evacuation(place: PlaceBlock, lang: str) -> EvacuationSheet:
    """A Tuesday morning, one part of which could not be read."""
    return EvacuationSheet(
        lang=lang,
        place=place,
        printed_at=datetime(2026, 11, 24, 10, 47),
        people=(
            PresentLine("Maëlle Estève", datetime(2026, 11, 24, 8, 40), "Espace ouvert", "Paul Estève, 06 12 34 56 78"),
            PresentLine("Iñaki Etxeberria", datetime(2026, 11, 24, 9, 5)),
            PresentLine("Jean-Baptiste de La Tour du Pin Verclause", None, "Conduire un projet de tiers-lieu"),
        ),
        passers_by=3,
        rooms=("Grande salle: Conduire un projet de tiers-lieu", "Salle Jaune: Cabinet Estève"),
        unread=("les réservations",),
    )


def counter_day(place: PlaceBlock, lang: str) -> CounterDaySheet:
    """Wednesday, two people expected."""
    return CounterDaySheet(lang, place, date(2026, 11, 25), ("Maëlle Estève", "Iñaki Etxeberria"))
