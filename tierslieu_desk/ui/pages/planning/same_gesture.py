"""A key pressed twice, or held down, is one gesture: the second press is not meant for what the first one led to."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication


class SameGesture:
    """Begun where an act leads somewhere else; it `holds` for as long as two clicks would be a double click."""

    def __init__(self) -> None:
        self._since = QElapsedTimer()

    def begin(self) -> None:
        """What is pressed from now on is the same gesture still."""
        self._since.start()

    def end(self) -> None:
        """What comes next is meant."""
        self._since.invalidate()

    @property
    def holds(self) -> bool:
        """Whether a key would be that of the same gesture."""
        return self._since.isValid() and not self._since.hasExpired(QApplication.doubleClickInterval())
