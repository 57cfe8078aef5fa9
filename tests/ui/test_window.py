"""The window, its rail, its pages and what reaches them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from tierslieu_desk.errors import StoreBusy
from tierslieu_desk.rules.vocabulary import Activity
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.help_sheet import HelpSheet
from tierslieu_desk.ui.jobs import AtOnce, Jobs, Progress
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages import PageSpec
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets import message_bar
from tierslieu_desk.ui.widgets.buttons import SearchBox, SegmentedControl, button
from tierslieu_desk.ui.widgets.cards import Card, Row, initials
from tierslieu_desk.ui.widgets.labels import Chip
from tierslieu_desk.ui.widgets.progress import JobRow
from tierslieu_desk.wallclock import StoppedClock


class Counting(Page):
    watches = frozenset({"booking"})
    help = Help("Counts what it hears.", (("Count", "Wait."),), (("Enter", "count once more"),))

    def __init__(self, around: Surroundings[None]) -> None:
        super().__init__("Counting", around.changes)
        self.reloads = 0
        self.refusal: StoreBusy | None = None
        self.add_tool(SearchBox("Find…"))
        self.add_tool(SegmentedControl("View", (("day", "Day"), ("week", "Week"))))
        self.set_main_act(button("Book"))
        self.card = Card("Here now", "2", scrolls=True)
        self.body.addWidget(self.card)

    def reload(self) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.reloads += 1
        self.card.set_rows([Row("Maria Roca", "since 9:20", aside=Chip("arrived", "accent"))])


class Other(Counting):
    watches = frozenset({"mail_item"})


@pytest.fixture
def around() -> Surroundings[None]:
    return Surroundings(None, Changes(), StoppedClock(datetime(2026, 11, 24, 10, 47)), Jobs(AtOnce()))


@pytest.fixture
def window(qtbot, around) -> MainWindow:
    specs = (
        PageSpec("counting", "Counting", "house", Counting),
        PageSpec("other", "Other", "tray", Other, frozenset({"mail_item"}), lambda _around: 3),
        PageSpec("settings", "Settings", "gear-six", Other, at_foot=True, needs=frozenset({Activity.EVENTS})),
    )
    made = MainWindow(specs, around, lambda error: f"Sorry: {error.code}")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_page_is_made_on_its_first_visit_and_read_once(window) -> None:
    first = window.go("counting")
    assert first.reloads == 1
    window.go("other")
    assert window.go("counting") is first
    assert first.reloads == 1


def test_a_hidden_page_reloads_when_it_is_shown_again(qtbot, window, around) -> None:
    hidden = window.go("counting")
    shown = window.go("other")
    around.changes.announce(frozenset({"booking"}))
    qtbot.waitUntil(lambda: hidden.stale)
    assert hidden.reloads == 1
    assert shown.reloads == 1
    window.go("counting")
    assert hidden.reloads == 2
    assert not hidden.stale


def test_a_shown_page_reloads_only_for_what_it_watches(qtbot, window, around) -> None:
    page = window.go("counting")
    with qtbot.waitSignal(around.changes.touched):
        around.changes.announce(frozenset({"invoice"}))
    assert page.reloads == 1
    with qtbot.waitSignal(around.changes.touched):
        around.changes.announce(frozenset({"booking"}))
    assert page.reloads == 2


def test_a_refusal_while_reading_is_said_and_the_page_stays_stale(window) -> None:
    page = window.go("counting")
    page.refusal = StoreBusy(folder="x")
    page.refresh()
    assert page.stale
    assert window.messages.sentence == "Sorry: store_busy"


def test_badges_follow_the_tables_and_are_said(qtbot, window, around) -> None:
    assert window.rail.button("other").count == 0
    around.changes.announce(frozenset({"mail_item"}))
    qtbot.waitUntil(lambda: window.rail.button("other").count == 3)
    assert window.rail.button("other").accessibleName() == "Other, 3 waiting"


def test_ctrl_and_a_figure_open_pages(qtbot, window) -> None:
    window.go("counting")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.windowTitle() == "Counting"
    assert window.rail.button("other").isChecked()


def test_a_click_on_the_rail_opens_a_page(qtbot, window) -> None:
    first = window.go("counting")
    qtbot.mouseClick(window.rail.button("other"), Qt.MouseButton.LeftButton)
    assert isinstance(window.page, Other)
    qtbot.mouseClick(window.rail.button("counting"), Qt.MouseButton.LeftButton)
    assert window.page is first


def test_the_title_names_page_and_place(window) -> None:
    page = window.go("counting")
    window.set_place("Le Relais d’Arize")
    page.set_title("Tuesday")
    assert window.windowTitle() == "Tuesday · Le Relais d’Arize"


def test_every_field_and_button_of_the_window_can_be_named(window) -> None:
    for code in ("counting", "other", "settings"):
        window.go(code)
    nameless = [
        w
        for w in window.findChildren(QWidget)
        if isinstance(w, (QLineEdit, QComboBox, QAbstractButton))
        and w.objectName() != "qt_spinbox_lineedit"
        and not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))
        and not isinstance(w.parent(), QLineEdit)
    ]
    assert nameless == []


def test_a_small_window_keeps_its_pages_reachable(window) -> None:
    window.go("counting")
    window.resize(683, 384)
    narrow = window.rail.button("counting")
    assert narrow.text() == ""
    assert narrow.accessibleName() == "Counting"
    window.resize(1366, 768)
    assert narrow.text().strip() == "Counting"


def test_undo_is_offered_once_and_then_forgotten(qtbot, window) -> None:
    page, undone = window.go("counting"), []
    page.said.emit("Booked.", lambda: undone.append(True))
    assert window.messages.sentence == "Booked."
    window.messages._do()
    assert undone == [True]
    assert window.messages.sentence == ""
    window.messages._do()
    assert undone == [True]


def test_what_the_bar_tells_is_said_aloud_and_goes_by_itself(qtbot, window, monkeypatch) -> None:
    page, aloud = window.go("counting"), []
    monkeypatch.setattr(message_bar, "announce", lambda _bar, told, *, urgent: aloud.append((told, urgent)))
    monkeypatch.setattr(message_bar, "SECONDS", 0)
    page.said.emit("Booked.", None)
    assert window.messages.sentence == "Booked."
    qtbot.waitUntil(lambda: window.messages.sentence == "")
    page.refused.emit(StoreBusy(folder="x"))
    qtbot.waitUntil(lambda: window.messages.sentence == "")
    assert aloud == [("Booked.", False), ("Sorry: store_busy", True)]
    monkeypatch.setattr(message_bar, "SECONDS_WITH_ACTION", 0)
    page.said.emit("Booked.", print)
    qtbot.waitUntil(lambda: window.messages.sentence == "")


def test_names_are_shown_as_written_never_as_markup(qtbot) -> None:
    row = Row("<b>Maria</b>", "<img src='x'>")
    qtbot.addWidget(row)
    assert row.accessibleName() == "<b>Maria</b>"
    assert {label.textFormat() for label in row.findChildren(type(Chip("")).__mro__[1])} == {Qt.TextFormat.PlainText}


def test_closing_stops_the_polling_and_the_jobs(qtbot, window, around) -> None:
    asked = []
    around.changes.watch(lambda: asked.append(True) or frozenset())
    with qtbot.waitSignal(window.closing):
        window.close()
    assert around.jobs.run("Late", lambda progress: None) is None
    assert not around.changes._timer.isActive()


def test_work_that_lasts_is_shown_with_how_far_it_is_and_its_button_stops_it(qtbot) -> None:
    jobs, seen, forever = Jobs(), threading.Event(), threading.Event()
    clock = StoppedClock(datetime(2026, 11, 24, 10, 47))
    window = MainWindow((), Surroundings(None, Changes(), clock, jobs), str)
    qtbot.addWidget(window)
    window.show()

    def under_way() -> list[JobRow]:
        return [row for row in window.findChildren(JobRow) if row.isVisible()]

    def work(progress: Progress) -> None:
        while not seen.wait(0.005):
            progress.check()
        progress(3, 14)
        while not forever.wait(0.005):
            progress.check()

    jobs.run("Issuing invoices", work)
    assert under_way() == []
    qtbot.waitUntil(lambda: len(under_way()) == 1)
    (row,) = under_way()
    seen.set()
    bar = row.findChild(QProgressBar)
    qtbot.waitUntil(lambda: (bar.value(), bar.maximum()) == (3, 14))
    assert bar.accessibleName() == "Issuing invoices"
    stop = next(one for one in row.findChildren(QAbstractButton) if one.accessibleName() == "Stop: Issuing invoices")
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: under_way() == [])
    assert window.messages.sentence == "Stopped. What was already done is kept."
    window.close()


def test_the_windows_place_on_the_screen_is_kept(qtbot, around, tmp_path) -> None:
    file = str(tmp_path / "window.ini")
    for expected in (1366, 700):
        window = MainWindow((), around, str, settings=QSettings(file, QSettings.Format.IniFormat))
        qtbot.addWidget(window)
        assert window.width() == expected
        window.resize(700, 500)
        window.close()


def test_changes_of_another_thread_arrive_together_on_the_main_one(qtbot) -> None:
    changes, told = Changes(), []

    def heard(tables: frozenset[str]) -> None:
        told.append((tables, threading.current_thread()))

    changes.touched.connect(heard)

    def commits() -> None:
        changes.announce(frozenset({"booking", "hold"}))
        changes.announce(frozenset({"charge"}))

    worker = threading.Thread(target=commits)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(frozenset({"booking", "hold", "charge"}), threading.main_thread())]


def test_another_process_is_found_by_polling(qtbot) -> None:
    changes, answers = Changes(), [frozenset(), frozenset({"visit"})]
    changes._timer.setInterval(5)
    with qtbot.waitSignal(changes.touched) as told:
        changes.watch(lambda: answers.pop(0) if answers else frozenset())
    assert told.args == [frozenset({"visit"})]
    changes.stop()


def test_nothing_changed_tells_nobody(qtbot) -> None:
    changes = Changes()
    with qtbot.assertNotEmitted(changes.touched, wait=30):
        changes.announce(frozenset())


def test_initials_skip_the_small_words() -> None:
    assert initials("Le Relais d’Arize") == "RA"
    assert initials("Íñigo Ordóñez") == "ÍO"
    assert initials("Claire D’Almeida") == "CD"
    assert initials("") == "·"


def test_a_page_can_hold_a_layout_of_cards(qtbot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    card = Card("Here", "1")
    column.addWidget(card)
    card.set_rows([Row("a"), Row("b")])
    card.set_rows([Row("c")])
    assert [row.accessibleName() for row in card.findChildren(Row) if not row.isHidden()] == ["c"]


@pytest.mark.parametrize("single", [None, True, False])
def test_qt_cannot_use_up_what_there_is_one_of(single: object) -> None:
    if sys.version_info < (3, 12):
        assert sys.getrefcount(single) > sys.maxsize // 8


def test_a_page_of_what_the_place_does_not_do_is_out_of_sight(window) -> None:
    window.set_sight(())
    assert not window.rail.button("settings").isVisible()
    assert window.rail.button("other").isVisible()
    window.set_sight(("domiciliation", "events"))
    assert window.rail.button("settings").isVisible()


def test_f1_shows_the_one_screen_of_help_of_the_page(qtbot, window) -> None:
    window.go("counting")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = next(one for one in window.findChildren(HelpSheet))
    words = [label.text() for label in sheet.findChildren(QLabel)]
    assert {"Counts what it hears.", "Count", "Wait.", "Enter", "count once more", "F1"} <= set(words)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    settle()
    (help_,) = [one for one in window.rail.findChildren(QAbstractButton) if one.accessibleName() == "Help"]
    qtbot.mouseClick(help_, Qt.MouseButton.LeftButton)
    (again,) = window.findChildren(HelpSheet)
    assert again.windowTitle() == "Help: Counting"
    again.close()


def shown(card: Card) -> list[str]:
    return [row.accessibleName() for row in card.findChildren(Row) if not row.isHidden()]


def test_many_rows_come_a_screen_at_once_and_the_rest_turn_by_turn(qtbot) -> None:
    card = Card("Due", scrolls=True)
    qtbot.addWidget(card)
    card.show()
    made: list[int] = []

    def rows() -> Iterator[QWidget]:
        for number in range(40):
            made.append(number)
            yield Row(str(number))

    card.stream_rows(rows())
    assert made == list(range(14))
    qtbot.waitUntil(lambda: len(shown(card)) == 40)
    assert shown(card) == [str(number) for number in range(40)]


def test_rows_under_way_stop_coming_when_others_are_shown(qtbot) -> None:
    card = Card("Due", scrolls=True)
    qtbot.addWidget(card)
    card.show()
    card.stream_rows(Row(str(number)) for number in range(40))
    card.set_rows([Row("one")])
    settle()
    assert shown(card) == ["one"]
