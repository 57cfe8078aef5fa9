"""Done with a prepaid card: money put on it, handed on, given back, another last day; and why so much is on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.proration import add_months
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.services.person.people import PersonRow
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog, Sheet
from tierslieu_desk.ui.pages.money import words as money_words
from tierslieu_desk.ui.pages.people import person_words, sell_card
from tierslieu_desk.ui.pages.people.prepaid_card import card_words
from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.amount import AmountField
from tierslieu_desk.ui.widgets.buttons import SegmentedControl
from tierslieu_desk.ui.widgets.cards import EmptyState, Row
from tierslieu_desk.ui.widgets.fields import DateField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.person_finder import PersonFinder
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.plan.prepaid_cards import CardLine, CardRow

MOST = 60
REASONS = {
    "sold": N_("Sold"),
    "topped_up": N_("Money put on it"),
    "opening": N_("Left from before"),
    "paid": N_("Paid with it"),
    "taken_back": N_("Payment taken back"),
    "given_back": N_("Given back"),
    "transferred": N_("Handed on"),
    "gift": N_("Gift"),
    "made_good": N_("Below zero, made good"),
}


def _tell(dialog: Dialog, row: PersonRow, one: CardRow) -> None:
    """Which card of whom it is about, at its head."""
    told = " · ".join((row.name, formats.amount(one.cents), card_words(one)))
    dialog.body.insertWidget(0, Words(told, "strong", wrap=True))
    dialog.body.insertSpacing(1, theme.GAP)


class LoadDialog(Dialog):
    """More money on it. `told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow, one: CardRow) -> None:
        super().__init__(parent, _("Put money on the card"), _("Take the money"), say.sentence)
        self.services, self.row, self.one = services, row, one
        _tell(self, row, one)
        self._amount = self.form.add(_("Put on it"), AmountField(sell_card.USUAL_CENTS), key="amount")
        self._method = self.form.add(_("Method"), SegmentedControl(_("Method"), money_words.methods()), key="method")

    def commit(self) -> None:
        try:
            cents = self._amount.cents or 0
        except DeskError as refusal:
            raise money_words.beside(refusal, "amount") from refusal
        loaded = self.services.prepaid_cards.top_up(self.one.id, cents, PaymentMethod(self._method.choice))
        undo = partial(self.services.payments.reverse, loaded.payment.id)
        self.told.emit(sell_card.loaded_words(loaded, self.row.name), undo)


class BackDialog(Dialog):
    """All that is on it goes out of the till. `told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow, one: CardRow) -> None:
        super().__init__(parent, _("Give back what is on the card"), _("Give back"), say.sentence)
        self.services, self.row, self.one = services, row, one
        _tell(self, row, one)
        self._method = self.form.add(_("Method"), SegmentedControl(_("Method"), money_words.methods()), key="method")

    def commit(self) -> None:
        paid = self.services.prepaid_cards.give_back(self.one.id, PaymentMethod(self._method.choice))
        told = money_words.taken(paid.method.value, paid.amount_cents, self.row.name)
        self.told.emit(told, partial(self.services.payments.reverse, paid.id))


class HandOnDialog(Dialog):
    """What is on it goes to somebody else. `told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow, one: CardRow) -> None:
        super().__init__(parent, _("Hand on a prepaid card"), _("Hand it on"), say.sentence)
        self.services, self.row, self.one = services, row, one
        _tell(self, row, one)
        self._to = self.form.add(
            _("To"), PersonFinder(services), key="to", help=_("What is left goes with it, for as long as before.")
        )

    def commit(self) -> None:
        to = self._to.found
        if to is None:
            refusal = refusal_of(self._to.text())
            raise type(refusal)(**{**refusal.facts, "field": "to"})
        handed = self.services.prepaid_cards.transfer(self.one.id, to.id)
        undo = partial(self.services.prepaid_cards.take_back, handed)
        self.told.emit(sell_card.handed_words(handed, to.name), undo)


class UntilDialog(Dialog):
    """Another last day, or none. `told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow, one: CardRow) -> None:
        super().__init__(parent, _("Until when it pays"), _("Keep"), say.sentence)
        self.services, self.row, self.one = services, row, one
        _tell(self, row, one)
        self._ends = Tick(_("It has a last day"))
        self._ends.setChecked(one.valid_until is not None)
        self.form.add(_("End"), self._ends)
        today = services.sales.today()
        day = one.valid_until if one.valid_until is not None and not one.expired else add_months(today, 12)
        self._until = self.form.add(_("Last day"), DateField(day), key="until")
        self._ends.toggled.connect(self._show)
        self._show(self._ends.isChecked())

    def _show(self, ends: bool) -> None:
        self.form.show_field(self._until, ends)

    def commit(self) -> None:
        refusal = self._until.refused() if self._ends.isChecked() else None
        if refusal is not None:
            raise type(refusal)(**refusal.facts, field="until")
        day = self._until.day if self._ends.isChecked() else None
        before = self.services.prepaid_cards.prolong(self.one.id, day)
        words = _("The card of %(name)s pays until %(day)s.") if day else _("The card of %(name)s pays without an end.")
        facts = {"name": self.row.name, "day": formats.date_medium(day) if day else ""}
        self.told.emit(words % facts, partial(self.services.prepaid_cards.prolong, self.one.id, before))


class CardSheet(Sheet):
    """What is on the cards, then every line that made it so, newest first."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        super().__init__(parent, _("Prepaid card of %(name)s") % {"name": row.name}, _("Close"), say.sentence)
        self.only_closes()
        self.form.hide()
        margins = self.body.contentsMargins()
        self.body.setContentsMargins(0, margins.top(), 0, margins.bottom())
        self.body.setSpacing(0)
        found, lines = services.prepaid_cards.of(row.id), services.prepaid_cards.explain(row.id, MOST)
        today = services.sales.today()
        if not lines:
            self._add(EmptyState("wallet", _("No prepaid card yet"), _("“Sell…” puts money on one.")))
            return
        if found:
            self._add(_heading(_("To pay with, used in this order")))
        for one in found:
            amount = Words(formats.amount(one.cents), "time")
            self._add(Row(one.owner or row.name, card_words(one), aside=amount, side=theme.PAGE_MARGIN))
        self._add(_heading(_("Line by line")))
        for line in reversed(lines):
            day = Words(person_words.day(line.at.date(), today), "second")
            day.setFixedWidth(88)
            strong, second = line_words(line)
            amount = Words(signed(line.cents), "time")
            self._add(Row(strong, second, lead=(day,), aside=amount, side=theme.PAGE_MARGIN))
        if len(lines) == MOST:
            quiet = Words(_("The last %(n)s lines are shown.") % {"n": MOST}, "second", wrap=True)
            quiet.setContentsMargins(theme.PAGE_MARGIN, theme.GAP, theme.PAGE_MARGIN, 0)
            self._add(quiet)

    def _add(self, widget: QWidget) -> None:
        self.body.insertWidget(self.body.count() - 1, widget)

    def commit(self) -> bool:
        return True


def signed(cents: int) -> str:
    """An amount with its sign."""
    return ("+" if cents > 0 else "\N{MINUS SIGN}") + formats.amount(abs(cents))


def line_words(line: CardLine) -> tuple[str, str]:
    """Why a line stands there, and what is on the card after it."""
    parts = [line.papers] if line.papers else []
    if line.method is not None and line.method is not PaymentMethod.PREPAID:
        parts.append(money_words.method_word(line.method))
    if line.who:
        parts.append(line.who)
    if line.other:
        words = _("to %(name)s") if line.cents < 0 else _("from %(name)s")
        parts.append(words % {"name": line.other})
    parts.append(_("%(amount)s left") % {"amount": formats.amount(line.balance)})
    return _(REASONS[line.reason]), " · ".join(parts)


def _heading(text: str) -> QWidget:
    words = Words(text, "group", wrap=True)
    words.setContentsMargins(theme.PAGE_MARGIN, theme.GAP, theme.PAGE_MARGIN, 4)
    return words
