"""Above a section of the settings: why who is at the desk changes nothing there, and the button that switches."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.operators.words import SWITCH_KEY
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.scrolling import BESIDE


class NotTheirs(QWidget):
    """Out of sight while nothing stands in the way."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Words("", "refusal", wrap=True)
        switch = button(_("Switch…"), self._switch)
        switch.setToolTip(SWITCH_KEY)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, BESIDE + theme.STEP, 0)
        line.setSpacing(theme.GAP)
        line.addWidget(self._words, 1)
        line.addWidget(switch)
        self.hide()

    @property
    def reason(self) -> str:
        """What it says, empty while it is out of sight."""
        return "" if self.isHidden() else self._words.text()

    def tell(self, refusal: DeskError | None) -> None:
        """Say why, or nothing."""
        self._words.setText("" if refusal is None else say.sentence(refusal))
        self.setVisible(refusal is not None)

    @Slot()
    def _switch(self) -> None:
        switcher = getattr(self.window(), "switcher", None)
        if switcher is not None:
            switcher.open()
