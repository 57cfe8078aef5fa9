"""The day's copy on a USB stick; killed and opened again; then the copy is put back from the stick."""

from __future__ import annotations

from monday.hand import Hand
from monday.world import World
from tierslieu_desk.i18n import _


def run(hand: Hand, world: World) -> None:
    before = set(world.stick.glob("*.tldesk"))
    hand.page(_("Settings"))
    hand.click(_("Copies"))
    hand.click(_("Copy to a stick or a folder…"))
    hand.file(world.stick)
    hand.see(_("Everything was copied and checked: %(file)s.").partition("%")[0])
    (copy,) = set(world.stick.glob("*.tldesk")) - before
    hand.restart(killed=True)
    hand.page(_("Settings"))
    hand.click(_("Copies"))
    hand.see(copy.name)
    hand.click(_("Put a copy back…"))
    hand.file(copy)
    hand.click(_("Put the copy back"))
    hand.see(_("The copy is back"))
    hand.click(_("Open the desk"))
    hand.page(_("Settings"))
    hand.click(_("Copies"))
    hand.see(_("The second copy"))
    assert world.desk("verify")["findings"] == []
