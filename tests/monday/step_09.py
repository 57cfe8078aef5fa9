"""A workshop with its room held, registrations, a full one refused, its sheet printed, then typed in again."""

from __future__ import annotations

from pathlib import Path

from monday.hand import Hand
from monday.world import World, text_of
from tierslieu_desk import formats
from tierslieu_desk.i18n import _, ngettext, pgettext

TITLE = "Souder une lampe"
DAY = "03/12/2026"


def run(hand: Hand, world: World) -> None:
    hand.page(_("Events"))
    _announce(hand)
    world.desk("export", "events", "--out", world.aside / "programme.ics")
    told = (world.aside / "programme.ics").read_text(encoding="utf-8")
    assert f"SUMMARY:{TITLE}" in told
    assert "DTSTART:20261203T170000Z" in told
    _fill_it(hand)
    paper = world.aside / "emargement.pdf"
    _keep_the_sheet(hand, paper)
    written = text_of(paper)
    assert "Lou Martin" in written
    assert "Zoé Faure" in written
    assert "Max Petit" not in written
    _type_it_in(hand)
    again = world.aside / "emargement-2.pdf"
    _keep_the_sheet(hand, again)
    assert "Inès Passage" in text_of(again)


def _announce(hand: Hand) -> None:
    """A day that does not exist is told beside the sessions, and nothing typed is lost."""
    hand.click(_("New event"))
    hand.fill(_("Title"), TITLE)
    hand.choose(_("Kind"), _("Workshop"))
    hand.fill(_("Day"), "31/11/2026")
    hand.fill(_("Places"), "2")
    hand.press("Ctrl+Return")
    facts = {"text": "31/11/2026", "example": "24/11/2026"}
    hand.see(_("“%(text)s” is not a day of the calendar. Write it like this: %(example)s.") % facts)
    assert hand.value(_("Title")) == TITLE
    hand.fill(_("Day"), DAY)
    hand.fill(_("Price a head"), "a bit")
    hand.press("Ctrl+Return")
    hand.see(_("“%(text)s” is not an amount. Write it like this: %(example)s.") % {"text": "a bit", "example": "12,50"})
    hand.fill(_("Price a head"), "12,50")
    hand.press("Ctrl+Return")
    hand.gone(_("Create it"))
    hand.see(TITLE)
    hand.see("0 / 2")


def _register(hand: Hand, name: str) -> None:
    hand.click(_("Register somebody"))
    hand.fill(_("Name"), name)
    hand.see(_("In no file: written down as a visitor, since it costs something."))
    hand.press("Return")


def _fill_it(hand: Hand) -> None:
    """Two places, and a third who wants one: refused in words, then waits with the same key."""
    for name in ("Lou Martin", "Zoé Faure"):
        _register(hand, name)
        told = _("%(name)s is registered for “%(event)s” and was written down, since it costs %(price)s.")
        hand.see(told % {"name": name, "event": TITLE, "price": formats.amount(1250)})
    _register(hand, "Max Petit")
    hand.see(_("“%(event)s” is full: %(capacity)s places. Offer the waiting list.") % {"event": TITLE, "capacity": 2})
    hand.press("Return")
    told = _("%(name)s waits for a place at “%(event)s” and was written down, since it costs %(price)s.")
    hand.see(told % {"name": "Max Petit", "event": TITLE, "price": formats.amount(1250)})
    hand.see(_("waiting, number %(n)s") % {"n": 1})


def _keep_the_sheet(hand: Hand, paper: Path) -> None:
    hand.click(pgettext("attendance", "Sheet"))
    hand.click(_("Keep as a PDF…"))
    hand.file(paper)
    hand.see(_("Kept as %(file)s.") % {"file": paper})


def _type_it_in(hand: Hand) -> None:
    """Lou signed, Zoé did not; Inès wrote herself on a blank line. Two hours each."""
    hand.click(pgettext("attendance", "Enter"))
    hand.see(_("In the order of the sheet"))
    for key in ("Space", "Return", "Return"):
        hand.press(key)
    hand.type("Inès Passage")
    hand.press("Return")
    hand.press("Ctrl+Return")
    hand.see(_("Keep it all the same"))  # it takes place on a day to come
    hand.press("Ctrl+Return")
    words = ngettext("“%(title)s”: %(n)s person came.", "“%(title)s”: %(n)s people came.", 2)
    hand.see(words % {"title": TITLE, "n": 2})
    hand.see(_("%(time)s of attendance") % {"time": "4 h"})
