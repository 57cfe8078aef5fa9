"""What is told of a block that was clicked, beside it: who, what, when, and what can be done next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages.planning.booking_acts import STANDING, do_next, next_words, state_chip
from tierslieu_desk.ui.pages.planning.day import Holder
from tierslieu_desk.ui.pages.planning.rows import PlanningBlock
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Chip, Words
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_rows import BookingRow

WIDTH = 312
_APART = 8


class BlockCard(QFrame):
    """A child of its page, so that the planning below goes on hearing the mouse; Escape takes it away.

    `told` carries a sentence and its undo, `opened` the block's number, `change_wanted` and `call_off_wanted` the
    `BookingRow`, `gone` whether the keyboard was in it.
    """

    told = Signal(str, object)
    refused = Signal(object)
    opened = Signal(object)
    change_wanted = Signal(object)
    call_off_wanted = Signal(object)
    gone = Signal(bool)

    def __init__(self, page: QWidget, services: DeskServices) -> None:
        super().__init__(page)
        self.setObjectName("blockCard")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self._services = services
        self._block: PlanningBlock | None = None
        self._row: BookingRow | None = None
        self._today: date | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.CARD_PADDING, theme.GAP, theme.CARD_PADDING, theme.CARD_PADDING)
        self._column.setSpacing(4)
        self._inside = QWidget(self)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), page)
        self._escape.activated.connect(self.leave)
        self._escape.setEnabled(False)
        self.hide()

    @property
    def block(self) -> PlanningBlock | None:
        """What it tells of; None while it is hidden."""
        return self._block

    @property
    def has_keyboard(self) -> bool:
        """Whether one of its buttons has the focus."""
        return self.isAncestorOf(self.window().focusWidget())

    def tell(self, block: PlanningBlock, holder: Holder, unit: str, today: date) -> None:
        """Fill it with that block. Raises `NotFound` when its booking is gone."""
        self._row = self._services.bookings.get(holder.owner_id) if holder.owner == "booking" else None
        self._block, self._today = block, today
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._head(block.title or holder.title))
        row = self._row
        slot = row.slot if row is not None else WallSlot(holder.start, holder.end)
        lines = [(row.unit if row is not None else unit, "strong"), (formats.slot_text(slot), "")]
        if row is not None:
            people = ngettext("%(n)s person", "%(n)s people", row.people) % {"n": row.people} if row.people > 1 else ""
            option = ""
            if row.state == "tentative" and row.expires is not None:
                option = _("Option until %(until)s") % {"until": formats.moment(row.expires)}
            price = self._services.bookings.price(row.id).gross_cents
            paid = formats.amount(price) if price else _("nothing to pay")
            lines += [(text, "second") for text in (row.title, people, paid, option) if text]
        elif block.note:
            lines.append((block.note, "second"))
        for text, look in lines:
            column.addWidget(Words(text, look, wrap=True))
        if row is not None:
            chips = QHBoxLayout()
            chips.setContentsMargins(0, 4, 0, 4)
            chips.addWidget(state_chip(row))
            if row.series_id is not None:
                chips.addWidget(Chip(_("comes back"), "neutral"))
            chips.addStretch(1)
            column.addLayout(chips)
        self._add_acts(column, holder, today)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = inside
        self._column.addWidget(inside)
        inside.show()
        self.setAccessibleName(", ".join(text for text, _look in [(block.title, ""), *lines]))

    def _head(self, title: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Words(title, "name", wrap=True), 1)
        close = button("", self.leave, look="quiet", icon="x", says=_("Close (Escape)"))
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _add_acts(self, column: QVBoxLayout, holder: Holder, today: date) -> None:
        row = self._row
        if row is None:
            if holder.owner == "event":
                column.addSpacing(theme.GAP // 2)
                column.addWidget(button(_("See the event"), self._open, look="main"), 0, Qt.AlignmentFlag.AlignLeft)
            else:
                column.addWidget(Words(_("Only bookings are changed on the planning."), "second", wrap=True))
            return
        following = next_words(row) if row.state == "tentative" or row.slot.start.date() <= today else ""
        first, second, third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        if following:
            first.addWidget(button(following, self._do_next, look="main"))
        if row.state in STANDING:
            first.addWidget(button(_("Change hours…"), self._change))
            second.addWidget(button(_("They no longer come"), self._call_off))
        second.addWidget(button(_("Slip, price…"), self._open))
        waits = self._waits(row)
        if waits:
            words = ngettext("%(n)s waits…", "%(n)s wait…", waits) % {"n": waits}
            third.addWidget(button(words, self._see_waiting, says=_("See who waits for it")))
        for line in (first, second, *([third] if waits else [])):
            line.setSpacing(theme.GAP // 2)
            line.addStretch(1)
            column.addLayout(line)

    def _waits(self, row: BookingRow) -> int:
        """How many wait for what this booking has, or were offered it."""
        waiting = self._services.waiting
        return sum(one.state in {"waiting", "offered"} for one in waiting.of_unit(row.unit_id, row.slot))

    @Slot()
    def _see_waiting(self) -> None:
        from tierslieu_desk.ui.pages.planning.waiting_sheet import WaitingSheet

        if self._row is not None:
            sheet = WaitingSheet(self.window(), self._services, self._row.unit_id, self._row.slot)
            sheet.told.connect(self.told)
            sheet.open()

    def stand_beside(self, box: QRect, within: QRect) -> None:
        """Show it below the box, or above, or at a side: where it hides nothing of it, if there is such a place."""
        self._column.activate()
        size = QSize(WIDTH, self._column.totalHeightForWidth(WIDTH))
        self.setFixedHeight(size.height())
        left = min(max(box.left(), within.left()), within.right() - size.width())
        top = min(max(box.top(), within.top()), within.bottom() - size.height())
        corners = (
            QPoint(left, box.bottom() + _APART),
            QPoint(left, box.top() - _APART - size.height()),
            QPoint(box.right() + _APART, top),
            QPoint(box.left() - _APART - size.width(), top),
        )
        fitting = (corner for corner in corners if within.contains(QRect(corner, size)))
        self.move(next(fitting, QPoint(left, top)))
        self._escape.setEnabled(True)
        self.show()
        self.raise_()

    @Slot()
    def leave(self) -> None:
        """Take it away."""
        if self._block is None:
            return
        self._block = None
        self._escape.setEnabled(False)
        keyboard = self.has_keyboard
        self.hide()
        self.gone.emit(keyboard)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click on a block that it had to be shown over."""
        self._open()

    @Slot()
    def _open(self) -> None:
        if self._block is not None:
            self.opened.emit(self._block.booking_id)

    @Slot()
    def _change(self) -> None:
        self.change_wanted.emit(self._row)

    @Slot()
    def _call_off(self) -> None:
        self.call_off_wanted.emit(self._row)

    @Slot()
    def _do_next(self) -> None:
        if self._row is None:
            return
        try:
            done = do_next(self._services, self._row, self._today)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        if done is not None:
            self.told.emit(*done)
