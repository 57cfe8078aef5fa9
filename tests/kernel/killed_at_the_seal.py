"""A desk that keeps the paper of an invoice and is killed before its row: `killed_at_the_seal.py folder`."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kernel.victim import PARTY, say

from tierslieu_desk.models import store as stores
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money.charges import owe
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.wallclock import StoppedClock


class Stopping(Papers):
    """An archive that says where the paper lies, and then waits for the kill."""

    def keep(self, content: bytes) -> str:
        sha256 = super().keep(content)
        say(paper=str(self.path(sha256)))
        sys.stdin.read()
        return sha256


def main() -> None:
    """The charge is another than any before, so that the paper is too."""
    folder = Path(sys.argv[1])
    desk = Desk(stores.Store(folder), StoppedClock(datetime(2026, 11, 24, 11)), lambda: "Sacha")
    owed: dict[str, Any] = {"unit_price_e4": 990_000, "basis": Basis.GROSS, "vat_category": VatCategory.STANDARD}
    with desk.store.writing() as session:
        owe(desk, session, party_id=PARTY, supplied_on=date(2026, 11, 20), description="A room", **owed)
    Invoices(desk, Stopping(folder)).issue(PARTY, date(2026, 11, 24))


if __name__ == "__main__":
    main()
