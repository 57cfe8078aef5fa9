"""How the money page words what it was given: ways of paying, kinds of documents, the state one is in."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import N_, _, ngettext, pgettext
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import TAKEN_BY, PaymentMethod
from tierslieu_desk.ui.place_words import price_words

if TYPE_CHECKING:
    from tierslieu_desk.services.money.invoice_lists import InvoiceLineRow
    from tierslieu_desk.services.money.payments import ClosingRow
    from tierslieu_desk.services.money.till import ToClose

_METHODS = {
    "cash": N_("Cash"),
    "card": N_("Card"),
    "cheque": N_("Cheque"),
    "transfer": N_("Transfer"),
    "prepaid": N_("Prepaid card"),
}
_TAKEN = {
    "cash": N_("%(amount)s taken in cash from %(name)s."),
    "card": N_("%(amount)s taken by card from %(name)s."),
    "cheque": N_("%(amount)s taken by cheque from %(name)s."),
    "transfer": N_("%(amount)s come by transfer from %(name)s."),
    "prepaid": N_("%(name)s paid %(amount)s with a prepaid card."),
}
_GIVEN_BACK = {
    "cash": N_("%(amount)s given back in cash to %(name)s."),
    "card": N_("%(amount)s given back by card to %(name)s."),
    "cheque": N_("%(amount)s given back by cheque to %(name)s."),
    "transfer": N_("%(amount)s given back by transfer to %(name)s."),
    "prepaid": N_("%(amount)s are on the prepaid card of %(name)s again."),
}
_DOCUMENTS = {
    "invoice": N_("Invoice"),
    "credit_note": N_("Credit note"),
    "receipt": N_("Membership receipt"),
}
SOON_DAYS = 7


def methods() -> tuple[tuple[str, str], ...]:
    """The ways in which money comes, for a choice; cash first, as at a counter."""
    return tuple((code, _(_METHODS[code])) for code in _METHODS if code in TAKEN_BY)


def prepaid(cents: int) -> tuple[tuple[str, str], ...]:
    """One way more, for who has so much on a prepaid card; none for who has nothing."""
    if cents <= 0:
        return ()
    return ((PaymentMethod.PREPAID, _("Prepaid card (%(amount)s)") % {"amount": formats.amount(cents)}),)


def method_word(method: str) -> str:
    """How money came."""
    return _(_METHODS[method])


def document_word(kind: str) -> str:
    """What kind of document it is."""
    return _(_DOCUMENTS[kind])


def taken(method: str, cents: int, name: str) -> str:
    """The sentence for money that came, or (negative) went back."""
    words = _TAKEN if cents > 0 else _GIVEN_BACK
    return _(words[method]) % {"amount": formats.amount(abs(cents)), "name": name}


def state(row: InvoiceLineRow, today: date) -> tuple[str, str]:
    """The state of a document in two or three words, and the kind of its chip."""
    if row.kind == "credit_note":
        return pgettext("document", "credit note"), "neutral"
    if row.left_cents < 0 and row.owed_again:
        return pgettext("document", "owed again"), "warning"
    if row.left_cents < 0:
        return _("to give back"), "warning"
    if row.credited_by:
        return pgettext("document", "credited"), "neutral"
    if not row.left_cents:
        return pgettext("document", "paid"), "accent"
    days = (row.due_on - today).days
    if days < 0:
        return ngettext("%(n)s day late", "%(n)s days late", -days) % {"n": -days}, "bad"
    if days == 0:
        return _("due today"), "warning"
    kind = "warning" if days <= SOON_DAYS else "neutral"
    return ngettext("due in %(n)s day", "due in %(n)s days", days) % {"n": days}, kind


def period_words(one: ToClose | ClosingRow) -> str:
    """A day by its date, a month or a year by its name."""
    if one.kind == "day":
        return formats.date_weekday(one.first_day)
    return formats.month(one.first_day) if one.kind == "month" else str(one.first_day.year)


def beside(refusal: DeskError, field: str) -> DeskError:
    """The same refusal, told beside that field of the form."""
    return type(refusal)(**{**refusal.facts, "field": field})


def working_words(working: str, basis: Basis, *, with_vat: bool) -> str:
    """How a line was priced: "2 × half day at 30.00 + 1 × hour at 10.00"; a sentence of the desk's own as it is.

    Prices before tax are said to be: the line's own amount is with it.
    """
    if not working.startswith("["):
        return working
    steps = [
        _("%(n)s × %(step)s at %(price)s")
        % {"n": count, "step": label, "price": price_words(price, basis, with_vat=with_vat)}
        for label, count, price, *_tariff in json.loads(working)
    ]
    return " + ".join(steps)
