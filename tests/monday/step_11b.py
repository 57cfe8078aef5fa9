"""The month page with visits, occupancy, revenue and unpaid, as plots, as tables, on paper and as a file."""

from __future__ import annotations

from monday.hand import Hand, plain
from monday.world import World, text_of
from tierslieu_desk import formats
from tierslieu_desk.i18n import _


def run(hand: Hand, world: World) -> None:
    hand.page(_("Reports"))
    hand.see(_("Visits per day"))
    hand.see(_("What is left to pay today of everything issued, tax included, by how long it has been due."))
    hand.click(_("Tables"))
    hand.see(_("Space"))
    hand.click(_("Plots"))
    hand.click(_("On paper"))
    paper = world.aside / "bilan.pdf"
    hand.click(_("Keep as a PDF…"))
    hand.file(paper)
    hand.see(_("Kept as %(file)s.") % {"file": paper})
    told = text_of(paper)
    assert "Novembre 2026" in told
    issued = sum(one["total_cents"] for one in world.desk("invoices")["invoices"])
    assert plain(_("%(amount)s with tax") % {"amount": formats.amount(issued)}) in told
    assert [unit["name"] for unit in world.desk("units")["units"] if unit["name"] in told] != []
    table = world.aside / "bilan.csv"
    hand.click(_("Export the figures"))
    hand.file(table)
    hand.see(_("Kept as %(file)s.") % {"file": table})
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    assert len([line for line in lines if line.startswith(f"2026-11;{_('Visits')};")]) == 4 * 30
    hand.press("Alt+Left")
    hand.press("Alt+Right")
    hand.see(formats.month(_november()).capitalize())


def _november() -> formats.date:
    return formats.date(2026, 11, 1)
