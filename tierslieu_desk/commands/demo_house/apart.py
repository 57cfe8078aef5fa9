"""A house is made apart, in a hidden folder of the data folder, and moves in when it is whole: half is no desk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tierslieu_desk import errors
from tierslieu_desk.models import sqlite
from tierslieu_desk.models.store import FILE, check_folder
from tierslieu_desk.services.keeping.instance import InstanceLock

APART = ".being-made"
MOVING = "moving-in.json"
"""In `APART`: the names about to move up, so that a move cut short is told from anybody's own files."""


def left_over(folder: Path) -> frozenset[str]:
    """The names in the folder that a house cut short has left; nothing when there was none."""
    apart = folder / APART
    if apart.is_symlink() or not apart.is_dir():
        return frozenset()
    try:
        moving = json.loads((apart / MOVING).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):  # not written yet, or not to its end: nothing has moved
        moving = []
    moved = {file.name for file in folder.iterdir() if file.name in moving and not (apart / file.name).exists()}
    return frozenset({APART, *moved})


def clear(folder: Path) -> None:
    """Remove what a house cut short has left. Raises `StoreBusy` when it is being made at this moment."""
    found = left_over(folder)
    if not found:
        return
    try:
        with InstanceLock(folder / APART).exclusive():
            pass
    except errors.StoreBusy as busy:
        raise errors.StoreBusy(folder=str(folder)) from busy
    for name in sorted(found - {APART}):
        _remove(folder / name)
    _remove(folder / APART)


@contextmanager
def made_apart(folder: Path) -> Iterator[Path]:
    """Where to make it. Everything moves into `folder` if all went well, the store last; else it is all removed.

    Let go of every file before the end: Windows moves none that is open. What cannot be removed then is removed by
    `clear` the next time. Raises `FolderInUse` when a desk was opened in `folder` meanwhile, and what
    `store.check_folder` raises.
    """
    check_folder(folder)
    apart = folder / APART
    try:
        apart.mkdir()
    except FileExistsError as there:
        raise errors.StoreBusy(folder=str(folder)) from there
    try:
        yield apart
        _move_in(apart, folder)
    except errors.DeskError as refused:
        if refused.facts.get("folder") == str(apart):
            refused.facts["folder"] = str(folder)
        raise
    finally:
        shutil.rmtree(apart, ignore_errors=True)


def _move_in(apart: Path, folder: Path) -> None:
    if (folder / FILE).exists():
        raise errors.FolderInUse(folder=str(folder))
    names = sorted((file.name for file in apart.iterdir()), key=lambda name: (name == FILE, name))
    for name in names:
        if (folder / name).exists():
            raise errors.FolderNotEmpty(folder=str(folder), found=name)
    (apart / MOVING).write_text(json.dumps(names), encoding="utf-8")
    sqlite.sync_folder(apart)
    try:
        for name in names:
            (apart / name).rename(folder / name)
    except BaseException:
        for name in left_over(folder) - {APART}:
            _remove(folder / name)
        raise
    sqlite.sync_folder(folder)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
