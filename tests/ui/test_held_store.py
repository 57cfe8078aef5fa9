"""Another process holds the store: a gesture is refused soon, in a sentence, and the same key does it afterwards."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pressing import press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from scenes import Scene

from tierslieu_desk import errors
from tierslieu_desk.models import sqlite
from tierslieu_desk.ui.tour import settle

HOLDS = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
held.rollback()
"""
SENTENCE = "Something else is writing in this desk just now. Nothing is lost: try again in a moment."


@contextmanager
def held(scene: Scene, seconds: float) -> Iterator[None]:
    """Another process writes for so long, or until this is left."""
    command = [sys.executable, "-c", HOLDS, str(scene.services.desk.store.file), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield
        finally:
            other.kill()


@pytest.fixture
def hurried(scene: Scene) -> Scene:
    """As the window has it: somebody stands in front of this thread."""
    scene.services.desk.store.hurry_here()
    return scene


@pytest.mark.parametrize("seconds", [3, 15])
def test_a_check_in_is_refused_within_two_seconds_and_the_same_key_does_it_afterwards(
    qtbot, hurried: Scene, seconds: int
) -> None:
    scene = hurried
    scene.window.go("today").setFocus()
    settle()
    qtbot.keyClick(scene.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settle()
    card = scene.window.counter.card
    qtbot.keyClicks(card.search, "mar")
    settle()
    with held(scene, seconds):
        began = time.monotonic()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert time.monotonic() - began < sqlite.HURRIED_SECONDS + 0.5
        assert card.refusal == SENTENCE
        assert (card.isVisible(), card.search.text()) == (True, "mar")
        assert [row.name for row in scene.services.visits.here_now()] == ["Jean Dupont"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert card.refusal == ""
    assert [row.name for row in scene.services.visits.here_now()] == ["Jean Dupont", "Maria Roca"]


def test_a_button_of_a_page_is_refused_in_the_bar_and_does_it_afterwards(qtbot, hurried: Scene) -> None:
    page = hurried.window.go("today")
    with held(hurried, 15):
        began = time.monotonic()
        press(qtbot, page, "+1 passing by")
        assert time.monotonic() - began < sqlite.HURRIED_SECONDS + 0.5
        assert hurried.window.messages.sentence == SENTENCE
    press(qtbot, page, "+1 passing by")
    assert hurried.services.today.view().passers_by == 1


def test_what_nobody_stands_in_front_of_waits_until_the_other_has_written(scene: Scene) -> None:
    """As a job does, or a command: three seconds are no reason to give up."""
    with held(scene, 3):
        began = time.monotonic()
        scene.services.visits.passer_by()
        assert time.monotonic() - began > 2
    assert scene.services.today.view().passers_by == 1


def test_a_gesture_waits_no_longer_for_a_job_of_its_own_window(hurried: Scene) -> None:
    store = hurried.services.desk.store
    assert store._turn.acquire(timeout=1)
    try:
        began = time.monotonic()
        with pytest.raises(errors.StoreWriting):
            hurried.services.visits.passer_by()
        assert time.monotonic() - began < sqlite.HURRIED_SECONDS + 0.5
    finally:
        store._turn.release()
