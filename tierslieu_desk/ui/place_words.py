"""What a place is asked, in human words: its VAT regime, its legal form, what it does, what it lets people take."""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import Activity, Period, UnitKind, VatRegime

LEGAL_FORMS = (
    "Association loi 1901",
    "SCIC",
    "SCOP",
    "SARL",
    "SAS",
    "Entreprise individuelle",
    "Commune",
    "Communauté de communes",
)
"""As French papers print them, whatever language the desk speaks."""
USUAL_REGIME = {
    "Association loi 1901": VatRegime.NON_TAXABLE,
    "Entreprise individuelle": VatRegime.FRANCHISE,
    "Commune": VatRegime.NON_TAXABLE,
    "Communauté de communes": VatRegime.NON_TAXABLE,
}


def regimes() -> tuple[tuple[VatRegime, str], ...]:
    """How the place stands with VAT."""
    return (
        (VatRegime.NON_TAXABLE, _("No VAT (association, town)")),
        (VatRegime.FRANCHISE, _("No VAT (small business, 293 B)")),
        (VatRegime.EXEMPT, _("No VAT (services to members, 261-7-1°)")),
        (VatRegime.LIABLE, _("With VAT on every invoice")),
    )


def price_label(with_vat: bool) -> str:
    """What a price is called that is asked as people pay it."""
    return _("Price, tax included") if with_vat else _("Price")


def price_words(e4: int, basis: Basis, *, with_vat: bool) -> str:
    """A unit price that stands beside what is paid: before tax is said, as what is paid has the tax in it.

    A place that charges no VAT has one price of each thing, and reads no word of tax.
    """
    price = formats.unit_price(e4)
    return _("%(price)s before tax") % {"price": price} if with_vat and basis is Basis.NET else price


def paid_words(cents: int, *, with_vat: bool) -> str:
    """What is paid in all, said to be with tax where a place charges it."""
    amount = formats.amount(cents)
    return _("%(amount)s with tax") % {"amount": amount} if with_vat else amount


def activities() -> tuple[tuple[Activity, str, str], ...]:
    """What a place may do besides: what it is called, and what that brings."""
    return (
        (Activity.DOMICILIATION, _("Gives companies their address"), _("contracts, mail, what the law asks")),
        (Activity.EQUIPMENT, _("Lends equipment"), _("projector, tools, van, with their deposits")),
        (Activity.KEYS, _("Hands out keys and badges"), _("who has which, since when")),
        (Activity.EVENTS, _("Holds events"), _("workshops, co-lunches, open days")),
        (Activity.TRAINING, _("Trains people"), _("attendance sheets, certificates, hours")),
        (Activity.DIGITAL_SPACE, _("Helps people on line"), _("a queue of half-hours per workstation")),
        (Activity.LISTING, _("Is listed in public"), _("its page and its hours, kept up to date")),
        (Activity.PREPAID, _("Sells prepaid cards"), _("money left ahead, to pay with at the counter")),
        (Activity.MESSAGES, _("Tells people things from here"), _("e-mail, letters, a list of people to call")),
        (Activity.OPERATORS, _("Has several people at the desk"), _("who does what, with a PIN if they like")),
    )


def kind_word(kind: UnitKind) -> str:
    """What a kind of unit is called."""
    return {
        UnitKind.DESK: _("Desk"),
        UnitKind.ROOM: _("Room"),
        UnitKind.BOOTH: _("Booth"),
        UnitKind.TOOL: _("Tool"),
        UnitKind.VEHICLE: _("Vehicle"),
        UnitKind.LOCKER: _("Locker or key"),
        UnitKind.ZONE: _("Zone"),
    }[kind]


def periods() -> tuple[tuple[Period, str], ...]:
    """For how long one price of a plan pays."""
    return (
        (Period.MONTH, _("a month")),
        (Period.WEEK, _("a week")),
        (Period.QUARTER, _("a quarter")),
        (Period.YEAR, _("a year")),
    )
