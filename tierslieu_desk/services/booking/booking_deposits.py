"""The deposit of a booking: asked when it is booked, held by the till for its own sake, given back or kept in part.

Money that is only held is no revenue and has no VAT; what is kept of it makes good a loss, or pays for work done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from tierslieu_desk import errors, formats, money
from tierslieu_desk.i18n import _, speaking
from tierslieu_desk.models.imports import DepositHeld
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.tariffs import UnitDeposit
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import PaymentMethod, UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_held import held_for
from tierslieu_desk.services.booking.booking_work import loaded
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money import charges
from tierslieu_desk.services.money.invoice_rows import InvoiceRow
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import PaymentRow, Payments
from tierslieu_desk.services.opening.opening_position_deposits import DepositRow, DepositsHeld
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class BookingDeposit:
    """What is asked of a booking, held for it now, and still to be brought; cents. `returned`: all of it went back."""

    asked_cents: int
    held: tuple[DepositRow, ...]
    missing_cents: int
    returned: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a deposit and why; `taxed` when it pays for work, such as cleaning, and is no indemnity."""

    cents: int
    why: str
    taxed: bool = False


@asking({Right.PRICES: "set"})
class BookingDeposits:
    """What is asked for which space; taken, and kept in part. It is given back with all the others (`DepositsHeld`)."""

    def __init__(self, desk: Desk, invoices: Invoices, payments: Payments) -> None:
        self._desk, self._invoices, self._payments = desk, invoices, payments

    def said(self, target: UnitKind | int) -> int | None:
        """Cents asked for that kind, or for that very unit; None where nothing was said of it."""
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            unit_id = None if isinstance(target, UnitKind) else target
            kind = target if isinstance(target, UnitKind) else house.unit(target).kind
            return next((cents for of, unit, cents in house.deposits if (of, unit) == (kind, unit_id)), None)

    def set(self, target: UnitKind | int, cents: int | None) -> int | None:
        """From now on, for bookings made before too; what was said before is returned. Raises `UnknownUnit`."""
        with self._desk.store.writing() as session:
            before = self.said(target)
            unit_id = None if isinstance(target, UnitKind) else target
            kind = target if isinstance(target, UnitKind) else self._desk.house(session).unit(target).kind
            its = UnitDeposit.unit_id.is_(None) if unit_id is None else UnitDeposit.unit_id == unit_id
            session.execute(delete(UnitDeposit).where(UnitDeposit.kind == kind, its))
            if cents is not None:
                session.execute(insert(UnitDeposit), {"kind": kind, "unit_id": unit_id, "cents": cents})
            self._desk.note(session, "set_deposit", "unit", unit_id, kind=kind, cents=cents)
            return before

    def of(self, booking_id: int) -> BookingDeposit:
        """Raises `NotFound`."""
        with self._desk.store.reading() as session:
            booking = loaded(session, booking_id)
            house = self._desk.house(session)
            asked = house.deposit(house.unit(booking.unit_id))
            name = session.get_one(Party, booking.party_id).name
            stands = held_for(session, booking_id)
            rows = tuple(
                DepositRow(one.id, one.party_id, name, one.what, one.amount_cents, one.since) for one in stands.held
            )
            return BookingDeposit(asked, rows, stands.missing(asked), stands.returned)

    def take(self, booking_id: int, method: PaymentMethod) -> PaymentRow:
        """They bring what is missing: a payment that settles nothing, and a deposit that is held from today on.

        Raises `NoDepositMissing`, `NotFound`, and what `Payments.settle` raises.
        """
        with self._desk.store.writing() as session:
            booking, short = loaded(session, booking_id), self.of(booking_id).missing_cents
            party = session.get_one(Party, booking.party_id)
            if not short:
                raise errors.NoDepositMissing(name=party.name)
            unit = self._desk.house(session).unit(booking.unit_id)
            with speaking(party.language):
                said = {"what": unit.name, "when": formats.slot_text(Slot(booking.starts, booking.ends))}
                what = _("Deposit: %(what)s, %(when)s") % said
            paid = self._payments.settle(party.id, method, short, {}, what)
            row = {
                "party_id": party.id,
                "what": what,
                "amount_cents": short,
                "since": self._desk.clock.today(),
                "booking_id": booking_id,
                "taken_id": paid.id,
            }
            session.execute(insert(DepositHeld), row)
            self._desk.note(session, "taken", "deposit", booking_id, cents=short, payment=paid.id)
            return paid

    def keep(self, deposit_id: int, method: PaymentMethod, kept: Kept) -> tuple[InvoiceRow, ...]:
        """A part or all of it is kept: the deposit goes back, and what is kept is invoiced and paid, in one act.

        So the till gives the difference back. Raises `NotFound`, `MissingFact` without a word, `NotAnAmount` for more
        than was left, and what `DepositsHeld.give_back` and `Invoices.issue_these` raise; nothing was done then.
        """
        why = " ".join(kept.why.split())
        if not why:
            raise errors.MissingFact(field="reason", who="")
        with self._desk.store.reading() as session:
            held = session.get(DepositHeld, deposit_id)
            if held is None:
                raise errors.NotFound(what="deposit", id=deposit_id)
            party_id, whole = held.party_id, held.amount_cents
        if not 0 < kept.cents <= whole:
            raise errors.NotAnAmount(
                text=formats.amount(kept.cents), example=formats.amount_typed(whole), field="amount"
            )

        def owe(session: Session) -> Sequence[int]:
            DepositsHeld(self._desk).give_back(deposit_id, method)
            number = charges.owe(
                self._desk,
                session,
                party_id=party_id,
                payer_id=party_id,
                supplied_on=self._desk.clock.today(),
                description=why,
                detail=self._what(session, deposit_id),
                unit_price_e4=kept.cents * money.E4_PER_CENT,
                basis=Basis.GROSS,
                vat_category=VatCategory.STANDARD if kept.taxed else VatCategory.OUTSIDE,
            )
            self._desk.note(
                session, "deposit_kept", "party", party_id, cents=kept.cents, deposit=deposit_id, reason=why
            )
            return [number]

        def pay(issued: tuple[InvoiceRow, ...]) -> None:
            self._payments.settle(party_id, method, kept.cents, {issued[0].id: kept.cents}, issued[0].number)

        return self._invoices.issue_these(party_id, (), pay, owe, method)

    def _what(self, session: Session, deposit_id: int) -> str:
        held = session.get_one(DepositHeld, deposit_id)
        with speaking(session.get_one(Party, held.party_id).language):
            return _("kept of: %(deposit)s") % {"deposit": held.what}
