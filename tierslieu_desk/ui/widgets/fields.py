"""The fields of our forms: with our arrows, quarters of an hour to step by, and no wheel that changes by accident."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QDate, QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QShortcut, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QComboBox,
    QFrame,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import icons, theme
from tierslieu_desk.ui.widgets.typed import TypedField
from tierslieu_desk.wallclock import DAY, FIRST_DAY, LAST_DAY, in_reach

_STEP_MINUTES = 15
_TEXT_MARGIN = 11
"""What the stylesheet's padding gives the other fields; a spin box without arrows ignores it."""


def _arrow(widget: QWidget, name: str) -> None:
    side = 14
    box = QRect(widget.width() - side - 10, (widget.height() - side) // 2, side, side)
    icons.paint(QPainter(widget), box, name, "muted" if widget.isEnabled() else "faint")


def _plain(calendar: QCalendarWidget) -> None:
    """No week numbers, the end of the week in our own grey, and arrows that are seen in the dark."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    quiet, heading = QTextCharFormat(), QTextCharFormat()
    quiet.setForeground(theme.colour("muted"))
    heading.setForeground(theme.colour("muted"))
    heading.setBackground(theme.colour("surface"))
    calendar.setHeaderTextFormat(heading)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, quiet)
    for name, icon, says in (
        ("qt_calendar_prevmonth", "caret-left", _("The month before")),
        ("qt_calendar_nextmonth", "caret-right", _("The month after")),
    ):
        arrow = calendar.findChild(QToolButton, name)
        if isinstance(arrow, QToolButton):
            arrow.setIcon(icons.icon(icon, "muted"))
            arrow.setAccessibleName(says)


class Choice(QComboBox):
    """One among several: `choices` are (code, text). The wheel scrolls the form, it does not choose."""

    def __init__(self, choices: tuple[tuple[object, str], ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ours = False
        for code, text in choices:
            self.addItem(text, code)

    def showPopup(self) -> None:
        """With our own list, made when it is first asked for: Qt makes one of its own besides, whatever it is told."""
        if not self._ours:
            self._ours = True
            offered = QListView()
            offered.setObjectName("choices")
            self.setView(offered)
            QApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))  # so that Qt frames it as any other
            offered.setCurrentIndex(self.model().index(self.currentIndex(), self.modelColumn()))
            offered.ensurePolished()
            offered.doItemsLayout()
        super().showPopup()

    @property
    def choice(self) -> object:
        """The code chosen, None when there is nothing to choose."""
        return self.currentData()

    def choose(self, code: object) -> None:
        """Show that choice; nothing changes when it is not offered."""
        number = self.findData(code)
        if number >= 0:
            self.setCurrentIndex(number)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _arrow(self, "caret-down")


class DateField(TypedField):
    """A day, typed or taken from the calendar; up and down move by a day."""

    dateChanged = Signal()
    PAGE = 7
    today: date | None = None
    """Where it is known, "tomorrow" and "Thursday" are understood, and a bare 4 is the next fourth there is."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = day
        self._calendar: QCalendarWidget | None = None
        opens = QAction(icons.icon("calendar-blank"), _("Calendar"), self)
        opens.triggered.connect(self.open_calendar)
        self.addAction(opens, QLineEdit.ActionPosition.TrailingPosition)
        for drawn in self.findChildren(QToolButton):
            drawn.setAccessibleName(opens.text())
        for key in ("Alt+Down", "F4"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.open_calendar)
        self._write()

    @property
    def day(self) -> date:
        """The day written there. Raises `NotADate`, `DayOutOfReach`."""
        typed = self.text().strip()
        if typed == formats.date_short(self._day):
            return self._day
        if self.today is not None:
            from tierslieu_desk.ui.widgets.day_words import day_meant

            meant = day_meant(typed, self.today, self._day)
            if meant is not None:
                return meant
        if typed.isdecimal() and len(typed) <= 2:  # a day of the month shown
            typed = f"{typed}/{self._day.month}"
        return formats.parse_date(typed, self._day)

    @day.setter
    def day(self, day: date) -> None:
        self.refusal = None
        self._take(day)

    def read(self) -> None:
        self._take(self.day)

    def _write(self) -> None:
        self.setText(formats.date_short(self._day))

    def stepBy(self, steps: int) -> None:
        moved = self._day + steps * DAY
        if in_reach(moved):
            self._take(moved)

    def _take(self, day: date) -> None:
        before, self._day = self._day, day
        self._write()
        if day != before:
            self.dateChanged.emit()

    def calendarWidget(self) -> QCalendarWidget:
        """The calendar that opens below, made when it is first asked for."""
        if self._calendar is None:
            self._popup = QFrame(self, Qt.WindowType.Popup)
            self._popup.setFrameShape(QFrame.Shape.Box)
            inside = QVBoxLayout(self._popup)
            inside.setContentsMargins(1, 1, 1, 1)
            made = QCalendarWidget()
            inside.addWidget(made)
            made.setAccessibleName(_("Calendar"))
            made.setDateRange(QDate(*FIRST_DAY.timetuple()[:3]), QDate(*LAST_DAY.timetuple()[:3]))
            _plain(made)
            made.clicked.connect(self._chosen)
            made.activated.connect(self._chosen)
            self._calendar = made
        return self._calendar

    @Slot()
    def open_calendar(self) -> None:
        """Show the month of the day written there, below the field or above it where there is more room."""
        self.settle()
        calendar = self.calendarWidget()
        calendar.setSelectedDate(QDate(self._day.year, self._day.month, self._day.day))
        popup = self._popup
        popup.resize(popup.sizeHint())
        room = self.screen().availableGeometry()
        corner = self.mapToGlobal(QPoint(0, self.height()))
        if corner.y() + popup.height() > room.bottom():
            corner.setY(self.mapToGlobal(QPoint(0, 0)).y() - popup.height())
        corner.setX(max(room.left(), min(corner.x(), room.right() - popup.width())))
        popup.move(corner)
        popup.show()
        calendar.setFocus()

    @Slot(QDate)
    def _chosen(self, shown: QDate) -> None:
        self._popup.hide()
        self._take(date(shown.year(), shown.month(), shown.day()))
        self.settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._calendar is not None:
            _plain(self._calendar)


class TimeField(TypedField):
    """A time of the day at the wall clock; up and down move by a quarter of an hour.

    One that `ends` something writes midnight as 24:00, the end of the day.
    """

    timeChanged = Signal()
    PAGE = 4

    def __init__(self, at: time, parent: QWidget | None = None, *, ends: bool = False) -> None:
        super().__init__(parent)
        self._at, self._ends = at, ends
        self.setTextMargins(0, 0, 24, 0)
        self._write()

    @property
    def at(self) -> time:
        """The time written there; the midnight that ends a day is `time(0)` too. Raises `NotATime`."""
        return formats.parse_time(self.text(), ends=self._ends)

    @at.setter
    def at(self, at: time) -> None:
        self.refusal = None
        self._take(at)

    def read(self) -> None:
        self._take(self.at)

    def _write(self) -> None:
        self.setText("24:00" if self._ends and self._at == time() else formats.clock_time(self._at))

    def stepBy(self, steps: int) -> None:
        moved = (self._at.hour * 60 + self._at.minute + steps * _STEP_MINUTES) % (24 * 60)
        self.at = time(*divmod(moved, 60))

    def _take(self, at: time) -> None:
        before, self._at = self._at, at
        self._write()
        if at != before:
            self.timeChanged.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _arrow(self, "clock")


class NumberField(QSpinBox):
    """A whole number between two limits."""

    def __init__(self, value: int, least: int = 0, most: int = 9999, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(_TEXT_MARGIN, 0, 0, 0)
        self.setRange(least, most)
        self.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TextBox(QPlainTextEdit):
    """A text of several lines, as tall as asked: the style sheet has the last word on a minimum."""

    def __init__(self, text: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._tall = height
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._tall)
