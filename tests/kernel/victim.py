"""A desk that is going to be killed: `victim.py folder act seed`, says each act that is confirmed, until it is not."""

from __future__ import annotations

import importlib
import itertools
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tierslieu_desk.models import migrate
from tierslieu_desk.models import store as stores
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import VatCategory
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.money.charges import owe
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.wallclock import Slot, StoppedClock

ROOM, PARTY = 1, 1
NOW = datetime(2026, 11, 24, 10, 47)


def say(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


def slots(seed: int) -> Iterator[Slot]:
    """Half hours of nights long past, others for every seed."""
    start = datetime(2100, 1, 1) + timedelta(days=20 * seed)
    for number in itertools.count():
        yield Slot(start + timedelta(minutes=30 * number), start + timedelta(minutes=30 * (number + 1)))


def book(desk: Desk, seed: int) -> None:
    bookings = Bookings(desk)
    for slot in slots(seed):
        say(id=bookings.book(NewBooking(ROOM, PARTY, slot), "at night").id, starts=str(slot.start))


def move(desk: Desk, seed: int) -> None:
    """One booking, pushed on and on: it must always be somewhere, and once."""
    bookings, here = Bookings(desk), slots(seed)
    mine = bookings.book(NewBooking(ROOM, PARTY, next(here)), "at night").id
    for slot in here:
        bookings.move(mine, slot, None, "at night")
        say(id=mine, starts=str(slot.start))


def issue(desk: Desk, seed: int) -> None:
    invoices = Invoices(desk, Papers(desk.store.folder))
    for number in itertools.count():
        with desk.store.writing() as session:
            owe(
                desk,
                session,
                party_id=PARTY,
                supplied_on=date(2026, 11, 20),
                description=f"Coffee {seed}-{number}",
                unit_price_e4=12_000,
                basis=Basis.GROSS,
                vat_category=VatCategory.STANDARD,
            )
        for row in invoices.issue(PARTY, date(2026, 11, 24)):
            say(id=row.id, number=row.number, paper=str(row.paper))


def copy(desk: Desk, seed: int) -> None:
    for number in itertools.count():
        desk.clock.advance(timedelta(seconds=10 * seed + number))
        made = Copies(desk).make().first
        say(file=str(made.file), sha256=made.sha256)


ACTS: dict[str, Callable[[Desk, int], None]] = {"book": book, "move": move, "issue": issue, "copy": copy}


def main() -> None:
    """Say `ready`, wait for a line, act until killed."""
    folder, act, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    importlib.import_module("tierslieu_desk.documents.invoice")
    migrate.revisions()
    say(ready=True)
    sys.stdin.readline()
    if act == "migrate":
        stores.open_store(folder, lambda _file: None).close()
        say(migrated=True)
        return
    ACTS[act](Desk(stores.Store(folder), StoppedClock(NOW)), seed)


if __name__ == "__main__":
    main()
