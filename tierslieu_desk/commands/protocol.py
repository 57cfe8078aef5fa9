"""What every command is given and must offer."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tierslieu_desk import compose, errors, logs
from tierslieu_desk.i18n import _
from tierslieu_desk.wallclock import Clock, Slot

if TYPE_CHECKING:
    from tierslieu_desk.compose import Services

Result = dict[str, Any]


class At:
    """The desk a command is about: opened when asked for, closed when the command is over."""

    def __init__(self, folder: Path, today: date | None) -> None:
        self.folder = folder
        self.fixed_today = today
        self._services: Services | None = None
        self._log: Path | None = None

    @property
    def today(self) -> date:
        """The day given by `--today`, else the calendar's."""
        return self.fixed_today or Clock().today()

    def desk(self) -> Services:
        """The desk in the folder. Raises what `compose.open_desk` raises."""
        if self._services is None:
            self._services = compose.open_desk(self.folder, self.fixed_today)
            self.log()
        return self._services

    def create(self, clock: Clock) -> Services:
        """A new desk in the folder, on that clock. Raises `FolderInUse`."""
        self._services = compose.create_desk(self.folder, clock)
        self.log()
        return self._services

    def log(self) -> Path | None:
        """From now on, note what happens in the data folder. None when it holds no desk or cannot be written."""
        if self._log is None and compose.holds_desk(self.folder):
            try:
                self._log = logs.start(self.folder, "commands")
            except OSError as refused:
                logging.getLogger(__name__).debug("no log: %s", refused)
        return self._log

    def close(self) -> None:
        """Let go of the store and of the log, if they were opened."""
        if self._log is not None:
            logs.stop()
            self._log = None
        if self._services is not None:
            self._services.close()
            self._services = None


class Command(Protocol):
    """A module of `commands/`. `run` returns what `--json` prints; `show` the same for people, line by line."""

    NAME: str
    HELP: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what the command takes."""

    def run(self, at: At, options: argparse.Namespace) -> Result:
        """Do it. Raises `DeskError` when it is refused."""

    def show(self, result: Result) -> Iterable[str]:
        """The result in words."""


def day(text: str) -> date:
    """A day as ISO 8601 writes it. Raises `NotADate`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise errors.NotADate(text=text, example="2026-11-24") from None


def moment(text: str) -> datetime:
    """A wall-clock time as ISO 8601 writes it, to the minute, without a zone. Raises `NotADate`."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise errors.NotADate(text=text, example="2026-11-24T14:00") from None
    if found.tzinfo is not None:
        raise errors.NotADate(text=text, example="2026-11-24T14:00")
    return found.replace(second=0, microsecond=0)


def slot(start: str, end: str) -> Slot:
    """Raises `NotADate`, `SlotReversed`."""
    return Slot(moment(start), moment(end))


def at_least_one(text: str) -> int:
    """A whole number of people or minutes; argparse tells about any other."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("“%(text)s” is not a number from 1 up") % {"text": text})
    return int(text)


def iso(value: datetime) -> str:
    """Wall clock to the minute."""
    return value.isoformat(timespec="minutes")
