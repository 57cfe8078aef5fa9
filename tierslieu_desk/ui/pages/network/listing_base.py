"""What every field of the editor of the public listing is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Field(QWidget):
    """One field: `value` is what is written, None for nothing; `changed` comes with every key."""

    changed = Signal()

    def value(self) -> object | None:
        """What is written, as the listing keeps it; raw where it cannot be read, which the rules then refuse."""
        raise NotImplementedError

    def fill(self, value: Any) -> None:
        """Show that, None for nothing, without announcing it."""
        raise NotImplementedError


def alone(field: QWidget, widget: QWidget) -> QVBoxLayout:
    """A field made of one widget, and the column it stands in."""
    column = QVBoxLayout(field)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(widget)
    field.setFocusProxy(widget)
    return column
