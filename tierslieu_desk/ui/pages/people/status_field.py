"""What somebody does in life: chosen from a short list, or typed in their own words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.rules import statuses
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.widgets.fields import Choice

OWN = "own"


class StatusField(QWidget):
    """`status` is a code of the list, what was typed instead, or nothing."""

    def __init__(self) -> None:
        super().__init__()
        listed = tuple((str(code), _(words)) for code, words in statuses.WORDS.items())
        self.choice = Choice((("", _("Not said")), *listed, (OWN, _("In their own words…"))))
        self.own = QLineEdit()
        self.own.setAccessibleName(_("In their own words"))
        self.own.setPlaceholderText(_("For instance: beekeeper"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        column.addWidget(self.choice)
        column.addWidget(self.own)
        self.own.hide()
        self.choice.currentIndexChanged.connect(self._show_own)
        self.choice.activated.connect(self._to_own)

    @property
    def status(self) -> str:
        """What is kept."""
        return self.own.text().strip() if self.choice.choice == OWN else str(self.choice.choice or "")

    @status.setter
    def status(self, status: str) -> None:
        if status and self.choice.findData(status) < 0:
            self.own.setText(status)
            status = OWN
        self.choice.choose(status)

    @Slot()
    def _show_own(self) -> None:
        self.own.setVisible(self.choice.choice == OWN)

    @Slot()
    def _to_own(self) -> None:
        """Chosen by hand, it is typed at once."""
        if self.choice.choice == OWN:
            self.own.setFocus(Qt.FocusReason.OtherFocusReason)
