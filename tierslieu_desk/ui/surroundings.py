"""What the window hands to the function that builds a page, which passes on only what that page needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QSettings

from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.jobs import Jobs
from tierslieu_desk.wallclock import Clock

S = TypeVar("S")


@dataclass(frozen=True)
class Surroundings(Generic[S]):
    """The desk's services, what changed, the clock, and where long work goes.

    `put_back` asks for a copy, unless it is given one, and puts it in the place of the desk, whose window closes
    meanwhile; None where there is no window to close, as in a picture. `kept` remembers how somebody likes to look at
    things, on this computer.
    """

    services: S
    changes: Changes
    clock: Clock
    jobs: Jobs
    put_back: Callable[..., object] | None = None
    kept: QSettings | None = None
