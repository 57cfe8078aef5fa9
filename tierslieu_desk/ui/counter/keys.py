"""Which key does what in the counter card, whether one types a name or walks through the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.ui.counter.split_dialog import open_over

if TYPE_CHECKING:
    from tierslieu_desk.ui.counter.card import CounterCard

_PAYS = {Qt.Key.Key_F6: PaymentMethod.CARD, Qt.Key.Key_F7: PaymentMethod.CHEQUE}
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FRENCH_FIGURES = {
    Qt.Key.Key_Ampersand: "1",
    Qt.Key.Key_Eacute: "2",
    Qt.Key.Key_QuoteDbl: "3",
    Qt.Key.Key_Apostrophe: "4",
    Qt.Key.Key_ParenLeft: "5",
    Qt.Key.Key_Minus: "6",
    Qt.Key.Key_Egrave: "7",
    Qt.Key.Key_Underscore: "8",
    Qt.Key.Key_Ccedilla: "9",
}
"""The upper row of a French keyboard gives its figures with Shift only; without it they are meant too."""
_EDITS = frozenset(
    (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
)
_SEQUENCES = tuple(getattr(QKeySequence.StandardKey, name) for name in ("SelectAll", "Paste", "Cut", "Undo", "Redo"))
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class Keys:
    """Both methods tell whether the key was used."""

    def __init__(self, card: CounterCard) -> None:
        self._card = card

    def search_key(self, event: QKeyEvent) -> bool:
        """In the line: what is typed is the name; Alt and a key does an act, arrows walk through the rows."""
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._card.settle()
            if self._card.looking.several:
                self._card.next_person(1 if event.key() == Qt.Key.Key_Tab else -1)
                return True
            return False
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.text() == "+" and not self._card.search.text() and not alt:
            return self._act("+")
        if alt and (letter := _letter(event)):
            self._act(letter)
            return True
        if event.key() in _STEPS:
            self._card.settle()
            self._card.list.step(_STEPS[Qt.Key(event.key())])
            self._card.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self._common(event)

    def list_key(self, event: QKeyEvent) -> bool:
        """On the rows: a letter does its act at once, any other goes on with the name, as does whatever edits it."""
        if self._common(event):
            return True
        if event.key() in _STEPS:
            self._card.list.step(_STEPS[Qt.Key(event.key())])
            return True
        search = self._card.search
        if _edits(event):
            search.setFocus()
            search.take(event)
            return True
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | _KEYPAD | Qt.KeyboardModifier.AltModifier)
        if not plain:
            return False
        if self._act(event.text() if event.text() == "+" else _letter(event)):
            return True
        if event.text().isprintable() and event.text().strip():
            search.setFocus()
            search.insert(event.text())
            return True
        return False

    def _common(self, event: QKeyEvent) -> bool:
        key, card = event.key(), self._card
        if key == Qt.Key.Key_Escape:
            card.leave()
        elif key in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            card.settle()
            card.pay(PaymentMethod.CASH)
        elif key in _ENTER and event.isAutoRepeat():
            return True  # held down: what it did first leaves other rows under it
        elif key in _ENTER:
            card.settle()
            card.do(card.list.act)
        elif key == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier and card.undoes():
            card.days.undo()
        elif key in _PAYS:
            card.settle()
            card.pay(_PAYS[Qt.Key(key)])
        elif key == Qt.Key.Key_F1:
            card.show_help()
        elif key == Qt.Key.Key_F8:
            card.settle()
            card.put_on_slate()
        elif key == Qt.Key.Key_F4 and card.panel.prepaid.isEnabled():
            card.settle()
            card.pay(PaymentMethod.PREPAID)
        elif key == Qt.Key.Key_F5:
            card.settle()
            open_over(card)
        else:
            return False
        return True

    def _act(self, letter: str) -> bool:
        """Do the act that has that key, if it is shown."""
        if not letter:
            return False
        self._card.settle()
        for act in self._card.list.acts:
            if act.key == letter:
                self._card.do(act)
                return True
        return False


def _letter(event: QKeyEvent) -> str:
    key = event.key()
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return chr(key)
    return _FRENCH_FIGURES.get(Qt.Key(key), "+" if key == Qt.Key.Key_Plus else "")


def _edits(event: QKeyEvent) -> bool:
    """Whether that key changes a line of text, or the place in it: who presses it goes back to typing."""
    if any(event.matches(sequence) for sequence in _SEQUENCES):
        return True
    return event.key() in _EDITS and not event.modifiers() & Qt.KeyboardModifier.AltModifier
