"""The deposit of a plan, taken by the till like any money, and kept apart from what is sold."""

from __future__ import annotations

from sqlalchemy import insert, select

from tierslieu_desk import errors
from tierslieu_desk.i18n import _, speaking
from tierslieu_desk.models.imports import DepositHeld
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money.payments import PaymentRow, Payments
from tierslieu_desk.services.person import checklists
from tierslieu_desk.services.plan import deposit_book, selling
from tierslieu_desk.services.plan.deposit_book import Missing
from tierslieu_desk.services.plan.plans import NewSubscription, Plans
from tierslieu_desk.services.plan.sales import Sales


class PlanDeposits:
    """Taking the deposit of a plan; it is given back with all the others (`DepositsHeld.give_back`)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def missing(self, party_id: int) -> Missing | None:
        """What somebody still has to bring."""
        with self._desk.store.reading() as session:
            return deposit_book.missing(session, party_id, self._desk.clock.today())

    def take(self, party_id: int, method: PaymentMethod) -> PaymentRow:
        """They bring what is missing: a payment that settles nothing, and a deposit that is held from today on.

        Raises `NoDepositMissing`, and what `Payments.settle` raises.
        """
        today = self._desk.clock.today()
        with self._desk.store.writing() as session:
            party = selling.party_of(session, party_id)
            short = deposit_book.missing(session, party_id, today)
            if short is None:
                raise errors.NoDepositMissing(name=party.name)
            with speaking(party.language):
                what = _("Deposit: %(what)s") % {"what": short.name}
            paid = Payments(self._desk).settle(party_id, method, short.cents, {}, what)
            row = {
                "party_id": party_id,
                "what": what,
                "amount_cents": short.cents,
                "since": today,
                "subscription_id": short.subscription_id,
                "taken_id": paid.id,
            }
            session.execute(insert(DepositHeld), row)
            self._desk.note(session, "taken", "deposit", short.subscription_id, cents=short.cents, payment=paid.id)
            checklists.follow(self._desk, session, party_id)
            return paid

    def sell(self, new: NewSubscription, method: PaymentMethod | None) -> int:
        """`Plans.sell`, and its deposit taken with it unless they bring it later (None). Raises as both."""
        with self._desk.store.writing():
            number = Plans(self._desk).sell(new)
            if method is not None:
                self.take(new.party_id, method)
            return number

    def take_back(self, subscription_id: int, version: int) -> None:
        """`Sales.take_back` of what `sell` sold: the deposit goes back the way it came.

        Raises as it, and as `Payments.reverse`.
        """
        with self._desk.store.writing() as session:
            wanted = select(DepositHeld.taken_id).where(
                DepositHeld.subscription_id == subscription_id,
                DepositHeld.given_back_on.is_(None),
                DepositHeld.taken_id.is_not(None),
            )
            for payment_id in session.scalars(wanted).all():
                assert payment_id is not None
                Payments(self._desk).reverse(payment_id)
            Sales(self._desk).take_back(subscription_id, version)
