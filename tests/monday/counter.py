"""The counter card, opened by its key."""

from __future__ import annotations

from monday.hand import Hand
from tierslieu_desk.i18n import _


def open_counter(hand: Hand) -> None:
    """From whatever page is shown."""
    hand.press("Ctrl+K")
    hand.see(_("At the counter: a name"))
