"""Somebody came and nothing covers their day: at the counter it is paid, put on the slate, invoiced later, or free."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.counter.basket import Chosen
from tierslieu_desk.ui.pages.today.words import half_days
from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.services.front.counter_card import PersonCard, Slate
    from tierslieu_desk.services.visit.days_due import DayDue
    from tierslieu_desk.services.visit.visits import VisitRow

Undo = Callable[[], object]


class Days(QObject):
    """What is decided of the days in the basket.

    `told` carries a sentence and the way back when nothing else is left in the basket, `noted` the same when there is;
    `gathered` comes when the basket is another, `refused` what stands in the way.
    """

    told = Signal(str, object)
    noted = Signal(str, object)
    gathered = Signal()
    refused = Signal(object)

    def __init__(self, services: DeskServices, chosen: Chosen, over: QWidget) -> None:
        super().__init__(over)
        self._services, self._chosen, self._over = services, chosen, over
        self._arrival: tuple[str, Undo | None] | None = None
        self._came: int | None = None
        self.sells_to: PersonCard | None = None
        """Whoever something is being sold to, as they were before."""

    def arrived(self, visit: VisitRow, sentence: str, undo: Undo) -> bool:
        """Whether something of that arrival is to be decided; then it is in the basket, and told when it is not."""
        due = self._services.days_due.of_visit(visit.id) if visit.to_pay else None
        if due is None:
            return False
        self.wait_for(sentence, undo)
        self._came = visit.id
        self.add(due)
        return True

    def wait_for(self, sentence: str, undo: Undo | None) -> None:
        """What to say of somebody who came when the card is left with nothing decided."""
        self._arrival = (sentence, undo) if sentence else None
        self._came = None

    def may_undo(self) -> bool:
        """Whether an arrival is there that may be taken back."""
        return self._arrival is not None and self._arrival[1] is not None

    def undo(self) -> None:
        """They have not come after all."""
        _sentence, undo = self._arrival or ("", None)
        if undo is None:
            return
        try:
            undo()
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        self._arrival = None
        self._chosen.days.clear()
        self._chosen.slate = self._chosen.owed = None  # they may hold what was taken back
        self.gathered.emit()

    def undecided(self) -> tuple[str, Undo | None] | None:
        """What to say of it now; once."""
        waiting, self._arrival = self._arrival, None
        return waiting

    @Slot()
    def decided(self) -> None:
        """It was paid, put on the slate, or anything else that is told by itself."""
        self._arrival = None

    def add(self, day: DayDue) -> None:
        """Into the basket; its price is asked for where the place has none."""
        if day.price is None:
            self.ask_price(day)
            return
        self._chosen.add_day(day)
        self.gathered.emit()

    def add_those_of(self, card: PersonCard) -> None:
        """Whatever they came for today, and nobody has decided on."""
        today = card.now.date()
        for day in card.days_due:
            if day.day == today:
                if self._arrival is not None and self._came is None:
                    self._came = day.visit_id  # the last of them to begin comes first
                self.add(day)

    def add_owed_by(self, card: PersonCard) -> None:
        """What is on their slate, and what is to be invoiced to them."""
        self._chosen.slate = card.slate if card.slate.lines else None
        self._chosen.owed = card.besides if card.besides.lines else None
        self.gathered.emit()

    @Slot(str, object)
    def sold(self, sentence: str, undo: Undo | None) -> None:
        """With something in the basket, what was sold is paid together with it; else it waits where it is owed."""
        before = self.sells_to
        if self._chosen.empty or before is None:
            self.told.emit(sentence, undo)
            return
        try:
            added = self._add_new(before, self._services.counter.card(before.id))
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        if not added:
            self.noted.emit(sentence, undo)
            return
        waiting = self.undecided()
        if waiting is not None:
            self.noted.emit(*waiting)
        self.wait_for(sentence, undo)
        self.gathered.emit()

    def _add_new(self, before: PersonCard, now: PersonCard) -> bool:
        """Whether more is owed than `before`; that alone goes into the basket, beside what is in it."""
        chosen = self._chosen
        slate, owed = _more(chosen.slate, before.slate, now.slate), _more(chosen.owed, before.besides, now.besides)
        added = (slate, owed) != (chosen.slate, chosen.owed)
        chosen.slate, chosen.owed = slate, owed
        return added

    def ask_price(self, day: DayDue) -> None:
        """By a small dialog; what it says goes into the basket."""
        from tierslieu_desk.ui.counter.day_dialogs import DayPriceDialog

        dialog = DayPriceDialog(self._over.window(), self._services, day)
        dialog.priced.connect(self._priced)
        dialog.open()

    @Slot(object)
    def _priced(self, day: DayDue) -> None:
        self._chosen.add_day(day)
        self.gathered.emit()

    def ask_why_free(self, _about: object, card: PersonCard) -> None:
        """The reason is typed once for all of the days in the basket."""
        from tierslieu_desk.ui.counter.day_dialogs import FreeDayDialog

        dialog = FreeDayDialog(self._over.window(), card.name)
        dialog.wanted.connect(self._free)
        dialog.open()

    @Slot(str, str)
    def _free(self, name: str, reason: str) -> None:
        days = tuple(self._chosen.days)
        try:
            self._services.days_due.give([day.visit_id for day in days], reason)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        facts = {"name": name, "days": _sum(days), "reason": reason}
        self._tell(_("%(days)s free for %(name)s: %(reason)s.") % facts, days)

    def invoice_later(self, _about: object, card: PersonCard) -> None:
        """The days wait for an invoice, off the slate."""
        days = tuple(self._chosen.days)
        self._services.counter.owe_days(days)
        facts = {"name": card.slate.payer, "days": _sum(days), "amount": _cents(days)}
        self._tell(_("%(days)s to invoice to %(name)s: %(amount)s.") % facts, days)

    def slate_words(self, card: PersonCard) -> str:
        """What is said of days alone that went on the slate."""
        facts = {"name": card.slate.payer, "days": _sum(self._chosen.days), "amount": _cents(self._chosen.days)}
        return _("%(days)s on the slate of %(name)s: %(amount)s.") % facts

    def way_back(self, days: Sequence[DayDue], written: Sequence[int] = ()) -> Undo:
        """Nothing is owed of them any more; whoever has just come in by this card has not come in either."""
        came = self._came if any(day.visit_id == self._came for day in days) else None
        return partial(self._services.counter.take_back_days, [day.visit_id for day in days], written, came)

    def _tell(self, sentence: str, days: Sequence[DayDue]) -> None:
        self._arrival = None
        undo = self.way_back(days)
        self._chosen.days.clear()
        if self._chosen.empty:
            self.told.emit(sentence, undo)
        else:
            self.noted.emit(sentence, undo)


def _more(chosen: Slate | None, before: Slate, now: Slate) -> Slate | None:
    """Of what is owed now, what is in the basket and what was not owed before."""
    known = {line.charge_id for line in before.lines} - {line.charge_id for line in (chosen.lines if chosen else ())}
    lines = tuple(line for line in now.lines if line.charge_id not in known)
    return replace(now, lines=lines) if lines else None


def _sum(days: Sequence[DayDue]) -> str:
    return half_days(sum(day.half_days for day in days))


def _cents(days: Sequence[DayDue]) -> str:
    return formats.amount(sum(day.gross_cents for day in days))
