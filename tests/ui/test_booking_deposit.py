"""The deposit of a booking, by hand: written where prices are, told and taken on the booking, given back or kept."""

from __future__ import annotations

import pytest
from builders import slot
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from scenes import Scene

from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.planning.deposit_part import DepositPart, KeepDialog, TakeDialog
from tierslieu_desk.ui.pages.settings.opening_dialog import GiveBackDialog
from tierslieu_desk.ui.pages.settings.prices import PricesDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.labels import Words


def open_dialog(kind: type[Dialog]) -> Dialog:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def click(qtbot, made: QPushButton) -> None:
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


def press(qtbot, inside: QWidget, text: str) -> None:
    (made,) = [one for one in inside.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    click(qtbot, made)


@pytest.fixture
def sheet(scene: Scene) -> BookingSheet:
    """Room B tomorrow afternoon, of which 300.00 are to be left."""
    scene.services.booking_deposits.set(UnitKind.ROOM, 30_000)
    who = scene.services.people.list(limit=1)[0].id
    number = scene.services.bookings.book(NewBooking(scene.house.room_b, who, slot("14:00", "18:00"))).id
    made = BookingSheet(scene.window, scene.services, Jobs(AtOnce(), scene.window), number)
    made.open()
    return made


def words(sheet: BookingSheet) -> list[str]:
    settle()
    (part,) = sheet.findChildren(DepositPart)
    return [one.text() for one in part.findChildren(Words) if one.isVisible()]


def test_a_deposit_is_asked_taken_and_given_back(qtbot, scene: Scene, sheet: BookingSheet) -> None:
    assert words(sheet) == ["Deposit", "€300.00 to be left, and given back after"]
    press(qtbot, sheet, "Take it…")
    click(qtbot, open_dialog(TakeDialog).act)
    assert words(sheet) == ["Deposit", "€300.00 held since 24 November 2026"]
    press(qtbot, sheet, "Give back…")
    click(qtbot, open_dialog(GiveBackDialog).act)
    assert words(sheet) == ["Deposit", "It went back."]
    sheet.close()


def test_a_part_is_kept_with_a_word(qtbot, scene: Scene, sheet: BookingSheet) -> None:
    press(qtbot, sheet, "Take it…")
    click(qtbot, open_dialog(TakeDialog).act)
    settle()
    press(qtbot, sheet, "Keep a part…")
    asked = open_dialog(KeepDialog)
    assert isinstance(asked, KeepDialog)
    asked.amount.setText("45")
    click(qtbot, asked.act)
    assert asked.form.refusals
    asked.why.setText("a window pane")
    click(qtbot, asked.act)
    assert not asked.isVisible(), asked.form.refusals
    assert 4_500 in [row.gross_cents for row in scene.services.invoices.all()]
    sheet.close()


def test_a_house_that_asks_none_sees_nothing_of_it(scene: Scene) -> None:
    who = scene.services.people.list(limit=1)[0].id
    number = scene.services.bookings.book(NewBooking(scene.house.room_b, who, slot("14:00", "18:00"))).id
    made = BookingSheet(scene.window, scene.services, Jobs(AtOnce(), scene.window), number)
    made.open()
    (part,) = made.findChildren(DepositPart)
    assert part.isHidden()
    made.close()


def test_it_is_written_where_the_prices_are_and_taken_back(qtbot, scene: Scene) -> None:
    section = scene.window.go("settings").show_section("units")
    section._ask_price(UnitKind.ROOM, "Room")
    asked = open_dialog(PricesDialog)
    assert isinstance(asked, PricesDialog)
    assert not asked.deposit.isVisible()
    click(qtbot, asked.more_button)
    asked.deposit.setText("300")
    click(qtbot, asked.act)
    assert not asked.isVisible(), asked.form.refusals
    assert scene.services.booking_deposits.said(UnitKind.ROOM) == 30_000
    scene.window.messages._do()
    assert scene.services.booking_deposits.said(UnitKind.ROOM) is None
