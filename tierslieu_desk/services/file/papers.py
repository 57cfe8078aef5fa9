"""The archive of papers: each under the hash of its bytes, safe on the disk before any row names it."""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from tierslieu_desk import errors
from tierslieu_desk.models import sqlite, whole_files
from tierslieu_desk.models.messages import MessagePaper
from tierslieu_desk.models.money import Invoice
from tierslieu_desk.models.quotes import Quote
from tierslieu_desk.services.file import written_files

if TYPE_CHECKING:
    from tierslieu_desk.services.desk import Desk

ABANDONED_SECONDS = 24 * 3600
"""A paper no row names after so long belongs to an issue that was cut short."""
_log = logging.getLogger(__name__)


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
        with self.many() as keep:
            return keep(content)

    @contextmanager
    def many(self) -> Iterator[Callable[[bytes], str]]:
        """The same for several, by what it gives: they are safe once it is left, each folder synced once for all."""
        touched: set[Path] = set()

        def keep(content: bytes) -> str:
            sha256 = hashlib.sha256(content).hexdigest()
            final = self.path(sha256)
            if final.exists() and hashlib.sha256(final.read_bytes()).hexdigest() == sha256:
                os.utime(final)
                return sha256
            for folder in (self.folder, final.parent):
                if not folder.exists():
                    folder.mkdir(parents=True, exist_ok=True)
                    touched.add(folder.parent)
            written_files.write_unsynced(final, content)
            touched.add(final.parent)
            return sha256

        try:
            yield keep
            for folder in sorted(touched, reverse=True):
                sqlite.sync_folder(folder)
        except OSError as error:
            refused = sqlite.os_refusal(error, self.folder)
            if refused is None:
                raise
            raise refused from error

    def read(self, sha256: str) -> bytes:
        """The paper's bytes. Raises `FileMissing`."""
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise errors.FileMissing(file=str(self.path(sha256))) from error

    def abandoned(self, named: frozenset[str]) -> list[Path]:
        """Papers that no row names and halves of interrupted writes.

        Those of the last day are not among them: another process may have written one whose row it has yet to commit.
        """
        long_ago = time.time() - ABANDONED_SECONDS
        return [
            file
            for file in sorted(self.folder.glob("*/*"))
            if (file.suffix == ".partial" or (file.suffix == ".pdf" and file.stem not in named))
            and _older_than(file, long_ago)
        ]


def sweep(desk: Desk, papers: Papers) -> int:
    """Remove what issues that were cut short left in the archive; returns how many went.

    An issue keeps its paper before its writing unit of work, and in that one sees that it is still there before it
    names it. So each paper is looked at once more, and goes, in a writing unit of work too: whichever of the two comes
    first, the other one sees. A paper on its way to its row is younger than a day, and not even looked at.
    """
    swept = 0
    for file in papers.abandoned(whole_files.papers_named(desk.store.file)):
        with desk.store.writing() as session:
            with_invoice = session.scalar(select(Invoice.id).where(Invoice.paper_sha256 == file.stem))
            with_message = session.scalar(
                select(MessagePaper.message_id).where(MessagePaper.sha256 == file.stem).limit(1)
            )
            with_quote = session.scalar(select(Quote.id).where(Quote.paper_sha256 == file.stem).limit(1))
            if with_invoice is None and with_message is None and with_quote is None:
                swept += _removed(file)
    return swept


def _older_than(file: Path, moment: float) -> bool:
    try:
        return file.stat().st_mtime < moment
    except FileNotFoundError:
        return False


def _removed(file: Path) -> bool:
    if not _older_than(file, time.time() - ABANDONED_SECONDS):
        return False
    try:
        file.unlink()
    except OSError as error:
        _log.warning("a paper that no row names stays: %s", error)
        return False
    return True
