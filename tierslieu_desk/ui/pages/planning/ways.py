"""The ways to look at the planning: day, week of all or of one space, month, list; each by its key, the last kept."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QWidget

from tierslieu_desk.ui.pages.planning.body import MONTH, SHEET, PlanningBody
from tierslieu_desk.ui.pages.planning.head import PlanningHead
from tierslieu_desk.ui.pages.planning.spans import IN_DAY, IN_LIST, IN_MONTH, IN_WEEK

if TYPE_CHECKING:
    from tierslieu_desk.ui.pages.planning.page import PlanningPage

SEEN_KEPT = "planning/seen"


class Ways(QObject):
    """`unit` is the one whose week is shown, None for all. `kept` is where the last way is written down."""

    def __init__(self, page: PlanningPage, head: PlanningHead, body: PlanningBody, kept: QSettings | None) -> None:
        super().__init__(page)
        self._page, self._head, self._body, self._kept = page, head, body, kept
        self.unit: int | None = None
        seen = str(kept.value(SEEN_KEPT, IN_DAY)) if kept is not None else IN_DAY
        if seen in (IN_DAY, IN_WEEK, IN_MONTH, IN_LIST):
            head.seen.choose(seen)
        self.lead_keys()
        head.seen.chosen.connect(self._turn)
        head.unit.currentIndexChanged.connect(self._unit_chosen)
        page.view.unit_opened.connect(self.show_week_of)
        for opens in (page.view.day_opened, page.month.day_opened):
            opens.connect(self.open_day)
        self._keys()

    def _keys(self) -> None:
        """Wherever one is on the page, but in a field one types in or a list one chooses from by letters."""
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("PgUp", self._page.earlier),
            ("PgDown", self._page.later),
            ("Alt+Left", self._page.earlier),
            ("Alt+Right", self._page.later),
            ("D", self._see_day),
            ("W", self._see_week),
            ("M", self._see_month),
            ("L", self._see_list),
            ("T", self._page.to_today),
            ("G", self._ask_day),
            ("U", self._see_unit),
        )
        for key, slot in keys:
            self.add_key(key, slot)
        for choice in self._page.findChildren(QComboBox):
            choice.installEventFilter(self)
        self._head.date.returnPressed.connect(self._day_asked)

    def add_key(self, key: str, slot: Callable[[], object]) -> None:
        """One more key of the page."""
        shortcut = QShortcut(QKeySequence(key), self._page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A letter typed on a choice looks for its entry."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            if plain and event.text().isprintable() and event.text():
                event.accept()
        return False

    @property
    def _looked_at(self) -> QWidget:
        page = self._page
        return {IN_MONTH: page.month, IN_LIST: page.list.table}.get(self._head.seen.choice, page.view)

    def lead_keys(self) -> None:
        """The keyboard belongs to what is shown."""
        self._page.setFocusProxy(self._looked_at)

    def take_keys(self) -> None:
        """What is shown has the keyboard, at once."""
        self.lead_keys()
        self._looked_at.setFocus()

    def among(self, units: Collection[int]) -> int | None:
        """The one whose week is shown, if it is there still."""
        self.unit = self.unit if self.unit in units else None
        return self.unit

    def see(self, seen: str) -> None:
        """Look at it that way."""
        self.unit = None
        self._head.seen.choose(seen)
        self._turn()

    @Slot()
    def _turn(self) -> None:
        """Day, week, month or list: each opens on the day the hand was on."""
        seen = self._head.seen.choice
        if self._kept is not None:
            self._kept.setValue(SEEN_KEPT, seen)
        self.unit = self.unit if seen == IN_WEEK else None
        on = {SHEET: self._page.view.day, MONTH: self._page.month.day}.get(self._body.currentIndex())
        self._page.show_day(on if on is not None else self._page.day)
        self.take_keys()

    @Slot(object)
    def show_week_of(self, unit_id: int | None) -> None:
        """The week of one space, its days down; of all with None."""
        view = self._page.view
        on, before = view.moment, view.unit_id
        self.unit = unit_id
        self._head.seen.choose(IN_WEEK)
        self._page.show_day(on.date() if on is not None else self._page.day)
        where = unit_id if unit_id is not None else before
        if on is not None and where is not None:
            view.choose(0, (where, on))
        self.lead_keys()
        view.setFocus()

    @Slot()
    def _unit_chosen(self) -> None:
        chosen = self._head.unit.choice
        self.show_week_of(chosen if isinstance(chosen, int) else None)

    @Slot()
    def _see_unit(self) -> None:
        """The week of the space the hand is on, and back to all."""
        if self._body.currentIndex() == SHEET:
            self.show_week_of(self._page.view.unit_id if self.unit is None else None)

    @Slot()
    def _see_day(self) -> None:
        self.see(IN_DAY)

    @Slot()
    def _see_week(self) -> None:
        self.see(IN_WEEK)

    @Slot()
    def _see_month(self) -> None:
        self.see(IN_MONTH)

    @Slot()
    def _see_list(self) -> None:
        self.see(IN_LIST)

    @Slot()
    def _ask_day(self) -> None:
        """To the line where a day is typed."""
        self._head.date.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._head.date.selectAll()

    @Slot()
    def _day_asked(self) -> None:
        """The day is chosen: from its line back to what it shows."""
        if self._head.date.refused() is None:
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def open_day(self, day: date) -> None:
        """That day, hour by hour."""
        self.unit = None
        self._head.seen.choose(IN_DAY)
        self._page.show_day(day)
        self.lead_keys()
        self._page.view.setFocus()
