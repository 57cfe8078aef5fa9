"""Unpaid invoices of before: each is sealed in the chain with what was left of it, so that it is paid like any other.

They stand among the issued documents, since payments, reminders and balances all ask there; but without a series of
ours, so that they are numbered by nobody, and counted as revenue by no report. A table of their own would have asked
every list and every sum of what is unpaid to look in two places; a charge would have been invoiced again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tierslieu_desk import documents, errors, money
from tierslieu_desk.documents.sheets import CarriedInvoice
from tierslieu_desk.i18n import _, speaking
from tierslieu_desk.models.money import Invoice
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import Place
from tierslieu_desk.models.store import run
from tierslieu_desk.money import Basis
from tierslieu_desk.rules import chain, numbering, opening_position
from tierslieu_desk.rules.vocabulary import InvoiceKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money import invoice_drafts, invoice_papers, invoice_seal
from tierslieu_desk.services.money.invoice_drafts import Gathered, Line
from tierslieu_desk.services.money.invoice_papers import Snapshot
from tierslieu_desk.services.money.invoice_seal import Sealed

_NUMBERED = select(Invoice.id).where(Invoice.number == bindparam("number"))
_LAST_BEFORE = select(func.max(Invoice.sequence)).where(Invoice.series == numbering.BEFORE)
_LAST_HASH = select(Invoice.hash).order_by(Invoice.id.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class OldInvoice:
    """An invoice of before. `left_cents` is what has still to come in."""

    number: str
    party_id: int
    issued_on: date
    due_on: date
    left_cents: int


class OldPapers:
    """The papers of invoices of before: drawn and kept between looking at them all and writing them all down.

    So is nothing drawn while others wait to write. Until they are kept, all is only looked at.
    """

    def __init__(self) -> None:
        self._sheets: dict[str, CarriedInvoice] = {}
        self._kept: dict[str, str] | None = None

    def hash_of(self, snapshot: Snapshot) -> str:
        """That of its paper. Raises `ChangedMeanwhile` when it says something else than the one that was kept."""
        number, sheet = str(snapshot["number"]), invoice_papers.carried_sheet(snapshot)
        if self._kept is None:
            self._sheets[number] = sheet
            return hashlib.sha256(number.encode()).hexdigest()
        if self._sheets.get(number) != sheet:
            raise errors.ChangedMeanwhile(what=number)
        return self._kept[number]

    def keep(self, papers: Papers, progress: Callable[[int, int], None]) -> None:
        """Draw them and keep them on the disk. Raises `DiskFull`, `FolderReadOnly`, and what `progress` raises."""
        kept: dict[str, str] = {}
        with papers.many() as keep:
            for done, (number, sheet) in enumerate(self._sheets.items()):
                progress(done, len(self._sheets))
                kept[number] = keep(documents.render(sheet))
        self._kept = kept


class Carrier:
    """Writes invoices of before, one after the other, in the caller's unit of work."""

    def __init__(self, desk: Desk, session: Session, papers: OldPapers) -> None:
        self._desk, self._session, self._papers = desk, session, papers
        self._today = desk.clock.today()
        self._follows: dict[str, int] = {}

    def carry_in(self, old: OldInvoice, place: Place | None, party: Party) -> int:
        """Its number here.

        Raises `MissingFact` before the place is described, `NumberStillToCome` for a number the desk would give again,
        `NumberGivenHere` for one it has given.
        """
        if place is None:
            raise errors.MissingFact(field="place", who="")
        self._refuse_number(old.number)
        gathered = _gathered(self._session, place, party, old)
        snapshot = gathered.snapshot()
        sealed = Sealed.over(gathered, snapshot, self._papers.hash_of(snapshot))
        return invoice_seal.write(self._desk, self._session, sealed)

    def _refuse_number(self, number: str) -> None:
        if run(self._session, _NUMBERED, {"number": number}).first() is not None:
            raise errors.NumberGivenHere(number=number)
        ours = opening_position.own_sequence(number)
        if ours is None or int(ours[0][1:]) < self._today.year:
            return
        series, sequence = ours
        if series not in self._follows:
            self._follows[series] = invoice_drafts.next_sequence(self._session, series, self._today)
        follows = self._follows[series]
        if sequence >= follows:
            raise errors.NumberStillToCome(number=number, next=numbering.number_of(series, follows))


def _gathered(session: Session, place: Place, party: Party, old: OldInvoice) -> Gathered:
    before = run(session, _LAST_BEFORE, {}).scalar_one()
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
    last = run(session, _LAST_HASH, {}).scalar_one_or_none()
    return Gathered(party.id, party.name, chain.canonical(head), (line,), last or chain.GENESIS)
