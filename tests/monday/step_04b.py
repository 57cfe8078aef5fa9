"""Check-in at the counter uses what was sold, who is here is one key away, and another counts a passer-by."""

from __future__ import annotations

from monday.hand import Hand, NotThere
from monday.world import World
from tierslieu_desk.i18n import _, ngettext, pgettext


def run(hand: Hand, world: World) -> None:
    hand.page(_("Today"))
    _open(hand)
    hand.type("personne de ce nom")
    hand.see(_("Nobody is called that yet"))
    hand.press("Escape")
    hand.gone(_("Nobody is called that yet"))
    _open(hand)
    hand.type("roc mar")
    hand.see("Maria Roca")
    hand.press("Return")
    used, _left, _end = _("%(name)s is here: %(used)s used, %(left)s left.").partition("%(used)s")
    hand.see(used % {"name": "Maria Roca"})
    hand.click(_("Undo"))
    hand.gone(used % {"name": "Maria Roca"})
    _open(hand)
    hand.type("roc mar")
    hand.press(f"Alt+{pgettext('key at the counter: arrival', 'H')}")
    hand.see(used % {"name": "Maria Roca"})
    _open(hand)
    hand.see("Maria Roca, " + _("since %(time)s").partition("%(time)s")[0].strip())
    hand.press("Escape")
    hand.page(_("Today"))
    hand.press("+")
    hand.see(_("One more person passed by."))
    hand.see(ngettext("%(n)s passed by", "%(n)s passed by", 1) % {"n": 1})
    hand.restart()
    hand.page(_("People"))
    _open(hand)
    hand.type("roc")
    hand.see(_("here since %(time)s").partition("%(time)s")[0].strip())
    hand.press("Escape")


def _open(hand: Hand) -> None:
    """By its key; pressed once more where the window was not in front yet."""
    for _try in range(3):
        hand.press("Ctrl+K")
        try:
            hand.see(_("At the counter: a name"), patience=3)
        except NotThere:
            continue
        return
    hand.see(_("At the counter: a name"))
