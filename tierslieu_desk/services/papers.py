"""The archive of papers: each under the hash of its bytes, safe on the disk before any row names it."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

from tierslieu_desk import errors
from tierslieu_desk.models import sqlite

ABANDONED_SECONDS = 24 * 3600
"""A paper no row names after so long belongs to an issue that was cut short."""


class Papers:
    """The folder `papers/` beside the store. A paper that no row names is swept later, never one that is named."""

    def __init__(self, data_folder: Path) -> None:
        self.folder = data_folder / "papers"

    def path(self, sha256: str) -> Path:
        """Where the paper of that hash is, or would be."""
        return self.folder / sha256[:2] / f"{sha256}.pdf"

    def keep(self, content: bytes) -> str:
        """Write and fsync the paper, then its folder; returns its SHA-256 in hexadecimal.

        Raises `DiskFull` or `FolderReadOnly`; no half-written paper is ever found under its name.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        final = self.path(sha256)
        try:
            if final.exists() and hashlib.sha256(final.read_bytes()).hexdigest() == sha256:
                os.utime(final)
                return sha256
            self._write(final, content)
        except OSError as error:
            refused = sqlite.os_refusal(error, self.folder)
            if refused is None:
                raise
            raise refused from error
        return sha256

    def _write(self, final: Path, content: bytes) -> None:
        for folder in (self.folder, final.parent):
            if not folder.exists():
                folder.mkdir(parents=True, exist_ok=True)
                sqlite.sync_folder(folder.parent)
        partial = final.with_suffix(f".{os.getpid()}.partial")
        try:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(final)
        except OSError:
            partial.unlink(missing_ok=True)
            raise
        sqlite.sync_folder(final.parent)

    def read(self, sha256: str) -> bytes:
        """The paper's bytes. Raises `FileMissing`."""
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise errors.FileMissing(file=str(self.path(sha256))) from error

    def sweep(self, named: frozenset[str]) -> int:
        """Remove papers that no row names and halves of interrupted writes; returns how many went.

        Those of the last day stay: another process may have written one whose row it has yet to commit.
        """
        swept, long_ago = 0, time.time() - ABANDONED_SECONDS
        for file in self.folder.glob("*/*"):
            unnamed = file.suffix == ".partial" or (file.suffix == ".pdf" and file.stem not in named)
            if unnamed and file.stat().st_mtime < long_ago:
                file.unlink(missing_ok=True)
                swept += 1
        return swept
