"""From what is owed to what is issued: numbered, on paper, frozen and chained, one unit of work per document.

The paper is drawn and made safe outside of every unit of work, from what one reading gathered; the short writing that
follows gathers anew, and names the paper only when nothing has changed since.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tierslieu_desk import documents, errors
from tierslieu_desk.models.money import Invoice, PaymentAllocation
from tierslieu_desk.models.people import Party
from tierslieu_desk.rules.split import Split
from tierslieu_desk.rules.vocabulary import InvoiceKind, PaymentMethod
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money import carrying, invoice_drafts, invoice_papers, invoice_seal
from tierslieu_desk.services.money.invoice_drafts import Draft, Gathered
from tierslieu_desk.services.money.invoice_rows import Billing, DraftPaper, HeldBack, InvoiceRow, Preview, Tickets
from tierslieu_desk.services.money.invoice_seal import Sealed
from tierslieu_desk.services.plan import allowances, hours, periods
from tierslieu_desk.services.rights import Right, asking

ROUNDS = 3
"""How often a paper is drawn for nothing, others issuing meanwhile, before it is drawn while nobody else may write."""

_Gather = Callable[[Session], Gathered]


class _RoundLost(Exception):
    """What was drawn holds no more."""


_Also = Callable[[Session, tuple[InvoiceRow, ...]], None]


@asking({Right.ISSUE: "issue bill", Right.CREDIT: "credit"})
class Invoices:
    """Everything that is issued. A correction is a credit note, always."""

    def __init__(self, desk: Desk, papers: Papers) -> None:
        self._desk = desk
        self._papers = papers

    def drafts(self, until: date, party_id: int | None = None, only: Sequence[int] | None = None) -> tuple[Draft, ...]:
        """What is owed for supplies up to that day, included, by payer, whatever may stand in the way of issuing it.

        `only`: of those charges alone, as what is made anew after a credit note.
        """
        with self._desk.store.reading() as session:
            return invoice_drafts.drafts(session, until, party_id, only)

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

    def draft_papers(self, party_id: int, until: date, only: Sequence[int] | None = None) -> tuple[DraftPaper, ...]:
        """What `issue` would put on paper now, without a number and marked as a draft; raises what it would raise."""
        drafts = self.drafts(until, party_id, only)
        if not drafts:
            raise errors.NothingToInvoice(customer=self._name(party_id))
        found = []
        for draft in drafts:
            with self._desk.store.reading() as session:
                gathered = self._owed_by(draft, until, only)(session)
                held = carrying.held(session, party_id, gathered.charges)
            sheet = replace(invoice_papers.readable(gathered.snapshot()), number="", draft=True)
            gross = sheet.totals.gross
            found.append(DraftPaper(draft.kind, draft.customer, gross, documents.render(sheet), held))
        return tuple(found)

    def issue(
        self, party_id: int, until: date, only: Sequence[int] | None = None, *, shown_cents: int | None = None
    ) -> tuple[InvoiceRow, ...]:
        """Invoice one payer, for those charges alone or all: at most one invoice and one membership receipt.

        `shown_cents`: what somebody saw and agreed to; `ChangedMeanwhile` when it comes to something else by now.
        Both are issued or neither. Raises `NothingToInvoice`, `MissingFact`, `GlyphsMissing`, `DateBeforeLast`,
        `DiskFull` ...; nothing is numbered then. What was paid of a document these take the place of is carried over.
        """
        drafts = self.drafts(until, party_id, only)
        if not drafts:
            raise errors.NothingToInvoice(customer=self._name(party_id))
        gathers = [self._owed_by(draft, until, only) for draft in drafts]
        if shown_cents is not None:
            with self._desk.store.reading() as session:
                sums = [gather(session).snapshot()["totals"]["gross_cents"] for gather in gathers]
            if sum(sums) != shown_cents:
                raise errors.ChangedMeanwhile(what=drafts[0].customer)
        return self._issue_together(gathers)

    def issue_these(
        self,
        party_id: int,
        charge_ids: Sequence[int],
        paid: Callable[[tuple[InvoiceRow, ...]], None],
        owe: Callable[[Session], Sequence[int]] | None = None,
        method: PaymentMethod | Split | None = None,
    ) -> tuple[InvoiceRow, ...]:
        """Invoice one payer for those charges alone, as at the counter: due at once, an address asked of firms only.

        With the `method` it is paid by, the paper says so.

        All in one unit of work, where `owe` writes more charges (no fees) before the documents and `paid` is called
        with them after: whatever is refused or killed, nothing of it was done. Raises what `issue` raises; nothing at
        all to invoice is `NothingToInvoice`.
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
                return invoice_drafts.gather_some(session, party_id, kind, ids, self._desk.clock.today(), method)

            return gather

        def pay(_session: Session, issued: tuple[InvoiceRow, ...]) -> None:
            paid(issued)

        return self._issue_together([some(kind) for kind in kinds], pay, writes=owe is not None)

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

        With `owe_again` its charges are owed once more, for a corrected document, to which what was paid is carried
        over (`periods.owe_again`); else they are given up, and what it sold and nobody used (`tickets_of`) taken back.
        """

        def gather(session: Session) -> Gathered:
            return invoice_drafts.gather_credit(session, invoice_id, self._desk.clock.today())

        def also(session: Session, _note: tuple[InvoiceRow, ...]) -> None:
            if owe_again:
                periods.owe_again(self._desk, session, invoice_id)
            else:
                allowances.withdraw_rest(self._desk, session, invoice_id)
                hours.withdraw_rest(self._desk, session, invoice_id)

        return self._issue_together([gather], also)[0]

    def tickets_of(self, invoice_id: int) -> Tickets:
        """The half-days and hours that a document sold ahead, as they stand now."""
        with self._desk.store.reading() as session:
            rights, minutes = allowances.sold_on(session, invoice_id), hours.sold_on(session, invoice_id)
            return Tickets(sum(right.balance for right in rights), sum(right.used for right in rights), *minutes)

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

    def papers_together(self, title: str, invoice_ids: Sequence[int]) -> bytes:
        """Those documents as one file, each in its customer's language, to print in one go."""
        with self._desk.store.reading() as session:
            wanted = select(Invoice.snapshot).where(Invoice.id.in_(invoice_ids)).order_by(Invoice.id)
            snapshots = [json.loads(text) for text in session.scalars(wanted)]
        return documents.bound(title, [invoice_papers.any_sheet(snapshot) for snapshot in snapshots])

    def _name(self, party_id: int) -> str:
        with self._desk.store.reading() as session:
            name = session.execute(select(Party.name).where(Party.id == party_id)).scalar_one_or_none()
        if name is None:
            raise errors.UnknownPerson(name=str(party_id))
        return name

    def _owed_by(self, draft: Draft, until: date, only: Sequence[int] | None = None) -> _Gather:
        def gather(session: Session) -> Gathered:
            return invoice_drafts.gather_owed(session, draft, until, self._desk.clock.today(), only)

        return gather

    def _issue(self, gather: _Gather) -> InvoiceRow:
        return self._issue_together([gather])[0]

    def _issue_together(
        self, gathers: Sequence[_Gather], also: _Also | None = None, *, writes: bool = False
    ) -> tuple[InvoiceRow, ...]:
        """Draw, then write if what was drawn still holds: all of it, and `also`, in one unit of work.

        The documents are of different kinds, thus of different series. A round is lost when another process issued
        meanwhile, or what a paper says has changed. The last one is not: nobody else may write while it draws.
        `writes`: to gather is to write first what there is to gather.
        """
        store = self._desk.store

        def gather(session: Session) -> tuple[Gathered, ...]:
            return tuple(one(session) for one in gathers)

        for _round in range(ROUNDS):
            with store.rehearsing() if writes else store.reading() as session:
                gathered = gather(session)
            sealed = self._on_paper(gathered)
            with suppress(_RoundLost), store.writing() as session:
                if gather(session) != gathered or not all(map(self._is_kept, sealed)):
                    raise _RoundLost
                return self._written(session, sealed, also)
        with store.writing() as session:
            return self._written(session, self._on_paper(gather(session)), also)

    def _on_paper(self, gathered: Sequence[Gathered]) -> tuple[Sealed, ...]:
        """Draw what was gathered, and have it on the disk, its folder too, each document chained to the one before.

        Raises `GlyphsMissing`, `DiskFull` ...
        """
        sealed: list[Sealed] = []
        for one in gathered:
            chained = replace(one, previous_hash=sealed[-1].hash) if sealed else one
            snapshot = chained.snapshot()
            sealed.append(Sealed.over(chained, snapshot, self._papers.keep(invoice_papers.render(snapshot))))
        return tuple(sealed)

    def _is_kept(self, sealed: Sealed) -> bool:
        return self._papers.path(sealed.paper_sha256).exists()

    def _written(self, session: Session, documents: Sequence[Sealed], also: _Also | None) -> tuple[InvoiceRow, ...]:
        rows = []
        for sealed in documents:
            gathered = sealed.gathered
            invoice_id = invoice_seal.write(self._desk, session, sealed)
            gross = int(sealed.snapshot["totals"]["gross_cents"])
            held = carrying.held(session, gathered.party_id, gathered.charges)
            carried = carrying.carry(self._desk, session, invoice_id, gross, held)
            rows.append(self._row(session.get_one(Invoice, invoice_id), gathered.customer, carried))
        if also is not None:
            also(session, tuple(rows))
        return tuple(rows)

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
