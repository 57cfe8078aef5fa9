"""Who is using this data folder: many at once as a rule, one alone to put a copy back.

A lock of the system on `desk.lock`, gone with the process that held it, however it ended.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tierslieu_desk import errors

FILE = "desk.lock"
SEATS = 64
"""Windows has no shared lock of that kind: whoever shares takes one byte of so many, whoever is alone takes all."""


class InstanceLock:
    """A lock of one data folder. Both ways raise `StoreBusy` at once when others stand in the way, else `OSError`."""

    def __init__(self, folder: Path, file: str = FILE) -> None:
        self.folder = folder
        self._file = file

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Held by a window or a command for as long as it has the store open."""
        with self._held(alone=False):
            yield

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Held while the store itself is replaced: nobody else has it open, nobody can open it."""
        with self._held(alone=True):
            yield

    @contextmanager
    def _held(self, *, alone: bool) -> Iterator[None]:
        with (self.folder / self._file).open("a+b") as file:
            try:
                _lock(file.fileno(), alone=alone)
            except OSError as error:
                raise errors.StoreBusy(folder=str(self.folder)) from error
            yield


if sys.platform == "win32":
    import msvcrt
    import os

    def _lock(descriptor: int, *, alone: bool) -> None:
        if alone:
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, SEATS)
            return
        for seat in range(SEATS):
            os.lseek(descriptor, seat, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError:
                continue
            return
        raise BlockingIOError("every seat is taken")

else:
    import fcntl

    def _lock(descriptor: int, *, alone: bool) -> None:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
