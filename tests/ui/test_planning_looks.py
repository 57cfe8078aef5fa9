"""What a block is and how it stands is seen without its colour, by whoever sees none and on a grey print."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from scenes import Scene

from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui import icons, theme
from tierslieu_desk.ui.pages.planning.paint import sign_of
from tierslieu_desk.ui.pages.planning.rows import PlanningBlock, PlanningDay, PlanningRow
from tierslieu_desk.ui.pages.planning.view import PlanningView
from tierslieu_desk.ui.pages.planning.words import block_sentence
from tierslieu_desk.wallclock import Slot

DAY = date(2026, 11, 24)
KINDS = ("room", "desk", "event", "tool", "closed")
STATES = ("confirmed", "tentative", "checked_in", "no_show", "by_whole")


def at(hour: int) -> datetime:
    return datetime.combine(DAY, time(hour))


def drawn(qtbot, looks: list[tuple[str, str]], until: int = 12) -> list[bytes]:
    """Each look as a picture without colours: what stands out from its own ground, and what does not."""
    rows = tuple(PlanningRow(n, "x") for n in range(len(looks)))
    blocks = tuple(PlanningBlock(n + 1, n, at(9), at(until), "Name", "", *look) for n, look in enumerate(looks))
    view = PlanningView()
    qtbot.addWidget(view)
    view.resize(1000, 420)
    view.show()
    view.show_day(PlanningDay(DAY, rows, blocks, (Slot(at(8), at(19)),)))
    grey = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pictures = []
    for number in range(len(looks)):
        box: QRect = view.rect_of(number + 1)
        picture = grey.copy(box)
        ground = picture.pixelColor(box.width() // 2, 3).lightness()
        dark = [
            abs(picture.pixelColor(x, y).lightness() - ground) > 40
            for y in range(box.height())
            for x in range(box.width())
        ]
        pictures.append(bytes(dark))
    return pictures


def test_each_kind_has_a_sign_and_an_edge_of_its_own_without_its_colour(qtbot) -> None:
    looks = [(kind, "confirmed") for kind in KINDS]
    for (first, one), (second, other) in combinations(zip(KINDS, drawn(qtbot, looks), strict=True), 2):
        assert one != other, f"{first} looks like {second} in grey"
    assert len({sign_of(PlanningBlock(1, 1, at(9), at(10), "", kind=kind)) for kind in KINDS}) == len(KINDS)


def test_where_there_is_no_room_for_a_sign_the_edge_tells_an_event_and_a_tool(qtbot) -> None:
    kinds = ("room", "event", "tool")
    for (first, one), (second, other) in combinations(
        zip(kinds, drawn(qtbot, [(kind, "confirmed") for kind in kinds], until=10), strict=True), 2
    ):
        assert one != other, f"{first} looks like {second} in grey"


def test_each_state_has_a_look_of_its_own_without_its_colour(qtbot) -> None:
    looks = [("room", state) for state in STATES]
    for (first, one), (second, other) in combinations(zip(STATES, drawn(qtbot, looks), strict=True), 2):
        assert one != other, f"{first} looks like {second} in grey"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", STATES)
def test_every_sign_is_an_icon_there_is(kind: str, state: str) -> None:
    assert sign_of(PlanningBlock(1, 1, at(9), at(10), "", "", kind, state)) in icons.GLYPHS


def test_a_screen_reader_hears_a_state_once() -> None:
    block = PlanningBlock(1, 1, at(9), at(10), "Jean", "did not come", "desk", "no_show")
    assert block_sentence("Desk 1", block) == "Desk 1, 09:00 to 10:00, Jean, did not come"


def test_who_rests_the_pointer_reads_who_what_when_price_people_and_phone(qtbot, scene: Scene, monkeypatch) -> None:
    page = scene.window.go("planning")
    facts = NewPerson(given_name="Maria", family_name="Roca", phone="+33561000000")
    scene.services.people.change(scene.maria, facts, scene.services.people.get(scene.maria).version)
    page.refresh()
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _where, text, *_more: told.append(text))
    spot: QPoint = page.view.rect_of(scene.booking).center()
    event = QHelpEvent(QEvent.Type.ToolTip, spot, page.view.viewport().mapToGlobal(spot))
    QApplication.sendEvent(page.view.viewport(), event)
    assert told == ["Maria Roca\nRoom A · Tuesday 24 November, 14:00 – 16:00\n€24.00\n+33 5 61 00 00 00"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signs_are_drawn_anew_in_other_colours(qtbot, qapp, scheme) -> None:
    theme.apply(qapp, scheme)
    one, other = drawn(qtbot, [("room", "confirmed"), ("event", "confirmed")])
    assert any(one)
    assert any(other)
    theme.apply(qapp, "light")
