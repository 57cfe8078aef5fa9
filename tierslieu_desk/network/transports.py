"""Ways to put a file where people can read it, behind one small port.

To add a transport: one module with a class that does what `Transport` says, one line in `TRANSPORTS`, and one row in
`tests/network/test_transports.py`, which tries every transport on a real peer. Its kind is a member of `TargetKind`,
which the table of targets checks: a revision of the store (`models/migrate.py` says how).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tierslieu_desk.rules.vocabulary import TargetKind


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a target is and how to get in. `data_folder` keeps the known host keys; the password is never stored."""

    kind: TargetKind
    url: str
    user: str
    password: str
    data_folder: Path
    stall_seconds: float = 30.0


class Transport(Protocol):
    """What every transport does. Paths are relative, with slashes. Faults are those of `network.faults`.

    A file is always the old one or the new one: `put_atomic` writes under a temporary name and moves. `attempt`
    makes that name unique, so that what a cut attempt left behind is never moved into place; `sweep` removes it.
    `requests` and `octets` count what was said on the line, bodies only.
    """

    @property
    def requests(self) -> int:
        """Asked so far."""

    @property
    def octets(self) -> int:
        """Bytes of bodies so far, both ways."""

    def get(self, path: str) -> bytes | None:
        """The whole file, None when there is none."""

    def stat(self, path: str) -> int | None:
        """Its size in bytes, None when there is none."""

    def put_atomic(self, path: str, data: bytes, media_type: str, attempt: str) -> None:
        """Put the file in place in one move, making folders on the way."""

    def sweep(self, path: str, attempt: str) -> None:
        """Remove the temporary file of an attempt that was cut."""

    def delete(self, path: str) -> None:
        """Remove the file; nothing to do when there is none."""

    def close(self) -> None:
        """Let the line go."""


def temporary(path: str, attempt: str) -> str:
    """The name a file has until it is whole."""
    return f"{path}.{attempt}.part"


def _folder(destination: Destination) -> Transport:
    from tierslieu_desk.network.folder import Folder

    return Folder(destination)


def _webdav(destination: Destination) -> Transport:
    from tierslieu_desk.network.webdav import WebDav

    return WebDav(destination)


def _sftp(destination: Destination) -> Transport:
    from tierslieu_desk.network.sftp import Sftp

    return Sftp(destination)


TRANSPORTS: tuple[tuple[TargetKind, Callable[[Destination], Transport]], ...] = (
    (TargetKind.FOLDER, _folder),
    (TargetKind.WEBDAV, _webdav),
    (TargetKind.SFTP, _sftp),
)


def open_transport(destination: Destination) -> Transport:
    """A transport to that destination; the line may not be used yet."""
    return dict(TRANSPORTS)[destination.kind](destination)
