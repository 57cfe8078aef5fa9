"""A line for a day that may be left empty, such as the end of something that has none yet."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats
from tierslieu_desk.ui.widgets.typed import TypedField


class DayLine(TypedField):
    """`day` is None while nothing is written; up and down move by a day, from `today` when it is empty."""

    PAGE = 7

    def __init__(self, today: date, day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.setPlaceholderText(formats.date_short(today))
        self.day = day

    @property
    def day(self) -> date | None:
        """The day written there. Raises `NotADate`, `DayOutOfReach`."""
        typed = self.text().strip()
        return formats.parse_date(typed, self._today) if typed else None

    @day.setter
    def day(self, day: date | None) -> None:
        self.setText("" if day is None else formats.date_short(day))

    def read(self) -> None:
        self.day = self.day

    def stepBy(self, steps: int) -> None:
        self.day = (self.day or self._today) + timedelta(days=steps)
