"""Lists that are no lists: what claims more lines than any computer holds is refused in words, and nothing is read."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from builders import SmallHouse

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.services.desk import Desk

SHEET = "xl/worksheets/sheet1.xml"


def book(file: Path, fill: Callable[[bytes], bytes]) -> Path:
    """A list of one person whose sheet was tampered with."""
    plain = file.with_name("plain.xlsx")
    workbook = openpyxl.Workbook()
    for row in (("Prénom", "Nom"), ("Anne", "Roca")):
        workbook.active.append(row)
    workbook.save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            after.writestr(entry.filename, fill(content) if entry.filename == SHEET else content)
    return file


def more(cell: bytes) -> Callable[[bytes], bytes]:
    return lambda sheet: sheet.replace(b"</sheetData>", cell + b"</sheetData>")


def text(reference: bytes, words: bytes) -> bytes:
    return b'<c r="' + reference + b'" t="inlineStr"><is><t>' + words + b"</t></is></c>"


HOSTILE = {
    "a thousand million lines": more(b'<row r="1000000000">' + text(b"A1000000000", b"Z") + b"</row>"),
    "a corner far away": more(b'<row r="1048576">' + text(b"XFD1048576", b"Z") + b"</row>"),
    "a number of thirty figures": more(b'<row r="3">' + text(b"A" + b"9" * 18, b"Z") + b"</row>"),
    "what unpacks to 300 megabytes": more(b'<row r="3">' + text(b"A3", b"A" * (300 << 20)) + b"</row>"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_book_that_would_fill_the_memory_is_refused_before_it_is_read(
    desk: Desk, house: SmallHouse, tmp_path: Path, what: str
) -> None:
    file = book(tmp_path / "list.xlsx", HOSTILE[what])
    services = Services(desk)
    for service in (services.people_import, services.opening_position):
        with pytest.raises(errors.NotASpreadsheet):
            service.preview(file)
    assert services.people.count() == 0


def test_a_book_with_one_stray_cell_at_the_bottom_is_read(desk: Desk, house: SmallHouse, tmp_path: Path) -> None:
    stray = more(b'<row r="60000">' + text(b"A60000", b"Z") + text(b"B60000", b"Y") + b"</row>")
    assert Services(desk).people_import.preview(book(tmp_path / "list.xlsx", stray)).created == 2


def test_a_cell_of_five_million_letters_is_refused(desk: Desk, house: SmallHouse, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Nom;Prénom\n" + "A" * 5_000_000 + ";B\n", encoding="utf-8")
    with pytest.raises(errors.NotASpreadsheet):
        Services(desk).people_import.preview(file)
