"""Python's garbage is collected on the main thread alone: a widget collected on another one ends the program.

Python collects on whichever thread happens to allocate, a job's as well, and whatever is in a cycle goes there: of a
closed dialog that is the widgets themselves, which only their own thread may take away (*measured*: the window fell
while a job drew a paper).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 1000


class Sweeper(QObject):
    """Collects as often as Python would, by its own thresholds, from `start` to `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settled = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.sweep)

    def start(self) -> None:
        """From now on, Python collects nothing by itself; what is there by now is no garbage."""
        if not self._timer.isActive():
            gc.disable()
            gc.freeze()
            self._timer.start()

    @Slot()
    def sweep(self) -> None:
        """Collect the oldest generation that is due, if one is."""
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, most) in enumerate(counts) if count > most]
        if due:
            gc.collect(due[-1])

    @Slot()
    def settle(self) -> None:
        """All that is loaded after the start is there, and no garbage: looking through it took 100 ms, 1 without."""
        if not self._settled:
            self._settled = True
            gc.freeze()

    def stop(self) -> None:
        """The window is closed: what is left of it goes now, and then Python may collect where it likes."""
        if self._timer.isActive():
            self._timer.stop()
            gc.unfreeze()
            gc.collect()
            gc.enable()
