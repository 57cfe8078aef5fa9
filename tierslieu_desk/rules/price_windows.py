"""Price lists with lines that hold only at certain times: which line pays for which part of a slot.

Where a window is open, only lines that have a window open there hold; at any other time only lines without one.

- Outside the windows every stretch is priced as a list without windows is: longest first, each started step counts.
- Inside them the cheapest row of lines that covers the stretch is taken, each begun where the one before it ends; a
  line lasts its minutes, and never beyond its window. Of rows that cost the same the one with the fewest lines.
- A line that opens a booking stands at its beginning, once, unless a longer line does.

What no line holds for is a hole: it is told, never given away.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush

from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.prices import Priced, PricedStep, PriceStep, Window, price_minutes
from tierslieu_desk.wallclock import Slot

_MINUTE = timedelta(minutes=1)
A_MONDAY = datetime(2026, 11, 23)
"""Of a week like any other, to tell of weekdays."""
_Piece = tuple[PriceStep, datetime, bool]


def price_slot(slot: Slot, grid: Sequence[PriceStep]) -> Priced:
    """The working for that very slot; `holes` are the stretches that nothing of the list is for.

    An empty list asks nothing and has no hole.
    """
    windowed = [step for step in grid if step.window is not None]
    if not windowed:
        return price_minutes(slot.minutes, grid)
    plain = [step for step in grid if step.window is None]
    steps: list[PricedStep] = []
    holes: list[Slot] = []
    for stretch, inside in _stretches(slot, [step.window for step in windowed if step.window is not None]):
        first = stretch.start == slot.start
        if inside:
            steps += _cheapest(stretch, windowed, first=first)
        elif plain:
            held = plain if first else [step for step in plain if not step.opens] or plain
            steps += price_minutes(stretch.minutes, held).steps
        else:
            holes.append(stretch)
    return Priced(_together(steps), tuple(holes))


def unpriced_in(grid: Sequence[PriceStep], hours: Sequence[WeeklyHours]) -> tuple[Slot, ...]:
    """The stretches of the opening hours, or of the whole week where there are none, that the list has nothing for.

    They are told of the week of `A_MONDAY`.
    """
    midnights = [A_MONDAY + timedelta(days=number) for number in range(7)]
    if hours:
        opened = [
            Slot(midnights[one.weekday] + one.opens * _MINUTE, midnights[one.weekday] + one.closes * _MINUTE)
            for one in sorted(hours, key=_begins)
        ]
    else:
        opened = [Slot(A_MONDAY, A_MONDAY + timedelta(days=7))]
    return tuple(hole for stretch in opened for hole in price_slot(stretch, grid).holes)


def _begins(hours: WeeklyHours) -> tuple[int, int]:
    return hours.weekday, hours.opens


def open_until(window: Window, moment: datetime) -> datetime | None:
    """Until when the window is open that is open at that moment, the last of several; None when none is."""
    midnight = datetime.combine(moment.date(), datetime.min.time())
    latest = None
    for back in range((window.opens + window.minutes) // 1440 + 1):
        day = midnight - timedelta(days=back)
        begins = day + window.opens * _MINUTE
        ends = begins + window.minutes * _MINUTE
        if day.weekday() in window.days and begins <= moment < ends and (latest is None or ends > latest):
            latest = ends
    return latest


def _openings(window: Window, slot: Slot) -> list[Slot]:
    """The times it is open that meet the slot."""
    first = slot.start.date() - timedelta(days=(window.opens + window.minutes) // 1440)
    found = []
    for number in range((slot.end.date() - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() in window.days:
            begins = datetime.combine(day, datetime.min.time()) + window.opens * _MINUTE
            opening = Slot(begins, begins + window.minutes * _MINUTE)
            if opening.overlaps(slot):
                found.append(opening)
    return found


def _stretches(slot: Slot, windows: Sequence[Window]) -> list[tuple[Slot, bool]]:
    """The slot cut where windows begin or end: each stretch with whether any is open in it, neighbours put together."""
    inside: list[Slot] = []
    for opening in sorted(opening for window in set(windows) for opening in _openings(window, slot)):
        begins, ends = max(opening.start, slot.start), min(opening.end, slot.end)
        if inside and begins <= inside[-1].end:
            inside[-1] = Slot(inside[-1].start, max(ends, inside[-1].end))
        else:
            inside.append(Slot(begins, ends))
    found, here = [], slot.start
    for stretch in inside:
        if here < stretch.start:
            found.append((Slot(here, stretch.start), False))
        found.append((stretch, True))
        here = stretch.end
    if here < slot.end:
        found.append((Slot(here, slot.end), False))
    return found


def _cheapest(stretch: Slot, steps: Sequence[PriceStep], *, first: bool) -> list[PricedStep]:
    """The cheapest row of lines over a stretch in which some window is always open."""
    reached: dict[datetime, tuple[int, int]] = {stretch.start: (0, 0)}
    by: dict[datetime, tuple[datetime, PriceStep, bool]] = {}
    waiting = [stretch.start]
    while waiting[0] < stretch.end:
        here = heappop(waiting)
        cost, count = reached[here]
        for step, until, begun in _from(here, stretch.end, steps, opening=first and here == stretch.start):
            there = (cost + step.amount_e4, count + 1)
            if until not in reached:
                heappush(waiting, until)
            if until not in reached or there < reached[until]:
                reached[until], by[until] = there, (here, step, begun)
    row = []
    here = stretch.end
    while here != stretch.start:
        here, step, begun = by[here]
        row.append(PricedStep(step, 1, begun))
    return row[::-1]


def _from(here: datetime, end: datetime, steps: Sequence[PriceStep], *, opening: bool) -> list[_Piece]:
    """What may be begun at that moment, the longest first, and until when it lasts, at the most until the end."""
    held: list[_Piece] = []
    for step in sorted(steps, key=_minutes, reverse=True):
        window = step.window
        closes = None if window is None else open_until(window, here)
        if window is None or closes is None:
            continue
        lasts = here + step.minutes * _MINUTE
        until = min(lasts, closes, end)
        held.append((step, until, until < lasts and step.minutes < window.minutes))
    if not any(step.opens for step, _until, _begun in held):
        return held
    if not opening:
        return [piece for piece in held if not piece[0].opens] or held
    least = min(step.minutes for step, _until, _begun in held if step.opens)
    return [piece for piece in held if piece[0].opens or piece[0].minutes > least]


def _minutes(step: PriceStep) -> int:
    return step.minutes


def _together(steps: Sequence[PricedStep]) -> tuple[PricedStep, ...]:
    """Each line once, in the order they come, with how many of it; begun when the last one is."""
    counts: dict[PriceStep, PricedStep] = {}
    for one in steps:
        before = counts.get(one.step)
        counts[one.step] = PricedStep(one.step, one.count + (before.count if before else 0), one.begun)
    return tuple(counts.values())
