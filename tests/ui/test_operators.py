"""Who is at the desk, in the real window: one key switches, what is typed stays, a refusal says whose it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from scenes import Scene

from tierslieu_desk.app import DeskWindow
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.rights import OperatorRole, Right
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.operators import NewOperator
from tierslieu_desk.services.place.places import PlaceDescription
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.operators.overlay import SwitchOverlay
from tierslieu_desk.ui.operators.switching import ClosedPage
from tierslieu_desk.ui.pages.settings.operators import OperatorsSection
from tierslieu_desk.ui.pages.settings.operators_dialog import OperatorDialog
from tierslieu_desk.ui.pages.settings.page import SettingsPage
from tierslieu_desk.ui.pages.settings.plan import PlanDialog
from tierslieu_desk.ui.surroundings import Surroundings

FACILITATOR, VOLUNTEER, TREASURER = OperatorRole


def tick(services: Services, does: str) -> None:
    """What this place does."""
    row = services.places.get()
    facts = {name: getattr(row, name) for name in PlaceDescription.__dataclass_fields__}
    services.places.describe(replace(PlaceDescription(**facts), services=does))


@pytest.fixture
def staffed(qtbot, scene: Scene) -> Scene:
    """Operators are ticked: Camille the facilitator, PIN 4827, who is at the desk; Vera, a volunteer without a PIN."""
    tick(scene.services, "operators")
    scene.window.go("today")
    scene.window.switcher.begin()
    scene.services.operators.add(NewOperator("Camille", FACILITATOR, "4827"))
    scene.services.operators.add(NewOperator("Vera", VOLUNTEER))
    scene.window.activateWindow()
    qtbot.waitUntil(scene.window.isActiveWindow)
    return scene


def press(*keys: Qt.Key | str) -> None:
    """Those keys, one after the other, wherever the focus is."""
    for each in keys:
        for key in each if isinstance(each, str) else (each,):
            at = QApplication.focusWidget()
            assert at is not None
            QTest.keyClick(at, key)


def card(scene: Scene) -> SwitchOverlay:
    """The card that asks who is at the desk."""
    made = scene.window.switcher.overlay
    assert made is not None
    assert made.isVisible()
    return made


def name_at_the_foot(scene: Scene) -> str:
    """Who is at the desk, as the rail says it; empty when it says nothing."""
    made = scene.window.rail._operator
    return "" if made.isHidden() else made.text().strip()


def test_nothing_of_it_is_seen_where_operators_are_not_ticked(qtbot, scene: Scene) -> None:
    scene.window.go("today")
    scene.window.switcher.begin()
    scene.window.activateWindow()
    qtbot.waitUntil(scene.window.isActiveWindow)
    scene.window.setFocus()
    press(Qt.Key.Key_F12)
    assert scene.window.switcher.overlay is None
    assert name_at_the_foot(scene) == ""
    settings = scene.window.go("settings")
    assert isinstance(settings, SettingsPage)
    shown = [made.accessibleName() for made in settings._group.buttons() if not made.isHidden()]
    assert "At the desk" not in shown
    assert "What we do" in shown


def test_a_key_the_first_letter_and_enter_switch_and_the_rail_says_who_it_is(staffed: Scene) -> None:
    assert name_at_the_foot(staffed) == "Camille"
    staffed.window.setFocus()
    press(Qt.Key.Key_F12, "v", Qt.Key.Key_Return)
    assert name_at_the_foot(staffed) == "Vera"
    assert staffed.window.messages.sentence == "Vera is at the desk."
    now = staffed.services.at_desk.now()
    assert now is not None
    assert now.name == "Vera"


def test_digits_are_the_pin_of_the_name_that_is_chosen(staffed: Scene) -> None:
    staffed.window.setFocus()
    press(Qt.Key.Key_F12, "v", Qt.Key.Key_Return, Qt.Key.Key_F12, "c", "4827", Qt.Key.Key_Return)
    assert name_at_the_foot(staffed) == "Camille"


def test_a_wrong_pin_is_told_and_three_in_a_row_wait(staffed: Scene) -> None:
    staffed.window.setFocus()
    press(Qt.Key.Key_F12, "v", Qt.Key.Key_Return, Qt.Key.Key_F12, "c")
    for _try in range(3):
        press("1111", Qt.Key.Key_Return)
        assert card(staffed).refusal == "That is not the PIN of Camille. Try again."
    press("4827", Qt.Key.Key_Return)
    assert card(staffed).refusal == "Three wrong PINs in a row: wait 20 seconds, then try again."
    assert name_at_the_foot(staffed) == "Vera"
    press(Qt.Key.Key_Escape)
    assert staffed.window.switcher.overlay is not None
    assert not staffed.window.switcher.overlay.isVisible()


def test_what_is_typed_at_the_counter_is_there_after_the_switch(staffed: Scene) -> None:
    staffed.window.open_counter()
    opener = staffed.window.counter
    assert opener is not None
    assert opener.card is not None
    opener.card.search.setFocus()
    press("mari", Qt.Key.Key_F12, "v", Qt.Key.Key_Return)
    assert name_at_the_foot(staffed) == "Vera"
    assert opener.card is not None
    assert opener.card.search.text() == "mari"
    assert opener.card.search.hasFocus()


def test_a_dialog_refused_for_who_is_at_the_desk_goes_on_with_somebody_else(qtbot, staffed: Scene) -> None:
    staffed.services.at_desk.sit(2)
    dialog = PlanDialog(staffed.window, staffed.services)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.name.setText("Monthly desk")
    dialog.price.setText("100")
    dialog.try_act()
    assert dialog.held == "Changing plans and prices is for the facilitator. Switch with F12."
    assert dialog._switching.isVisible()
    dialog.name.setFocus()
    press(Qt.Key.Key_F12, "c", "4827", Qt.Key.Key_Return)
    assert name_at_the_foot(staffed) == "Camille"
    assert dialog.isVisible()
    dialog.try_act()
    assert [plan.name for plan in staffed.services.plans.list()] == ["Monthly desk"]


def test_a_desk_that_is_left_is_covered_until_somebody_says_who_they_are(staffed: Scene) -> None:
    staffed.window.setFocus()
    QTest.keyClick(staffed.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    covering = card(staffed)
    assert covering.geometry() == staffed.window.rect()
    press(Qt.Key.Key_Escape)
    QTest.keyClick(covering.names, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert card(staffed) is covering
    assert staffed.window.page is not None
    assert staffed.window.page.title.startswith("Tuesday")
    staffed.window.page.setFocus()
    QTest.qWait(20)
    press("v", Qt.Key.Key_Return)
    assert name_at_the_foot(staffed) == "Vera"


def test_a_page_says_whose_it_is_and_is_there_again_for_them(staffed: Scene) -> None:
    staffed.services.at_desk.sit(2)
    staffed.window.go("reports")
    shown = staffed.window._stack.currentWidget()
    assert isinstance(shown, ClosedPage)
    words = [widget.accessibleName() for widget in shown.findChildren(QWidget)]
    assert "Seeing what came in is for the facilitator or the treasurer. Switch with F12." in words
    button = next(made for made in shown.findChildren(QPushButton) if made.text() == "Switch…")
    button.click()
    press("c", "4827", Qt.Key.Key_Return)
    assert not isinstance(staffed.window._stack.currentWidget(), ClosedPage)
    staffed.services.at_desk.sit(2)
    staffed.window.go("people")
    assert not isinstance(staffed.window._stack.currentWidget(), ClosedPage)


def test_a_gesture_refused_offers_the_switch_beside_it(staffed: Scene) -> None:
    from tierslieu_desk.errors import NotAllowed

    staffed.window.refuse(NotAllowed(right="money_back", whose="facilitator_treasurer"))
    bar = staffed.window.messages
    assert bar.sentence == "Giving money back is for the facilitator or the treasurer. Switch with F12."
    assert bar._action.text() == "Switch…"
    bar._action.click()
    assert card(staffed)


def section(scene: Scene) -> OperatorsSection:
    """The section of the settings."""
    page = scene.window.go("settings")
    assert isinstance(page, SettingsPage)
    made = page.show_section("operators")
    assert isinstance(made, OperatorsSection)
    return made


def test_what_a_role_may_is_read_in_words_and_ticked(staffed: Scene) -> None:
    shown = section(staffed)
    tick_box = shown.ticks[VOLUNTEER].box("close_till")
    assert tick_box.text() == "Close the till"
    assert not tick_box.isChecked()
    tick_box.click()
    assert staffed.services.operators.rights(VOLUNTEER) == {Right.CLOSE_TILL}
    staffed.window.messages._do()
    assert staffed.services.operators.rights(VOLUNTEER) == frozenset()


def test_somebody_is_written_down_and_bad_input_is_told_under_its_field(staffed: Scene) -> None:
    shown = section(staffed)
    dialog = OperatorDialog(shown.window(), staffed.services)
    dialog.open()
    dialog.name.setText("vera")
    dialog.pin.setText("abcd")
    dialog.try_act()
    assert dialog.form.refusals == ["A PIN is four to six digits, such as 4827. Left empty, there is no PIN."]
    dialog.pin.setText("90817")
    dialog.try_act()
    assert dialog.form.refusals == ["There is already something called “vera”. Choose another name."]
    dialog.name.setText("Zoé")
    dialog.try_act()
    assert [(row.name, row.has_pin) for row in staffed.services.at_desk.all()] == [
        ("Camille", True),
        ("Vera", False),
        ("Zoé", True),
    ]


def test_the_last_facilitator_is_not_taken_away(staffed: Scene) -> None:
    shown = section(staffed)
    shown._retire(staffed.services.at_desk.all()[0])
    assert staffed.window.messages.sentence == (
        "Somebody must stay who may do everything. Make somebody else a facilitator first."
    )


def test_a_forgotten_pin_is_taken_away_with_the_places_number_and_shows_on_today(qtbot, staffed: Scene) -> None:
    staffed.window.switcher.lock()
    covering = card(staffed)
    covering.names.setFocus()
    press("c")
    covering.lost.click()
    dialog = next(one for one in staffed.window.children() if type(one).__name__ == "ForgottenPin")
    dialog.place.setText("12345")
    dialog.try_act()
    assert dialog.form.refusals == [
        "That is not what this place is known by. It is written on every invoice, and in Settings."
    ]
    dialog.place.setText("732 829 320 00074")
    dialog.try_act()
    covering.names.setFocus()
    press(Qt.Key.Key_Return)
    assert name_at_the_foot(staffed) == "Camille"
    assert "Camille" in staffed.services.shift_notes.open()[0].text


def test_the_first_facilitator_written_down_is_at_the_desk_and_nothing_is_covered(qtbot, scene: Scene) -> None:
    tick(scene.services, "operators")
    scene.window.go("today")
    scene.window.switcher.begin()
    assert name_at_the_foot(scene) == ""
    scene.services.operators.add(NewOperator("Camille", FACILITATOR))
    qtbot.waitUntil(lambda: name_at_the_foot(scene) == "Camille")
    assert scene.window.switcher.overlay is None


def test_a_copy_is_put_back_by_whoever_may_and_the_window_stays_for_the_others(staffed: Scene) -> None:
    from tierslieu_desk.ui.pages.settings.copies import CopiesSection

    asked: list[str] = []
    page = staffed.window.go("settings")
    assert isinstance(page, SettingsPage)
    shown = CopiesSection(replace(page._around, put_back=lambda: asked.append("put back")))
    refusals: list[str] = []
    shown.refused.connect(lambda refusal: refusals.append(refusal.facts["right"]))
    staffed.services.at_desk.sit(2)
    shown.restore.click()
    assert (asked, refusals) == ([], ["restore"])
    staffed.services.at_desk.sit(1, "4827")
    shown.restore.click()
    assert asked == ["put back"]


def test_a_window_opened_where_operators_are_ticked_is_covered_before_anything_is_seen(qtbot, staffed: Scene) -> None:
    """The next morning: whoever left the program closed is not at the desk any more."""
    desk = staffed.services.desk
    services = Services(Desk(desk.store, desk.clock, lambda: "computer"))
    opened = DeskWindow(services, Surroundings(services, Changes(), desk.clock, Jobs(AtOnce())), None)
    with qtbot.waitSignal(opened.ready, timeout=10_000):
        opened.open()
    covering = opened.window.switcher.overlay
    assert covering is not None
    assert covering.isVisible()
    assert covering.geometry() == opened.window.rect()
    opened.window.activateWindow()
    qtbot.waitUntil(covering.names.hasFocus)
    press("v", Qt.Key.Key_Return)
    assert opened.window.rail._operator.text().strip() == "Vera"
    opened.window.close()
    opened.window.deleteLater()


def test_a_name_too_long_for_the_rail_is_cut_there_and_read_whole(qtbot, staffed: Scene) -> None:
    long_name = "Marie-Antoinette de La Fontaine-Saint-Sauveur"
    staffed.services.operators.change(2, NewOperator(long_name, VOLUNTEER))
    staffed.services.at_desk.sit(2)
    staffed.window.switcher.show_state()
    made = staffed.window.rail._operator
    assert made.accessibleName() == long_name
    assert made.text().endswith("…")
    assert made.sizeHint().width() <= staffed.window.rail.width()


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
def test_digits_after_an_arrow_are_the_pin_of_the_name_it_chose(staffed: Scene, held: Qt.KeyboardModifier) -> None:
    """With Shift too, as a French keyboard writes digits."""
    staffed.services.operators.add(NewOperator("Zita", TREASURER, "9135"))
    staffed.window.setFocus()
    press(Qt.Key.Key_F12, Qt.Key.Key_Down, Qt.Key.Key_Down)
    for digit in "9135":
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClick(at, digit, held)
    assert card(staffed).pin.text() == "9135"
    press(Qt.Key.Key_Return)
    assert name_at_the_foot(staffed) == "Zita"


def test_the_settings_are_refused_as_the_settings(staffed: Scene) -> None:
    staffed.services.at_desk.sit(2)
    staffed.window.go("settings")
    shown = staffed.window._stack.currentWidget()
    assert isinstance(shown, ClosedPage)
    words = [widget.accessibleName() for widget in shown.findChildren(QWidget)]
    assert "Changing the settings is for the facilitator. Switch with F12." in words
