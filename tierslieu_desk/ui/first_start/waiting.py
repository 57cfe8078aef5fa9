"""The window while a copy is put back, with no desk open: what goes on, then what came of it and the way on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QProgressBar, QVBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.jobs import Jobs, Progress
from tierslieu_desk.ui.main_window import keep_on_screen
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.message_bar import announce

WIDTH = 560
DRAIN_MS = 60_000
"""A copy that is being put back is not left alone half-way; the next start would finish it, but need not."""


class Waiting(QMainWindow):
    """`over` when they have read what came of it."""

    over = Signal()

    def __init__(self, title: str, sentence: str, jobs: Jobs) -> None:
        super().__init__()
        self.jobs = jobs
        self.setWindowTitle(_("Tiers-Lieu Desk"))
        self.resize(1366, 768)
        self._title, self._words = Words(title, "title", wrap=True), Words(sentence, "", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._on = button("", self.over.emit, look="main", tall=True, says=_("Go on"))
        self._on.hide()
        inside = QWidget()
        inside.setObjectName("content")
        holder = QWidget()
        holder.setMaximumWidth(WIDTH)
        column = QVBoxLayout(holder)
        column.setSpacing(theme.CARD_PADDING)
        column.addStretch(2)
        for part in (self._title, self._words, self._bar):
            column.addWidget(part)
        column.addWidget(self._on, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(3)
        middle = QVBoxLayout(inside)
        middle.addWidget(holder)
        holder.setMinimumWidth(min(WIDTH, 480))
        middle.setAlignment(holder, Qt.AlignmentFlag.AlignHCenter)
        self.setCentralWidget(inside)

    @property
    def sentence(self) -> str:
        """What is told now."""
        return self._words.text()

    def run(
        self, work: Callable[[Progress], Any], done: Callable[[Any], object], failed: Callable[[BaseException], object]
    ) -> None:
        """Do it while the window waits."""
        self.jobs.run(self._title.text(), work, done=done, failed=failed)

    def tell(self, title: str, lines: list[str], way_on: str) -> None:
        """What came of it, and the button that goes on."""
        self._bar.hide()
        self._title.setText(title)
        self._words.setText("\n\n".join(lines))
        self._on.setText(way_on)
        self._on.setAccessibleName(way_on)
        self._on.setToolTip("")
        self._on.show()
        self._on.setFocus()
        announce(self, f"{title}. {' '.join(lines)}")

    def tell_refusal(self, refusal: DeskError) -> None:
        """Why it was not done; what was there is there still."""
        lines = [say.sentence(refusal), _("Nothing was changed here.")]
        self.tell(_("The copy was not put back"), lines, _("Go back"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        keep_on_screen(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._on.isVisible():
            self._on.click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.jobs.close(DRAIN_MS)
        super().closeEvent(event)
