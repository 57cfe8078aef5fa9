"""A space and a time for one date or for several: what is in the way of some is listed before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.jobs import Jobs
from tierslieu_desk.ui.pages.planning import series_acts
from tierslieu_desk.ui.pages.planning.series_acts import Tried
from tierslieu_desk.ui.pages.planning.when_dialog import WhenDialog
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.message_bar import announce
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.series import SeriesMade
    from tierslieu_desk.services.series_dates import Clash

Look = Callable[[], "tuple[Clash, ...]"]
Make = Callable[[frozenset[date]], "SeriesMade"]
Seen = tuple[Hashable, "tuple[Clash, ...]"] | None
"""What was asked for when dates in the way were listed, and those dates."""


class InTheWay(QFrame):
    """The dates that cannot be had, and whether they are left out for good; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        self.words = Words("", "refusal", wrap=True)
        self.leave_out = Tick(_("Leave these dates out"))
        self.leave_out.setChecked(True)
        self._otherwise = Words("", "second", wrap=True)
        for widget in (self.words, self.leave_out, self._otherwise):
            column.addWidget(widget)
        self.hide()

    def tell(self, clashes: tuple[Clash, ...]) -> None:
        """Show these dates."""
        count = len(clashes)
        words = ngettext("%(n)s date cannot be had.", "%(n)s dates cannot be had.", count) % {"n": count}
        self.words.setText(f"{words}\n{series_acts.clash_lines(clashes)}")
        self.leave_out.setText(_("Leave this date out") if count == 1 else _("Leave these dates out"))
        one = _("Otherwise it waits on Today until you find it another time or space.")
        several = _("Otherwise they wait on Today until you find them another time or space.")
        self._otherwise.setText(one if count == 1 else several)
        self.show()


class DatesDialog(WhenDialog):
    """A `WhenDialog` that can also settle several dates, in a job."""

    _jobs: Jobs
    _running = False

    def _add_ways(self) -> None:
        super()._add_ways()
        self._in_the_way = InTheWay()
        self._strip.addWidget(self._in_the_way)
        self._seen: Seen = None

    def _show_price(self) -> None:
        self._forget_seen()
        super()._show_price()

    def _forget_seen(self) -> None:
        """What was agreed on was agreed on for what was asked then."""
        self._seen = None
        self._in_the_way.hide()

    def _settle_dates(self, asked: Hashable, seen: Seen, do: tuple[Look, Make]) -> None:
        """Look at the dates in a job and make them, or list those in the way; `seen` is what was listed already."""
        look, make = do
        agreed = seen is not None and seen[0] == asked
        skip: frozenset[date] = frozenset()
        if agreed and seen is not None and self._in_the_way.leave_out.isChecked():
            skip = frozenset(clash.slot.start.date() for clash in seen[1])
        self._running = True
        self.act.setEnabled(False)
        work = partial(series_acts.try_dates, look, partial(make, skip), agreed)
        self._jobs.run(_("Looking at the dates"), work, done=partial(self._tried, asked), failed=self._failed)

    def _tried(self, asked: Hashable, tried: Tried) -> None:
        self._running = False
        self.act.setEnabled(True)
        if tried.made is not None:
            self._dates_made(tried.made)
            self.accept()
            return
        self._seen = (asked, tried.in_the_way)
        self._in_the_way.tell(tried.in_the_way)
        self._ways.tell("", ())
        self.act.setText(_("Take the others"))
        announce(self, self._in_the_way.words.text(), urgent=True)
        QTimer.singleShot(0, self._fit)

    def _dates_made(self, made: SeriesMade) -> None:
        """Tell what came of it. A subclass that calls `_settle_dates` says how."""
        raise NotImplementedError

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self._running = False
        self.act.setEnabled(True)
        if isinstance(problem, DeskError):
            with self.refusals():
                raise problem

    def reject(self) -> None:
        """Not while dates are being made: what comes of it is told here."""
        if not self._running:
            super().reject()
