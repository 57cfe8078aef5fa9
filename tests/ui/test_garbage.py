"""Widgets are collected on their own thread, whoever makes the garbage."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from tierslieu_desk.opening import Opening
from tierslieu_desk.ui.garbage import Sweeper
from tierslieu_desk.ui.jobs import AtOnce
from tierslieu_desk.ui.single import Single


@pytest.fixture
def sweeper(qapp) -> Iterator[Sweeper]:
    gc.collect()
    made = Sweeper()
    made.start()
    yield made
    made.stop()


def lost_widget(told: list[int]) -> None:
    """A widget that only garbage holds; `told` gets the thread it is collected on."""
    widget = QWidget()
    widget.itself = widget
    weakref.finalize(widget, lambda: told.append(threading.get_ident()))


def much_garbage() -> None:
    """As much as a job makes that draws a paper."""
    for _round in range(200_000):
        cycle: list[object] = []
        cycle.append(cycle)


def test_a_job_on_another_thread_takes_no_widget_away(sweeper: Sweeper) -> None:
    told: list[int] = []
    lost_widget(told)
    job = threading.Thread(target=much_garbage)
    job.start()
    job.join()
    assert told == []
    sweeper.sweep()
    assert told == [threading.main_thread().ident]


def test_what_little_there_is_may_lie(sweeper: Sweeper) -> None:
    told: list[int] = []
    gc.collect()
    lost_widget(told)
    sweeper.sweep()
    assert told == []


def test_what_the_start_loaded_is_not_looked_through_again(sweeper: Sweeper) -> None:
    loaded = [[] for _n in range(5_000)]
    sweeper.settle()
    kept = [[]]
    sweeper.settle()
    seen = {id(one) for one in gc.get_objects()}
    assert seen.isdisjoint(map(id, loaded))
    assert id(kept) in seen, "what is made later is"


def test_the_open_window_sweeps_and_the_closed_one_has_swept(qapp, tmp_path: Path) -> None:
    told: list[int] = []
    opening = Opening(tmp_path, date(2026, 11, 24), Single(tmp_path), runner=AtOnce())
    opening.open()
    opening.after_the_start()
    assert not gc.isenabled()
    lost_widget(told)
    assert len(gc.get_objects()) < 30_000, "what was loaded is not looked through each time"
    opening.close_window()
    opening.close()
    assert told == [threading.main_thread().ident]
    assert gc.isenabled()
