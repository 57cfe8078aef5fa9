"""What the sections of the settings share: cards one under the other, refusals, and what they say to the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tierslieu_desk.errors import DeskError
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.scrolling import BESIDE


class Section(QWidget):
    """Read the store in `reload` only. `said` and `refused` are for the window's message bar.

    `part_wanted` carries the code of another section that goes on from here, a field of it behind a slash.
    """

    part_wanted = Signal(str)
    said = Signal(str, object)
    refused = Signal(object)
    foot: QWidget | None = None
    """What stays in sight below a long section: the button that keeps it."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.around = around
        self.services = around.services
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, BESIDE, 0)
        self.column.setSpacing(theme.GAP + 2)

    def set_narrow(self, narrow: bool) -> None:
        """Forms under each other where there is no room beside each other; the page says so."""

    def go_to(self, field: str) -> None:
        """The cursor into that field, which another page led to; nothing in a section without it."""

    def reload(self) -> None:
        """Show what the store holds. May raise `DeskError`."""
        raise NotImplementedError

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Around a gesture: what the desk refuses goes to the message bar."""
        try:
            yield
        except DeskError as refusal:
            self.refused.emit(refusal)

    def open(self, dialog: Dialog) -> None:
        """Open a dialog of the settings; what it did is told in the window's bar."""
        dialog.told.connect(self.said)
        dialog.open()


def padded(widget: QWidget) -> QWidget:
    """A form inside a card, with the card's padding around it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(theme.CARD_PADDING, 4, theme.CARD_PADDING, theme.CARD_PADDING)
    column.addWidget(widget)
    return holder
