"""How much of its open time a space was taken, hour by hour and in all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tierslieu_desk.wallclock import DAY, Slot

HOURS = 24
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Share:
    """Minutes taken of the minutes there were."""

    taken: int
    open: int

    @property
    def percent(self) -> int | None:
        """Whole percent, halves up; None where there was nothing to take."""
        return (200 * self.taken + self.open) // (2 * self.open) if self.open else None

    def plus(self, other: Share) -> Share:
        """Both together."""
        return Share(self.taken + other.taken, self.open + other.open)


NOTHING = Share(0, 0)


def common(slots: Sequence[Slot], others: Sequence[Slot]) -> tuple[Slot, ...]:
    """What lies in both; each is in order and without an overlap of its own."""
    found, at, beside = [], 0, 0
    while at < len(slots) and beside < len(others):
        one, other = slots[at], others[beside]
        if one.overlaps(other):
            found.append(Slot(max(one.start, other.start), min(one.end, other.end)))
        if one.end <= other.end:
            at += 1
        else:
            beside += 1
    return tuple(found)


def without(slots: Iterable[Slot], cuts: Iterable[Slot]) -> tuple[Slot, ...]:
    """What is left of the slots once the cuts are taken out."""
    left = list(slots)
    for cut in cuts:
        left = [rest for slot in left for rest in _around(slot, cut)]
    return tuple(left)


def _around(slot: Slot, cut: Slot) -> list[Slot]:
    if not slot.overlaps(cut):
        return [slot]
    rests = []
    if slot.start < cut.start:
        rests.append(Slot(slot.start, cut.start))
    if cut.end < slot.end:
        rests.append(Slot(cut.end, slot.end))
    return rests


def by_hour(slots: Iterable[Slot]) -> tuple[int, ...]:
    """Minutes of the slots that fall in each of the 24 hours of a day, whatever the day."""
    minutes = [0] * HOURS
    for slot in slots:
        at = slot.start
        while at < slot.end:
            midnight = datetime.combine(at.date(), time())
            ends = min(slot.end, midnight + _HOUR * (at.hour + 1) if at.hour < HOURS - 1 else midnight + DAY)
            minutes[at.hour] += int((ends - at).total_seconds()) // 60
            at = ends
    return tuple(minutes)


def occupancy(opened: Sequence[Slot], taken: Sequence[Slot], out: Sequence[Slot]) -> tuple[Share, ...]:
    """For each hour of the day, what was taken of the open time, less the time it was out of use.

    What is taken outside the opening hours counts for nothing, on either side. All are in order.
    """
    base = without(opened, out)
    used = by_hour(common(taken, base))
    there = by_hour(base)
    return tuple(Share(one, whole) for one, whole in zip(used, there, strict=True))
