"""`backup`."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from terminal import Terminal

from tierslieu_desk import compose


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
