"""A room is booked for an organisation, with its price and its working; kept as an option, confirmed, put on paper."""

from __future__ import annotations

import time

from monday.hand import Hand
from monday.world import World
from tierslieu_desk.i18n import _

CUSTOMER = "Ariège Bois Services"
SAME_BREATH = 0.6
"""Seconds: a key pressed sooner after what was booked is not meant for it."""


def run(hand: Hand, world: World) -> None:
    room, who = _room(world), CUSTOMER
    _write_down(hand)
    hand.page(_("Planning"))
    hand.click(_("+ Book"))
    hand.fill(_("For"), who)
    hand.choose(_("What"), room)
    hand.fill(_("On"), "31/02/2027")
    hand.press("Ctrl+Return")
    hand.see("31/02/2027")
    hand.fill(_("On"), "02/12/2026")
    hand.fill(_("From"), "9")
    hand.fill(_("To"), "12")
    hand.press("Tab")
    hand.see("37,50\u00a0€")  # three hours at 12.50
    hand.see("3 × ")
    hand.tick(_("An option: they will say later"))
    hand.fill(_("Option until, day"), "27/11/2026")
    hand.fill(_("Option until, time"), "18")
    hand.press("Ctrl+Return")
    hand.see(_("Undo"))
    time.sleep(SAME_BREATH)
    hand.press("Return")
    hand.see(_("Option until %(until)s").split("%")[0].strip())
    hand.click(_("Confirm"))
    hand.see(_("%(name)s is confirmed.") % {"name": who})
    hand.press("Return")
    hand.click(_("Slip…"))
    hand.see(_("Keep as a PDF…"))
    hand.press("Escape")
    world.remember["customer"] = who
    asked = ("book", "--unit", room, "--for", who, "--from", "2026-12-02T10:00", "--to", "2026-12-02T10:30")
    assert world.desk(*asked, refused=True)["by"] == who


def _room(world: World) -> str:
    units = world.desk("units")["units"]
    return str(next(unit["name"] for unit in units if unit["kind"] == "room" and not unit["parts"]))


def _write_down(hand: Hand) -> None:
    hand.page(_("People"))
    hand.click(_("Somebody new"))
    hand.click(_("An organisation"))
    hand.fill(_("Name"), CUSTOMER)
    hand.fill(_("Town"), "Foix")
    hand.press("Ctrl+Return")
    hand.see(CUSTOMER)
