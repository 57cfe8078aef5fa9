"""A tick that is seen in the dark too: Qt draws an empty box almost in the colour of what is behind it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from tierslieu_desk.ui import icons, theme

_SIDE = 16


class Tick(QCheckBox):
    """A check box in our colours; ticked, it is filled and carries a mark."""

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style = self.style()
        place = style.subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        words = style.subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        box = QRect(0, 0, _SIDE, _SIDE)
        box.moveCenter(place.center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ticked = self.isChecked()
        painter.setPen(theme.colour("accent" if ticked else "faint"))
        painter.setBrush(theme.colour("accent" if ticked else "surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if ticked:
            icons.paint(painter, box.adjusted(2, 2, -2, -2), "check", "on_accent")
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        style.drawItemText(painter, words, left, self.palette(), self.isEnabled(), self.text(), self.foregroundRole())
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
