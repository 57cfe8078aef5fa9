"""Dates of a series that are holidays are named before they are booked, and what all of them cost."""

from __future__ import annotations

from datetime import datetime

from builders import advance_to, slot
from PySide6.QtWidgets import QPushButton
from scenes import Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog

SPRING = datetime(2027, 3, 1, 9)


def mondays(scene: Scene, times: int, day: str = "2027-03-22", unit_id: int | None = None) -> BookingDialog:
    """Every Monday from 9 to 11 in room B, from the 22 March 2027 on."""
    advance_to(scene.services.desk, SPRING)
    wanted = slot("09:00", "11:00", day)
    dialog = BookingDialog(
        scene.window,
        scene.services,
        Jobs(AtOnce()),
        now=SPRING,
        unit_id=unit_id or scene.house.room_b,
        slot=wanted,
    )
    dialog.open()
    dialog.fill("Jean Dupont")
    dialog.come_back("week", times)
    return dialog


def test_the_holidays_among_the_dates_of_a_series_are_named(scene: Scene) -> None:
    """Of the Mondays from 22 March to 24 May 2027 two are holidays: Easter (29 March) and Pentecost (17 May)."""
    dialog = mondays(scene, 10)
    assert dialog._comes.remark.text().splitlines() == [
        "10 dates, the last on 24 May.",
        "2 special days among them:",
        "Monday 29 March: Easter Monday",
        "Monday 17 May: Pentecost Monday",
    ]
    dialog.close()


def test_ascension_is_named_of_a_series_on_thursdays(scene: Scene) -> None:
    dialog = mondays(scene, 2, day="2027-04-29")
    assert "Ascension" in dialog._comes.remark.text()
    dialog.close()


def test_a_series_without_a_holiday_says_no_word_of_any(scene: Scene) -> None:
    dialog = mondays(scene, 2, day="2027-04-05")
    assert dialog._comes.remark.text() == "2 dates, the last on 12 April."
    dialog.close()


def test_what_is_offered_instead_on_a_holiday_says_so(scene: Scene) -> None:
    """Room B is full on Friday 26 March, and nothing else is free: the next is on Easter Monday."""
    services, house = scene.services, scene.house
    advance_to(services.desk, SPRING)
    for unit in (house.room_b, house.room_a):
        services.bookings.book(NewBooking(unit, scene.maria, slot("08:00", "20:00", "2027-03-26")))
    dialog = mondays(scene, 2, day="2027-03-26")
    offered = [one.text() for one in dialog._ways.findChildren(QPushButton) if "29 March" in one.text()]
    assert offered
    assert all("(Easter Monday)" in text for text in offered)
    dialog.try_act()
    dialog._in_the_way.one_by_one.click()
    choice = dialog._in_the_way.each.choices[0]
    texts = [choice.itemText(number) for number in range(choice.count()) if "29 March" in choice.itemText(number)]
    assert texts
    assert all(text.endswith("Easter Monday") for text in texts)
    dialog.close()


def test_the_price_of_a_series_is_told_of_each_date_and_of_all(scene: Scene) -> None:
    """Two hours at 12.00 are 24.00 each, 4 times 96.00."""
    dialog = mondays(scene, 4)
    assert dialog.price == "2\u00a0h · €24.00 · each time · €96.00 in all"
    dialog.close()


def test_of_a_series_without_an_end_only_each_date_has_a_price(scene: Scene) -> None:
    dialog = mondays(scene, 4)
    dialog._comes.ends.choose("always")
    assert dialog.price == "2\u00a0h · €24.00 · each time"
    dialog.close()
