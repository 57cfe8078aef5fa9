"""What a booking costs and who owes it: quoted before, charged when it is firm, charged anew when it changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, formats, money
from tierslieu_desk.i18n import _, speaking
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.money import Charge
from tierslieu_desk.models.plans import Subscription
from tierslieu_desk.models.store import run
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.prices import Priced, PricedStep, price_minutes
from tierslieu_desk.rules.vocabulary import BookingState, UnitKind
from tierslieu_desk.services import charges
from tierslieu_desk.services.charges import Owed, Owing
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.wallclock import Slot

_RUNNING = select(Subscription.starts, Subscription.ends).where(
    Subscription.party_id == bindparam("party"),
    Subscription.starts <= bindparam("last"),
    or_(Subscription.ends.is_(None), Subscription.ends >= bindparam("first")),
    Subscription.membership_fee.is_(False),
)
_CHARGED = (
    select(Charge.gross_cents, Charge.working, Charge.rate_bp, Charge.basis)
    .where(Charge.booking_id == bindparam("booking"))
    .order_by(Charge.id.desc())
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


def charged(session: Session, booking_id: int) -> Quote | None:
    """What stands charged for a booking, as it was priced then; None when nothing is."""
    row = run(session, _CHARGED, {"booking": booking_id}).first()
    if row is None:
        return None
    steps = json.loads(row.working) if row.working else []
    priced = []
    for label, count, amount_e4 in steps:
        one = money.line_amounts(amount_e4, money.QUANTITY_UNIT, row.rate_bp, Basis(row.basis))
        priced.append((str(label), int(count), one.gross))
    return Quote(row.gross_cents, tuple(priced))


def charge(desk: Desk, session: Session, unit: UnitInfo, slot: Slot, who: Owing, booking_id: int) -> Quote:
    """Write what the booking owes, unless it owes nothing."""
    house = desk.house(session)
    priced = _priced(session, house, unit, slot, who.id)
    quote = _quote(house, slot, priced)
    if quote.gross_cents != 0:
        charges.owe(desk, session, **_owed(unit, slot, who, booking_id, priced))
    return quote


def charge_each(desk: Desk, session: Session, unit: UnitInfo, who: Owing, bookings: Mapping[Slot, int]) -> None:
    """Write what many bookings of one unit owe, by their slots; those that owe nothing are left out."""
    house = desk.house(session)
    days = sorted(slot.start.date() for slot in bookings)
    paid = _days_paid(session, unit, who.id, days)
    rows = []
    for slot, booking_id in bookings.items():
        priced = _of_grid(house, unit, slot, paid=slot.start.date() in paid)
        if _quote(house, slot, priced).gross_cents != 0:
            rows.append(charges.row_owed(desk, session, **_owed(unit, slot, who, booking_id, priced)))
    charges.owe_each(session, rows)


def _owed(unit: UnitInfo, slot: Slot, who: Owing, booking_id: int, priced: Priced) -> Owed:
    first = priced.steps[0]
    alone = len(priced.steps) == 1
    with speaking(who.language):
        detail = formats.slot_text(slot)
    return Owed(
        party_id=who.id,
        payer_id=who.payer_id,
        supplied_on=slot.start.date(),
        description=unit.name,
        detail=detail,
        quantity_milli=first.count * money.QUANTITY_UNIT if alone else money.QUANTITY_UNIT,
        unit_price_e4=first.step.amount_e4 if alone else priced.total_e4,
        basis=first.step.basis,
        vat_category=first.step.vat_category,
        working=json.dumps([[_label(p), p.count, p.step.amount_e4] for p in priced.steps]),
        booking_id=booking_id,
    )


def _label(priced: PricedStep) -> str:
    """What a step is called; of one that counts whole though it is only begun, that too."""
    return _("%(step)s begun") % {"step": priced.step.label} if priced.begun else priced.step.label


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
    day = slot.start.date()
    return _of_grid(house, unit, slot, paid=bool(_days_paid(session, unit, party_id, [day])))


def _of_grid(house: House, unit: UnitInfo, slot: Slot, *, paid: bool) -> Priced:
    """Nothing for a desk that a running subscription already pays: its days are counted by visits."""
    return Priced(()) if paid else price_minutes(slot.minutes, house.grid(unit, slot.start.date()))


def _days_paid(session: Session, unit: UnitInfo, party_id: int | None, days: Sequence[date]) -> frozenset[date]:
    """Those of the days, in order, on which a subscription runs that pays for a desk like that one."""
    if party_id is None or unit.kind is not UnitKind.DESK or not days:
        return frozenset()
    running = run(session, _RUNNING, {"party": party_id, "first": days[0], "last": days[-1]}).all()
    return frozenset(day for day in days for row in running if row.starts <= day <= (row.ends or date.max))


def _quote(house: House, slot: Slot, priced: Priced) -> Quote:
    if not priced.steps:
        return Quote(0, ())
    day = slot.start.date()
    rates = {line.step.vat_category: house.rate(line.step.vat_category, day) for line in priced.steps}
    steps = []
    for line in priced.steps:
        step = line.step
        one = money.line_amounts(step.amount_e4, money.QUANTITY_UNIT, rates[step.vat_category], step.basis)
        steps.append((_label(line), line.count, one.gross))
    first = priced.steps[0].step
    whole = money.line_amounts(priced.total_e4, money.QUANTITY_UNIT, rates[first.vat_category], first.basis)
    return Quote(whole.gross, tuple(steps))
