"""From what is owed to what is issued: numbered, on paper, frozen and chained, one unit of work per document.

The paper is drawn and made safe outside of every unit of work, from what one reading gathered; the short writing that
follows gathers anew, and names the paper only when nothing has changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tierslieu_desk import documents, errors
from tierslieu_desk.models.money import Invoice, PaymentAllocation
from tierslieu_desk.models.people import Party
from tierslieu_desk.rules.vocabulary import InvoiceKind
from tierslieu_desk.services import charges, invoice_drafts, invoice_papers, invoice_seal
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.invoice_drafts import Draft, Gathered
from tierslieu_desk.services.invoice_seal import Sealed
from tierslieu_desk.services.papers import Papers

ROUNDS = 3
"""How often a paper is drawn for nothing, others issuing meanwhile, before it is drawn while nobody else may write."""

_Gather = Callable[[Session], Gathered]


class _RoundLost(Exception):
    """What was drawn holds no more."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A payer who cannot be invoiced, and the fact that stands in the way."""

    customer: str
    refusal: errors.DeskError
    party_id: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What `issue_all` would do now: documents it would issue, payers it would hold back."""

    drafts: tuple[Draft, ...]
    held_back: tuple[HeldBack, ...]


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An issued document. Cents; `paper` is its file."""

    id: int
    number: str
    kind: InvoiceKind
    issued_on: date
    due_on: date
    party_id: int
    customer: str
    gross_cents: int
    paid_cents: int
    paper: Path


_Also = Callable[[Session, InvoiceRow], None]


@dataclass(frozen=True, slots=True)
class Billing:
    """What came of billing several payers: documents issued, payers held back.

    `left` is how many documents it did not come to, because it was stopped or `in_the_way` of everybody.
    """

    issued: tuple[InvoiceRow, ...]
    held_back: tuple[HeldBack, ...]
    left: int = 0
    in_the_way: errors.EnvironmentRefuses | None = None


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """A document before it is issued: its total in cents, and its pages as a PDF."""

    kind: InvoiceKind
    customer: str
    gross_cents: int
    content: bytes


class Invoices:
    """Everything that is issued. A correction is a credit note, always."""

    def __init__(self, desk: Desk, papers: Papers) -> None:
        self._desk = desk
        self._papers = papers

    def drafts(self, until: date, party_id: int | None = None) -> tuple[Draft, ...]:
        """What is owed for supplies up to that day, included, by payer, whatever may stand in the way of issuing it."""
        with self._desk.store.reading() as session:
            return invoice_drafts.drafts(session, until, party_id)

    def preview(self, until: date) -> Preview:
        """What `issue_all` would do, and whom it would hold back, with nothing numbered, drawn or written."""
        found, held_back = [], []
        for draft in self.drafts(until):
            try:
                with self._desk.store.reading() as session:
                    gathered = self._owed_by(draft, until)(session)
                invoice_papers.readable(gathered.snapshot())
                found.append(draft)
            except errors.EnvironmentRefuses:
                raise
            except errors.DeskError as refusal:
                held_back.append(HeldBack(draft.customer, refusal, draft.party_id))
        return Preview(tuple(found), tuple(held_back))

    def draft_papers(self, party_id: int, until: date) -> tuple[DraftPaper, ...]:
        """What `issue` would put on paper now, without a number and marked as a draft; raises what it would raise."""
        drafts = self.drafts(until, party_id)
        if not drafts:
            raise errors.NothingToInvoice(customer=self._name(party_id))
        found = []
        for draft in drafts:
            with self._desk.store.reading() as session:
                gathered = self._owed_by(draft, until)(session)
            sheet = replace(invoice_papers.readable(gathered.snapshot()), number="", draft=True)
            found.append(DraftPaper(draft.kind, draft.customer, sheet.totals.gross, documents.render(sheet)))
        return tuple(found)

    def issue(self, party_id: int, until: date, *, shown_cents: int | None = None) -> tuple[InvoiceRow, ...]:
        """Invoice one payer: at most one invoice and one membership receipt.

        `shown_cents`: what somebody saw and agreed to; `ChangedMeanwhile` when it comes to something else by now.
        Raises `NothingToInvoice`, `MissingFact`, `GlyphsMissing`, `DateBeforeLast`, `DiskFull` ...; the document it is
        raised for is not numbered then.
        """
        drafts = self.drafts(until, party_id)
        if not drafts:
            raise errors.NothingToInvoice(customer=self._name(party_id))
        if shown_cents is not None:
            with self._desk.store.reading() as session:
                sums = [self._owed_by(draft, until)(session).snapshot()["totals"]["gross_cents"] for draft in drafts]
            if sum(sums) != shown_cents:
                raise errors.ChangedMeanwhile(what=drafts[0].customer)
        return tuple(self._issue(self._owed_by(draft, until)) for draft in drafts)

    def issue_these(
        self,
        party_id: int,
        charge_ids: Sequence[int],
        paid: Callable[[tuple[InvoiceRow, ...]], None],
        owe: Callable[[Session], Sequence[int]] | None = None,
    ) -> tuple[InvoiceRow, ...]:
        """Invoice one payer for those charges alone, as at the counter: due at once, an address asked of firms only.

        `owe` writes more charges (no fees), in the unit of work of the document that takes them: with it, or not at
        all. `paid` is called with all of the documents in the unit of work of the last one: what refuses the payment
        refuses that document too. Raises what `issue` raises; nothing at all to invoice is `NothingToInvoice`.
        """
        with self._desk.store.reading() as session:
            kinds = invoice_drafts.kinds_of(session, charge_ids)
        if owe is not None and InvoiceKind.INVOICE not in kinds:
            kinds = (InvoiceKind.INVOICE, *kinds)
        if not kinds:
            raise errors.NothingToInvoice(customer=self._name(party_id))

        def some(kind: InvoiceKind) -> _Gather:
            def gather(session: Session) -> Gathered:
                new = owe(session) if owe is not None and kind is InvoiceKind.INVOICE else ()
                ids = (*charge_ids, *new)
                return invoice_drafts.gather_some(session, party_id, kind, ids, self._desk.clock.today())

            return gather

        issued = tuple(self._issue(some(kind), writes=owe is not None) for kind in kinds[:-1])

        def pay(_session: Session, last: InvoiceRow) -> None:
            paid((*issued, last))

        return (*issued, self._issue(some(kinds[-1]), pay, writes=owe is not None))

    def issue_all(
        self,
        until: date,
        progress: Callable[[int, int], None] = lambda _done, _of: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Billing:
        """Invoice every payer, each in a unit of work of its own: it may be stopped or killed between any two.

        A payer who cannot be invoiced is held back by name and does not stop the others; what stands in everybody's
        way (a full disk) does, and is raised.
        """
        billing = self.bill(until, progress, cancelled)
        if billing.in_the_way is not None:
            raise billing.in_the_way
        return billing

    def bill(
        self,
        until: date,
        progress: Callable[[int, int], None] = lambda _done, _of: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Billing:
        """`issue_all` for who wants to know what was issued before it was stopped: nothing is raised half-way."""
        drafts = self.drafts(until)
        issued, held_back = [], []
        in_the_way = None
        for done, draft in enumerate(drafts):
            if cancelled():
                break
            progress(done, len(drafts))
            try:
                issued.append(self._issue(self._owed_by(draft, until)))
            except errors.EnvironmentRefuses as refusal:
                in_the_way = refusal
                break
            except errors.DeskError as refusal:
                held_back.append(HeldBack(draft.customer, refusal, draft.party_id))
        progress(len(drafts), len(drafts))
        left = len(drafts) - len(issued) - len(held_back)
        return Billing(tuple(issued), tuple(held_back), left, in_the_way)

    def credit(self, invoice_id: int, *, owe_again: bool = False) -> InvoiceRow:
        """A credit note for the whole document, once. Raises `AlreadyCredited`, and what `issue` raises.

        With `owe_again` its charges are owed once more, for a corrected document; else they are given up.
        """

        def gather(session: Session) -> Gathered:
            return invoice_drafts.gather_credit(session, invoice_id, self._desk.clock.today())

        def owe(session: Session, _note: InvoiceRow) -> None:
            charges.owe_again(self._desk, session, invoice_id)

        return self._issue(gather, owe if owe_again else None)

    def all(self, party_id: int | None = None) -> tuple[InvoiceRow, ...]:
        """Issued documents, the latest first."""
        with self._desk.store.reading() as session:
            paid = dict(
                session.execute(
                    select(PaymentAllocation.invoice_id, func.sum(PaymentAllocation.amount_cents)).group_by(
                        PaymentAllocation.invoice_id
                    )
                ).all()
            )
            found = select(Invoice, Party.name).join(Party, Party.id == Invoice.party_id)
            if party_id is not None:
                found = found.where(Invoice.party_id == party_id)
            rows = session.execute(found.order_by(Invoice.id.desc()))
            return tuple(self._row(invoice, name, paid.get(invoice.id, 0)) for invoice, name in rows)

    def paper(self, invoice_id: int) -> bytes:
        """The archived paper. Raises `NotFound`, `FileMissing`."""
        with self._desk.store.reading() as session:
            sha256 = session.execute(select(Invoice.paper_sha256).where(Invoice.id == invoice_id)).scalar_one_or_none()
        if sha256 is None:
            raise errors.NotFound(what="invoice", id=invoice_id)
        return self._papers.read(sha256)

    def _name(self, party_id: int) -> str:
        with self._desk.store.reading() as session:
            name = session.execute(select(Party.name).where(Party.id == party_id)).scalar_one_or_none()
        if name is None:
            raise errors.UnknownPerson(name=str(party_id))
        return name

    def _owed_by(self, draft: Draft, until: date) -> _Gather:
        def gather(session: Session) -> Gathered:
            today = self._desk.clock.today()
            return invoice_drafts.gather_owed(session, draft.party_id, draft.kind, until, today)

        return gather

    def _issue(self, gather: _Gather, also: _Also | None = None, *, writes: bool = False) -> InvoiceRow:
        """Draw, then write if what was drawn still holds; `also` is done in the same unit of work.

        A round is lost when another process issued meanwhile, or what the paper says has changed. The last one is
        not: nobody else may write while it draws. `writes`: to gather is to write first what there is to gather.
        """
        store = self._desk.store
        for _round in range(ROUNDS):
            with store.rehearsing() if writes else store.reading() as session:
                gathered = gather(session)
            sealed = self._on_paper(gathered)
            with suppress(_RoundLost), store.writing() as session:
                if gather(session) != gathered or not self._papers.path(sealed.paper_sha256).exists():
                    raise _RoundLost
                return self._written(session, sealed, also)
        with store.writing() as session:
            return self._written(session, self._on_paper(gather(session)), also)

    def _on_paper(self, gathered: Gathered) -> Sealed:
        """Draw what was gathered, and have it on the disk, its folder too. Raises `GlyphsMissing`, `DiskFull` ..."""
        snapshot = gathered.snapshot()
        return Sealed.over(gathered, snapshot, self._papers.keep(invoice_papers.render(snapshot)))

    def _written(self, session: Session, sealed: Sealed, also: _Also | None) -> InvoiceRow:
        invoice_id = invoice_seal.write(self._desk, session, sealed)
        row = self._row(session.get_one(Invoice, invoice_id), sealed.gathered.customer, 0)
        if also is not None:
            also(session, row)
        return row

    def _row(self, invoice: Invoice, customer: str, paid: int) -> InvoiceRow:
        return InvoiceRow(
            invoice.id,
            invoice.number,
            InvoiceKind(invoice.kind),
            invoice.issued_on,
            invoice.due_on,
            invoice.party_id,
            customer,
            invoice.gross_cents,
            paid,
            self._papers.path(invoice.paper_sha256),
        )
