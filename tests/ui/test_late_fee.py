"""A booking called off late, by hand: what is kept is told, taken or let go, and taken back; its rule in Settings."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import slot
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from scenes import Scene

from tierslieu_desk.models.money import Charge
from tierslieu_desk.rules.late_fees import LateRule
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency, UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.series import NewSeries
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning.acts import PlanningActs
from tierslieu_desk.ui.pages.planning.late_dates import LateDates
from tierslieu_desk.ui.pages.planning.late_dialog import LET_GO, LateDialog
from tierslieu_desk.ui.pages.planning.series_scope import CallOffDates
from tierslieu_desk.ui.pages.planning.several_acts import SeveralActs
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


@pytest.fixture
def dates_off(qtbot, scene: Scene) -> LateDates:
    """Room B every day from 25 November on, four times, half a day at 36.00; half is kept within two days."""
    scene.services.late_fees.set((LateRule(48, per_cent=50),))
    daily = Rule(Frequency.DAY, 1, datetime(2026, 11, 24, 14), 240, count=4)
    made = scene.services.series.book(NewSeries(scene.house.room_b, scene.jean, daily))
    page = scene.window.go("planning")
    (acts,) = page.findChildren(PlanningActs)
    acts.call_off(scene.services.bookings.get(made.bookings[0]))
    asked = open_dialog(CallOffDates)
    asked.scope.choose("following")
    click(qtbot, asked.act)
    shown = open_dialog(LateDates)
    assert isinstance(shown, LateDates)
    return shown


def states(scene: Scene) -> set[str]:
    return {row.state for row in scene.services.bookings.of_person(scene.jean)}


def test_several_dates_called_off_late_are_told_each_with_the_sum_before_and_owed_a_line_each(
    qtbot, scene: Scene, dates_off: LateDates
) -> None:
    """It is 10:47 on the 24th: the afternoons of the 24th and 25th are late, those of the 26th and 27th are not."""
    assert states(scene) == {"confirmed"}
    said = [words.text() for words in dates_off.findChildren(Words)]
    assert "Of 2 dates that are called off late the house keeps €36.00 in all." in said
    (lines,) = [text for text in said if "\n" in text]
    assert [line.rpartition(": ")[2] for line in lines.split("\n")] == ["€18.00", "€18.00"]
    click(qtbot, dates_off.act)
    assert states(scene) == {"cancelled"}
    assert sorted(owed(scene))[:2] == [1800, 1800]
    assert "on their account" in scene.window.messages.sentence
    scene.window.messages._do()
    assert states(scene) == {"confirmed"}
    assert 1800 not in owed(scene)


def test_the_fees_of_several_dates_are_let_go_only_with_a_word(qtbot, scene: Scene, dates_off: LateDates) -> None:
    dates_off.what.choose(LET_GO)
    click(qtbot, dates_off.act)
    assert dates_off.form.refusals
    assert states(scene) == {"confirmed"}
    dates_off.why.setText("snow")
    click(qtbot, dates_off.act)
    assert states(scene) == {"cancelled"}
    assert 1800 not in owed(scene)


def test_several_chosen_on_the_planning_and_called_off_are_told_late_too(qtbot, scene: Scene) -> None:
    scene.services.late_fees.set((LateRule(48, per_cent=50),))
    new = NewBooking(scene.house.room_b, scene.jean, slot("14:00", "18:00"))
    number = scene.services.bookings.book(new).id
    page = scene.window.go("planning")
    (several,) = page.findChildren(SeveralActs)
    page.view.chosen.numbers = {number, scene.booking}
    several.call_off()
    shown = open_dialog(LateDates)
    assert scene.services.bookings.get(number).state == "confirmed"
    click(qtbot, shown.act)
    assert scene.services.bookings.get(number).state == "cancelled"
