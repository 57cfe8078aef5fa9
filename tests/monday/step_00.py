"""Trial: pages are reached by their buttons, help opens and closes."""

from __future__ import annotations

from monday.hand import Hand
from monday.world import World
from tierslieu_desk.i18n import _


def run(hand: Hand, world: World) -> None:
    hand.page(_("Planning"))
    hand.press("F1")
    hand.see(_("Who has what, and when. One line a space, time across."))
    hand.press("Escape")
    hand.gone(_("Who has what, and when. One line a space, time across."))
    hand.page(_("People"))
    hand.click(_("Somebody new"))
    hand.fill(_("First name"), "Hélène")
    hand.fill(_("Last name"), "Sansévérino")
    hand.choose(_("Here as"), _("Member"))
    hand.press("Ctrl+Return")
    hand.see("Hélène Sansévérino")
    world.desk("export", "people", "--out", world.aside / "people.csv")
    assert "Hélène" in (world.aside / "people.csv").read_text(encoding="utf-8-sig")
    hand.restart()
    hand.page(_("People"))
    hand.see("Hélène Sansévérino")
