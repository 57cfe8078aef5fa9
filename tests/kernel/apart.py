"""One gesture of the desk in a process of its own: `apart.py folder act [room]`; `room`: bytes a file may have.

It says `ready`, waits for a line with the instant to begin at, acts, and says what came of it. Acts of `ENDLESS` go on
until the process is killed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import speaking
from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.split import Split
from tierslieu_desk.rules.vocabulary import PaymentMethod, VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Basket, Piece
from tierslieu_desk.services.front.counter import Counter
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.opening.opening_position import OpeningPosition
from tierslieu_desk.services.person.merges import Merges
from tierslieu_desk.services.visit.visitor_register import VisitorRegister
from tierslieu_desk.services.visit.visits import Visits
from tierslieu_desk.wallclock import StoppedClock

NOW = datetime(2026, 7, 1, 9, 0)
COFFEE = Article(name="Coffee", price_e4=10_000, vat_category=VatCategory.INTERMEDIATE)
KEPT, GONE = "Marie Dupont", "Jean Roy"
BOOK = "opening.xlsx"
ENDLESS = ("back and forth", "split")


def tell(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


def party(desk: Desk, name: str) -> int:
    with desk.store.glancing() as seen:
        return int(str(seen.value("SELECT id FROM party WHERE name = :name", name=name)))


def counter(desk: Desk) -> Counter:
    return Counter(desk, Invoices(desk, Papers(desk.store.folder)), Payments(desk), Visits(desk))


def merge(desk: Desk) -> object:
    Merges(desk).merge(party(desk, KEPT), party(desk, GONE))
    return True


def back_and_forth(desk: Desk) -> object:
    kept, gone = party(desk, KEPT), party(desk, GONE)
    while True:
        Merges(desk).merge(kept, gone)
        Merges(desk).take_apart(gone)
        tell(again=True)


def opening(desk: Desk) -> object:
    seen = OpeningPosition(desk, Papers(desk.store.folder), Copies(desk)).run(desk.store.folder.parent / BOOK)
    return [seen.created, seen.skipped, len(seen.errors)]


def forget(desk: Desk) -> object:
    register = VisitorRegister(desk)
    return register.forget(register.look())


def split(desk: Desk) -> object:
    marie, till = party(desk, KEPT), counter(desk)
    while True:
        till.sell(marie, Basket((Piece(COFFEE, 3),)), Split(PaymentMethod.CASH, 100, PaymentMethod.CARD))
        tell(again=True)


def split_once(desk: Desk) -> object:
    halves = Split(PaymentMethod.CASH, 100, PaymentMethod.CARD)
    return counter(desk).sell(party(desk, KEPT), Basket((Piece(COFFEE, 3),)), halves).paid_cents


def slate(desk: Desk) -> object:
    marie, till = party(desk, KEPT), counter(desk)
    owed = tuple(seen_before(desk, marie))
    return till.sell(marie, Basket(charges=owed), PaymentMethod.CASH, shown_cents=500).paid_cents


def seen_before(desk: Desk, marie: int) -> list[int]:
    """The slate as both desks have it on the screen, whoever clears it."""
    with desk.store.glancing() as seen:
        return [row[0] for row in seen.rows("SELECT id FROM charge WHERE party_id = :who ORDER BY id", who=marie)]


ACTS: dict[str, Callable[[Desk], object]] = {
    "merge": merge,
    "back and forth": back_and_forth,
    "opening": opening,
    "forget": forget,
    "split": split,
    "split once": split_once,
    "slate": slate,
}


def main() -> None:
    """Ready, wait, act."""
    folder, act, room = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0
    with speaking("en"):
        desk = Desk(stores.Store(folder), StoppedClock(NOW), lambda: "Sacha")
        with desk.store.reading():  # SQLAlchemy, and the paper's library, are loaded before the race
            __import__("tierslieu_desk.documents.carried_invoice")
            __import__("tierslieu_desk.documents.invoice")
        tell(ready=True)
        begin = json.loads(sys.stdin.readline())["at"]
        if room:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        while time.time() < begin:
            pass
        try:
            tell(ok=ACTS[act](desk))
        except errors.DeskError as refusal:
            tell(refused=type(refusal).__name__, said=say.sentence(refusal))


if __name__ == "__main__":
    main()
