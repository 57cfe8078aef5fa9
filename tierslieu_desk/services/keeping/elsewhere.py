"""Whether a copy would outlive the disk of this computer: what counts as outside, and what does not."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from tierslieu_desk.models import sqlite

Devices = frozenset[str]
DevicesOf = Callable[[Path], Devices]
"""The names of the disks a folder lies on; two folders that share one are lost together."""


def outlives(folder: Path, data: Path, devices_of: DevicesOf) -> bool:
    """Whether `folder` is on other disks than `data`, or a cloud client carries it away. Both must be there."""
    return sqlite.in_synchronising_folder(folder) or devices_of(folder).isdisjoint(devices_of(data))


def devices_of(folder: Path) -> Devices:
    """Windows: its volume. Linux: the whole disks behind the partition, also when it is encrypted or part of a set.

    Elsewhere, and for what has no disk (a network share), what the system calls its device. Raises `OSError` when the
    folder is not there.
    """
    number = folder.stat().st_dev
    if sys.platform == "linux":
        found = _disks_of(number) or _disks_mounted_above(folder)
        if found:
            return found
    return frozenset({str(number)})


def _disks_of(number: int) -> Devices:
    block = Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}")
    return _whole_disks(block.resolve()) if block.exists() else frozenset()


def _whole_disks(block: Path) -> Devices:
    disk = block.parent if (block / "partition").exists() else block
    below = [each.resolve() for each in (disk / "slaves").glob("*")]
    return frozenset().union(*map(_whole_disks, below)) if below else frozenset({disk.name})


def _disks_mounted_above(folder: Path) -> Devices:
    """Some file systems (btrfs) give their parts numbers that no disk has; what they were mounted from says more."""
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return frozenset()
    resolved, best, found = folder.resolve(), -1, ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        source, point, *_rest = line.split(" ")
        mount = Path(point.replace("\\040", " "))
        if resolved.is_relative_to(mount) and len(mount.parts) >= best:
            best, found = len(mount.parts), source
    return _disks_of(Path(found).stat().st_rdev) if found.startswith("/dev/") and Path(found).exists() else frozenset()
