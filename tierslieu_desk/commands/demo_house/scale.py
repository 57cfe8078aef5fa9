"""How large a house is lived in, and how densely: the usual one to look at, the stress one to measure on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HouseSize(StrEnum):
    """The two houses of the demo."""

    USUAL = "usual"
    STRESS = "stress"


@dataclass(frozen=True, slots=True)
class Scale:
    """Counts at the end of the house's life, and what happens in a working day.

    `parties` counts persons and organisations; `visits`, `mail` and `loans` are per working day; `sittings` events per
    working day with `heads` registrations each; `density` multiplies the chance of every booking;
    `regulars` members and as many organisations make most of them.
    """

    size: HouseSize
    years: float
    members: int
    parties: int
    visits: float
    mail: float
    loans: float
    sittings: float
    heads: int
    density: float
    regulars: int
    checked_in: float


USUAL = Scale(
    size=HouseSize.USUAL,
    years=2.0,
    members=30,
    parties=52,
    visits=1.6,
    mail=0.5,
    loans=0.2,
    sittings=0.16,
    heads=7,
    density=0.85,
    regulars=6,
    checked_in=0.6,
)
STRESS = Scale(
    size=HouseSize.STRESS,
    years=10.0,
    members=70,
    parties=600,
    visits=2.0,
    mail=8.15,
    loans=0.3,
    sittings=0.84,
    heads=10,
    density=1.0,
    regulars=16,
    checked_in=0.1,
)
SCALES = {scale.size: scale for scale in (USUAL, STRESS)}
