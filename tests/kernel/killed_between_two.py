"""A desk that sells on an invoice and a receipt and dies on the way: `killed_between_two.py folder stop`.

It dies before the first row is written (1), between the two (2), or after both, before the payment (3).
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from builders import describe_place, person

from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.vocabulary import PaymentMethod, Period
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Basket, Piece
from tierslieu_desk.services.front.counter import Counter
from tierslieu_desk.services.money import invoice_seal
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription, Plans
from tierslieu_desk.services.visit.visits import Visits
from tierslieu_desk.wallclock import StoppedClock

KILLED = 9


def main() -> None:
    """Nothing is closed on the way out: the file is left as a power cut would leave it."""
    folder, stop = Path(sys.argv[1]), int(sys.argv[2])
    desk = Desk(stores.create(folder), StoppedClock(datetime(2026, 11, 24, 11)), lambda: "Sacha")
    describe_place(desk)
    maria, plans = person(desk, "Maria", "Roca"), Plans(desk)
    fee = plans.add(NewPlan(name="Membership", period=Period.YEAR, price_e4=200_000, membership_fee=True))
    plans.sell(NewSubscription(maria, fee))
    payments = Payments(desk)
    counter = Counter(desk, Invoices(desk, Papers(folder)), payments, Visits(desk))
    owed = counter.slate(maria, besides=True).charges
    write, times = invoice_seal.write, [0]

    def die(*_what: Any, **_named: Any) -> Any:
        os._exit(KILLED)

    def written(*what: Any) -> int:
        times[0] += 1
        return die() if times[0] == stop else write(*what)

    invoice_seal.write = written
    if stop > len(("invoice", "receipt")):
        payments.settle = die
    counter.sell(
        maria, Basket(pieces=(Piece(Article(name="Coffee", price_e4=10_000)),), charges=owed), PaymentMethod.CASH
    )


if __name__ == "__main__":
    main()
