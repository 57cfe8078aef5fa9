"""What waits for the line, in words at the foot of the rail: only while something waits, and it leads there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.widgets.doors import DoorButton
from tierslieu_desk.ui.widgets.labels import Words

_AROUND = 4


class WaitingLine(QWidget):
    """Words as wide as the rail, and one button under them; out of sight while there are none, or no room."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = Words("", wrap=True)
        self._words.setObjectName("waitingLine")
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(_AROUND, _AROUND, _AROUND, _AROUND)
        column.addWidget(self._words)
        self.door = DoorButton(_("Messages"), "", None, self)
        self.door.lower()
        self.door.clicked.connect(self.wanted)
        self._room = True
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, words: str) -> None:
        """These words from now on; none takes it away."""
        self._words.setText(words)
        self.door.setAccessibleName(words or _("Messages"))
        self.setVisible(self._room and bool(words))

    def give_room(self, room: bool) -> None:
        """A narrow rail has none: the page's badge and Today say it too."""
        self._room = room
        self.setVisible(room and bool(self.text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.door.setGeometry(self.rect())
