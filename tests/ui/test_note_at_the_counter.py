"""A note between shifts, left in the counter's line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from scenes import Scene

from tierslieu_desk.services.front.shift_notes import LONGEST
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui.counter.card import CounterCard
from tierslieu_desk.ui.counter.note_line import noted
from tierslieu_desk.ui.tour import settle

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def opened(scene: Scene, text: str = "") -> CounterCard:
    scene.window.go("today").setFocus()
    scene.window.open_counter()
    card = scene.window.counter.card
    assert card is not None
    card.search.insert(text)
    settle()
    return card


def notes(scene: Scene) -> list[str]:
    return [row.text for row in scene.services.shift_notes.open()]


@pytest.mark.parametrize(
    ("line", "text", "no_doubt"),
    [
        ("note the printer jams", "the printer jams", False),
        ("Note : the printer jams", "the printer jams", True),
        ("note: 2 keys", "2 keys", True),
        ("à dire : le café est fini", "le café est fini", True),
        ("À dire le café est fini", "le café est fini", False),
        ("nota: falta papel", "falta papel", True),
        ("note", "", False),
        ("note:", "", False),
        ("notebook", "", False),
        ("maria", "", False),
    ],
)
def test_a_line_that_begins_with_the_word_is_a_note(line: str, text: str, no_doubt: bool) -> None:
    assert noted(line) == (text, no_doubt)


@pytest.mark.parametrize("line", ["note the printer jams", "à dire : the printer jams"])
def test_a_line_leaves_a_note_that_stands_on_today_and_ctrl_z_takes_it_back(qtbot, scene: Scene, line: str) -> None:
    card = opened(scene, line)
    assert card.list.act.title == "Leave a note: “the printer jams”"
    qtbot.keyClick(card.search, Qt.Key.Key_Return)
    settle()
    assert notes(scene) == ["the printer jams"]
    assert scene.window.messages.sentence == "Your note stands on Today."
    assert scene.window.counter.card is None
    qtbot.keyClick(scene.window, Qt.Key.Key_Z, CTRL)
    assert notes(scene) == []


def test_a_note_is_begun_by_its_key_where_nobody_is_meant(qtbot, scene: Scene) -> None:
    card = opened(scene)
    assert "Leave a note…" in [act.title for act in card.list.acts]
    qtbot.keyClick(card.search, Qt.Key.Key_Y, ALT)
    settle()
    qtbot.keyClicks(card.search, "buy milk")
    settle()
    qtbot.keyClick(card.search, Qt.Key.Key_Return)
    settle()
    assert notes(scene) == ["buy milk"]


def test_somebody_who_is_called_so_comes_first_and_a_colon_leaves_no_doubt(scene: Scene) -> None:
    scene.services.people.add_person(NewPerson(given_name="Nota", family_name="Bene"))
    card = opened(scene, "nota bene")
    assert card.card is not None
    assert card.card.name == "Nota Bene"
    card.search.setText("nota: bene")
    settle()
    assert card.card is None
    assert card.list.act.title == "Leave a note: “bene”"


def test_a_note_about_somebody_in_the_files_is_a_note(scene: Scene) -> None:
    card = opened(scene, "note Maria brings the key tomorrow")
    assert card.card is None
    assert card.list.act.title == "Leave a note: “Maria brings the key tomorrow”"


def test_a_note_that_is_too_long_stays_in_the_line_with_the_reason(qtbot, scene: Scene) -> None:
    card = opened(scene, "note: " + "a" * (LONGEST + 1))
    qtbot.keyClick(card.search, Qt.Key.Key_Return)
    settle()
    assert "500" in card.refusal
    assert notes(scene) == []
    assert scene.window.counter.card is card
