"""What a search found, as a table; when it found nothing, why, space by space, and what would be free instead."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages.planning import find_words
from tierslieu_desk.ui.pages.planning.words import day_name
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.message_bar import announce
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.free_search import Found, Space
    from tierslieu_desk.services.booking.free_why import Nothing, WhyNot

HEIGHT = 250
FOUND, NONE = range(2)
WHEN, _ROUND_A_CELL = 1, 40
_FIGURES = ("1&", "2É", '3"', "4'", "5(", "6-")
"""The key of each way out, and what it gives on a French keyboard without Shift."""


class Results(QWidget):
    """`taken` carries the `Space` they want, of the table or of the ways out; `later` that they look further."""

    taken = Signal(object)
    later = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._told = Words("", "strong", wrap=True)
        self._pages = QStackedWidget()
        self._pages.setMinimumHeight(HEIGHT)
        self.table = Table(_("Free spaces"), _found_model())
        self.table.opened.connect(self.taken)
        self.table.chosen.connect(self._tell_working)
        self._working = Words("", "second", wrap=True)
        self._further = button(_("The days after…"), self.later.emit)
        self._further.hide()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._made_nothing())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        column.addWidget(self._told)
        column.addWidget(self._pages, 1)
        column.addWidget(self._working)
        column.addWidget(self._further, 0, Qt.AlignmentFlag.AlignLeft)
        for key in ("Up", "Down"):
            QShortcut(QKeySequence(f"Alt+{key}"), parent).activated.connect(self._to_the_table)
        self.ways: tuple[Space, ...] = ()
        for number, keys in enumerate(_FIGURES):
            for key in keys:
                shortcut = QShortcut(QKeySequence(f"Alt+{key}"), parent)
                shortcut.setProperty("way", number)
                shortcut.activated.connect(self._take_way)

    def _made_nothing(self) -> QWidget:
        inside = QWidget()
        column = self._ways = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        self.why = Table(_("Why not"), _why_model())
        column.addWidget(self.why, 1)
        return inside

    @property
    def sentence(self) -> str:
        """What is said above the table."""
        return self._told.text()

    @property
    def space(self) -> Space | None:
        """The one chosen in the table, None while there is none."""
        return self.table.row if self._pages.currentIndex() == FOUND else None

    def wait(self) -> None:
        """What is shown is of another search."""
        self._told.setText(_("Looking…"))

    def clear(self) -> None:
        """Nothing is shown while nothing can be looked for."""
        self._further.hide()
        self.table.set_rows(())
        self._pages.setCurrentIndex(FOUND)
        self._working.setText("")
        self._told.setText("")

    def show_found(self, found: Found, last_day: bool) -> None:
        """These, in order of time; the first one is chosen."""
        count = len(found.spaces)
        words = ngettext("%(n)s free time", "%(n)s free times", count) % {"n": count}
        if not last_day:
            words += " · " + _("up to %(day)s") % {"day": formats.date_weekday(found.until)}
        self._further.setVisible(not last_day)
        self._pages.setCurrentIndex(FOUND)
        self.table.set_rows(found.spaces)
        longest = max((self.table.fontMetrics().horizontalAdvance(_when(space)) for space in found.spaces), default=0)
        self.table.setColumnWidth(WHEN, longest + _ROUND_A_CELL)  # a time cut short is another time
        self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._tell_working(self.table.row)
        self._tell(words)

    def show_nothing(self, nothing: Nothing) -> None:
        """Why not, and each way out on a button of its own, with the key of its number."""
        self._further.hide()
        self._working.setText("")
        while self._ways.count() > 1:
            item = self._ways.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.ways = tuple(way.space for way in nothing.ways)
        for number, way in enumerate(nothing.ways):
            made = button(find_words.way_words(way), partial(self.taken.emit, way.space))
            made.setAutoDefault(False)
            made.setToolTip(f"Alt+{number + 1}")
            self._ways.insertWidget(number, made, 0, Qt.AlignmentFlag.AlignLeft)
        self.why.set_rows(nothing.why)
        self._pages.setCurrentIndex(NONE)
        self._tell(_("Nothing is free for that.") if nothing.why else _("There is no such space here."))

    def _tell(self, sentence: str) -> None:
        self._told.setText(sentence)
        announce(self, sentence)

    @Slot(object)
    def _tell_working(self, space: Space | None) -> None:
        self._working.setText(find_words.working_words(space) if space is not None else "")

    @Slot()
    def _take_way(self) -> None:
        """As if the button of that way out was pressed."""
        number = self.sender().property("way")
        if self._pages.currentIndex() == NONE and number < len(self.ways):
            self.taken.emit(self.ways[number])

    @Slot()
    def _to_the_table(self) -> None:
        (self.table if self._pages.currentIndex() == FOUND else self.why).setFocus()


def _found_model() -> RowsModel[Space]:
    columns: tuple[Column[Space], ...] = (
        Column(_("Space"), _unit),
        Column(_("When"), _when, sort=_start),
        Column(_("Price"), find_words.price_words, sort=_cents, right=True),
        Column(_("Seats"), find_words.seats_words, sort=_seats, right=True),
        Column(_("What is in it"), find_words.contents_words, stretch=True),
    )
    return RowsModel(columns, _key)


def _why_model() -> RowsModel[WhyNot]:
    columns: tuple[Column[WhyNot], ...] = (
        Column(_("Space"), _unit),
        Column(_("Why not"), find_words.why_words, stretch=True),
    )
    return RowsModel(columns, _number)


def _unit(row: Space | WhyNot) -> str:
    return row.unit


def _number(row: WhyNot) -> int:
    return row.unit_id


def _when(space: Space) -> str:
    return f"{day_name(space.slot.start.date())}, {formats.times(space.slot)}"


def _start(space: Space) -> datetime:
    return space.slot.start


def _cents(space: Space) -> int:
    return space.cents


def _seats(space: Space) -> int:
    return space.seats


def _key(space: Space) -> tuple[int, datetime]:
    return space.unit_id, space.slot.start
