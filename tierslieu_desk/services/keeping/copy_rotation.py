"""Names of copies, and which of those in one place are let go."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tierslieu_desk.rules import rotation
from tierslieu_desk.services.keeping import copy_files

KEPT_FROM_MIGRATIONS = 3
_STAMP = "%Y-%m-%d-%H%M%S"
_DAILY = re.compile(r"desk-(\d{4}-\d\d-\d\d-\d{6})\.tldesk")
_BEFORE = re.compile(r"desk-(\d{4}-\d\d-\d\d-\d{6})-before-migration\.tldesk")
_log = logging.getLogger(__name__)


def name_of(wall: datetime, *, before_migration: bool = False) -> str:
    """The name of a copy made at that wall-clock time."""
    return f"desk-{wall.strftime(_STAMP)}{'-before-migration' if before_migration else ''}{copy_files.SUFFIX}"


def moment_of(name: str) -> datetime | None:
    """When a daily copy of that name was made, by the wall clock; None for any other file."""
    return _dated((name,), _DAILY).get(name)


def let_go(names: Iterable[str], now: datetime) -> tuple[str, ...]:
    """Those that go, of the names found in one place; names the desk did not give are never among them."""
    names = tuple(names)
    daily, before = _dated(names, _DAILY), _dated(names, _BEFORE)
    kept = rotation.kept(daily.values(), now)
    kept_before = rotation.newest(before.values(), KEPT_FROM_MIGRATIONS, now)
    return (
        *(name for name, at in daily.items() if at not in kept),
        *(name for name, at in before.items() if at not in kept_before),
    )


def newest(names: Iterable[str], now: datetime) -> str | None:
    """The newest daily copy not ahead of `now`, else the newest of all; None when there is none."""
    found = _dated(names, _DAILY)
    sound = [name for name in found if not rotation.is_ahead(found[name], now)]
    return max(sound or found, key=lambda name: found[name], default=None)


def rotate(folder: Path, now: datetime) -> tuple[Path, ...]:
    """Remove the copies of a folder that are let go, and what copies cut short left there; the copies removed.

    Called after a copy was verified, which is the newest and always stays.
    """
    copy_files.sweep(folder)
    gone = tuple(folder / name for name in let_go((file.name for file in folder.iterdir()), now))
    for file in gone:
        try:
            file.unlink()
        except OSError as error:
            _log.warning("an old copy stays: %s", error)
    return gone


def _dated(names: Iterable[str], pattern: re.Pattern[str]) -> dict[str, datetime]:
    found = {}
    for name in names:
        match = pattern.fullmatch(name)
        at = None if match is None else _moment(match[1])
        if at is not None:
            found[name] = at
    return found


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _STAMP)
    except ValueError:
        return None
