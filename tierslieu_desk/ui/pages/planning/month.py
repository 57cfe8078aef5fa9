"""The month: each day with how full it is, its bookings, its events and what keeps it closed; a day is entered from it.

Keys: arrows go from day to day and from week to week, over the end of the month too; Home and End to the ends of the
week; Enter opens the day.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import icons, theme
from tierslieu_desk.ui.pages.planning import month_rows, paint
from tierslieu_desk.ui.pages.planning.month_rows import WEEK, Month
from tierslieu_desk.wallclock import DAY

_PAD = 9
_BAR = 6
_LEAST = QSize(44, 33)
_ROOMY = 44
"""A day as tall as this has air over its number."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -WEEK, Qt.Key.Key_Down: WEEK}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MonthView(QWidget):
    """Feed it a `Month`. Its signals carry a `date`."""

    day_opened = Signal(object)
    """Show that day."""
    day_reached = Signal(object)
    """The keys went on to a day of another month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Planning of the month"))
        self._month: Month | None = None
        self._on: date | None = None
        self._pens = paint.Pens()
        self.setMinimumSize(WEEK * _LEAST.width(), self._head + 6 * _LEAST.height())

    @property
    def day(self) -> date | None:
        """The day the keyboard is on."""
        return self._on

    @property
    def sentence(self) -> str:
        """What a screen reader says of where one is."""
        return self.accessibleDescription()

    def show_month(self, month: Month, on: date) -> None:
        """Draw that month, the keyboard on that day of it."""
        self._month = month
        self._go(on)

    @property
    def _head(self) -> int:
        return self._pens.header_height

    @property
    def _foot(self) -> int:
        """The line that says what is counted; a low window has the hover alone."""
        return self._head if self.height() >= self._head + 6 * _ROOMY else 0

    def _go(self, day: date) -> None:
        month = self._month
        if month is None:
            return
        number = month.number(day)
        if number is None or not month.inside(day):
            self.day_reached.emit(day)
            return
        self._on = day
        self.setAccessibleDescription(month_rows.sentence(month.days[number], month.today))
        self.update()

    def cell(self, number: int) -> QRect:
        """Where a day is drawn, counted from the first shown."""
        weeks = self._month.weeks if self._month is not None else 6
        row, column = divmod(number, WEEK)
        height = self.height() - self._head - self._foot
        left, right = column * self.width() // WEEK, (column + 1) * self.width() // WEEK
        top, bottom = self._head + row * height // weeks, self._head + (row + 1) * height // weeks
        return QRect(left, top, right - left, bottom - top)

    def _at(self, position: QPoint) -> int | None:
        count = len(self._month.days) if self._month is not None else 0
        return next((number for number in range(count) if self.cell(number).contains(position)), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._on is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._go(self._on + _STEPS[key] * DAY)
        elif key == Qt.Key.Key_Home:
            self._go(self._on - self._on.weekday() * DAY)
        elif key == Qt.Key.Key_End:
            self._go(self._on + (WEEK - 1 - self._on.weekday()) * DAY)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_opened.emit(self._on)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position().toPoint())
        if number is not None and self._month is not None and event.button() == Qt.MouseButton.LeftButton:
            self.day_opened.emit(self._month.days[number].day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        inside = self._at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if inside else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._at(event.pos())
            if number is None or self._month is None:
                QToolTip.hideText()
            else:
                day = self._month.days[number]
                told = (month_rows.sentence(day, self._month.today), month_rows.by_kind(day))
                QToolTip.showText(event.globalPos(), "\n".join(line for line in told if line), self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._pens = paint.Pens()
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        month = self._month
        if month is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setFont(self._pens.group)
        painter.setPen(theme.colour("muted"))
        for number, name in enumerate(month_rows.weekday_names(month.days)):
            box = self.cell(number)
            shown = self._pens.group_measure.elidedText(name, Qt.TextElideMode.ElideRight, box.width() - 2 * _PAD)
            painter.drawText(QRect(box.left() + _PAD, 0, box.width() - 2 * _PAD, self._head), _LEFT, shown)
        for number in range(len(month.days)):
            self._day(painter, month, number)
        for number in range(len(month.days)):
            box = self.cell(number)
            painter.fillRect(QRect(box.left(), box.top(), box.width(), 1), theme.colour("line"))
            if number % WEEK:
                painter.fillRect(QRect(box.left(), box.top(), 1, box.height()), theme.colour("line"))
        if self._foot:
            self._what_is_counted(painter, month)
        paint.rounded(painter, self.rect().adjusted(0, 0, -1, -1))
        on = month.number(self._on) if self._on is not None else None
        if on is not None and self.hasFocus():
            paint.ring(painter, self.cell(on).adjusted(3, 3, -2, -2))
        painter.end()

    def _what_is_counted(self, painter: QPainter, month: Month) -> None:
        foot = self.rect().adjusted(0, self.height() - self._foot, 0, 0)
        painter.fillRect(QRect(0, foot.top(), foot.width(), 1), theme.colour("line"))
        painter.setFont(self._pens.second)
        painter.setPen(theme.colour("muted"))
        box = foot.adjusted(_PAD, 0, -_PAD, 0)
        words = month_rows.counted(month.days)
        shown = self._pens.second_measure.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _LEFT, shown)

    def _day(self, painter: QPainter, month: Month, number: int) -> None:
        """The number of the day and how full it is, a bar of the same, its bookings, then as many events as fit."""
        day, box, pens = month.days[number], self.cell(number), self._pens
        inside = month.inside(day.day)
        if not inside:
            painter.fillRect(box, theme.colour("bg"))
        if not day.opens:
            painter.fillRect(box, pens.hatch(theme.colour("soft_line"), painter.device().devicePixelRatioF()))
        line = pens.note_measure.height() + 2
        text = box.adjusted(_PAD, 7 if box.height() >= _ROOMY else 3, -_PAD, 0)
        text.setHeight(pens.name_measure.height() + 2)
        tint = "on_accent" if day.day == month.today else "text" if inside else "muted"
        self._number(painter, str(day.day.day), text, tint)
        percent = day.share.percent
        if percent is not None:
            painter.setFont(pens.note)
            painter.setPen(theme.colour("muted"))
            painter.drawText(text, _RIGHT, _("%(percent)s %%") % {"percent": percent})
            self._bar(painter, QRect(text.left(), text.bottom() + 4, text.width(), _BAR), percent)
        top = text.bottom() + 4 + _BAR + 4
        lines = [(month_rows.closed(day), "text" if inside else "muted", ""), (month_rows.bookings(day), "muted", "")]
        lines += [(title, "event", "ticket") for title in day.events]
        lines = [one for one in lines if one[0]]
        most = max(0, (box.bottom() - 4 - top) // line)
        if len(lines) > most > 0:
            lines = [*lines[: most - 1], (_("and %(n)s more") % {"n": len(lines) - most + 1}, "muted", "")]
        for said, tint, icon in lines[:most]:
            self._line(painter, QRect(text.left(), top, text.width(), line), (said, tint, icon))
            top += line

    def _number(self, painter: QPainter, number: str, box: QRect, tint: str) -> None:
        """Today's stands on the accent colour."""
        painter.setFont(self._pens.name)
        width = self._pens.name_measure.horizontalAdvance(number)
        if tint == "on_accent":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRect(box.left() - 5, box.top() - 1, width + 10, box.height() + 1), 8, 8)
        painter.setPen(theme.colour(tint))
        painter.drawText(box, _LEFT, number)

    def _bar(self, painter: QPainter, box: QRect, percent: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(box, _BAR / 2, _BAR / 2)
        if percent:
            full = QRect(box)
            full.setWidth(max(_BAR, box.width() * min(percent, 100) // 100))
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(full, _BAR / 2, _BAR / 2)

    def _line(self, painter: QPainter, box: QRect, said: tuple[str, str, str]) -> None:
        words, tint, icon = said
        if icon:
            side = box.height() - 3
            icons.paint(painter, QRect(box.left(), box.top() + 1, side, side), icon, tint)
            box = box.adjusted(side + 4, 0, 0, 0)
        painter.setFont(self._pens.note)
        painter.setPen(theme.colour(tint))
        shown = self._pens.note_measure.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _LEFT, shown)
