"""`export`: files for others, with values worked out by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import icalendar
import pytest
from builders import open_desk, slot, small_house
from openpyxl import load_workbook
from terminal import Terminal

from tierslieu_desk.commands.demo_house import place
from tierslieu_desk.rules.vocabulary import EventKind, PaymentMethod
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.event.events import Events, NewEvent
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.online.listings import Listings
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, People

BOM = "\ufeff"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two hours of Room A (20.00 net, 4.00 of VAT), issued as F2026-0001 on 24 November; 14.00 paid by cheque."""
    made = tmp_path / "desk"
    with open_desk(made) as desk:
        house = small_house(desk)
        people = People(desk)
        marie = people.add_person(
            NewPerson(given_name="Marie", family_name="Dupont", street="3 rue Haute", postcode="09500", city="Mirepoix")
        )
        people.add_organisation(NewOrganisation(name="=SUM(1)", phone="+33561000000", siren="000002022"))
        Bookings(desk).book(NewBooking(house.room_a, marie, slot("09:00", "11:00", "2026-11-24")))
        (issued,) = Invoices(desk, Papers(desk.store.folder)).issue(marie, slot("09:00", "11:00").start.date())
        Payments(desk).settle(marie, PaymentMethod.CHEQUE, 1400, {issued.id: 1400})
        Events(desk).add(
            NewEvent("Co-lunch", EventKind.COLUNCH, 8, ((house.room_a, slot("12:00", "13:30")),), speaker="Zoé")
        )
    return made


def written(terminal: Terminal, what: str, out: Path) -> list[Path]:
    """The files of one export."""
    said = terminal("export", what, "--out", out, "--json")
    assert said.code == 0, said.err
    return [Path(file) for file in said.json["files"]]


def table(file: Path) -> list[list[str]]:
    """A CSV as a French spreadsheet reads it."""
    text = file.read_text(encoding="utf-8")
    assert text.startswith(BOM)
    return list(csv.reader(text.removeprefix(BOM).splitlines(), delimiter=";"))


def test_people_go_into_a_csv_that_runs_no_formula(terminal: Terminal, tmp_path: Path) -> None:
    (file,) = written(terminal, "people", tmp_path / "people.csv")
    _header, *lines = table(file)
    assert [line[:3] for line in lines] == [["", "Marie", "Dupont"], ["'=SUM(1)", "", ""]] or [
        line[:3] for line in lines
    ] == [["'=SUM(1)", "", ""], ["", "Marie", "Dupont"]]
    company = next(line for line in lines if line[0])
    assert company[6] == "+33561000000"
    assert company[12] == "000002022"


def test_people_go_into_a_workbook_as_text(terminal: Terminal, tmp_path: Path) -> None:
    (file,) = written(terminal, "people", tmp_path / "people.xlsx")
    sheet = load_workbook(file).active
    assert sheet is not None
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells["=SUM(1)"] == "s"
    assert cells["09500"] == "s"


def test_the_people_written_can_be_read_again(terminal: Terminal, tmp_path: Path) -> None:
    (file,) = written(terminal, "people", tmp_path / "people.csv")
    said = terminal("import", "people", file, "--dry-run", "--json")
    assert said.json["errors"] == []


def test_invoices_are_listed_with_their_papers_in_a_folder(terminal: Terminal, tmp_path: Path, folder: Path) -> None:
    listed, paper = written(terminal, "invoices", tmp_path / "out")
    _header, line = table(listed)
    assert line[0] == "F2026-0001"
    assert line[2:] == ["2026-11-24", "2026-12-24", "Marie Dupont", "", "20,00", "4,00", "24,00", "14,00"]
    assert paper == tmp_path / "out" / "pdf" / "F2026-0001.pdf"
    (archived,) = (folder / "papers").glob("*/*.pdf")
    assert paper.read_bytes() == archived.read_bytes()


def test_a_file_of_invoices_comes_without_papers(terminal: Terminal, tmp_path: Path) -> None:
    assert written(terminal, "invoices", tmp_path / "all.csv") == [tmp_path / "all.csv"]


def test_entries_balance_and_say_what_was_sold_and_paid(terminal: Terminal, tmp_path: Path) -> None:
    (file,) = written(terminal, "accounting", tmp_path / "out")
    header, *lines = [line.split("\t") for line in file.read_bytes().decode().split("\r\n") if line]
    assert header[:5] == ["JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum"]
    assert header[-2:] == ["Montantdevise", "Idevise"]
    assert {len(line) for line in lines} == {18}
    seen = [(line[0], line[2], line[3], line[4], line[8], line[11], line[12]) for line in lines]
    assert seen == [
        ("VE", "1", "20261124", "411000", "F2026-0001", "24,00", "0,00"),
        ("VE", "1", "20261124", "706000", "F2026-0001", "0,00", "20,00"),
        ("VE", "1", "20261124", "445710", "F2026-0001", "0,00", "4,00"),
        ("BQ", "2", "20261124", "511200", "P1", "14,00", "0,00"),
        ("BQ", "2", "20261124", "411000", "P1", "0,00", "14,00"),
    ]


def test_the_name_of_the_legal_file_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    refused = terminal("export", "accounting", "--out", tmp_path / "000001016FEC20261231.txt", "--json")
    assert refused.json["error"] == "not_offered"
    assert list(tmp_path.glob("*FEC*")) == []


def test_sessions_go_into_a_calendar_at_their_instant(terminal: Terminal, tmp_path: Path) -> None:
    (file,) = written(terminal, "events", tmp_path / "programme.ics")
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    (entry,) = calendar.walk("VEVENT")
    assert str(entry["summary"]) == "Co-lunch"
    assert entry["dtstart"].to_ical() == b"20261125T110000Z"
    assert entry["dtend"].to_ical() == b"20261125T123000Z"
    assert str(entry["uid"]).startswith("session-1@")
    assert str(entry["location"]).startswith("Room A, ")


def test_the_bundle_lies_as_it_would_be_published(terminal: Terminal, tmp_path: Path, folder: Path) -> None:
    services = terminal("export", "bundle", "--out", tmp_path / "site", "--json")
    assert services.json["error"] == "missing_fact"
    from tierslieu_desk import compose

    desk = compose.open_desk(folder)
    Listings(desk.desk).edit(place.LISTING, public=("name", "summary"))
    desk.close()
    files = written(terminal, "bundle", tmp_path / "site")
    assert [file.relative_to(tmp_path / "site").as_posix() for file in files] == [
        "listing.json",
        "index.html",
        ".well-known/tiers-lieu.json",
    ]
    assert "Relais" in files[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("what", ["people", "invoices", "accounting", "events", "bundle"])
def test_a_folder_that_is_not_there_is_named(terminal: Terminal, tmp_path: Path, what: str) -> None:
    refused = terminal("export", what, "--out", tmp_path / "nowhere" / "file.csv", "--json")
    assert refused.code == 1
    assert refused.json["error"] in {"file_missing", "missing_fact"}
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("out", ["programme", "programme.ics"])
def test_a_house_without_a_place_has_no_calendar_to_export_and_nothing_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    with open_desk(tmp_path / "new"):
        pass
    refused = Terminal(tmp_path / "new", capsys)(
        "export", "events", "--out", tmp_path / out, "--json", options=("--lang", "en")
    )
    assert (refused.code, refused.json) == (
        1,
        {"error": "nothing_to_export", "message": "There is nothing to export yet. Describe your place first."},
    )
    assert not (tmp_path / out).exists()


def test_another_extension_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal("export", "people", "--out", tmp_path / "people.doc", "--json").json["error"] == "not_a_spreadsheet"


def test_a_failed_export_leaves_what_was_there(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "people.csv").write_text("mine", encoding="utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    refused = terminal("export", "people", "--out", tmp_path / "people.csv", "--json")
    assert refused.json["error"] == "disk_full"
    assert (tmp_path / "people.csv").read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.glob("*.partial")) == []


def test_the_calendar_of_one_room_names_people_only_when_told_to(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    def titles(*more: str) -> list[str]:
        said = terminal("export", "calendar", "--out", tmp_path / "a.ics", "--unit", "room a", *more, "--json")
        assert said.code == 0, said.err
        (file,) = said.json["files"]
        return [str(one["summary"]) for one in icalendar.Calendar.from_ical(Path(file).read_bytes()).walk("VEVENT")]

    assert titles() == ["Occupé", "Co-lunch"]
    assert titles("--names") == ["Marie Dupont", "Co-lunch"]
    assert titles("--from", "2026-11-25") == ["Co-lunch"]


def test_a_calendar_of_a_room_that_is_none_is_refused_and_no_file_is_written(
    terminal: Terminal, tmp_path: Path
) -> None:
    said = terminal("export", "calendar", "--out", tmp_path / "a.ics", "--unit", "Attic", "--json")
    assert (said.code, said.json["error"]) == (1, "unknown_unit")
    assert not (tmp_path / "a.ics").exists()
