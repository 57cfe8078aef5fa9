"""The fields of our forms: Qt's own, with our arrows, half hours to step by, and no wheel that changes by accident."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QDate, QEvent, QObject, QRect, Qt, QTime
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QSpinBox,
    QTimeEdit,
    QToolButton,
    QWidget,
)

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import icons, theme

_STEP_MINUTES = 15
_TEXT_MARGIN = 9
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
        for code, text in choices:
            self.addItem(text, code)

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


class _Clicked(QObject):
    """A click in a date or a time chooses the part it fell on, so that figures typed next replace that part."""

    def __init__(self, field: QDateTimeEdit) -> None:
        super().__init__(field)
        self._field = field
        field.lineEdit().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        field = getattr(self, "_field", None)  # gone when a closed dialog is collected before Qt lets go of it
        if field is None:
            return False
        if event.type() == QEvent.Type.MouseButtonRelease and not field.lineEdit().hasSelectedText():
            field.setSelectedSection(field.currentSection())
        return False


class DateField(QDateEdit):
    """A day, typed or taken from the calendar."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(QDate(day.year, day.month, day.day), parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._clicked = _Clicked(self)
        self.setCalendarPopup(True)
        _plain(self.calendarWidget())
        if "yyyy" not in self.displayFormat():  # 26/11/22 could be any of three days
            self.setDisplayFormat(self.displayFormat().replace("yy", "yyyy"))

    @property
    def day(self) -> date:
        """The day shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            _plain(self.calendarWidget())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _arrow(self, "calendar-blank")


class TimeField(QTimeEdit):
    """A time of the day at the wall clock; up and down move by a quarter of an hour."""

    def __init__(self, at: time, parent: QWidget | None = None) -> None:
        super().__init__(QTime(at.hour, at.minute), parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(_TEXT_MARGIN, 0, 24, 0)
        self._clicked = _Clicked(self)
        self.setDisplayFormat("HH:mm")
        self.setWrapping(True)

    @property
    def at(self) -> time:
        """The time shown."""
        shown = self.time()
        return time(shown.hour(), shown.minute())

    def stepBy(self, steps: int) -> None:
        self.setTime(self.time().addSecs(steps * _STEP_MINUTES * 60))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

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
