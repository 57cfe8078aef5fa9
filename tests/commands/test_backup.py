"""`backup`."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from terminal import Terminal

from tierslieu_desk import compose
from tierslieu_desk.services.keeping import copy_files

OLD = Path(__file__).resolve().parent.parent / "data" / "store_0001.sqlite3"


def test_a_copy_is_named_with_its_hash(lived_in: Terminal, tmp_path: Path) -> None:
    done = lived_in("backup", "--to", tmp_path / "copie.tldesk", "--json")
    assert done.code == 0
    assert done.json == {
        "file": str(tmp_path / "copie.tldesk"),
        "sha256": hashlib.sha256((tmp_path / "copie.tldesk").read_bytes()).hexdigest(),
    }
    assert Path(lived_in("backup", "--json").json["file"]).parent == lived_in.folder / "copies"


def test_a_folder_is_enough_to_say_where(lived_in: Terminal, tmp_path: Path) -> None:
    stick = tmp_path / "clé"
    stick.mkdir()
    file = Path(lived_in("backup", "--to", stick, "--json").json["file"])
    assert file.parent == stick
    assert file.suffix == ".tldesk"


def test_a_folder_that_is_not_there_is_said(lived_in: Terminal, tmp_path: Path) -> None:
    refused = lived_in("backup", "--to", tmp_path / "no" / "such" / "copie.tldesk", "--json")
    assert (refused.code, refused.json["error"]) == (1, "file_missing")


def test_what_became_of_the_second_place_is_said(lived_in: Terminal, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    extra.mkdir()
    window = compose.open_desk(lived_in.folder)
    window.copies.choose_second_place(str(extra))
    window.close()
    done = lived_in("backup", "--json").json
    assert done["second"] == str(extra / Path(done["file"]).name)
    assert (extra / Path(done["file"]).name).read_bytes() == Path(done["file"]).read_bytes()
    shutil.rmtree(extra)
    assert str(extra) in lived_in("backup", "--json").json["second_refused"]
    said = lived_in("backup")
    assert (said.code, said.out.count("\n")) == (0, 2)


@pytest.fixture
def old(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A desk as the program of the first revision left it."""
    folder = tmp_path / "old"
    folder.mkdir()
    shutil.copyfile(OLD, folder / "desk.sqlite3")
    return Terminal(folder, capsys)


def test_an_older_desk_is_copied_before_the_first_command_migrates_it(old: Terminal, tmp_path: Path) -> None:
    assert old("units").code == 0
    (copy,) = (old.folder / "copies").glob("*.tldesk")
    assert copy.name.endswith("-before-migration.tldesk")
    assert copy_files.verify(copy).schema == "0001"
    assert old("verify").err == ""
    old("units")
    assert list((old.folder / "copies").glob("*.tldesk")) == [copy]
    assert old("restore", copy).code == 0
    assert old("units").code == 0


def test_an_older_desk_that_cannot_be_copied_is_not_migrated(old: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        refused = old("units", "--json")
    assert (refused.code, refused.json["error"]) == (1, "disk_full")
    with closing(sqlite3.connect(old.folder / "desk.sqlite3")) as store:
        assert store.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
