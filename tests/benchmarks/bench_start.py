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


_WATCH = """
import subprocess, sys
from time import perf_counter
began = perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
wall, peak = perf_counter() - began, 0.0
if sys.platform != "win32":
    import resource
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print(wall, peak)
sys.exit(code)
"""
"""Stands between: the peak of a process begins with that of whoever started it, and a benchmark is a large one."""


@dataclass(frozen=True, slots=True)
class Ran:
    """Seconds on the wall, and megabytes at the peak (0 where the system does not say)."""

    wall: float
    peak: float


def ran(*words: str) -> Ran:
    """One process of this Python, from its start to its end."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the program is installed compiled, as the bindings are here
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _WATCH, sys.executable, *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=False,
    )
    if told.returncode != 0:
        raise SystemExit(f"{' '.join(words)} ended with {told.returncode}")
    wall, peak = told.stdout.split()
    return Ran(float(wall), float(peak))


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
