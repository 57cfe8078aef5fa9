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
from tierslieu_desk.wallclock import FIRST_DAY, LAST_DAY, Clock, Slot, in_reach

if TYPE_CHECKING:
    from tierslieu_desk.compose import Services

Result = dict[str, Any]
MOST_DIGITS = 6
"""Nobody asks for a million people, nor for so many minutes: that is two years."""


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

    def create(self, clock: Clock, inside: Path) -> Services:
        """A new desk, on that clock, in a folder where it is made apart. Raises `FolderInUse`."""
        self._services = compose.create_desk(inside, clock)
        self._log_in(inside)
        return self._services

    def log(self) -> Path | None:
        """From now on, note what happens in the data folder. None when it holds no desk or cannot be written."""
        return self._log_in(self.folder)

    def _log_in(self, folder: Path) -> Path | None:
        if self._log is None and compose.holds_desk(folder):
            try:
                self._log = logs.start(folder, "commands")
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
    """A day as ISO 8601 writes it. Raises `NotADate`, `DayOutOfReach`."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise errors.NotADate(text=text, example="2026-11-24") from None
    _refuse_out_of_reach(text, found)
    return found


def moment(text: str) -> datetime:
    """A wall-clock time as ISO 8601 writes it, to the minute, without a zone. Raises `NotADate`, `DayOutOfReach`."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise errors.NotADate(text=text, example="2026-11-24T14:00") from None
    if found.tzinfo is not None:
        raise errors.NotADate(text=text, example="2026-11-24T14:00")
    _refuse_out_of_reach(text, found.date())
    return found.replace(second=0, microsecond=0)


def slot(start: str, end: str) -> Slot:
    """Raises `NotADate`, `DayOutOfReach`, `SlotReversed`."""
    return Slot(moment(start), moment(end))


def at_least_one(text: str) -> int:
    """A whole number of people or minutes; argparse tells about any other."""
    if not text.isdecimal() or not text.strip("0"):
        raise argparse.ArgumentTypeError(_("“%(text)s” is not a number from 1 up") % {"text": text})
    if len(text) > MOST_DIGITS:
        raise argparse.ArgumentTypeError(_("“%(text)s” is too much") % {"text": text})
    return int(text)


def letters(text: str) -> str:
    """A text that may be kept; argparse tells when it came over from the terminal as no letters at all."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError(_("“%(text)s” has letters that cannot be read") % {"text": text}) from None
    return text


def named(text: str) -> str:
    """A name or an address that may be kept; argparse tells when it is empty, as a variable of a script may be."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_("nothing is written here"))
    return letters(text)


def path(text: str) -> Path:
    """A file or a folder. An empty name would be the current folder, which nobody asked for."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_("nothing is written here"))
    return Path(text)


def _refuse_out_of_reach(text: str, found: date) -> None:
    if not in_reach(found):
        raise errors.DayOutOfReach(text=text, first=FIRST_DAY, last=LAST_DAY)


def iso(value: datetime) -> str:
    """Wall clock to the minute."""
    return value.isoformat(timespec="minutes")
