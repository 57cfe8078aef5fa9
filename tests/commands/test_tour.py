"""`tour`."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
from builders import slot
from PySide6.QtGui import QImage
from terminal import TODAY, Said, Terminal, booking, process

from tierslieu_desk import compose
from tierslieu_desk.documents import DOCUMENTS
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.rules.vocabulary import EventKind
from tierslieu_desk.services.event.events import NewEvent
from tierslieu_desk.services.message.messages import Addressee
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.tour import COUNTER, DIALOGS
from tierslieu_desk.ui.tour_scenes import SCENES

NEED_A_PAST = {
    f"dialog-{name}"
    for name in (
        "close-the-till",
        "credit-note",
        "draft",
        "payment",
        "payment-taken-back",
        "quote-changed",
        "quoted",
        "visit-corrected",
    )
}
"""What needs something charged or paid, or somebody who came; `test_walk` has a house with all of it."""


def test_every_page_is_a_picture_and_every_document_a_paper(folder: Path, tmp_path: Path) -> None:
    told = process(folder, "tour", "--out", tmp_path / "tour", "--json", env={"QT_QPA_PLATFORM": "offscreen"})
    assert told.code == 0, told.err
    pages, papers = (list(map(Path, told.json[kind])) for kind in ("pages", "documents"))
    assert len(pages) >= 3
    assert {page.read_bytes()[:8] for page in pages} == {b"\x89PNG\r\n\x1a\n"}
    assert {paper.read_bytes()[:4] for paper in papers} == {b"%PDF"}
    assert json.loads((tmp_path / "tour" / "tour.json").read_text(encoding="utf-8")) == told.json


@pytest.mark.parametrize("words", [["--size", "large"], ["--scheme", "pink"], []], ids=["size", "scheme", "no folder"])
def test_a_tour_asked_for_otherwise_is_wrong_usage(terminal: Terminal, tmp_path: Path, words: list[str]) -> None:
    assert terminal("tour", *(["--out", tmp_path, *words] if words else [])).code == 2


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height in the header of a PNG."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height


def without_a_screen(folder: Path, *words: object) -> Said:
    """As on a server: nothing says what to draw on."""
    away = "import os\nfor name in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM'):\n    os.environ.pop(name, None)\n"
    return process(folder, *words, before=away)


def test_a_tour_has_the_size_and_the_colours_asked_for_and_needs_no_screen(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "dark"
    told = without_a_screen(folder, "tour", "--out", out, "--size", "1000x700", "--scheme", "dark", "--json")
    assert told.code == 0, told.err
    assert size_of(out / "today.png") == (1000, 700)
    corner = QImage(str(out / "today.png")).pixelColor(998, 698).name()
    assert corner == theme.DARK.bg.lower()


def test_at_200_per_cent_a_picture_has_twice_as_many_pixels_each_way(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "large"
    told = without_a_screen(folder, "tour", "--out", out, "--size", "700x500", "--scale", "2", "--json")
    assert told.code == 0, told.err
    assert size_of(out / "today.png") == (1400, 1000)


def test_every_page_dialog_and_document_is_there_by_its_name(terminal: Terminal, folder: Path, tmp_path: Path) -> None:
    terminal(*booking("09:00", "11:00", day=TODAY))
    desk = compose.open_desk(folder)
    room = desk.units.named("Room B").id
    desk.events.add(NewEvent("Open evening", EventKind.WORKSHOP, 5, [(room, slot("18:00", "20:00"))]))
    for name, phone in (("Ana", ""), ("Luis", "05 61 00 00 00")):
        facts = {"subject": "The place moves", "text": "Next door."}
        desk.messages.send(Purpose.PLAIN, Addressee(name, phone=phone), facts)
    desk.close()
    told = without_a_screen(folder, "tour", "--out", tmp_path, "--json")
    pages = {Path(file).stem for file in told.json["pages"]}
    expected = {spec.code for spec in PAGES} | {name for name, _typed in COUNTER}
    expected |= {f"dialog-{name}" for name, _opener in DIALOGS} | set(SCENES)
    assert expected - pages <= NEED_A_PAST
    assert pages <= expected
    papers = {Path(file).stem for file in told.json["documents"]}
    assert papers >= {f"sample-{document.name}" for document in DOCUMENTS}


def test_what_the_days_sheet_cannot_show_is_told_beside_it(terminal: Terminal, folder: Path, tmp_path: Path) -> None:
    desk = compose.open_desk(folder)
    desk.people.add_person(NewPerson(family_name="王伟", city="Foix"))
    desk.close()
    terminal(*booking("09:00", "11:00", who="王伟", day=TODAY))
    told = process(folder, "tour", "--out", tmp_path, "--json", env={"QT_QPA_PLATFORM": "offscreen"})
    assert told.code == 0, told.err
    assert str(tmp_path / "desk-day.pdf") in told.json["documents"]
    (said,) = [line for line in told.err.splitlines() if "desk-day.pdf" in line]
    assert "王, 伟" in said
    assert "«\N{NO-BREAK SPACE}王伟\N{NO-BREAK SPACE}»" in said
