"""A booking called off late, by hand: what is kept is told, taken or let go, and taken back; its rule in Settings."""

from __future__ import annotations

import pytest
from builders import slot
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from scenes import Scene

from tierslieu_desk.models.money import Charge
from tierslieu_desk.rules.late_fees import LateRule
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking_work import NewBooking
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning.acts import PlanningActs
from tierslieu_desk.ui.pages.planning.late_dialog import LET_GO, LateDialog
from tierslieu_desk.ui.pages.settings.late_fee import AMOUNT, NOTHING, PART, LateFeeDialog
from tierslieu_desk.ui.widgets.labels import Words


def open_dialog(kind: type[Dialog]) -> Dialog:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def click(qtbot, made: QPushButton) -> None:
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


def owed(scene: Scene) -> list[int]:
    with scene.services.desk.store.reading() as session:
        return [one.gross_cents for one in session.query(Charge).filter(Charge.booking_id.is_not(None))]


@pytest.fixture
def late(scene: Scene) -> tuple[LateDialog, int]:
    """Room A for half a day tomorrow, 36.00 with tax, called off today."""
    scene.services.late_fees.set((LateRule(48, per_cent=50),))
    who = scene.services.people.list(limit=1)[0].id
    number = scene.services.bookings.book(NewBooking(scene.house.room_b, who, slot("14:00", "18:00"))).id
    page = scene.window.go("planning")
    (acts,) = page.findChildren(PlanningActs)
    acts.call_off(scene.services.bookings.get(number))
    shown = open_dialog(LateDialog)
    assert isinstance(shown, LateDialog)
    return shown, number


def test_what_is_kept_is_told_before_and_owed_after(qtbot, scene: Scene, late: tuple[LateDialog, int]) -> None:
    dialog, number = late
    before = owed(scene)
    said = [words.text() for words in dialog.findChildren(Words)]
    assert any("the house keeps 50 % of €36.00: €18.00." in one for one in said)
    click(qtbot, dialog.act)
    assert scene.services.bookings.get(number).state == "cancelled"
    assert sorted(owed(scene)) == sorted([*before[:-1], 1800])
    assert "owes €18.00" in scene.window.messages.sentence
    scene.window.messages._do()
    assert scene.services.bookings.get(number).state == "confirmed"
    assert sorted(owed(scene)) == sorted(before)


def test_it_is_let_go_with_a_word(qtbot, scene: Scene, late: tuple[LateDialog, int]) -> None:
    dialog, number = late
    before = owed(scene)
    dialog.what.choose(LET_GO)
    click(qtbot, dialog.act)
    assert dialog.form.refusals
    assert scene.services.bookings.get(number).state == "confirmed"
    dialog.why.setText("snow")
    click(qtbot, dialog.act)
    assert scene.services.bookings.get(number).state == "cancelled"
    assert len(owed(scene)) == len(before) - 1


def test_a_house_without_a_rule_is_asked_nothing(scene: Scene) -> None:
    who = scene.services.people.list(limit=1)[0].id
    number = scene.services.bookings.book(NewBooking(scene.house.room_b, who, slot("14:00", "18:00"))).id
    page = scene.window.go("planning")
    (acts,) = page.findChildren(PlanningActs)
    acts.call_off(scene.services.bookings.get(number))
    assert scene.services.bookings.get(number).state == "cancelled"
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, LateDialog) and one.isVisible()]


def test_the_rule_is_set_changed_for_a_kind_and_taken_back(qtbot, scene: Scene) -> None:
    fees = scene.services.late_fees
    page = scene.window.go("settings")
    page.show_section("units")._late()
    dialog = open_dialog(LateFeeDialog)
    assert isinstance(dialog, LateFeeDialog)
    dialog.kind.choose(UnitKind.ROOM.value)
    first, second = dialog.lines
    assert (first.what.choice, second.isVisible()) == (NOTHING, False)
    first.unit.choose(24)
    first.count.setValue(30)
    first.what.choose(AMOUNT)
    click(qtbot, dialog.act)
    assert dialog.form.refusals
    first.amount.setText("100")
    second.what.choose(PART)
    click(qtbot, dialog.act)
    assert not dialog.isVisible(), dialog.form.refusals
    assert fees.of(UnitKind.ROOM) == (LateRule(720, cents=10_000), LateRule(24, per_cent=50))
    assert fees.of() == ()
    scene.window.messages._do()
    assert fees.of(UnitKind.ROOM) == ()
