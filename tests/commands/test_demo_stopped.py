"""`demo`, stopped while it makes the house: what is not whole does not remain, and the next one succeeds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import TODAY, Terminal

from tierslieu_desk.commands.demo_house import apart, life
from tierslieu_desk.models.store import FILE
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.keeping.instance import InstanceLock

WITHIN = 60.0
"""Seconds in which a process has begun to make the house, however busy the computer is."""


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def half_lived(problem: BaseException) -> Callable[..., None]:
    """A life that sets up the place, leaves a paper, then stops like that."""

    def live(desk: object, *_arguments: object) -> None:
        folder = desk.desk.store.folder
        Papers(folder).keep(b"%PDF-1.7 half")
        raise problem

    return live


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A life of no days at all: what matters here is where it is lived."""
    monkeypatch.setattr(life, "live", lambda *_arguments: None)


def interrupted(folder: Path, capsys: pytest.CaptureFixture[str], problem: BaseException) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(life, "live", half_lived(problem))
        return Terminal(folder, capsys)("demo").code


@pytest.mark.parametrize(
    ("problem", "code"),
    [(KeyboardInterrupt(), 130), (OSError(28, "No space left on device"), 1), (ZeroDivisionError(), 70)],
    ids=["ctrl-c", "disk full", "fault"],
)
def test_what_is_stopped_half_way_leaves_nothing_and_can_be_made_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], problem: BaseException, code: int
) -> None:
    assert interrupted(tmp_path / "desk", capsys, problem) == code
    assert names(tmp_path / "desk") == set()
    again = Terminal(tmp_path / "desk", capsys)("demo", "--years", "0.1", "--json")
    assert again.code == 0
    assert names(tmp_path / "desk") == {FILE, "desk.lock", "logs", "papers"}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_what_was_killed_is_no_desk_and_the_next_demo_clears_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "desk"
    victim = subprocess.Popen(
        [sys.executable, "-m", "tierslieu_desk", "--data", str(folder), "--today", TODAY, "demo", "--years", "20"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ.copy(),
    )
    until = time.monotonic() + WITHIN
    while not (folder / apart.APART / FILE).exists():
        assert victim.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    victim.kill()
    victim.wait(20)
    assert names(folder) == {apart.APART}
    terminal = Terminal(folder, capsys)
    assert terminal("units", "--json").json["error"] == "no_desk_here"
    assert terminal("demo", "--years", "0.05", "--json").code == 0
    assert apart.APART not in names(folder)
    assert terminal("verify", "--json").json["ok"] is True


@pytest.mark.usefixtures("quick")
def test_a_house_killed_while_it_moved_in_is_cleared_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / apart.APART).mkdir()
    (tmp_path / apart.APART / apart.MOVING).write_text(f'["desk.lock", "papers", "{FILE}"]', encoding="utf-8")
    (tmp_path / apart.APART / FILE).write_bytes(b"whole")
    (tmp_path / "papers" / "ab").mkdir(parents=True)
    (tmp_path / "papers" / "ab" / "abcd.pdf").write_bytes(b"moved already")
    assert Terminal(tmp_path, capsys)("demo").code == 0
    assert not (tmp_path / "papers" / "ab").exists()


@pytest.mark.usefixtures("quick")
def test_anybodys_file_beside_what_was_left_over_is_refused_and_all_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / apart.APART / "papers").mkdir(parents=True)
    (tmp_path / "thesis.odt").write_bytes(b"mine")
    refused = Terminal(tmp_path, capsys)("demo", "--json")
    assert (refused.code, refused.json["error"], refused.json["found"]) == (1, "folder_not_empty", "thesis.odt")
    assert (tmp_path / apart.APART / "papers").is_dir()


@pytest.mark.usefixtures("quick")
def test_a_file_of_that_name_is_not_what_was_left_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / apart.APART).write_bytes(b"mine")
    refused = Terminal(tmp_path, capsys)("demo", "--json")
    assert (refused.json["error"], refused.json["found"]) == ("folder_not_empty", apart.APART)
    assert (tmp_path / apart.APART).read_bytes() == b"mine"


@pytest.mark.usefixtures("quick")
def test_a_house_that_is_being_made_at_this_moment_is_not_cleared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / apart.APART).mkdir()
    with InstanceLock(tmp_path / apart.APART).shared():
        refused = Terminal(tmp_path, capsys)("demo", "--json")
    assert (refused.json["error"], refused.json["folder"]) == ("store_busy", str(tmp_path))
    assert names(tmp_path) == {apart.APART}


def test_a_desk_opened_there_meanwhile_stays_and_the_house_goes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(life, "live", lambda *_arguments: (tmp_path / FILE).write_bytes(b"theirs"))
    refused = Terminal(tmp_path, capsys)("demo", "--json")
    assert (refused.json["error"], refused.json["folder"]) == ("folder_in_use", str(tmp_path))
    assert names(tmp_path) == {FILE}
    assert (tmp_path / FILE).read_bytes() == b"theirs"


def test_a_move_that_fails_is_taken_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    moved: list[str] = []
    rename = Path.rename

    def fails_at_the_store(self: Path, target: Path) -> Path:
        if self.parent.name == apart.APART and self.name == FILE:
            moved.extend(sorted(names(tmp_path) - {apart.APART}))
            raise OSError(28, "No space left on device")
        return rename(self, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(life, "live", lambda *_arguments: None)
        patch.setattr(Path, "rename", fails_at_the_store)
        refused = Terminal(tmp_path, capsys)("demo", "--json")
    assert refused.json["error"] == "disk_full"
    assert "desk.lock" in moved, "the store moves last"
    assert names(tmp_path) == set()
