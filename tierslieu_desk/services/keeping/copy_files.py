"""One copy is one file: a zip of the store, the papers and a list of both, opened and verified before it counts."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
import struct
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from tierslieu_desk import __version__, errors
from tierslieu_desk.models import sqlite, store, whole_files

FOLDER = "copies"
"""Beside the store."""
SUFFIX = ".tldesk"
MANIFEST = "manifest.json"
FORMAT = 1
BLOCK = 1 << 20
ABANDONED_SECONDS = 24 * 3600
_MEMBER = re.compile(r"desk\.sqlite3|papers/([0-9a-f]{2})/\1[0-9a-f]{62}\.pdf")
Progress = Callable[[int, int], None]
_log = logging.getLogger(__name__)

_UNREADABLE = (zipfile.LargeZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What `zipfile` raises, beside `BadZipFile`, on a zip whose bytes were changed."""

MOST_BYTES = {"manifest": 64 << 20, "paper": 256 << 20, "store": 16 << 30}
"""More than a desk ever holds: a list of 400,000 papers, a paper of thousands of pages, a store of centuries."""
UNLIKELY_RATIO, UNLIKELY_FROM = 100, 64 << 20
"""Rows of a desk are written three to ten times smaller; a large store that shrinks so much was made to fill disks."""
_LEFT_FREE = 8 << 20

NOT_A_COPY = "not_a_copy"
TOO_BIG = "too_big"
DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a verified copy holds. `files` maps each member to its SHA-256; `missing` are papers that were not there."""

    made_at: datetime
    schema: str
    program: str
    files: dict[str, str]
    missing: tuple[str, ...]


def quiet(_done: int, _of: int) -> None:
    """Nobody is told how far it got."""


def write(data_folder: Path, target: Path, made_at: datetime, progress: Progress = quiet) -> str:
    """Write, fsync and verify a copy of the desk in `data_folder`, then give it its name; its SHA-256.

    Others may use the store meanwhile. Nothing is left under `target` unless it was verified. Raises `DiskFull`,
    `FolderReadOnly`, `FileMissing`, `StoreCorrupt` when there is nothing sound to copy, or `CopyUnusable` when what
    was written does not read back.
    """
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    with told(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_zip(data_folder, partial, made_at, progress)
            _verify_written(data_folder, partial, target)
            sha256 = digest_of(partial)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        sqlite.sync_folder(target.parent)
    return sha256


def duplicate(copy: Path, target: Path, sha256: str) -> None:
    """Put the same copy in a second place, safe on its disk and read back. Raises as `write` does."""
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    with told(target.parent):
        try:
            with copy.open("rb") as source, partial.open("wb") as file:
                _pour(source, file)
                _to_disk(file)
            if digest_of(partial) != sha256:
                raise errors.CopyUnusable(file=str(target), reason=DAMAGED)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        sqlite.sync_folder(target.parent)


def verify(copy: Path) -> Manifest:
    """Open the copy, compare every member with the list, and let SQLite look through the store.

    Raises `FileMissing`, `DiskFull` when its store has no room to be laid out, or `CopyUnusable` with the reason
    `not_a_copy`, `damaged` or `too_big`.
    """
    with tempfile.TemporaryDirectory(
        prefix=".desk-look-", dir=copy.parent if os.access(copy.parent, os.W_OK) else None
    ) as scratch:
        return extract(copy, Path(scratch), papers=False)


def extract(copy: Path, folder: Path, *, papers: bool = True) -> Manifest:
    """Verify the copy as `verify` does, laying its store (and its papers) out in `folder` on the way."""
    if not copy.is_file():
        raise errors.FileMissing(file=str(copy))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(copy) as archive:
            _refuse_absurd(copy, archive)
            manifest = _manifest(copy, archive)
            if sorted(info.filename for info in archive.infolist()) != sorted([*manifest.files, MANIFEST]):
                raise errors.CopyUnusable(file=str(copy), reason=DAMAGED)
            _ask_for_room(archive, folder, papers=papers)
            for name, sha256 in manifest.files.items():
                wanted = papers or name == store.FILE
                if _laid_out(archive, name, folder / name if wanted else None) != sha256:
                    raise errors.CopyUnusable(file=str(copy), reason=DAMAGED)
    except zipfile.BadZipFile as error:
        reason = DAMAGED if _starts_like_a_zip(copy) else NOT_A_COPY
        raise errors.CopyUnusable(file=str(copy), reason=reason) from error
    except _UNREADABLE as error:
        raise errors.CopyUnusable(file=str(copy), reason=DAMAGED) from error
    if not whole_files.is_sound(folder / store.FILE):
        raise errors.CopyUnusable(file=str(copy), reason=DAMAGED)
    return manifest


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A folder in `folder` (made if need be) for the length of the block; `sweep` removes what a kill leaves of it."""
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        made = tempfile.TemporaryDirectory(prefix=".desk-copy-", dir=folder)
    with made as path:
        yield Path(path)


@contextmanager
def filling(file: Path) -> Iterator[Callable[[bytes], None]]:
    """What takes the blocks of a new file, until it is whole and safe. Raises `DiskFull` before the disk is."""
    left = shutil.disk_usage(file.parent).free - _LEFT_FREE
    with told(file.parent), file.open("wb") as opened:

        def take(block: bytes) -> None:
            nonlocal left
            left -= len(block)
            if left < 0:
                raise errors.DiskFull(folder=str(file.parent))
            opened.write(block)

        yield take
        _to_disk(opened)


def sweep(folder: Path) -> None:
    """Remove what copies that were cut short left behind, once nobody can be at work on it any more."""
    long_ago = time.time() - ABANDONED_SECONDS
    for left in (*folder.glob(f"*{SUFFIX}.*.partial"), *folder.glob(".desk-copy-*"), *folder.glob(".desk-look-*")):
        try:
            if left.stat().st_mtime > long_ago:
                continue
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()
        except OSError as error:
            _log.warning("what a copy left behind stays: %s", error)


def digest_of(file: Path) -> str:
    """SHA-256 of a whole file, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _write_zip(data_folder: Path, partial: Path, made_at: datetime, progress: Progress) -> None:
    with (
        tempfile.TemporaryDirectory(prefix=".desk-copy-", dir=partial.parent) as scratch,
        zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive,
    ):
        image = Path(scratch) / store.FILE
        whole_files.copy_whole(data_folder / store.FILE, image)
        schema = whole_files.revision_of(image)
        files = {store.FILE: _added(archive, image, store.FILE, zipfile.ZIP_DEFLATED)}
        papers, missing = _papers(data_folder, image)
        for done, paper in enumerate(papers):
            progress(done, len(papers))
            name = paper.relative_to(data_folder).as_posix()
            files[name] = _added(archive, paper, name, zipfile.ZIP_STORED)
        progress(len(papers), len(papers))
        listed = {
            "format": FORMAT,
            "made_at": made_at.isoformat(),
            "schema": schema,
            "program": __version__,
            "files": files,
            "missing": missing,
        }
        archive.writestr(MANIFEST, json.dumps(listed, ensure_ascii=False, indent=1))
    with partial.open("rb+") as file:
        _to_disk(file)


def _verify_written(data_folder: Path, partial: Path, target: Path) -> None:
    """Tell a store that is damaged from a disk that does not give back what it was given."""
    try:
        verify(partial)
    except errors.CopyUnusable as error:
        if not whole_files.is_sound(data_folder / store.FILE):
            raise errors.StoreCorrupt(file=str(data_folder / store.FILE)) from error
        raise errors.CopyUnusable(file=str(target), reason=error.facts["reason"]) from error


def _papers(data_folder: Path, image: Path) -> tuple[list[Path], list[str]]:
    """Every paper in the archive, and the hashes of those that a row names but nobody finds."""
    found = [
        paper
        for paper in sorted((data_folder / "papers").glob("??/*.pdf"))
        if _MEMBER.fullmatch(paper.relative_to(data_folder).as_posix())
    ]
    missing = whole_files.papers_named(image) - {paper.stem for paper in found}
    return found, sorted(missing)


def _added(archive: zipfile.ZipFile, file: Path, name: str, compression: int) -> str:
    """Add one file under that name; the SHA-256 of what was read."""
    digest = hashlib.sha256()
    info = zipfile.ZipInfo.from_file(file, name, strict_timestamps=False)
    info.compress_type = compression
    with file.open("rb") as source, archive.open(info, "w") as member:
        _pour(source, member, digest.update)
    return digest.hexdigest()


def _laid_out(archive: zipfile.ZipFile, name: str, to: Path | None) -> str:
    """Read one member whole, writing it to `to` if named; its SHA-256."""
    digest = hashlib.sha256()
    with archive.open(name) as member:
        if to is None:
            while block := member.read(BLOCK):
                digest.update(block)
            return digest.hexdigest()
        to.parent.mkdir(parents=True, exist_ok=True)
        with to.open("wb") as file:
            _pour(member, file, digest.update)
            _to_disk(file)
    return digest.hexdigest()


def _refuse_absurd(copy: Path, archive: zipfile.ZipFile) -> None:
    """A zip may promise anything. What it promises here is all that is ever read of it: `zipfile` stops there."""
    for info in archive.infolist():
        most = MOST_BYTES[{store.FILE: "store", MANIFEST: "manifest"}.get(info.filename, "paper")]
        unlikely = info.file_size > max(UNLIKELY_FROM, UNLIKELY_RATIO * info.compress_size)
        if info.file_size > most or unlikely:
            raise errors.CopyUnusable(file=str(copy), reason=TOO_BIG)
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise errors.CopyUnusable(file=str(copy), reason=DAMAGED)


def _ask_for_room(archive: zipfile.ZipFile, folder: Path, *, papers: bool) -> None:
    """Before the first byte is laid out, so that a copy too large for the disk does not fill it."""
    wanted = sum(info.file_size for info in archive.infolist() if papers or info.filename == store.FILE)
    if wanted + _LEFT_FREE > shutil.disk_usage(folder).free:
        raise errors.DiskFull(folder=str(folder))


def _manifest(copy: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        listed: dict[str, Any] = json.loads(archive.read(MANIFEST))
        found = Manifest(
            datetime.fromisoformat(listed["made_at"]),
            str(listed["schema"]),
            str(listed["program"]),
            dict(listed["files"]),
            tuple(listed["missing"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise errors.CopyUnusable(file=str(copy), reason=NOT_A_COPY) from error
    if store.FILE not in found.files or not all(map(_MEMBER.fullmatch, found.files)):
        raise errors.CopyUnusable(file=str(copy), reason=NOT_A_COPY)
    return found


def _pour(source: IO[bytes], target: IO[bytes], told: Callable[[bytes], None] = lambda _block: None) -> None:
    while block := source.read(BLOCK):
        told(block)
        target.write(block)


def _to_disk(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _starts_like_a_zip(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(2) == b"PK"


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """What the disk of that folder refuses, as a `DeskError`."""
    try:
        yield
    except OSError as error:
        refused = sqlite.os_refusal(error, folder)
        if refused is None:
            raise
        raise refused from error
