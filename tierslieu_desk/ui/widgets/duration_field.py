"""A length of time typed as people say it: "3h30", "90 min", "2,5"."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import NotATime
from tierslieu_desk.ui.widgets.typed import TypedField

_STEP, _LEAST, _MOST = 15, 5, 24 * 60
_EXAMPLE = 210


class DurationField(TypedField):
    """Minutes; up and down move by a quarter of an hour."""

    def __init__(self, minutes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minutes = minutes
        self._write()

    @property
    def minutes(self) -> int:
        """What is written there. Raises `NotATime`."""
        from tierslieu_desk.rules.durations import minutes_of

        typed = self.text().strip()
        if typed == formats.duration(self._minutes):
            return self._minutes
        found = minutes_of(typed)
        if found is None or not _LEAST <= found <= _MOST:
            raise NotATime(text=typed, example=formats.duration(_EXAMPLE))
        return found

    def read(self) -> None:
        self._minutes = self.minutes
        self._write()

    def stepBy(self, steps: int) -> None:
        self._minutes = min(max(self._minutes + steps * _STEP, _STEP), _MOST)
        self._write()

    def _write(self) -> None:
        self.setText(formats.duration(self._minutes))
