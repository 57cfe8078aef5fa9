"""What is owed, gathered into what one document would say: read only, so that it may be read twice and compared."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import bindparam, null, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, money
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.money import Charge, Invoice, InvoiceLine
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import Place
from tierslieu_desk.models.store import run
from tierslieu_desk.money import Basis, LineAmounts, Totals
from tierslieu_desk.rules import chain, numbering
from tierslieu_desk.rules.split import Split, parts_of
from tierslieu_desk.rules.vocabulary import InvoiceKind, PartyKind, PaymentMethod, VatCategory, VatRegime
from tierslieu_desk.services.money import carrying, invoice_papers, numbers_aside
from tierslieu_desk.services.money.invoice_papers import Snapshot

_CHARGE, _LINE = table_of(Charge).c, table_of(InvoiceLine).c
_ON_NO_PAPER = ~select(_LINE.id).where(_LINE.charge_id == _CHARGE.id).exists()
SAID_OF_A_LINE = (
    "description",
    "detail",
    "quantity_milli",
    "unit_price_e4",
    "basis",
    "rate_bp",
    "net_cents",
    "tax_cents",
    "gross_cents",
)
"""What a charge, its line and the snapshot all say of it."""
_OWED = (
    select(_CHARGE.id.label("charge_id"), *(_CHARGE[name] for name in SAID_OF_A_LINE))
    .where(
        _CHARGE.payer_id == bindparam("payer"),
        _CHARGE.supplied_on <= bindparam("until"),
        _CHARGE.membership_fee == bindparam("fee"),
        _CHARGE.held_back.is_(False),
        _ON_NO_PAPER,
    )
    .order_by(_CHARGE.supplied_on, _CHARGE.id)
)
_SOME_OWED = _OWED.where(_CHARGE.id.in_(bindparam("charges", expanding=True)))
_OPEN_CHARGES = (
    select(Charge.payer_id, Party.name, Charge.membership_fee, Charge.id, Charge.gross_cents)
    .join(Party, Party.id == Charge.payer_id)
    .where(Charge.supplied_on <= bindparam("until"), Charge.held_back.is_(False), _ON_NO_PAPER)
    .order_by(Party.search_key, Charge.payer_id, Charge.membership_fee, Charge.supplied_on, Charge.id)
)
_SAID_BEFORE = (
    select(null().label("charge_id"), *(_LINE[name] for name in SAID_OF_A_LINE))
    .where(_LINE.invoice_id == bindparam("invoice"))
    .order_by(_LINE.position)
)
_LAST_HASH = select(Invoice.hash).order_by(Invoice.id.desc()).limit(1)
_LAST_OF_SERIES = (
    select(Invoice.sequence, Invoice.issued_on, Invoice.number)
    .where(Invoice.series == bindparam("series"))
    .order_by(Invoice.sequence.desc())
    .limit(1)
)
_KEPT_ASIDE = select(JournalEntry.facts).where(
    JournalEntry.subject.in_((numbers_aside.SUBJECT, numbers_aside.OPENING)),
    JournalEntry.act.in_((numbers_aside.ACT, numbers_aside.OPENED)),
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
class Line:
    """One line to be, with the charge it takes; a line of a credit note takes none."""

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
        return {name: getattr(self, name) for name in SAID_OF_A_LINE}


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that one document would say and stand on, its number and the hash before it included.

    Gathered twice and equal, nothing it says has changed in between: the paper drawn from the first is the second's.
    `head` is the canonical JSON of the snapshot without its lines, its totals and its paper.
    """

    party_id: int
    customer: str
    head: str
    lines: tuple[Line, ...]
    previous_hash: str
    credits_id: int | None = None

    @property
    def charges(self) -> tuple[int, ...]:
        """Those its lines take; a credit note takes none."""
        return tuple(line.charge_id for line in self.lines if line.charge_id is not None)

    def snapshot(self) -> Snapshot:
        """What is going to be sealed, still without its paper."""
        sums = _totals(self.lines)
        said: Snapshot = json.loads(self.head)
        said["lines"] = [line.facts() for line in self.lines]
        said["totals"] = {
            "net_cents": sums.net,
            "tax_cents": sums.tax,
            "gross_cents": sums.gross,
            "taxes": [[tax.rate_bp, tax.net, tax.tax] for tax in sums.taxes],
        }
        return said


def drafts(session: Session, until: date, party_id: int | None, only: Sequence[int] | None = None) -> tuple[Draft, ...]:
    """What would be invoiced for supplies up to that day, included, by payer; fees on a document of their own.

    `only`: of those charges alone.
    """
    groups: dict[tuple[int, str, bool], list[tuple[int, int]]] = {}
    open_charges = _OPEN_CHARGES if party_id is None else _OPEN_CHARGES.where(Charge.payer_id == party_id)
    for payer, name, fee, charge, gross in session.execute(open_charges, {"until": until}):
        if only is None or charge in only:
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


def kinds_of(session: Session, charge_ids: Sequence[int]) -> tuple[InvoiceKind, ...]:
    """The documents those charges go on: fees on one of their own."""
    fees = set(session.scalars(select(Charge.membership_fee).where(Charge.id.in_(charge_ids), _ON_NO_PAPER)))
    return tuple(kind for kind, fee in ((InvoiceKind.INVOICE, False), (InvoiceKind.RECEIPT, True)) if fee in fees)


def gather_owed(
    session: Session, draft: Draft, until: date, today: date, only: Sequence[int] | None = None
) -> Gathered:
    """The invoice or membership receipt of whatever that payer owes now, or of those charges alone.

    Raises `MissingFact` (no address), `NothingToInvoice` (somebody else issued it), `DateBeforeLast`.
    """
    party, kind = session.get_one(Party, draft.party_id), draft.kind
    _refuse_without_address(party)
    wanted = {"payer": draft.party_id, "until": until, "fee": kind is InvoiceKind.RECEIPT}
    some = {} if only is None else {"charges": sorted(only)}
    found = run(session, _OWED if only is None else _SOME_OWED, wanted | some)
    lines = tuple(Line(**row) for row in found.mappings())
    if not lines:
        raise errors.NothingToInvoice(customer=party.name)
    return _gathered(session, party, kind, lines, today)


def gather_some(
    session: Session,
    party_id: int,
    kind: InvoiceKind,
    charge_ids: Sequence[int],
    today: date,
    method: PaymentMethod | Split | None = None,
) -> Gathered:
    """The document of those charges of one payer alone, due at once: the paper says so when it is paid by `method`.

    A private person who pays on the spot is named, and needs no address. Raises what `gather_owed` raises.
    """
    party = session.get_one(Party, party_id)
    _refuse_without_address(party, unless=party.kind == PartyKind.PERSON)
    wanted = {
        "payer": party_id,
        "until": today,
        "fee": kind is InvoiceKind.RECEIPT,
        "charges": sorted(charge_ids),
    }
    lines = tuple(Line(**row) for row in run(session, _SOME_OWED, wanted).mappings())
    if not lines:
        raise errors.NothingToInvoice(customer=party.name)
    return _gathered(session, party, kind, lines, today, at_once=(method,))


def _refuse_without_address(party: Party, *, unless: bool = False) -> None:
    if not party.street and not party.city and not unless:
        raise errors.MissingFact(field="address", who=party.name)


def gather_credit(session: Session, invoice_id: int, today: date) -> Gathered:
    """The credit note of a whole document. Raises `NotFound`, `CarriedOver`, `AlreadyCredited`, `DateBeforeLast`."""
    original = session.get(Invoice, invoice_id)
    if original is None or original.kind == InvoiceKind.CREDIT_NOTE:
        raise errors.NotFound(what="invoice", id=invoice_id)
    if original.series == numbering.BEFORE:
        raise errors.CarriedOver(number=original.number)
    taken = session.execute(select(Invoice.number).where(Invoice.credits_id == invoice_id)).first()
    if taken is not None:
        raise errors.AlreadyCredited(number=original.number)
    lines = tuple(_credited(Line(**row)) for row in run(session, _SAID_BEFORE, {"invoice": invoice_id}).mappings())
    party = session.get_one(Party, original.party_id)
    return _gathered(session, party, InvoiceKind.CREDIT_NOTE, lines, today, original)


def _gathered(
    session: Session,
    party: Party,
    kind: InvoiceKind,
    lines: Sequence[Line],
    today: date,
    original: Invoice | None = None,
    *,
    at_once: tuple[PaymentMethod | Split | None] | None = None,
) -> Gathered:
    """`at_once`: due on the day of issue, and with a method paid by it there and then."""
    place = session.get(Place, 1)
    if place is None:
        raise errors.MissingFact(field="place", who="")
    series = numbering.series_of(kind, today)
    sequence = next_sequence(session, series, today)
    waits = kind is InvoiceKind.INVOICE and at_once is None
    due = today + timedelta(days=place.payment_days) if waits else today
    outside_vat = (original.kind if original else kind) == InvoiceKind.RECEIPT
    said = invoice_papers.mentions(session, place, party, kind, today, outside_vat=outside_vat)
    if not outside_vat and place.vat_regime == VatRegime.LIABLE and _keeps_an_indemnity(session, lines, original):
        said = [*invoice_papers.indemnity(session, party.language, today), *said]
    head = {
        "kind": kind.value,
        "series": series,
        "sequence": sequence,
        "number": numbering.number_of(series, sequence),
        "issued_on": today.isoformat(),
        "due_on": due.isoformat(),
        "seller": invoice_papers.seller(place),
        "customer": invoice_papers.customer(party),
        "language": party.language,
        "outside_vat": outside_vat,
        "mentions": said,
        "credits": [original.number, original.issued_on.isoformat()] if original else None,
    }
    (method,) = at_once or (None,)
    paid = _paid(session, party.id, lines, today, method) if kind is InvoiceKind.INVOICE else []
    previous = run(session, _LAST_HASH, {}).scalar_one_or_none() or chain.GENESIS
    return Gathered(
        party.id,
        party.name,
        chain.canonical(head | ({"paid": paid} if paid else {})),
        tuple(lines),
        previous,
        original.id if original else None,
    )


def _keeps_an_indemnity(session: Session, lines: Sequence[Line], original: Invoice | None) -> bool:
    """Whether a line is what was kept of a booking, outside VAT; a credit note takes no charge, its original did."""
    if all(line.rate_bp for line in lines):
        return False
    taken = select(InvoiceLine.charge_id).where(InvoiceLine.invoice_id == (original.id if original else None))
    numbers = [line.charge_id for line in lines if line.charge_id is not None]
    kept = select(Charge.id).where(
        Charge.id.in_(taken if original else numbers),
        Charge.vat_category == VatCategory.OUTSIDE,
        Charge.booking_id.is_not(None),
    )
    return session.scalars(kept.limit(1)).first() is not None


def _totals(lines: Sequence[Line]) -> Totals:
    return money.totals(
        [(x.rate_bp, Basis(x.basis), LineAmounts(x.net_cents, x.tax_cents, x.gross_cents)) for x in lines]
    )


def _paid(
    session: Session, payer_id: int, lines: Sequence[Line], today: date, method: PaymentMethod | Split | None
) -> list[tuple[int, str | None, str | None]]:
    """What is settled the moment the invoice is issued, as its snapshot keeps it: cents, the day, by what."""
    left = _totals(lines).gross
    held = carrying.held(session, payer_id, [line.charge_id for line in lines if line.charge_id is not None])
    carried = sum(one.cents for one in carrying.shared(held, left))
    paid: list[tuple[int, str | None, str | None]] = [(carried, None, None)] if carried else []
    left -= carried
    if method is not None and left > 0:
        paid += [(cents, today.isoformat(), by.value) for by, cents in parts_of(method, left)]
    return paid


def next_sequence(session: Session, series: str, today: date) -> int:
    """After the last of that series, whether it is here, was kept aside when a copy was put back, or given before.

    Raises `DateBeforeLast`.
    """
    last = run(session, _LAST_OF_SERIES, {"series": series}).one_or_none()
    if last is not None and last.issued_on > today:
        raise errors.DateBeforeLast(last=last.issued_on, number=last.number)
    aside = numbers_aside.told(run(session, _KEPT_ASIDE, {}).scalars()).get(series, ())
    return 1 + max([0 if last is None else int(last.sequence), *(end for _first, end in aside)])


def _credited(line: Line) -> Line:
    """The opposite line: the quantity turns, never the price (EN 16931 refuses negative prices)."""
    return replace(
        line,
        quantity_milli=-line.quantity_milli,
        net_cents=-line.net_cents,
        tax_cents=-line.tax_cents,
        gross_cents=-line.gross_cents,
    )
