"""The cards at the left of somebody's file: scrolled beside what happened, or in full above it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from tierslieu_desk.ui import theme
from tierslieu_desk.ui.widgets.scrolling import BESIDE, float_bars

WIDTH = 292 + BESIDE


class LeftColumn(QScrollArea):
    """As wide as the cards need; where the window is narrow it is as tall as they are, and the page scrolls."""

    def __init__(self, cards: Iterable[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        inside = self._inside = QWidget()
        inside.setObjectName("scrolled")
        column = self._column = QVBoxLayout(inside)
        column.setSpacing(theme.GAP + 2)
        self.setWidget(inside)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        float_bars(self)
        inside.installEventFilter(self)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Above what happened, or beside it."""
        self._narrow = narrow
        self._column.setContentsMargins(0, 0, 0 if narrow else BESIDE, 0)
        self.setMinimumWidth(0 if narrow else WIDTH)
        self.setMaximumWidth((1 << 24) - 1 if narrow else WIDTH)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(self._inside.sizeHint().height() if self._narrow else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()
