"""What changed in the store, told once to whoever watches, on the main thread.

The store announces from any thread and at every commit; another process announces nothing, so its commits are
found by asking once a second. Announcements that come together are told together.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from tierslieu_desk.errors import DeskError

POLL_MS = 1000

_log = logging.getLogger(__name__)


class Changes(QObject):
    """`touched` carries a `frozenset[str]` of table names, always on the main thread."""

    touched = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: frozenset[str] = frozenset()
        self._poll: Callable[[], frozenset[str]] | None = None
        self._arrived.connect(self._gather, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._ask)

    def announce(self, tables: frozenset[str]) -> None:
        """Tell that these tables changed. Callable from any thread; hand it to the store's subscription."""
        if tables:
            self._arrived.emit(tables)

    def watch(self, poll: Callable[[], frozenset[str]]) -> None:
        """Ask `poll` once a second which tables another process touched (empty for none)."""
        self._poll = poll
        self._timer.start()

    def stop(self) -> None:
        """Ask no more; done when the window closes, before the store does."""
        self._timer.stop()
        self._poll = None

    @Slot()
    def _ask(self) -> None:
        if self._poll is None:
            return
        try:
            self.announce(self._poll())
        except DeskError as refusal:
            _log.warning("the store could not be asked for changes: %s", refusal)

    @Slot(object)
    def _gather(self, tables: frozenset[str]) -> None:
        if not self._waiting:
            QTimer.singleShot(0, self._tell)
        self._waiting |= tables

    @Slot()
    def _tell(self) -> None:
        told, self._waiting = self._waiting, frozenset()
        self.touched.emit(told)
