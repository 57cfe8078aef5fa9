"""What who is at the desk may not do is told when a dialog opens, before anything is typed, with the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot

from tierslieu_desk import say
from tierslieu_desk.errors import NobodyAtTheDesk
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.message_bar import announce

if TYPE_CHECKING:
    from tierslieu_desk.rules.rights import Right
    from tierslieu_desk.ui.dialog import Dialog
    from tierslieu_desk.ui.operators.switching import Switcher


class HeldBack(QObject):
    """Keeps the act of a dialog away from who has no right to it, until somebody who has it is at the desk.

    The reason stands in full above the buttons; everything else in the dialog can be read and written meanwhile.
    """

    def __init__(self, dialog: Dialog, right: Right, switcher: Switcher) -> None:
        super().__init__(dialog)
        self._dialog, self._right, self._switcher = dialog, right, switcher
        self._may, self._wanted = True, dialog.act.isEnabled()
        self._words = Words("", "refusal", wrap=True)
        self._words.hide()
        dialog.stand_above_the_buttons(self._words)
        dialog.act.installEventFilter(self)
        switcher.changed.connect(self.look)
        self.look()

    @property
    def reason(self) -> str:
        """Why the act cannot be done now, empty when it can."""
        return "" if self._may else self._words.text()

    @Slot()
    def look(self) -> None:
        """Ask again: at first, and when somebody else is at the desk."""
        refusal = self._switcher.why_not(self._right)
        if isinstance(refusal, NobodyAtTheDesk):
            return  # the card that asks who it is stands before everything
        self._may = refusal is None
        if refusal is not None:
            self._words.setText(say.sentence(refusal))
            announce(self._dialog, self._words.text())
        self._words.setVisible(refusal is not None)
        self._dialog.offer_to_switch(refusal is not None)
        self._dialog.act.setEnabled(self._may and self._wanted)
        self._dialog.grow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The dialog says itself when there is something to do: that is remembered until it may be done."""
        if event.type() == QEvent.Type.EnabledChange:
            enabled = self._dialog.act.isEnabled()
            if self._may:
                self._wanted = enabled
            elif enabled:
                self._wanted = True
                self._dialog.act.setEnabled(False)
        return super().eventFilter(watched, event)
