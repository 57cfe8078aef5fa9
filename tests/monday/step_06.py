"""Three coffees and a print-out on the slate, the program killed, and all of it cleared in one payment."""

from __future__ import annotations

from pathlib import Path

from monday.counter import open_counter
from monday.hand import Hand
from monday.world import World, text_of
from tierslieu_desk.i18n import _, ngettext, pgettext


def run(hand: Hand, world: World) -> None:
    hand.page(_("Planning"))
    _find(hand)
    for key in ("Alt+1", "Alt+1", "Alt+1", "Alt+2"):
        hand.press(key)
    hand.see("3,20 €")  # three at 1.00 and one at 0.20, tax included
    hand.press("F8")
    on_slate = ngettext("%(n)s thing is on the slate of %(name)s.", "%(n)s things are on the slate of %(name)s.", 4)
    hand.see(on_slate % {"n": 4, "name": "Maria Roca"})
    hand.restart(killed=True)
    hand.page(_("People"))
    _find(hand)
    hand.see("3,20 €")
    hand.press(f"Alt+{pgettext('key at the counter: clear the slate', 'S')}")
    hand.see(ngettext("Slate (%(n)s line)", "Slate (%(n)s lines)", 2) % {"n": 2})
    hand.press("Ctrl+Return")
    paid, _numbers, _end = _("%(name)s paid %(amount)s: %(numbers)s.").partition("%(numbers)s")
    hand.see(paid % {"name": "Maria Roca", "amount": "3,20 €"})
    invoice = world.desk("invoices")["invoices"][0]
    assert (invoice["customer"], invoice["total_cents"], invoice["paid_cents"]) == ("Maria Roca", 320, 320)
    said = text_of(Path(invoice["pdf"]))
    assert _("Coffee") in said
    assert "3,20 €" in said
    owed = {one["customer"]: one["total_cents"] for one in world.desk("bill", "--until", world.today)["invoices"]}
    assert owed.get("Maria Roca", 0) in {0, 3200}  # the subscription, which waits for the end of the month
    _find(hand)
    hand.gone(_("Clear the slate"))
    hand.press("Escape")


def _find(hand: Hand) -> None:
    open_counter(hand)
    hand.type("maria")
    hand.see("Maria Roca")
