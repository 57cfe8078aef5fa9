"""The people page: found while typing, written down, changed, checked in; each with its way back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from scenes import Scene

from tierslieu_desk.ui.pages.people import PeoplePage
from tierslieu_desk.ui.pages.person_dialog import PersonDialog


@pytest.fixture
def page(scene: Scene) -> PeoplePage:
    shown = scene.window.go("people")
    assert isinstance(shown, PeoplePage)
    return shown


def names(page: PeoplePage) -> list[str]:
    return [row.name for row in page.table.model().rows]


def dialog() -> PersonDialog:
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PersonDialog) and w.isVisible()]
    return found


def test_everyone_by_name_and_found_while_typing(qtbot, page: PeoplePage) -> None:
    assert names(page) == ["Jean Dupont", "Maria Roca"]
    page._find.setText("roc")
    qtbot.waitUntil(lambda: names(page) == ["Maria Roca"])
    assert page.table.row.name == "Maria Roca"


def test_somebody_new_is_written_down_chosen_and_can_be_undone(qtbot, page: PeoplePage, scene: Scene) -> None:
    page._find.setText("Léa Fauré")
    page._add()
    dialog().try_act()
    qtbot.waitUntil(lambda: "Léa Fauré" in names(page))
    assert page.table.row.name == "Léa Fauré"
    assert scene.window.messages.sentence == "Léa Fauré is written down."
    scene.window.messages._do()
    qtbot.waitUntil(lambda: "Léa Fauré" not in names(page))


def test_nobody_without_a_name(page: PeoplePage, scene: Scene) -> None:
    page._add()
    form = dialog()
    form.try_act()
    assert form.isVisible()
    assert len(form.form.refusals) == 1
    assert form._family.property("refused") is True
    form.close()


def test_a_wrong_number_is_told_beside_the_number(page: PeoplePage) -> None:
    page._add()
    form = dialog()
    form._kind.choose("organisation")
    form._show_fields()
    form._organisation.setText("Pic Blanc")
    form._siren.setText("123456789")
    form.try_act()
    assert form._siren.property("refused") is True
    form.close()


def test_a_change_can_be_taken_back(qtbot, page: PeoplePage, scene: Scene) -> None:
    page.table.choose(scene.maria)
    page.panel._ask_to_change()
    form = dialog()
    form._phone.setText("+34 973 12 34 56")
    form.try_act()
    assert scene.services.people.get(scene.maria).phone == "+34 973 12 34 56"
    scene.window.messages._do()
    assert scene.services.people.get(scene.maria).phone == ""


def test_arrival_and_departure_from_the_panel(qtbot, page: PeoplePage, scene: Scene) -> None:
    page.table.choose(scene.maria)
    page.panel._come_or_go()
    assert {visit.name for visit in scene.services.visits.here_now()} == {"Jean Dupont", "Maria Roca"}
    qtbot.waitUntil(lambda: page.panel._arrival.text() == "Departure")
    page.panel._come_or_go()
    assert {visit.name for visit in scene.services.visits.here_now()} == {"Jean Dupont"}
    scene.window.messages._do()
    assert {visit.name for visit in scene.services.visits.here_now()} == {"Jean Dupont", "Maria Roca"}


CHANGED = "Somebody changed this meanwhile. Look at it again, then repeat what you did."


def test_a_change_is_not_taken_back_over_somebody_elses(page: PeoplePage, scene: Scene) -> None:
    people = scene.services.people
    page.table.choose(scene.maria)
    page.panel._ask_to_change()
    form = dialog()
    form._phone.setText("+34 973 12 34 56")
    form.try_act()
    people.set_payer(scene.maria, scene.jean)
    scene.window.messages._do()
    assert scene.window.messages.sentence == CHANGED
    assert people.get(scene.maria).phone == "+34 973 12 34 56"


def test_somebody_written_down_and_changed_since_stays(page: PeoplePage, scene: Scene) -> None:
    page._find.setText("Léa Fauré")
    page._add()
    dialog().try_act()
    lea = scene.services.people.named("Léa Fauré")
    scene.services.people.set_payer(lea, scene.jean)
    scene.window.messages._do()
    assert scene.window.messages.sentence == CHANGED
    assert scene.services.people.named("Léa Fauré") == lea


def test_an_arrival_is_not_taken_back_once_they_have_left(page: PeoplePage, scene: Scene) -> None:
    page.table.choose(scene.maria)
    page.panel._come_or_go()
    scene.services.visits.check_out(scene.maria)
    scene.window.messages._do()
    assert scene.window.messages.sentence == CHANGED
    assert [visit.name for visit in scene.services.visits.of_day()] == ["Jean Dupont", "Maria Roca"]


def test_a_departure_taken_back_elsewhere_is_not_taken_back_twice(page: PeoplePage, scene: Scene) -> None:
    visits = scene.services.visits
    page.table.choose(scene.jean)
    page.panel._come_or_go()
    (visit,) = visits.of_person(scene.jean)
    visits.undo_check_out(visit.id, visit.left)
    scene.window.messages._do()
    assert scene.window.messages.sentence == CHANGED
    assert [here.name for here in visits.here_now()] == ["Jean Dupont"]


def test_who_is_found_first_is_shown_when_whom_one_saw_is_not_found(qtbot, page: PeoplePage, scene: Scene) -> None:
    page.table.choose(scene.jean)
    page._find.setText("roc")
    qtbot.waitUntil(lambda: names(page) == ["Maria Roca"])
    assert page.panel._row.id == scene.maria
    page._find.setText("zzz")
    qtbot.waitUntil(lambda: names(page) == [])
    assert page.panel._row is None
    page._find.setText("")
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    assert page.panel._row.id == scene.jean
