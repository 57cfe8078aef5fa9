"""The lines of the planning as painted last: scrolled up and down, they are put elsewhere and not painted anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable

from PySide6.QtGui import QPixmap

_SPARE = 30
"""Lines kept beyond those in sight: a turn of the wheel back finds them."""


class Strips:
    """Lives as long as a layout. Kept from the second painting on: what is looked at once costs nothing more."""

    def __init__(self) -> None:
        self._look: Hashable = None
        self._kept: dict[int, QPixmap] = {}

    def again(self, look: Hashable) -> bool:
        """Whether the paper looked like this at the last painting too, but for how far it was scrolled down."""
        same = look == self._look
        if not same:
            self._look = look
            self._kept.clear()
        return same

    def of(self, unit_id: int, paint: Callable[[], QPixmap]) -> QPixmap:
        """The line of that unit, painted when it was not yet."""
        kept = self._kept.get(unit_id)
        if kept is None:
            kept = self._kept[unit_id] = paint()
        return kept

    def keep(self, in_sight: Collection[int]) -> None:
        """Let go of those out of sight when there are many."""
        if len(self._kept) > len(in_sight) + _SPARE:
            self._kept = {unit_id: strip for unit_id, strip in self._kept.items() if unit_id in in_sight}
