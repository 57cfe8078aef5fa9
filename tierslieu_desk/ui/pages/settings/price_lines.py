"""The lines of a price list beyond hour, half day and day; and a slot to try the list on before it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages.settings.price_words import line_words
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.fields import DateField, TimeField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.money import Basis
    from tierslieu_desk.rules.prices import PriceStep
    from tierslieu_desk.rules.vocabulary import VatCategory
    from tierslieu_desk.services.booking.booking_prices import Quote

Kind = Callable[[], "tuple[Basis, VatCategory]"]


class PriceLines(QWidget):
    """`steps` in their order; `changed` when one was added, changed, moved up or taken out."""

    changed = Signal()

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self.steps: list[PriceStep] = []
        self._at = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._rows = QWidget()
        self._column.addWidget(self._rows)
        self.add = button(_("Add a price…"), self._ask_new, icon="plus")
        self.add.setAutoDefault(False)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        self._column.addLayout(line)

    def fill(self, steps: list[PriceStep]) -> None:
        """Show those."""
        self.steps = list(steps)
        self._show()

    def _show(self) -> None:
        before, self._rows = self._rows, QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, step in enumerate(self.steps):
            column.addWidget(self._row(number, step))
        self._column.replaceWidget(before, self._rows)
        before.hide()
        before.deleteLater()
        self._rows.show()

    def _row(self, number: int, step: PriceStep) -> Row:
        acts = QWidget()
        line = QHBoxLayout(acts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        up = button("", partial(self._up, number), look="quiet", icon="caret-up", says=_("Move up"))
        up.setEnabled(number > 0)
        change = button(_("Change…"), partial(self._ask, number), look="quiet")
        out = button("", partial(self._out, number), look="quiet", icon="x", says=_("Take out"))
        for made in (up, change, out):
            made.setAutoDefault(False)
            made.setAccessibleDescription(step.label)
            line.addWidget(made)
        strong = f"{step.label} · {formats.unit_price(step.amount_e4)}"
        return Row(strong, line_words(step), aside=acts, side=0)

    def _up(self, number: int) -> None:
        self.steps[number - 1], self.steps[number] = self.steps[number], self.steps[number - 1]
        self._again()

    def _out(self, number: int) -> None:
        del self.steps[number]
        self._again()

    def _again(self) -> None:
        self._show()
        self.add.setFocus()
        self.changed.emit()

    @Slot()
    def _ask_new(self) -> None:
        self._ask(None)

    def _ask(self, number: int | None) -> None:
        from tierslieu_desk.ui.pages.settings.price_line_dialog import PriceLineDialog

        self._at = len(self.steps) if number is None else number
        dialog = PriceLineDialog(self.window(), *self._kind(), None if number is None else self.steps[number])
        dialog.written.connect(self._take)
        dialog.open()

    @Slot(object)
    def _take(self, step: PriceStep) -> None:
        self.steps[self._at : self._at + 1] = [step]
        self._again()


class TryIt(QWidget):
    """A day, from when to when: what it would cost by what stands in the dialog. `asked` when another slot is."""

    asked = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        self.day = DateField(today + timedelta(days=1))
        self.begins, self.ends = TimeField(time(14)), TimeField(time(18), ends=True)
        line = QHBoxLayout()
        for field, says in ((self.day, _("Day")), (self.begins, _("From")), (self.ends, _("To"))):
            field.setAccessibleName(says)
            field.settled.connect(self.asked)
            line.addWidget(field, 4 if field is self.day else 3)
        self.day.setMinimumWidth(132)
        self.day.dateChanged.connect(self.asked)
        self.begins.timeChanged.connect(self.asked)
        self.ends.timeChanged.connect(self.asked)
        column.addLayout(line)
        self.told = Words("", "second", wrap=True)
        column.addWidget(self.told)

    @property
    def slot(self) -> WallSlot:
        """An end that is not after its beginning is one of the next day. Raises `NotADate`, `NotATime`."""
        start = datetime.combine(self.day.day, self.begins.at)
        end = datetime.combine(self.day.day, self.ends.at)
        return WallSlot(start, end if end > start else end + timedelta(days=1))

    def tell(self, tried: Callable[[WallSlot], Quote]) -> None:
        """Price it, and say how that comes about; or what nothing is for."""
        from tierslieu_desk.services.booking.booking_words import working

        try:
            slot = self.slot
            quote = tried(slot)
        except DeskError as refusal:
            self.told.setText(say.sentence(refusal))
            return
        price = formats.amount(quote.gross_cents) if quote.gross_cents else _("nothing to pay")
        parts = [formats.weekday(slot.start.date()), formats.times(slot), price, working(quote)]
        words = [" · ".join(part for part in parts if part)]
        if quote.holes:
            words.append(_("Nothing of the list is for %(times)s.") % {"times": formats.times(quote.holes[0])})
        self.told.setText("\n".join(words))
