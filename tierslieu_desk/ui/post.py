"""The post: hands in by itself what waits, soon after a message is queued and when the line is back."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.jobs import NETWORK, Progress
from tierslieu_desk.ui.rail import Rail
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings

WATCHES = frozenset({"message", "mail_account"})
SHOWS = WATCHES | {"place"}
SOON_MS = 1500
"""After a change, so that several queued in a row go together, and an undo comes in time."""
BEAT_MS = 15_000
"""How often it is asked whether something is due; how long each waits between two tries is the postman's."""
_log = logging.getLogger(__name__)


class Post(QObject):
    """Lives as long as the window. What came of it stands with each message; nobody is interrupted."""

    def __init__(self, around: Surroundings[Any], parent: QObject | None = None, rail: Rail | None = None) -> None:
        super().__init__(parent)
        self._rail, self._clock = rail, around.clock
        self._services: DeskServices = around.services
        self._jobs = around.jobs
        self._sending = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.send_what_is_due)
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._ask)
        around.changes.touched.connect(self._heard)

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
        if tables & WATCHES and self._beat.isActive():
            self._soon.start()
        if tables & SHOWS and self._beat.isActive():
            self.show_state()

    @Slot()
    def _ask(self) -> None:
        self.show_state()
        self.send_what_is_due()

    @Slot()
    def show_state(self) -> None:
        """At the foot of the rail, how many wait for the line; nothing when none does."""
        if self._rail is None:
            return
        try:
            waits = self._services.today.messages_held()
        except DeskError as refusal:
            _log.warning("the store could not be asked which messages wait: %s", refusal)
            return
        if waits is None:
            self._rail.waiting.say("")
            return
        from tierslieu_desk.ui.pages.messages import words

        self._rail.waiting.say(words.held(waits, self._clock))

    @Slot()
    def send_what_is_due(self) -> None:
        """Start a run on the network's thread when something may go; at most one at a time."""
        if self._sending:
            return
        try:
            due = self._services.postman.due()
        except DeskError as refusal:
            _log.warning("the store could not be asked which messages are due: %s", refusal)
            return
        if due:
            self._sending = True
            started = self._jobs.run(
                _("Sending messages"), self._send, done=self._over, failed=self._refused, lane=NETWORK, quiet=True
            )
            self._sending = started is not None and started in self._jobs.running

    def _send(self, progress: Progress) -> None:
        self._services.postman.run(progress)

    @Slot(object)
    def _over(self, _result: object) -> None:
        self._sending = False

    @Slot(object)
    def _refused(self, problem: BaseException) -> None:
        """Anything but a refusal was reported as a bug."""
        self._sending = False
        _log.warning("no message was sent: %s", problem)
