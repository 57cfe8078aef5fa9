"""Hours of rooms that a plan or a pass includes, in the window: written down, sold, seen, used, and told why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from builders import slot
from papers import text as text_of
from pressing import front, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from scenes import Scene

from tierslieu_desk.models.people import Party
from tierslieu_desk.rules.vocabulary import Period, UnitKind
from tierslieu_desk.services.booking import booking_words
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.money.invoice_credit import CreditDialog
from tierslieu_desk.ui.pages.people.ledger_sheet import LedgerSheet
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.pages.people.sell_dialog import CODE, PASS, SUBSCRIPTION, SellDialog
from tierslieu_desk.ui.pages.people.transfer_dialog import TransferDialog
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.settings.page import SettingsPage
from tierslieu_desk.ui.pages.settings.plan import PlanDialog
from tierslieu_desk.ui.pages.settings.plans import PlansSection, included_words
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.labels import Words

FOUR = NewPlan(
    name="Four hours",
    period=Period.MONTH,
    price_e4=600_000,
    days_included=0,
    hours=((UnitKind.ROOM, 240),),
)
NOVEMBER = date(2026, 11, 1)
NOW = datetime(2026, 11, 24, 10, 47)


def words_in(widget: QWidget) -> list[str]:
    shown = [words.text() for words in widget.findChildren(Words) if words.isVisibleTo(widget) and words.text()]
    return [text.replace("\u00a0", " ") for text in shown]


@pytest.fixture
def two_hours(scene: Scene) -> Scene:
    """Maria has four hours of rooms a month; two of them pay for what she has booked already."""
    plans = scene.services.plans
    plans.sell(NewSubscription(scene.maria, plans.add(FOUR), NOVEMBER))
    return scene


def test_hours_of_rooms_are_written_into_a_plan_and_listed(qtbot, scene: Scene) -> None:
    settings = scene.window.go("settings")
    assert isinstance(settings, SettingsPage)
    section = settings.show_section("plans")
    assert isinstance(section, PlansSection)
    settle()
    press(qtbot, section, "New plan")
    form = front(PlanDialog)
    assert not form.more.hours.isVisible()
    assert not form.rolls_over.isVisible(), "nothing of it is counted"
    qtbot.keyClicks(form.name, "Resident")
    qtbot.keyClicks(form.price, "120")
    form.more.fold.click()
    (line,) = form.more.hours.lines
    line.of.choose(UnitKind.ROOM)
    line.hours.setValue(5)
    assert form.rolls_over.isVisible()
    form.rolls_over.setChecked(True)
    form.try_act()
    (row,) = scene.services.plans.list()
    assert (row.hours, row.rolls_over) == (((UnitKind.ROOM, 300),), True)
    settle()
    section.table.choose(row.id)
    press(qtbot, section, "Change…", 0)
    again = front(PlanDialog)
    line = again.more.hours.lines[0]
    assert (line.hours.value(), line.kind) == (5, UnitKind.ROOM)
    assert again.more.hours.isVisible()
    again.included.choose("fee")
    again.try_act()
    (row,) = scene.services.plans.list()
    assert row.hours == (), "a membership fee includes nothing"


def test_another_kind_of_hours_is_asked_for_once_the_first_is_there(qtbot, scene: Scene) -> None:
    plan_id = scene.services.plans.add(FOUR)
    dialog = PlanDialog(scene.window, scene.services, scene.services.plans.list()[0])
    dialog.open()
    first, second = dialog.more.hours.lines
    assert (first.hours.value(), first.kind, second.hours.value()) == (4, UnitKind.ROOM, 0)
    assert second.of.findData(UnitKind.ROOM) < 0, "a kind is said once"
    second.of.choose(UnitKind.BOOTH)
    second.hours.selectAll()
    qtbot.keyClicks(second.hours, "2")
    assert len(dialog.more.hours.lines) == 3
    dialog.try_act()
    (row,) = scene.services.plans.list()
    assert (row.id, row.hours) == (plan_id, ((UnitKind.ROOM, 240), (UnitKind.BOOTH, 120)))
    section = scene.window.go("settings").show_section("plans")
    settle()
    assert isinstance(section, PlansSection)
    told = included_words(row).replace("\u00a0", " ")
    assert told == "Room 4 h + Booth 2 h"
    again = PlanDialog(scene.window, scene.services, row)
    again.open()
    again.more.hours.lines[1].hours.setValue(0)
    assert not again.more.hours.lines[2].isVisible()
    again.try_act()
    (row,) = scene.services.plans.list()
    assert row.hours == ((UnitKind.ROOM, 240),)


def test_a_new_plan_asks_for_one_kind_only(qtbot, scene: Scene) -> None:
    dialog = PlanDialog(scene.window, scene.services)
    dialog.open()
    dialog.more.fold.click()
    (line,) = dialog.more.hours.lines
    assert line.isVisible()
    line.hours.setValue(1)
    assert len(dialog.more.hours.lines) == 2
    line.hours.setValue(0)
    assert not dialog.more.hours.lines[1].isVisible()
    dialog.reject()


def test_tab_goes_to_the_line_that_came_and_the_first_one_says_it_will(qtbot, scene: Scene) -> None:
    dialog = PlanDialog(scene.window, scene.services)
    dialog.open()
    dialog.more.fold.click()
    settle()
    assert any(told.endswith("Once there are some, a line for another kind follows.") for told in words_in(dialog))
    (line,) = dialog.more.hours.lines
    line.hours.setFocus()
    line.hours.selectAll()
    qtbot.keyClicks(line.hours, "4")
    assert len(dialog.more.hours.lines) == 2
    second = dialog.more.hours.lines[1]
    settle()
    reached = []
    for _step in range(4):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        reached.append(dialog.focusWidget())
    assert reached[:3] == [line.of, second.hours, second.of]
    assert reached[3].accessibleName() == "Solidarity price"
    dialog.reject()


def test_the_balance_and_the_sheet_tell_each_kind(qtbot, scene: Scene) -> None:
    plans, both = scene.services.plans, ((UnitKind.ROOM, 240), (UnitKind.BOOTH, 150))
    plans.sell(NewSubscription(scene.maria, plans.add(replace(FOUR, hours=both)), NOVEMBER))
    form = SellDialog(scene.window, scene.services, scene.jean, what=SUBSCRIPTION)
    form.open()
    form._starts.day = date(2026, 12, 1)
    form._tell_start()
    assert form.offer[2].replace("\u00a0", " ") == "4 h of meeting rooms + 2 h 30 of phone booths to use"
    form.close()
    page = scene.window.go("people")
    assert isinstance(page, PeoplePage)
    page.table.choose(scene.maria)
    settle()
    told = words_in(page)
    assert {"2 h", "Room, to use", "2 h 30", "Booth, to use"} <= set(told)
    sheet = LedgerSheet(scene.window, scene.services, scene.services.people.get(scene.maria))
    sheet.open()
    told = " | ".join(words_in(sheet)).replace("\n", " · ")
    assert "of 4 h of meeting rooms" in told
    assert "of 2 h 30 of phone booths" in told
    assert "New period · Four hours" in told
    assert "2 h 30 of phone booths left" in told, "two kinds in one list: which of them is said"
    sheet.close()


def test_a_sale_says_which_hours_a_late_start_gives(qtbot, scene: Scene) -> None:
    scene.services.plans.add(FOUR)
    form = SellDialog(scene.window, scene.services, scene.maria, what=SUBSCRIPTION)
    form.open()
    form._starts.day = date(2026, 12, 17)
    form._tell_start()
    assert form.offer[2].replace("\u00a0", " ") == "2 h of meeting rooms to use"
    form.close()


def test_a_pass_of_hours_is_sold(qtbot, scene: Scene) -> None:
    form = SellDialog(scene.window, scene.services, scene.maria, what=PASS)
    form.open()
    form.unfold()
    form._more.hours.setValue(10)
    assert not form._days.isVisible()
    assert not form._more.window.isVisible()
    form._name.setText("Ten hours")
    form._price.setText("80")
    assert form.offer[2].replace("\u00a0", " ") == "10 h of meeting rooms to use"
    form.try_act()
    [source] = scene.services.plans.hours(scene.maria)
    assert (source.name, source.kind, source.minutes) == ("Ten hours", UnitKind.ROOM, 480), "two of them were booked"
    again = SellDialog(scene.window, scene.services, scene.jean, what=PASS)
    again.open()
    assert again.offer[0] == "€80.00", "as it was sold last"
    assert again.offer[2].replace("\u00a0", " ") == "10 h of meeting rooms to use"
    again._like.setCurrentIndex(again._like.count() - 1)
    again.close()


def test_hours_are_given_by_a_code_handed_on_and_handed_back(qtbot, scene: Scene) -> None:
    form = SellDialog(scene.window, scene.services, scene.jean, what=PASS)
    form.open()
    form.unfold()
    form._more.hours.setValue(10)
    form._name.setText("Ten hours")
    form._price.setText("80")
    form._more.gift.setChecked(True)
    told: list[str] = []
    form.told.connect(lambda sentence, _undo: told.append(sentence))
    form.try_act()
    (gift,) = scene.services.passes.gifts()
    assert told[-1].endswith(f"The code of the gift: {gift.code}.")
    sheet = LedgerSheet(scene.window, scene.services, scene.services.people.get(scene.jean))
    sheet.open()
    shown = words_in(sheet)
    assert {"10 h", "a gift, to whoever brings the code"} <= set(shown)
    assert "Line by line" not in shown, "there is none yet"
    sheet.close()
    other = SellDialog(scene.window, scene.services, scene.maria, what=CODE)
    other.open()
    other._what.choose(CODE)
    other._turn()
    other._code.setText(gift.code)
    other.told.connect(lambda sentence, _undo: told.append(sentence))
    press(qtbot, other, "Give it")
    assert told[-1].replace("\u00a0", " ") == "Maria Roca has 10 h of Ten hours now."
    sheet = LedgerSheet(scene.window, scene.services, scene.services.people.get(scene.maria))
    sheet.open()
    assert "Gift · Ten hours" in " | ".join(words_in(sheet)).replace("\n", " · ")
    press(qtbot, sheet, "Hand on…")
    dialog = front(TransferDialog)
    assert "8 h · of 10 h of meeting rooms" in words_in(dialog)
    dialog._to.choose(scene.services.people.get(scene.jean))
    undo: list[object] = []
    dialog.told.connect(lambda sentence, back: (told.append(sentence), undo.append(back)))
    dialog.try_act()
    assert told[-1].replace("\u00a0", " ") == "Jean Dupont has 8 h of Ten hours now."
    assert [one.minutes for one in scene.services.plans.hours(scene.jean)] == [480]
    undo[0]()
    assert [one.minutes for one in scene.services.plans.hours(scene.maria)] == [480], "two of them were booked"
    assert scene.services.plans.hours(scene.jean) == ()


def test_a_credit_note_for_a_pass_of_hours_tells_what_goes(qtbot, scene: Scene) -> None:
    """Ten hours, two of which were booked already: eight go, and what the two came to stays."""
    ten = {"days": 0, "price_e4": 800_000, "hours_of": UnitKind.ROOM, "minutes": 600}
    scene.services.plans.sell_pass(NewPass(party_id=scene.maria, name="Ten hours", **ten))
    with scene.services.desk.store.writing() as session:
        session.get_one(Party, scene.maria).city = "Mirepoix"
    scene.services.invoices.issue(scene.maria, date(2026, 12, 31))
    row = scene.services.invoices.all(scene.maria)[0]
    dialog = CreditDialog(scene.window, scene.services, Jobs(AtOnce()), row.id)
    dialog.open()
    left, used = (part + "." for part in dialog._tickets.text().replace("\u00a0", " ").split(".")[:2])
    assert left == "8 h that it sold and nobody used are taken back."
    assert used.strip() == "2 h were used already: what came of them stays."
    press(qtbot, dialog, "Owed again")
    assert dialog._tickets.text() == "The hours it sold stay: the corrected invoice sells them."
    press(qtbot, dialog, "Given up")
    told: list[str] = []
    dialog.told.connect(lambda sentence, _undo: told.append(sentence))
    dialog.try_act()
    settle()
    assert told[0].replace("\u00a0", " ").endswith(" 8 h are taken back.")
    assert scene.services.plans.hours(scene.maria) == ()


def test_a_pass_of_hours_stands_in_the_history_of_who_has_it(qtbot, scene: Scene) -> None:
    new = NewPass(party_id=scene.maria, name="Ten hours", days=0, price_e4=800_000, hours_of=UnitKind.ROOM, minutes=600)
    sold = scene.services.plans.sell_pass(new)
    page = scene.window.go("people")
    assert isinstance(page, PeoplePage)
    page.table.choose(scene.maria)
    settle()
    told = words_in(page)
    assert "Ten hours" in told
    assert "8 h left" in told
    scene.services.sales.take_back_pass(sold)
    settle()
    assert "Ten hours" not in words_in(page)


def test_the_price_of_a_booking_says_what_is_included(qtbot, two_hours: Scene) -> None:
    scene = two_hours
    wish = slot("09:00", "12:00", "2026-11-25")
    dialog = BookingDialog(scene.window, scene.services, Jobs(AtOnce()), now=NOW, unit_id=scene.house.room_b, slot=wish)
    dialog.open()
    dialog.fill("Maria Roca")
    assert dialog.price == "3\u00a0h · €12.00"
    told = dialog._working.text().replace("\u00a0", " ")
    assert told == "2 h of 4 h included · 1 × hour at €12.00"
    dialog.close()
    services = scene.services
    booked = services.bookings.book(NewBooking(scene.house.room_b, scene.maria, wish))
    scene.window.go("planning")._papers.open_booking(booked.id)
    assert told in words_in(front(BookingSheet))
    front(BookingSheet).close()
    paper = text_of(booking_words.render(services.bookings, services.people, services.places, booked.id))
    assert "included" in paper or "inclus" in paper


def test_the_counter_card_says_it_too(qtbot, two_hours: Scene) -> None:
    scene = two_hours
    scene.window.go("today").setFocus()
    qtbot.keyClick(scene.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    card = scene.window.counter.card
    card.search.insert("room a tomorrow 2pm-5pm roca")
    settle()
    assert card.list.acts[0].second.replace("\u00a0", " ").endswith(" · €12.00 · 2 h of 4 h included")


def test_the_balance_and_its_ledger_tell_the_hours_line_by_line(qtbot, two_hours: Scene) -> None:
    scene = two_hours
    page = scene.window.go("people")
    assert isinstance(page, PeoplePage)
    booked = scene.services.bookings.book(
        NewBooking(scene.house.room_b, scene.maria, slot("09:00", "10:30", "2026-11-25"))
    )
    page.table.choose(scene.maria)
    settle()
    told = words_in(page)
    assert "30 min" in told
    assert "Room, to use" in told
    sheet = LedgerSheet(scene.window, scene.services, scene.services.people.get(scene.maria))
    sheet.open()
    told = words_in(sheet)
    assert "Hours to use, used in this order" in told
    assert "Booking · Room B" in told
    assert "Wed 25 Nov, 09:00 – 10:30 · 30 min left · Four hours" in " | ".join(told).replace("\n", " · ")
    assert "−1 h 30" in told
    assert "+4 h" in told
    sheet.close()
    scene.services.bookings.cancel(booked.id)
    settle()
    assert "2 h" in words_in(page), "the page follows the ledger"


def test_a_pass_of_hours_and_one_of_days_stand_in_one_sheet(qtbot, two_hours: Scene) -> None:
    scene = two_hours
    scene.services.plans.sell_pass(NewPass(party_id=scene.maria, name="Ten", days=5, price_e4=0))
    sheet = LedgerSheet(scene.window, scene.services, scene.services.people.get(scene.maria))
    sheet.open()
    told = words_in(sheet)
    assert {"Hours line by line", "Line by line", "Hours to use, used in this order"} <= set(told)
    sheet.close()
