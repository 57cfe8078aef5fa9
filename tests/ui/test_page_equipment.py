"""The equipment page: lent with a deposit, taken back, a key given out, a thing out of use; each with its way back."""

from __future__ import annotations

from datetime import datetime

import papers
import pytest
from builders import advance_to, slot
from pressing import dialog, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from scenes import Scene

from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.services.thing import loan_papers
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.equipment.page import MAINTENANCE, THINGS, EquipmentPage
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.labels import Chip

NOW = datetime(2026, 11, 24, 10, 47)
EVENING = datetime(2026, 11, 24, 18)


@pytest.fixture
def projector(scene: Scene) -> int:
    return scene.services.units.add(NewUnit("Projector", UnitKind.TOOL, shelf="C1"))


@pytest.fixture
def page(scene: Scene) -> EquipmentPage:
    shown = scene.window.go("equipment")
    shown.setFocus()
    settle()
    assert isinstance(shown, EquipmentPage)
    return shown


def read(inside: QWidget) -> list[str]:
    settle()
    return [label.text().replace("\xa0", " ") for label in inside.findChildren(QLabel) if label.isVisible()]


def chips(inside: QWidget) -> list[str]:
    settle()
    return [chip.text() for chip in inside.findChildren(Chip) if chip.isVisible()]


def rows(page: EquipmentPage) -> list[list[str]]:
    settle()
    model = page.part.both.table.model()
    columns = range(model.columnCount())
    return [
        [str(model.index(row, column).data()).replace("\xa0", " ") for column in columns]
        for row in range(model.rowCount())
    ]


def more(page: EquipmentPage, words: str) -> None:
    """What is under the three dots of a thing."""
    settle()
    (act,) = [act for act in page.things.menu.actions() if act.text() == words and act.isVisible()]
    act.trigger()
    settle()


def lend(qtbot, page: EquipmentPage) -> Dialog:
    press(qtbot, page, "Lend")
    return dialog()


def test_nothing_out_says_what_to_do(page: EquipmentPage) -> None:
    assert page.out.both.table._empty.accessibleName() == "Everything is here"
    page.show_part(THINGS)
    assert page.things.both.table._empty.accessibleName() == "There is nothing to lend yet"


def test_a_projector_is_lent_with_a_deposit_typed_with_a_comma(
    qtbot, page: EquipmentPage, scene: Scene, projector: int
) -> None:
    form = lend(qtbot, page)
    qtbot.keyClicks(form._who, "roca")
    qtbot.keyClicks(form._deposit, "150,00")
    qtbot.keyClicks(form._state_out, "lamp new")
    qtbot.keyClick(form._state_out, Qt.Key.Key_Return)
    settle()
    (loan,) = scene.services.loans.out()
    assert (loan.unit, loan.who, loan.deposit_cents, loan.state_out) == ("Projector", "Maria Roca", 15_000, "lamp new")
    assert (loan.out, loan.due) == (NOW, EVENING)
    assert rows(page) == [["Projector", "Maria Roca", "today 18:00", "€150.00", "out"]]
    assert "deposits held: €150.00" in read(page.out.both.card)
    assert scene.window.messages.sentence == "Projector is lent to Maria Roca, back today 18:00."


def test_ctrl_n_lends(qtbot, page: EquipmentPage, scene: Scene, projector: int) -> None:
    scene.window.activateWindow()
    qtbot.waitUntil(scene.window.isActiveWindow)
    qtbot.keyClick(scene.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = dialog()
    assert (form.windowTitle(), form._unit.currentText()) == ("Lend", "Projector")
    form.close()


def test_a_loan_just_made_is_taken_back(qtbot, page: EquipmentPage, scene: Scene, projector: int) -> None:
    form = lend(qtbot, page)
    form._who.choose(scene.services.people.get(scene.maria))
    form.try_act()
    settle()
    scene.window.messages._do()
    assert scene.services.loans.out() == ()
    assert [thing.state for thing in scene.services.loans.things()] == ["free"]


def test_enter_takes_it_back_and_says_what_to_hand_back(
    qtbot, page: EquipmentPage, scene: Scene, projector: int
) -> None:
    loans = scene.services.loans
    loans.lend(projector, scene.maria, slot("10:00", "18:00", "2026-11-24"), deposit_cents=15_000, state_out="new")
    qtbot.waitUntil(lambda: len(rows(page)) == 1)
    page.out.both.table.setFocus()
    qtbot.keyClick(page.out.both.table, Qt.Key.Key_Return)
    form = dialog()
    assert "Deposit to hand back: €150.00" in read(form)
    assert "It left like this: new" in read(form)
    qtbot.keyClicks(form._state, "cable missing")
    qtbot.keyClick(form._state, Qt.Key.Key_Return)
    settle()
    assert loans.out() == ()
    said = scene.window.messages.sentence.replace("\xa0", " ")
    assert said == "Projector is back; hand back the deposit of €150.00."
    (before,) = loans.before(projector)
    assert (before.who, before.state_back, before.back) == ("Maria Roca", "cable missing", NOW)
    scene.window.messages._do()
    (again,) = loans.out()
    assert (again.unit, again.deposit_cents, again.due) == ("Projector", 15_000, EVENING)


def test_what_is_out_is_not_lent_and_by_whom_and_until_when_is_told(
    qtbot, page: EquipmentPage, scene: Scene, projector: int
) -> None:
    scene.services.loans.lend(projector, scene.maria, slot("10:00", "18:00", "2026-11-24"))
    form = lend(qtbot, page)
    assert form._state.text() == "with Maria Roca, due today 18:00"
    form._who.choose(scene.services.people.get(scene.jean))
    form.try_act()
    assert form.form.refusals == ["Projector is still with Maria Roca, due on 24 November 2026, 18:00."]
    form.reject()
    assert len(scene.services.loans.out()) == 1


def test_what_is_booked_is_not_lent_over_it(qtbot, page: EquipmentPage, scene: Scene, projector: int) -> None:
    booking = NewBooking(projector, scene.maria, slot("14:00", "16:00", "2026-11-24"))
    scene.services.bookings.book(booking)
    form = lend(qtbot, page)
    form._who.choose(scene.services.people.get(scene.jean))
    form.try_act()
    said = "Projector is taken by Maria Roca, 24 November 2026, 14:00 – 16:00. Choose another time or another space."
    assert [told.replace("\xa0", " ") for told in form.form.refusals] == [said]
    form._time.setText("13:00")
    form.try_act()
    settle()
    assert [loan.due for loan in scene.services.loans.out()] == [datetime(2026, 11, 24, 13)]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("_who", "Zorglub", "Nobody called “Zorglub” is in your files. Add them first, or check the spelling."),
        ("_deposit", "abc", "“abc” is not an amount. Write it like this: 12.50."),
        ("_deposit", "-5", "“-5” is not an amount. Write it like this: 5."),
        ("_time", "10:00", "24 November 2026, 10:00 is over already. Choose when it must be back."),
        ("_time", "25:61", "“25:61” is not a time of the day. Write it like this: 14:30."),
        ("_day", "31/02/2026", "“31/02/2026” is not a day of the calendar. Write it like this: 24/11/2026."),
    ],
)
def test_what_is_typed_wrong_is_told_beside_it_and_nothing_is_lost(
    qtbot, page: EquipmentPage, scene: Scene, projector: int, field: str, typed: str, told: str
) -> None:
    form = lend(qtbot, page)
    form._who.choose(scene.services.people.get(scene.maria))
    form._state_out.setText("lamp new")
    line = getattr(form, field)
    line.selectAll()
    if field == "_who":
        line.start_over()
    line.setText(typed)
    form.try_act()
    assert [said.replace("\xa0", " ") for said in form.form.refusals] == [told]
    assert form._state_out.text() == "lamp new"
    form.reject()
    assert scene.services.loans.out() == ()


def test_somebody_late_with_one_thing_is_lent_no_other(
    qtbot, page: EquipmentPage, scene: Scene, projector: int
) -> None:
    scene.services.units.add(NewUnit("Drill", UnitKind.TOOL))
    scene.services.loans.lend(projector, scene.maria, slot("09:00", "10:00", "2026-11-24"))
    form = lend(qtbot, page)
    assert form._unit.currentText() == "Drill"
    form._who.choose(scene.services.people.get(scene.maria))
    form.try_act()
    assert form.form.refusals == ["Projector is still with Maria Roca, due on 24 November 2026, 10:00."]
    assert form._who.property("refused") is True
    form.reject()


def test_what_is_late_comes_first_says_by_how_much_and_is_counted_on_the_rail(
    qtbot, page: EquipmentPage, scene: Scene, projector: int
) -> None:
    drill = scene.services.units.add(NewUnit("Drill", UnitKind.TOOL))
    scene.services.loans.lend(drill, scene.jean, slot("09:00", "18:00", "2026-11-24"))
    scene.services.loans.lend(projector, scene.maria, slot("09:00", "10:00", "2026-11-24"))
    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    assert [(row[0], row[-1]) for row in rows(page)] == [("Projector", "47 min late"), ("Drill", "out")]
    qtbot.waitUntil(lambda: scene.window.rail.button("equipment").count == 1)
    advance_to(scene.services.desk, datetime(2026, 11, 27, 10, 47))
    page.refresh()
    assert [(row[0], row[-1]) for row in rows(page)] == [("Projector", "3 days late"), ("Drill", "2 days late")]


def test_a_key_is_written_down_given_out_for_a_year_and_comes_back(qtbot, page: EquipmentPage, scene: Scene) -> None:
    page.show_part(THINGS)
    press(qtbot, page.things, "New thing…")
    form = dialog()
    form.try_act()
    assert form.form.refusals == ["Something is missing: the name (space or thing). Fill it in, then try again."]
    qtbot.keyClicks(form._name, "Key 8")
    form._kind.choose("locker")
    qtbot.keyClicks(form._shelf, "Board")
    press(qtbot, form, "Write it down")
    assert rows(page) == [["Key 8", "here, Board", ""]]
    press(qtbot, page.things.both.detail, "Lend…")
    assert dialog().focusWidget().accessibleName() == "To"
    form = dialog()
    form._who.choose(scene.services.people.get(scene.jean))
    form._deposit.setText("40")
    form.try_act()
    settle()
    (loan,) = scene.services.loans.out()
    assert (loan.unit, loan.due, loan.deposit_cents) == ("Key 8", datetime(2027, 11, 24, 18), 4_000)
    assert rows(page) == [["Key 8", "with Jean Dupont, due 24 November 2027", "€40.00"]]
    assert "€40.00" in read(page.things.both.detail)
    press(qtbot, page.things.both.detail, "Give back")
    press(qtbot, dialog(), "It is back")
    assert scene.services.loans.out() == ()
    assert rows(page) == [["Key 8", "here, Board", ""]]


def test_a_name_that_is_taken_is_told_beside_it_and_a_new_thing_is_taken_back(
    qtbot, page: EquipmentPage, scene: Scene, projector: int
) -> None:
    page.show_part(THINGS)
    press(qtbot, page.things, "New thing…")
    form = dialog()
    qtbot.keyClicks(form._name, "projector")
    form.try_act()
    assert form.form.refusals == ["There is already something called “projector”. Choose another name."]
    form._name.setText("Screen")
    form.try_act()
    settle()
    assert [thing.name for thing in scene.services.loans.things()] == ["Projector", "Screen"]
    scene.window.messages._do()
    assert [thing.name for thing in scene.services.loans.things()] == ["Projector"]


def test_the_slip_is_looked_at_when_asked_for_while_lending_and_later(
    qtbot, page: EquipmentPage, scene: Scene, projector: int
) -> None:
    form = lend(qtbot, page)
    form._who.choose(scene.services.people.get(scene.maria))
    form._deposit.setText("150,00")
    form._slip.setChecked(True)
    form.try_act()
    paper = dialog()
    assert isinstance(paper, PaperDialog)
    assert (paper.windowTitle(), paper.pages) == ("Loan slip: Projector", 1)
    paper.reject()
    settle()
    press(qtbot, page.out.both.detail, "Loan slip…")
    again = dialog()
    assert isinstance(again, PaperDialog)
    again.reject()
    (loan,) = scene.services.loans.out()
    text = papers.text(loan_papers.render(scene.services.loans, scene.services.places, loan.id))
    for told in ("Projector", "Maria Roca", "24 novembre 2026, 18:00", "150,00"):
        assert told in text.replace("\xa0", " "), told


def test_what_another_window_took_back_is_not_taken_back_twice(
    qtbot, page: EquipmentPage, scene: Scene, projector: int
) -> None:
    loan = scene.services.loans.lend(projector, scene.maria, slot("10:00", "18:00", "2026-11-24"))
    qtbot.waitUntil(lambda: len(rows(page)) == 1)
    press(qtbot, page.out.both.detail, "Give back")
    form = dialog()
    scene.services.loans.give_back(loan)
    form.try_act()
    assert form.form.refusals == ["This is already done (24 November 2026, 10:47)."]
    form.reject()


def test_a_return_is_not_taken_back_once_somebody_else_has_the_thing(
    qtbot, page: EquipmentPage, scene: Scene, projector: int
) -> None:
    loans = scene.services.loans
    loans.lend(projector, scene.maria, slot("10:00", "18:00", "2026-11-24"))
    qtbot.waitUntil(lambda: len(rows(page)) == 1)
    press(qtbot, page.out.both.detail, "Give back")
    dialog().try_act()
    loans.lend(projector, scene.jean, slot("11:00", "12:00", "2026-11-24"))
    scene.window.messages._do()
    assert "taken by Jean Dupont" in scene.window.messages.sentence
    assert [row.who for row in loans.out()] == ["Jean Dupont"]


def test_a_thing_is_taken_out_of_use_and_back_in_use(qtbot, page: EquipmentPage, scene: Scene, projector: int) -> None:
    page.show_part(THINGS)
    settle()
    more(page, "Out of use…")
    form = dialog()
    qtbot.keyClicks(form._reason, "new lamp")
    form._to.setText("23/11/2026")
    form.try_act()
    assert "is over already" in form.form.refusals[0]
    form._to.setText("27/11/2026")
    form.try_act()
    settle()
    assert rows(page) == [["Projector", "out of use until Fri 27 Nov, 18:00", ""]]
    page.show_part(MAINTENANCE)
    assert rows(page) == [["Projector", "new lamp", "today 10:47", "Fri 27 Nov, 18:00"]]
    scene.window.messages._do()
    assert scene.services.maintenances.to_come() == ()
    page.show_part(THINGS)
    more(page, "Out of use…")
    dialog().try_act()
    advance_to(scene.services.desk, datetime(2026, 11, 24, 11))
    page.show_part(MAINTENANCE)
    press(qtbot, page.maintenance.both.detail, "Back in use")
    assert scene.services.maintenances.to_come() == ()
    assert [thing.state for thing in scene.services.loans.things()] == ["free"]


def test_found_while_typing_by_thing_and_by_name(qtbot, page: EquipmentPage, scene: Scene, projector: int) -> None:
    drill = scene.services.units.add(NewUnit("Drill", UnitKind.TOOL))
    scene.services.loans.lend(drill, scene.jean, slot("09:00", "18:00", "2026-11-24"))
    scene.services.loans.lend(projector, scene.maria, slot("09:00", "18:00", "2026-11-24"))
    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    qtbot.keyClicks(page._find, "roca")
    qtbot.waitUntil(lambda: [row[0] for row in rows(page)] == ["Projector"])


def test_a_thing_written_down_wrong_is_corrected_and_the_correction_taken_back(
    qtbot, page: EquipmentPage, scene: Scene, projector: int
) -> None:
    page.show_part(THINGS)
    press(qtbot, page.things.both.detail, "Change…")
    form = dialog()
    assert (form.windowTitle(), form._shelf.text(), form._kind.choice) == ("Projector", "C1", "tool")
    form._name.selectAll()
    qtbot.keyClicks(form._name, "Video projector")
    form._kind.choose("locker")
    form._shelf.setText("D4")
    qtbot.keyClicks(form._note, "No. 4711, 400 euros")
    press(qtbot, form, "Keep")
    units = scene.services.units
    changed = units.get(projector)
    assert (changed.name, changed.kind, changed.shelf) == ("Video projector", "locker", "D4")
    assert rows(page) == [["Video projector", "here, D4", ""]]
    assert "No. 4711, 400 euros" in read(page.things.both.detail)
    scene.window.messages._do()
    before = units.get(projector)
    assert (before.name, before.kind, before.shelf, before.description) == ("Projector", "tool", "C1", "")


def test_undo_of_a_correction_leaves_what_another_desk_corrected_since(
    qtbot, page: EquipmentPage, scene: Scene, projector: int
) -> None:
    page.show_part(THINGS)
    press(qtbot, page.things.both.detail, "Change…")
    form = dialog()
    form._shelf.setText("D4")
    press(qtbot, form, "Keep")
    units = scene.services.units
    units.change(units.get(projector), NewUnit("Small projector", UnitKind.TOOL, shelf="D5"))
    scene.window.messages._do()
    after = units.get(projector)
    assert (after.name, after.shelf) == ("Small projector", "D5")
    settle()
    assert scene.window.messages.sentence.startswith("Somebody changed this meanwhile.")


def test_a_thing_gone_for_good_is_lent_no_more_and_its_past_stays(
    qtbot, page: EquipmentPage, scene: Scene, projector: int
) -> None:
    loans = scene.services.loans
    loan = loans.lend(projector, scene.maria, slot("10:00", "18:00", "2026-11-24"))
    page.show_part(THINGS)
    more(page, "No longer lent")
    assert scene.window.messages.sentence == "Projector is still with Maria Roca, due on 24 November 2026, 18:00."
    loans.give_back(loan)
    qtbot.waitUntil(lambda: rows(page)[0][1] == "here, C1")
    more(page, "No longer lent")
    assert rows(page) == []
    assert loans.things() == ()
    told = "Projector is no longer lent. Who had it stays written down."
    assert scene.window.messages.sentence == told
    scene.window.messages._do()
    assert [thing.name for thing in loans.things()] == ["Projector"]
    qtbot.waitUntil(lambda: len(rows(page)) == 1)
    more(page, "No longer lent")
    assert loans.things() == ()
    qtbot.mouseClick(page.things.gone, Qt.MouseButton.LeftButton)
    assert rows(page) == [["Projector", "no longer lent", ""]]
    assert "Maria Roca" in read(page.things.both.detail)
    press(qtbot, page.things.both.detail, "Lend it again")
    assert [thing.state for thing in loans.things()] == ["free"]
    scene.window.messages._do()
    assert loans.things() == ()


def test_what_is_broken_for_good_goes_though_its_repair_was_planned(
    page: EquipmentPage, scene: Scene, projector: int
) -> None:
    scene.services.maintenances.plan(projector, slot("10:00", "18:00", "2026-11-24"), "lamp")
    page.show_part(THINGS)
    more(page, "No longer lent")
    assert scene.services.loans.things() == ()
    assert scene.services.maintenances.to_come() == ()


def test_lending_where_there_is_nothing_yet_leads_to_writing_down_the_first_thing(
    qtbot, page: EquipmentPage, scene: Scene
) -> None:
    form = lend(qtbot, page)
    assert "There is nothing to lend yet. “New thing…” writes down a tool or a key." in read(form)
    assert form.focusWidget() is form._new_thing
    qtbot.keyClick(form._new_thing, Qt.Key.Key_Space)
    settle()
    (thing,) = [w for w in form.findChildren(Dialog) if w.isVisible()]
    qtbot.keyClicks(thing._name, "Drill")
    qtbot.keyClick(thing._name, Qt.Key.Key_Return)
    settle()
    assert form._unit.currentText() == "Drill"
    assert form.focusWidget() is form._who
    qtbot.keyClicks(form._who, "roca")
    qtbot.keyClick(form._who, Qt.Key.Key_Return)
    settle()
    assert [(loan.unit, loan.who) for loan in scene.services.loans.out()] == [("Drill", "Maria Roca")]


def test_the_file_of_whoever_has_a_thing_says_which_until_when_and_the_deposit_held(
    qtbot, scene: Scene, projector: int
) -> None:
    out = slot("10:00", "18:00", "2026-11-24")
    people = scene.window.go("people")
    assert isinstance(people, PeoplePage)
    people.show_party(scene.maria)
    scene.services.loans.lend(projector, scene.maria, out, deposit_cents=15_000)
    qtbot.waitUntil(lambda: "Projector" in read(people))
    (row,) = [
        row
        for row in people.findChildren(Row)
        if row.accessibleName() == "Projector" and "back by" in row.accessibleDescription()
    ]
    assert row.accessibleDescription() == "back by 24 November 2026, 18:00 · deposit held: €150.00"
