"""The top of the counter card: the line one types in, and whoever is meant by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules import statuses
from tierslieu_desk.ui.counter import acts
from tierslieu_desk.ui.pages.today.words import avatar_kind
from tierslieu_desk.ui.widgets.cards import Avatar
from tierslieu_desk.ui.widgets.labels import Chip, OneLine

if TYPE_CHECKING:
    from tierslieu_desk.services.front.counter_card import PersonCard

_AVATAR = 44
SIDE = 22
"""What is free at either side of the card, and between the two things of a row."""
_ROUND_THE_WORDS = 10
"""What the line keeps free at either side, with the mark where one types."""


class SearchLine(QLineEdit):
    """A big plain line; each key is asked of `keys` first, Tab too."""

    def __init__(self, keys: Callable[[QKeyEvent], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setObjectName("counterSearch")
        self.setPlaceholderText(_("A name…"))
        self.setAccessibleName(_("At the counter: a name"))

    def leaves(self, beside: QWidget, width: int) -> bool:
        """Whether all that is typed, or asked for, is seen with that beside it in a card so wide."""
        needs = self.fontMetrics().horizontalAdvance(self.text() or self.placeholderText()) + 2 * _ROUND_THE_WORDS
        return needs <= width - 3 * SIDE - beside.sizeHint().width()

    def take(self, event: QKeyEvent) -> None:
        """What that key does in any line of text, wherever it was pressed."""
        super().event(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._keys(event):
            return True
        return super().event(event)


class PersonHead(QFrame):
    """Who is meant: their name, what they do, and the one thing to know of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("counterHead")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(SIDE, 14, SIDE, 14)
        self._line.setSpacing(12)
        self._avatar: Avatar | None = None
        words = QVBoxLayout()
        words.setSpacing(2)
        self._name = OneLine("", "name")
        self._second = OneLine("", "second")
        self._others = OneLine("", "second")
        for line in (self._name, self._second, self._others):
            words.addWidget(line)
        self._chip = Chip("")
        self._line.addLayout(words, 1)
        self._line.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_person(self, card: PersonCard, at: int, names: tuple[str, ...]) -> None:
        """Them, and the others that Tab leads to."""
        self._face(Avatar(card.name, avatar_kind(card.id), _AVATAR))
        self._name.setText(card.name)
        self._say(self._second, " · ".join(part for part in (statuses.worded(card.status), card.city) if part))
        others = [*names[at + 1 :], *names[:at]]
        more = (
            _("Tab: %(name)s")
            if len(others) < 2
            else ngettext("Tab: %(name)s and %(n)s more", "Tab: %(name)s and %(n)s more", len(others) - 1)
        )
        rest = {"name": others[0], "n": len(others) - 1} if others else {}
        self._say(self._others, more % rest if others else "")
        words, kind = acts.state_chip(card)
        self._chip.setText(words)
        self._chip.set_kind(kind)
        self._chip.setVisible(bool(words))
        said = (card.name, words, self._second.text(), self._others.text())
        self.setAccessibleName(", ".join(part for part in said if part))
        self.show()

    def show_words(self, sentence: str) -> None:
        """Nobody is meant, and why."""
        self._face(None)
        self._name.setText(sentence)
        for line in (self._second, self._others, self._chip):
            line.hide()
        self.setAccessibleName(sentence)
        self.show()

    def _face(self, avatar: Avatar | None) -> None:
        if self._avatar is not None:
            self._avatar.hide()
            self._avatar.deleteLater()
        self._avatar = avatar
        if avatar is not None:
            self._line.insertWidget(0, avatar, 0, Qt.AlignmentFlag.AlignVCenter)

    def _say(self, line: OneLine, words: str) -> None:
        line.setText(words)
        line.setVisible(bool(words))
