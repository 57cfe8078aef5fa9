"""The undo of an act that concerns somebody, and beside it the offer to tell them; never told by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tierslieu_desk.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class WayBack:
    """Travels as the undo of a sentence does; `tell` begins with the window. `undo` is None where there is no way."""

    undo: Callable[[], object] | None
    label: str
    tell: Callable[[MainWindow], object]

    def __call__(self) -> None:
        """Undo it."""
        if self.undo is not None:
            self.undo()
