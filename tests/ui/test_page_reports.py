"""The month in the window: its figures, plots and tables, other months, the paper and the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import papers
import pytest
from builders import slot
from pressing import press
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from scenes import TODAY, Scene

from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui import ask, theme
from tierslieu_desk.ui.pages.reports.cards import FigureCard
from tierslieu_desk.ui.pages.reports.page import ReportsPage
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.plots import PATTERNS, HeatMap, HeatRow, Stack, StackedBars

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(scene: Scene) -> ReportsPage:
    """November: Jean is here, a room taken for two hours, another hour invoiced."""
    payer = scene.services.people.add_person(NewPerson(given_name="Ana", family_name="Roca", city="Foix"))
    scene.services.bookings.book(NewBooking(scene.house.room_a, payer, slot("09:00", "10:00", TODAY)))
    scene.services.invoices.issue(payer, date(2026, 11, 30))
    scene.services.visits.passer_by()
    shown = scene.window.go("reports")
    assert isinstance(shown, ReportsPage)
    settle()
    return shown


def tiles(page: ReportsPage) -> list[str]:
    return [tile.accessibleDescription() for tile in page.tiles]


def lines(card: FigureCard) -> list[tuple[str, ...]]:
    assert card.table is not None
    return [row.cells for row in card.table.model().rows]


def test_four_figures_and_the_rule_of_each(page: ReportsPage) -> None:
    """Of 6 seats and rooms open 252 h each, 3 h are taken: 0.2 %, hence 0."""
    assert [text.partition(" ")[0] for text in tiles(page)] == ["2", "0", "€10.00", "€12.00"]
    assert all(card.rule.text() and card.rule.isVisible() for card in page.cards)
    assert "opening hours" in page.occupancy.rule.text()


def test_what_was_invoiced_is_not_called_what_came_in(qtbot, page: ReportsPage, scene: Scene) -> None:
    """€12.00 invoiced, €10.00 before tax, of which €5.00 were paid."""
    assert page.tiles[2].accessibleName() == "Invoiced before tax"
    assert tiles(page)[2] == "€10.00 €0.00 received"
    (invoice,) = scene.services.invoices.all()
    scene.services.payments.settle(invoice.party_id, PaymentMethod.CASH, 500, {invoice.id: 500})
    qtbot.waitUntil(lambda: tiles(page)[2] == "€10.00 €5.00 received")


def test_every_plot_is_a_table_too(qtbot, page: ReportsPage) -> None:
    qtbot.waitUntil(page.visits.plot.isVisible)
    press(qtbot, page, "Tables")
    qtbot.waitUntil(lambda: all(card.table is not None and card.table.isVisible() for card in page.cards))
    assert not page.visits.plot.isVisible()
    assert lines(page.visits) == [("Tuesday 24 November", "1", "0", "0", "1", "2")]
    rooms = {line[0]: line[1] for line in lines(page.occupancy)}
    assert rooms == {"Room A": "1 %", "Room B": "0 %", "Booth": "0 %", "Open space (3)": "0 %"}
    assert lines(page.revenue) == [
        ("Rooms", "€10.00", "€12.00", "€0.00"),
        ("In all", "€10.00", "€12.00", "€0.00"),
    ]
    assert lines(page.unpaid)[0] == ("not due yet", "1", "€12.00")
    press(qtbot, page, "Plots")
    qtbot.waitUntil(page.visits.plot.isVisible)


def test_a_screen_reader_hears_the_plot(page: ReportsPage) -> None:
    assert page.visits.plot.accessibleName() == "Visits per day"
    assert page.visits.plot.accessibleDescription() == "Tuesday 24 November 1 0 0 1 2"


def test_a_month_without_anything_says_so_and_one_comes_back(qtbot, page: ReportsPage) -> None:
    page.month.setFocus()
    qtbot.keyClick(page.month, Qt.Key.Key_Down)
    qtbot.waitUntil(page.nothing.isVisible)
    assert page.report.first == date(2026, 10, 1)
    assert page.month.currentText() == "October 2026"
    qtbot.mouseClick(page._after, LEFT)
    qtbot.waitUntil(lambda: not page.nothing.isVisible())
    assert page.report.first == date(2026, 11, 1)
    assert not page._after.isEnabled()
    qtbot.mouseClick(page._before, LEFT)
    assert page.report.first == date(2026, 10, 1)
    assert page.month.currentText() == "October 2026"


def test_the_keys_turn_the_month_and_put_it_on_paper(qtbot, page: ReportsPage, scene: Scene) -> None:
    window, alt = scene.window, Qt.KeyboardModifier.AltModifier
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for key, first in (
        (Qt.Key.Key_Left, date(2026, 10, 1)),
        (Qt.Key.Key_Left, date(2026, 9, 1)),
        (Qt.Key.Key_Right, date(2026, 10, 1)),
    ):
        qtbot.keyClick(window, key, alt)
        settle()
        assert page.report.first == first
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    (paper,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PaperDialog) and w.isVisible()]
    assert paper.windowTitle() == "Report of the month, October 2026"
    paper.close()


def test_somebody_who_comes_now_is_counted_at_once(qtbot, page: ReportsPage, scene: Scene) -> None:
    scene.services.visits.check_in(scene.maria)
    qtbot.waitUntil(lambda: tiles(page)[0].startswith("3"))


def test_only_the_last_month_asked_for_is_shown(page: ReportsPage, scene: Scene) -> None:
    late = scene.services.reports.month(date(2026, 9, 1))
    page._show(late)
    assert page.report.first == date(2026, 11, 1)


def test_the_month_on_paper(qtbot, page: ReportsPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    press(qtbot, page, "On paper")
    settle()
    (paper,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PaperDialog) and w.isVisible()]
    file = tmp_path / "month.pdf"
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: file)
    (keep,) = [one for one in paper.findChildren(QPushButton) if one.text() == "Keep as a PDF…"]
    qtbot.mouseClick(keep, LEFT)
    told = papers.text(file.read_bytes())
    for words in ("November 2026", "Room A", "€10.00", "€12.00", "not due yet"):
        assert words in told, words


def test_every_figure_as_a_file(qtbot, page: ReportsPage, monkeypatch, tmp_path: Path, scene: Scene) -> None:
    file = tmp_path / "month.csv"
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: file)
    press(qtbot, page, "Export the figures")
    assert "2026-11;Invoiced before tax;Rooms;;10,00;euros" in file.read_text(encoding="utf-8-sig")
    assert "2026-11;Received;;;0,00;euros" in file.read_text(encoding="utf-8-sig")
    assert scene.window.messages.sentence == f"Kept as {file}."


def test_a_file_that_cannot_be_written_is_told_and_nothing_else_happens(
    qtbot, page: ReportsPage, monkeypatch, tmp_path: Path, scene: Scene
) -> None:
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: tmp_path / "gone" / "month.xlsx")
    press(qtbot, page, "Export the figures")
    assert "is not there" in scene.window.messages.sentence
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: None)
    press(qtbot, page, "Export the figures")


def test_each_group_of_a_stack_has_a_pattern_of_its_own() -> None:
    assert len({pattern for _colour, pattern in PATTERNS}) == len(PATTERNS) == 4


def test_a_bar_tells_its_day_under_the_pointer(qtbot) -> None:
    plot = StackedBars("Visits")
    qtbot.addWidget(plot)
    plot.resize(400, 200)
    plot.show_stacks([Stack("1", (0, 0), "nobody"), Stack("2", (3, 1), "four people")], ("Members", "Guests"))
    picture = plot.grab()
    assert not picture.isNull()
    assert plot.told_at(QPointF(300, 80)) == "four people"
    assert plot.told_at(QPointF(100, 80)) == "nobody"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_cell_has_its_number_and_the_fuller_the_further_from_the_ground(qtbot, qapp, scheme: theme.Scheme) -> None:
    theme.apply(qapp, scheme)
    plot = HeatMap("Occupancy")
    qtbot.addWidget(plot)
    plot.resize(400, 120)
    plot.show_rows([HeatRow("Room A", (0, 50, 100, None), "50 %")], ("8 h", "9 h", "10 h", "11 h"))
    image = plot.grab().toImage()
    boxes = [box for box, words in plot._told if "," in words]
    assert [words for _box, words in plot._told if "," in words] == [
        "Room A, 8 h: 0 %",
        "Room A, 9 h: 50 %",
        "Room A, 10 h: 100 %",
    ]
    ground = theme.colour("surface").lightnessF()
    far = [abs(image.pixelColor(round(box.left()) + 6, round(box.top()) + 4).lightnessF() - ground) for box in boxes]
    assert far == sorted(far)
    assert far[0] < far[2]
