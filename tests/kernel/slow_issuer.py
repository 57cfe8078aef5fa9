"""A program that takes its time to draw: `slow_issuer.py folder party`, says `drawing` and waits for a line."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tierslieu_desk import documents
from tierslieu_desk.documents.any_sheet import AnySheet
from tierslieu_desk.models import store as stores
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.wallclock import StoppedClock


def say(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


def main() -> None:
    """Issue what that party owes; the number is said last."""
    folder, party = Path(sys.argv[1]), int(sys.argv[2])
    draw = documents.render

    def slowly(sheet: AnySheet) -> bytes:
        say(drawing=sheet.number)
        sys.stdin.readline()
        return draw(sheet)

    documents.render = slowly
    store = stores.Store(folder)
    desk = Desk(store, StoppedClock(datetime(2026, 11, 24, 11)), lambda: "Sacha")
    (row,) = Invoices(desk, Papers(folder)).issue(party, date(2026, 11, 24))
    say(issued=row.number, cents=row.gross_cents)
    store.close()


if __name__ == "__main__":
    main()
