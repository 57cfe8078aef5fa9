"""How wide an hour and how tall a line of the planning is, beside what fits: a few steps each, without Qt."""

from __future__ import annotations

from dataclasses import dataclass

HOURS = (1.0, 1.3, 1.7, 2.2, 3.0, 4.0)
ROWS = (0.74, 1.0, 1.35, 1.8, 2.4)
_USUAL = ROWS.index(1.0)


@dataclass(frozen=True, slots=True)
class Zoom:
    """Steps of `HOURS` and `ROWS`; the first of hours is what fits the window."""

    hours: int = 0
    rows: int = _USUAL

    @property
    def wide(self) -> float:
        """What the width of an hour is multiplied by."""
        return HOURS[self.hours]

    @property
    def tall(self) -> float:
        """What the height of a line is multiplied by."""
        return ROWS[self.rows]

    def wider(self, by: int) -> Zoom:
        """So many steps wider, or narrower, as far as it goes."""
        return Zoom(min(max(self.hours + by, 0), len(HOURS) - 1), self.rows)

    def taller(self, by: int) -> Zoom:
        """So many steps taller, or lower, as far as it goes."""
        return Zoom(self.hours, min(max(self.rows + by, 0), len(ROWS) - 1))

    def __str__(self) -> str:
        return f"{self.hours}-{self.rows}"


def read(kept: str) -> Zoom:
    """The one that was written down; the usual one when nothing was, or something else."""
    hours, _dash, rows = kept.partition("-")
    if hours.isdigit() and rows.isdigit():
        return Zoom().wider(int(hours)).taller(int(rows) - _USUAL)
    return Zoom()
