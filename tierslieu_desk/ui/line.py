"""The line: sends by itself what waits, soon after a change and while it waits, and says at the foot how it stands."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import TargetKind
from tierslieu_desk.ui.jobs import NETWORK, Progress
from tierslieu_desk.ui.pages.network import listing_words
from tierslieu_desk.ui.rail import Rail
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.wallclock import Clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tierslieu_desk.services.targets import TargetRow

WATCHES = frozenset({"listing", "target", "outbox_item", "place", "opening_hours"})
SOON_MS = 1500
"""After a change, so that several kept in a row go together."""
BEAT_MS = 15_000
"""How often it is asked whether something is due; how long each waits between two tries is the outbox's."""
_NEEDS = ("refused", "conflict", "portal", "waiting")

_log = logging.getLogger(__name__)


class Line(QObject):
    """Lives as long as the window. Whatever the line does, nothing but words at the foot of the rail comes of it."""

    def __init__(self, around: Surroundings[Any], rail: Rail, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services: DeskServices = around.services
        self._jobs, self._clock, self._rail = around.jobs, around.clock, rail
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
            self.show_state()
            self._soon.start()

    @Slot()
    def _ask(self) -> None:
        self.show_state()
        self.send_what_is_due()

    @Slot()
    def send_what_is_due(self) -> None:
        """Start a run on the network's thread when something may go; at most one at a time."""
        if self._sending:
            return
        try:
            due = self._services.publisher.due()
        except DeskError as refusal:
            _log.warning("the store could not be asked what is to be sent: %s", refusal)
            return
        if due:
            self._sending = True
            started = self._jobs.run(
                _("Publishing"), self._send, done=self._over, failed=self._refused, lane=NETWORK, quiet=True
            )
            self._sending = started is not None and started in self._jobs.running

    def _send(self, progress: Progress) -> None:
        self._services.publisher.run(unattended=True, told=progress)

    @Slot(object)
    def _over(self, _result: object) -> None:
        self._sending = False
        self.show_state()

    @Slot(object)
    def _refused(self, problem: BaseException) -> None:
        """Of a refusal the foot of the rail says all there is to say; anything else was reported as a bug."""
        self._sending = False
        _log.warning("nothing was sent: %s", problem)
        self.show_state()

    @Slot()
    def show_state(self) -> None:
        """The words at the foot of the rail."""
        try:
            rows = self._services.targets.all()
        except DeskError as refusal:
            _log.warning("the store could not be asked how the line stands: %s", refusal)
            return
        self._rail.set_line(*words(rows, self._clock))


def words(rows: Sequence[TargetRow], clock: Clock) -> tuple[str, str]:
    """What to say of all targets together, and in which colour; nothing where nothing is published."""
    by_state = {row.state.value: row for row in reversed(rows)}
    worst = next((state for state in _NEEDS if state in by_state), None)
    if worst in {"refused", "conflict"}:
        return _("“%(name)s” needs you: see Network") % {"name": by_state[worst].name}, "bad"
    if worst == "portal":
        return _("Sign in to the network"), "warning"
    if worst == "waiting" and by_state[worst].kind is TargetKind.FOLDER:
        return _("“%(name)s” needs you: see Network") % {"name": by_state[worst].name}, "warning"
    if worst == "waiting":
        return listing_words.state(by_state[worst], clock)[2], "warning"
    if not rows:
        return "", "faint"
    if set(by_state) == {"paused"}:
        return _("Publishing is paused"), "faint"
    online = any(row.kind is not TargetKind.FOLDER for row in rows if not row.paused)
    if any(row.state == "new" and row.by_itself for row in rows):
        return _("Online · a change is on its way") if online else _("A change is on its way"), "faint"
    if "new" in by_state:
        return _("A change is to be published"), "faint"
    return _("Online · listing up to date") if online else _("Listing up to date"), "accent"
