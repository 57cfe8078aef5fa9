"""A copy may come from anywhere: names that would lie elsewhere and sizes that would fill the disk are refused."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from copied import everything, lived_in, members, opened, rewritten

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import speaking
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping import copy_files, restoring
from tierslieu_desk.services.keeping.copies import Copies


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = opened(lived_in(tmp_path / "desk"))
    yield found
    found.store.close()


def listed_too(found: dict[str, bytes], name: str) -> None:
    """A member outside the folder of a copy, which the list names as if it belonged there."""
    listed = json.loads(found["manifest.json"])
    listed["files"][name] = hashlib.sha256(b"x").hexdigest()
    found["manifest.json"] = json.dumps(listed).encode()
    found[name] = b"x"


@pytest.mark.parametrize(
    "name",
    [
        "../escaped",
        "/escaped",
        "papers/../../escaped",
        f"papers/ab/../{'ab' * 32}.pdf",
        "..\\escaped",
        "C:\\escaped",
        f"papers/ab/{'ab' * 32}.pdf\n",
        f"papers/cd/{'ab' * 32}.pdf",
        "desk.lock",
    ],
)
def test_a_member_that_would_lie_elsewhere_is_refused(desk: Desk, tmp_path: Path, name: str) -> None:
    made = Copies(desk).make(tmp_path / "a.tldesk").first
    rewritten(made.file, lambda found: listed_too(found, name))
    with pytest.raises(errors.CopyUnusable):
        restoring.restore(tmp_path / "deep" / "new", made.file, desk.clock)
    assert not list(tmp_path.rglob("*escaped*"))
    assert sorted(file.name for file in (tmp_path / "deep" / "new").iterdir()) == ["desk.lock"]


def test_a_member_twice_in_a_copy_is_refused(desk: Desk, tmp_path: Path) -> None:
    made = Copies(desk).make(tmp_path / "a.tldesk").first
    with zipfile.ZipFile(made.file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("desk.sqlite3", b"another")
    with pytest.raises(errors.CopyUnusable):
        copy_files.verify(made.file)


def promising(copy: Path, name: str, size: int) -> None:
    """The same copy whose directory says that a member unpacks to that size, in the words of zip64 if need be."""
    content = bytearray(copy.read_bytes())
    with zipfile.ZipFile(copy) as archive:
        at = archive.start_dir
    while content[at : at + 4] == b"PK\x01\x02":
        length = int.from_bytes(content[at + 28 : at + 30], "little")
        if content[at + 46 : at + 46 + length] == name.encode():
            content[at + 24 : at + 28] = size.to_bytes(4, "little")
        extra = int.from_bytes(content[at + 30 : at + 32], "little")
        at += 46 + length + extra + int.from_bytes(content[at + 32 : at + 34], "little")
    copy.write_bytes(content)


@pytest.mark.parametrize(("member", "size"), [("manifest.json", 100 << 20), ("papers/", 300 << 20), ("desk", 3 << 30)])
def test_a_member_of_an_absurd_size_is_refused_before_anything_is_laid_out(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, member: str, size: int
) -> None:
    made = Copies(desk).make(tmp_path / "a.tldesk").first
    promising(made.file, next(name for name in members(made.file) if name.startswith(member)), size)

    def opened(*_arguments: Any) -> None:
        pytest.fail("it was read")

    monkeypatch.setattr(zipfile.ZipFile, "open", opened)
    with pytest.raises(errors.CopyUnusable) as refused:
        restoring.restore(tmp_path / "new", made.file, desk.clock)
    assert refused.value.facts["reason"] == "too_big"
    with speaking("en"):
        assert say.sentence(refused.value) == (
            f"{made.file} cannot be used as a copy. Laid out, it would be far larger than any desk is. "
            "Choose another copy."
        )


def test_a_bomb_of_zeros_is_refused(desk: Desk, tmp_path: Path) -> None:
    made = Copies(desk).make(tmp_path / "a.tldesk").first
    with zipfile.ZipFile(made.file) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    found["desk.sqlite3"] = bytes(100 << 20)
    with zipfile.ZipFile(made.file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    with pytest.raises(errors.CopyUnusable) as refused:
        copy_files.verify(made.file)
    assert refused.value.facts["reason"] == "too_big"


def test_a_copy_for_which_there_is_no_room_is_refused_before_it_fills_the_disk(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Copies(desk).make(tmp_path / "a.tldesk").first
    desk.store.close()
    before = everything(desk.store.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(100 << 20, 92 << 20, 8 << 20))
    with pytest.raises(errors.DiskFull):
        restoring.restore(desk.store.folder, made.file, desk.clock)
    assert everything(desk.store.folder) == before
