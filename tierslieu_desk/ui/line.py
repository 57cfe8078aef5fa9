"""The listing goes by itself to where it is published, and the foot of the rail says how that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import TargetKind
from tierslieu_desk.ui.by_itself import ByItself
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.pages.network import listing_words
from tierslieu_desk.ui.rail import Rail
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.wallclock import Clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tierslieu_desk.services.online.targets import TargetRow

_NEEDS = ("refused", "conflict", "portal", "waiting")


class Line(ByItself):
    """What is published."""

    name = "the listing"
    watches = shows = frozenset({"listing", "target", "outbox_item", "place", "opening_hours"})
    watches |= {"closure", "own_hours", "day_effect"}

    def __init__(self, around: Surroundings[Any], rail: Rail, parent: QObject | None = None) -> None:
        super().__init__(around, parent)
        self._rail = rail

    def title(self) -> str:
        return _("Publishing")

    def due(self) -> bool:
        return self._services.publisher.due()

    def run(self, told: Progress) -> None:
        self._services.publisher.run(unattended=True, told=told)

    def tell(self) -> None:
        self._rail.set_line(*words(self._services.targets.all(), self._clock))


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
