"""A card over a dimmed window: it takes the keys while it is there, and gives the focus back when it leaves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from tierslieu_desk.ui import theme

WIDTH, HEIGHT = 860, 580
EDGE = 24
"""What is left of the window round the card, at least."""
_DIM_LIGHT, _DIM_DARK = 110, 170
_SHADOW, _SHADE = 20, 5
_THROUGH = {Qt.Key.Key_F9, Qt.Key.Key_F12}
_WINDOW_KEYS = (Qt.Key.Key_Z, Qt.Key.Key_K, *(Qt.Key(Qt.Key.Key_1 + number) for number in range(9)))


class Overlay(QFrame):
    """Fill `frame`; it stays in the middle of `host`. A click beside it, or `close`, frees it. `closed` comes once."""

    closed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._before = QApplication.focusWidget()
        self.undoes: Callable[[], bool] = bool
        """Whether the key of undo is its own now, and not the page's below."""
        self.frame = QFrame(self)
        self.frame.setObjectName("counterCard")
        host.installEventFilter(self)
        self.setGeometry(host.rect())

    @property
    def may_leave(self) -> bool:
        """Whether it may be closed now."""
        return True

    def leave(self) -> None:
        """Close it and give the focus back."""
        if not self.may_leave or self.isHidden():
            return
        self._host.removeEventFilter(self)
        self.hide()
        there = self._before is not None and isValid(self._before) and self._before.isVisible()
        (self._before if there and self._before is not None else self._host).setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        width, height = min(WIDTH, room.width()), min(HEIGHT, room.height())
        top = EDGE + max(0, (room.height() - height) // 3)
        self.frame.setGeometry(QRect((self.width() - width) // 2, top, width, height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Only undo, the card itself, another page, another person and the evacuation list are for the window below."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not self.isHidden():
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            its_own = event.key() == Qt.Key.Key_Z and self.undoes()
            if its_own or not (event.key() in _THROUGH or (control and event.key() in _WINDOW_KEYS)):
                event.accept()
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.frame.geometry().contains(event.position().toPoint()):
            self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that whatever has the focus does not use come here: Escape leaves from everywhere."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays inside; while it is hidden, the focus goes out."""
        if self.isHidden():
            return super().focusNextPrevChild(forward)
        stops = [
            widget
            for widget in self.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(self) and widget.isEnabled()
        ]
        if not stops:
            return False
        now = self.focusWidget()
        at = stops.index(now) if now in stops else -1
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(
            Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dark = theme.is_dark()
        dim = QColor(theme.colour("bg" if dark else "text"))
        dim.setAlpha(_DIM_DARK if dark else _DIM_LIGHT)
        painter.fillRect(self.rect(), dim)
        shade = QColor(theme.colour("bg" if dark else "text"))
        shade.setAlpha(_SHADE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        for step in range(_SHADOW, 0, -2):
            box = self.frame.geometry().adjusted(-step, -step // 2, step, step + 6)
            painter.drawRoundedRect(box, theme.RADIUS_CARD + step, theme.RADIUS_CARD + step)
