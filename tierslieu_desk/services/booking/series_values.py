"""What is asked of a series, and what came of it, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.services.booking.booking_undo import Act
from tierslieu_desk.services.booking.series_before import Instead
from tierslieu_desk.services.booking.series_dates import Clash, Elsewhere
from tierslieu_desk.services.booking.series_kit import Lacking, ToolBefore


@dataclass(frozen=True, slots=True)
class NewSeries:
    """A rule asked for by somebody. `skip` are the dates the facilitator gave up because they clash.

    `elsewhere` are those that were found another time or unit instead, `tools` what goes along with each date.
    """

    unit_id: int
    party_id: int
    rule: Rule
    title: str = ""
    people: int = 1
    skip: frozenset[date] = frozenset()
    elsewhere: tuple[Elsewhere, ...] = ()
    tools: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What stands in the way before anything is saved: dates that cannot be had, and tools that some lack."""

    clashes: tuple[Clash, ...]
    lacking: tuple[Lacking, ...]


@dataclass(frozen=True, slots=True)
class SeriesMade:
    """What came of a series: its number, the bookings made, the dates that clash or were skipped.

    `instead` is what it takes the place of, when it was moved.
    """

    id: int
    bookings: tuple[int, ...]
    clashes: tuple[Clash, ...]
    instead: Instead | None = None
    lacking: tuple[Lacking, ...] = ()


@dataclass(frozen=True, slots=True)
class CalledOff:
    """Dates of a series called off in one go: each as it stood, those given up that had clashed, and the way back."""

    series_id: int
    held: tuple[Act, ...]
    given_up: tuple[int, ...]
    had_ended: bool
    kit: tuple[ToolBefore, ...] = ()
