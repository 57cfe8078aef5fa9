"""What is to be invoiced: somebody held back for want of an address, mended from there, and all issued in one go."""

from __future__ import annotations

from typing import Any

from monday.hand import Hand
from monday.world import World
from tierslieu_desk.i18n import _

GUEST = "Odile Rivesaltes"


def run(hand: Hand, world: World) -> None:
    hand.page(_("People"))
    hand.click(_("Somebody new"))
    hand.fill(_("First name"), "Odile")
    hand.fill(_("Last name"), "Rivesaltes")
    hand.press("Ctrl+Return")
    hand.see(GUEST)
    hand.page(_("Money"))
    hand.click(_("To invoice"))
    hand.click(_("Charge something…"))
    hand.fill(_("Who"), GUEST)
    hand.press("Tab")
    hand.fill(_("What for"), "Impressions")
    hand.fill(_("Price of one"), "4,20")
    hand.press("Ctrl+Return")
    hand.see(_("“%(what)s” is charged to %(name)s.") % {"what": "Impressions", "name": GUEST})
    hand.click(_("Invoice everybody…"))
    missing = _("Something is missing: %(field)s (%(who)s). Fill it in, then try again.")
    hand.see(missing % {"field": _("the address"), "who": GUEST})
    hand.click(_("Open %(name)s") % {"name": GUEST})
    hand.fill(_("Town"), "Mirepoix")
    hand.press("Ctrl+Return")
    hand.gone(missing % {"field": _("the address"), "who": GUEST})
    before = _issued(world)
    hand.press("Ctrl+Return")
    hand.until(lambda: len(_issued(world)) > len(before), "something issued")
    hand.until(lambda: GUEST in {row["customer"] for row in _issued(world)}, f"{GUEST} invoiced")
    hand.press("Escape")
    (row,) = [row for row in _issued(world) if row["customer"] == GUEST]
    assert row["total_cents"] == 420
    hand.click(_("Invoices"))
    hand.see(row["number"])


def _issued(world: World) -> list[dict[str, Any]]:
    return list(world.desk("invoices")["invoices"])
