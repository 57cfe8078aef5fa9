"""A house begins in the middle of a year from the window: the model, what is wrong, all of it, and quiet afterwards."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from opening_books import book
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from scenes import Scene

from tierslieu_desk import say
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.pages.money.invoice_panel import InvoicePanel
from tierslieu_desk.ui.pages.money.payment_dialog import PaymentDialog
from tierslieu_desk.ui.pages.settings.opening import OpeningSection
from tierslieu_desk.ui.pages.settings.opening_dialog import GiveBackDialog, OpeningDialog
from tierslieu_desk.ui.pages.settings.page import SettingsPage
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.table import Table

BEFORE = {
    "Next numbers": [["Documents", "Next number"], ["Invoices", "F2026-0143"]],
    "Unpaid invoices": [
        ["Number", "Customer", "Date", "Due", "Left to pay"],
        ["F2026-0131", "Maria Roca", "12/05/2026", "11/06/2026", 120],
    ],
    "Deposits held": [["Who", "What for", "Amount", "Since"], ["Jean Dupont", "Badge 12", 50, "02/01/2026"]],
}
WRONG = {**BEFORE, "Tickets left": [["Who", "Name", "Days left"], ["Nobody Known", "10 tickets", 3]]}


@pytest.fixture
def section(scene: Scene) -> OpeningSection:
    page = scene.window.go("settings")
    assert isinstance(page, SettingsPage)
    shown = page.show_section("opening")
    assert isinstance(shown, OpeningSection)
    settle()
    return shown


def dialog(kind=OpeningDialog):
    settle()
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found


def words(widget) -> list[str]:
    settle()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def bring(qtbot, monkeypatch, section: OpeningSection, file: Path) -> OpeningDialog:
    monkeypatch.setattr(ask, "file_to_open", lambda *_asked: file)
    qtbot.mouseClick(section.bring, Qt.MouseButton.LeftButton)
    return dialog()


def test_a_workbook_is_looked_at_then_written_and_the_section_keeps_quiet(
    qtbot, monkeypatch, section: OpeningSection, scene: Scene, tmp_path: Path
) -> None:
    assert section.bring.property("look") == "main"
    shown = bring(qtbot, monkeypatch, section, book(tmp_path / "before.xlsx", BEFORE))
    assert "3 lines will be written." in words(shown)
    [table] = shown.findChildren(Table)
    model = table.model()
    assert [model.index(row, 2).data() for row in range(model.rowCount())] == [
        "F2026-0143",
        "F2026-0131, Maria Roca: €120.00 left, due 11 June 2026",
        "Jean Dupont, Badge 12: €50.00 held",
    ]
    assert not scene.services.opening_position.used()
    qtbot.keyClick(shown, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [row.number for row in scene.services.invoice_lists.find(unpaid=True)] == ["F2026-0131"]
    assert scene.window.messages.sentence.startswith("3 lines were written. The copy of before is the way back: ")
    assert section.bring.property("look") == ""
    assert "Your workbook was brought in" in words(section)
    again = bring(qtbot, monkeypatch, section, tmp_path / "before.xlsx")
    assert "All of it was brought in before. There is nothing to do." in words(again)
    assert again.act.text() == "Close"
    again.close()


def test_it_is_taken_back_by_the_copy_of_before_unless_something_was_built_on_it(
    qtbot, monkeypatch, scene: Scene, tmp_path: Path
) -> None:
    asked: list[Path] = []
    page = scene.window.go("settings")
    assert isinstance(page, SettingsPage)
    section = OpeningSection(replace(page._around, put_back=asked.append))
    qtbot.addWidget(section)
    refused = []
    section.refused.connect(refused.append)
    section.reload()
    section.show()
    assert not section.back.isVisible(), "nothing was brought in"
    done = scene.services.opening_position.run(book(tmp_path / "before.xlsx", BEFORE))
    section.reload()
    qtbot.mouseClick(section.back, Qt.MouseButton.LeftButton)
    assert (asked, refused) == ([done.copy], [])
    scene.services.visits.passer_by()
    qtbot.mouseClick(section.back, Qt.MouseButton.LeftButton)
    assert asked == [done.copy]
    assert [say.sentence(one).split(" since")[0] for one in refused] == ["Something else was written down"]


def test_it_can_be_stopped_on_the_way_and_nothing_is_written(scene: Scene, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    file, steps = book(tmp_path / "before.xlsx", BEFORE), []

    def progress(stop: int, done: int, of: int) -> None:
        steps.append((done, of))
        if len(steps) == stop:
            raise Stopped

    for stop in range(1, 8):
        steps.clear()
        with pytest.raises(Stopped):
            scene.services.opening_position.run(file, partial(progress, stop))
        assert not scene.services.opening_position.used()
        assert scene.services.invoice_lists.find(unpaid=True) == ()
    steps.clear()
    assert scene.services.opening_position.run(file, partial(progress, 0)).created == 3
    assert steps == [(0, 3), (1, 3), (2, 3), (0, 1), (0, 3), (1, 3), (2, 3)], "looked at, papers, written"


def test_lines_to_put_right_are_told_and_kept_and_read_again(
    qtbot, monkeypatch, section: OpeningSection, scene: Scene, tmp_path: Path
) -> None:
    file = book(tmp_path / "before.xlsx", WRONG)
    shown = bring(qtbot, monkeypatch, section, file)
    assert "Put 1 line right first." in words(shown)
    wrong = shown.findChildren(Table)[0].model()
    assert [wrong.index(0, column).data() for column in range(3)] == [
        "Tickets left",
        "2",
        "Nobody called “Nobody Known” is in your files. Add them first, or check the spelling.",
    ]
    out = tmp_path / "right.xlsx"
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: out)
    (keep,) = [one for one in shown.findChildren(QPushButton) if one.text() == "Keep these lines as a workbook…"]
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert load_workbook(out).sheetnames == ["Tickets left"]
    book(file, BEFORE)
    qtbot.mouseClick(shown.act, Qt.MouseButton.LeftButton)
    again = dialog()
    assert again.act.text() == "Write it all down"
    assert not scene.services.opening_position.used()
    again.close()


def test_the_empty_workbook_is_kept_where_it_was_asked_for(
    qtbot, monkeypatch, section: OpeningSection, scene: Scene, tmp_path: Path
) -> None:
    out = tmp_path / "model.xlsx"
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: out)
    qtbot.mouseClick(section.model, Qt.MouseButton.LeftButton)
    settle()
    assert load_workbook(out).sheetnames[0] == "Next numbers"
    assert scene.window.messages.sentence == f"Kept as {out}. Fill it in, then bring it in here."


def test_a_file_that_is_no_workbook_is_told(
    qtbot, monkeypatch, section: OpeningSection, scene: Scene, tmp_path: Path
) -> None:
    file = tmp_path / "x.csv"
    file.write_text("a;b\n1;2\n", encoding="utf-8")
    monkeypatch.setattr(ask, "file_to_open", lambda *_asked: file)
    qtbot.mouseClick(section.bring, Qt.MouseButton.LeftButton)
    settle()
    assert "is not a spreadsheet this program can read" in scene.window.messages.sentence


def test_a_deposit_is_given_back_from_the_settings(
    qtbot, monkeypatch, section: OpeningSection, scene: Scene, tmp_path: Path
) -> None:
    scene.services.opening_position.run(book(tmp_path / "before.xlsx", BEFORE))
    section.reload()
    settle()
    (back,) = [one for one in section.findChildren(QPushButton) if one.text() == "Give back…" and one.isVisible()]
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog(GiveBackDialog).act, Qt.MouseButton.LeftButton)
    settle()
    assert scene.window.messages.sentence == "€50.00 went back to Jean Dupont."
    assert scene.services.deposits_held.all() == ()
    assert [one.amount_cents for one in scene.services.payments.all()] == [-5_000]


def test_an_invoice_of_before_is_paid_in_the_money_page_and_offers_no_credit_note(
    qtbot, scene: Scene, tmp_path: Path
) -> None:
    scene.services.opening_position.run(book(tmp_path / "before.xlsx", BEFORE))
    [row] = scene.services.invoice_lists.find(unpaid=True)
    panel = InvoicePanel()
    qtbot.addWidget(panel)
    panel.show_invoice(scene.services.invoice_lists.seen(row.id), scene.services.desk.clock.today())
    panel.show()
    told = words(panel)
    assert "Invoice F2026-0131" in told
    assert "What was left of an invoice issued before" in told or "Reste d’une facture émise auparavant" in told
    assert not panel._credit.isVisible()
    assert panel._pay.isVisible()
    paying = PaymentDialog(scene.window, scene.services, invoice_id=row.id)
    paying.open()
    qtbot.mouseClick(paying.act, Qt.MouseButton.LeftButton)
    settle()
    assert scene.services.invoice_lists.find(unpaid=True) == ()
