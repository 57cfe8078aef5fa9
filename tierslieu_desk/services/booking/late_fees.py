"""What is kept of a booking that is called off late: the house's rule, told before, asked in the act, its own line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, formats, money
from tierslieu_desk.i18n import _, speaking
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.money import Charge
from tierslieu_desk.models.tariffs import LateFee
from tierslieu_desk.money import Basis
from tierslieu_desk.rules import late_fees
from tierslieu_desk.rules.late_fees import LateRule
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money import charges
from tierslieu_desk.services.place import legal_texts
from tierslieu_desk.services.place.legal_defaults import TextKey
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.wallclock import Slot

MOST_HOURS = 24 * 366


@dataclass(frozen=True, slots=True)
class Fee:
    """What would be kept of a booking now: `cents` with tax, of `price_cents`; `since` the rule holds."""

    cents: int
    price_cents: int
    rule: LateRule
    since: datetime


@dataclass(frozen=True, slots=True)
class Late:
    """What was decided of the fee: taken, or let go, `why` in a word that the journal keeps."""

    take: bool
    why: str = ""


@asking({Right.PRICES: "set"})
class LateFees:
    """The house's rule, for every kind of unit or for one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, kind: UnitKind | None = None) -> tuple[LateRule, ...]:
        """What was said of that kind itself, or with None of all that have nothing of their own; nearest last."""
        with self._desk.store.reading() as session:
            found = [rule for of, rule in self._desk.house(session).late_fees if of is kind]
            return tuple(reversed(found))

    def set(self, rules: Sequence[LateRule], kind: UnitKind | None = None) -> tuple[LateRule, ...]:
        """From now on, for bookings made before as well; what stood there before is returned.

        Raises `NotAPart`, and `MissingFact` for a rule that keeps nothing or holds at no time.
        """
        for rule in rules:
            if not 0 <= rule.per_cent <= late_fees.ALL_OF_IT:
                raise errors.NotAPart(per_cent=rule.per_cent)
            if not (rule.per_cent or rule.cents) or not 0 < rule.hours <= MOST_HOURS:
                raise errors.MissingFact(field="price", who="")
        with self._desk.store.writing() as session:
            before = self.of(kind)
            session.execute(delete(LateFee).where(LateFee.kind.is_(None) if kind is None else LateFee.kind == kind))
            rows = {
                rule.hours: {
                    "kind": kind,
                    "hours": rule.hours,
                    "per_cent": rule.per_cent,
                    "cents": 0 if rule.per_cent else rule.cents,
                    "outside": rule.outside,
                }
                for rule in rules
            }
            if any(rule.outside for rule in rules):
                legal_texts.begin_with(session, TextKey.INDEMNITY)
            if rows:
                session.execute(insert(LateFee), list(rows.values()))
            self._desk.note(session, "set_late_fee", "place", None, kind=kind, rules=len(rows))
            return before


def fee_of(desk: Desk, session: Session, booking: Booking) -> Fee | None:
    """What would be kept if it was called off now; None in good time, of what is free, and of what is invoiced."""
    house = desk.house(session)
    rule = late_fees.rule_for(house.late_rules(house.unit(booking.unit_id).kind), booking.starts, desk.clock.wall())
    if rule is None or charges.invoiced(session, booking.id)[0]:
        return None
    owed = select(func.coalesce(func.sum(Charge.gross_cents), 0)).where(
        Charge.booking_id == booking.id, Charge.id.not_in(charges.ON_PAPER)
    )
    price = int(session.execute(owed).scalar_one())
    cents = late_fees.kept(rule, price)
    if cents <= 0:
        return None
    return Fee(cents, price, rule, booking.starts - timedelta(hours=rule.hours))


def category_of(session: Session, booking: Booking) -> VatCategory:
    """That of the price it had."""
    known = session.scalar(select(Charge.vat_category).where(Charge.booking_id == booking.id).limit(1))
    return VatCategory(known or VatCategory.STANDARD)


def settle(desk: Desk, session: Session, booking: Booking, fee: tuple[Fee, VatCategory], late: Late) -> None:
    """Write what was decided of the fee of a booking that was just called off. Raises `MissingFact` without a word."""
    asked, category = fee
    why = " ".join(late.why.split())
    if not late.take:
        if not why:
            raise errors.MissingFact(field="reason", who="")
        desk.note(session, "late_fee_let_go", "booking", booking.id, cents=asked.cents, reason=why)
        return
    who = charges.owing(session, booking.party_id)
    unit = desk.house(session).unit(booking.unit_id)
    with speaking(who.language):
        description = _("Called off late: %(what)s") % {"what": unit.name}
        detail = formats.slot_text(Slot(booking.starts, booking.ends))
        if asked.rule.per_cent:
            facts = {"n": asked.rule.per_cent, "price": formats.amount(asked.price_cents)}
            detail += " · " + _("%(n)s %% of %(price)s") % facts
    charges.owe(
        desk,
        session,
        party_id=who.id,
        payer_id=who.payer_id,
        supplied_on=desk.clock.today(),
        description=description,
        detail=detail,
        unit_price_e4=asked.cents * money.E4_PER_CENT,
        basis=Basis.GROSS,
        vat_category=VatCategory.OUTSIDE if asked.rule.outside else category,
        booking_id=booking.id,
    )
    desk.note(session, "late_fee", "booking", booking.id, cents=asked.cents)
