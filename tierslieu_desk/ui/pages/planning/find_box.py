"""The search box of the planning: in a narrow window it is an icon, for the title to be whole, until it is used."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from tierslieu_desk.ui.widgets.buttons import SearchBox

LEAST, MOST = 104, 170
ICON = 38


class FindBox(SearchBox):
    """Wide where there is room, and while one is in it or something is searched."""

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent=parent)
        self._words, self._narrow = placeholder, False
        self.textChanged.connect(self._fit)
        self._fit()

    def set_narrow(self, narrow: bool) -> None:
        """Whether the title needs its room."""
        self._narrow = narrow
        self._fit()

    @Slot()
    def _fit(self) -> None:
        closed = self._narrow and not self.hasFocus() and not self.text()
        self.setPlaceholderText("" if closed else self._words)
        self.setMinimumWidth(ICON if closed else LEAST)
        self.setMaximumWidth(ICON if closed else MOST)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._fit()
