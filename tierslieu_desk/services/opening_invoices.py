"""Unpaid invoices of before: each is sealed in the chain with what was left of it, so that it is paid like any other.

They stand among the issued documents, since payments, reminders and balances all ask there; but without a series of
ours, so that they are numbered by nobody, and counted as revenue by no report. A table of their own would have asked
every list and every sum of what is unpaid to look in two places; a charge would have been invoiced again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tierslieu_desk import documents, errors, money
from tierslieu_desk.i18n import _, speaking
from tierslieu_desk.models.money import Invoice
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import Place
from tierslieu_desk.money import Basis
from tierslieu_desk.rules import chain, numbering, opening_position
from tierslieu_desk.rules.vocabulary import InvoiceKind
from tierslieu_desk.services import invoice_drafts, invoice_papers, invoice_seal
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.invoice_drafts import Gathered, Line
from tierslieu_desk.services.invoice_seal import Sealed
from tierslieu_desk.services.papers import Papers


@dataclass(frozen=True, slots=True)
class OldInvoice:
    """An invoice of before. `left_cents` is what has still to come in."""

    number: str
    party_id: int
    issued_on: date
    due_on: date
    left_cents: int


def carry_in(desk: Desk, session: Session, old: OldInvoice, papers: Papers | None) -> int:
    """Write it, in the caller's unit of work; its paper is kept first, unless it is only looked at (no `papers`).

    Raises `MissingFact` before the place is described, `NumberStillToCome` for a number the desk would give again,
    `NumberGivenHere` for one it has given.
    """
    place = session.get(Place, 1)
    if place is None:
        raise errors.MissingFact(field="place", who="")
    _refuse_number(session, old.number, desk.clock.today())
    gathered = _gathered(session, place, old)
    snapshot = gathered.snapshot()
    if papers is None:
        sha256 = hashlib.sha256(old.number.encode()).hexdigest()
    else:
        sha256 = papers.keep(documents.render(invoice_papers.carried_sheet(snapshot)))
    return invoice_seal.write(desk, session, Sealed.over(gathered, snapshot, sha256))


def _refuse_number(session: Session, number: str, today: date) -> None:
    if session.scalar(select(Invoice.id).where(Invoice.number == number)) is not None:
        raise errors.NumberGivenHere(number=number)
    ours = opening_position.own_sequence(number)
    if ours is None or int(ours[0][1:]) < today.year:
        return
    series, sequence = ours
    follows = invoice_drafts.next_sequence(session, series, today)
    if sequence >= follows:
        raise errors.NumberStillToCome(number=number, next=numbering.number_of(series, follows))


def _gathered(session: Session, place: Place, old: OldInvoice) -> Gathered:
    party = session.get_one(Party, old.party_id)
    before = session.execute(select(func.max(Invoice.sequence)).where(Invoice.series == numbering.BEFORE)).scalar_one()
    with speaking(party.language):
        words = _("What was left of an invoice issued before")
    head = {
        "kind": InvoiceKind.INVOICE.value,
        "series": numbering.BEFORE,
        "sequence": 1 + (before or 0),
        "number": old.number,
        "issued_on": old.issued_on.isoformat(),
        "due_on": old.due_on.isoformat(),
        "seller": invoice_papers.seller(place),
        "customer": invoice_papers.customer(party),
        "language": party.language,
        "outside_vat": False,
        "mentions": [],
        "credits": None,
    }
    cents = old.left_cents
    price = money.e4_from_cents(cents)
    line = Line(None, words, "", money.QUANTITY_UNIT, price, Basis.GROSS.value, 0, cents, 0, cents)
    last = session.execute(select(Invoice.hash).order_by(Invoice.id.desc()).limit(1)).scalar_one_or_none()
    return Gathered(party.id, party.name, chain.canonical(head), (line,), last or chain.GENESIS)
