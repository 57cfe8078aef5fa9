"""Quotes as they are read, by whichever service reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from tierslieu_desk import money
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.quotes import Quote, QuoteLine
from tierslieu_desk.money import Basis, LineAmounts, Totals
from tierslieu_desk.rules import quotes
from tierslieu_desk.services.booking import prospects
from tierslieu_desk.services.booking.quote_prices import slot_of
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tierslieu_desk.errors import DeskError
    from tierslieu_desk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class QuoteLineRow:
    """One time of a quote. `refusal`: why it cannot be had any more, while it waits for an answer."""

    unit_id: int
    unit: str
    slot: Slot
    people: int
    description: str
    detail: str
    quantity_milli: int
    unit_price_e4: int
    basis: Basis
    rate_bp: int
    amounts: LineAmounts
    booking_id: int | None
    refusal: DeskError | None
    usual_cents: int | None = None
    reason: str = ""

    @property
    def agreed_cents(self) -> int | None:
        """The price that was agreed by hand, tax included; None where the price list's is asked."""
        return None if self.usual_cents is None else self.amounts.gross


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One quote as it stands. `state` is a `QuoteState` or, computed now, "expired". `name` is whoever it is for.

    `paper_sha256`: the paper that was handed over. `replaces`: the number and the day of the last one they were given
    before, in whose place this one stands; `replaced_by`: the number of the one that stands in its own.
    """

    id: int
    number: str
    state: str
    made_on: date
    valid_until: date
    party_id: int | None
    name: str
    street: str
    postcode: str
    city: str
    country: str
    email: str
    siren: str
    vat_number: str
    language: str
    title: str
    terms: str
    held: bool
    lines: tuple[QuoteLineRow, ...]
    totals: Totals
    paper_sha256: str = ""
    replaces: tuple[str, date] | None = None
    replaced_by: str = ""


def rows_of(desk: Desk, session: Session, wanted: Select[Quote]) -> tuple[QuoteRow, ...]:
    """The quotes of that statement, in its order."""
    return tuple(_row(desk, session, quote) for quote in session.scalars(wanted))


def _row(desk: Desk, session: Session, quote: Quote) -> QuoteRow:
    state = quotes.state_on(quote.state, quote.valid_until, desk.clock.today())
    found = session.scalars(select(QuoteLine).where(QuoteLine.quote_id == quote.id).order_by(QuoteLine.position))
    waits = state in {quotes.QuoteState.DRAFT, quotes.QuoteState.SENT}
    lines = tuple(_line(desk, session, line, waits=waits, party_id=quote.party_id) for line in found)
    sums = money.totals([(line.rate_bp, line.basis, line.amounts) for line in lines])
    party = None if quote.party_id is None else session.get(Party, quote.party_id)
    source: Any = quote if party is None else party
    return QuoteRow(
        id=quote.id,
        number=quote.number,
        state=state,
        made_on=quote.made_on,
        valid_until=quote.valid_until,
        party_id=quote.party_id,
        name=source.name,
        street=source.street,
        postcode=source.postcode,
        city=source.city,
        country="" if party is None else party.country,
        email=source.email,
        siren="" if party is None else party.siren,
        vat_number="" if party is None else party.vat_number,
        language=quote.language,
        title=quote.title,
        terms=quote.terms,
        held=quote.held,
        lines=lines,
        totals=sums,
        paper_sha256=quote.paper_sha256,
        replaces=_given_before(session, quote),
        replaced_by=session.scalar(select(Quote.number).where(Quote.replaces_id == quote.id)) or "",
    )


def _given_before(session: Session, quote: Quote) -> tuple[str, date] | None:
    """The last quote before it that left the house: one that was never handed over is nobody's concern."""
    before = quote.replaces_id
    while before is not None:
        found = session.get_one(Quote, before)
        if found.paper_sha256:
            return found.number, found.made_on
        before = found.replaces_id
    return None


def _line(desk: Desk, session: Session, line: QuoteLine, *, waits: bool, party_id: int | None) -> QuoteLineRow:
    house = desk.house(session)
    unit, slot = house.unit(line.unit_id), slot_of(line)
    refusal = None
    if waits:
        wish = prospects.Wish(unit, slot, line.people, line.booking_id, party_id)
        refusal = prospects.refusal_of(desk, session, house, wish, prospects.around(desk, session, house, slot))
    return QuoteLineRow(
        unit.id,
        unit.name,
        slot,
        line.people,
        line.description,
        line.detail,
        line.quantity_milli,
        line.unit_price_e4,
        Basis(line.basis),
        line.rate_bp,
        LineAmounts(line.net_cents, line.tax_cents, line.gross_cents),
        line.booking_id,
        refusal,
        line.usual_cents,
        line.reason,
    )
