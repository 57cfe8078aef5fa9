"""What is owed: one row per thing, written by the job that caused it, in the same unit of work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Required, TypedDict, Unpack

from sqlalchemy import bindparam, delete, insert, literal, select, text
from sqlalchemy.orm import Session, aliased

from tierslieu_desk import errors, money
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.many import add_rows
from tierslieu_desk.models.money import Charge, Invoice, InvoiceLine
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.store import add_row, run, touch
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import VatCategory
from tierslieu_desk.services.desk import Desk

_ADD = insert(table_of(Charge))
_OWING = select(Party.id, Party.payer_id, Party.language).where(Party.id == bindparam("party"))
_CREDIT = aliased(Invoice)
_INVOICED = (
    select(Invoice.number, Charge.gross_cents)
    .join(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
    .join(Charge, InvoiceLine.charge_id == Charge.id)
    .where(
        Charge.booking_id == bindparam("booking"),
        ~select(_CREDIT.id).where(_CREDIT.credits_id == Invoice.id).exists(),
    )
    .order_by(Invoice.id)
)
"""What was invoiced of a booking and still stands: a credit note takes it back, and it may be owed anew."""
ON_PAPER = select(InvoiceLine.charge_id).where(InvoiceLine.charge_id.is_not(None))


@dataclass(frozen=True, slots=True)
class Owing:
    """Who owes, who pays for them, and in which language they are written to."""

    id: int
    payer_id: int
    language: str


class Owed(TypedDict, total=False):
    """What `row_owed` takes by name; one of the numbers at the end says what caused it."""

    party_id: Required[int]
    supplied_on: Required[date]
    description: Required[str]
    unit_price_e4: Required[int]
    basis: Required[Basis]
    vat_category: Required[VatCategory]
    quantity_milli: int
    detail: str
    working: str
    membership_fee: bool
    period_start: date | None
    payer_id: int | None
    booking_id: int | None
    subscription_id: int | None
    pass_id: int | None
    mail_item_id: int | None
    loan_id: int | None
    registration_id: int | None


def owing(session: Session, party_id: int) -> Owing:
    """Raises `UnknownPerson`."""
    found = run(session, _OWING, {"party": party_id}).first()
    if found is None:
        raise errors.UnknownPerson(name=str(party_id))
    return Owing(party_id, found.payer_id or party_id, found.language)


def row_owed(  # noqa: PLR0913 - one argument a column, all by name
    desk: Desk,
    session: Session,
    *,
    party_id: int,
    supplied_on: date,
    description: str,
    unit_price_e4: int,
    basis: Basis,
    vat_category: VatCategory,
    quantity_milli: int = money.QUANTITY_UNIT,
    detail: str = "",
    working: str = "",
    membership_fee: bool = False,
    period_start: date | None = None,
    payer_id: int | None = None,
    **source: int | None,
) -> dict[str, Any]:
    """The row of a charge at the rate of the day of supply.

    `source` is one of `models.money.CHARGE_SOURCES`. A membership fee is outside VAT whatever its category.
    Raises `MissingFact` when no rate is known for that day.
    """
    if membership_fee:
        vat_category = VatCategory.OUTSIDE
    rate = desk.house(session).rate(vat_category, supplied_on)
    amounts = money.line_amounts(unit_price_e4, quantity_milli, rate, basis)
    if payer_id is None:
        payer_id = owing(session, party_id).payer_id
    return {
        "party_id": party_id,
        "payer_id": payer_id,
        "supplied_on": supplied_on,
        "description": description,
        "detail": detail,
        "quantity_milli": quantity_milli,
        "unit_price_e4": unit_price_e4,
        "basis": basis.value,
        "vat_category": vat_category.value,
        "rate_bp": rate,
        "net_cents": amounts.net,
        "tax_cents": amounts.tax,
        "gross_cents": amounts.gross,
        "working": working,
        "membership_fee": membership_fee,
        "period_start": period_start,
        "created_at": desk.clock.now(),
        **source,
    }


def owe(desk: Desk, session: Session, **what: Unpack[Owed]) -> int:
    """Write a charge, as `row_owed` spells it, and return its number. Raises `MissingFact`."""
    return add_row(session, _ADD, row_owed(desk, session, **what))


def owe_each(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write many charges of one gesture, each spelled by `row_owed` with the same kind of source."""
    add_rows(session, _ADD, rows)


def forgive_booking(session: Session, booking_id: int) -> None:
    """Remove what a booking owes and no document names. Raises `InvoiceAlreadyIssued` when an invoice stands."""
    number, _cents = invoiced(session, booking_id)
    if number:
        raise errors.InvoiceAlreadyIssued(number=number)
    session.execute(delete(Charge).where(Charge.booking_id == booking_id, Charge.id.not_in(ON_PAPER)))


def forgive_bookings(session: Session, booking_ids: Sequence[int]) -> None:
    """Remove what the bookings owe and no document names, but for those an invoice of which stands."""
    kept = invoiced_of(session, booking_ids)
    gone = [booking_id for booking_id in booking_ids if booking_id not in kept]
    session.execute(delete(Charge).where(Charge.booking_id.in_(gone), Charge.id.not_in(ON_PAPER)))


def of_bookings(session: Session, booking_ids: Sequence[int]) -> frozenset[int]:
    """Those of the bookings that a charge names, be it on paper or not."""
    return frozenset(
        found
        for found in session.scalars(select(Charge.booking_id).where(Charge.booking_id.in_(booking_ids)))
        if found is not None
    )


def invoiced_of(session: Session, booking_ids: Sequence[int]) -> dict[int, str]:
    """Those of the bookings whose charge an invoice took that was not credited, and its number."""
    found = session.execute(
        select(Charge.booking_id, Invoice.number)
        .join(InvoiceLine, InvoiceLine.charge_id == Charge.id)
        .join(Invoice, InvoiceLine.invoice_id == Invoice.id)
        .where(Charge.booking_id.in_(booking_ids), ~select(_CREDIT.id).where(_CREDIT.credits_id == Invoice.id).exists())
        .order_by(Invoice.id.desc())
    )
    return {booking_id: number for booking_id, number in found if booking_id is not None}


def invoiced(session: Session, booking_id: int) -> tuple[str, int]:
    """The invoice that took the booking's charge and was not credited, with its gross cents; ("", 0) if none."""
    rows = run(session, _INVOICED, {"booking": booking_id}).all()
    return (rows[0].number, sum(row.gross_cents for row in rows)) if rows else ("", 0)


_FOLLOW = tuple(
    text(
        f"""
        UPDATE charge SET {column} = (SELECT merged_into_id FROM party WHERE id = charge.{column})
        WHERE corrects_id = :invoice
            AND (SELECT merged_into_id FROM party WHERE id = charge.{column}) IS NOT NULL
        """  # noqa: S608 - columns of ours
    )
    for column in ("party_id", "payer_id")
)


def owe_again(desk: Desk, session: Session, invoice_id: int) -> None:
    """What an invoice that was credited had taken is owed once more, as it was: for the corrected document.

    By whoever they are now, where they were put together with somebody since.
    """
    table = table_of(Charge)
    own = {"id", "period_start", "created_at", "corrects_id"}
    columns = [column for column in table.c if column.name not in own]
    taken = select(InvoiceLine.charge_id).where(InvoiceLine.invoice_id == invoice_id)
    now = literal(desk.clock.now(), table.c.created_at.type)
    again = select(*columns, now, literal(invoice_id)).where(table.c.id.in_(taken)).order_by(table.c.id)
    names = [*(column.name for column in columns), "created_at", "corrects_id"]
    run(session, insert(table).from_select(names, again), {})
    for follow in _FOLLOW:
        while session.connection().execute(follow, {"invoice": invoice_id}).rowcount:
            pass
    touch(session, table.name)
