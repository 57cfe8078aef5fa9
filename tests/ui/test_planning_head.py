"""The head of the planning in a small window, and its keys from wherever one is on the page."""

from __future__ import annotations

from datetime import date

import pytest
from at_the_planning import planning
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from scenes import NOW, Scene

from tierslieu_desk import i18n
from tierslieu_desk.ui.pages.planning.find_dialog import FindDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.pages.planning.paint import label_box
from tierslieu_desk.ui.tour import settle

LONGEST = date(2026, 9, 23)
"""“Mer. 23 septembre”, and in Basque “irailaren 23a”: as long as the name of a day is."""


@pytest.fixture
def page(scene: Scene) -> PlanningPage:
    return planning(scene)


def in_small(scene: Scene, page: PlanningPage, seen: str, day: date = LONGEST) -> QScrollArea:
    """1366x768 at 200 %, with what a window manager takes of it."""
    scene.window.resize(683, 374)
    page.ways.see(seen)
    page.show_day(day)
    settle()
    holder = page.parent()
    while not isinstance(holder, QScrollArea):
        holder = holder.parent()
    return holder


@pytest.mark.parametrize("seen", ["day", "week", "month", "list"])
@pytest.mark.parametrize("lang", ["fr", "eu", "en"])
def test_at_200_per_cent_the_title_is_whole_in_every_way_of_looking(scene: Scene, seen: str, lang: str) -> None:
    i18n.set_language(lang)
    page = scene.window.go("planning")
    assert isinstance(page, PlanningPage)
    in_small(scene, page, seen)
    title = page._title
    words = title.shorter or title.text()
    assert title.fontMetrics().horizontalAdvance(words) <= title.contentsRect().width()


@pytest.mark.parametrize("seen", ["day", "week", "month", "list"])
def test_at_200_per_cent_the_head_never_scrolls_away(scene: Scene, page: PlanningPage, seen: str) -> None:
    holder = in_small(scene, page, seen)
    assert holder.verticalScrollBar().maximum() == 0
    assert holder.horizontalScrollBar().maximum() == 0


def test_in_a_small_window_the_search_is_an_icon_until_one_is_in_it(qtbot, scene: Scene, page: PlanningPage) -> None:
    in_small(scene, page, "day")
    closed = page._find.width()
    page._find.setFocus()
    settle()
    assert closed < 45
    assert page._find.width() > 100
    qtbot.keyClicks(page._find, "room")
    page.view.setFocus()
    settle()
    assert page._find.width() > 100, "what is searched stays in sight"
    page._find.clear()
    settle()
    assert page._find.width() == closed


def test_the_week_of_one_space_keeps_its_name_and_its_acts_in_a_small_window(scene: Scene, page: PlanningPage) -> None:
    in_small(scene, page, "week")
    page.ways.show_week_of(scene.house.room_a)
    settle()
    unit = page._controls.unit
    assert unit.width() >= 90
    assert unit.mapTo(page, unit.rect().topRight()).x() < page.width()
    assert page._act.mapTo(page, page._act.rect().topRight()).x() < page.width()


@pytest.mark.parametrize("lang", ["fr", "eu", "en"])
def test_the_bar_of_what_is_chosen_fits_into_a_small_window(qtbot, scene: Scene, lang: str) -> None:
    i18n.set_language(lang)
    page = scene.window.go("planning")
    assert isinstance(page, PlanningPage)
    holder = in_small(scene, page, "day", NOW.date())
    page.view.choose(scene.booking)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    settle()
    assert page._several.bar.isVisible()
    assert holder.horizontalScrollBar().maximum() == 0
    last = page._several.bar.findChildren(QPushButton)[-1]
    assert last.mapTo(page, last.rect().topRight()).x() < page.width()


@pytest.mark.parametrize("corner", [QRect(0, 0, 60, 30), QRect(480, 0, 60, 30), QRect(480, 250, 60, 30)])
def test_what_is_told_beside_what_is_pulled_is_within_sight_however_long(qapp: QApplication, corner: QRect) -> None:
    seen = QRect(0, 0, 545, 280)
    measure = QFontMetrics(QFont())
    told = "14:30 · Salle Bleue · il faut 15 min entre cette réservation et celle de SARL Pic Blanc · Conseil" * 2
    box = label_box(measure, corner, seen, told)
    assert seen.contains(box)
    assert not box.intersects(corner)
    assert box.height() > 2 * measure.height(), "over several lines"
    assert label_box(measure, corner, seen, "14:30").height() < 2 * measure.height() + 14


@pytest.mark.parametrize("seen", ["day", "week", "month", "list"])
def test_f_finds_a_free_space_in_every_way_of_looking(qtbot, page: PlanningPage, seen: str) -> None:
    page.ways.see(seen)
    settle()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F)
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, FindDialog) and one.isVisible()]
    assert len(found) == 1
    found[0].reject()


def test_after_a_click_on_the_rail_or_on_an_arrow_the_letters_work_at_once(
    qtbot, scene: Scene, page: PlanningPage
) -> None:
    page.setFocus()
    qtbot.mouseClick(scene.window.rail.button("today"), Qt.MouseButton.LeftButton)
    settle()
    qtbot.mouseClick(scene.window.rail.button("planning"), Qt.MouseButton.LeftButton)
    settle()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_W)
    assert page.week
    qtbot.mouseClick(page._controls.after, Qt.MouseButton.LeftButton)
    page._controls.after.setFocus()
    qtbot.keyClick(page._controls.after, Qt.Key.Key_M)
    assert page._seen.choice == "month"


def test_a_letter_typed_on_a_choice_looks_for_its_entry_and_turns_nothing(qtbot, page: PlanningPage) -> None:
    page._filter.setFocus()
    qtbot.keyClick(page._filter, Qt.Key.Key_D)
    assert page._filter.currentText() == "Desks"
    assert page._seen.choice == "day"
    page._find.setFocus()
    qtbot.keyClicks(page._find, "wm")
    assert (page._find.text(), page._seen.choice) == ("wm", "day")


def test_whoever_goes_along_the_rail_by_keys_stays_on_it(qtbot, scene: Scene, page: PlanningPage) -> None:
    today = scene.window.rail.button("today")
    today.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(today, Qt.Key.Key_Space)
    assert scene.window.page is not page
    assert today.hasFocus()
