"""A video projector lent with a deposit and its slip, a key given out, what is out refused, both given back."""

from __future__ import annotations

from monday.hand import Hand
from monday.world import World, text_of
from tierslieu_desk.i18n import _, pgettext

PROJECTOR, KEY = "Projecteur Epson", "Badge 12"
BORROWER = "Maud Cerdan"
DEPOSIT = "150,00 €"


def run(hand: Hand, world: World) -> None:
    hand.page(_("Equipment"))
    hand.click(_("Everything"))
    _new_thing(hand, PROJECTOR, _("Tool"), "Armoire A")
    _new_thing(hand, KEY, _("Key or locker"), "Tableau des clés")
    _lend_projector(hand, world)
    _give_out_key(hand)
    _refused_meanwhile(hand, world)
    hand.restart()
    hand.page(_("Equipment"))
    _give_back(hand, PROJECTOR, DEPOSIT)
    _give_back(hand, KEY, "40,00 €")
    hand.restart()
    hand.page(_("Equipment"))
    hand.gone(BORROWER)
    hand.click(_("Everything"))
    hand.see(PROJECTOR)


def _new_thing(hand: Hand, name: str, kind: str, shelf: str) -> None:
    hand.click(_("New thing…"))
    hand.fill(_("Name"), name)
    hand.choose(_("What it is"), kind)
    hand.fill(_("Where it belongs"), shelf)
    hand.press("Ctrl+Return")
    hand.gone(_("Write it down"))
    hand.see(name)


def _lend_projector(hand: Hand, world: World) -> None:
    hand.press("Ctrl+N")
    hand.choose(_("What"), PROJECTOR)
    hand.fill(_("To"), BORROWER)
    hand.click(_("Somebody new"))
    hand.see(_("Last name"))
    hand.press("Ctrl+Return")
    hand.gone(_("Last name"))
    hand.click(_("A week"))
    hand.fill(_("Deposit"), "cent cinquante")
    hand.press("Ctrl+Return")
    told, _sign, _rest = _("“%(text)s” is not an amount. Write it like this: %(example)s.").partition("%(example)s")
    hand.see(told % {"text": "cent cinquante"})
    hand.fill(_("Deposit"), "150,00")
    hand.fill(_("State when it leaves"), "lampe neuve")
    hand.tick(_("Print a slip to sign"))
    hand.press("Ctrl+Return")
    hand.see(_("Loan slip: %(thing)s") % {"thing": PROJECTOR})
    hand.click(_("Keep as a PDF…"))
    hand.file(world.aside / "pret.pdf")
    hand.until((world.aside / "pret.pdf").exists, "the slip kept")
    slip = text_of(world.aside / "pret.pdf")
    for words in (PROJECTOR, BORROWER, DEPOSIT, "lampe neuve", "30 novembre 2026, 18:00"):
        assert words in slip, words


def _give_out_key(hand: Hand) -> None:
    hand.press("Ctrl+N")
    hand.choose(_("What"), KEY)
    hand.fill(_("To"), BORROWER)
    hand.fill(_("Deposit"), "40")
    hand.press("Ctrl+Return")
    hand.gone(_("Lend it"))
    hand.click(pgettext("things", "Out"))
    hand.see(KEY)
    hand.see(_("deposits held: %(amount)s") % {"amount": "190,00 €"})


def _refused_meanwhile(hand: Hand, world: World) -> None:
    """What is out can be lent to nobody and booked by nobody."""
    times = ("--from", "2026-11-25T10:00", "--to", "2026-11-25T11:00")
    refused = world.desk("book", "--unit", PROJECTOR, "--for", BORROWER, *times, refused=True)
    assert BORROWER in str(refused)
    hand.press("Ctrl+N")
    hand.choose(_("What"), PROJECTOR)
    hand.fill(_("To"), BORROWER)
    hand.press("Ctrl+Return")
    still = _("%(unit)s is still with %(by)s, due on %(due)s.").partition("%(due)s")[0]
    hand.see(still % {"unit": PROJECTOR, "by": BORROWER})
    hand.press("Escape")
    hand.gone(_("Lend it"))


def _give_back(hand: Hand, thing: str, deposit: str) -> None:
    hand.click(_("%(name)s: %(what)s") % {"name": _("What"), "what": thing})
    hand.click(_("Give back"))
    hand.see(_("Deposit to hand back: %(amount)s") % {"amount": deposit})
    hand.fill(_("State when it is back"), "rien à signaler")
    hand.press("Ctrl+Return")
    hand.gone(_("State when it is back"))
    back = _("%(thing)s is back; hand back the deposit of %(amount)s.")
    hand.see(back % {"thing": thing, "amount": deposit})
