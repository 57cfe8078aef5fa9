"""Price lists with windows and special rates: written, tried, kept and taken back in the settings; who has which."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from builders import organisation, slot
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from scenes import Scene

from tierslieu_desk.money import Basis
from tierslieu_desk.rules.prices import PriceStep, Window
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory
from tierslieu_desk.services.place.tariffs import NewTariff
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.people.rate_card import RateCard, RateDialog
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.settings.page import SettingsPage
from tierslieu_desk.ui.pages.settings.price_line_dialog import PriceLineDialog
from tierslieu_desk.ui.pages.settings.prices import PricesDialog
from tierslieu_desk.ui.pages.settings.tariffs import TariffDialog, TariffsDialog
from tierslieu_desk.ui.pages.settings.units import UnitsSection
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.cards import Row

EVENING = Window(frozenset(range(7)), 1080, 300)


@pytest.fixture
def section(scene: Scene) -> UnitsSection:
    shown = scene.window.go("settings")
    assert isinstance(shown, SettingsPage)
    made = shown.show_section("units")
    assert isinstance(made, UnitsSection)
    return made


def open_dialog(kind: type[Dialog]) -> Dialog:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def click(qtbot, made: QPushButton) -> None:
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


def typed(qtbot, line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)


def says(inside: QWidget, name: str, about: str = "") -> QPushButton:
    (found,) = [
        one
        for one in inside.findChildren(QPushButton)
        if name in (one.text(), one.accessibleName()) and about in one.accessibleDescription() and one.isVisible()
    ]
    return found


def prices(section: UnitsSection) -> PricesDialog:
    section._ask_price(UnitKind.ROOM, "Room")
    made = open_dialog(PricesDialog)
    assert isinstance(made, PricesDialog)
    return made


def add_evening(qtbot, asked: PricesDialog, price: str = "45") -> None:
    click(qtbot, asked.more.add)
    line = open_dialog(PriceLineDialog)
    assert isinstance(line, PriceLineDialog)
    typed(qtbot, line.price, price)
    click(qtbot, line.act)


def test_a_house_of_two_rooms_sees_three_prices_until_it_asks_for_more(section: UnitsSection) -> None:
    asked = prices(section)
    assert [asked.more.isVisible(), asked.tried.isVisible(), asked.whose.isVisible()] == [False, False, False]
    asked.close()


def test_an_evening_is_added_tried_kept_and_taken_back(qtbot, section: UnitsSection, scene: Scene) -> None:
    asked = prices(section)
    click(qtbot, asked.more_button)
    add_evening(qtbot, asked)
    asked.basis.choose("gross")
    typed(qtbot, asked.lines[60], "10")
    asked.tried.day.day = date(2026, 11, 24)
    asked.tried.begins.at, asked.tried.ends.at = time(17), time(20)
    assert "€55.00" in asked.tried.told.text()
    assert "1 × evening at €45.00" in asked.tried.told.text()
    click(qtbot, asked.act)
    steps = {step.label: step for step in scene.services.units.prices(scene.house.room_a)}
    assert (steps["evening"].amount_e4, steps["evening"].window, steps["evening"].minutes) == (450_000, EVENING, 300)
    scene.window.messages._do()
    assert "evening" not in {step.label for step in scene.services.units.prices(scene.house.room_a)}


def test_lines_are_changed_moved_and_taken_out(qtbot, section: UnitsSection, scene: Scene) -> None:
    asked = prices(section)
    click(qtbot, asked.more_button)
    add_evening(qtbot, asked)
    click(qtbot, asked.more.add)
    line = open_dialog(PriceLineDialog)
    assert isinstance(line, PriceLineDialog)
    line.usual.choose("week-end")
    typed(qtbot, line.price, "250")
    click(qtbot, line.act)
    click(qtbot, says(asked.more, "Move up", "week-end"))
    assert [step.label for step in asked.more.steps] == ["week-end", "evening"]
    click(qtbot, says(asked.more, "Change…", "evening"))
    line = open_dialog(PriceLineDialog)
    assert isinstance(line, PriceLineDialog)
    assert (line.name.text(), line.whole.isChecked(), line.later.value()) == ("evening", True, 0)
    line.ends.at = time(22)
    click(qtbot, line.act)
    assert asked.more.steps[1].window == Window(EVENING.days, 1080, 240)
    click(qtbot, says(asked.more, "Take out", "week-end"))
    assert [step.label for step in asked.more.steps] == ["evening"]
    asked.close()


def test_a_hole_in_the_list_is_told_while_it_is_written(qtbot, section: UnitsSection) -> None:
    asked = prices(section)
    click(qtbot, asked.more_button)
    add_evening(qtbot, asked)
    assert asked._gaps.text() == ""
    for line in asked.lines.values():
        line.clear()
    asked._tell()
    assert asked._gaps.text().startswith("Nothing has a price then, and is refused: Monday 08:00 – 18:00")
    asked.tried.begins.at = time(16)
    assert "Nothing of the list is for 16:00 – 18:00." in asked.tried.told.text()
    asked.close()


def test_a_line_without_a_day_a_name_or_a_price_is_told_beside_its_field(qtbot, section: UnitsSection) -> None:
    asked = prices(section)
    click(qtbot, asked.more_button)
    click(qtbot, asked.more.add)
    line = open_dialog(PriceLineDialog)
    assert isinstance(line, PriceLineDialog)
    click(qtbot, line.act)
    assert line.form.refusals == ["Something is missing: the price. Fill it in, then try again."]
    typed(qtbot, line.price, "45")
    line.days.tick("")
    click(qtbot, line.act)
    assert line.form.refusals == ["Tick at least one day of the week on which it begins."]
    line.days.tick("4")
    line.ends.at = time(9)
    click(qtbot, line.act)
    assert line.form.refusals == ["The end must come after the beginning."]
    line.later.setValue(3)
    click(qtbot, line.act)
    assert asked.more.steps[0].window == Window(frozenset({4}), 1080, 3 * 1440 - 540)
    asked.close()


def test_a_rate_has_a_list_of_its_own(qtbot, section: UnitsSection, scene: Scene) -> None:
    rate = scene.services.tariffs.add(NewTariff("Habitants", 20))
    asked = prices(section)
    asked.whose.choose(rate)
    assert asked._empty.text() == "All lines empty: Habitants pay what everybody pays, less 20 %."
    typed(qtbot, asked.lines[60], "4")
    asked.whose.choose(0)
    assert asked.lines[60].e4 == 100_000
    click(qtbot, asked.act)
    units = scene.services.units
    assert [step.amount_e4 for step in units.own_prices(UnitKind.ROOM, rate)] == [40_000]
    scene.window.messages._do()
    assert units.own_prices(UnitKind.ROOM, rate) == ()
    assert {step.amount_e4 for step in units.own_prices(UnitKind.ROOM)} == {100_000, 300_000}


def test_associations_are_free_on_mondays_and_pay_their_rate_on_other_days(
    qtbot, section: UnitsSection, scene: Scene
) -> None:
    """Rooms at 10 an hour; associations pay a fifth less, and nothing on Mondays."""
    rate = scene.services.tariffs.add(NewTariff("Associations", 20))
    asked = prices(section)
    asked.whose.choose(rate)
    click(qtbot, asked.more_button)
    click(qtbot, asked.more.add)
    line = open_dialog(PriceLineDialog)
    assert isinstance(line, PriceLineDialog)
    line.usual.choose("day-of-the-week")
    typed(qtbot, line.price, "0")
    click(qtbot, line.act)
    assert asked.lines[60].e4 == 80_000
    click(qtbot, asked.act)
    club = organisation(scene.services.desk, "Les Amis")
    scene.services.tariffs.give(club, rate)
    look = scene.services.bookings.look
    monday, tuesday = slot("10:00", "12:00", "2026-11-30"), slot("10:00", "12:00", "2026-12-01")
    assert look(scene.house.room_a, monday, club).price.gross_cents == 0
    assert look(scene.house.room_a, tuesday, club).price.gross_cents == 2 * 960


def test_the_list_of_rates_grows_with_its_rows(section: UnitsSection, scene: Scene) -> None:
    section._special_rates()
    listed = open_dialog(TariffsDialog)
    before = listed.height()
    for number in range(8):
        scene.services.tariffs.add(NewTariff(f"Rate {number}", 10))
    listed._show()
    settle()
    assert listed.height() > before
    listed.close()


def test_a_rate_is_written_down_changed_and_taken_out(qtbot, section: UnitsSection, scene: Scene) -> None:
    section._special_rates()
    listed = open_dialog(TariffsDialog)
    click(qtbot, listed.act)
    one = open_dialog(TariffDialog)
    assert isinstance(one, TariffDialog)
    click(qtbot, one.act)
    assert one.form.refusals
    typed(qtbot, one.name, "Solidaire")
    one.per_cent.setValue(50)
    click(qtbot, one.act)
    settle()
    (row,) = [one for one in listed.findChildren(Row) if one.isVisible()]
    assert (row.accessibleName(), row.accessibleDescription()) == ("Solidaire", "50 % less")
    click(qtbot, says(listed, "Take out", "Solidaire"))
    assert scene.services.tariffs.list() == ()
    listed.close()
    scene.window.messages._do()
    assert [row.name for row in scene.services.tariffs.list()] == ["Solidaire"]


def test_somebody_is_given_a_rate_on_their_page(qtbot, scene: Scene) -> None:
    who = scene.services.people.list(limit=1)[0]
    page = scene.window.go("people")
    (card,) = page.findChildren(RateCard)
    card.show_file(scene.services.person_files.of(who.id))
    assert card.isHidden()
    rate = scene.services.tariffs.add(NewTariff("Habitants", 20))
    card.show_file(scene.services.person_files.of(who.id))
    (row,) = card.findChildren(Row)
    assert row.accessibleName() == "the usual prices"
    dialog = RateDialog(scene.window, scene.services, who.id, who.name, None)
    dialog.told.connect(card.told)
    dialog.open()
    dialog.rate.choose(rate)
    click(qtbot, dialog.act)
    assert scene.services.tariffs.of(who.id).name == "Habitants"
    scene.window.messages._do()
    assert scene.services.tariffs.of(who.id).own is None


def test_a_room_with_prices_of_its_own_pays_by_those_alone_as_its_dialog_says(
    qtbot, section: UnitsSection, scene: Scene
) -> None:
    """Half day 25, day 40 and no hour: an hour is a half day begun, whatever an hour of its kind costs."""
    room = scene.house.room_b
    section._ask_price(room, "Room B")
    asked = open_dialog(PricesDialog)
    assert isinstance(asked, PricesDialog)
    assert asked._empty.text() == (
        "All lines empty: it costs what its kind costs. With one price written, only those written here count: "
        "what is shorter pays the shortest of them."
    )
    for minutes, price in ((60, ""), (240, "25"), (480, "40")):
        asked.lines[minutes].setText(price)
    asked.basis.choose(Basis.GROSS)
    click(qtbot, asked.act)
    assert scene.window.messages.sentence == (
        "Room B: €25.00 for half day, €40.00 for day. From today on. What is booked keeps its price."
    )
    assert scene.services.bookings.look(room, slot("10:00", "11:00")).price.gross_cents == 2500


def test_a_slot_without_a_price_is_told_in_the_booking_and_done_with_a_reason(qtbot, scene: Scene) -> None:
    """Only evenings are sold: 16:00 to 17:00 is told as a hole, and booked when somebody says why."""
    evening = PriceStep("evening", 300, 450_000, Basis.GROSS, VatCategory.STANDARD, EVENING)
    scene.services.units.set_prices(scene.house.room_b, (evening,))
    wanted = slot("16:00", "17:00")
    jobs = Jobs(AtOnce(), scene.window)
    dialog = BookingDialog(
        scene.window, scene.services, jobs, now=datetime(2026, 11, 24, 10), unit_id=scene.house.room_b, slot=wanted
    )
    dialog.open()
    who = scene.services.people.list(limit=1)[0]
    dialog.mean(who)
    assert dialog._ways.sentence.startswith("Room B has no price from 25 November 2026, 16:00 to 17:00.")
    click(qtbot, dialog.act)
    assert dialog.isVisible()
    dialog._reason.setText("a neighbour")
    click(qtbot, dialog.act)
    assert not dialog.isVisible(), dialog.form.refusals
    assert [row.unit for row in scene.services.bookings.of_person(who.id) if row.slot == wanted] == ["Room B"]


def test_the_booking_says_whose_prices_they_are(scene: Scene) -> None:
    who = scene.services.people.list(limit=1)[0]
    scene.services.tariffs.give(who.id, scene.services.tariffs.add(NewTariff("Solidaire", 50)))
    dialog = BookingDialog(
        scene.window,
        scene.services,
        Jobs(AtOnce(), scene.window),
        now=datetime(2026, 11, 24, 10),
        unit_id=scene.house.room_b,
        slot=slot("14:00", "18:00"),
    )
    dialog.open()
    dialog.mean(who)
    assert "€18.00" in dialog.price
    assert dialog._working.text() == "1 × half day at €18.00 · rate: Solidaire"
    dialog.close()
