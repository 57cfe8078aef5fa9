"""The main job, by command alone, on a list of people as a place really has it."""

from __future__ import annotations

from pathlib import Path

import papers
import pytest
from builders import open_desk, small_house
from openpyxl import Workbook
from terminal import Terminal, booking, process

MESSY_CSV = (
    "Adhérents de L’Étang Vert;;;;;;\r\n"
    "\r\n"
    "Nom;Prénom;Courriel;Téléphone;Adresse;CP;Ville\r\n"
    "DUPONT;Marie;Marie.Dupont@example.org;612345678;3 rue Haute;9500;Mirepoix\r\n"
    ";;;;;;\r\n"
    "Peyré;Noémie;;05 61 02 03 04;;09000;Foix\r\n"
)


def messy_xlsx(file: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Liste 2026"],
        [],
        ["NOM ", "Prénom", "E-mail", "Portable", "Adresse", "Code postal", "Commune"],
        ["DUPONT", "Marie", "Marie.Dupont@example.org", 612345678, "3 rue Haute", 9500, "Mirepoix"],
        ["Peyré", "Noémie", None, "05 61 02 03 04", None, 9000.0, "Foix"],
    ):
        sheet.append(row)
    book.save(file)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_people_imported_a_room_booked_once_and_the_invoice_on_paper(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    with open_desk(tmp_path / "desk") as desk:
        small_house(desk)
    terminal = Terminal(tmp_path / "desk", capsys)
    listed = tmp_path / f"adhérents.{kind}"
    if kind == "csv":
        listed.write_bytes(MESSY_CSV.encode("cp1252"))
    else:
        messy_xlsx(listed)

    imported = terminal("import", "people", listed, "--json")
    counts = {"created": 2, "updated": 0, "skipped": 0, "errors": []}
    assert (imported.code, imported.json) == (0, {**counts, "ignored_columns": [], "dry_run": False})

    booked = terminal(*booking("09:00", "11:00", unit="Room A"), "--json")
    assert booked.code == 0
    # Two hours at 10.00 without VAT, 20 % on top.
    assert {key: booked.json[key] for key in ("unit", "from", "to", "price_cents")} == {
        "unit": "Room A",
        "from": "2026-11-25T09:00",
        "to": "2026-11-25T11:00",
        "price_cents": 2400,
    }

    refused = terminal(*booking("10:00", "12:00", unit="Big room", who="noemie peyre"), "--json")
    assert refused.code == 1
    assert (refused.json["error"], refused.json["by"]) == ("slot_taken", "Marie Dupont")
    assert "Marie Dupont" in refused.err

    issued = terminal("bill", "--until", "2026-11-30", "--issue", "--json")
    assert issued.code == 0
    assert issued.json["held_back"] == []
    (invoice,) = issued.json["invoices"]
    assert (invoice["number"], invoice["customer"], invoice["total_cents"]) == ("F2026-0001", "Marie Dupont", 2400)
    paper = papers.text(Path(invoice["pdf"]).read_bytes())
    assert "F2026-0001" in paper
    assert "Marie Dupont" in paper
    assert "24,00 €" in paper

    assert terminal("verify", "--json").json == {"ok": True, "findings": []}


def test_the_same_desk_answers_a_process_of_its_own(folder: Path) -> None:
    booked = process(folder, *booking("09:00", "11:00"), "--json")
    assert (booked.code, booked.json["price_cents"], booked.err) == (0, 2400, "")
    refused = process(folder, *booking("10:00", "12:00", who="Zoé Faure"), "--json")
    assert (refused.code, refused.json["error"], refused.json["by"]) == (1, "slot_taken", "Marie Dupont")
    assert process(folder, "book").code == 2
