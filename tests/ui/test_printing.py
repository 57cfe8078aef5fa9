"""Paper from the planning: drawn as a job, looked at, sent to a printer or kept."""

from __future__ import annotations

import io
import weakref
from datetime import date
from pathlib import Path

import papers
import pytest
from builders import slot
from pypdf import PdfReader
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QPushButton
from scenes import TODAY, Scene

from tierslieu_desk import documents, errors
from tierslieu_desk.documents.samples import day_sheet
from tierslieu_desk.paths import safe_name
from tierslieu_desk.rules.vocabulary import EventKind
from tierslieu_desk.services.event.events import NewEvent
from tierslieu_desk.ui import ask, paper_dialog, tour
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.pages.events.sheet import EventSheet
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.printing import opened, print_pages


@pytest.fixture
def page(scene: Scene) -> PlanningPage:
    shown = scene.window.go("planning")
    assert isinstance(shown, PlanningPage)
    return shown


@pytest.fixture
def to_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The system's dialog, in which somebody chose to print into that file."""
    file = tmp_path / "printed.pdf"

    def chosen(_parent: object, _title: str, _pages: int) -> QPrinter:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        printer.setFullPage(True)
        return printer

    monkeypatch.setattr(ask, "printer", chosen)
    return file


def shown(kind: type) -> list:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]


def read(dialog: PaperDialog) -> str:
    return dialog._document.getAllText(0).text()


def ink(document: QPdfDocument, number: int = 0) -> list[int]:
    """How dark each stripe of a page is, from its top down; of a blank page all are 0."""
    picture = QImage(QSize(420, 594), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.drawImage(0, 0, document.render(number, picture.size()))
    painter.end()
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = [bytes(grey.constScanLine(y))[: grey.width()] for y in range(grey.height())]
    return [sum(255 - dot for line in lines[top : top + 18] for dot in line) for top in range(0, grey.height(), 18)]


def apart(one: list[int], other: list[int]) -> float:
    """How much of the ink of the first is elsewhere in the other: 0 for the same page, 1 for a blank one."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / sum(one)


def test_ctrl_p_shows_the_day_and_prints_it(qtbot, page: PlanningPage, scene: Scene, to_file: Path) -> None:
    scene.window.activateWindow()
    qtbot.waitUntil(scene.window.isActiveWindow)
    qtbot.keyClick(scene.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = shown(PaperDialog)
    assert "Maria Roca" in read(dialog)
    assert dialog.view.accessibleName() == "Day sheet, Tuesday 24 November 2026, 1 page"
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert len(PdfReader(to_file).pages) == 1
    drawn, printed = ink(dialog._document), ink(opened(to_file.read_bytes(), page))
    assert sum(drawn) > 0
    assert apart(drawn, printed) < 0.3
    assert scene.window.messages.sentence == f"Kept as {to_file}."


def test_what_goes_to_a_printer_is_told_so(page: PlanningPage, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "printer", lambda *_asked: QPrinter())
    monkeypatch.setattr(paper_dialog, "print_pages", lambda *_given: None)
    page._print_day()
    (dialog,) = shown(PaperDialog)
    dialog.try_act()
    assert scene.window.messages.sentence == "Day sheet, Tuesday 24 November 2026: sent to the printer."


def test_no_name_proposed_for_a_paper_is_refused_by_a_stick(
    qapp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QPrintDialog.DialogCode.Accepted)
    printer = ask.printer(None, "Mail slip: Coop des Prés?", 1)
    assert printer is not None
    assert printer.docName() == "Mail slip - Coop des Prés"
    dialog = PaperDialog(None, "Invoice", documents.render(day_sheet("en")), "2026/11:0007.pdf")
    asked = []
    monkeypatch.setattr(ask, "file_to_write", lambda *told: asked.append(told[2].name))
    dialog._keep()
    dialog.close()
    assert asked == ["2026-11 - 0007.pdf"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Avis de courrier\u202f: Coop des Prés.pdf", "Avis de courrier - Coop des Prés.pdf"),
        ('a\\b/c*d?e"f<g>h|i.pdf', "a-b-cdef-g-h - i.pdf"),
        ("Mail of the Coop S.A.R.L. .", "Mail of the Coop S.A.R.L"),
        ("???.pdf", "paper.pdf"),
        ("day-2026-11-24.pdf", "day-2026-11-24.pdf"),
    ],
)
def test_a_name_any_system_takes(words: str, name: str) -> None:
    assert safe_name(words) == name


def test_the_button_says_what_it_prints(page: PlanningPage) -> None:
    (found,) = [b for b in page.findChildren(QPushButton) if b.accessibleName() == "Print…"]
    found.menu().actions()[0].trigger()
    (dialog,) = shown(PaperDialog)
    dialog.close()


def test_the_day_drawn_is_the_one_shown(page: PlanningPage) -> None:
    page.show_day(date(2026, 11, 25))
    page._print_day()
    (dialog,) = shown(PaperDialog)
    assert "Wednesday 25 November 2026" in read(dialog)
    assert "Maria Roca" not in read(dialog)
    dialog.close()


def test_whoever_changes_their_mind_about_printing_still_looks_at_the_paper(
    page: PlanningPage, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "printer", lambda *_asked: None)
    page._print_day()
    (dialog,) = shown(PaperDialog)
    dialog.try_act()
    assert dialog.isVisible()
    assert scene.window.messages.sentence == ""
    dialog.close()


def test_it_can_be_kept_as_a_pdf(
    page: PlanningPage, scene: Scene, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = []
    monkeypatch.setattr(ask, "file_to_write", lambda *told: asked.append(told[2].name) or tmp_path / "kept.pdf")
    page._print_day()
    (dialog,) = shown(PaperDialog)
    dialog._keep()
    assert asked == ["day-2026-11-24.pdf"]
    assert "Maria Roca" in papers.text((tmp_path / "kept.pdf").read_bytes())
    assert scene.window.messages.sentence == f"Kept as {tmp_path / 'kept.pdf'}."


def test_where_nothing_can_be_kept_is_told(
    page: PlanningPage, scene: Scene, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = tmp_path / "gone" / "kept.pdf"
    monkeypatch.setattr(ask, "file_to_write", lambda *_told: gone)
    page._print_day()
    (dialog,) = shown(PaperDialog)
    dialog._keep()
    (again,) = shown(PaperDialog)
    assert [told for told in again.form.refusals if str(gone.parent) in told]
    assert again.form.isVisible()
    gone.parent.mkdir()
    again._keep()
    assert scene.window.messages.sentence == f"Kept as {gone}."
    assert shown(PaperDialog) == []


def test_an_event_on_the_planning_has_its_sheet_to_sign(qtbot, page: PlanningPage, scene: Scene) -> None:
    event = scene.services.events.add(
        NewEvent("Solder a lamp", EventKind.WORKSHOP, 5, [(scene.house.room_b, slot("09:00", "12:00", TODAY))])
    )
    scene.services.events.register(event, name="Lou Abadie")
    page.refresh()
    (number,) = [b.booking_id for b in page._shown.day.blocks if b.title == "Solder a lamp"]
    page.view.block_opened.emit(number)
    (sheet,) = shown(EventSheet)
    sheet.try_act()
    (dialog,) = shown(PaperDialog)
    assert "Solder a lamp" in read(dialog)
    assert "Lou Abadie" in read(dialog)
    dialog.close()


def test_a_paper_is_freed_with_its_dialog(page: PlanningPage) -> None:
    page._print_day()
    (dialog,) = shown(PaperDialog)
    gone = weakref.ref(dialog)
    dialog.close()
    del dialog
    tour.settle()
    assert gone() is None


def test_only_the_pages_asked_for_are_printed(qapp, tmp_path: Path) -> None:
    sheet = day_sheet("en")
    content = documents.render(type(sheet)(sheet.lang, sheet.place, sheet.day, sheet.rows * 40))
    owner = QObject()
    paper = opened(content, owner)
    assert paper.pageCount() > 2
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "two.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setFromTo(2, 3)
    print_pages(content, printer, _silent())
    printed = (tmp_path / "two.pdf").read_bytes()
    assert len(PdfReader(io.BytesIO(printed)).pages) == 2
    first = ink(opened(printed, owner))
    assert apart(ink(paper, 1), first) < apart(ink(paper, 0), first)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_named(qapp, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "gone" / "no.pdf"))
    with pytest.raises(errors.PrinterSilent):
        print_pages(documents.render(day_sheet("en")), printer, _silent())


def _silent() -> Progress:
    class Steps:
        def emit(self, _step: object) -> None:
            """Nobody looks."""

    return Progress(Steps())
