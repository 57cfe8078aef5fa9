"""Scroll bars and the ring of the focus, which lie over what they are about: it keeps its width, and nothing shifts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QTextBrowser,
    QWidget,
)
from shiboken6 import isValid

from tierslieu_desk.ui import theme

THICK = 10
_ROUND = 9
BESIDE = 14
"""What an area goes beyond its cards, into the margin of its page, for its bar to stand beside them."""


class FloatingBar(QScrollBar):
    """Follows one of an area's own bars, which is hidden; shown only while there is something out of sight."""

    def __init__(self, area: QAbstractScrollArea, own: QScrollBar) -> None:
        super().__init__(own.orientation(), area)
        self._area, self._own = area, own
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        own.rangeChanged.connect(self._follow)
        own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(own.setValue)
        area.installEventFilter(self)
        area.viewport().installEventFilter(self)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        own = self._own
        self.setRange(own.minimum(), own.maximum())
        self.setPageStep(own.pageStep())
        self.setSingleStep(own.singleStep())
        self.setValue(own.value())
        self.setVisible(own.maximum() > own.minimum())
        self._place()

    def _place(self) -> None:
        seen: QRect = self._area.viewport().geometry()
        if self.orientation() == Qt.Orientation.Vertical:
            self.setGeometry(seen.right() + 1 - THICK, seen.top(), THICK, seen.height())
        else:
            self.setGeometry(seen.left(), seen.bottom() + 1 - THICK, seen.width(), THICK)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The area was resized, or its viewport moved below a header."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest):
            self._follow()
        return False


class _FirstScroll(QObject):
    """Makes the bar of an area once something is out of sight: most have none, and a bar hears of all its area does."""

    def __init__(self, area: QAbstractScrollArea, own: QScrollBar) -> None:
        super().__init__(own)
        self._area, self._own = area, own
        own.rangeChanged.connect(self._ranged)

    @Slot()
    def _ranged(self) -> None:
        if self._own.maximum() > self._own.minimum():
            self._own.rangeChanged.disconnect(self._ranged)
            FloatingBar(self._area, self._own)
            self.deleteLater()


class FocusRing(QWidget):
    """Round an area that has nothing in it to be on, while the keyboard scrolls it."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        area.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The focus came or went, or the area has another size."""
        told = event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.Resize)
        if told and isValid(self._area):  # an area that is being freed still loses the focus
            self.setGeometry(self._area.rect())
            self.setVisible(self._area.hasFocus())
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _ROUND, _ROUND)


def scrolled(page: QWidget, stack: QStackedWidget | None = None) -> QScrollArea:
    """A page smaller than it can be read scrolls, rather than being squeezed: at 200 %, on a small screen.

    In a `stack` its area takes its place first: all that is in a page is told of each widget it comes to be in.
    """
    area = QScrollArea()
    if stack is not None:
        stack.addWidget(area)
    seen = QWidget()
    seen.setAutoFillBackground(True)
    area.setViewport(seen)  # as Qt's own is, but known to Python, which learns every kind of widget to know that one
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    float_bars(area)
    return area


def float_bars(area: QAbstractScrollArea) -> None:
    """Lay the bars of an area over its edges, and a ring where it takes the focus and shows none.

    A bar switched off stays off.
    """
    if isinstance(area, QScrollArea | QTextBrowser) and area.focusPolicy() != Qt.FocusPolicy.NoFocus:
        FocusRing(area)
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if area.verticalScrollBarPolicy() != off:
        area.setVerticalScrollBarPolicy(off)
        _FirstScroll(area, area.verticalScrollBar())
    if area.horizontalScrollBarPolicy() != off:
        area.setHorizontalScrollBarPolicy(off)
        _FirstScroll(area, area.horizontalScrollBar())
