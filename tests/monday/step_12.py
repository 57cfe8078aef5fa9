"""The day's copy on a USB stick; killed and opened again, everything is there."""

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
    assert world.desk("verify")["findings"] == []
