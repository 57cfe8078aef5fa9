"""Check-in at the counter uses what was sold, who is here is one key away, and another counts a passer-by."""

from __future__ import annotations

from monday.counter import open_counter
from monday.hand import Hand
from monday.world import World
from tierslieu_desk.i18n import _, ngettext, pgettext


def run(hand: Hand, world: World) -> None:
    hand.page(_("Today"))
    open_counter(hand)
    hand.type("personne de ce nom")
    hand.see(_("Nobody is called that yet"))
    hand.press("Escape")
    hand.gone(_("Nobody is called that yet"))
    open_counter(hand)
    hand.type("roc mar")
    hand.see("Maria Roca")
    hand.press("Return")
    used, _left, _end = _("%(name)s is here: %(used)s used, %(left)s left.").partition("%(used)s")
    hand.see(used % {"name": "Maria Roca"})
    hand.click(_("Undo"))
    hand.gone(used % {"name": "Maria Roca"})
    open_counter(hand)
    hand.type("roc mar")
    hand.press(f"Alt+{pgettext('key at the counter: arrival', 'H')}")
    hand.see(used % {"name": "Maria Roca"})
    open_counter(hand)
    hand.see("Maria Roca, " + _("since %(time)s").partition("%(time)s")[0].strip())
    hand.press("Escape")
    hand.page(_("Today"))
    hand.press("+")
    hand.see(_("One more person passed by."))
    hand.see(ngettext("%(n)s passed by", "%(n)s passed by", 1) % {"n": 1})
    hand.restart()
    hand.page(_("People"))
    open_counter(hand)
    hand.type("roc")
    hand.see(_("here since %(time)s").partition("%(time)s")[0].strip())
    hand.press("Escape")
