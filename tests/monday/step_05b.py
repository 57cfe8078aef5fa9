"""What a room costs an organisation: charged, looked at, issued, kept as a PDF, paid with change, taken back."""

from __future__ import annotations

from typing import Any

from monday.hand import CELL, Hand
from monday.world import World, pages_of, text_of
from tierslieu_desk.i18n import _

CUSTOMER = "Ariège Bois Services"
EUROS = "\u00a0€"


def run(hand: Hand, world: World) -> None:
    _charge(hand)
    number = _issue(hand, world)
    _print(hand, world, number)
    _keep(hand, world, number)
    _pay(hand, number)
    _take_back(hand, world, number)


def _of_customer(world: World) -> list[dict[str, Any]]:
    """Its documents, the latest first."""
    return [row for row in world.desk("invoices")["invoices"] if row["customer"] == CUSTOMER]


def _charge(hand: Hand) -> None:
    """Three hours of the room at 12.50, and something else at 37.50: 75.00, VAT included.

    First with a price that is none, told under its field.
    """
    hand.page(_("Money"))
    hand.click(_("To invoice"))
    hand.fill(_("Supplied until"), "02/12/2026")
    hand.press("Tab")
    hand.click(_("Charge something…"))
    hand.fill(_("Who"), CUSTOMER)
    hand.press("Tab")
    hand.fill(_("What for"), "Accueil café")
    hand.fill(_("Quantity"), "1")
    hand.fill(_("Price of one"), "abc")
    hand.press("Ctrl+Return")
    hand.see(_("“%(text)s” is not an amount. Write it like this: %(example)s.") % {"text": "abc", "example": "12,50"})
    hand.fill(_("Price of one"), "37,5")
    hand.press("Ctrl+Return")
    hand.see(_("“%(what)s” is charged to %(name)s.") % {"what": "Accueil café", "name": CUSTOMER})


def _issue(hand: Hand, world: World) -> str:
    """The draft first, which numbers nothing; then the invoice, the first of the list."""
    hand.click(_("Invoice…"))
    hand.see(_("This is the draft. Once issued it has its number and never changes again."))
    hand.see(_("Issue it: %(amount)s") % {"amount": f"75,00{EUROS}"})
    assert _of_customer(world) == []
    hand.press("Ctrl+Return")
    hand.gone(_("This is the draft. Once issued it has its number and never changes again."))
    (row,) = _of_customer(world)
    assert row["total_cents"] == 7500
    number = str(row["number"])
    said = {"number": number, "amount": f"75,00{EUROS}", "name": CUSTOMER}
    hand.see(_("%(number)s is issued: %(amount)s to %(name)s.") % said)
    hand.click(_("Invoices"))
    return number


def _print(hand: Hand, world: World, number: str) -> None:
    """Through the system's own dialog, where a computer without a printer offers a file."""
    hand.click(_("See and print…"))
    hand.click(_("Print…"))
    printed = world.aside / "imprimé.pdf"
    hand.print_to(printed)
    hand.see(_("Kept as %(file)s.") % {"file": printed})
    hand.until(lambda: pages_of(printed) == 1, "one page printed")


def _keep(hand: Hand, world: World, number: str) -> None:
    hand.click(_("See and print…"))
    kept = world.aside / "facture.pdf"
    hand.click(_("Keep as a PDF…"))
    hand.file(kept)
    hand.until(kept.exists, "the PDF is kept")
    text = text_of(kept)
    assert number in text
    assert "75,00 €" in text
    assert "Salle Jaune" in text
    assert "Accueil café" in text
    assert "Brouillon" not in text


def _pay(hand: Hand, number: str) -> None:
    """Too much is refused under the amount; then 100.00 in notes for 75.00, and 25.00 back."""
    hand.click(_("Take money…"))
    hand.fill(_("Amount"), "80")
    hand.press("Ctrl+Return")
    told = _("That is more than what is left to pay on %(number)s: %(left_cents)s.")
    hand.see(told % {"number": number, "left_cents": f"75,00{EUROS}"})
    hand.fill(_("Amount"), "75")
    hand.fill(_("Given"), "100,00")
    hand.see(_("%(amount)s back") % {"amount": f"25,00{EUROS}"})
    hand.press("Ctrl+Return")
    hand.see(_("%(amount)s taken in cash from %(name)s.") % {"amount": f"75,00{EUROS}", "name": CUSTOMER})


def _take_back(hand: Hand, world: World, number: str) -> None:
    """A credit note is the only way back; the coffee is made 30.00, what was paid carried over, 7.50 given back."""
    hand.click(_("Credit note…"))
    hand.see(_("%(amount)s had been paid: give them back afterwards.") % {"amount": f"75,00{EUROS}"})
    hand.click(_("Owed again"))
    carried = _("%(amount)s had been paid: they are carried over to the corrected invoice as soon as it is issued.")
    hand.see(carried % {"amount": f"75,00{EUROS}"})
    hand.press("Ctrl+Return")
    hand.gone(_("Owed again"))
    note, _original = _of_customer(world)
    assert note["total_cents"] == -7500
    hand.see(_("This is the draft. Once issued it has its number and never changes again."))
    hand.press("Escape")
    hand.gone(_("This is the draft. Once issued it has its number and never changes again."))
    hand.click(_("Change this line…"))
    hand.fill(_("Price of one"), "30")
    hand.press("Ctrl+Return")
    hand.see(_("“%(what)s” now comes to %(amount)s.") % {"what": "Accueil café", "amount": f"30,00{EUROS}"})
    hand.click(_("Invoice…"))
    said = {"amount": f"67,50{EUROS}", "numbers": number}
    back = _("To give back: %(amount)s.") % {"amount": f"7,50{EUROS}"}
    hand.see(" ".join((_("%(amount)s paid on %(numbers)s are carried over.") % said, back)))
    hand.press("Ctrl+Return")
    hand.gone(_("This is the draft. Once issued it has its number and never changes again."))
    hand.click(_("Invoices"))
    right = _of_customer(world)[0]
    assert (right["total_cents"], right["paid_cents"]) == (6750, 6750)
    hand.click(_("%(name)s: %(what)s") % {"name": _("Number"), "what": number}, role=CELL)
    hand.click(_("Give money back…"))
    hand.press("Ctrl+Return")
    hand.see(_("%(amount)s given back in cash to %(name)s.") % {"amount": f"7,50{EUROS}", "name": CUSTOMER})
    hand.restart(killed=True)
    hand.page(_("Money"))
    hand.click(_("Invoices"))
    hand.see(CUSTOMER)
