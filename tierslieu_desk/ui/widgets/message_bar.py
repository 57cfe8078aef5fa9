"""One calm sentence in a corner of the window: what was done, how to undo it, or what stands in the way.

It never lies over anything: it stands where the rail has nothing, or else what stands above it gives way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.ui.rail import Rail

SECONDS = 6
SECONDS_WITH_ACTION = 12
WIDEST = 640
TELL_KEY = "Ctrl+T"


def announce(widget: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Have a screen reader say a sentence, wherever the focus is."""
    event = QAccessibleAnnouncementEvent(widget, sentence)
    level = QAccessible.AnnouncementPoliteness
    event.setPoliteness(level.Assertive if urgent else level.Polite)
    QAccessible.updateAccessibility(event)


class MessageBar(QFrame):
    """In what the `rail` leaves free, so that nothing moves under the hand that goes on working.

    Where there is no rail, or no room in it for the sentence, it is at the foot of its host, below all that stands in
    `column`, the host's layout. It hides by itself, and waits while the pointer is on it.
    """

    closed = Signal()

    def __init__(self, host: QWidget, column: QVBoxLayout, rail: Rail | None = None) -> None:
        over = (rail.parentWidget() if rail is not None else None) or host
        super().__init__(over)
        self._over = over
        self._host, self._column, self._rail = host, column, rail
        self._room = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        column.addSpacerItem(self._room)
        self.setObjectName("messageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._act: Callable[[], object] | None = None
        self._words = Words("", wrap=True)
        self._action = button(_("Undo"), self._do)
        self._undo_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), host)  # the bar itself may be hidden
        self._undo_key.activated.connect(self._do)
        self._undo_key.setEnabled(False)
        self._beside: Callable[[], object] | None = None
        self._tell = button(_("Tell them…"), self._do_beside)
        self._tell.setToolTip(TELL_KEY)
        self._tell_key = QShortcut(QKeySequence(TELL_KEY), host)
        self._tell_key.activated.connect(self._do_beside)
        self._tell_key.setEnabled(False)
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(16, 8, 12, 8)
        line.setSpacing(theme.GAP)
        line.addWidget(self._words, 1)
        line.addWidget(self._tell)
        line.addWidget(self._action)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._rest)
        host.installEventFilter(self)
        self.hide()

    def say(
        self,
        sentence: str,
        undo: Callable[[], object] | None = None,
        *,
        seconds: int | None = None,
        beside: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Tell what was done; `undo` is offered under its button, and under Ctrl+Z until something else is told.

        It stays as long as usual, or so many `seconds`. `beside` is another act and its button, under Ctrl+T.
        """
        self._show(sentence, _("Undo"), undo, urgent=False, beside=beside)
        if seconds is not None:
            self._timer.start(1000 * seconds)
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

    def _show(
        self,
        sentence: str,
        label: str,
        act: Callable[[], object] | None,
        *,
        urgent: bool,
        beside: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        self._act = act
        said, self._beside = beside or (self._tell.text(), None)  # a button out of sight keeps a name
        self._tell.setText(said)
        self._tell.setVisible(beside is not None)
        self._tell_key.setEnabled(beside is not None)
        self._undo_key.setEnabled(False)
        self._words.setText(sentence)
        self._action.setText(label or self._action.text())
        self._action.setVisible(act is not None)
        self.setAccessibleName(sentence)
        self.show()
        self.raise_()
        self._place()
        announce(self, sentence, urgent=urgent)
        self._timer.start(1000 * (SECONDS if act is None and beside is None else SECONDS_WITH_ACTION))

    @Slot()
    def _do(self) -> None:
        act = self._act
        self.dismiss()
        if act is not None:
            act()

    @Slot()
    def _do_beside(self) -> None:
        """The act can still be undone by its key."""
        beside, self._beside = self._beside, None
        self._tell_key.setEnabled(False)
        self._rest()
        if beside is not None:
            beside()

    @Slot()
    def dismiss(self) -> None:
        """Hide now and forget the act, with whatever it holds."""
        self._act = self._beside = None
        self._undo_key.setEnabled(False)
        self._tell_key.setEnabled(False)
        self._rest()

    @Slot()
    def _rest(self) -> None:
        """Hide; the last thing done can still be undone by its key."""
        self._timer.stop()
        if not self._undo_key.isEnabled():
            self._act = None
        if not self._tell_key.isEnabled():
            self._beside = None
        if not self.isHidden():
            self.hide()
            self._make_room(0)
            self.closed.emit()

    def _place(self) -> None:
        if self._in_the_rail():
            self._make_room(0)
            return
        self._line.setDirection(QBoxLayout.Direction.LeftToRight)
        host = self._host
        around = 2 * theme.GAP + self._line.contentsMargins().left() + self._line.contentsMargins().right()
        shown = [made for made in (self._tell, self._action) if not made.isHidden()]
        around += sum(self._line.spacing() + made.sizeHint().width() for made in shown)
        said = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 8
        self._words.setFixedWidth(max(1, min(WIDEST, said, host.width() - around)))
        self.adjustSize()
        self._make_room(self.height() + 2 * theme.GAP)
        left = max(0, (host.width() - self.width()) // 2)
        foot = QPoint(left, host.height() - self.height() - theme.GAP)
        self.move(host.mapTo(self._over, foot))

    def _in_the_rail(self) -> bool:
        """Stand there, the button below the words, if both have room."""
        if self._rail is None:
            return False
        room = self._rail.free_room()
        margins = self._line.contentsMargins()
        inside = room.width() - margins.left() - margins.right()
        metrics = self._words.fontMetrics()
        longest = max((metrics.horizontalAdvance(word) for word in self._words.text().split()), default=0)
        shown = [made.sizeHint().width() for made in (self._tell, self._action) if not made.isHidden()]
        if max(longest, *shown, 0) > inside:
            return False
        self._line.setDirection(QBoxLayout.Direction.TopToBottom)
        self._words.setFixedWidth(inside)
        self.adjustSize()
        if self.height() > room.height():
            return False
        at = QPoint(room.left(), room.bottom() + 1 - self.height())
        self.move(self._rail.mapTo(self._over, at))
        return True

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
