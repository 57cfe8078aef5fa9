"""The hours of rooms and the like that a plan includes: a line for a kind, and another once that one says something."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.hours import KindHours, of_kinds
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.ui import hour_words, theme
from tierslieu_desk.ui.widgets.fields import Choice, NumberField

_MOST_HOURS = 744
_NUMBER_WIDTH = 96


class HoursLine(QWidget):
    """So many hours of a kind of unit."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        self.hours = NumberField(0, 0, _MOST_HOURS)
        self.hours.setFixedWidth(_NUMBER_WIDTH)
        self.hours.setAccessibleName(_("Hours included besides"))
        self.of = Choice()
        self.of.setAccessibleName(_("They are hours of"))
        line.addWidget(self.hours)
        line.addWidget(self.of, 1)
        self.hours.valueChanged.connect(self.changed)
        self.of.currentIndexChanged.connect(self.changed)

    @property
    def kind(self) -> UnitKind:
        """What they are hours of."""
        return UnitKind(str(self.of.choice))

    def offer(self, kinds: tuple[tuple[UnitKind, str], ...]) -> None:
        """Only those may be chosen; what is chosen stays, where it is one of them."""
        chosen = self.of.choice
        if kinds == tuple((self.of.itemData(at), self.of.itemText(at)) for at in range(self.of.count())):
            return
        with QSignalBlocker(self.of):
            self.of.clear()
            for kind, words in kinds:
                self.of.addItem(words, kind)
            self.of.choose(chosen)


class PlanHours(QWidget):
    """Lines of hours. `changed` when one of them was, `grown` when there is one more."""

    changed = Signal()
    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP)
        self.lines: list[HoursLine] = []
        self._add()

    @property
    def some(self) -> bool:
        """Whether anything is included."""
        return bool(self.written())

    def _add(self) -> None:
        line = HoursLine()
        line.offer(self._free(line))
        line.changed.connect(self._follow)
        self._column.addWidget(line)
        if self.lines:  # made last, it would be reached after everything that follows
            QWidget.setTabOrder(self.lines[-1].of, line.hours)
            QWidget.setTabOrder(line.hours, line.of)
        self.lines.append(line)

    def _free(self, line: HoursLine) -> tuple[tuple[UnitKind, str], ...]:
        """The kinds that no other line says hours of."""
        taken = {one.kind for one in self.lines if one is not line and one.hours.value()}
        return tuple(one for one in hour_words.kinds() if one[0] not in taken)

    @Slot()
    def _follow(self) -> None:
        for line in self.lines:
            line.offer(self._free(line))
        if self.lines[-1].hours.value() and len(self.lines) < len(hour_words.kinds()):
            self._add()
            self.grown.emit()
        for before, line in zip(self.lines, self.lines[1:], strict=False):
            line.setVisible(bool(before.hours.value() or line.hours.value()))
        self.changed.emit()

    def fill(self, hours: KindHours) -> None:
        """As a plan has them."""
        for number, (kind, minutes) in enumerate(hours):
            self.lines[number].of.choose(kind)
            self.lines[number].hours.setValue(minutes // 60)

    def written(self) -> KindHours:
        """What stands there."""
        return of_kinds((line.kind, 60 * line.hours.value()) for line in self.lines)
