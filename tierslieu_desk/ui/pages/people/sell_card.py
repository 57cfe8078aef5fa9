"""A prepaid card in the dialog that sells: how much, how it is paid, until when, for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError, UnknownGift
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.proration import add_months
from tierslieu_desk.rules.vocabulary import Activity, PartyKind, PaymentMethod
from tierslieu_desk.services.person.people import PersonRow
from tierslieu_desk.services.plan.prepaid_cards import CardHanded, Loaded, NewCard
from tierslieu_desk.ui.forms import Form
from tierslieu_desk.ui.pages.money import words as money_words
from tierslieu_desk.ui.pages.people import person_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.amount import AmountField
from tierslieu_desk.ui.widgets.buttons import SegmentedControl
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.ticks import Tick

USUAL_CENTS = 2_000
_MONTHS = (0, 6, 12, 24)
Told = tuple[str, Callable[[], object]]


def offered(services: DeskServices, party_id: int) -> bool:
    """Whether cards are sold here: it is ticked, or they have one."""
    return Activity.PREPAID in services.today.does() or bool(services.prepaid_cards.of(party_id))


class CardFields(QObject):
    """Fields of a form that are there only while a card is what is sold."""

    def __init__(self, form: Form, person: PersonRow, today: date) -> None:
        super().__init__(form)
        self._form, self._person, self._today = form, person, today
        self.amount = form.add(
            _("Put on it"),
            AmountField(USUAL_CENTS),
            key="amount",
            help=_("Held for them: nothing is sold until they buy something with it."),
        )
        self.method = form.add(_("How they pay"), SegmentedControl(_("How they pay"), money_words.methods()))
        self.until = form.add(_("It pays for"), Choice(tuple((count, _for(count)) for count in _MONTHS)))
        self.shared = Tick(_("Its people may pay with it"))
        form.add(_("Shared"), self.shared)
        self.gift = Tick(_("A code, for whoever brings it"))
        form.add(_("A gift"), self.gift)
        self.show(False)

    def show(self, shown: bool) -> None:
        """Sharing is for organisations."""
        for field in (self.amount, self.method, self.until, self.gift):
            self._form.show_field(field, shown)
        self._form.show_field(self.shared, shown and self._person.kind is PartyKind.ORGANISATION)

    def take(self, cents: int, method: PaymentMethod | None) -> None:
        """As a sentence said it."""
        self.amount.take(cents)
        if method is not None:
            self.method.choose(method)

    def sell(self, services: DeskServices) -> Told:
        """What to say, and the way back. Raises `NotAnAmount` beside the field, and as `PrepaidCards.sell`."""
        try:
            cents = self.amount.cents or 0
        except DeskError as refusal:
            raise money_words.beside(refusal, "amount") from refusal
        months = self.until.choice
        until = add_months(self._today, months) if isinstance(months, int) and months else None
        shared, gift = self._person.kind is PartyKind.ORGANISATION and self.shared.isChecked(), self.gift.isChecked()
        method = PaymentMethod(str(self.method.choice))
        sold = services.prepaid_cards.sell(NewCard(self._person.id, cents, until, shared, gift), method)
        return loaded_words(sold, self._person.name), partial(services.payments.reverse, sold.payment.id)


def loaded_words(sold: Loaded, name: str) -> str:
    """What came of a sale."""
    facts = {"amount": formats.amount(sold.payment.amount_cents), "name": name, "code": sold.code}
    if sold.code:
        return _("A card of %(amount)s is paid by %(name)s. The code of the gift: %(code)s.") % facts
    facts["left"] = formats.amount(sold.cents)
    return _("%(amount)s put on the prepaid card of %(name)s: %(left)s are on it.") % facts


def redeemed(services: DeskServices, code: str, person: PersonRow) -> Told:
    """A gift's code brought, of a pass or of a card: what to say, and the way back. Raises `UnknownGift`."""
    try:
        got = services.passes.redeem(code, person.id)
    except UnknownGift:
        handed = services.prepaid_cards.redeem(code, person.id)
        return handed_words(handed, person.name), partial(services.prepaid_cards.take_back, handed)
    days = person_words.amount(got.half_days, got.minutes)
    told = _("%(name)s has %(days)s of %(what)s now.") % {"name": person.name, "days": days, "what": got.name}
    return told, partial(services.passes.take_back_redeemed, got)


def handed_words(handed: CardHanded, name: str) -> str:
    """A card in other hands."""
    return _("%(name)s has %(amount)s on a prepaid card now.") % {"name": name, "amount": formats.amount(handed.cents)}


def _for(months: int) -> str:
    if not months:
        return _("as long as something is on it")
    return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
