"""The order in which units are listed: groups, and units within them; one of either moved a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
Groups = tuple[tuple[str, tuple[int, ...]], ...]
"""Each group's heading, and its units in order."""


def grouped(units: Sequence[tuple[int, str]]) -> Groups:
    """(unit, heading) in the order they have; a group stands where its first unit does, whole."""
    headings = dict.fromkeys(heading for _unit, heading in units)
    return tuple((one, tuple(unit for unit, heading in units if heading == one)) for one in headings)


def move_group(groups: Groups, heading: str, by: int) -> Groups:
    """That group so many places later, or earlier, as far as there are any."""
    return _moved(groups, next(at for at, group in enumerate(groups) if group[0] == heading), by)


def move_unit(groups: Groups, unit: int, by: int) -> Groups:
    """That unit so many places later, or earlier, within its group."""
    return tuple(
        (heading, _moved(units, units.index(unit), by) if unit in units else units) for heading, units in groups
    )


def _moved(things: tuple[T, ...], at: int, by: int) -> tuple[T, ...]:
    to = max(0, min(at + by, len(things) - 1))
    left = [*things[:at], *things[at + 1 :]]
    left.insert(to, things[at])
    return tuple(left)
