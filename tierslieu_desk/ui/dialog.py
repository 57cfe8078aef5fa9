"""Dialogs and side sheets: freed when they close, Escape leaves, Ctrl+Enter does it, buttons in our own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from tierslieu_desk.errors import DeskError, NotAllowed
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import alarm as alarms
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.forms import Form, fields_of
from tierslieu_desk.ui.operators.words import SWITCH_KEY
from tierslieu_desk.ui.widgets.buttons import EVACUATION_KEY, button
from tierslieu_desk.ui.widgets.labels import Words, restyle
from tierslieu_desk.ui.widgets.message_bar import announce
from tierslieu_desk.ui.widgets.scrolling import float_bars

if TYPE_CHECKING:
    from tierslieu_desk.rules.rights import Right
    from tierslieu_desk.ui.operators.held import HeldBack
    from tierslieu_desk.ui.operators.switching import Switcher

Say = Callable[[DeskError], str]
SHEET_WIDTH = 420
_FIELD_HEIGHT = 80
"""A label and its field, which stand above a refusal."""
_SCREEN_MARGIN = 80
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class Dialog(QDialog):
    """Subclass it: fill `form` (or add to `body`), and do the act in `commit`, which may raise `DeskError`.

    Open it with `open()`; it frees itself on close. Connect bound methods to its signals, never a lambda that
    reaches it. `told` says what was done, and carries the way back or None. `needs` is the right its act asks for: who
    is at the desk without it is told when it opens.
    """

    told = Signal(str, object)
    needs: Right | None = None
    minds_leaving = False
    """Whether Escape asks for a second one while something is written that nobody kept."""
    room: tuple[int, int] | None = None
    """As wide and as tall as it would be whatever is in it, such as a paper to look at; None: as its form asks for."""

    def __init__(self, parent: QWidget | None, title: str, act: str, say: Say) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._say = say
        self._busy = False
        self._left_behind: tuple[str, ...] = ()
        self._right_held: HeldBack | None = None
        self._wrapped_later = QTimer(self)  # its own: one that the loop holds would keep the dialog after it is freed
        self._wrapped_later.setSingleShot(True)
        self._wrapped_later.setInterval(0)
        self._wrapped_later.timeout.connect(self._make_room)
        self._placed = False
        area = self._area = QScrollArea(self)
        inside = QWidget(area)
        self.form = Form(inside)
        inside.setObjectName("scrolled")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(theme.PAGE_MARGIN, theme.CARD_PADDING, theme.PAGE_MARGIN, theme.CARD_PADDING)
        self.body.setSpacing(theme.GAP)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        float_bars(area)
        self.act = button(act, self.try_act, look="main")
        self.act.setToolTip("+".join(("Ctrl", _("Enter"))))
        self.leave = button(_("Cancel"), self.reject)
        heading = self._heading = Words(title, "name", wrap=True, parent=self)
        heading.setContentsMargins(theme.PAGE_MARGIN, theme.CARD_PADDING + 4, theme.PAGE_MARGIN, 4)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heading)
        column.addWidget(area, 1)
        self._before_act = QVBoxLayout()
        self._before_act.setContentsMargins(theme.PAGE_MARGIN, 0, theme.PAGE_MARGIN, 0)
        self._before_act.setSpacing(theme.GAP)
        self._switching = button(_("Switch…"), self._switch)
        self._switching.hide()
        self._before_act.addWidget(self._switching, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._before_act)
        column.addWidget(self._made_foot())
        self.act.setDefault(True)  # once it is inside: Qt forgets, after a click on it, a default it was told before
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.try_act)
        QShortcut(QKeySequence(EVACUATION_KEY), self).activated.connect(self._ring)
        QShortcut(QKeySequence(SWITCH_KEY), self).activated.connect(self._switch)
        self.setMinimumWidth(SHEET_WIDTH)

    @Slot()
    def _ring(self) -> None:
        """An alarm does not wait for a form to be filled in."""
        alarm = alarms.of(self)
        if alarm is not None:
            alarm.ring()

    def _made_foot(self) -> QFrame:
        foot = QFrame(self)
        foot.setObjectName("sheetFoot")
        line = self.foot = QHBoxLayout(foot)
        line.setContentsMargins(theme.PAGE_MARGIN, theme.GAP, theme.PAGE_MARGIN, theme.GAP)
        line.setSpacing(theme.GAP)
        line.addStretch(1)
        line.addWidget(self.leave)
        line.addWidget(self.act)
        return foot

    @Slot()
    def _switch(self) -> None:
        """Somebody else goes on with what is written here."""
        switcher = self._switcher()
        if switcher is not None:
            switcher.open()

    def _switcher(self) -> Switcher | None:
        """The window knows how, whatever stands between."""
        over: QObject | None = self
        while over is not None and not hasattr(over, "switcher"):
            over = over.parent()
        return None if over is None else over.switcher

    def stand_above_the_buttons(self, words: Words) -> None:
        """Something that is to be read in full before the act is done."""
        self._before_act.insertWidget(0, words)

    def offer_to_switch(self, offered: bool) -> None:
        """The button that lets somebody else come to the desk: on a line of its own, where its words have room."""
        self._switching.setVisible(offered)
        self._before_act.setContentsMargins(theme.PAGE_MARGIN, 0, theme.PAGE_MARGIN, theme.GAP if offered else 0)

    @property
    def held(self) -> str:
        """Why who is at the desk may not do the act; empty when they may."""
        return "" if self._right_held is None else self._right_held.reason

    def _ask_first(self) -> None:
        switcher = self._switcher()
        if self.needs is not None and self._right_held is None and switcher is not None:
            from tierslieu_desk.ui.operators.held import HeldBack

            self._right_held = HeldBack(self, self.needs, switcher)

    def only_closes(self) -> None:
        """There is nothing to do here but to read: one plain button, which Enter and Escape press."""
        self.act.hide()
        self.act.setDefault(False)
        self.leave.setText(_("Close"))
        self.leave.setDefault(True)

    def is_grave(self) -> None:
        """The act takes something away for good, and its button shows it."""
        self.act.setProperty("look", "grave")
        restyle(self.act)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button it stands on, whatever Qt takes for the default; in a field it does the act."""
        if event.key() == Qt.Key.Key_Escape and self._asks_to_leave():
            return
        at = self.focusWidget()
        pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD
        if pressed and isinstance(at, QPushButton) and not at.isCheckable() and at.isEnabled():
            at.click()
        else:
            super().keyPressEvent(event)

    def not_kept(self) -> tuple[str, ...]:
        """What they wrote themselves and would have to write again."""
        lines = (line for line in self.findChildren(QLineEdit) if line.isModified() and line.isVisible())
        return tuple(line.text() for line in lines if line.text().strip())

    def _asks_to_leave(self) -> bool:
        """The first Escape says what would be lost, once for the same words; the second one leaves."""
        written = self.not_kept() if self.minds_leaving else ()
        if not written or written == self._left_behind:
            return False
        if not self._left_behind:
            self._leaving = Words(_("Escape once more leaves: what you wrote here is not kept."), "second", wrap=True)
            self.stand_above_the_buttons(self._leaving)
            self._leaving.show()
        self._left_behind = written
        announce(self, self._leaving.text(), urgent=True)
        self.grow()
        return True

    def commit(self) -> bool | None:
        """The act itself, through a service; a `DeskError` is shown under the field it names.

        False when they changed their mind on the way: the dialog stays.
        """
        raise NotImplementedError

    @Slot()
    def try_act(self) -> None:
        """Do the act once; close when it is done, show the refusal and stay open when it is not.

        A second press that was under way while it closed does nothing.
        """
        if self._busy or self.result() == QDialog.DialogCode.Accepted:
            return
        if self.held:
            self._switching.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._busy = True
        try:
            with self.refusals():
                if self.commit() is not False:
                    self.accept()
        finally:
            self._busy = False

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Around an act: what the desk refuses is shown in the form, which stays open."""
        self.form.clear_refusals()
        try:
            yield
        except DeskError as refusal:
            self.form.show_refusal(refusal, self._say(refusal))
            if isinstance(refusal, NotAllowed):
                self.offer_to_switch(True)
            QTimer.singleShot(0, self, self._into_sight)

    @Slot()
    def _into_sight(self) -> None:
        """Make room for the refusal, and where there is none scroll to it with its field above it."""
        if not isinstance(self, Sheet):
            self.grow()
        self._area.ensureWidgetVisible(self.form.told, 0, _FIELD_HEIGHT)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_first()
        fields = [field for field in fields_of(self.form) if field.isVisible()]
        to_write = [field for field in fields if not isinstance(field, QAbstractButton)] or fields
        first = to_write[0] if to_write else self.act if self.act.isVisible() else self.leave
        first.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        if not isinstance(self, Sheet):
            self.take_room(self._wide(), self._wanted())

    def take_room(self, width: int, height: int) -> None:
        """That size as far as the screen has room for it, over the middle of its window; Qt placed a smaller one."""
        screen = self.screen().availableGeometry()
        self.resize(min(width, screen.width()), min(height, screen.height() - _SCREEN_MARGIN))
        host = self.parentWidget()
        frame = self._frame()
        frame.moveCenter(screen.center() if host is None else host.window().frameGeometry().center())
        self._move_into(screen, frame)

    def _frame(self) -> QRect:
        """With what the window manager puts round it; while that is at it, Qt may tell of a frame of one pixel."""
        frame, inside = self.frameGeometry(), self.geometry()
        return frame if frame.contains(inside) else inside

    def _move_into(self, screen: QRect, frame: QRect) -> None:
        frame.moveLeft(max(screen.left(), min(frame.left(), screen.right() + 1 - frame.width())))
        frame.moveTop(max(screen.top(), min(frame.top(), screen.bottom() + 1 - frame.height())))
        self.move(frame.topLeft())

    def event(self, event: QEvent) -> bool:
        """Once it has the keys its window stands: one that was put beyond the edge, whoever did, comes back."""
        if event.type() is QEvent.Type.WindowActivate and not self._placed:
            self._placed = True
            screen, frame = self.screen().availableGeometry(), self._frame()
            if not screen.contains(frame):
                self._move_into(screen, frame)
        return super().event(event)

    def _wide(self) -> int:
        """As wide as it is, and its buttons and fields in whatever language, as far as the screen is."""
        if self.room is not None:
            return self.room[0]
        needed = max(self.foot.sizeHint().width(), self.body.minimumSize().width())
        return max(self.width(), SHEET_WIDTH, min(needed, self.screen().availableGeometry().width()))

    def _wanted(self) -> int:
        """As tall as what is in it asks for."""
        if self.room is not None:
            return self.room[1]
        width = self._wide()
        taken = max(self._area.sizeHint().height(), self._area.minimumSizeHint().height())
        wrapped = self._heading.heightForWidth(width) - self._heading.sizeHint().height()
        round_it = self._column.sizeHint().height() - taken + wrapped
        inside = self.body.heightForWidth(width) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        return round_it + inside

    @Slot()
    def grow(self) -> None:
        """Make room for what came to be shown since it was opened; never smaller, so that nothing jumps back."""
        self._make_room()
        self._wrapped_later.start()  # words that wrap know their height a turn later

    @Slot()
    def _make_room(self) -> None:
        if isValid(self) and self.isVisible():  # it may have been left in that turn
            self.body.activate()
            self.take_room(self._wide(), max(self.height(), self._wanted()))


class Sheet(Dialog):
    """A dialog along the right side of its window, as tall as it, for one thing seen closely."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        host = self.parentWidget()
        if host is not None:
            window = host.window()
            corner = window.mapToGlobal(window.rect().topRight())
            beside = QRect(corner.x() - SHEET_WIDTH + 1, corner.y(), SHEET_WIDTH, window.height())
            on_screen = beside.intersected(window.screen().availableGeometry())
            self.setGeometry(beside if on_screen.isEmpty() else on_screen)
