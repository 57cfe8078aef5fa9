"""A line in which one value is typed as people write it, read when it is left, and never changed in silence."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk.errors import DeskError


class TypedField(QLineEdit):
    """Coming in or clicking chooses all of it, so that what is typed next is the whole value.

    `settled` goes out whenever the line was left or moved by a step; `refusal` then says why it could not be read.
    """

    settled = Signal()
    PAGE = 1
    """How many steps Page Up and Page Down make."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.refusal: DeskError | None = None
        self._steps: dict[int, int] = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: self.PAGE,
            Qt.Key.Key_PageDown: -self.PAGE,
        }
        self.editingFinished.connect(self.settle)

    def read(self) -> None:
        """Take the value from the line and write it in full. Raises `DeskError` when it is none, and keeps the line."""
        raise NotImplementedError

    def stepBy(self, steps: int) -> None:
        """Move the value by so many steps, up or down."""
        raise NotImplementedError

    @Slot()
    def settle(self) -> None:
        """Read the line; what cannot be read stays as it was typed, and whoever listens to `settled` tells why."""
        if self.refused() is None and self.hasFocus():
            self.selectAll()
        self.settled.emit()

    def refused(self) -> DeskError | None:
        """Read the line; why it could not be, or None."""
        self.refusal = None
        try:
            self.read()
        except DeskError as refusal:
            self.refusal = refusal
        return self.refusal

    def _step(self, steps: int) -> None:
        if self.refused() is None:
            self.stepBy(steps)
            self.selectAll()
        self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = self._steps.get(event.key())  # a number: there are keys that `Qt.Key` has no name for
        if steps is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self._step(steps)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        back = event.reason() in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if not (back and self.isModified()):  # back to the window in the midst of typing, it goes on where it was
            self.selectAll()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.selectAll()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.selectAll()
