"""Whatever is wrong with the folder, the file or the computer: a sentence that says what to do, and nothing lost."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from terminal import Said, Terminal, booking, process

from tierslieu_desk import compose, errors
from tierslieu_desk.models import sqlite
from tierslieu_desk.models import store as stores
from tierslieu_desk.services.file import papers

CALLS: tuple[list[str], ...] = (
    ["units"],
    booking("09:00", "10:00"),
    ["invoices"],
    ["bill", "--until", "2026-11-30", "--issue"],
    ["backup"],
)
"""Commands that open the desk, to read and to write."""


def refused(terminal: Terminal, *words: str) -> str:
    """The code of a refusal, told in one sentence, without a word of the program's own."""
    told = terminal(*words, "--json")
    assert told.code == 1, told
    assert len(told.err.splitlines()) == 1
    assert told.err.strip() == told.json["message"]
    for word in ("Traceback", "sqlite3.", "errno", "Errno", "()"):
        assert word not in told.err
    return str(told.json["error"])


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def sql(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "desk.sqlite3", isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize("words", [*CALLS, ["verify"]], ids=lambda words: words[0])
def test_a_store_of_a_newer_version_is_left_untouched(terminal: Terminal, words: list[str]) -> None:
    sql(terminal.folder, "UPDATE alembic_version SET version_num = '9999'")
    before = (terminal.folder / "desk.sqlite3").read_bytes()
    assert refused(terminal, *words) == "store_newer"
    assert (terminal.folder / "desk.sqlite3").read_bytes() == before


def test_the_window_too_refuses_a_newer_store(terminal: Terminal) -> None:
    sql(terminal.folder, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(errors.StoreNewer):
        compose.open_or_create(terminal.folder)


def random_bytes(store: Path) -> None:
    store.write_bytes(bytes((index * 197 + 31) % 256 for index in range(8192)))


def emptied(store: Path) -> None:
    store.write_bytes(b"")


def first_page_overwritten(store: Path) -> None:
    with store.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3996)


def cut_off(store: Path) -> None:
    content = store.read_bytes()
    store.write_bytes(content[: len(content) // 3])


@pytest.mark.parametrize("damage", [random_bytes, emptied, first_page_overwritten, cut_off])
@pytest.mark.parametrize("words", CALLS, ids=lambda words: words[0])
def test_a_damaged_store_is_told_and_left_as_it_lies(
    terminal: Terminal, damage: Callable[[Path], None], words: list[str]
) -> None:
    store = terminal.folder / "desk.sqlite3"
    damage(store)
    before = store.read_bytes()
    assert refused(terminal, *words) == "store_corrupt"
    assert store.read_bytes() == before


@pytest.mark.parametrize("damage", [random_bytes, emptied, first_page_overwritten, cut_off])
def test_a_damaged_store_can_be_verified_and_a_copy_put_back(
    terminal: Terminal, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    units = terminal("units").out
    terminal("backup", "--to", tmp_path / "copie.tldesk")
    damage(terminal.folder / "desk.sqlite3")
    looked = terminal("verify", "--json")
    assert (looked.code, looked.json["ok"]) == (1, False)
    assert terminal("restore", tmp_path / "copie.tldesk").code == 0
    assert terminal("units").out == units


def test_a_disk_that_is_full_when_a_paper_is_written_numbers_nothing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal(*booking("09:00", "11:00"))

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(papers.os, "fsync", full)
        assert refused(terminal, "bill", "--until", "2026-11-30", "--issue") == "disk_full"
        assert refused(terminal, "backup") == "disk_full"
    assert terminal("invoices", "--json").json == {"invoices": []}
    assert terminal("verify").code == 0
    (issued,) = terminal("bill", "--until", "2026-11-30", "--issue", "--json").json["invoices"]
    assert issued["number"] == "F2026-0001"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_store_that_cannot_grow_takes_nothing_half(folder: Path) -> None:
    room = 32 * 1024 + 200  # what SQLite shares between processes fits; the pages of a booking do not
    limited = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))\n"
    )
    told = process(folder, *booking("09:00", "11:00"), "--json", before=limited)
    assert (told.code, told.json["error"]) == (1, "disk_full"), told
    assert process(folder, "verify").code == 0
    again = process(folder, *booking("09:00", "11:00"), "--json")
    assert again.code == 0


def within_rights(folder: Path, *words: str) -> Said:
    """Root may write anywhere, whatever the rights say: its command is run without that power."""
    through: tuple[str, ...] = ()
    if os.geteuid() == 0:
        power = "-dac_override,-dac_read_search"
        through = ("setpriv", f"--bounding-set={power}", f"--inh-caps={power}")
        if shutil.which("setpriv") is None or subprocess.run([*through, "true"], check=False).returncode:
            pytest.skip("root cannot lay down its power to write anywhere here")
    return process(folder, *words, "--json", through=through)


@pytest.fixture
def read_only_folder(folder: Path) -> Iterator[Path]:
    """The small house where nobody may write."""
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield folder
    folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept otherwise on Windows")
@pytest.mark.parametrize("words", [["units"], booking("09:00", "10:00"), ["backup"]], ids=lambda words: words[0])
def test_a_folder_nobody_may_write_in_is_told(read_only_folder: Path, words: list[str]) -> None:
    before = bytes_of(read_only_folder)
    told = within_rights(read_only_folder, *words)
    assert (told.code, told.json["error"]) == (1, "folder_read_only"), told
    assert bytes_of(read_only_folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept otherwise on Windows")
def test_a_folder_nobody_may_enter_is_told(read_only_folder: Path) -> None:
    read_only_folder.chmod(0o000)
    told = within_rights(read_only_folder, "units")
    assert (told.code, told.json["error"]) == (1, "folder_read_only"), told


@pytest.mark.parametrize("words", CALLS, ids=lambda words: words[0])
def test_a_folder_on_a_network_share_is_refused(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    before = bytes_of(terminal.folder)
    monkeypatch.setattr(sqlite, "on_network_share", lambda _folder: True)
    assert refused(terminal, *words) == "folder_on_network"
    assert bytes_of(terminal.folder) == before


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
@pytest.mark.parametrize(
    ("mounts", "shared"),
    [
        ("/dev/sda1 / ext4 rw 0 0\nserver:/vol {here} nfs4 rw 0 0\n", True),
        ("/dev/sda1 / ext4 rw 0 0\n//nas/desk {here} cifs rw 0 0\n", True),
        ("server:/vol / nfs4 rw 0 0\n/dev/sda1 {here} ext4 rw 0 0\n", False),
        ("/dev/sda1 / ext4 rw 0 0\nserver:/vol {here}-other nfs4 rw 0 0\n", False),
    ],
)
def test_a_share_is_told_by_the_longest_mount_above_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mounts: str, *, shared: bool
) -> None:
    real = Path.read_text

    def read_text(self: Path, *arguments: object, **named: object) -> str:
        if str(self) == "/proc/self/mounts":
            return mounts.format(here=tmp_path)
        return real(self, *arguments, **named)

    monkeypatch.setattr(Path, "read_text", read_text)
    assert sqlite.on_network_share(tmp_path / "desk") is shared


def test_a_zone_nothing_is_known_about_is_named(terminal: Terminal) -> None:
    sql(terminal.folder, "UPDATE place SET zone = 'Europe/Mirepoix'")
    told = terminal("units", "--json")
    assert (told.code, told.json["error"], told.json["zone"]) == (1, "unknown_zone", "Europe/Mirepoix")
    assert "Europe/Mirepoix" in told.err


def test_a_folder_without_a_desk_says_how_to_make_one(terminal: Terminal, tmp_path: Path) -> None:
    terminal.folder = tmp_path / "nothing here"
    assert refused(terminal, "units") == "no_desk_here"
    assert "demo" in terminal("units").err
    assert not terminal.folder.exists()


@pytest.mark.parametrize("words", [*CALLS, ["verify"], ["restore", "copie.tldesk"]], ids=lambda words: words[0])
def test_a_data_folder_that_is_a_file_is_told_and_left_as_it_is(
    terminal: Terminal, tmp_path: Path, words: list[str]
) -> None:
    terminal.folder = tmp_path / "notes.txt"
    terminal.folder.write_text("mes notes", encoding="utf-8")
    assert refused(terminal, *words) == "not_a_folder"
    assert terminal.folder.read_text(encoding="utf-8") == "mes notes"
    with pytest.raises(errors.NotAFolder):
        compose.open_or_create(terminal.folder)


def test_a_store_another_program_keeps_for_itself_is_told_after_a_while(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores.sqlite.connect, "__kwdefaults__", {"busy_seconds": 0.2})
    with closing(sqlite3.connect(terminal.folder / "desk.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert refused(terminal, *booking("09:00", "10:00")) == "store_busy"
        assert terminal("units").code == 0
        other.execute("ROLLBACK")
    assert terminal(*booking("09:00", "10:00")).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["book"],
        ["book", "--nothing"],
        ["import", "people"],
        ["free", "--date", "2026-11-25", "--minutes", "lots"],
        ["export"],
        ["restore"],
    ],
)
def test_wrong_usage_says_how_it_is_written(terminal: Terminal, words: list[str]) -> None:
    told = terminal(*words)
    assert told.code == 2
    assert told.out == ""
    assert "tierslieu-desk" in told.err
    assert "--help" in told.err.splitlines()[-1]


def test_a_day_of_today_that_does_not_exist_is_wrong_usage(terminal: Terminal) -> None:
    told = terminal("units", options=("--today", "2026-02-30"))
    assert told.code == 2
    assert "2026-02-30" in told.err
    assert terminal("units", options=("--lang", "tlh")).code == 2
