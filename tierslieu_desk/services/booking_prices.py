"""What a booking costs and who owes it: quoted before, charged when it is firm, charged anew when it changes."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, formats, money
from tierslieu_desk.i18n import speaking
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.plans import Subscription
from tierslieu_desk.models.store import run
from tierslieu_desk.rules.prices import Priced, price_minutes
from tierslieu_desk.rules.vocabulary import BookingState, UnitKind
from tierslieu_desk.services import charges
from tierslieu_desk.services.charges import Owing
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.wallclock import Slot

_RUNNING = (
    select(Subscription.id)
    .where(
        Subscription.party_id == bindparam("party"),
        Subscription.starts <= bindparam("day"),
        or_(Subscription.ends.is_(None), Subscription.ends >= bindparam("day")),
        Subscription.membership_fee.is_(False),
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A price with its working: `steps` are (label, count, cents each); gross cents, whatever the basis."""

    gross_cents: int
    steps: tuple[tuple[str, int, int], ...]


def quote_in(session: Session, house: House, unit: UnitInfo, slot: Slot, party_id: int | None) -> Quote:
    """What the slot would cost that person, inside a unit of work. See `Bookings.quote`."""
    return _quote(house, slot, _priced(session, house, unit, slot, party_id))


def charge(desk: Desk, session: Session, unit: UnitInfo, slot: Slot, who: Owing, booking_id: int) -> Quote:
    """Write what the booking owes, unless it owes nothing."""
    house = desk.house(session)
    priced = _priced(session, house, unit, slot, who.id)
    quote = _quote(house, slot, priced)
    if quote.gross_cents == 0:
        return quote
    first = priced.steps[0]
    alone = len(priced.steps) == 1
    with speaking(who.language):
        detail = formats.slot_text(slot)
    charges.owe(
        desk,
        session,
        party_id=who.id,
        payer_id=who.payer_id,
        supplied_on=slot.start.date(),
        description=unit.name,
        detail=detail,
        quantity_milli=first.count * money.QUANTITY_UNIT if alone else money.QUANTITY_UNIT,
        unit_price_e4=first.step.amount_e4 if alone else priced.total_e4,
        basis=first.step.basis,
        vat_category=first.step.vat_category,
        working=json.dumps([[p.step.label, p.count, p.step.amount_e4] for p in priced.steps]),
        booking_id=booking_id,
    )
    return quote


def charge_anew(desk: Desk, session: Session, unit: UnitInfo, slot: Slot, booking: Booking) -> Quote:
    """After a change: what was charged goes, unless it was invoiced, and then the price must not change.

    Raises `InvoiceAlreadyIssued`.
    """
    house = desk.house(session)
    quote = quote_in(session, house, unit, slot, booking.party_id)
    if booking.state == BookingState.TENTATIVE:
        return quote
    number, invoiced_cents = charges.invoiced(session, booking.id)
    if not number:
        charges.forgive_booking(session, booking.id)
        return charge(desk, session, unit, slot, charges.owing(session, booking.party_id), booking.id)
    if invoiced_cents != quote.gross_cents:
        raise errors.InvoiceAlreadyIssued(number=number)
    return quote


def _priced(session: Session, house: House, unit: UnitInfo, slot: Slot, party_id: int | None) -> Priced:
    """Nothing for a desk that a running subscription already pays: its days are counted by visits."""
    day = slot.start.date()
    may_be_paid = party_id is not None and unit.kind is UnitKind.DESK
    if may_be_paid and run(session, _RUNNING, {"party": party_id, "day": day}).first() is not None:
        return Priced(())
    return price_minutes(slot.minutes, house.grid(unit, day))


def _quote(house: House, slot: Slot, priced: Priced) -> Quote:
    if not priced.steps:
        return Quote(0, ())
    day = slot.start.date()
    rates = {line.step.vat_category: house.rate(line.step.vat_category, day) for line in priced.steps}
    steps = []
    for count, step in ((line.count, line.step) for line in priced.steps):
        one = money.line_amounts(step.amount_e4, money.QUANTITY_UNIT, rates[step.vat_category], step.basis)
        steps.append((step.label, count, one.gross))
    first = priced.steps[0].step
    whole = money.line_amounts(priced.total_e4, money.QUANTITY_UNIT, rates[first.vat_category], first.basis)
    return Quote(whole.gross, tuple(steps))
