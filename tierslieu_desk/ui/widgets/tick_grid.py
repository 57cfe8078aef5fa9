"""Short words to tick, close together in columns, for a form in which something else is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from tierslieu_desk.ui.widgets.ticks import Tick


class TickGrid(QWidget):
    """`choices` are (code, word, what a screen reader adds). `changed` goes out when one was ticked or not."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str, str]], columns: int = 3) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        self._boxes: dict[str, Tick] = {}
        for number, (code, word, adds) in enumerate(choices):
            box = Tick(word)
            box.setAccessibleName(word)
            box.setAccessibleDescription(adds)
            box.setToolTip(adds)
            box.toggled.connect(self.changed)
            self._boxes[code] = box
            grid.addWidget(box, number // columns, number % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The codes ticked, in the order they are offered."""
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    def box(self, code: str) -> Tick:
        """The box of that code. Raises `KeyError`."""
        return self._boxes[code]
