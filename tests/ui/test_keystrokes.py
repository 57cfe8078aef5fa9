"""The daily jobs, pressed key by key as the help writes them, and counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel
from scenes import Scene

from tierslieu_desk.rules.vocabulary import MailKind, PaymentMethod
from tierslieu_desk.services.front.basket import Piece
from tierslieu_desk.ui.counter.acts import letters
from tierslieu_desk.ui.counter.keystrokes import KEYSTROKES, written
from tierslieu_desk.ui.help import Keystrokes, is_typed
from tierslieu_desk.ui.help_sheet import HelpSheet
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.buttons import SearchBox

MOST = {"check_in": 5, "day": 6, "ticket": 6, "mail": 6, "book": 9, "here": 1, "slate": 5, "sentence": 29}
"""How many keys each may take. Fewer is better; more is a step back."""


def press(qtbot, key: str) -> int:
    """Press what the table says on whatever has the focus; how many keys that were."""
    target = QApplication.focusWidget()
    assert target is not None
    if is_typed(key):
        qtbot.keyClicks(target, key)
        settle()
        return len(key)
    kind, _colon, code = key.partition(":")
    spelled = f"Alt+{letters().get(code, code)}" if kind == "act" else key
    combination = QKeySequence(spelled)[0]
    qtbot.keyClick(target, combination.key(), combination.keyboardModifiers())
    settle()
    return 1


def arrived(scene: Scene) -> bool:
    return "Maria Roca" in [row.name for row in scene.services.visits.here_now()]


def paid(scene: Scene) -> bool:
    """A day at a desk is twice 8.00 in the small house."""
    taken = [(row.amount_cents, row.method) for row in scene.services.payments.all(scene.maria)]
    return arrived(scene) and taken == [(1600, PaymentMethod.CASH)]


def sold(scene: Scene) -> bool:
    taken = [(row.amount_cents, row.method) for row in scene.services.payments.all(scene.maria)]
    return taken == [(800, PaymentMethod.CASH)] and scene.services.plans.left(scene.maria) == 1


def cleared(scene: Scene) -> bool:
    """Three coffees, and nothing else."""
    taken = [(row.amount_cents, row.method) for row in scene.services.payments.all(scene.maria)]
    return scene.services.counter.slate(scene.maria).lines == () and taken == [(300, PaymentMethod.CASH)]


def booked_by_a_sentence(scene: Scene) -> bool:
    tomorrow = [row for row in scene.services.planning.day(date(2026, 11, 25)).blocks if row.title == "Maria Roca"]
    slot = [(row.unit_id, row.slot.start.hour, row.slot.end.hour) for row in tomorrow]
    return slot == [(scene.house.room_b, 14, 16)]


def handed(scene: Scene) -> bool:
    given = [act.to_whom for number in (1, 2) for act in scene.services.mail.acts(number)]
    return scene.services.mail.waiting(scene.maria) == () and given == ["Maria Roca", "Maria Roca"]


def booked(scene: Scene) -> bool:
    """Room A is offered first; the letter goes on to the next room."""
    tomorrow = [row for row in scene.services.planning.day(date(2026, 11, 25)).blocks if row.title == "Maria Roca"]
    return [(row.unit_id, row.slot.start) for row in tomorrow] == [(scene.house.room_b, datetime(2026, 11, 25, 11))]


def seen(scene: Scene) -> bool:
    card = scene.window.counter.card if scene.window.counter is not None else None
    return card is not None and "Jean Dupont" in [act.title for act in card.list.acts]


EFFECTS: dict[str, Callable[[Scene], bool]] = {
    "check_in": arrived,
    "day": paid,
    "ticket": sold,
    "mail": handed,
    "book": booked,
    "here": seen,
    "slate": cleared,
    "sentence": booked_by_a_sentence,
}


@pytest.mark.parametrize("page", ["today", "planning", "people"])
@pytest.mark.parametrize("job", KEYSTROKES, ids=lambda job: job.code)
def test_a_daily_job_is_done_by_the_keys_the_help_says(qtbot, scene: Scene, job: Keystrokes, page: str) -> None:
    if job.code == "mail":
        for _n in range(2):
            scene.services.mail.arrived(scene.maria, MailKind.LETTER)
    if job.code == "slate":
        coffee = scene.services.counter.articles()[0]
        scene.services.counter.put_on_slate(scene.maria, [Piece(coffee, 3)])
    scene.window.go(page).setFocus()
    settle()
    assert not EFFECTS[job.code](scene)
    pressed = sum(press(qtbot, key) for key in job.keys)
    assert EFFECTS[job.code](scene)
    assert pressed == job.count <= MOST[job.code]


def test_every_job_of_the_desk_is_counted() -> None:
    assert {job.code for job in KEYSTROKES} == set(MOST) == set(EFFECTS)


def test_the_help_writes_the_keys_and_their_number_from_the_same_table(qtbot, scene: Scene) -> None:
    page = scene.window.go("today")
    sheet = HelpSheet(scene.window, "Today", page.help)
    qtbot.addWidget(sheet)
    told = [label.text() for label in sheet.findChildren(QLabel)]
    for job in KEYSTROKES:
        assert any(f"{job.count} key" in text and written(job) in text for text in told), job.code
    assert "6 keys: Ctrl+K  mar  Alt+3  Ctrl+Enter" in told


@pytest.mark.parametrize("code", ["planning", "people", "mail", "equipment", "events"])
def test_ctrl_f_is_where_one_searches_in_the_page(qtbot, scene: Scene, code: str) -> None:
    scene.window.go(code).setFocus()
    settle()
    press(qtbot, "Ctrl+F")
    search = QApplication.focusWidget()
    assert isinstance(search, SearchBox)
    assert scene.window.page.isAncestorOf(search)


def test_the_card_has_a_help_of_its_own(qtbot, scene: Scene) -> None:
    scene.window.go("today").setFocus()
    settle()
    press(qtbot, "Ctrl+K")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    settle()
    sheets = [one for one in QApplication.topLevelWidgets() if isinstance(one, HelpSheet) and one.isVisible()]
    assert [sheet.windowTitle() for sheet in sheets] == ["Help: At the counter"]
    sheets[0].close()


def test_the_daily_jobs_take_no_more_steps_than_was_promised() -> None:
    """A step is a key or a word typed, once the card is open: Ctrl+K itself is none."""
    steps = {job.code: len(job.keys) - 1 for job in KEYSTROKES}
    letters_to_arrive = next(len(job.keys[1]) for job in KEYSTROKES if job.code == "check_in")
    assert letters_to_arrive <= 4
    assert steps["check_in"] == 2
    assert steps["ticket"] <= 3
    assert steps["slate"] <= 3
    assert steps["mail"] - 1 <= 2, "the name, then the mail in two steps"
    assert steps["sentence"] == 2


def test_help_longer_than_the_window_is_read_by_the_keyboard(qtbot, scene: Scene) -> None:
    scene.window.resize(683, 384)
    scene.window.go("today").setFocus()
    settle()
    press(qtbot, "F1")
    settle()
    (sheet,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, HelpSheet) and one.isVisible())
    bar = sheet._area.verticalScrollBar()
    assert bar.maximum() > bar.pageStep() / 2
    at = [bar.value()]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_End):
        qtbot.keyClick(QApplication.focusWidget(), key)
        at.append(bar.value())
    assert at[0] == 0 < at[1] < at[2]
    assert at[4] < at[3] < at[2]
    assert at[5] == bar.maximum()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Home)
    assert bar.value() == 0
    assert QApplication.focusWidget() is sheet.leave
    sheet.close()
