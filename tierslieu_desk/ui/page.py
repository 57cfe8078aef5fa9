"""What every page has: a head with its title and its main act, the tables it watches, and when it reloads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tierslieu_desk.errors import DeskError
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.focus import kept
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.widgets.buttons import CounterBox
from tierslieu_desk.ui.widgets.labels import OneLine
from tierslieu_desk.ui.widgets.scrolling import BESIDE

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
TITLE_LEAST = 96
"""What a title keeps when the controls beside it need the line; it ends in an ellipsis then."""


class Page(QWidget):
    """Subclass it, give `watches`, fill `body`, and read the store in `reload` only.

    Hidden, a page that hears of a table it watches only marks itself stale; it reloads when it is shown.
    `refused` carries a `DeskError` for the window's message bar, `said` a sentence with an undo or None.
    """

    watches: frozenset[str] = frozenset()
    help: Help
    """What F1 shows: what this page is for, how to do each thing, and the keys."""

    counter_wanted = Signal()
    day_unpaid = Signal(object, str, object)
    """Whose day nothing covers, and what is said, with its undo, if nothing is decided about it: the counter opens."""
    money_wanted = Signal(object, str, object, bool)
    """The same of whoever has just been sold something: the counter opens with all they owe in its basket."""
    titled = Signal(str)
    refused = Signal(object)
    said = Signal(str, object)
    page_wanted = Signal(str)
    """The code of another page that goes on from here, with a part of it behind a slash: `settings/units`."""

    def __init__(self, title: str, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale = True
        self._title = OneLine(title, "title")
        self._title.setMinimumWidth(TITLE_LEAST)
        self._subtitle = OneLine("", "subtitle")
        self._head = QHBoxLayout()
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(theme.CARD_PADDING)
        self._head.addWidget(self._title)
        self._head.addWidget(self._subtitle, 1)
        self.tools = QWidget()
        self._tools = QHBoxLayout(self.tools)
        self._tools.setContentsMargins(0, 0, 0, 0)
        self._tools.setSpacing(theme.CARD_PADDING)
        self._head.addWidget(self.tools)
        self.tools.hide()
        self.counter = CounterBox()
        self.counter.clicked.connect(self.counter_wanted)
        self._head.addWidget(self.counter)
        self._narrow, self._beside = False, 0
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.GAP + 2)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, theme.CARD_PADDING)
        column.setSpacing(theme.CARD_PADDING)
        column.addLayout(self._head)
        column.addLayout(self.body, 1)
        self._title.setMinimumHeight(36)
        changes.touched.connect(self._heard)

    @property
    def title(self) -> str:
        """The words at the head of the page."""
        return self._title.text()

    @property
    def stale(self) -> bool:
        """Whether the rows shown may be older than the store."""
        return self._stale

    def set_title(self, title: str, subtitle: str = "", *, shorter: str = "") -> None:
        """Change the words at the head; `shorter` is the title where there is no room for it."""
        self._title.shorter = shorter
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self.titled.emit(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Change the quiet words beside the title alone."""
        self._subtitle.setText(subtitle)

    def add_tool(self, widget: QWidget) -> None:
        """Put a control in the head, after those already there and before the main act."""
        self._tools.addWidget(widget)
        self.tools.show()

    def set_narrow(self, narrow: bool) -> None:
        """A small window, or a large scale: the controls go under the title. The window says so."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.counter.setVisible(not narrow)
        self._tools.setContentsMargins(0, 0, self._beside if narrow else 0, 0)
        if narrow:
            self._column.insertWidget(1, self.tools)
        else:
            self._head.insertWidget(2, self.tools)

    def go_into_the_margin(self) -> None:
        """Let the body reach into the right margin, for the bar of what scrolls there to stand beside its cards."""
        margins = self._column.contentsMargins()
        self._column.setContentsMargins(margins.left(), margins.top(), margins.right() - BESIDE, margins.bottom())
        self._head.setContentsMargins(0, 0, BESIDE, 0)
        self._beside = BESIDE

    def set_main_act(self, button: QPushButton) -> None:
        """The one thing this page is for, at the right of the head."""
        button.setProperty("look", "main")
        button.setProperty("tall", True)
        self._head.addWidget(button)

    def reload(self) -> None:
        """Read the frozen rows again and show them. Called on the main thread only; may raise `DeskError`."""
        raise NotImplementedError

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Around a gesture: what the desk refuses goes to the message bar, the page stays as it is."""
        try:
            yield
        except DeskError as refusal:
            self.refused.emit(refusal)

    def show_party(self, party_id: int) -> None:
        """Show that person or organisation, on the page that has them."""

    @Slot()
    def to_the_rooms(self) -> None:
        """To where what can be booked is described, from a page that has nothing to show without."""
        self.page_wanted.emit("settings/units")

    def show_part(self, part: str) -> None:
        """The part of this page that another one led to; nothing for a page that has none."""

    def tick(self) -> None:
        """A minute has passed while the page is shown; for what time alone changes."""

    @Slot()
    def refresh(self) -> None:
        """Reload now if the page is shown, when it is shown otherwise."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        try:
            with kept(self):
                self.reload()
        except DeskError as refusal:
            self._stale = True
            self.refused.emit(refusal)

    @Slot(object)
    def _heard(self, tables: frozenset[str]) -> None:
        if tables & self.watches:
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button it stands on, as the space bar does and as in a dialog."""
        at = self.window().focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD
        if enter and isinstance(at, QPushButton) and self.isAncestorOf(at) and not event.isAutoRepeat():
            at.click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
