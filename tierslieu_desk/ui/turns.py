"""Work on widgets too long for one turn of the loop, done a step a turn: the window answers in between."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Slot


class InTurns(QObject):
    """Draws one step a turn from `steps` until there is none, or until its parent is gone."""

    def __init__(self, steps: Iterator[object], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._next)
        self._timer.start()

    @Slot()
    def _next(self) -> None:
        for _step in self._steps:
            return
        self._timer.stop()
        self.deleteLater()
