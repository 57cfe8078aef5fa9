"""The opening hours of a week in a small picture: a line a day, filled while the place is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.ui import theme

_MONDAY = date(2026, 11, 23)
"""Any Monday, for the names of the days."""
_LINE, _BAR, _FOOT, _LEFT = 16, 10, 18, 44
_MINUTES, _HOUR = 1440, 60
_EVERY = 4


class WeekPicture(QWidget):
    """It says in words, to who reads with a screen reader, what it shows."""

    def __init__(self, hours: Sequence[WeeklyHours]) -> None:
        super().__init__()
        self._hours = tuple(hours)
        self.setAccessibleName(_("Opening hours of the week"))
        self.setAccessibleDescription(week_words(hours))
        self.setToolTip(week_words(hours))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(300, 7 * _LINE + _FOOT)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 7 * _LINE + _FOOT)

    @property
    def span(self) -> tuple[int, int]:
        """From which hour to which it is drawn: an hour more than it is open at either side."""
        if not self._hours:
            return 0, 24
        first = min(one.opens for one in self._hours) // _HOUR - 1
        last = -(-max(one.closes for one in self._hours) // _HOUR) + 1
        return max(0, first), min(24, last)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("group"))
        first, last = self.span
        wide = (self.width() - _LEFT - 12) / ((last - first) * _HOUR)
        for day in range(7):
            top = day * _LINE + (_LINE - _BAR) / 2
            painter.setPen(theme.colour("muted"))
            name = formats.weekday(_MONDAY + timedelta(days=day))[:3]
            words = QRectF(0, day * _LINE, _LEFT - 8, _LINE)
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("soft_line"))
            painter.drawRoundedRect(QRectF(_LEFT, top, (last - first) * _HOUR * wide, _BAR), 3, 3)
            painter.setBrush(theme.colour("accent"))
            for one in self._hours:
                if one.weekday == day:
                    left = _LEFT + (one.opens - first * _HOUR) * wide
                    painter.drawRoundedRect(QRectF(left, top, (one.closes - one.opens) * wide, _BAR), 3, 3)
        painter.setPen(theme.colour("muted"))
        for hour in range(-(-first // _EVERY) * _EVERY, last + 1, _EVERY):
            middle = _LEFT + (hour - first) * _HOUR * wide
            under = QRectF(middle - 20, 7 * _LINE, 40, _FOOT)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, str(hour))


def week_words(hours: Sequence[WeeklyHours]) -> str:
    """The same in words: "Monday 08:00 – 12:00, 14:00 – 18:00; Saturday closed"."""
    if not hours:
        return _("No opening hours are written down: it can be booked at any time.")
    days = []
    for day in range(7):
        stretches = sorted((one.opens, one.closes) for one in hours if one.weekday == day)
        times = ", ".join(f"{_clock(opens)} – {_clock(closes)}" for opens, closes in stretches)
        days.append(" ".join((formats.weekday(_MONDAY + timedelta(days=day)), times or _("closed"))))
    return "; ".join(days)


def _clock(minutes: int) -> str:
    return f"{minutes // _HOUR:02}:{minutes % _HOUR:02}" if minutes < _MINUTES else "24:00"
