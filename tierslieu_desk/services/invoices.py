"""From what is owed to what is issued: numbered, on paper, frozen and chained, one unit of work per document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, money
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.many import add_rows
from tierslieu_desk.models.money import Charge, Invoice, InvoiceLine, PaymentAllocation
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import Place
from tierslieu_desk.models.store import add_row, run
from tierslieu_desk.money import Basis, LineAmounts
from tierslieu_desk.rules import chain, numbering
from tierslieu_desk.rules.vocabulary import InvoiceKind
from tierslieu_desk.services import charges, invoice_papers
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.papers import Papers

_ADD, _ADD_LINE = insert(table_of(Invoice)), insert(table_of(InvoiceLine))
_LAST_HASH = select(Invoice.hash).order_by(Invoice.id.desc()).limit(1)
_LAST_OF_SERIES = (
    select(Invoice.sequence, Invoice.issued_on, Invoice.number)
    .where(Invoice.series == bindparam("series"))
    .order_by(Invoice.sequence.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be invoiced to one payer: its charges and their gross total in cents."""

    party_id: int
    customer: str
    kind: InvoiceKind
    charges: tuple[int, ...]
    gross_cents: int


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A payer who cannot be invoiced, and the fact that stands in the way."""

    customer: str
    refusal: errors.DeskError


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


@dataclass(frozen=True, slots=True)
class Billing:
    """What came of billing several payers: documents issued, payers held back."""

    issued: tuple[InvoiceRow, ...]
    held_back: tuple[HeldBack, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    charge_id: int | None
    description: str
    detail: str
    quantity_milli: int
    unit_price_e4: int
    basis: str
    rate_bp: int
    net_cents: int
    tax_cents: int
    gross_cents: int

    def facts(self) -> dict[str, object]:
        """As the snapshot keeps it."""
        return {name: getattr(self, name) for name in _Line.__slots__ if name != "charge_id"}


class Invoices:
    """Everything that is issued. A correction is a credit note, always."""

    def __init__(self, desk: Desk, papers: Papers) -> None:
        self._desk = desk
        self._papers = papers

    def drafts(self, until: date, party_id: int | None = None) -> tuple[Draft, ...]:
        """What would be invoiced for supplies up to that day, included, by payer."""
        with self._desk.store.reading() as session:
            return _drafts(session, until, party_id)

    def issue(self, party_id: int, until: date) -> tuple[InvoiceRow, ...]:
        """Invoice one payer: at most one invoice and one membership receipt.

        Raises `NothingToInvoice`, `MissingFact`, `DateBeforeLast`, `DiskFull` ...; nothing is numbered then.
        """
        drafts = self.drafts(until, party_id)
        if not drafts:
            raise errors.NothingToInvoice(customer=self._name(party_id))
        return tuple(self._issue(draft) for draft in drafts)

    def issue_all(
        self,
        until: date,
        progress: Callable[[int, int], None] = lambda _done, _of: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Billing:
        """Invoice every payer, each in a unit of work of its own: it may be stopped or killed between any two.

        A payer who cannot be invoiced is held back by name and does not stop the others; what stands in everybody's
        way (a full disk) does.
        """
        drafts = self.drafts(until)
        issued, held_back = [], []
        for done, draft in enumerate(drafts):
            if cancelled():
                break
            progress(done, len(drafts))
            try:
                issued.append(self._issue(draft))
            except errors.EnvironmentRefuses:
                raise
            except errors.DeskError as refusal:
                held_back.append(HeldBack(draft.customer, refusal))
        progress(len(drafts), len(drafts))
        return Billing(tuple(issued), tuple(held_back))

    def credit(self, invoice_id: int, *, owe_again: bool = False) -> InvoiceRow:
        """A credit note for the whole document, once. Raises `AlreadyCredited`.

        With `owe_again` its charges are owed once more, for a corrected document; else they are given up.
        """
        invoice_papers.warm_up()
        with self._desk.store.writing() as session:
            original = session.get(Invoice, invoice_id)
            if original is None or original.kind == InvoiceKind.CREDIT_NOTE:
                raise errors.NotFound(what="invoice", id=invoice_id)
            taken = session.execute(select(Invoice.number).where(Invoice.credits_id == invoice_id)).first()
            if taken is not None:
                raise errors.AlreadyCredited(number=original.number)
            lines = [_credited(line) for line in _lines_of(session, invoice_id)]
            party = session.get_one(Party, original.party_id)
            row = self._freeze(session, InvoiceKind.CREDIT_NOTE, party, lines, original)
            if owe_again:
                charges.owe_again(self._desk, session, invoice_id)
            return row

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

    def _issue(self, draft: Draft) -> InvoiceRow:
        invoice_papers.warm_up()
        with self._desk.store.writing() as session:
            party = session.get_one(Party, draft.party_id)
            if not party.street and not party.city:
                raise errors.MissingFact(field="address", who=party.name)
            taken = session.scalars(
                select(Charge)
                .where(
                    Charge.id.in_(draft.charges),
                    ~select(InvoiceLine.id).where(InvoiceLine.charge_id == Charge.id).exists(),
                )
                .order_by(Charge.supplied_on, Charge.id)
            ).all()
            if not taken:
                raise errors.NothingToInvoice(customer=party.name)
            return self._freeze(session, draft.kind, party, [_line(charge) for charge in taken], None)

    def _freeze(
        self, session: Session, kind: InvoiceKind, party: Party, lines: Sequence[_Line], original: Invoice | None
    ) -> InvoiceRow:
        """Render the paper and fsync it, then number, snapshot, chain and hash, all in the caller's unit of work."""
        place = session.get(Place, 1)
        if place is None:
            raise errors.MissingFact(field="place", who="")
        today = self._desk.clock.today()
        series = numbering.series_of(kind, today)
        sequence = self._next(session, series, today)
        number = numbering.number_of(series, sequence)
        due = today + timedelta(days=place.payment_days) if kind is InvoiceKind.INVOICE else today
        sums = money.totals(
            [(x.rate_bp, Basis(x.basis), LineAmounts(x.net_cents, x.tax_cents, x.gross_cents)) for x in lines]
        )
        snapshot = {
            "kind": kind.value,
            "series": series,
            "sequence": sequence,
            "number": number,
            "issued_on": today.isoformat(),
            "due_on": due.isoformat(),
            "seller": invoice_papers.seller(place),
            "customer": invoice_papers.customer(party),
            "language": party.language,
            "lines": [line.facts() for line in lines],
            "totals": {
                "net_cents": sums.net,
                "tax_cents": sums.tax,
                "gross_cents": sums.gross,
                "taxes": [[tax.rate_bp, tax.net, tax.tax] for tax in sums.taxes],
            },
            "mentions": invoice_papers.mentions(session, place, party, kind, today),
            "credits": [original.number, original.issued_on.isoformat()] if original else None,
        }
        snapshot["paper_sha256"] = self._papers.keep(invoice_papers.render(snapshot))
        invoice = self._seal(session, snapshot, party, lines, original)
        self._desk.note(session, "issue", "invoice", invoice.id, number=number)
        return self._row(invoice, party.name, 0)

    def _seal(
        self,
        session: Session,
        snapshot: invoice_papers.Snapshot,
        party: Party,
        lines: Sequence[_Line],
        original: Invoice | None,
    ) -> Invoice:
        """Chain the snapshot to the document before it, and write the columns that say the same."""
        text = chain.canonical(snapshot)
        previous = run(session, _LAST_HASH, {}).scalar_one_or_none() or chain.GENESIS
        invoice_id = add_row(
            session,
            _ADD,
            {
                **{column: snapshot[column] for column in ("kind", "series", "sequence", "number", "paper_sha256")},
                "issued_on": date.fromisoformat(snapshot["issued_on"]),
                "due_on": date.fromisoformat(snapshot["due_on"]),
                "issued_at": self._desk.clock.now(),
                "party_id": party.id,
                "credits_id": original.id if original else None,
                **{column: snapshot["totals"][column] for column in ("net_cents", "tax_cents", "gross_cents")},
                "snapshot": text,
                "previous_hash": previous,
                "hash": chain.seal(previous, text),
            },
        )
        add_rows(
            session,
            _ADD_LINE,
            [
                {"invoice_id": invoice_id, "position": position, "charge_id": line.charge_id, **line.facts()}
                for position, line in enumerate(lines, start=1)
            ],
        )
        return session.get_one(Invoice, invoice_id)

    def _next(self, session: Session, series: str, today: date) -> int:
        last = run(session, _LAST_OF_SERIES, {"series": series}).one_or_none()
        if last is None:
            return 1
        if last.issued_on > today:
            raise errors.DateBeforeLast(last=last.issued_on, number=last.number)
        return int(last.sequence) + 1

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


def _drafts(session: Session, until: date, party_id: int | None) -> tuple[Draft, ...]:
    open_charges = (
        select(Charge.payer_id, Party.name, Charge.membership_fee, Charge.id, Charge.gross_cents)
        .join(Party, Party.id == Charge.payer_id)
        .where(
            Charge.supplied_on <= until,
            Charge.held_back.is_(False),
            ~select(InvoiceLine.id).where(InvoiceLine.charge_id == Charge.id).exists(),
        )
        .order_by(Party.search_key, Charge.payer_id, Charge.membership_fee, Charge.supplied_on, Charge.id)
    )
    if party_id is not None:
        open_charges = open_charges.where(Charge.payer_id == party_id)
    groups: dict[tuple[int, str, bool], list[tuple[int, int]]] = {}
    for payer, name, fee, charge, gross in session.execute(open_charges):
        groups.setdefault((payer, name, fee), []).append((charge, gross))
    return tuple(
        Draft(
            payer,
            name,
            InvoiceKind.RECEIPT if fee else InvoiceKind.INVOICE,
            tuple(charge for charge, _ in found),
            sum(gross for _, gross in found),
        )
        for (payer, name, fee), found in groups.items()
    )


def _line(charge: Charge) -> _Line:
    return _Line(
        charge.id,
        charge.description,
        charge.detail,
        charge.quantity_milli,
        charge.unit_price_e4,
        charge.basis,
        charge.rate_bp,
        charge.net_cents,
        charge.tax_cents,
        charge.gross_cents,
    )


def _lines_of(session: Session, invoice_id: int) -> Iterable[InvoiceLine]:
    return session.scalars(
        select(InvoiceLine).where(InvoiceLine.invoice_id == invoice_id).order_by(InvoiceLine.position)
    ).all()


def _credited(line: InvoiceLine) -> _Line:
    """The opposite line: the quantity turns, never the price (EN 16931 refuses negative prices)."""
    return _Line(
        None,
        line.description,
        line.detail,
        -line.quantity_milli,
        line.unit_price_e4,
        line.basis,
        line.rate_bp,
        -line.net_cents,
        -line.tax_cents,
        -line.gross_cents,
    )
