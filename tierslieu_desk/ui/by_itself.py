"""What goes over the line by itself: soon after a change and while it waits, one run at a time, nobody interrupted.

To add something that does: a subclass that says what it watches, whether it is due and how it runs, and one line in
`app.py`.
"""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from tierslieu_desk.errors import DeskError
from tierslieu_desk.ui.jobs import NETWORK, Progress
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings

SOON_MS = 1500
"""After a change, so that several kept in a row go together, and an undo comes in time."""
BEAT_MS = 15_000
"""How often it is asked whether something is due; how long each waits between two tries is its service's."""
_log = logging.getLogger(__name__)


class ByItself(QObject):
    """Lives as long as the window. Whatever the line does, nothing but words at the foot of the rail comes of it."""

    name: str
    """What the log calls it."""
    watches: frozenset[str]
    """The tables after whose change something may be due."""
    shows: frozenset[str]
    """The tables its words are read from."""

    def __init__(self, around: Surroundings[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services: DeskServices = around.services
        self._jobs, self._clock = around.jobs, around.clock
        self._sending = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.send_what_is_due)
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._ask)
        around.changes.touched.connect(self._heard)

    def title(self) -> str:
        """What a run is called where jobs are listed."""
        raise NotImplementedError

    def due(self) -> bool:
        """Whether something may go now; quick, and nothing is asked of the line."""
        raise NotImplementedError

    def run(self, told: Progress) -> None:
        """Send it; not on the window's thread."""
        raise NotImplementedError

    def tell(self) -> None:
        """The words at the foot of the rail."""
        raise NotImplementedError

    def start(self) -> None:
        """From now on; what waited since the last time goes first."""
        self._beat.start()
        self._soon.start()
        self.show_state()

    def stop(self) -> None:
        """Ask no more: the window is closing."""
        self._soon.stop()
        self._beat.stop()

    @Slot(object)
    def _heard(self, tables: frozenset[str]) -> None:
        if not self._beat.isActive():
            return
        if tables & self.watches:
            self._soon.start()
        if tables & self.shows:
            self.show_state()

    @Slot()
    def _ask(self) -> None:
        self.show_state()
        self.send_what_is_due()

    @Slot()
    def show_state(self) -> None:
        """Say how it stands; a store that cannot be asked is asked again at the next beat."""
        try:
            self.tell()
        except DeskError as refusal:
            _log.warning("the store could not be asked how it stands with %s: %s", self.name, refusal)

    @Slot()
    def send_what_is_due(self) -> None:
        """Start a run on the network's thread when something may go; at most one at a time."""
        if self._sending:
            return
        try:
            due = self.due()
        except DeskError as refusal:
            _log.warning("the store could not be asked what is due of %s: %s", self.name, refusal)
            return
        if due:
            self._sending = True
            run = self._jobs.run(
                self.title(), self.run, done=self._over, failed=self._refused, lane=NETWORK, quiet=True
            )
            self._sending = run is not None and run in self._jobs.running

    @Slot(object)
    def _over(self, _result: object) -> None:
        self._sending = False
        self.show_state()

    @Slot(object)
    def _refused(self, problem: BaseException) -> None:
        """Of a refusal the foot of the rail says all there is to say; anything else was reported as a bug."""
        self._sending = False
        _log.warning("nothing went of %s: %s", self.name, problem)
        self.show_state()
