"""What a booking costs and who owes it: quoted before, charged when it is firm, charged anew when it changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, formats, money
from tierslieu_desk.i18n import _, speaking
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.money import Charge
from tierslieu_desk.models.plans import Subscription
from tierslieu_desk.models.store import run
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.hours import Included, settle_slot
from tierslieu_desk.rules.price_windows import price_slot
from tierslieu_desk.rules.prices import Priced, PricedStep, PriceStep
from tierslieu_desk.rules.vocabulary import BookingState, UnitKind
from tierslieu_desk.services.booking import agreed_prices
from tierslieu_desk.services.booking.booking_tariffs import refuse_unpriced, tariff_of
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House, Tariff, UnitInfo
from tierslieu_desk.services.money import charges
from tierslieu_desk.services.money.charges import Owed, Owing
from tierslieu_desk.services.plan import hours
from tierslieu_desk.services.plan.hours import HourRight
from tierslieu_desk.wallclock import MINUTE, Slot

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
    """A price with its working: `steps` are (label, count, cents each); gross cents, whatever the basis.

    `included` is what hours sold ahead pay of it; the steps are the rest. `tariff` is the name of the prices that were
    taken, empty for the usual ones; nothing is asked for the `holes`, since nothing of the list is for them. The
    deposit is held besides, and no part of the price. `agreed`: the number of the quote that says this price.
    """

    gross_cents: int
    steps: tuple[tuple[str, int, int], ...]
    included: Included | None = None
    tariff: str = ""
    holes: tuple[Slot, ...] = ()
    deposit_cents: int = 0
    agreed: str = ""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A unit for a time and for somebody; of the booking `besides`, the hours it uses count as given back."""

    unit: UnitInfo
    slot: Slot
    party_id: int | None
    besides: int | None = None


@dataclass(frozen=True, slots=True)
class _Cost:
    """What is asked for a booking, and what it uses of hours sold ahead."""

    priced: Priced
    rights: tuple[HourRight, ...] = ()
    used: int = 0
    included: Included | None = None
    tariff: str = ""


def quote_in(
    desk: Desk, session: Session, unit: UnitInfo, slot: Slot, party_id: int | None, besides: int | None = None
) -> Quote:
    """What the slot would cost that person, inside a unit of work. See `Bookings.quote`.

    Of the booking `besides`, which would be moved there, the hours it uses count as given back, and what was agreed for
    it in a quote is its price there.
    """
    house = desk.house(session)
    agreed = None if besides is None else agreed_prices.of(session, house, besides, unit, slot)
    if agreed is not None:
        quote = Quote(agreed.gross_cents, (), agreed=agreed.number)
    else:
        quote = _quote(house, slot, _cost(desk, session, house, _Wanted(unit, slot, party_id, besides)))
    deposit = house.deposit(unit) if house.deposits else 0
    return replace(quote, deposit_cents=deposit) if deposit else quote


def quote_by(house: House, slot: Slot, grid: Sequence[PriceStep]) -> Quote:
    """What the slot costs by that list, whoever asks."""
    return _quote(house, slot, _Cost(price_slot(slot, grid)))


def charged(desk: Desk, session: Session, booking_id: int) -> Quote | None:
    """What stands charged for a booking, as it was priced then; None when nothing is, nor paid by hours sold ahead."""
    row = run(session, _CHARGED, {"booking": booking_id}).first()
    included = hours.used_by(session, desk.house(session), booking_id)
    if row is None:
        return None if included is None else Quote(0, (), included)
    steps = json.loads(row.working) if row.working else []
    priced, tariff = [], ""
    for label, count, amount_e4, *by in steps:
        one = money.line_amounts(amount_e4, money.QUANTITY_UNIT, row.rate_bp, Basis(row.basis))
        priced.append((str(label), int(count), one.gross))
        tariff = str(by[0]) if by else ""
    agreed = "" if priced else agreed_prices.number_of(session, desk.house(session), booking_id)
    return Quote(row.gross_cents, tuple(priced), included, tariff, agreed=agreed)


def charge(desk: Desk, session: Session, unit: UnitInfo, slot: Slot, who: Owing, booking_id: int) -> Quote:
    """Have hours sold ahead pay what they can of the booking, and write what it owes beyond, unless that is nothing."""
    house = desk.house(session)
    agreed = agreed_prices.of(session, house, booking_id, unit, slot)
    cost = _cost(desk, session, house, _Wanted(unit, slot, who.id))
    quote = _quote(house, slot, cost)
    if cost.used and not (agreed is not None and agreed.by_hand):
        what = hours.Use(booking_id, unit.name, slot.start, slot.end)
        hours.use(desk, session, cost.rights, (who.id, slot.start.date()), cost.used, what)
    if agreed is not None:
        if agreed.gross_cents != 0:
            with speaking(who.language):
                agreed = agreed_prices.of(session, house, booking_id, unit, slot) or agreed
                detail = formats.slot_text(slot)
            charges.owe(desk, session, **agreed.owed(who, slot, detail, booking_id))
        return charged(desk, session, booking_id) or Quote(0, ())
    if quote.gross_cents != 0:
        charges.owe(desk, session, **_owed(unit, slot, who, booking_id, cost))
    return quote


def agreed_of(desk: Desk, session: Session, unit: UnitInfo, slot: Slot, booking_id: int) -> Quote | None:
    """What was agreed in a quote for that booking, which owes nothing yet; None when nothing was."""
    agreed = agreed_prices.of(session, desk.house(session), booking_id, unit, slot)
    return None if agreed is None else Quote(agreed.gross_cents, (), agreed=agreed.number)


def charge_each(desk: Desk, session: Session, unit: UnitInfo, who: Owing, bookings: Mapping[Slot, int]) -> None:
    """Write what many bookings of one unit owe, by their slots; those that owe nothing are left out.

    Raises `NoPriceThen`.
    """
    house = desk.house(session)
    if unit.kind in house.hour_kinds:
        for slot in sorted(bookings, key=_start):
            refuse_unpriced(unit.name, charge(desk, session, unit, slot, who, bookings[slot]).holes)
        return
    days = sorted(slot.start.date() for slot in bookings)
    paid = _days_paid(session, unit, who.id, days)
    rows = []
    for slot, booking_id in bookings.items():
        tariff = tariff_of(session, house, who.id, slot.start.date())
        cost = _whole(_Wanted(unit, slot, who.id), house, tariff, paid=slot.start.date() in paid)
        refuse_unpriced(unit.name, cost.priced.holes)
        if _quote(house, slot, cost).gross_cents != 0:
            rows.append(charges.row_owed(desk, session, **_owed(unit, slot, who, booking_id, cost)))
    charges.owe_each(session, rows)


def of_all(session: Session, house: House, unit: UnitInfo, slots: Sequence[Slot], party_id: int | None) -> int | None:
    """What many bookings of one unit would owe together; None where hours sold ahead may pay some of them."""
    if party_id is not None and unit.kind in house.hour_kinds:
        return None
    paid = _days_paid(session, unit, party_id, sorted(slot.start.date() for slot in slots))
    cents = 0
    for slot in slots:
        tariff = tariff_of(session, house, party_id, slot.start.date())
        cost = _whole(_Wanted(unit, slot, party_id), house, tariff, paid=slot.start.date() in paid)
        cents += _quote(house, slot, cost).gross_cents
    return cents


def _start(slot: Slot) -> datetime:
    return slot.start


def forgive(desk: Desk, session: Session, booking_ids: Sequence[int]) -> None:
    """The bookings owe nothing any more and give their hours back; but for those an invoice of which stands."""
    if desk.house(session).hour_kinds:
        kept = charges.invoiced_of(session, booking_ids)
        hours.give_back(desk, session, [number for number in booking_ids if number not in kept])
    charges.forgive_bookings(session, booking_ids)


def forgive_one(desk: Desk, session: Session, booking_id: int) -> None:
    """The same of one of them. Raises `InvoiceAlreadyIssued` when an invoice stands."""
    charges.forgive_booking(session, booking_id)
    hours.give_back(desk, session, [booking_id])


def _owed(unit: UnitInfo, slot: Slot, who: Owing, booking_id: int, cost: _Cost) -> Owed:
    priced = cost.priced
    first = priced.steps[0]
    alone = len(priced.steps) == 1
    with speaking(who.language):
        detail = formats.slot_text(slot)
        if cost.included is not None:
            detail += " · " + _("%(time)s included") % {"time": formats.duration(cost.included.minutes)}
        if cost.tariff:
            detail += " · " + _("rate: %(name)s") % {"name": cost.tariff}
    by = [cost.tariff] if cost.tariff else []
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
        working=json.dumps([[_label(p), p.count, p.step.amount_e4, *by] for p in priced.steps]),
        booking_id=booking_id,
    )


def _label(priced: PricedStep) -> str:
    """What a step is called; of one that counts whole though it is only begun, that too."""
    return _("%(step)s begun") % {"step": priced.step.label} if priced.begun else priced.step.label


def charge_anew(desk: Desk, session: Session, unit: UnitInfo, slot: Slot, booking: Booking) -> Quote:
    """After a change: what was charged goes, unless it was invoiced, and then the price must not change.

    Raises `InvoiceAlreadyIssued`.
    """
    if booking.state == BookingState.TENTATIVE:
        return quote_in(desk, session, unit, slot, booking.party_id, booking.id)
    number, invoiced_cents = charges.invoiced(session, booking.id)
    if not number:
        forgive_one(desk, session, booking.id)
        return charge(desk, session, unit, slot, charges.owing(session, booking.party_id), booking.id)
    quote = agreed_of(desk, session, unit, slot, booking.id) or _as_invoiced(desk, session, unit, slot, booking)
    if invoiced_cents != quote.gross_cents:
        raise errors.InvoiceAlreadyIssued(number=number)
    return quote


def _as_invoiced(desk: Desk, session: Session, unit: UnitInfo, slot: Slot, booking: Booking) -> Quote:
    """What a booking would cost there with the hours it uses, which stay what they are with its invoice."""
    house = desk.house(session)
    included = hours.used_by(session, house, booking.id)
    tariff = tariff_of(session, house, booking.party_id, slot.start.date())
    wanted = _Wanted(unit, slot, booking.party_id)
    if included is None:
        paid = bool(_days_paid(session, unit, booking.party_id, [slot.start.date()]))
        return _quote(house, slot, _whole(wanted, house, tariff, paid=paid))
    if unit.kind not in hours.kinds_used(session, booking.id):
        return Quote(0, ())
    grid = house.grid(unit, slot.start.date(), tariff)
    rest = Priced(()) if included.minutes >= slot.minutes else price_slot(_after(slot, included.minutes), grid)
    return _quote(house, slot, _Cost(rest, included=included, tariff=_name(tariff)))


def _after(slot: Slot, minutes: int) -> Slot:
    return Slot(slot.start + minutes * MINUTE, slot.end)


def pay_waiting(desk: Desk, session: Session, allowance_id: int, since: datetime = hours.LONG_AGO) -> None:
    """What was booked within a right that was just given, and is on no invoice, is paid out of it: first come first.

    What it cannot pay stays owed as it was, and what was booked before `since`.
    """
    for number in hours.waiting(session, allowance_id, since):
        if not hours.left_of(session, allowance_id):
            break
        charge_again(desk, session, (number,))


def take_back_hours(
    desk: Desk, session: Session, name: str, *, pass_id: int | None = None, subscription_id: int | None = None
) -> tuple[int, ...]:
    """Take back all the hours that a pass or a subscription gave; bookings that used some of them owe their price.

    `name` is what was sold. Returns the numbers of the rights. Raises `AllowanceUsed` when such a booking is on an
    invoice.
    """
    given = hours.sold_as(session, pass_id=pass_id, subscription_id=subscription_id)
    users = free_hours(desk, session, name, given)
    hours.void(desk, session, given)
    charge_again(desk, session, users)
    return given


def free_hours(desk: Desk, session: Session, name: str, rights: Sequence[int]) -> tuple[int, ...]:
    """Bookings that use any of those rights give back all that they use; their numbers, for `charge_again`.

    `name` is what was sold. Raises `AllowanceUsed` when one of them is on an invoice.
    """
    users = hours.users(session, rights)
    if charges.invoiced_of(session, users):
        raise errors.AllowanceUsed(name=name)
    hours.give_back(desk, session, users)
    return users


def charge_again(desk: Desk, session: Session, booking_ids: Sequence[int]) -> None:
    """Those bookings owe what they cost now, one after the other."""
    for number in booking_ids:
        booking = session.get_one(Booking, number)
        unit = desk.house(session).unit(booking.unit_id)
        charge_anew(desk, session, unit, Slot(booking.starts, booking.ends), booking)


def _cost(desk: Desk, session: Session, house: House, wanted: _Wanted) -> _Cost:
    unit, slot, party_id = wanted.unit, wanted.slot, wanted.party_id
    day = slot.start.date()
    tariff = tariff_of(session, house, party_id, day)
    whole = _whole(wanted, house, tariff, paid=bool(_days_paid(session, unit, party_id, [day])))
    if not whole.priced.steps or party_id is None:
        return whole
    rights = hours.there(desk, session, house, unit, (party_id, day), wanted.besides)
    if not rights:
        return whole
    used, rest = settle_slot(slot, sum(right.balance for right in rights), house.grid(unit, day, tariff))
    return _Cost(rest, rights, used, hours.included(rights, (party_id, day), used), whole.tariff)


def _whole(wanted: _Wanted, house: House, tariff: Tariff | None, *, paid: bool) -> _Cost:
    """Nothing for a desk that a running subscription already pays: its days are counted by visits."""
    if paid:
        return _Cost(Priced(()))
    grid = house.grid(wanted.unit, wanted.slot.start.date(), tariff)
    return _Cost(price_slot(wanted.slot, grid), tariff=_name(tariff) if grid else "")


def _name(tariff: Tariff | None) -> str:
    return "" if tariff is None else tariff.name


def _days_paid(session: Session, unit: UnitInfo, party_id: int | None, days: Sequence[date]) -> frozenset[date]:
    """Those of the days, in order, on which a subscription runs that pays for a desk like that one."""
    if party_id is None or unit.kind is not UnitKind.DESK or not days:
        return frozenset()
    running = run(session, _RUNNING, {"party": party_id, "first": days[0], "last": days[-1]}).all()
    return frozenset(day for day in days for row in running if row.starts <= day <= (row.ends or date.max))


def _quote(house: House, slot: Slot, cost: _Cost) -> Quote:
    priced = cost.priced
    if not priced.steps:
        return Quote(0, (), cost.included, cost.tariff, priced.holes)
    day = slot.start.date()
    rates = {line.step.vat_category: house.rate(line.step.vat_category, day) for line in priced.steps}
    steps = []
    for line in priced.steps:
        step = line.step
        one = money.line_amounts(step.amount_e4, money.QUANTITY_UNIT, rates[step.vat_category], step.basis)
        steps.append((_label(line), line.count, one.gross))
    first = priced.steps[0].step
    whole = money.line_amounts(priced.total_e4, money.QUANTITY_UNIT, rates[first.vat_category], first.basis)
    return Quote(whole.gross, tuple(steps), cost.included, cost.tariff, priced.holes)
