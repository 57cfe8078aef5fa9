"""Rooms, a line each: what it is called, how many sit there, what an hour costs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import NumberField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.price_line import PriceLine

SEATS = 6


class RoomLine(QWidget):
    """One room. `gone` when its line is to be taken away."""

    gone = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Meeting room"))
        self.seats = NumberField(SEATS, 1, 500)
        self.seats.setFixedWidth(84)
        self.price = PriceLine()
        self.price.setFixedWidth(110)
        self._drop = button("", self._go, look="quiet", icon="x", says=_("Take this room away"))
        self._drop.setFixedWidth(34)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.name, 1)
        line.addWidget(self.seats)
        line.addWidget(Words(_("seats"), "second"))
        line.addWidget(self.price)
        line.addWidget(Words(_("an hour"), "second"))
        line.addWidget(self._drop)

    def call_it(self, number: int) -> None:
        """By its place in the list, for whoever listens and for the form."""
        self.name.setObjectName(f"room-{number}-name")
        self.price.setObjectName(f"room-{number}-price")
        self.name.setAccessibleName(_("Room %(n)s, name") % {"n": number})
        self.seats.setAccessibleName(_("Room %(n)s, seats") % {"n": number})
        self.price.setAccessibleName(_("Room %(n)s, price of an hour") % {"n": number})

    @Slot()
    def _go(self) -> None:
        self.gone.emit(self)


class RoomLines(QWidget):
    """`changed` with every touch, `renamed` when lines came or went and the fields have other names."""

    changed = Signal()
    renamed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[RoomLine] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(self._column)
        foot = QHBoxLayout()
        foot.addWidget(button(_("Another room"), self.add_line, icon="plus"))
        foot.addStretch(1)
        column.addLayout(foot)
        self._made()

    @property
    def fields(self) -> tuple[QLineEdit, ...]:
        """The lines that can be refused."""
        return tuple(field for line in self.lines for field in (line.name, line.price))

    @Slot()
    def add_line(self) -> None:
        """One more, to write in at once."""
        self._made().name.setFocus()
        self.changed.emit()

    def _made(self) -> RoomLine:
        line = RoomLine()
        line.gone.connect(self._drop)
        line.name.textChanged.connect(self.changed)
        line.price.textChanged.connect(self.changed)
        line.seats.valueChanged.connect(self.changed)
        self.lines.append(line)
        self._column.addWidget(line)
        self._rename()
        return line

    def _rename(self) -> None:
        for number, line in enumerate(self.lines, start=1):
            line.call_it(number)
        self.renamed.emit()

    @Slot(object)
    def _drop(self, line: RoomLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._rename()
        self.changed.emit()

    def raw(self) -> list[Any]:
        """What is written, for a draft."""
        return [[line.name.text(), line.seats.value(), line.price.text()] for line in self.lines]

    def fill(self, raw: list[Any]) -> None:
        """Show what `raw` gave."""
        for line in tuple(self.lines):
            self._drop(line)
        for name, seats, price in raw:
            line = self._made()
            line.name.setText(name)
            line.seats.setValue(seats)
            line.price.setText(price)
