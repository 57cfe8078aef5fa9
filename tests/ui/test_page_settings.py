"""Settings: each section read back through the services, each refusal beside its field, each change undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from scenes import Scene

from tierslieu_desk.app import DeskWindow
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import Activity, Period, UnitKind, VatCategory
from tierslieu_desk.services.place.places import NewClosure
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.services.plan.plans import NewPlan
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.settings.copies import CopiesSection
from tierslieu_desk.ui.pages.settings.does import DoesSection
from tierslieu_desk.ui.pages.settings.hours import HoursSection
from tierslieu_desk.ui.pages.settings.page import SECTIONS, SettingsPage
from tierslieu_desk.ui.pages.settings.place import PlaceSection, description_of
from tierslieu_desk.ui.pages.settings.plans import PlansSection
from tierslieu_desk.ui.pages.settings.units import UnitsSection
from tierslieu_desk.ui.pages.shared.arrival_dialog import ArrivalDialog
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.wallclock import Slot

TODAY = date(2026, 11, 24)
CHANGED = "Somebody changed this meanwhile. Look at it again, then repeat what you did."


@pytest.fixture
def page(scene: Scene) -> SettingsPage:
    shown = scene.window.go("settings")
    assert isinstance(shown, SettingsPage)
    return shown


def dialog() -> Dialog:
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, Dialog) and w.isVisible()]
    return found


def typed(qtbot, line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)


def click(qtbot, made: QPushButton) -> None:
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


def done(qtbot, shown: Dialog) -> None:
    click(qtbot, shown.act)
    assert not shown.isVisible(), shown.form.refusals


# --- the sections


def test_every_section_opens_from_the_list_by_mouse_and_by_arrows(qtbot, page: SettingsPage) -> None:
    for number, (code, *_rest) in enumerate(SECTIONS):
        click(qtbot, page._group.button(number))
        assert page._code == code
    page.show_section("place")
    page._group.button(0).setFocus()
    qtbot.keyClick(page._group.button(0), Qt.Key.Key_Down)
    assert page._code == "hours"


# --- the place


def test_the_place_is_changed_kept_and_put_back(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = page.section
    assert isinstance(section, PlaceSection)
    assert section.lines["name"].text() == "L’Étang Vert"
    assert not section.keep.isEnabled()
    typed(qtbot, section.lines["phone"], "+33 5 61 00 00 00")
    typed(qtbot, section.lines["iban"], "FR42 0000 0000 0000 0000 0000 A00")
    section.payment_days.setValue(15)
    click(qtbot, section.keep)
    row = scene.services.places.get()
    assert (row.phone, row.iban, row.payment_days) == ("+33 5 61 00 00 00", "FR4200000000000000000000A00", 15)
    assert not section.keep.isEnabled()
    scene.window.messages._do()
    assert scene.services.places.get().phone == ""


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("siret", "73282932000075", "“73282932000075” is not a complete SIRET number."),
        ("iban", "FR42 0000", "“FR42 0000” is not a complete IBAN."),
        ("vat_number", "FR00", "“FR00” is not a complete VAT number."),
        ("name", " ", "Something is missing: the name"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    qtbot, page: SettingsPage, scene: Scene, name: str, text: str, said: str
) -> None:
    section = page.section
    typed(qtbot, section.lines[name], text)
    click(qtbot, section.keep)
    told = [sentence for form in section.forms for sentence in form.refusals]
    assert len(told) == 1
    assert told[0].startswith(said)
    assert section.lines[name].property("refused") is True
    assert section.lines[name].text() == text
    click(qtbot, section.drop)
    assert section.lines["siret"].text() == "73282932000074"
    assert scene.services.places.get().siret == "73282932000074"


def test_a_place_changed_in_another_window_is_told_kindly(qtbot, page: SettingsPage, scene: Scene) -> None:
    section, places = page.section, scene.services.places
    typed(qtbot, section.lines["phone"], "05 61")
    places.describe(replace(description_of(places.get()), email="new@etang.example"))
    qtbot.wait(20)
    assert section.lines["phone"].text() == "05 61", "what is half written stays"
    click(qtbot, section.keep)
    assert [sentence for form in section.forms for sentence in form.refusals] == [CHANGED]
    click(qtbot, section.drop)
    assert section.lines["email"].text() == "new@etang.example"
    typed(qtbot, section.lines["phone"], "05 61")
    click(qtbot, section.keep)
    assert (places.get().phone, places.get().email) == ("05 61", "new@etang.example")


def test_the_approval_is_asked_of_who_gives_companies_their_address(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = page.section
    assert not section.lines["approval_number"].isVisible()
    places = scene.services.places
    places.describe(replace(description_of(places.get()), services="domiciliation"))
    qtbot.waitUntil(section.lines["approval_number"].isVisible)
    typed(qtbot, section.lines["approval_number"], "AGR-09-2026")
    typed(qtbot, section.approved_from, "1/1/2026")
    typed(qtbot, section.approved_until, "31/02/2031")
    click(qtbot, section.keep)
    told = [sentence for form in section.forms for sentence in form.refusals]
    assert told[0].startswith("“31/02/2031” is not a day of the calendar.")
    typed(qtbot, section.approved_until, "31/12/2031")
    click(qtbot, section.keep)
    row = places.get()
    assert (row.approval_number, row.approved_from, row.approved_until) == (
        "AGR-09-2026",
        date(2026, 1, 1),
        date(2031, 12, 31),
    )


# --- hours and closures


def hours(page: SettingsPage) -> HoursSection:
    shown = page.show_section("hours")
    assert isinstance(shown, HoursSection)
    return shown


def test_the_week_is_changed_kept_and_put_back(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = hours(page)
    typed(qtbot, section.week.fields[0], "9h15")
    click(qtbot, section.keep)
    assert scene.services.places.hours()[0] == WeeklyHours(0, 555, 1200)
    scene.window.messages._do()
    assert scene.services.places.hours()[0] == WeeklyHours(0, 480, 1200)


def test_closing_before_opening_is_told(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = hours(page)
    typed(qtbot, section.week.fields[1], "7:00")
    click(qtbot, section.keep)
    assert section.form.refusals == ["The end must come after the beginning."]
    assert scene.services.places.hours()[0] == WeeklyHours(0, 480, 1200)


def test_closed_on_some_days_and_open_again(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = hours(page)
    section.add_closure()
    asked = dialog()
    typed(qtbot, asked.reason, "Annual holidays")
    typed(qtbot, asked.first, "24/12/2026")
    typed(qtbot, asked.last, "31/12/2026")
    box = asked.visits
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    done(qtbot, asked)
    (row,) = scene.services.places.closures(TODAY, date(2027, 1, 31))
    assert (row.slot.start, row.slot.end) == (datetime(2026, 12, 24), datetime(2027, 1, 1))
    assert (row.reason, row.blocks_bookings, row.blocks_visits) == ("Annual holidays", True, False)
    qtbot.waitUntil(lambda: len(section._closures.findChildren(QPushButton)) == 3)
    click(qtbot, section._closures.findChildren(QPushButton)[2])
    assert scene.services.places.closures(TODAY, date(2027, 1, 31)) == ()
    scene.window.messages._do()
    (again,) = scene.services.places.closures(TODAY, date(2027, 1, 31))
    assert (again.slot, again.reason, again.blocks_visits) == (row.slot, "Annual holidays", False)


def test_a_closure_that_ends_first_or_hits_a_booking_is_told(qtbot, page: SettingsPage, scene: Scene) -> None:
    hours(page).add_closure()
    asked = dialog()
    typed(qtbot, asked.last, "20/11/2026")
    click(qtbot, asked.act)
    assert asked.form.refusals == ["The end must come after the beginning."]
    typed(qtbot, asked.first, "24/11/2026")
    typed(qtbot, asked.last, "24/11/2026")
    asked.what.choose(scene.house.room_a)
    click(qtbot, asked.act)
    assert asked.form.refusals[0].startswith("Room A is taken by Maria Roca")
    asked.close()


def test_several_spaces_close_at_once_and_open_again(qtbot, page: SettingsPage, scene: Scene) -> None:
    hours(page).add_closure()
    asked = dialog()
    asked.what.choose("several")
    click(qtbot, asked.act)
    assert asked.form.refusals == ["Something is missing: which spaces. Fill it in, then try again."]
    for number in (scene.house.room_b, scene.house.booth):
        asked.spaces.box(str(number)).setChecked(True)
    done(qtbot, asked)
    assert [row.unit for row in scene.services.places.closures(TODAY, date(2026, 12, 31))] == ["Room B", "Booth"]
    scene.window.messages._do()
    assert scene.services.places.closures(TODAY, date(2026, 12, 31)) == ()


def test_a_closure_that_blocks_nothing_is_told(qtbot, page: SettingsPage, scene: Scene) -> None:
    hours(page).add_closure()
    asked = dialog()
    for tick in (asked.bookings, asked.visits, asked.events):
        tick.setChecked(False)
    click(qtbot, asked.act)
    assert asked.form.refusals == ["Something is missing: what that blocks. Fill it in, then try again."]
    asked.close()


def test_who_comes_in_while_it_is_closed_is_let_in_with_a_reason(qtbot, scene: Scene) -> None:
    closure = NewClosure(Slot(datetime(2026, 11, 24, 8), datetime(2026, 11, 24, 20)), "Snow", None, False, True, False)
    scene.services.places.add_closure(closure)
    asked = ArrivalDialog(scene.window, scene.services)
    asked.open()
    typed(qtbot, asked._who, "Maria Roca")
    click(qtbot, asked.act)
    assert asked.form.refusals == ["The place is closed then: Snow. Choose another time."]
    typed(qtbot, asked._reason, "lives next door")
    done(qtbot, asked)
    assert {row.name for row in scene.services.visits.here_now()} == {"Jean Dupont", "Maria Roca"}


# --- desks and rooms


def units(page: SettingsPage) -> UnitsSection:
    shown = page.show_section("units")
    assert isinstance(shown, UnitsSection)
    return shown


def named(section: UnitsSection, name: str) -> None:
    section.table.choose(section.services.units.named(name).id)


def test_a_room_is_added_chosen_and_taken_back(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = units(page)
    click(qtbot, section._add)
    asked = dialog()
    typed(qtbot, asked.name, "Red room")
    asked.seats.setValue(12)
    typed(qtbot, asked.group, "Upstairs")
    asked.after.setValue(15)
    done(qtbot, asked)
    row = scene.services.units.named("Red room")
    assert (row.kind, row.seats, row.group, row.buffers.after) == (UnitKind.ROOM, 12, "Upstairs", 15)
    assert section.table.row.name == "Red room"
    scene.window.messages._do()
    assert scene.services.units.named("Red room").retired


def test_several_desks_are_numbered_and_pooled(qtbot, page: SettingsPage, scene: Scene) -> None:
    click(qtbot, units(page)._add)
    asked = dialog()
    asked.kind.choose(UnitKind.DESK)
    typed(qtbot, asked.name, "Window seat")
    asked.count.setValue(3)
    done(qtbot, asked)
    pool = scene.services.units.named("Window seat")
    assert pool.is_pool
    assert pool.members == ("Window seat 1", "Window seat 2", "Window seat 3")


def test_a_name_that_is_taken_or_missing_is_told(qtbot, page: SettingsPage) -> None:
    click(qtbot, units(page)._add)
    asked = dialog()
    click(qtbot, asked.act)
    assert asked.form.refusals == ["Something is missing: the name (space or thing). Fill it in, then try again."]
    typed(qtbot, asked.name, "room a")
    click(qtbot, asked.act)
    assert asked.form.refusals == ["There is already something called “room a”. Choose another name."]
    asked.close()


def test_a_unit_is_renamed_by_enter_and_named_back(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = units(page)
    named(section, "Room A")
    section.table.setFocus()
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    asked = dialog()
    typed(qtbot, asked.name, "Yellow room")
    asked.seats.setValue(10)
    done(qtbot, asked)
    row = scene.services.units.get(scene.house.room_a)
    assert (row.name, row.seats) == ("Yellow room", 10)
    scene.window.messages._do()
    row = scene.services.units.get(scene.house.room_a)
    assert (row.name, row.seats) == ("Room A", 8)


def test_a_unit_changed_in_another_window_is_told_kindly(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = units(page)
    named(section, "Room A")
    click(qtbot, section._edit)
    asked = dialog()
    scene.services.units.set_buffers(scene.house.room_a, replace(scene.services.units.get(1).buffers, after=30))
    typed(qtbot, asked.name, "Yellow room")
    click(qtbot, asked.act)
    assert asked.form.refusals == [CHANGED]
    asked.close()


def test_a_unit_with_a_booking_is_not_taken_out_and_a_free_one_is(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = units(page)
    named(section, "Booth")
    click(qtbot, section._out)
    assert scene.services.units.named("Booth").retired
    scene.window.messages._do()
    assert not scene.services.units.named("Booth").retired
    qtbot.waitUntil(lambda: "Booth" in [row.name for row in section.table.model().rows])
    scene.services.units.compose(scene.house.big_room, [])
    named(section, "Room A")
    click(qtbot, section._out)
    assert scene.window.messages.sentence.startswith("Maria Roca still has Room A")


def test_what_was_taken_out_is_shown_and_brought_back(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = units(page)
    scene.services.units.retire(scene.house.booth)
    section.gone.setFocus()
    qtbot.keyClick(section.gone, Qt.Key.Key_Space)
    section.table.choose(scene.house.booth)
    assert section._out.text() == "Bring back"
    click(qtbot, section._out)
    assert not scene.services.units.get(scene.house.booth).retired


def test_the_prices_of_a_kind_hold_from_today_on(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = units(page)
    section._ask_price(UnitKind.ROOM, "Room")
    asked = dialog()
    typed(qtbot, asked.lines[60], "12,50")
    typed(qtbot, asked.lines[480], "80")
    done(qtbot, asked)
    grid = {step.minutes: step.amount_e4 for step in scene.services.units.prices(scene.house.room_a)}
    assert grid == {60: 125_000, 240: 300_000, 480: 800_000}
    before = {
        step.minutes: step.amount_e4 for step in scene.services.units.prices(scene.house.room_a, date(2026, 1, 1))
    }
    assert before == {60: 100_000, 240: 300_000}
    scene.window.messages._do()
    assert {s.minutes for s in scene.services.units.prices(scene.house.room_a)} == {60, 240}


def test_a_unit_has_a_price_of_its_own_until_its_lines_are_emptied(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = units(page)
    named(section, "Booth")
    click(qtbot, section._price)
    asked = dialog()
    typed(qtbot, asked.lines[60], "3")
    asked.basis.choose(Basis.GROSS)
    done(qtbot, asked)
    (step,) = scene.services.units.prices(scene.house.booth)
    assert (step.minutes, step.amount_e4, step.basis) == (60, 30_000, Basis.GROSS)
    click(qtbot, section._price)
    asked = dialog()
    asked.lines[60].clear()
    done(qtbot, asked)
    assert scene.services.units.prices(scene.house.booth) == ()


def test_a_kind_whose_rooms_have_prices_of_their_own_is_not_called_free(
    qtbot, page: SettingsPage, scene: Scene
) -> None:
    section = units(page)
    service, house = scene.services.units, scene.house

    def hour(price_e4: int) -> tuple[PriceStep, ...]:
        return (PriceStep("hour", 60, price_e4, Basis.GROSS, VatCategory.STANDARD),)

    def said() -> str:
        section.reload()
        settle()
        (row,) = [row for row in section._prices.findChildren(Row) if row.accessibleName() == "Room"]
        return row.accessibleDescription()

    service.set_prices(UnitKind.ROOM, hour(0), TODAY)
    assert said() == "€0.00 for hour"
    service.set_prices(house.room_a, hour(125_000), TODAY)
    assert said() == "Room A: €12.50 for hour"
    service.set_prices(house.room_b, hour(250_000), TODAY)
    assert said() == "Room A: €12.50 for hour · Room B: €25.00 for hour"
    for number in range(2):
        service.set_prices(scene.services.units.add(NewUnit(f"Attic {number}", UnitKind.ROOM)), hour(250_000), TODAY)
    assert said() == "each at its own price: from €12.50 to €25.00 for hour"
    service.set_prices(UnitKind.ROOM, hour(100_000), TODAY)
    assert said() == "€10.00 for hour · each at its own price: from €12.50 to €25.00 for hour"


def test_a_price_that_is_none_is_told(qtbot, page: SettingsPage) -> None:
    units(page)._ask_price(UnitKind.ROOM, "Room")
    asked = dialog()
    typed(qtbot, asked.lines[60], "douze")
    click(qtbot, asked.act)
    assert asked.form.refusals[0].startswith("“douze” is not an amount.")
    asked.close()


def test_a_whole_is_made_of_other_parts_and_put_back(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = units(page)
    named(section, "Big room")
    click(qtbot, section._made)
    asked = dialog()
    tick = asked.ticks[scene.house.room_b]
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    done(qtbot, asked)
    assert scene.services.units.get(scene.house.big_room).parts == ("Room A",)
    scene.window.messages._do()
    assert scene.services.units.get(scene.house.big_room).parts == ("Room A", "Room B")


# --- plans


def told_articles(page: SettingsPage) -> list[str]:
    return [
        words.text() for words in plans(page).counter.findChildren(Words) if words.text() not in {"", "At the counter"}
    ]


def test_the_prices_of_the_counter_are_found_beside_the_plans_and_changed_there(qtbot, page, scene: Scene) -> None:
    section = plans(page)
    settle()
    assert told_articles(page)[:2] == ["Coffee", "€1.00"]
    click(qtbot, section._articles)
    asked = dialog()
    typed(qtbot, asked.findChild(QLineEdit), "Espresso")
    typed(qtbot, asked._lines[0].price, "1,20")
    done(qtbot, asked)
    settle()
    assert next((one.name, one.price_e4) for one in scene.services.counter.articles()) == ("Espresso", 12_000)
    assert told_articles(page)[:2] == ["Espresso", "€1.20"]
    assert scene.window.messages.sentence == "This is what is sold at the counter now."


def test_a_counter_that_sells_nothing_says_so(page: SettingsPage, scene: Scene) -> None:
    scene.services.counter.set_articles([])
    plans(page)
    settle()
    assert told_articles(page)[0] == "Nothing is sold at the counter"


def plans(page: SettingsPage) -> PlansSection:
    shown = page.show_section("plans")
    assert isinstance(shown, PlansSection)
    return shown


def test_a_plan_is_put_on_sale_and_withdrawn_again(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = plans(page)
    click(qtbot, section._add)
    asked = dialog()
    typed(qtbot, asked.name, "Ten days")
    typed(qtbot, asked.price, "90,00")
    asked.included.choose("days")
    asked.days.setValue(10)
    asked.period.choose(Period.MONTH)
    done(qtbot, asked)
    (row,) = scene.services.plans.list()
    assert (row.name, row.price_e4, row.days_included, row.period) == ("Ten days", 900_000, 10, Period.MONTH)
    qtbot.waitUntil(lambda: section.table.row is not None)
    click(qtbot, section._end)
    assert scene.services.plans.list() == ()
    scene.window.messages._do()
    assert [row.name for row in scene.services.plans.list()] == ["Ten days"]


@pytest.mark.parametrize(("text", "said"), [("douze", "“douze” is not an amount."), ("", "Something is missing")])
def test_a_plan_without_a_price_is_told(qtbot, page: SettingsPage, text: str, said: str) -> None:
    click(qtbot, plans(page)._add)
    asked = dialog()
    typed(qtbot, asked.name, "Ten days")
    typed(qtbot, asked.price, text)
    click(qtbot, asked.act)
    assert asked.form.refusals[0].startswith(said)
    asked.close()


def test_a_price_is_changed_for_who_subscribes_next(qtbot, page: SettingsPage, scene: Scene) -> None:
    scene.services.plans.add(NewPlan(name="Monthly", period=Period.MONTH, price_e4=1_000_000))
    section = plans(page)
    section.table.choose(scene.services.plans.list()[0].id)
    click(qtbot, section._price)
    asked = dialog()
    typed(qtbot, asked.price, "110,5")
    done(qtbot, asked)
    assert scene.services.plans.list()[0].price_e4 == 1_105_000
    scene.window.messages._do()
    assert scene.services.plans.list()[0].price_e4 == 1_000_000


# --- what the place does


def test_a_tick_counts_at_once_and_is_undone(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = page.show_section("does")
    assert isinstance(section, DoesSection)
    box = section.ticks.box(Activity.EVENTS)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert scene.services.places.get().services == "events"
    scene.window.messages._do()
    assert scene.services.places.get().services == ""
    qtbot.waitUntil(lambda: not box.isChecked())


def test_who_ticks_giving_companies_their_address_is_led_to_the_approval(
    qtbot, page: SettingsPage, scene: Scene
) -> None:
    section = page.show_section("does")
    assert isinstance(section, DoesSection)
    assert not section.next_step.isVisible()
    qtbot.mouseClick(section.ticks.box("domiciliation"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(section.next_step.isVisible)
    (lead,) = section.next_step.findChildren(QPushButton)
    click(qtbot, lead)
    number = page.show_section("place").lines["approval_number"]
    qtbot.waitUntil(lambda: scene.window.focusWidget() is number)
    typed(qtbot, number, "AGR-09-2026")
    typed(qtbot, page.section.approved_from, "1/1/2026")
    click(qtbot, page.section.keep)
    page.show_section("does")
    qtbot.waitUntil(lambda: not section.next_step.isVisible())


def test_the_rail_follows_what_the_place_does(qtbot, scene: Scene) -> None:
    changes = Changes()
    scene.services.desk.store.changes.subscribe(changes.announce)
    around = Surroundings(scene.services, changes, scene.services.desk.clock, Jobs(AtOnce()))
    desk = DeskWindow(scene.services, around, None)
    desk.open()
    desk.window.go("settings")
    seen: list[frozenset[str]] = []
    desk.window.set_sight = seen.append
    places = scene.services.places
    places.describe(replace(description_of(places.get()), services="mail events", name="Other name"))
    qtbot.waitUntil(lambda: seen == [frozenset({"mail", "events"})])
    assert "Other name" in desk.window.windowTitle()
    desk.window.close()
    desk.window.deleteLater()


# --- copies


def copies(page: SettingsPage) -> CopiesSection:
    shown = page.show_section("copies")
    assert isinstance(shown, CopiesSection)
    return shown


def test_a_copy_is_made_now_and_listed(qtbot, page: SettingsPage, scene: Scene) -> None:
    section = copies(page)
    click(qtbot, section.now)
    (made,) = scene.services.copies.recent(5)
    assert made.file.is_file()
    assert scene.window.messages.sentence.startswith("Everything was copied and checked on this computer.")


def test_a_copy_goes_to_a_stick(
    qtbot, page: SettingsPage, scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(ask, "folder", lambda *_arguments: stick)
    click(qtbot, copies(page).to_stick)
    (file,) = stick.iterdir()
    assert file.suffix == ".tldesk"
    assert str(file) in scene.window.messages.sentence


def test_a_stick_that_is_gone_is_told_in_the_bar(
    qtbot, page: SettingsPage, scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "folder", lambda *_arguments: tmp_path / "gone" / "deeper")
    click(qtbot, copies(page).to_stick)
    assert "is not there. Check the name and the folder." in scene.window.messages.sentence


def second_place(section: CopiesSection) -> None:
    section._ask_second()


def test_the_second_place_is_chosen_told_and_undone(qtbot, page: SettingsPage, scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    second_place(copies(page))
    asked = dialog()
    asked.second.where.choose("folder")
    typed(qtbot, asked.second.folder, str(tmp_path / "other"))
    click(qtbot, asked.act)
    assert len(asked.form.refusals) == 1, "inside the desk’s own folder it would be lost with it"
    outside = tmp_path.parent / f"{tmp_path.name}-other"
    outside.mkdir()
    typed(qtbot, asked.second.folder, str(outside))
    done(qtbot, asked)
    assert scene.services.places.get().second_copy == str(outside)
    assert "is on the same disk as the desk" in scene.window.messages.sentence
    scene.window.messages._do()
    assert scene.services.places.get().second_copy == ""


def test_a_second_place_that_is_away_is_told_where_it_stands(
    qtbot, page: SettingsPage, scene: Scene, tmp_path: Path
) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-stick"
    outside.mkdir()
    scene.services.copies.choose_second_place(str(outside))
    outside.rmdir()
    section = copies(page)
    row = section._second_row()
    assert row.accessibleName() == str(outside)
    assert "is not there" in row.accessibleDescription()


# --- from elsewhere


def test_an_empty_planning_and_an_empty_day_lead_to_where_rooms_are_described(qtbot, scene: Scene) -> None:
    house = scene.house
    bookings = scene.services.bookings
    bookings.cancel(scene.booking)
    for event in scene.services.events.programme(TODAY, date(2027, 1, 31)):
        scene.services.events.cancel(event.id)
    scene.services.units.compose(house.big_room, [])
    for number in (house.big_room, house.room_a, house.room_b, house.booth, house.pool, *house.desks):
        scene.services.units.retire(number)
    for code in ("today", "planning"):
        shown = scene.window.go(code)
        shown.refresh()
        ways = [made for made in shown.findChildren(QPushButton) if made.text() == "Describe rooms and desks"]
        (way,) = ways
        qtbot.waitUntil(way.isVisible)
        click(qtbot, way)
        page = scene.window.page
        assert isinstance(page, SettingsPage)
        assert isinstance(page.section, UnitsSection)
        page.show_section("place")


def test_midnight_ends_a_day_of_the_week(page: SettingsPage, scene: Scene) -> None:
    scene.services.places.set_hours([WeeklyHours(5, 600, 1440)])
    section = hours(page)
    assert section.week.week() == (WeeklyHours(5, 600, 1440),)
    assert section.week.fields[5 * 4 + 1].at == time()


def test_enter_presses_the_button_it_stands_on_as_the_space_bar_does(qtbot, scene: Scene) -> None:
    """On any page: there is nothing else on a page that Enter could mean."""
    page = scene.window.go("settings")
    section = page.show_section("units")
    settle()
    made_of = next(one for one in section.findChildren(QPushButton) if one.text().startswith("Made of"))
    made_of.setFocus()
    qtbot.keyClick(made_of, Qt.Key.Key_Return)
    settle()
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible()]
    assert len(shown) == 1
    shown[0].close()
