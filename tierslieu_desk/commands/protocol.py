"""What every command is given and must offer."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tierslieu_desk import compose, errors
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

    @property
    def today(self) -> date:
        """The day given by `--today`, else the calendar's."""
        return self.fixed_today or Clock().today()

    def desk(self) -> Services:
        """The desk in the folder. Raises what `compose.open_desk` raises."""
        if self._services is None:
            self._services = compose.open_desk(self.folder, self.fixed_today)
        return self._services

    def create(self, clock: Clock) -> Services:
        """A new desk in the folder, on that clock. Raises `FolderInUse`."""
        self._services = compose.create_desk(self.folder, clock)
        return self._services

    def close(self) -> None:
        """Let go of the store, if it was opened."""
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


def iso(value: datetime) -> str:
    """Wall clock to the minute."""
    return value.isoformat(timespec="minutes")
