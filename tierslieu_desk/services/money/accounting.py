"""Entries for the bookkeeper: one an issued document, one a payment. The desk is not the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk.i18n import _
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.money import Invoice, Payment
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import DatedSetting
from tierslieu_desk.models.prepaid import PrepaidEntry
from tierslieu_desk.rules import numbering
from tierslieu_desk.rules.bookkeeping import Account, Entry, EntryLine
from tierslieu_desk.rules.vocabulary import InvoiceKind, PaymentMethod

ACCOUNTS = {
    "customers": Account("411000", "Clients"),
    "services": Account("706000", "Prestations de services"),
    "membership_fees": Account("756000", "Cotisations"),
    "deposits": Account("165000", "Dépôts et cautionnements reçus"),
    "prepaid": Account("419100", "Clients - Avances et acomptes reçus"),
    "vat": Account("445710", "TVA collectée"),
    "bank": Account("512000", "Banque"),
    "cash": Account("530000", "Caisse"),
    "cheques": Account("511200", "Chèques à encaisser"),
    "cards": Account("511500", "Cartes bancaires à encaisser"),
}
"""The usual accounts of the French chart (PCG). A dated setting `account_<name>`, "number label", takes their place."""
SALES, BANK, CASH = ("VE", "Ventes"), ("BQ", "Banque"), ("CA", "Caisse")
OTHER = ("OD", "Opérations diverses")
_METHODS = {
    PaymentMethod.CASH: (CASH, "cash"),
    PaymentMethod.CHEQUE: (BANK, "cheques"),
    PaymentMethod.CARD: (BANK, "cards"),
    PaymentMethod.TRANSFER: (BANK, "bank"),
    PaymentMethod.PREPAID: (OTHER, "prepaid"),
}
Accounts = dict[str, Account]


def entries(session: Session) -> Iterator[Entry]:
    """Everything issued and everything paid so far."""
    accounts = _accounts(session)
    yield from _sales(session, accounts)
    yield from _payments(session, accounts)


def _sales(session: Session, accounts: Accounts) -> Iterator[Entry]:
    found = session.execute(
        select(
            Invoice.kind, Invoice.number, Invoice.issued_on, Invoice.gross_cents, Invoice.snapshot, Party.id, Party.name
        )
        .join(Party, Party.id == Invoice.party_id)
        .where(Invoice.series != numbering.BEFORE)
        .order_by(Invoice.id)
    )
    for kind, number, day, gross, snapshot, party_id, name in found:
        sold = accounts["membership_fees" if kind == InvoiceKind.RECEIPT else "services"]
        taxes = json.loads(snapshot)["totals"]["taxes"]
        lines = [
            EntryLine(accounts["customers"], gross, _auxiliary(party_id, name)),
            *(EntryLine(sold, -net) for _rate, net, _tax in taxes),
            *(EntryLine(accounts["vat"], -tax) for _rate, _net, tax in taxes),
        ]
        yield Entry(SALES, day, number, day, f"{number} {name}", lines)


def _payments(session: Session, accounts: Accounts) -> Iterator[Entry]:
    found = session.execute(
        select(
            Payment.id,
            Payment.day,
            Payment.method,
            Payment.amount_cents,
            Payment.reference,
            Payment.reverses_id,
            Party.id,
            Party.name,
        )
        .join(Party, Party.id == Payment.party_id, isouter=True)
        .order_by(Payment.id)
    )
    kept, loaded = _of_deposits(session), _of_cards(session)
    for number, day, method, cents, reference, reverses_id, party_id, name in found:
        journal, account = _METHODS[PaymentMethod(method)]
        label = _("Payment by %(name)s") % {"name": name} if name else _("Payment at the counter")
        other = EntryLine(accounts["customers"], -cents, _auxiliary(party_id, name))
        if number in kept or reverses_id in kept:
            kept.add(number)
            label, other = _("Deposit of %(name)s") % {"name": name or ""}, EntryLine(accounts["deposits"], -cents)
        elif number in loaded:
            label, other = _("Prepaid card of %(name)s") % {"name": name or ""}, EntryLine(accounts["prepaid"], -cents)
        lines = (EntryLine(accounts[account], cents), other)
        yield Entry(journal, day, reference or f"P{number}", day, label, lines)


def _of_deposits(session: Session) -> set[int]:
    """The payments by which deposits came and went: kept for somebody, they are nobody's payment of anything."""
    noted = select(JournalEntry.facts).where(JournalEntry.subject == "deposit")
    return {facts["payment"] for facts in map(json.loads, session.scalars(noted)) if "payment" in facts}


def _of_cards(session: Session) -> set[int]:
    """The payments by which money came onto prepaid cards, or went back: held, and nobody's payment of anything."""
    on_cards = select(PrepaidEntry.payment_id).join(Payment, Payment.id == PrepaidEntry.payment_id)
    found = session.scalars(on_cards.where(Payment.method != PaymentMethod.PREPAID))
    return {number for number in found if number is not None}


def _auxiliary(party_id: int | None, name: str | None) -> tuple[str, str]:
    return ("", "") if party_id is None else (f"C{party_id:05d}", name or "")


def _accounts(session: Session) -> Accounts:
    accounts = dict(ACCOUNTS)
    changed = session.execute(
        select(DatedSetting.key, DatedSetting.value)
        .where(DatedSetting.key.startswith("account_"))
        .order_by(DatedSetting.valid_from)
    )
    for key, value in changed:
        number, _space, label = value.partition(" ")
        accounts[key.removeprefix("account_")] = Account(number, label)
    return accounts
