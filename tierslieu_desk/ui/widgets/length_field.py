"""A length of time: a number, and minutes, hours or days."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.widgets.fields import Choice, NumberField

MINUTE, HOUR, DAY = 1, 60, 1440
_WIDE = 96
_MOST = 999


class LengthField(QWidget):
    """0 is none."""

    changed = Signal()

    def __init__(self, says: str, unit: int = HOUR) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        self.number = NumberField(0, 0, _MOST)
        self.number.setFixedWidth(_WIDE)
        self.number.setAccessibleName(says)
        self.unit = Choice(((MINUTE, _("minutes")), (HOUR, _("hours")), (DAY, _("days"))))
        self.unit.setAccessibleName(_("%(what)s, counted in") % {"what": says})
        self.unit.choose(unit)
        line.addWidget(self.number)
        line.addWidget(self.unit, 1)
        self.number.valueChanged.connect(self.changed)
        self.unit.currentIndexChanged.connect(self.changed)

    @property
    def minutes(self) -> int:
        """What is written there."""
        return self.number.value() * int(str(self.unit.choice))

    @minutes.setter
    def minutes(self, minutes: int) -> None:
        if minutes:
            unit = next(unit for unit in (DAY, HOUR, MINUTE) if minutes % unit == 0)
            self.unit.choose(unit)
            self.number.setMaximum(max(_MOST, minutes // unit))  # whoever wrote it: it stays as it is
            self.number.setValue(minutes // unit)
        else:
            self.number.setValue(0)
