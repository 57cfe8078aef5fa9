"""The first start: three ways to begin, five short steps, every answer kept, and a place at the end of it."""

from __future__ import annotations

import json
import shutil
from collections import namedtuple
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from builders import open_desk, small_house
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QWidget

from tierslieu_desk import compose, logs
from tierslieu_desk.commands import demo
from tierslieu_desk.opening import Opening
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.vocabulary import VatRegime
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.place import first_setup
from tierslieu_desk.services.place.first_setup import SettingUp
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.first_start.steps import HoursStep, PlaceStep, PlanStep, RestStep, SpacesStep
from tierslieu_desk.ui.first_start.waiting import Waiting
from tierslieu_desk.ui.first_start.window import FirstStart
from tierslieu_desk.ui.jobs import AtOnce
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.single import Single

TODAY = date(2026, 11, 24)
Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - as `shutil` has it


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "desk"


def opened(folder: Path) -> Opening:
    made = Opening(folder, TODAY, Single(folder), runner=AtOnce())
    made.open()
    return made


@pytest.fixture
def opening(qapp: QApplication, folder: Path) -> Iterator[Opening]:
    made = opened(folder)
    yield made
    left(made)


def left(made: Opening) -> None:
    made.close_window()
    made.close()
    logs.stop()


def first(opening: Opening) -> FirstStart:
    assert isinstance(opening.window, FirstStart)
    return opening.window


def typed(qtbot, line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)


def click(qtbot, made: QPushButton) -> None:
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


def begin(qtbot, opening: Opening) -> FirstStart:
    window = first(opening)
    click(qtbot, window.describe)
    return window


def step_of(window: FirstStart, kind: type):
    step = window.steps[window.number]
    assert isinstance(step, kind)
    return step


def place_named(qtbot, window: FirstStart, name: str = "La Vieille Gare") -> None:
    typed(qtbot, step_of(window, PlaceStep).name, name)
    click(qtbot, window._next)


def test_an_empty_folder_opens_on_three_ways_to_begin(opening: Opening) -> None:
    window = first(opening)
    assert window.isVisible()
    assert window.number == -1
    assert [way.accessibleName() for way in window.ways] == [
        "Describe your place",
        "Restore a copy",
        "Look round a demo house",
    ]
    assert window.focusWidget() is window.describe


def three_steps(qtbot, opening: Opening) -> FirstStart:
    """Place, hours, desks and rooms answered by hand."""
    window = begin(qtbot, opening)
    place = step_of(window, PlaceStep)
    typed(qtbot, place.name, "La Vieille Gare")
    typed(qtbot, place.street, "1 place de la Gare")
    typed(qtbot, place.postcode, "09350")
    typed(qtbot, place.city, "Daumazan-sur-Arize")
    place.legal_form.setFocus()
    qtbot.keyClicks(place.legal_form, "SCIC")
    place.legal_form.activated.emit(place.legal_form.currentIndex())
    typed(qtbot, place.siret, "732 829 320 00074")
    qtbot.keyClick(place.siret, Qt.Key.Key_Return)
    hours = step_of(window, HoursStep)
    typed(qtbot, hours.week.fields[0], "8h30")
    click(qtbot, hours.week._same)
    click(qtbot, window._next)
    spaces = step_of(window, SpacesStep)
    spaces.desks.setFocus()
    spaces.desks.selectAll()
    qtbot.keyClicks(spaces.desks, "4")
    typed(qtbot, spaces.rooms.lines[0].name, "Salle du haut")
    typed(qtbot, spaces.rooms.lines[0].price, "12,50")
    click(qtbot, window._next)
    return window


def test_a_place_is_described_by_hand_and_today_opens(qtbot, opening: Opening, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    window = three_steps(qtbot, opening)
    plan = step_of(window, PlanStep)
    typed(qtbot, plan.name, "Bureau au mois")
    typed(qtbot, plan.price, "120.50")
    plan.included.choose("days")
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rest = step_of(window, RestStep)
    rest.second.where.choose("folder")
    typed(qtbot, rest.second.folder, str(tmp_path / "stick"))
    box = rest.does.box("events")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert window._next.text() == "Open the desk"
    click(qtbot, window._next)
    assert isinstance(opening.window, MainWindow)
    qtbot.waitUntil(lambda: "La Vieille Gare" in opening.window.windowTitle())
    services = opening._services
    row = services.places.get()
    assert (row.street, row.postcode, row.city) == ("1 place de la Gare", "09350", "Daumazan-sur-Arize")
    assert (row.siret, row.legal_form, row.vat_regime) == ("73282932000074", "SCIC", VatRegime.LIABLE)
    assert row.services == "events"
    assert row.second_copy == str(tmp_path / "stick")
    assert services.places.hours() == tuple(WeeklyHours(day, 8 * 60 + 30, 18 * 60) for day in range(5))
    assert {unit.name for unit in services.units.list()} == {
        "Salle du haut",
        "Desks",
        *(f"Desk {n}" for n in range(1, 5)),
    }
    assert services.units.prices(services.units.named("Salle du haut").id)[0].amount_e4 == 125_000
    (sold,) = services.plans.list()
    assert (sold.name, sold.price_e4, sold.days_included) == ("Bureau au mois", 1_205_000, 10)
    opening.after_the_start()
    assert not (folder / compose.FIRST_ANSWERS).exists()


def test_nothing_goes_on_without_a_name(qtbot, opening: Opening) -> None:
    window = begin(qtbot, opening)
    click(qtbot, window._next)
    step = step_of(window, PlaceStep)
    assert step.refusals == ["Something is missing: the name (your place). Fill it in, then try again."]
    assert window.focusWidget() is step.name


def test_a_siret_with_a_wrong_digit_is_told_as_it_is_left(qtbot, opening: Opening) -> None:
    step = step_of(begin(qtbot, opening), PlaceStep)
    typed(qtbot, step.siret, "73282932000075")
    qtbot.keyClick(step.siret, Qt.Key.Key_Tab)
    assert step.refusals == ["“73282932000075” is not a complete SIRET number. A digit may be wrong."]
    assert step.siret.property("refused") is True
    assert step.siret.text() == "73282932000075"
    typed(qtbot, step.siret, "73282932000074")
    qtbot.keyClick(step.siret, Qt.Key.Key_Tab)
    assert step.refusals == []
    assert step.siret.text() == "732 829 320 00074"


def test_a_wrong_siret_does_not_go_on(qtbot, opening: Opening) -> None:
    window = begin(qtbot, opening)
    typed(qtbot, step_of(window, PlaceStep).siret, "12345")
    place_named(qtbot, window)
    assert window.number == 0
    assert len(step_of(window, PlaceStep).refusals) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [("8h", "The end must come after the beginning."), ("tard", "“tard” is not a time of the day.")],
)
def test_hours_that_cannot_be_are_told_beside_them(qtbot, opening: Opening, text: str, said: str) -> None:
    window = begin(qtbot, opening)
    place_named(qtbot, window)
    step = step_of(window, HoursStep)
    closes = step.week.fields[1]
    typed(qtbot, closes, text)
    click(qtbot, window._next)
    assert window.number == 1
    assert step.refusals[0].startswith(said)
    assert closes.property("refused") is True
    assert window.focusWidget() is closes


def test_a_break_at_noon_is_two_stretches(qtbot, opening: Opening) -> None:
    window = begin(qtbot, opening)
    place_named(qtbot, window)
    step = step_of(window, HoursStep)
    click(qtbot, step.week._days[0].more)
    assert step.week.week()[:2] == (WeeklyHours(0, 9 * 60, 12 * 60 + 30), WeeklyHours(0, 14 * 60, 18 * 60))
    click(qtbot, step.week._days[0].more)
    assert step.week.week()[1].weekday == 1


def to_the_plan(qtbot, opening: Opening) -> tuple[FirstStart, PlanStep]:
    window = begin(qtbot, opening)
    place_named(qtbot, window)
    click(qtbot, window._next)
    click(qtbot, window._next)
    return window, step_of(window, PlanStep)


@pytest.mark.parametrize(("text", "e4"), [("12,50", 125_000), ("12.50", 125_000), ("12", 120_000), ("0", 0)])
def test_a_price_with_a_comma_or_a_point(qtbot, opening: Opening, text: str, e4: int) -> None:
    _window, step = to_the_plan(qtbot, opening)
    typed(qtbot, step.price, text)
    assert step.price.e4 == e4


@pytest.mark.parametrize("text", ["douze", "1,2,3", "-3"])
def test_a_price_that_is_none_is_told_beside_it(qtbot, opening: Opening, text: str) -> None:
    window, step = to_the_plan(qtbot, opening)
    typed(qtbot, step.name, "Bureau")
    typed(qtbot, step.price, text)
    click(qtbot, window._next)
    assert window.number == 3
    assert step.refusals[0].startswith(f"“{text}” is not an amount.")
    assert step.price.text() == text


def test_a_plan_without_a_price_and_a_price_without_a_plan(qtbot, opening: Opening) -> None:
    window, step = to_the_plan(qtbot, opening)
    typed(qtbot, step.price, "10")
    click(qtbot, window._next)
    assert step.refusals == ["Something is missing: the name of the plan. Fill it in, then try again."]
    step.price.clear()
    typed(qtbot, step.name, "Bureau")
    click(qtbot, window._next)
    assert step.refusals == ["Something is missing: the price. Fill it in, then try again."]
    step.name.clear()
    click(qtbot, window._next)
    assert window.number == 4


def test_two_rooms_of_one_name(qtbot, opening: Opening) -> None:
    window = begin(qtbot, opening)
    place_named(qtbot, window)
    click(qtbot, window._next)
    step = step_of(window, SpacesStep)
    typed(qtbot, step.rooms.lines[0].name, "Salle")
    step.rooms.add_line()
    typed(qtbot, step.rooms.lines[1].name, "salle")
    click(qtbot, window._next)
    assert step.refusals == ["There is already something called “salle”. Choose another name."]
    assert window.focusWidget() is step.rooms.lines[1].name
    click(qtbot, step.rooms.lines[0]._drop)
    qtbot.wait(20)  # the line is freed meanwhile
    assert step.rooms.lines[0].name.accessibleName() == "Room 1, name"
    click(qtbot, window._next)
    assert window.number == 3


def to_the_end(qtbot, opening: Opening) -> tuple[FirstStart, RestStep]:
    window, _step = to_the_plan(qtbot, opening)
    click(qtbot, window._next)
    return window, step_of(window, RestStep)


def test_a_folder_that_is_gone_is_told_beside_it(qtbot, opening: Opening, tmp_path: Path) -> None:
    window, step = to_the_end(qtbot, opening)
    step.second.where.choose("folder")
    typed(qtbot, step.second.folder, str(tmp_path / "gone"))
    click(qtbot, window._next)
    assert window.number == 4
    assert step.refusals == [f"{tmp_path / 'gone'} is not there. Check the name and the folder."]


def test_a_folder_is_chosen_by_the_systems_dialog(
    qtbot, opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _window, step = to_the_end(qtbot, opening)
    monkeypatch.setattr(ask, "folder", lambda *_arguments: tmp_path)
    step.second.where.choose("folder")
    click(qtbot, step.second._choose)
    assert step.second.folder.text() == str(tmp_path)


def test_a_password_in_the_address_is_told_and_never_written_down(qtbot, opening: Opening, folder: Path) -> None:
    window, step = to_the_end(qtbot, opening)
    step.second.where.choose("online")
    typed(qtbot, step.second.address, "https://cloud.example/desk")
    typed(qtbot, step.second.password, "hunter2")
    window.keep()
    assert "cloud.example" in (folder / compose.FIRST_ANSWERS).read_text(encoding="utf-8")
    assert "hunter2" not in (folder / compose.FIRST_ANSWERS).read_text(encoding="utf-8")
    typed(qtbot, step.second.address, "https://me:hunter2@cloud.example/desk")
    click(qtbot, window._next)
    assert "a password is in it" in step.refusals[0]


def test_left_half_way_it_goes_on_where_it_was(qtbot, opening: Opening, folder: Path) -> None:
    window = begin(qtbot, opening)
    place_named(qtbot, window)
    click(qtbot, window._next)
    step = step_of(window, SpacesStep)
    typed(qtbot, step.rooms.lines[0].name, "Salle du haut")
    typed(qtbot, step.rooms.lines[0].price, "douze")
    window.close()
    opening.close()
    again = opened(folder)
    try:
        resumed = first(again)
        assert resumed.number == 2
        line = step_of(resumed, SpacesStep).rooms.lines[0]
        assert line.name.accessibleName() == "Room 1, name"
        assert (line.name.text(), line.price.text()) == ("Salle du haut", "douze")
        assert resumed.steps[0].name.text() == "La Vieille Gare"
    finally:
        left(again)


def test_killed_while_typing_only_the_last_moment_is_lost(qtbot, opening: Opening, folder: Path) -> None:
    window = begin(qtbot, opening)
    typed(qtbot, step_of(window, PlaceStep).name, "La Gare")
    kept = folder / compose.FIRST_ANSWERS
    qtbot.waitUntil(lambda: "La Gare" in kept.read_text(encoding="utf-8"), timeout=3000)
    assert json.loads(kept.read_text(encoding="utf-8"))["step"] == 0


def test_answers_of_another_shape_are_no_obstacle(qapp: QApplication, folder: Path) -> None:
    folder.mkdir()
    strange = {"step": 3, "answers": [{"name": 12}, {"week": "never"}]}
    (folder / compose.FIRST_ANSWERS).write_text(json.dumps(strange), encoding="utf-8")
    made = opened(folder)
    try:
        assert first(made).number == -1
    finally:
        left(made)


def test_back_keeps_what_is_written(qtbot, opening: Opening) -> None:
    window = begin(qtbot, opening)
    place_named(qtbot, window)
    click(qtbot, window._back)
    assert step_of(window, PlaceStep).name.text() == "La Vieille Gare"
    for key, modifier, number in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, 1),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, 0),
    ):
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(window, key, modifier)
        assert window.number == number
    click(qtbot, window._back)
    assert window.number == -1


def test_a_disk_full_at_the_end_is_told_and_the_next_try_succeeds(
    qtbot, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, step = to_the_end(qtbot, opening)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(first_setup.Places, "set_hours", full)
        click(qtbot, window._next)
    assert opening.window is window
    assert step.refusals[0].startswith("There is no room left on the disk")
    assert opening._services.described() is False
    click(qtbot, window._next)
    assert isinstance(opening.window, MainWindow)


def test_a_disk_full_while_answering_is_told_in_the_bar(
    qtbot, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = begin(qtbot, opening)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(first_setup.os, "fsync", full)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(10**9, 10**9, 0))
    place_named(qtbot, window)
    assert window.number == 1
    assert window.messages.sentence.startswith("There is no room left on the disk")


def test_a_fault_leaves_the_answers_and_the_button(qtbot, opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    window, _step = to_the_end(qtbot, opening)

    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(SettingUp, "set_up", broken)
    click(qtbot, window._next)
    assert opening.window is window
    assert window._next.isEnabled()


# --- a copy is put back


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    with open_desk(tmp_path / "old") as desk:
        small_house(desk)
        return Copies(desk).make(tmp_path).first.file


def test_a_copy_is_put_back_told_and_opened(
    qtbot, opening: Opening, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "file_to_open", lambda *_arguments: copy)
    click(qtbot, first(opening).restore)
    waiting = opening.window
    assert isinstance(waiting, Waiting)
    assert waiting._title.text() == "The copy is back"
    assert "In it: 0 people, 0 invoices." in waiting.sentence
    assert "set-aside" not in waiting.sentence, "an empty desk is nothing to look for"
    qtbot.keyClick(waiting, Qt.Key.Key_Return)
    assert isinstance(opening.window, MainWindow)
    assert opening._services.places.get().name == "L’Étang Vert"


def test_a_file_that_is_no_copy_changes_nothing(
    qtbot, opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "holiday.tldesk").write_text("a photo", encoding="utf-8")
    monkeypatch.setattr(ask, "file_to_open", lambda *_arguments: tmp_path / "holiday.tldesk")
    begin(qtbot, opening)
    place_named(qtbot, first(opening))
    click(qtbot, first(opening)._back)
    click(qtbot, first(opening)._back)
    click(qtbot, first(opening).restore)
    waiting = opening.window
    assert isinstance(waiting, Waiting)
    assert "cannot be used as a copy" in waiting.sentence
    click(qtbot, waiting._on)
    assert first(opening).steps[0].name.text() == "La Vieille Gare"


def test_a_copy_is_not_put_back_while_another_program_has_the_desk(
    qtbot, opening: Opening, copy: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = compose.open_desk(folder)
    monkeypatch.setattr(ask, "file_to_open", lambda *_arguments: copy)
    click(qtbot, first(opening).restore)
    assert isinstance(opening.window, Waiting)
    assert "Another window is using this desk" in opening.window.sentence
    other.close()


def test_changing_ones_mind_about_which_copy_changes_nothing(
    qtbot, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "file_to_open", lambda *_arguments: None)
    click(qtbot, first(opening).restore)
    assert isinstance(opening.window, FirstStart)


# --- the demo house


def lived_in(folder: Path, _today: date, progress: object) -> None:
    with open_desk(folder) as desk:
        small_house(desk)


def test_the_demo_house_stands_apart_is_told_and_left_again(
    qtbot, opening: Opening, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "make", lived_in)
    click(qtbot, first(opening).demo)
    shown = opening.window
    assert isinstance(shown, MainWindow)
    qtbot.waitUntil(lambda: "L’Étang Vert" in shown.windowTitle())
    assert opening._services.desk.store.folder == folder.with_name("desk-demo")
    banner = shown.findChild(QWidget, "banner")
    assert banner.isVisible()
    assert opening._around.put_back is None, "no copy is put back into an invented house"
    click(qtbot, banner.findChild(QPushButton))
    assert isinstance(opening.window, FirstStart)
    assert opening._services.desk.store.folder == folder
    assert opening._services.described() is False
    click(qtbot, first(opening).demo)
    assert isinstance(opening.window, MainWindow), "the second time it is there already"


def test_a_demo_house_that_is_stopped_leaves_nothing(
    qtbot, opening: Opening, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tierslieu_desk.commands.demo_house import life
    from tierslieu_desk.ui.jobs import Cancelled

    def stopped(*_arguments: object) -> None:
        raise Cancelled

    monkeypatch.setattr(life, "live", stopped)
    click(qtbot, first(opening).demo)
    assert isinstance(opening.window, FirstStart)
    assert first(opening).demo.isEnabled()
    assert list(folder.with_name("desk-demo").iterdir()) == []


def test_the_demo_house_of_the_window_is_the_one_of_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tierslieu_desk.commands.demo_house import life

    steps: list[tuple[int, int]] = []

    def live(desk: compose.Services, _clock: object, _scale: object, *rest: object) -> None:
        small_house(desk.desk)
        rest[-1](1, 2)

    monkeypatch.setattr(life, "live", live)
    demo.make(tmp_path / "demo", TODAY, lambda done, of: steps.append((done, of)))
    assert steps == [(1, 2)]
    services = compose.open_desk(tmp_path / "demo")
    assert services.places.get().name == "L’Étang Vert"
    services.close()


# --- how it looks and sounds


def test_every_field_of_every_step_has_a_name(opening: Opening) -> None:
    window = first(opening)
    for step in window.steps:
        for kind in (QLineEdit, QPushButton, QCheckBox):
            for one in step.findChildren(kind):
                named = one.accessibleName() or (one.text() if not isinstance(one, QLineEdit) else "")
                assert named or one.objectName() == "qt_spinbox_lineedit", f"{type(step).__name__}: {one}"


@pytest.mark.parametrize("size", [(1366, 768), (683, 384), (1920, 1080)])
def test_no_word_of_a_step_is_cut(qtbot, opening: Opening, size: tuple[int, int]) -> None:
    window = begin(qtbot, opening)
    window.resize(*size)
    for number in range(len(window.steps)):
        window.show_step(number)
        qtbot.wait(1)
        for made in window.steps[number].findChildren(QPushButton):
            if made.isVisible() and made.text():
                assert made.width() >= made.sizeHint().width(), made.text()
        assert window.steps[number].width() <= window.width()
