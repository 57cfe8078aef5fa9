"""Watches that the window never stops answering: how long each turn of its loop kept it, and where it was meanwhile."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from PySide6.QtCore import QAbstractEventDispatcher, QObject, Slot

LONGEST_MS = 50
_SAMPLE_SECONDS = 0.004
_DEEP = 6


class Watch(QObject):
    """`late` tells each turn that took too long, in milliseconds of this thread's own work, and where it mostly was."""

    def __init__(self, longest_ms: float = LONGEST_MS) -> None:
        super().__init__()
        self.longest_ms = longest_ms
        self.late: list[str] = []
        self.worst_ms = 0.0
        self.doing = ""
        self._began: float | None = None
        self._left_out = 0.0
        self._seen: Counter[str] = Counter()

    @contextmanager
    def left_out(self) -> Iterator[None]:
        """Around work of the test itself, which is nobody's wait."""
        began = time.thread_time()
        try:
            yield
        finally:
            self._left_out += time.thread_time() - began

    def _sample(self, _signal: int, frame: FrameType | None) -> None:
        """Where this thread is now: asked by its own clock, since another thread that held the frame would keep alive
        what is painted with in it."""
        if self._began is not None and frame is not None:
            lines = []
            while frame is not None and len(lines) < _DEEP:
                lines.append(f"{frame.f_code.co_name}:{frame.f_lineno}")
                frame = frame.f_back
            self._seen[" < ".join(lines)] += 1

    @Slot()
    def _turned(self) -> None:
        """The loop looks for what is next: so long it took since it last did. Waiting costs this thread no time."""
        now = time.thread_time()
        took = (now - self._began - self._left_out) * 1000 if self._began is not None else 0.0
        self._began, self._left_out = now, 0.0
        seen, self._seen = self._seen, Counter()  # in one go: the next sample may come at any line
        self.worst_ms = max(self.worst_ms, took)
        if took > self.longest_ms:
            where = "\n".join(f"    {n}x {stack}" for stack, n in seen.most_common(3))
            self.late.append(f"{self.doing}: {took:.0f} ms\n{where}")


@contextmanager
def watching(longest_ms: float = LONGEST_MS) -> Iterator[Watch]:
    """Watch this thread's event loop. The work is counted in the thread's own time: a busy computer makes none late."""
    watch = Watch(longest_ms)
    dispatcher = QAbstractEventDispatcher.instance()
    dispatcher.awake.connect(watch._turned)
    dispatcher.aboutToBlock.connect(watch._turned)
    before = signal.signal(signal.SIGPROF, watch._sample)
    signal.setitimer(signal.ITIMER_PROF, _SAMPLE_SECONDS, _SAMPLE_SECONDS)
    try:
        yield watch
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        dispatcher.awake.disconnect(watch._turned)
        dispatcher.aboutToBlock.disconnect(watch._turned)
