"""The sheets of the next day, the day and what people sign, in one paper to print."""

from __future__ import annotations

from monday.hand import Hand
from monday.world import World, text_of
from tierslieu_desk.i18n import _


def run(hand: Hand, world: World) -> None:
    hand.page(_("Planning"))
    hand.click(_("Print…"))
    for key in ("Down", "Down", "Return"):  # the second line of what opens: tomorrow's sheets
        hand.press(key)
    hand.see(_("Keep as a PDF…"))
    paper = world.aside / "feuilles de demain.pdf"
    hand.click(_("Keep as a PDF…"))
    hand.file(paper)
    hand.until(paper.exists, "the paper kept")
    text = text_of(paper)
    assert "Page 1 sur" in text
