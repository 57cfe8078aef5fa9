"""One of two desks that want the same thing: `rival.py folder name`, one JSON wish a line, each at a given instant."""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.wallclock import Slot, StoppedClock


def main() -> None:
    """Wish: unit, party, start, end, at (seconds since the epoch)."""
    store = stores.Store(Path(sys.argv[1]))
    bookings = Bookings(Desk(store, StoppedClock(datetime(2026, 11, 24, 10)), lambda: "rival"))
    print(json.dumps({"ok": []}), flush=True)
    for line in sys.stdin:
        wish = json.loads(line)
        slot = Slot(datetime.fromisoformat(wish["start"]), datetime.fromisoformat(wish["end"]))
        while time.time() < wish["at"]:
            pass
        try:
            answer: dict[str, object] = {"ok": bookings.book(NewBooking(wish["unit"], wish["party"], slot)).id}
        except errors.DeskError as refusal:
            answer = {"refused": type(refusal).__name__, "by": refusal.facts.get("by", "")}
        print(json.dumps(answer), flush=True)
    store.close()


if __name__ == "__main__":
    main()
