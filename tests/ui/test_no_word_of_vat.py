"""A place that charges no VAT (franchise, or outside it) reads no word of it: in dialogs, on pages, on paper."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import papers
import pytest
from builders import describe_place
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QTableView, QWidget
from scenes import Scene, money_moves

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import speaking
from tierslieu_desk.rules.vocabulary import UnitKind, VatRegime
from tierslieu_desk.services.booking import booking_words
from tierslieu_desk.services.report import report_papers
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.tour_dialogs import DIALOGS

WORDS = re.compile(r"\bVAT\b|\bTTC\b|incl\. tax|excl\. tax|tax included|with tax|before tax", re.IGNORECASE)
NOVEMBER = date(2026, 11, 1)


@pytest.fixture(params=[VatRegime.FRANCHISE, VatRegime.NON_TAXABLE])
def place(request: pytest.FixtureRequest, scene: Scene) -> Scene:
    """The small desk, which charges none, with money that moved."""
    describe_place(scene.services.desk, request.param)
    money_moves(scene)
    settle()
    return scene


def read(shown: QWidget) -> str:
    """Every word that can be read in there."""
    said: list[str] = []
    for one in [shown, *shown.findChildren(QWidget)]:
        if not one.isVisible() and one is not shown:
            continue
        if isinstance(one, QLabel | QAbstractButton):
            said.append(one.text())
        elif isinstance(one, QComboBox):
            said += [one.itemText(number) for number in range(one.count())]
        elif isinstance(one, QTableView) and one.model() is not None:
            model = one.model()
            said += [str(model.headerData(column, one.horizontalHeader().orientation()))
                     for column in range(model.columnCount())]  # fmt: skip
            said += [str(model.index(row, column).data()) for row in range(model.rowCount())
                     for column in range(model.columnCount())]  # fmt: skip
        said += [one.toolTip(), one.accessibleName()]
    return "\n".join(said)


def test_no_dialog_says_a_word_of_vat(place: Scene) -> None:
    opened = []
    for name, opener in DIALOGS:
        dialog = opener(place.window, place.services)
        if dialog is None:
            continue
        dialog.open()
        settle()
        assert not WORDS.search(read(dialog)), (name, WORDS.search(read(dialog)))
        opened.append(name)
        dialog.close()
        settle()
    assert {"charge", "sell-pass", "event-new", "settings-plan", "settings-prices", "sold-at-the-counter"} <= {*opened}


def with_a_coffee(qtbot, scene: Scene) -> str:
    """All that can be read in the counter card once a coffee for Maria is in the basket."""
    scene.window.go("today")
    scene.window.open_counter()
    settle()
    card = scene.window.counter.card
    qtbot.keyClicks(card.search, "mar")
    settle()
    qtbot.keyClick(card.search, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    settle()
    assert card.panel.told == ["Coffee €1.00", "€1.00"]
    return read(card)


def test_the_basket_says_no_word_of_vat(qtbot, place: Scene) -> None:
    assert not WORDS.search(with_a_coffee(qtbot, place))


def test_the_basket_of_a_place_that_charges_it_tells_how_much(qtbot, scene: Scene) -> None:
    """What is drunk on the spot has 10 %: of 1.00, that is 1.00 less 1.00 / 1.10, or 0.09."""
    assert "VAT of €0.09 included" in with_a_coffee(qtbot, scene)


def test_no_page_says_a_word_of_vat(place: Scene) -> None:
    place.services.units.set_prices(UnitKind.ROOM, place.services.units.own_prices(place.house.room_a))
    for code in ("today", "planning", "people", "mail", "events", "money", "reports"):
        page = place.window.go(code)
        settle()
        assert not WORDS.search(read(page)), (code, WORDS.search(read(page)))
    settings = place.window.go("settings")
    for section in ("units", "plans"):
        shown = settings.show_section(section)
        settle()
        assert not WORDS.search(read(shown)), section


def test_no_paper_and_no_letter_says_a_word_of_vat_but_that_there_is_none(place: Scene, tmp_path: Path) -> None:
    services = place.services
    (invoice,) = services.invoices.all()
    text = papers.text(services.invoices.paper(invoice.id))
    meant = re.compile(r"TVA FR\d+|TVA non applicable, art\. 293 B du CGI|Association non assujettie à la TVA")
    assert not re.search(r"TTC|\bHT\b|TVA", meant.sub("", text))
    asked = services.bookings, services.people, services.places, place.booking
    assert not re.search(r"TTC|TVA", papers.text(booking_words.render(*asked)))
    report = services.reports.month(NOVEMBER)
    paper = papers.text(report_papers.render(report, services.places, services.desk.clock.wall()))
    assert not re.search(r"TTC|TVA|tax", paper)
    table = report_papers.export(report, tmp_path / "month.csv")
    assert "tax" not in table.read_text(encoding="utf-8-sig")


def test_a_vat_number_that_is_none_is_told_without_a_capital() -> None:
    with speaking("fr"):
        told = say.sentence(errors.WrongIdentifier(text="FR1", kind="vat_number"))
    assert "numéro de TVA" in told
