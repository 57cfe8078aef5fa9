"""A file that is there whole, or not at all, whatever happens to this computer meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

from tierslieu_desk.models import sqlite


def write(file: Path, content: bytes) -> None:
    """Write beside it, then in its place; one that stood there is replaced. Raises `OSError`, and leaves no half."""
    write_unsynced(file, content)
    sqlite.sync_folder(file.parent)


def write_unsynced(file: Path, content: bytes) -> None:
    """The same, but for the folder, which the caller syncs before anything stands on the file."""
    partial = file.with_name(f"{file.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(file)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
