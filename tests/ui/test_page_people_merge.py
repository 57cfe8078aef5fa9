"""Two that are one, through the page: found, looked at side by side, put together, taken apart."""

from __future__ import annotations

import pytest
from pressing import press
from PySide6.QtWidgets import QApplication, QWidget
from scenes import Scene

from tierslieu_desk.services.people import NewOrganisation, NewPerson
from tierslieu_desk.ui.pages.people.duplicates_dialog import DuplicatesDialog
from tierslieu_desk.ui.pages.people.merge_dialog import MergeDialog, SameDialog
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.tour import settle


@pytest.fixture
def page(scene: Scene) -> PeoplePage:
    shown = scene.window.go("people")
    assert isinstance(shown, PeoplePage)
    return shown


def front(kind: type) -> QWidget:
    settle()
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found


def names(page: PeoplePage) -> list[str]:
    return [row.name for row in page.table.model().rows]


def second_maria(scene: Scene) -> int:
    return scene.services.people.add_person(NewPerson(given_name="Roca", family_name="María", city="Foix"))


def test_whoever_is_written_down_twice_is_found_put_together_and_taken_apart(
    qtbot, page: PeoplePage, scene: Scene
) -> None:
    second_maria(scene)
    page._more_acts.look_for_duplicates()
    pairs = front(DuplicatesDialog)
    assert [(row.first, row.second) for row in pairs.rows] == [("Maria Roca", "Roca María")]
    press(qtbot, pairs, "Look…")
    both = front(MergeDialog)
    assert {"name", "address"} <= set(both.choices)
    kept, theirs = both.choices["name"]
    assert (kept.text(), theirs.text(), kept.isChecked()) == ("Maria Roca", "Roca María", True)
    both.try_act()
    settle()
    assert pairs.rows == []
    pairs.reject()
    settle()
    assert names(page) == ["Jean Dupont", "Maria Roca"]
    assert scene.window.messages.sentence == "Maria Roca is one now."
    page.panel.settle()
    settle()
    press(qtbot, page.panel, "Take apart")
    settle()
    assert names(page) == ["Jean Dupont", "Maria Roca", "Roca María"]


def test_the_message_bar_takes_them_apart_too(page: PeoplePage, scene: Scene) -> None:
    other = second_maria(scene)
    dialog = MergeDialog(scene.window, scene.services, scene.maria, other)
    dialog.told.connect(page.said)
    dialog.open()
    dialog.try_act()
    settle()
    assert "Roca María" not in names(page)
    scene.window.messages._do()
    settle()
    assert "Roca María" in names(page)


def test_two_that_are_two_are_not_asked_about_again(qtbot, page: PeoplePage, scene: Scene) -> None:
    second_maria(scene)
    page._more_acts.look_for_duplicates()
    pairs = front(DuplicatesDialog)
    press(qtbot, pairs, "They are two")
    assert pairs.rows == []
    pairs.reject()
    settle()
    assert scene.services.duplicates.probable() == ()


def test_another_sheet_of_somebody_is_named_by_hand_but_never_the_same_one(page: PeoplePage, scene: Scene) -> None:
    second_maria(scene)
    scene.services.people.add_organisation(NewOrganisation(name="Pic Blanc"))
    page.show_party(scene.maria)
    page.panel.settle()
    (action,) = [one for one in page.panel.add_menu.actions() if one.text() == "The same as somebody else…"]
    action.trigger()
    form = front(SameDialog)
    for typed, told in (
        ("Maria Roca", "That is Maria Roca already. Choose the other one that is the same person."),
        (
            "Pic Blanc",
            "Maria Roca is a person and Pic Blanc is not. Say instead that one belongs to the other.",
        ),
    ):
        form.other.setText(typed)
        form.try_act()
        assert form.form.refusals == [told]
    form.other.setText("Roca María")
    form.try_act()
    both = front(MergeDialog)
    both.try_act()
    settle()
    assert "Roca María" not in names(page)
