"""On a house of six hundred people nothing keeps the window for more than a twentieth of a second."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from watchdog import Watch, watching

from tierslieu_desk import compose
from tierslieu_desk.app import DeskWindow
from tierslieu_desk.ui import tour
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.jobs import Jobs
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import SearchBox

ROOT = Path(__file__).resolve().parents[2]
Gesture = tuple[str, Callable[[], object]]
_REST_MS = 120
STARTING = "start"
"""What the first second does is measured by the benchmark of the start."""


@pytest.fixture(scope="module")
def stress_house(tmp_path_factory) -> Path:
    """A year of the stress house: as many people and units as it has in ten, a tenth of its past."""
    folder = Path(os.environ.get("TIERSLIEU_STRESS_HOUSE", "") or tmp_path_factory.mktemp("stress") / "desk")
    if not folder.exists():
        words = [sys.executable, "-m", "tierslieu_desk", "--data", str(folder), "demo", "--house", "stress"]
        subprocess.run([*words, "--years", "1"], check=True, cwd=ROOT, capture_output=True)
    return folder


class _Script(QObject):
    """Makes one gesture after the other, each in a turn of the loop of its own, once all work begun is over."""

    def __init__(self, gestures: Iterator[Gesture], jobs: Jobs, watch: Watch) -> None:
        super().__init__()
        self._gestures, self._jobs, self._watch = gestures, jobs, watch
        self.loop = QEventLoop()
        self.problem: BaseException | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._next)
        self._timer.start()

    @Slot()
    def _next(self) -> None:
        if self._jobs.running:
            return
        try:
            with self._watch.left_out():
                name, act = next(self._gestures)
            self._watch.doing = name
            act()
        except StopIteration:
            self.loop.quit()
        except BaseException as problem:  # noqa: BLE001 - carried out of the loop
            self.problem = problem
            self.loop.quit()


def _gestures(window: MainWindow, services: Any) -> Iterator[Gesture]:
    for turn in ("first", "second"):
        for spec in PAGES:
            yield f"{spec.code}, {turn} time", lambda code=spec.code: window.go(code)
            for box in window.page.findChildren(SearchBox):
                for letter in "mar":
                    yield f"{spec.code}, {letter} typed", lambda box=box, letter=letter: QTest.keyClick(box, letter)
                yield f"{spec.code}, search emptied", box.clear
            yield (
                f"{spec.code}, scrolled",
                lambda: QTest.keyClick(window.page.focusWidget() or window, Qt.Key.Key_PageDown),
            )
    for name, opener in tour.DIALOGS:
        shown: list[Any] = []
        yield f"dialog {name}", lambda opener=opener, shown=shown: shown.append(_opened(opener, window, services))
        for dialog in shown:
            if dialog is None:
                continue
            for line in dialog.findChildren(QLineEdit)[:1]:
                for letter in "mar":
                    yield (
                        f"dialog {name}, {letter} typed",
                        lambda line=line, letter=letter: QTest.keyClick(line, letter),
                    )
            yield f"dialog {name} closed", dialog.close


def _opened(opener: tour.Opener, window: MainWindow, services: Any) -> Any:
    dialog = opener(window, services)
    if dialog is not None:
        dialog.open()
    return dialog


def test_nothing_keeps_the_window_longer_than_a_twentieth_of_a_second(qapp: QApplication, stress_house: Path) -> None:
    services = compose.open_desk(stress_house)
    around = Surroundings(services, Changes(), services.desk.clock, Jobs())
    desk = DeskWindow(services, around, None)
    try:
        with watching() as watch:
            desk.open()
            desk.after_the_start()
            watch.doing = STARTING
            script = _Script(_gestures(desk.window, services), around.jobs, watch)
            script.loop.exec()
        assert script.problem is None, script.problem
        late = [one for one in watch.late if not one.startswith(STARTING)]
        assert late == [], "\n".join(late)
    finally:
        desk.window.close()
        services.close()


def test_what_keeps_the_window_is_told_with_where_it_was(qapp: QApplication) -> None:
    loop = QEventLoop()

    def busy() -> None:
        sum(number * number for number in range(2_000_000))
        QTimer.singleShot(50, loop.quit)

    with watching() as watch:
        watch.doing = "a long sum"
        QTimer.singleShot(10, busy)
        loop.exec()
    (told,) = watch.late
    assert told.startswith("a long sum: ")
    assert "busy:" in told
