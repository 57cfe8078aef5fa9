"""A subscription sold with its first charge worked out before, a pass sold, and why the balance is what it is."""

from __future__ import annotations

from monday.hand import Hand
from monday.world import World
from tierslieu_desk.i18n import _, ngettext

PLAN = "Bureau au mois"
"""As it was described at the first start: 120.00 a month, tax included, with ten days."""


def run(hand: Hand, world: World) -> None:
    hand.page(_("People"))
    _find(hand, "roc", "09240 La Bastide-de-Sérou")
    hand.click(_("Sell…"))
    hand.choose(_("Plan"), _("%(name)s · %(price)s %(each)s") % {
        "name": PLAN, "price": "120,00 €", "each": _("each month")
    })  # fmt: skip
    hand.fill(_("First day"), "31/11/2026")
    hand.press("Tab")
    hand.see("31/11/2026")
    hand.fill(_("First day"), "23/11/2026")
    hand.press("Tab")
    hand.see("32,00 €")  # 8 days of 30 at 120.00
    hand.see(ngettext("%(n)s half-day to use", "%(n)s half-days to use", 5) % {"n": 5})  # 20 x 8 / 30
    hand.click(_("Sell it"))
    sold = {"what": PLAN, "name": "Maria Roca", "amount": "32,00 €"}
    hand.see(_("%(what)s sold to %(name)s, a member from now on: %(amount)s to invoice.") % sold)
    hand.click(_("Why the balance is what it is"))
    hand.see(f"{_('New period')} · {PLAN}")
    hand.press("Escape")
    _find(hand, "dup", "09500 Mirepoix")
    hand.click(_("Sell…"))
    hand.click(_("A pass"))
    hand.fill(_("Name"), "Carnet de 10")
    hand.fill(_("Price, tax included"), "beaucoup")
    hand.press("Ctrl+Return")
    told, _text, _rest = _("“%(text)s” is not an amount. Write it like this: %(example)s.").partition("%(example)s")
    hand.see(told % {"text": "beaucoup"})
    hand.fill(_("Price, tax included"), "75,00")
    hand.click(_("Sell it"))
    sold = {"what": "Carnet de 10", "name": "Jean Dupont", "amount": "75,00 €"}
    hand.see(_("%(what)s sold to %(name)s: %(amount)s on the slate.") % sold)
    owed = {one["customer"]: one["total_cents"] for one in world.desk("bill", "--until", "2026-11-30")["invoices"]}
    assert owed["Maria Roca"] == 3200
    assert owed["Jean Dupont"] == 7500


def _find(hand: Hand, typed: str, told: str) -> None:
    """Type the first letters: whoever is found first is shown, with what is only known of them."""
    hand.press("Ctrl+F")
    hand.type(typed)
    hand.see(told)
