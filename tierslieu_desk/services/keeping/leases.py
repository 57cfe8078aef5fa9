"""Jobs that only one process may do at a time. The lease of a process that died is free at once."""

from __future__ import annotations

import os
import platform
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import delete, insert, select, update

from tierslieu_desk.models.place import Lease
from tierslieu_desk.services.desk import Desk

LENGTH = timedelta(minutes=10)
"""Renewed on the way; long enough for the slowest file of a bundle."""


class Held:
    """A lease in hand. `renew` it before anything that may last."""

    def __init__(self, desk: Desk, name: str, holder: str) -> None:
        self._desk = desk
        self._name = name
        self.holder = holder

    def renew(self) -> bool:
        """False when somebody took it over: stop."""
        with self._desk.store.writing() as session:
            renewed = session.execute(
                update(Lease)
                .where(Lease.name == self._name, Lease.holder == self.holder)
                .values(until=self._desk.clock.now() + LENGTH)
                .returning(Lease.name)
            )
            return renewed.first() is not None

    def release(self) -> None:
        """Let the next one in."""
        with self._desk.store.writing() as session:
            session.execute(delete(Lease).where(Lease.name == self._name, Lease.holder == self.holder))


@contextmanager
def lease(desk: Desk, name: str) -> Iterator[Held | None]:
    """The lease for the length of the block, or None when a living process has it."""
    held = _take(desk, name)
    try:
        yield held
    finally:
        if held is not None:
            held.release()


def _take(desk: Desk, name: str) -> Held | None:
    now = desk.clock.now()
    holder = f"{platform.node()}|{os.getpid()}|{uuid.uuid4().hex}"
    with desk.store.writing() as session:
        current = session.execute(select(Lease.holder, Lease.until).where(Lease.name == name)).first()
        if current is not None:
            # A lease that lasts longer than any was taken by another clock (`--today`) and says nothing.
            in_force = now < current.until <= now + LENGTH
            if in_force and _alive(current.holder):
                return None
            session.execute(delete(Lease).where(Lease.name == name))
        session.execute(insert(Lease), {"name": name, "holder": holder, "until": now + LENGTH})
    return Held(desk, name, holder)


def _alive(holder: str) -> bool:
    """Whether the process that took it still runs; believed when it is another computer's."""
    node, _, rest = holder.partition("|")
    pid, _, _ = rest.partition("|")
    if node != platform.node() or not pid.isdecimal():
        return True
    return _process_exists(int(pid))


def _process_exists(pid: int) -> bool:
    if sys.platform == "win32":
        return _windows_process_exists(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _windows_process_exists(pid: int) -> bool:
    import ctypes

    synchronize, still_running = 0x00100000, 0x00000102
    # On the systems that have no `windll` the types say so; this function is called on Windows only.
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(synchronize, False, pid)
    if not handle:
        return False
    try:
        return bool(kernel.WaitForSingleObject(handle, 0) == still_running)
    finally:
        kernel.CloseHandle(handle)
