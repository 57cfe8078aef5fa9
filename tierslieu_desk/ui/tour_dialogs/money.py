"""Dialogs of money, and of the counter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.services.booking.quote_prices import Wanted
from tierslieu_desk.services.front.counter_card import MailFor
from tierslieu_desk.services.money.invoice_rows import Billing
from tierslieu_desk.services.visit.days_due import DayDue, DayPrice
from tierslieu_desk.ui.counter.articles_dialog import ArticlesDialog
from tierslieu_desk.ui.counter.day_dialogs import DayPriceDialog, FreeDayDialog
from tierslieu_desk.ui.counter.hand_over_dialog import HandOverDialog
from tierslieu_desk.ui.counter.split_dialog import SplitDialog
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.money.billing import BillingDialog, BillingResult
from tierslieu_desk.ui.pages.money.charge import ChargeDialog, LineDialog
from tierslieu_desk.ui.pages.money.invoice_credit import CreditDialog
from tierslieu_desk.ui.pages.money.invoice_draft import DraftDialog
from tierslieu_desk.ui.pages.money.payment_dialog import PaymentDialog
from tierslieu_desk.ui.pages.money.quote_change import QuoteChangeDialog
from tierslieu_desk.ui.pages.money.quote_dialog import QuoteDialog
from tierslieu_desk.ui.pages.money.quote_price import QuotePriceDialog
from tierslieu_desk.ui.pages.money.quote_sheet import QuoteSheet, QuotesSheet
from tierslieu_desk.ui.pages.money.till_dialogs import ClosingDialog, ReverseDialog
from tierslieu_desk.ui.tour_dialogs.opening import Opener
from tierslieu_desk.wallclock import Slot


def _payment(parent: QWidget, services: Any) -> Dialog | None:
    """Money for the first invoice that is open."""
    rows = services.invoice_lists.find(unpaid=True, limit=1)
    return PaymentDialog(parent, services, invoice_id=rows[0].id) if rows else None


def _quote(parent: QWidget, services: Any) -> Dialog:
    return QuoteDialog(parent, services, services.desk.clock.today())


def _quoted(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.quotes.list()
    return QuoteSheet(parent, services, rows[0].id) if rows else None


def _quote_changed(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.quotes.list()
    return QuoteChangeDialog(parent, services, services.desk.clock.today(), rows[0]) if rows else None


def _quote_price(parent: QWidget, services: Any) -> Dialog:
    now = services.desk.clock.wall()
    (unit, *_others) = services.units.list()
    wanted = Wanted(unit.id, Slot(now, now + timedelta(hours=2)), 1, 1800)
    return QuotePriceDialog(parent, unit.name, 2400, wanted, with_vat=services.places.with_vat())


def _payer(services: Any) -> Any:
    """Whoever has something to be invoiced."""
    rows = [row for row in services.to_invoice.payers(services.desk.clock.today()) if row.lines]
    return rows[0] if rows else None


def _charge(parent: QWidget, services: Any) -> Dialog:
    row = _payer(services)
    return ChargeDialog(parent, services, payer_id=row.party_id if row is not None else None)


def _line(parent: QWidget, services: Any) -> Dialog | None:
    """The first line of theirs, whatever caused it: only the dialog is looked at."""
    row = _payer(services)
    if row is None:
        return None
    return LineDialog(parent, services, services.to_invoice.lines(row.party_id, services.desk.clock.today())[0])


def _draft(parent: QWidget, services: Any) -> Dialog | None:
    row = _payer(services)
    if row is None:
        return None
    return DraftDialog(parent, services, Jobs(AtOnce(), parent), (row.party_id, services.desk.clock.today(), None))


def _billing(parent: QWidget, services: Any) -> Dialog:
    return BillingDialog(parent, services, Jobs(AtOnce(), parent), services.desk.clock.today())


def _billed(parent: QWidget, services: Any) -> Dialog:
    """As it would be shown had the desk been stopped after the last five documents."""
    today = services.desk.clock.today()
    preview = services.invoices.preview(today)
    issued = services.invoices.all()[:5]
    return BillingResult(parent, services, Billing(issued, preview.held_back, len(preview.drafts)), today)


def _credit(parent: QWidget, services: Any) -> Dialog | None:
    rows = [row for row in services.invoice_lists.find() if row.kind == "invoice" and not row.credited_by]
    return CreditDialog(parent, services, Jobs(AtOnce(), parent), rows[0].id) if rows else None


def _reverse(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.till.payments(limit=1)
    return ReverseDialog(parent, services, rows[0]) if rows else None


def _closing(parent: QWidget, services: Any) -> Dialog | None:
    periods = services.till.to_close()
    return ClosingDialog(parent, services, periods) if periods else None


def _hand_over(parent: QWidget, services: Any) -> Dialog:
    mail = services.mail.waiting()
    today = services.desk.clock.today()
    found = MailFor(mail[0].party_id, mail[0].who, 1, mail[0].arrived_on, mail[0].shelf) if mail else None
    return HandOverDialog(parent, services, found or MailFor(0, _("Somebody"), 1, today, ""), "")


def _day(parent: QWidget, services: Any) -> Dialog:
    day = DayDue(0, services.desk.clock.today(), 2, DayPrice("", 160_000), 1600)
    return DayPriceDialog(parent, services, day)


def _split(parent: QWidget, _services: Any) -> Dialog:
    return SplitDialog(parent, 8040)


def _free_day(parent: QWidget, services: Any) -> Dialog:
    rows = services.people.list(limit=1)
    return FreeDayDialog(parent, rows[0].name if rows else _("Somebody"))


DIALOGS: tuple[tuple[str, Opener], ...] = (
    ("bill-everybody", _billing),
    ("billed", _billed),
    ("charge", _charge),
    ("quote", _quote),
    ("quoted", _quoted),
    ("quote-changed", _quote_changed),
    ("quote-price", _quote_price),
    ("quotes", QuotesSheet),
    ("close-the-till", _closing),
    ("credit-note", _credit),
    ("day-free", _free_day),
    ("day-price", _day),
    ("draft", _draft),
    ("hand-over", _hand_over),
    ("line-changed", _line),
    ("payment", _payment),
    ("payment-in-two-parts", _split),
    ("payment-taken-back", _reverse),
    ("sold-at-the-counter", ArticlesDialog),
)
