"""What a failing disk means: no room, no answer, no right; each with its own advice."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections import namedtuple
from pathlib import Path

import pytest

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import speaking
from tierslieu_desk.models import sqlite

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - as `shutil` has it


def failed(code: int) -> sqlite3.OperationalError:
    """What the driver raises with that extended code."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    return error


def left(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(10**9, 10**9 - room, room))


WRITING = [sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR]


@pytest.mark.parametrize("code", WRITING)
def test_a_write_that_failed_with_no_room_left_is_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    left(monkeypatch, 4096)
    assert isinstance(sqlite.refusal(failed(code), tmp_path), errors.DiskFull)


@pytest.mark.parametrize("code", WRITING)
def test_a_write_that_failed_with_room_left_is_a_disk_that_does_not_answer(tmp_path: Path, code: int) -> None:
    refused = sqlite.refusal(failed(code), tmp_path)
    assert isinstance(refused, errors.DiskSilent)
    assert refused.facts == {"folder": str(tmp_path)}
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_read_is_no_matter_of_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left(monkeypatch, 0)
    assert isinstance(sqlite.refusal(failed(sqlite3.SQLITE_IOERR_READ), tmp_path), errors.DiskSilent)


def test_a_stick_pulled_out_does_not_answer(tmp_path: Path) -> None:
    gone = sqlite.refusal(failed(sqlite3.SQLITE_IOERR_WRITE), tmp_path / "media" / "stick")
    assert isinstance(gone, errors.DiskSilent)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG])
def test_a_quota_or_the_largest_file_is_a_full_disk_whatever_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(number, "no room for you")

    left(monkeypatch, 10**9)
    monkeypatch.setattr(sqlite.os, "fsync", refuse)
    assert isinstance(sqlite.refusal(failed(sqlite3.SQLITE_IOERR_WRITE), tmp_path), errors.DiskFull)


def test_sqlites_own_word_for_a_full_disk_is_taken(tmp_path: Path) -> None:
    assert isinstance(sqlite.refusal(failed(sqlite3.SQLITE_FULL), tmp_path), errors.DiskFull)


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        (errno.EIO, errors.DiskSilent),
        (errno.ENODEV, errors.DiskSilent),
        (errno.ENXIO, errors.DiskSilent),
        (errno.ENOSPC, errors.DiskFull),
        (errno.EROFS, errors.FolderReadOnly),
        (errno.EACCES, errors.FolderReadOnly),
        (errno.ENOENT, errors.FileMissing),
        (errno.ENAMETOOLONG, errors.FileMissing),
        (errno.ENOTDIR, errors.NotAFolder),
    ],
)
def test_what_the_system_refuses_is_named(tmp_path: Path, number: int, refusal: type[errors.DeskError]) -> None:
    assert type(sqlite.refusal(OSError(number, "refused"), tmp_path)) is refusal


@pytest.mark.parametrize("number", [21, 1117, 1167])
def test_a_drive_that_windows_calls_not_ready_does_not_answer(tmp_path: Path, number: int) -> None:
    error = OSError(errno.EACCES, "the device is not ready")
    error.winerror = number
    assert type(sqlite.refusal(error, tmp_path)) is errors.DiskSilent


def test_the_advice_for_a_silent_disk_is_not_to_make_room() -> None:
    with speaking("en"):
        said = say.sentence(errors.DiskSilent(folder="/media/stick"))
    assert "/media/stick" in said
    assert "plug it in again" in said
    assert "room" not in said
