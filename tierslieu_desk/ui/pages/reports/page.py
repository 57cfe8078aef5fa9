"""The month: who came, how full it was, what was invoiced, what is unpaid; as plots, as tables, on paper, as a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.month_figures import month_after, month_before, month_of
from tierslieu_desk.services.report import report_words
from tierslieu_desk.ui import ask, theme
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.jobs import PAPER, Progress
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.reports import figures as report_figures
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.turns import InTurns
from tierslieu_desk.ui.widgets.buttons import SegmentedControl, button
from tierslieu_desk.ui.widgets.cards import EmptyState, StatTile
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.scrolling import BESIDE, float_bars

if TYPE_CHECKING:
    from tierslieu_desk.services.report.reports import MonthReport
    from tierslieu_desk.ui.pages.reports.cards import FigureCard

MONTHS = 60
"""How far back one may look from the list of months."""
PLOTS, TABLES = "plots", "tables"


class ReportsPage(Page):
    """Four figures with their plots; reckoned off the main thread, the last month asked for is the one shown."""

    watches = frozenset(
        {
            *("visit", "hold", "booking", "unit", "unit_part", "place", "opening_hours", "closure"),
            *("invoice", "invoice_line", "open_invoice", "payment", "payment_allocation", "charge"),
            *("volunteer_time", "help_given"),
        }
    )
    help = Help(
        N_("What a month was: visits, how full the spaces were, what was invoiced, received and is unpaid."),
        (
            (N_("Another month"), N_("The arrows beside its name, or the list.")),
            (N_("Read it line by line"), N_("“Tables” shows the same as the plots, for keyboard and screen reader.")),
            (N_("On paper"), N_("“On paper” draws the month as a PDF, to look at, print or keep.")),
            (N_("In a spreadsheet"), N_("The arrow out of the box writes every figure as XLSX or CSV.")),
            (N_("How a figure was reckoned"), N_("The rule is written under each plot.")),
        ),
        (("Alt+← Alt+→", N_("the month before, the month after")), ("Ctrl+P", N_("on paper"))),
    )

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(_("Reports"), around.changes)
        self._around = around
        self._first = month_of(around.clock.today())[0]
        self.report: MonthReport | None = None
        self._make_tools()
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self.go_into_the_margin()
        self.tiles: tuple[StatTile, ...] = ()
        self.given: tuple[StatTile, ...] = ()
        self.cards: tuple[FigureCard, ...] = ()
        self._begun = False
        for keys, act in (("Alt+Left", self.show_before), ("Alt+Right", self.show_after), ("Ctrl+P", self.on_paper)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _built(self) -> Iterator[None]:
        """The plots, once the page itself is there, then what they show."""
        self.tiles = tuple(StatTile(label) for label in (_("Visits"), _("Occupancy"), _("Invoiced"), _("Unpaid")))
        self.given = (StatTile(_("Volunteer time")), StatTile(_("Help at the computers")))
        for tile in self.given:
            tile.hide()
        self.visits, self.occupancy, self.revenue, self.unpaid = self.cards = report_figures.cards()
        self.nothing = EmptyState(
            "chart-bar", _("Nothing happened this month"), _("Choose another month with the arrows above.")
        )
        yield
        self._stack.addWidget(self._scrolling(self._figures()))
        self._stack.addWidget(self.nothing)
        yield
        self.refresh()

    def _make_tools(self) -> None:
        self._before = button("", self.show_before, icon="caret-left", says=_("The month before"))
        self._after = button("", self.show_after, icon="caret-right", says=_("The month after"))
        for arrow in (self._before, self._after):
            arrow.setProperty("square", True)
        self.month = Choice(
            tuple((first.isoformat(), _capital(formats.month(first))) for first in _months(self._first))
        )
        self.month.setAccessibleName(_("Month"))
        self.month.currentIndexChanged.connect(self._chosen)
        chooser = QWidget()
        line = QHBoxLayout(chooser)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for widget in (self._before, self.month, self._after):
            line.addWidget(widget)
        self._look = SegmentedControl(_("How it is shown"), ((PLOTS, _("Plots")), (TABLES, _("Tables"))))
        self._look.chosen.connect(self._show_look)
        self._export = button("", self.export, icon="export", says=_("Export the figures"), tall=True)
        self.add_tool(chooser)
        self.add_tool(self._look)
        self.add_tool(self._export)
        self._paper = button(_("On paper"), self.on_paper, look="main", icon="printer")
        self.set_main_act(self._paper)
        self.setFocusProxy(self.month)

    def _figures(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, BESIDE, 0)
        column.setSpacing(theme.GAP + 2)
        self._tile_grid, self._card_grid = QGridLayout(), QGridLayout()
        for grid in (self._tile_grid, self._card_grid):
            grid.setSpacing(theme.GAP + 2)
        column.addLayout(self._tile_grid)
        column.addLayout(self._card_grid, 1)
        self._lay_out(self._narrow)
        return inside

    def _scrolling(self, inside: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(_("Reports"))
        area.setWidget(inside)
        float_bars(area)
        return area

    def _lay_out(self, narrow: bool) -> None:
        """Four tiles, then four cards two by two; tables want the whole width."""
        self.month.setMinimumWidth(120 if narrow else 170)
        for column in range(4):
            self._tile_grid.setColumnStretch(column, int(column < 2 or not narrow))
        across = 2 if narrow else 4
        for number, tile in enumerate((*self.tiles, *self.given)):
            self._tile_grid.addWidget(tile, number // across, number % across)
        across = 1 if narrow or self._look.choice == TABLES else 2
        for number, card in enumerate(self.cards):
            self._card_grid.addWidget(card, number // across, number % across)

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        if self._stack.count():
            self._lay_out(narrow)

    def reload(self) -> None:
        """Ask for the month; it is shown when it is reckoned, unless another was asked for meanwhile."""
        if not self._stack.count():
            if not self._begun:
                self._begun = True
                InTurns(self._built(), self)
            return
        name = formats.month(self._first)
        work = partial(_reckoned, self._around.services, self._first)
        self._around.jobs.run(_("Reckoning %(month)s") % {"month": name}, work, done=self._show)
        months = _months(month_of(self._around.clock.today())[0])
        self._before.setEnabled(self._first > months[-1])
        self._after.setEnabled(self._first < months[0])

    def _show(self, report: MonthReport) -> None:
        if report.first != self._first:
            return
        self.report = report
        for tile, figure in zip(self.tiles, report_words.figures(report), strict=True):
            tile.set(*figure)
        given = {figure[0]: figure for figure in report_words.given(report)}
        for tile, label in zip(self.given, (_("Volunteer time"), _("Help at the computers")), strict=True):
            tile.setVisible(label in given)
            if label in given:
                tile.set(*given[label])
        report_figures.show_visits(self.visits, report)
        report_figures.show_occupancy(self.occupancy, report)
        report_figures.show_revenue(self.revenue, report)
        report_figures.show_unpaid(self.unpaid, report)
        self._stack.setCurrentIndex(1 if report.empty else 0)

    def show_month(self, first: date) -> None:
        """Show the month that begins then."""
        self._first = first
        with QSignalBlocker(self.month):
            self.month.choose(first.isoformat())
        self.refresh()

    @Slot()
    def _chosen(self) -> None:
        if self.month.choice is not None:
            self.show_month(date.fromisoformat(str(self.month.choice)))

    @Slot()
    def show_before(self) -> None:
        """The month before, as far as the list goes."""
        if self._before.isEnabled():
            self.show_month(month_before(self._first)[0])

    @Slot()
    def show_after(self) -> None:
        """The month after, up to this one."""
        if self._after.isEnabled():
            self.show_month(month_after(self._first)[0])

    @Slot(str)
    def _show_look(self, look: str) -> None:
        if self._stack.count():
            InTurns(self._turned(look), self)

    def _turned(self, look: str) -> Iterator[None]:
        """Each card in a turn of its own: a table is much to make. Whoever changes their mind meanwhile is heeded."""
        for card in self.cards:
            if look == self._look.choice:
                card.show_as_table(look == TABLES)
                yield
        self._lay_out(self._narrow)

    @Slot()
    def on_paper(self) -> None:
        """Draw the month shown, then let them look at it."""
        from tierslieu_desk.ui.paper_dialog import show_paper

        if self.report is None:
            return
        title = _("Report of the month, %(month)s") % {"month": formats.month(self.report.first)}
        name = _("month-%(month)s.pdf") % {"month": f"{self.report.first:%Y-%m}"}
        work = partial(_drawn, self._around, self.report)
        self._around.jobs.run(title, work, done=partial(show_paper, self, self._around.jobs, title, name))

    @Slot()
    def export(self) -> None:
        """Every figure as a file for a spreadsheet."""
        if self.report is None:
            return
        name = _("month-%(month)s.xlsx") % {"month": f"{self.report.first:%Y-%m}"}
        file = ask.file_to_write(self, _("Export the figures"), Path.home() / name, _("Spreadsheets (*.xlsx *.csv)"))
        if file is not None:
            work = partial(_exported, self.report, file)
            self._around.jobs.run(_("Writing the file"), work, done=self._exported, lane=PAPER)

    def _exported(self, file: Path) -> None:
        self.said.emit(_("Kept as %(file)s.") % {"file": file}, None)


def _months(last: date) -> list[date]:
    """The first days of the months on offer, the latest first."""
    months = [last]
    while len(months) < MONTHS:
        months.append(month_before(months[-1])[0])
    return months


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _reckoned(services: DeskServices, first: date, _progress: Progress) -> MonthReport:
    return services.reports.month(first)


def _drawn(around: Surroundings[DeskServices], report: MonthReport, _progress: Progress) -> bytes:
    from tierslieu_desk.services.report import report_papers

    return report_papers.render(report, around.services.places, around.clock.wall())


def _exported(report: MonthReport, file: Path, _progress: Progress) -> Path:
    from tierslieu_desk.services.report import report_papers

    return report_papers.export(report, file)
