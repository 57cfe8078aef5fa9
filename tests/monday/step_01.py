"""First start: the place described in five short steps, left half-way and gone on with; then what its papers need."""

from __future__ import annotations

from monday.hand import Hand
from monday.world import World
from tierslieu_desk.i18n import _

NAME = "La Vieille Gare"
ROOMS = (("Salle Jaune", "8", "12,50"), ("Salle Bleue", "6", "10"))
DESKS = 12
PLAN = "Bureau au mois"


def run(hand: Hand, world: World) -> None:
    _the_place(hand)
    hand.restart(killed=True)
    hand.see(_("%(n)s of %(of)s") % {"n": 3, "of": 5})
    _rooms_and_plan(hand)
    _what_it_does(hand)
    hand.see(NAME)
    units = world.desk("units")["units"]
    names = {unit["name"] for unit in units}
    assert {name for name, _seats, _price in ROOMS} <= names
    assert sum(unit["kind"] == "desk" for unit in units) >= DESKS
    _papers(hand)
    hand.restart()
    hand.see(NAME)
    hand.gone(_("Describe your place"))


def _the_place(hand: Hand) -> None:
    hand.click(_("Describe your place"))
    hand.click(_("Next"))
    missing = {"field": _("the name"), "who": _("your place")}
    hand.see(_("Something is missing: %(field)s (%(who)s). Fill it in, then try again.") % missing)
    hand.fill(_("What is your place called?"), NAME)
    hand.fill(_("Street"), "1 place de la Gare")
    hand.fill(_("Postcode"), "09350")
    hand.fill(_("Town"), "Daumazan-sur-Arize")
    hand.choose(_("Legal form"), "SCIC")
    hand.fill(_("SIRET"), "73282932000075")
    hand.press("Tab")
    wrong = {"text": "73282932000075", "kind": _("SIRET number")}
    hand.see(_("“%(text)s” is not a complete %(kind)s. A digit may be wrong.") % wrong)
    hand.fill(_("SIRET"), "73282932000074")
    hand.press("Return")
    hand.see(_("%(n)s of %(of)s") % {"n": 2, "of": 5})
    hand.click(_("Next"))
    hand.see(_("%(n)s of %(of)s") % {"n": 3, "of": 5})


def _rooms_and_plan(hand: Hand) -> None:
    hand.fill(_("How many desks?"), str(DESKS))
    for number, (name, seats, price) in enumerate(ROOMS, start=1):
        if number > 1:
            hand.click(_("Another room"))
        hand.fill(_("Room %(n)s, name") % {"n": number}, name)
        hand.fill(_("Room %(n)s, seats") % {"n": number}, seats)
        hand.fill(_("Room %(n)s, price of an hour") % {"n": number}, price)
    hand.click(_("Next"))
    hand.see(_("%(n)s of %(of)s") % {"n": 4, "of": 5})
    hand.fill(_("Name"), PLAN)
    hand.fill(_("Price, as people pay it"), "douze")
    hand.click(_("Next"))
    told, _sign, _rest = _("“%(text)s” is not an amount. Write it like this: %(example)s.").partition("%(example)s")
    hand.see(told % {"text": "douze"})
    hand.fill(_("Price, as people pay it"), "120,00")
    hand.choose(_("What is included"), _("So many days"))
    hand.fill(_("Days included"), "10")
    hand.click(_("Next"))


def _what_it_does(hand: Hand) -> None:
    for words in (
        _("Gives companies their address"),
        _("Lends equipment"),
        _("Hands out keys and badges"),
        _("Holds events"),
        _("Trains people"),
        _("Helps people on line"),
        _("Is listed in public"),
    ):
        hand.tick(words)
    hand.click(_("Open the desk"))


def _papers(hand: Hand) -> None:
    """What later steps print: the account, and the prefecture's approval."""
    hand.page(_("Settings"))
    hand.fill(_("IBAN"), "FR4200000000000000000000A00")
    hand.fill(_("Number of the prefecture’s approval"), "AGR-09-2026")
    hand.fill(_("Approved from"), "01/01/2026")
    hand.fill(_("Approved until"), "31/12/2031")
    hand.press("Tab")
    hand.click(_("Keep"))
    hand.see(_("Kept. Papers made from now on say so."))
