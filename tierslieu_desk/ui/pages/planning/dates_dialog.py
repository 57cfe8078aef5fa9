"""A space and a time for one date or for several: what is in the way of some is listed before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.jobs import Jobs
from tierslieu_desk.ui.pages.planning import series_acts, special_dates
from tierslieu_desk.ui.pages.planning.date_by_date import DateByDate
from tierslieu_desk.ui.pages.planning.series_acts import Tried
from tierslieu_desk.ui.pages.planning.when_dialog import WhenDialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.message_bar import announce
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.free_space import FreeSpace
    from tierslieu_desk.services.booking.series import SeriesMade
    from tierslieu_desk.services.booking.series_dates import Clash, Elsewhere
    from tierslieu_desk.services.booking.series_kit import Lacking
    from tierslieu_desk.services.booking.series_values import Rehearsed

Look = Callable[[], "Rehearsed"]
Make = Callable[[frozenset[date], "tuple[Elsewhere, ...]"], "SeriesMade"]
HEIGHT = 190
"""Of the dates asked about one by one: beyond that they scroll."""
Seen = tuple[Hashable, "tuple[Clash, ...]"] | None
"""What was asked for when dates in the way were listed, and those dates."""


class InTheWay(QFrame):
    """The dates that cannot be had, and what becomes of them; hidden while there are none."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        self.words = Words("", "refusal", wrap=True)
        self.leave_out = Tick(_("Leave these dates out"))
        self.leave_out.setChecked(True)
        self._otherwise = Words("", "second", wrap=True)
        self.each = DateByDate()
        self.one_by_one = button(_("Each date by itself…"), self._show_each, look="quiet")
        self.one_by_one.setAutoDefault(False)
        self._each = QScrollArea()
        self._each.setWidgetResizable(True)
        self._each.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._each.setFrameShape(QFrame.Shape.NoFrame)
        self._each.setAccessibleName(_("Each date by itself"))
        self._each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._each.setWidget(self.each)
        self.without = Words("", "refusal", wrap=True)
        for widget in (self.words, self.leave_out, self._otherwise, self.one_by_one, self._each, self.without):
            column.addWidget(widget)
        self.hide()

    @Slot()
    def _show_each(self) -> None:
        """What is chosen for each of them counts now, and the one tick only for those that are too many to ask."""
        self._tell_more(together=self._count > len(self.each.choices))
        self.one_by_one.hide()
        self.words.setText(self._counted())
        self._each.setFixedHeight(min(HEIGHT, self.each.sizeHint().height()))
        self._each.show()
        self.each.choices[0].setFocus()
        self.opened.emit()

    def _counted(self) -> str:
        count = self._count
        return ngettext("%(n)s date cannot be had.", "%(n)s dates cannot be had.", count) % {"n": count}

    def _tell_more(self, *, together: bool) -> None:
        self.leave_out.setVisible(together)
        self._otherwise.setVisible(together)

    def settled(self, clashes: tuple[Clash, ...]) -> tuple[frozenset[date], tuple[Elsewhere, ...]]:
        """The days that are given up, and those that are had otherwise; the others wait on Today."""
        every = [clash.slot.start.date() for clash in clashes]
        out = frozenset(every) if self.leave_out.isChecked() else frozenset()
        if self._each.isHidden():
            return out, ()
        asked = frozenset(every[: len(self.each.choices)])
        return (out - asked) | self.each.left_out(), self.each.elsewhere()

    def tell(
        self,
        clashes: tuple[Clash, ...],
        offers: tuple[tuple[FreeSpace, ...], ...],
        lacking: tuple[Lacking, ...] = (),
        special: Mapping[date, str] = MappingProxyType({}),
    ) -> None:
        """Show these dates, with what is free instead of each, and which others go without a tool."""
        count = self._count = len(clashes)
        self.without.setText(series_acts.lacking_lines(lacking))
        self.without.setVisible(bool(lacking))
        self.words.setVisible(bool(count))
        self.each.tell(clashes, offers, special)
        self._each.hide()
        self.one_by_one.setVisible(bool(offers))
        self._tell_more(together=bool(count))
        self.words.setText(f"{self._counted()}\n{series_acts.clash_lines(clashes)}")
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
        self._in_the_way.opened.connect(self._see_each)
        self._strip.addWidget(self._in_the_way)
        self._seen: Seen = None

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """What stands beside the button already, with its ways out, is not written a second time above the fields."""
        with super().refusals():
            yield
        if self._ways.sentence and self._ways.sentence in self.form.refusals:
            self.form.clear_refusals()

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
        settled: tuple[frozenset[date], tuple[Elsewhere, ...]] = (frozenset(), ())
        if agreed and seen is not None:
            settled = self._in_the_way.settled(seen[1])
        self._running = True
        self.act.setEnabled(False)
        instead = partial(_instead, self._services, self.unit_id, self.headcount, self.party_id)
        work = partial(series_acts.try_dates, look, partial(make, *settled), agreed, instead)
        self._jobs.run(_("Looking at the dates"), work, done=partial(self._tried, asked), failed=self._failed)

    def _tried(self, asked: Hashable, tried: Tried) -> None:
        self._running = False
        self.act.setEnabled(True)
        if tried.made is not None:
            self._dates_made(tried.made)
            self.accept()
            return
        self._seen = (asked, tried.in_the_way)
        way = self._in_the_way
        way.tell(tried.in_the_way, tried.offers, tried.lacking, special_dates.of_offers(self._services, tried.offers))
        self._ways.tell("", ())
        self.act.setText(_("Take the others") if tried.in_the_way else _("Take them without it"))
        told = [words.text() for words in (way.words, way.without) if not words.isHidden()]
        announce(self, "\n".join(told), urgent=True)
        QTimer.singleShot(0, self._fit)

    @Slot()
    def _see_each(self) -> None:
        self.act.setText(_("Take them like this"))
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


def _instead(
    services: DeskServices, unit_id: int, people: int, party_id: int | None, clash: Clash
) -> tuple[FreeSpace, ...]:
    return services.free_spaces.beside(unit_id, clash.slot, people, party_id)
