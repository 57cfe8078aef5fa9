"""A paper kept as a file where the person at the desk wants it."""

from __future__ import annotations

from pathlib import Path

from tierslieu_desk.services.file import export_files


def keep_as(content: bytes, file: Path) -> Path:
    """Write it there, in place of what was there; all of it, or what was there stays.

    Raises `DiskFull`, `DiskSilent`, `FolderReadOnly`, `FileMissing`, `NotAFolder`.
    """
    return export_files.write(file, content)
