"""Another program that issues invoices: `issuer.py folder`, one JSON line a wish, and says what came of it."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.wallclock import StoppedClock


def main() -> None:
    """Wish: the party to invoice."""
    folder = Path(sys.argv[1])
    store = stores.Store(folder)
    invoices = Invoices(Desk(store, StoppedClock(datetime(2026, 11, 24, 10, 47)), lambda: "Sacha"), Papers(folder))
    for line in sys.stdin:
        try:
            (row,) = invoices.issue(json.loads(line)["party"], date(2026, 11, 24))
            print(json.dumps({"ok": row.number}), flush=True)
        except errors.NothingToInvoice:
            print(json.dumps({"refused": "NothingToInvoice"}), flush=True)
    store.close()


if __name__ == "__main__":
    main()
