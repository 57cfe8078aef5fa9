"""What the four views of the money page share: where they say things, and what the page's main act is for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tierslieu_desk.errors import DeskError
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.cards import Card

PANEL_WIDTH = 380
EVERYBODY = "everybody"
"""To begin invoicing all who owe something."""
AGAIN = "again"
"""With a colon and the number of a document: to make that one anew."""
UNPAID = "unpaid"
"""To choose the invoices that are open, whichever they are."""
_NO_LIMIT = (1 << 24) - 1


class MoneyView(QWidget):
    """One segment. `go` carries the code of another one, where an act of this one goes on, and what to choose there.

    `over` tells that a dialog of an act is closed: whether what it asked for was done.

    `ACT` is what the page's main act is called while this view is shown.
    """

    ACT = ""
    go = Signal(str, object)
    over = Signal(bool)

    def __init__(self, page: Page, around: Surroundings[DeskServices]) -> None:
        super().__init__()
        self._page = page
        self._services = around.services
        self._jobs = around.jobs
        self._clock = around.clock
        self._panel: QWidget | None = None
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(theme.GAP + 2)
        self._head = QHBoxLayout()
        self._head.setSpacing(theme.GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP + 2)
        column.addLayout(self._head)
        column.addLayout(self._line, 1)

    def reload(self) -> None:
        """Read the rows of this view again. May raise `DeskError`."""
        raise NotImplementedError

    def can_act(self) -> bool:
        """Whether the page's main act has something to do now."""
        return True

    def act(self) -> None:
        """The page's main act."""

    def choose(self, key: object) -> None:
        """Show that row, as another view asks."""

    def set_narrow(self, narrow: bool) -> None:
        """The panel goes under the list where there is no room beside it."""
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        if self._panel is not None:
            self._panel.setMinimumWidth(0 if narrow else PANEL_WIDTH)
            self._panel.setMaximumWidth(_NO_LIMIT if narrow else PANEL_WIDTH)

    def _beside(self, card: Card, panel: QWidget) -> None:
        """A list at the left, one thing seen closely at the right."""
        card.setMinimumWidth(260)
        card.setMinimumHeight(280)
        card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._panel = panel
        self._line.addWidget(card, 1)
        self._line.addWidget(panel)
        self.set_narrow(False)

    def _open(self, dialog: Dialog) -> None:
        """A dialog of an act; the page has the keys come back to the row it was begun on, once it is closed."""
        dialog.finished.connect(self._dialog_closed)
        dialog.open()

    @Slot(int)
    def _dialog_closed(self, result: int) -> None:
        """A turn of the loop later: the act may go on in another dialog, and what it changed is read by then."""
        QTimer.singleShot(0, partial(self._is_over, result == QDialog.DialogCode.Accepted))

    def _is_over(self, done: bool) -> None:
        self.over.emit(done)

    def _say(self, sentence: str, undo: object = None) -> None:
        self._page.said.emit(sentence, undo)

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Around a gesture: what the desk refuses goes to the message bar."""
        try:
            yield
        except DeskError as refusal:
            self._page.refused.emit(refusal)
