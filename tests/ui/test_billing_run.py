"""Invoicing everybody: seen before, issued with progress, stopped safely between two, and who was held back and why."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import advance_to
from pressing import press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from scenes import Scene

from tierslieu_desk import errors
from tierslieu_desk.services.money.to_invoice import NewCharge
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui.jobs import Job
from tierslieu_desk.ui.pages.money.billing import BillingDialog, BillingResult
from tierslieu_desk.ui.pages.money.page import MoneyPage
from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.cards import Row

DAY = date(2026, 11, 24)
NAMES = ("Ana", "Berta", "Carla")


@pytest.fixture
def page(scene: Scene) -> MoneyPage:
    """Ana, Berta and Carla owe 10.00 each; so does Maria Roca, whose address nobody knows, for Room A."""
    for name in NAMES:
        party = scene.services.people.add_person(NewPerson(given_name=name, city="Foix"))
        scene.services.to_invoice.charge(NewCharge(party, "Desk", 100_000))
    shown = scene.window.go("money")
    assert isinstance(shown, MoneyPage)
    settle()
    return shown


def shown(kind: type) -> list:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]


def previewed(qtbot, page: MoneyPage) -> BillingDialog:
    press(qtbot, page, "Invoice everybody…")
    (dialog,) = shown(BillingDialog)
    return dialog


def column(dialog: BillingDialog | BillingResult, number: int) -> list[str]:
    model = dialog.table.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def held(dialog: QWidget) -> list[tuple[str, str]]:
    return [(row.accessibleName(), row.accessibleDescription()) for row in dialog.findChildren(Row)]


def issued(scene: Scene) -> list[str]:
    return [row.customer for row in reversed(scene.services.invoices.all())]


MISSING = "Something is missing: the address (Maria Roca). Fill it in, then try again."


def test_what_would_be_issued_and_who_is_held_back_is_shown_before(qtbot, page: MoneyPage, scene: Scene) -> None:
    dialog = previewed(qtbot, page)
    assert column(dialog, 0) == list(NAMES)
    assert held(dialog) == [("Maria Roca", MISSING)]
    assert dialog.act.text() == "Issue 3 documents"
    assert issued(scene) == []
    dialog.close()


def test_the_day_until_which_is_typed_and_one_that_is_none_is_told(qtbot, page: MoneyPage) -> None:
    dialog = previewed(qtbot, page)
    dialog._until.selectAll()
    qtbot.keyClicks(dialog._until, "23/11/2026\t")
    settle()
    assert column(dialog, 0) == []
    assert not dialog.act.isEnabled()
    dialog._until.setFocus()
    qtbot.keyClicks(dialog._until, "31/11/2026\t")
    assert dialog.form.refusals == ["“31/11/2026” is not a day of the calendar. Write it like this: 24/11/2026."]
    dialog.close()


def test_all_are_issued_and_whoever_was_held_back_is_one_click_away(qtbot, page: MoneyPage, scene: Scene) -> None:
    dialog = previewed(qtbot, page)
    press(qtbot, dialog, "Issue 3 documents")
    assert issued(scene) == list(NAMES)
    (result,) = shown(BillingResult)
    assert result.windowTitle() == "3 documents issued, €30.00."
    assert column(result, 0) == ["F2026-0001", "F2026-0002", "F2026-0003"]
    assert held(result) == [("Maria Roca", MISSING)]
    press(qtbot, result, "Open Maria Roca")
    (person,) = shown(PersonDialog)
    assert person.windowTitle() == "Maria Roca"
    assert person.focusWidget() is person._street
    person._city.setText("Foix")
    person.try_act()
    settle()
    assert held(result) == []
    assert result._words.text() == "Maria Roca can be invoiced now."
    press(qtbot, result, "Go on with the rest")
    assert issued(scene) == [*NAMES, "Maria Roca"]
    for last in shown(BillingResult):
        last.close()


def test_somebody_mended_in_the_preview_is_invoiced_with_the_others(qtbot, page: MoneyPage, scene: Scene) -> None:
    dialog = previewed(qtbot, page)
    press(qtbot, dialog, "Open Maria Roca")
    (person,) = shown(PersonDialog)
    person._city.setText("Foix")
    person.try_act()
    settle()
    assert dialog.act.text() == "Issue 4 documents"
    press(qtbot, dialog, "Issue 4 documents")
    assert issued(scene) == [*NAMES, "Maria Roca"]
    assert scene.window.messages.sentence == "4 documents issued, €54.00."
    (result,) = shown(BillingResult)
    assert held(result) == []
    result.close()


def test_all_that_was_issued_is_printed_in_one_go_and_each_is_opened(qtbot, page: MoneyPage, scene: Scene) -> None:
    press(qtbot, previewed(qtbot, page), "Issue 3 documents")
    (result,) = shown(BillingResult)
    press(qtbot, result, "Print all 3…")
    (together,) = shown(PaperDialog)
    assert together.windowTitle() == "3 documents of 24 November 2026"
    assert together.pages == 3
    texts = [together._document.getAllText(number).text() for number in range(3)]
    assert [f"F2026-000{number}" in texts[number - 1] for number in (1, 2, 3)] == [True] * 3
    together.close()
    result.table.choose(scene.services.invoices.all()[1].id)
    qtbot.keyClick(result.table, Qt.Key.Key_Return)
    (one,) = shown(PaperDialog)
    assert one.windowTitle() == "Invoice F2026-0002"
    assert one.pages == 1
    one.close()
    result.close()


@pytest.mark.parametrize(
    ("today", "until", "period"),
    [
        (datetime(2026, 12, 1, 9), date(2026, 11, 30), "month"),
        (datetime(2026, 12, 10, 9), date(2026, 11, 30), "month"),
        (datetime(2026, 12, 11, 9), date(2026, 12, 11), "today"),
        (datetime(2026, 12, 30, 9), date(2026, 12, 30), "today"),
        (datetime(2027, 1, 2, 9), date(2026, 12, 31), "month"),
    ],
)
def test_the_month_that_is_over_is_proposed_in_the_first_days_of_one(
    qtbot, page: MoneyPage, scene: Scene, today: datetime, until: date, period: str
) -> None:
    advance_to(scene.services.desk, today)
    page.refresh()
    dialog = previewed(qtbot, page)
    assert (dialog._until.day, dialog._period.choice) == (until, period)
    dialog.close()


def test_the_period_is_one_click_from_another(qtbot, page: MoneyPage, scene: Scene) -> None:
    advance_to(scene.services.desk, datetime(2026, 12, 2, 9))
    page.refresh()
    dialog = previewed(qtbot, page)
    press(qtbot, dialog, "Until today")
    assert dialog._until.day == date(2026, 12, 2)
    press(qtbot, dialog, "November 2026")
    assert dialog._until.day == date(2026, 11, 30)
    dialog._until.day = date(2026, 11, 15)
    settle()
    assert dialog._period.choice == "other"
    dialog.close()


def test_a_day_that_was_chosen_on_the_page_stays_chosen(qtbot, page: MoneyPage, scene: Scene) -> None:
    advance_to(scene.services.desk, datetime(2026, 12, 2, 9))
    page.refresh()
    page.view._until.day = date(2026, 11, 27)
    settle()
    dialog = previewed(qtbot, page)
    assert (dialog._until.day, dialog._period.choice) == (date(2026, 11, 27), "other")
    dialog.close()


def test_after_a_look_that_was_refused_the_same_key_looks_again(
    qtbot, page: MoneyPage, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_until: date) -> None:
        raise errors.StoreBusy(folder="/desk")

    dialog = previewed(qtbot, page)
    with monkeypatch.context() as patch:
        patch.setattr(scene.services.invoices, "preview", busy)
        dialog._until.day = date(2026, 11, 25)
    assert dialog._words.text() == "What is owed could not be looked through."
    assert len(dialog.form.refusals) == 1
    assert not dialog.act.isEnabled()
    assert dialog.focusWidget() is dialog._again
    press(qtbot, dialog, "Look again")
    assert dialog.form.refusals == []
    assert dialog.act.text() == "Issue 3 documents"
    assert dialog.act.isEnabled()
    assert not dialog._again.isVisible()
    dialog.close()


def test_stopped_between_two_the_first_stand_and_the_rest_goes_on_when_asked(
    qtbot, page: MoneyPage, scene: Scene
) -> None:
    jobs = scene.window._surroundings.jobs
    running: list[Job] = []

    def stop_after_one(job: Job) -> None:
        if job.title == "Issuing invoices" and not running:
            running.append(job)
            job.stepped.connect(lambda step: job.cancel() if step.done == 0 else None)

    jobs.started.connect(stop_after_one)
    press(qtbot, previewed(qtbot, page), "Issue 3 documents")
    assert running
    (result,) = shown(BillingResult)
    assert issued(scene) == ["Ana"]
    assert "Stopped between two: what was issued stands, the rest is untouched." in result._words.text()
    press(qtbot, result, "Go on with the rest")
    assert issued(scene) == list(NAMES)
    assert [row.number for row in scene.services.invoices.all()] == ["F2026-0003", "F2026-0002", "F2026-0001"]
    for one in shown(BillingResult):
        one.close()


def test_a_disk_that_fills_up_keeps_what_was_issued_and_one_key_goes_on(
    qtbot, page: MoneyPage, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers, keep = scene.services.papers, scene.services.papers.keep
    kept: list[bytes] = []

    def room_for_one(content: bytes) -> str:
        if kept:
            raise errors.DiskFull(folder="/desk")
        kept.append(content)
        return keep(content)

    with monkeypatch.context() as patch:
        patch.setattr(papers, "keep", room_for_one)
        press(qtbot, previewed(qtbot, page), "Issue 3 documents")
    assert issued(scene) == ["Ana"]
    (result,) = shown(BillingResult)
    assert result._words.text() == (
        "There is no room left on the disk (/desk). Make room, then try again: nothing was lost. 3 documents are left."
    )
    qtbot.keyClick(result.act, Qt.Key.Key_Return)
    settle()
    assert issued(scene) == list(NAMES)
    for one in shown(BillingResult):
        one.close()
