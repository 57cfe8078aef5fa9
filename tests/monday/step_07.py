"""A domiciled company, a registered letter arrived, told, handed over; the silence of three months seen on Today."""

from __future__ import annotations

from urllib.parse import unquote

from monday.hand import Hand
from monday.world import World
from tierslieu_desk.i18n import _, ngettext

COMPANY = "Bois Cerdan"
SENT_BY = "Tribunal de Foix"
NUMBER = "1A 234 567 8901 2"
LONG_AGO, DAYS = "04/09/2026", 80
"""What came on 4 September has waited 80 days on Monday 23 November: 26 of September, 31 of October, 23."""


def run(hand: Hand, world: World) -> None:
    waited = ngettext("%(n)s day", "%(n)s days", DAYS) % {"n": DAYS}
    silence = _("Mail not collected for %(days)s") % {"days": waited}
    hand.page(_("Mail"))
    _contract(hand)
    _came_long_ago(hand)
    hand.page(_("Today"))
    hand.see(silence)
    hand.page(_("Mail"))
    _what_came(hand)
    _told(hand, world)
    _handed_over(hand)
    hand.page(_("Today"))
    hand.gone(silence)
    hand.restart()
    hand.page(_("Mail"))
    hand.gone(SENT_BY)
    hand.click(_("Companies"))
    hand.see(COMPANY)
    hand.see("Inès Cerdan")


def _contract(hand: Hand) -> None:
    hand.click(_("Companies"))
    hand.click(_("New contract…"))
    hand.see(_("Under the prefecture’s approval %(number)s.") % {"number": "AGR-09-2026"})
    hand.fill(_("Company"), COMPANY)
    hand.press("Ctrl+Return")
    unknown = _("Nobody called “%(name)s” is in your files. Add them first, or check the spelling.")
    hand.see(unknown % {"name": COMPANY})
    hand.click(_("Somebody new"))
    hand.click(_("An organisation"))
    hand.fill(_("E-mail"), "bonjour@bois-cerdan.example")
    hand.press("Ctrl+Return")
    hand.gone(_("An organisation"))
    hand.fill(_("First day"), "02/03/2026")
    hand.fill(_("Mailbox"), "12")
    hand.press("Ctrl+Return")
    hand.gone(_("It is signed"))
    hand.see(COMPANY)
    hand.see(_("Have the postal proxy signed"))
    hand.click(_("The postal proxy of %(name)s") % {"name": COMPANY})
    hand.fill(_("Valid until"), "01/03/2031")
    hand.press("Ctrl+Return")
    hand.gone(_("Have the postal proxy signed"))


def _what_came(hand: Hand) -> None:
    hand.press("Ctrl+N")
    hand.fill(_("For"), COMPANY)
    hand.choose(_("What"), _("Registered letter"))
    hand.fill(_("From"), SENT_BY)
    hand.fill(_("Number on it"), NUMBER)
    hand.press("Ctrl+Return")
    hand.see(ngettext("%(n)s written down:", "%(n)s written down:", 1) % {"n": 1})
    hand.press("Escape")
    hand.gone(_("Write it down"))
    hand.see(SENT_BY)
    hand.see(NUMBER)


def _told(hand: Hand, world: World) -> None:
    hand.click(_("Tell them"))
    hand.until(lambda: bool(world.drafts()), "a letter in the mail program")
    letter = unquote(world.drafts()[-1])
    assert letter.startswith("mailto:bonjour@bois-cerdan.example")
    assert SENT_BY in letter
    hand.see(_("told today"))


def _handed_over(hand: Hand) -> None:
    hand.click(_("Hand over"))
    hand.see(_("Have it signed for, and look at who takes it."))
    hand.fill(_("Given to"), "")
    hand.press("Ctrl+Return")
    missing = _("Something is missing: %(field)s. Fill it in, then try again.") % {"field": _("who takes it")}
    hand.see(missing)
    hand.fill(_("Given to"), "Inès Cerdan")
    hand.press("Ctrl+Return")
    hand.gone(_("Given to"))
    hand.gone(NUMBER)
    hand.click(_("Companies"))
    hand.see("Inès Cerdan")


def _came_long_ago(hand: Hand) -> None:
    hand.click(_("Waiting"))
    hand.press("Ctrl+N")
    hand.fill(_("For"), COMPANY)
    hand.fill(_("From"), "Caisse d’assurance")
    hand.fill(_("Arrived on"), LONG_AGO)
    hand.press("Ctrl+Return")
    hand.see(ngettext("%(n)s written down:", "%(n)s written down:", 1) % {"n": 1})
    hand.press("Escape")
    hand.gone(_("Write it down"))
