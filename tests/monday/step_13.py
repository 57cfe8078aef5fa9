"""The counter by keyboard alone: sentences that book and sell, a name mistyped, the evacuation list, a line left for
the next shift that outlives a power cut.
"""

from __future__ import annotations

from monday.counter import open_counter
from monday.hand import Hand
from monday.world import World
from tierslieu_desk.i18n import _

ROOM, WHO = "Salle Jaune", "Maria Roca"
NOTE = "Le radiateur de la salle bleue goutte"


def run(hand: Hand, world: World) -> None:
    hand.page(_("Today"))
    _book(hand, world)
    _sell(hand, world)
    _evacuation(hand)
    _note(hand)


def _book(hand: Hand, world: World) -> None:
    """3 December 2026 is the Thursday of the week after; two hours of that room at 12.50 are 25.00."""
    open_counter(hand)
    hand.type("salle jaune le 3 decembre 14h-16h roca")
    hand.see(_("Book %(unit)s for %(name)s") % {"unit": ROOM, "name": WHO})
    hand.see("25,00 €")
    asks = ("book", "--unit", ROOM, "--for", "Jean Dupont", "--from", "2026-12-03T15:00", "--to", "2026-12-03T15:30")
    hand.press("Return")
    booked = _("%(unit)s is booked for %(name)s, %(when)s: %(price)s.").partition("%(when)s")[0]
    hand.see(booked % {"unit": ROOM, "name": WHO})
    assert world.desk(*asks, refused=True)["error"] == "slot_taken"
    hand.press("Ctrl+Z")
    hand.gone(_("Undo"))
    free = world.desk("free", "--date", "2026-12-03", "--minutes", 120)["free"]
    assert ROOM in {one["unit"] for one in free}


def _sell(hand: Hand, world: World) -> None:
    """Two coffees at 1.00 on the slate, found under a name typed with two letters turned round."""
    open_counter(hand)
    hand.type("2 cafes ardoise maria")
    article = {"n": 2, "article": _("Coffee"), "name": WHO}
    hand.see(_("%(n)s × %(article)s, on the slate of %(name)s") % article)
    hand.press("Return")
    open_counter(hand)
    hand.type("maira roca")
    hand.see(WHO)
    hand.see("2,00 €")
    before = {one["number"] for one in world.desk("invoices")["invoices"]}
    hand.press("Ctrl+Return")
    hand.gone(_("At the counter: a name"))
    (paid,) = [one for one in world.desk("invoices")["invoices"] if one["number"] not in before]
    assert (paid["customer"], paid["total_cents"], paid["paid_cents"]) == (WHO, 200, 200)


def _evacuation(hand: Hand) -> None:
    hand.press("F9")
    hand.see(_("Evacuation list"))
    hand.press("Escape")
    hand.gone(_("Evacuation list"))


def _note(hand: Hand) -> None:
    open_counter(hand)
    hand.type(f"note : {NOTE}")
    hand.press("Return")
    hand.see(NOTE)
    hand.restart(killed=True)
    hand.page(_("Today"))
    hand.see(NOTE)
    hand.click(_("It is seen to"))
    hand.see(_("Seen to: %(note)s") % {"note": NOTE})
