"""Long work off the main thread: one thread each for the store, the network and the printer, one thing at a time.

The `Job` lives on the main thread and owns the signals; the runnable holds only the bound signal, since a runnable
that owns its signals crashes when it is freed first. Callbacks always run on the main thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, SignalInstance, Slot

from tierslieu_desk.errors import DeskError

STORE = "store"
NETWORK = "network"
PAPER = "paper"
_STEP_SECONDS = 0.05


class Cancelled(Exception):
    """Raised inside the work, by `Progress`, once the user asked to stop; let it pass through."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far the work is: `done` of `of` (0 when unknown), and words when a count says nothing."""

    done: int
    of: int
    words: str = ""


class Progress:
    """Handed to the work, which calls it between two units of work; raises `Cancelled` when it must stop."""

    def __init__(self, stepped: SignalInstance) -> None:
        self._stepped = stepped
        self._stop = threading.Event()
        self._told = 0.0

    def __call__(self, done: int, of: int = 0, words: str = "") -> None:
        self.check()
        now = time.monotonic()
        if done >= of or now - self._told >= _STEP_SECONDS:
            self._told = now
            self._stepped.emit(Step(done, of, words))

    def check(self) -> None:
        """Raise `Cancelled` when the user asked to stop; for work that has no count."""
        if self._stop.is_set():
            raise Cancelled

    def told(self, done: int, of: int = 0) -> None:
        """Tell how far it is, without raising: for work that asks `stopping` and then says itself what it did."""
        with suppress(Cancelled):
            self(done, of)

    def stopping(self) -> bool:
        """Whether the user asked to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the work to stop at its next step. Callable from any thread."""
        self._stop.set()


Work = Callable[[Progress], Any]


class Job(QObject):
    """One piece of work, from its start to its end; `over` always comes last, once."""

    stepped = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    over = Signal()
    _settled = Signal(object, object)

    def __init__(self, title: str, lane: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.lane = lane
        self.progress = Progress(self.stepped)
        self._on_done: Callable[[Any], object] | None = None
        self._on_failed: Callable[[BaseException], object] | None = None
        self._settled.connect(self._settle)

    def then(self, done: Callable[[Any], object] | None, failed: Callable[[BaseException], object] | None) -> None:
        """What to call with the result, or with the exception; both are let go of at the end."""
        self._on_done, self._on_failed = done, failed

    @property
    def handles_failure(self) -> bool:
        """Whether somebody asked to be told of a failure."""
        return self._on_failed is not None

    @Slot()
    def cancel(self) -> None:
        """Ask it to stop; what was committed stays."""
        self.progress.stop()

    def runnable(self, work: Work) -> QRunnable:
        """The half that crosses to the other thread."""
        return _Runnable(work, self.progress, self._settled)

    @Slot(object, object)
    def _settle(self, result: object, problem: BaseException | None) -> None:
        on_done, on_failed = self._on_done, self._on_failed
        try:
            if isinstance(problem, Cancelled):
                self.cancelled.emit()
            elif problem is not None:
                self.failed.emit(problem)
                if on_failed is not None:
                    on_failed(problem)
            else:
                self.done.emit(result)
                if on_done is not None:
                    on_done(result)
        finally:
            self._on_done = self._on_failed = None
            self.over.emit()


class _Runnable(QRunnable):
    def __init__(self, work: Work, progress: Progress, settled: SignalInstance) -> None:
        super().__init__()
        self._work = work
        self._progress = progress
        self._settled = settled

    def run(self) -> None:
        result: object = None
        problem: BaseException | None = None
        try:
            self._progress.check()
            result = self._work(self._progress)
        except BaseException as raised:  # noqa: BLE001 - handed to the main thread, which sorts it
            problem = raised
        self._settled.emit(result, problem)


class Runner(Protocol):
    """Where runnables run."""

    def start(self, lane: str, runnable: QRunnable) -> None:
        """Run it, now or soon."""

    def drain(self, milliseconds: int) -> bool:
        """Wait for what runs; whether all of it ended in time."""


class Threads:
    """One thread per lane, kept until the end."""

    def __init__(self) -> None:
        self._pools: dict[str, QThreadPool] = {}

    def start(self, lane: str, runnable: QRunnable) -> None:
        """Queue it behind the work of its lane."""
        if lane not in self._pools:
            pool = QThreadPool()
            pool.setMaxThreadCount(1)
            pool.setExpiryTimeout(-1)
            self._pools[lane] = pool
        self._pools[lane].start(runnable)

    def drain(self, milliseconds: int) -> bool:
        """Wait for all lanes together, no longer than that."""
        until = time.monotonic() + milliseconds / 1000
        ended = True
        for pool in self._pools.values():
            left = max(0, round((until - time.monotonic()) * 1000))
            ended = pool.waitForDone(left) and ended
        return ended


class AtOnce:
    """Runs everything at once on the calling thread: for tests."""

    def start(self, lane: str, runnable: QRunnable) -> None:
        """Run it before returning."""
        runnable.run()

    def drain(self, milliseconds: int) -> bool:
        """Nothing is ever left."""
        return True


class Jobs(QObject):
    """Takes work until it is closed. `refused` carries a `DeskError` nobody asked for, `crashed` any other."""

    started = Signal(object)
    refused = Signal(object)
    crashed = Signal(object)

    def __init__(self, runner: Runner | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner: Runner = runner or Threads()
        self._running: list[Job] = []
        self._open = True

    @property
    def running(self) -> tuple[Job, ...]:
        """What is not over yet, the oldest first."""
        return tuple(self._running)

    def run(
        self,
        title: str,
        work: Work,
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        lane: str = STORE,
        quiet: bool = False,
    ) -> Job | None:
        """Start `work(progress)` in its lane; `done(result)` or `failed(exception)` follow on the main thread.

        `failed` is for a `DeskError` the page can show where it belongs; without it the window shows it. Anything
        else than a `DeskError` is a bug and goes to `crashed` in any case. `quiet` is for what nobody asked for, such
        as a try to send what waits: no bar is shown of it. None when the desk is closing.
        """
        if not self._open:
            return None
        job = Job(title, lane, self)
        job.then(done, failed)
        job.failed.connect(self._sort_out)
        job.over.connect(self._forget, Qt.ConnectionType.DirectConnection)
        self._running.append(job)
        if not quiet:
            self.started.emit(job)
        self._runner.start(lane, job.runnable(work))
        return job

    @Slot(object)
    def _sort_out(self, problem: BaseException) -> None:
        job = self.sender()
        if not isinstance(problem, DeskError):
            self.crashed.emit(problem)
        elif not (isinstance(job, Job) and job.handles_failure):
            self.refused.emit(problem)

    @Slot()
    def _forget(self) -> None:
        job = self.sender()
        if isinstance(job, Job) and job in self._running:
            self._running.remove(job)
            job.deleteLater()

    def close(self, milliseconds: int = 5000) -> bool:
        """Take no more work, ask what runs to stop, and wait; whether all of it ended in time.

        A job that is still running is left its signals: the process ends without it.
        """
        self._open = False
        for job in self._running:
            job.then(None, None)
            job.cancel()
        ended = self._runner.drain(milliseconds)
        if not ended:
            _still_running.extend(self._running)
            for job in self._running:
                job.setParent(None)
        return ended


_still_running: list[Job] = []
"""Jobs that outlived the wait: kept, for their thread may still emit their signals."""
