"""From nothing to a usable Today page, beside a process with an empty window: wall time and peak memory, in turns."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack, closing
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from houses import ROOT, Lived

from tierslieu_desk import compose

WALL_BUDGET, MEMORY_BUDGET, GROWTH_BUDGET = 4.0, 3.0, 1.3
_EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.show()
QTimer.singleShot(0, app.quit)
sys.exit(app.exec())
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """Seconds on the wall, and megabytes at the peak (0 where the system does not say)."""

    wall: float
    peak: float


def ran(*words: str) -> Ran:
    """One process of this Python, from its start to its end."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    began = perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if not hasattr(os, "wait4"):
        code, peak = process.wait(), 0.0
    else:
        _pid, status, used = os.wait4(process.pid, 0)
        code = process.returncode = os.waitstatus_to_exitcode(status)
        peak = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    wall = perf_counter() - began
    if code != 0:
        raise SystemExit(f"{' '.join(words)} ended with {code}")
    return Ran(wall, peak)


def start(house: Lived) -> Ran:
    """The desk on that house, until Today is usable."""
    return ran("-m", "tierslieu_desk", "--data", str(house.folder), "--today", house.today.isoformat(), "--until-ready")


def today(houses: list[Lived], rounds: int) -> list[float]:
    """Median seconds of reading the front page of each house again, one after the other in every round."""
    with ExitStack() as stack:
        desks = [stack.enter_context(closing(compose.open_desk(house.folder, house.today))) for house in houses]
        took: list[list[float]] = [[] for _ in desks]
        for turn in range(rounds * 10 + 2):
            for kept, desk in zip(took, desks, strict=True):
                began = perf_counter()
                desk.today.view()
                if turn >= 2:
                    kept.append(perf_counter() - began)
    return [median(each) for each in took]


def against_empty(houses: list[Lived], rounds: int) -> tuple[Ran, list[Ran]]:
    """Medians of an empty window and of each house, one after the other in every round, after one to warm up."""
    empty: list[Ran] = []
    desks: list[list[Ran]] = [[] for _ in houses]
    for turn in range(rounds + 1):
        measured = (ran("-c", _EMPTY), [start(house) for house in houses])
        if turn:
            empty.append(measured[0])
            for kept, one in zip(desks, measured[1], strict=True):
                kept.append(one)
    return _median(empty), [_median(each) for each in desks]


def _median(runs: list[Ran]) -> Ran:
    return Ran(median(run.wall for run in runs), median(run.peak for run in runs))
