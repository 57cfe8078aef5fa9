"""People brought along from a messy spreadsheet, seen before it is done; one written down by hand."""

from __future__ import annotations

import csv
from pathlib import Path

from monday.hand import Hand
from monday.world import World
from tierslieu_desk.i18n import _, ngettext

LIST = (
    "Fichier des adhérents 2026;;;;;;\r\n"
    "\r\n"
    "Nom;Prénom;Courriel;Téléphone;CP;Ville;Cotisation\r\n"
    "ROCA;Maria;;+34 973 12 34 56;9240;La Bastide-de-Sérou;25\r\n"
    "Sans;Hugo et Inès;;561020304;9000;Foix;25\r\n"
    "Dupont;Jean;jean.dupont@example.org;612345678;9500;Mirepoix;\r\n"
)
WRONG = "Martin;Paul;paul(at)example.org;;9500;Mirepoix;\r\n"
RIGHT = "Martin;Paul;paul@example.org;;9500;Mirepoix;\r\n"


def run(hand: Hand, world: World) -> None:
    hand.page(_("People"))
    _bring_along(hand, world)
    _write_down(hand)
    hand.restart()
    hand.page(_("People"))
    hand.see("Maria Roca")
    found = {(one["first"], one["last"]): one for one in _people(world)}
    assert found["Maria", "Roca"]["postcode"] == "09240"
    assert found["Inès", "Sans"]["town"] == "Foix"
    assert found["Jean", "Dupont"]["phone"] == "06 12 34 56 78"
    assert found["Paul", "Martin"]["email"] == "paul@example.org"
    assert found["Léa", "Fauré"]["town"] == "Rimont"


def _bring_along(hand: Hand, world: World) -> None:
    picture = world.aside / "photo.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    _choose(hand, picture)
    sentence = _("“%(file)s” is not a spreadsheet this program can read. Save it as CSV or XLSX.")
    hand.see(sentence.partition("%(file)s")[2])
    messy = world.aside / "adhérents.csv"
    messy.write_bytes((LIST + WRONG).encode("cp1252"))
    _choose(hand, messy)
    hand.see(_("“%(text)s” is no e-mail address. It is written like this: marie@example.org.") % {
        "text": "paul(at)example.org"
    })  # fmt: skip
    hand.see("Maria Roca")
    messy.write_bytes((LIST + RIGHT).encode("cp1252"))
    hand.click(_("Read it again"))
    hand.see(ngettext("%(n)s new name", "%(n)s new names", 5) % {"n": 5})
    hand.see(_("Columns left out: %(columns)s") % {"columns": "Cotisation"})
    hand.click(_("Import them"))
    written = ngettext("%(n)s name was written down", "%(n)s names were written down", 5) % {"n": 5}
    hand.see(_("%(what)s.") % {"what": written})
    hand.see("Maria Roca")


def _choose(hand: Hand, file: Path) -> None:
    hand.click(_("Import…"))
    hand.file(file)


def _write_down(hand: Hand) -> None:
    hand.click(_("Somebody new"))
    hand.fill(_("First name"), "Maria")
    hand.fill(_("Last name"), "Roca")
    hand.see(_("There is already %(name)s.") % {"name": "Maria Roca (La Bastide-de-Sérou)"})
    hand.fill(_("First name"), "Léa")
    hand.fill(_("Last name"), "Fauré")
    hand.gone(_("There is already %(name)s.") % {"name": "Maria Roca (La Bastide-de-Sérou)"})
    hand.choose(_("Here as"), _("Member"))
    hand.fill(_("Town"), "Rimont")
    hand.press("Ctrl+Return")
    hand.see(_("%(name)s is written down.") % {"name": "Léa Fauré"})


def _people(world: World) -> list[dict[str, str]]:
    """Everybody, as the desk hands them to another program."""
    (file,) = world.desk("export", "people", "--out", world.aside / "people.csv")["files"]
    names = ("organisation", "first", "last", "role", "status", "email", "phone", "street", "postcode", "town")
    with Path(file).open(encoding="utf-8-sig", newline="") as stream:
        return [dict(zip(names, row, strict=False)) for row in list(csv.reader(stream, delimiter=";"))[1:]]
