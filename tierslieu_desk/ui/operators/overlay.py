"""Who is at the desk? A small card over whatever is shown: arrows or letters, a PIN where there is one, Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSignalBlocker, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.counter.overlay import EDGE, Overlay
from tierslieu_desk.ui.operators.words import LEAVE_KEY, role_word
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.message_bar import announce

if TYPE_CHECKING:
    from tierslieu_desk.services.front.operators_at_desk import AtTheDesk, OperatorRow

WIDTH, ROUND_THE_NAMES = 400, 182
NAME_HEIGHT, NAMES_SHOWN = 38, 8
LONGEST_PIN = 6


class _Names(QListWidget):
    """Letters choose a name; a digit is the first of the PIN. `digit` carries it, `taken` is Enter or a click.

    A digit is what is written, with Shift or without: a French keyboard has them above the signs.
    """

    digit = Signal(str)
    taken = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text() and event.text() in "0123456789":
            self.digit.emit(event.text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class SwitchOverlay(Overlay):
    """`seated` carries who it is now. While the desk is left it covers the window, and stays until somebody says so."""

    seated = Signal(object)
    left = Signal()
    forgotten = Signal(object)

    def __init__(self, host: QWidget, at_desk: AtTheDesk, *, may_lock: bool) -> None:
        super().__init__(host)
        self._at_desk = at_desk
        self._locked = at_desk.locked()
        self._rows: Sequence[OperatorRow] = at_desk.all()
        self.setAccessibleName(_("Who is at the desk?"))
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(theme.PAGE_MARGIN, theme.CARD_PADDING + 4, theme.PAGE_MARGIN, theme.CARD_PADDING)
        column.setSpacing(theme.GAP)
        column.addWidget(Words(_("Who is at the desk?"), "name"))
        self.names = self._made_names()
        column.addWidget(self.names, 1)
        self.pin = self._made_pin()
        column.addWidget(self.pin)
        self._told = Words("", "refusal", wrap=True)
        self._told.hide()
        column.addWidget(self._told)
        column.addLayout(self._foot(may_lock=may_lock and not self._locked))
        self._show_pin()
        self.show()
        self.raise_()
        self.names.setFocus(Qt.FocusReason.OtherFocusReason)
        QGuiApplication.instance().focusObjectChanged.connect(self._keep_keys)  # type: ignore[union-attr]  # there is one

    @Slot(QObject)
    def _keep_keys(self, now: QObject | None) -> None:
        """Whatever takes the focus below the card, a page that is gone to or a window raised, gives it back."""
        if self.isHidden() or not isinstance(now, QWidget) or now is self or self.isAncestorOf(now):
            return
        if now.window() is self.window():
            QTimer.singleShot(0, self._take_keys)

    @Slot()
    def _take_keys(self) -> None:
        if not self.isHidden():
            self.names.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made_names(self) -> _Names:
        names = _Names()
        names.setObjectName("names")
        names.setFrameShape(QFrame.Shape.NoFrame)
        names.setAccessibleName(_("Who is at the desk?"))
        names.setAccessibleDescription(_("The first letters, or the arrows, then Enter."))
        names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        now = self._at_desk.now()
        for row in self._rows:
            item = QListWidgetItem(f"{row.name} · {role_word(row.role)}")
            item.setSizeHint(QSize(0, NAME_HEIGHT))
            names.addItem(item)
        ids = [row.id for row in self._rows]
        names.setCurrentRow(ids.index(now.id) if now is not None and now.id in ids else 0)
        names.currentRowChanged.connect(self._show_pin)
        names.digit.connect(self._begin_pin)
        names.taken.connect(self._take)
        names.itemClicked.connect(self._take)
        return names

    def _made_pin(self) -> QLineEdit:
        pin = QLineEdit()
        pin.setEchoMode(QLineEdit.EchoMode.Password)
        pin.setMaxLength(LONGEST_PIN)
        pin.setPlaceholderText(_("PIN"))
        pin.setAccessibleName(_("PIN"))
        pin.returnPressed.connect(self._sit)
        pin.textEdited.connect(self._told_nothing)
        return pin

    def _foot(self, *, may_lock: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        self.lost = button(_("PIN forgotten?"), self._forget, look="quiet")
        line.addWidget(self.lost)
        line.addStretch(1)
        self.lock = button(_("Leave the desk"), self._lock)
        self.lock.setToolTip(LEAVE_KEY)
        if not may_lock:
            self.lock.hide()
        line.addWidget(self.lock)
        return line

    @property
    def chosen(self) -> OperatorRow | None:
        """The name under the bar."""
        row = self.names.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    @property
    def may_leave(self) -> bool:
        return not self._locked

    @property
    def refusal(self) -> str:
        """What stands in the way, as it is told; empty when nothing does."""
        return "" if self._told.isHidden() else self._told.text()

    @Slot()
    def _show_pin(self) -> None:
        has = self.chosen is not None and self.chosen.has_pin
        self.pin.setEnabled(has)
        self.pin.setPlaceholderText(_("PIN") if has else _("no PIN: Enter is enough"))
        self.lost.setVisible(has)
        with QSignalBlocker(self.pin):
            self.pin.clear()
        self._told_nothing()

    @Slot()
    def _told_nothing(self) -> None:
        self._told.hide()
        self._place()

    @Slot(str)
    def _begin_pin(self, digit: str) -> None:
        if self.pin.isEnabled():
            self.pin.setText(self.pin.text() + digit)
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _take(self) -> None:
        """Enter on a name: at once without a PIN, else to where it is typed."""
        if self.pin.isEnabled():
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._sit()

    @Slot()
    def _sit(self) -> None:
        row = self.chosen
        if row is None:
            return
        try:
            self._at_desk.sit(row.id, self.pin.text())
        except DeskError as refusal:
            self.tell(refusal)
            self.pin.selectAll()
            return
        self._locked = False
        self.leave()
        self.seated.emit(row)

    def tell(self, refusal: DeskError) -> None:
        """Say what stands in the way, below the PIN."""
        self._told.setText(say.sentence(refusal))
        self._told.show()
        self._place()
        announce(self, self._told.text(), urgent=True)

    @Slot()
    def _lock(self) -> None:
        self.leave()
        self.left.emit()

    @Slot()
    def _forget(self) -> None:
        if self.chosen is not None:
            self.forgotten.emit(self.chosen)

    def read_again(self) -> None:
        """The names as they are now: a PIN was taken away."""
        row = self.names.currentRow()
        self._rows = self._at_desk.all()
        self.names.setCurrentRow(row)
        self._show_pin()
        self.names.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own key closes it too."""
        if event.key() == Qt.Key.Key_F12:
            self.leave()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """No key of the window below answers, while the desk may be nobody's."""
        if event.type() == QEvent.Type.ShortcutOverride and not self.isHidden():
            event.accept()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        room = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        width, height = min(WIDTH, room.width()), min(self._wanted(), room.height())
        top = EDGE + max(0, (room.height() - height) // 3)
        self.frame.setGeometry(QRect((self.width() - width) // 2, top, width, height))

    def _wanted(self) -> int:
        told = 0 if self._told.isHidden() else self._told.heightForWidth(WIDTH - 2 * theme.PAGE_MARGIN) + theme.GAP
        return ROUND_THE_NAMES + told + NAME_HEIGHT * min(max(2, len(self._rows)), NAMES_SHOWN)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._locked:  # what others left open is not for whoever passes by
            QPainter(self).fillRect(self.rect(), theme.colour("bg"))
        else:
            super().paintEvent(event)
