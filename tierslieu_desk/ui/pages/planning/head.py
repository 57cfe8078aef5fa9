"""What stands above the planning: which days, how much of them, which spaces, what is printed, and the main act."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSignalBlocker
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import icons
from tierslieu_desk.ui.pages.planning.day import ALL
from tierslieu_desk.ui.pages.planning.find_box import FindBox
from tierslieu_desk.ui.pages.planning.spans import IN_DAY, IN_LIST, IN_MONTH, IN_WEEK, Span
from tierslieu_desk.ui.widgets.buttons import SegmentedControl, button
from tierslieu_desk.ui.widgets.fields import Choice, DateField
from tierslieu_desk.ui.widgets.labels import restyle

DATE_WIDTH = 136
LETTERS = 2


class PlanningHead(QObject):
    """The controls alone: the page lays them out and hears them."""

    def __init__(self, page: QWidget, day: date) -> None:
        super().__init__(page)
        self.steps = QFrame()
        self.steps.setObjectName("segments")
        line = QHBoxLayout(self.steps)
        line.setContentsMargins(1, 1, 1, 1)
        line.setSpacing(0)
        self.date = DateField(day)
        self.date.setAccessibleName(_("Day shown"))
        self.date.setToolTip(_("Another day (G)"))
        self.date.setObjectName("bare")
        self.date.setFixedWidth(DATE_WIDTH)
        self.before = button("", look="quiet", icon="caret-left", says=_("The day before (Page up)"))
        self.after = button("", look="quiet", icon="caret-right", says=_("The day after (Page down)"))
        for widget in (self.before, self.date, self.after):
            line.addWidget(widget)
        self.back = button(_("Today"), tall=True)
        self.back.setToolTip(_("Back to today (T)"))
        self.seen = SegmentedControl(
            _("How much is shown"),
            ((IN_DAY, _("Day")), (IN_WEEK, _("Week")), (IN_MONTH, _("Month")), (IN_LIST, _("List"))),
        )
        for code, says in (
            (IN_DAY, _("One day, hour by hour (D)")),
            (IN_WEEK, _("The week of all spaces (W)")),
            (IN_MONTH, _("How full each day of the month is (M)")),
            (IN_LIST, _("Bookings line by line (L)")),
        ):
            self.seen.explain(code, says)
        self.filter = Choice(((ALL, _("All")),))
        self.filter.setAccessibleName(_("What is shown"))
        self.unit: Choice = Choice()
        self.unit.setAccessibleName(_("Whose week is shown"))
        self.unit.setMaximumWidth(240)
        self.unit.hide()
        self.find = FindBox(_("Find…"))
        fixed = QSizePolicy.Policy.Fixed
        tools: tuple[QWidget, ...] = (self.steps, self.seen, self.filter)
        for tool in tools:
            tool.setSizePolicy(fixed, fixed)
        self.act = button(_("+ Book"))
        self.paper = button("", icon="printer", says=_("Print…"))
        self.paper.setProperty("square", True)
        self.look = button("", icon="sliders", says=_("How wide and how tall…"))
        self.look.setProperty("square", True)
        self.looks = QMenu(self.look)
        self.look.setMenu(self.looks)
        self.papers = QMenu(self.paper)
        self.paper.setMenu(self.papers)

    def set_narrow(self, narrow: bool) -> None:
        """Date, ways to look and way back take less of the line in a narrow window; the way back is an icon there."""
        self.date.setFixedWidth(DATE_WIDTH - 12 if narrow else DATE_WIDTH)
        self.back.setText("" if narrow else _("Today"))
        self.back.setIcon(icons.icon("arrow-counter-clockwise") if narrow else QIcon())
        self.back.setAccessibleName(_("Back to today (T)"))
        self.back.setProperty("tall", not narrow)
        self.seen.setProperty("tight", narrow)
        adjusts = QComboBox.SizeAdjustPolicy
        for choice in (self.filter, self.unit):
            choice.setMinimumContentsLength(LETTERS)
            choice.setSizeAdjustPolicy(
                adjusts.AdjustToMinimumContentsLengthWithIcon if narrow else adjusts.AdjustToContents
            )
        policy = QSizePolicy.Policy
        self.unit.setSizePolicy(policy.Expanding if narrow else policy.Preferred, policy.Fixed)
        self.find.set_narrow(narrow)
        for widget in (self.back, self.seen, *self.seen.findChildren(QPushButton)):
            restyle(widget)
            QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))  # else a button keeps its old size

    def offer(self, choices: tuple[tuple[str, str], ...]) -> None:
        """What can be chosen among, kinds and groups; what was chosen stays so while it is there."""
        before = tuple((self.filter.itemData(n), self.filter.itemText(n)) for n in range(self.filter.count()))
        if choices == before:
            return
        with QSignalBlocker(self.filter):
            chosen = self.filter.choice
            self.filter.clear()
            for code, text in choices:
                self.filter.addItem(text, code)
            self.filter.choose(chosen)

    def offer_units(self, names: dict[int, str], shown: int | None) -> None:
        """Whose week is shown, in the place of kinds and search; None for all."""
        with QSignalBlocker(self.unit):
            self.unit.clear()
            self.unit.addItem(_("All spaces"), None)
            for unit_id, name in names.items():
                self.unit.addItem(name, unit_id)
            self.unit.choose(shown)
        self.unit.setVisible(shown is not None)
        for widget in (self.filter, self.find):
            widget.setVisible(shown is None)

    def name_steps(self, span: Span) -> None:
        """Say what the two arrows beside the day lead to."""
        for arrow, said in zip((self.before, self.after), span.steps, strict=True):
            arrow.setAccessibleName(said)
            arrow.setToolTip(said)
