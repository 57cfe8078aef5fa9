"""One calm sentence at the foot of the window: what was done, how to undo it, or what stands in the way.

It never lies over anything: what stands above it gives way for as long as it is shown.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Words

SECONDS = 6
SECONDS_WITH_ACTION = 12
WIDEST = 640


def announce(widget: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Have a screen reader say a sentence, wherever the focus is."""
    event = QAccessibleAnnouncementEvent(widget, sentence)
    level = QAccessible.AnnouncementPoliteness
    event.setPoliteness(level.Assertive if urgent else level.Polite)
    QAccessible.updateAccessibility(event)


class MessageBar(QFrame):
    """At the foot of its host, below all that stands in `column`, the host's layout.

    It hides by itself, and waits while the pointer or the focus is on it.
    """

    closed = Signal()

    def __init__(self, host: QWidget, column: QVBoxLayout) -> None:
        super().__init__(host)
        self._host, self._column = host, column
        self._room = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        column.addSpacerItem(self._room)
        self.setObjectName("messageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._act: Callable[[], object] | None = None
        self._words = Words("", wrap=True)
        self._action = button(_("Undo"), self._do)
        self._undo_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        self._undo_key.activated.connect(self._do)
        self._undo_key.setEnabled(False)
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 12, 8)
        line.setSpacing(theme.GAP)
        line.addWidget(self._words, 1)
        line.addWidget(self._action)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        host.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        """Tell what was done; `undo` is offered under its button and Ctrl+Z until the bar hides."""
        self._show(sentence, _("Undo"), undo, urgent=False)
        self._undo_key.setEnabled(undo is not None)

    def offer(self, sentence: str, label: str, act: Callable[[], object]) -> None:
        """Tell something with another act than undo ("See the report")."""
        self._show(sentence, label, act, urgent=False)

    def refuse(self, sentence: str) -> None:
        """Tell what stands in the way and what to do; a screen reader says it at once."""
        self._show(sentence, "", None, urgent=True)

    @property
    def sentence(self) -> str:
        """What the bar shows; empty when it shows nothing."""
        return "" if self.isHidden() else self._words.text()

    def _show(self, sentence: str, label: str, act: Callable[[], object] | None, *, urgent: bool) -> None:
        self._act = act
        self._undo_key.setEnabled(False)
        self._words.setText(sentence)
        self._action.setText(label)
        self._action.setVisible(act is not None)
        self.setAccessibleName(sentence)
        self.show()
        self.raise_()
        self._place()
        announce(self, sentence, urgent=urgent)
        self._timer.start(1000 * (SECONDS if act is None else SECONDS_WITH_ACTION))

    @Slot()
    def _do(self) -> None:
        act = self._act
        self.dismiss()
        if act is not None:
            act()

    @Slot()
    def dismiss(self) -> None:
        """Hide now and forget the act, with whatever it holds."""
        self._timer.stop()
        self._act = None
        self._undo_key.setEnabled(False)
        if not self.isHidden():
            self.hide()
            self._make_room(0)
            self.closed.emit()

    def _place(self) -> None:
        host = self._host
        around = 2 * theme.GAP + self._line.contentsMargins().left() + self._line.contentsMargins().right()
        if not self._action.isHidden():
            around += self._line.spacing() + self._action.sizeHint().width()
        said = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 8
        self._words.setFixedWidth(max(1, min(WIDEST, said, host.width() - around)))
        self.adjustSize()
        self._make_room(self.height() + 2 * theme.GAP)
        left = max(0, (host.width() - self.width()) // 2)
        self.move(left, host.height() - self.height() - theme.GAP)

    def _make_room(self, height: int) -> None:
        """What stands above ends there, at once: nothing may be pressed where it stood before."""
        if self._room.sizeHint().height() != height:
            self._room.changeSize(0, height, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            self._column.invalidate()
            self._column.activate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.isHidden():
            self._timer.start(1000 * SECONDS)
        super().leaveEvent(event)
