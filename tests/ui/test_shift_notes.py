"""Notes on Today until they are closed, and the things of whoever begins or leaves, by keyboard and by hand."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget
from scenes import Scene

from tierslieu_desk.rules.checklists import ListKind, Template
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.pages.settings.lists import ListsSection
from tierslieu_desk.ui.pages.settings.page import SettingsPage
from tierslieu_desk.ui.pages.today.page import TodayPage
from tierslieu_desk.ui.widgets.cards import Row

BEGIN, LEAVE = ListKind


def today(scene: Scene) -> TodayPage:
    """The first page, shown."""
    page = scene.window.go("today")
    assert isinstance(page, TodayPage)
    return page


def rows(card: QWidget) -> list[tuple[str, str]]:
    """What the rows of a card say, once they are shown."""
    for _turn in range(40):
        QTest.qWait(20)
        shown = [row for row in card.findChildren(Row) if not row.isHidden()]
        if shown:
            break
    return [(row.accessibleName(), row.accessibleDescription()) for row in shown]


def button(card: QWidget, says: str) -> QPushButton:
    """The button of that name."""
    rows(card)
    return next(one for one in card.findChildren(QPushButton) if one.accessibleName() == says and not one.isHidden())


def test_a_line_and_enter_leave_a_note_that_stays_on_today_until_it_is_closed(scene: Scene) -> None:
    page = today(scene)
    QTest.keyClicks(page.notes.line, "The heater of room B makes a noise +1")
    QTest.keyClick(page.notes.line, Qt.Key.Key_Return)
    assert rows(page.notes)[0][0] == "The heater of room B makes a noise +1"
    assert rows(page.notes)[0][1].startswith("Camille, ")
    assert page.notes.line.text() == ""
    button(page.notes, "It is seen to").click()
    assert rows(page.notes) == []
    scene.window.messages._do()
    assert [row[0] for row in rows(page.notes)] == ["The heater of room B makes a noise +1"]


def test_a_note_of_five_thousand_letters_stays_in_the_line_with_what_to_do(scene: Scene) -> None:
    page = today(scene)
    page.notes.line.setText("a" * 5000)
    QTest.keyClick(page.notes.line, Qt.Key.Key_Return)
    assert page.notes.refusal == ("That is 5000 letters long, and 500 are the most. Shorten it; nothing is lost.")
    assert len(page.notes.line.text()) == 5000
    QTest.keyClick(page.notes.line, Qt.Key.Key_Backspace)
    assert page.notes.refusal == ""


def leaving(scene: Scene) -> None:
    """Maria had a desk until yesterday, and has two things to give back."""
    services = scene.services
    both = [Template(BEGIN, "Give the key"), Template(LEAVE, "Key"), Template(LEAVE, "Badge")]
    services.checklists.set_templates(both)
    plan = services.plans.add(NewPlan(name="Monthly desk", period=Period.MONTH, price_e4=1_000_000))
    sold = services.plans.sell(NewSubscription(scene.maria, plan, date(2026, 11, 1)))
    services.plans.end(sold, date(2026, 11, 23))
    (key,) = (one for one in services.checklists.of(scene.maria) if one.kind is BEGIN)
    services.checklists.tick(key.id)


def test_today_counts_what_somebody_who_left_has_to_give_back_and_leads_to_them(scene: Scene) -> None:
    leaving(scene)
    page = today(scene)
    assert rows(page.notes) == [("Maria Roca · 2 things to give back", "Key, Badge")]
    button(page.notes, "Maria Roca · 2 things to give back").click()
    people = scene.window.page
    assert isinstance(people, PeoplePage)
    people.panel.settle()
    assert rows(people.panel._lists)[:2] == [
        ("Key", "leaving on 23 November 2026"),
        ("Badge", "leaving on 23 November 2026"),
    ]


def test_a_thing_is_ticked_with_the_day_and_by_whom_and_taken_back(scene: Scene) -> None:
    leaving(scene)
    people = scene.window.go("people")
    assert isinstance(people, PeoplePage)
    people.show_party(scene.maria)
    people.panel.settle()
    button(people.panel._lists, "Key: done").click()
    assert ("Key", "done on 24 November 2026 by Camille") in rows(people.panel._lists)
    scene.window.messages._do()
    assert rows(people.panel._lists)[0] == ("Key", "leaving on 23 November 2026")


def test_who_has_nothing_to_do_has_no_such_card(scene: Scene) -> None:
    people = scene.window.go("people")
    assert isinstance(people, PeoplePage)
    people.show_party(scene.jean)
    people.panel.settle()
    assert people.panel._lists.isHidden()


def test_the_lists_are_written_a_line_a_thing_for_everybody_and_for_a_plan(scene: Scene) -> None:
    plan = scene.services.plans.add(NewPlan(name="Locker", period=Period.MONTH, price_e4=100_000))
    page = scene.window.go("settings")
    assert isinstance(page, SettingsPage)
    section = page.show_section("lists")
    assert isinstance(section, ListsSection)
    section.lines[BEGIN].setPlainText("Give the key\n\nShow the printer\n")
    section.whom.setCurrentIndex(1)
    assert section.lines[BEGIN].toPlainText() == "", "what was written is kept before other lists are shown"
    section.lines[LEAVE].setPlainText("Empty the locker")
    section.keep.click()
    assert scene.services.checklists.templates() == (
        Template(BEGIN, "Give the key"),
        Template(BEGIN, "Show the printer"),
        Template(LEAVE, "Empty the locker", plan),
    )
    scene.window.messages._do()
    assert len(scene.services.checklists.templates()) == 2


def test_a_line_that_is_too_long_is_told_under_its_list_and_stays(scene: Scene) -> None:
    page = scene.window.go("settings")
    assert isinstance(page, SettingsPage)
    section = page.show_section("lists")
    assert isinstance(section, ListsSection)
    section.lines[LEAVE].setPlainText("a" * 121)
    section.keep.click()
    assert section.form.refusals == ["That is 121 letters long, and 120 are the most. Shorten it; nothing is lost."]
    assert section.lines[LEAVE].toPlainText() == "a" * 121


def test_the_line_is_out_of_sight_until_it_is_asked_for_or_a_note_is_open(scene: Scene) -> None:
    page = today(scene)
    assert page.notes.isHidden()
    page.notes.begin()
    assert not page.notes.isHidden()
    QTest.keyClicks(page.notes.line, "Water the plants")
    QTest.keyClick(page.notes.line, Qt.Key.Key_Return)
    assert rows(page.notes)[0][0] == "Water the plants"
    assert not page.notes.isHidden()
    button(page.notes, "It is seen to").click()
    assert page.notes.isHidden()


def test_the_card_is_as_high_as_its_notes_after_each_that_is_added(scene: Scene) -> None:
    page = today(scene)
    page.notes.begin()
    for note in ("Water the plants", "The heater of room B makes a noise"):
        QTest.keyClicks(page.notes.line, note)
        QTest.keyClick(page.notes.line, Qt.Key.Key_Return)
        rows(page.notes)
        QTest.qWait(20)
        area = page.notes.findChild(QScrollArea)
        assert area is not None
        seen = area.viewport()
        wanted = [row.heightForWidth(seen.width()) for row in page.notes.findChildren(Row) if not row.isHidden()]
        assert seen.height() >= sum(wanted) > 0
        assert page.notes._title.height() >= page.notes._title.sizeHint().height()
