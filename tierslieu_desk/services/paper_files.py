"""A paper kept as a file where the person at the desk wants it."""

from __future__ import annotations

from pathlib import Path

from tierslieu_desk.models import sqlite


def keep_as(content: bytes, file: Path) -> Path:
    """Write it there, over what was there. Raises `DiskFull`, `FolderReadOnly`, `FileMissing`, `NotAFolder`."""
    try:
        file.write_bytes(content)
    except OSError as error:
        refused = sqlite.os_refusal(error, file.parent)
        if refused is None:
            raise
        raise refused from error
    return file
