"""`restore`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import peers
import pytest
from terminal import Terminal, booking

from tierslieu_desk import compose, errors
from tierslieu_desk.services import copy_files, restoring


def papers_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (folder / "papers").rglob("*.pdf")}


def test_what_was_copied_comes_back_row_by_row_and_paper_by_paper(lived_in: Terminal, tmp_path: Path) -> None:
    invoices, papers, units = lived_in("invoices").out, papers_of(lived_in.folder), lived_in("units").out
    copy = tmp_path / "copie.tldesk"
    lived_in("backup", "--to", copy)
    lived_in(*booking("14:00", "15:00", who="Zoé Faure"))
    lived_in("bill", "--until", "2026-11-30", "--issue")
    assert len(papers_of(lived_in.folder)) == 2

    done = lived_in("restore", copy, "--json")
    assert done.code == 0
    assert done.json == {"file": str(copy), "sha256": hashlib.sha256(copy.read_bytes()).hexdigest()}
    assert lived_in("invoices").out == invoices
    assert lived_in("units").out == units
    assert papers_of(lived_in.folder) == papers
    assert lived_in("verify").code == 0
    aside = list((lived_in.folder / "set-aside").rglob("*.pdf"))
    assert len(aside) == 2


def test_a_copy_comes_back_where_there_was_no_desk(lived_in: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copie.tldesk"
    lived_in("backup", "--to", copy)
    invoices = lived_in("invoices", "--json").json["invoices"]
    lived_in.folder = tmp_path / "another computer"
    assert lived_in("restore", copy).code == 0
    again = lived_in("invoices", "--json").json["invoices"]
    assert [row["number"] for row in again] == [row["number"] for row in invoices]


@pytest.mark.parametrize(
    ("content", "error"), [(b"not a copy at all", "copy_unusable"), (b"PK\x03\x04cut", "copy_unusable")]
)
def test_what_is_no_copy_is_refused_and_the_desk_is_what_it_was(
    lived_in: Terminal, tmp_path: Path, content: bytes, error: str
) -> None:
    before = lived_in("invoices").out
    (tmp_path / "x.tldesk").write_bytes(content)
    refused = lived_in("restore", tmp_path / "x.tldesk", "--json")
    assert (refused.code, refused.json["error"]) == (1, error)
    assert "not_a_copy" not in refused.err
    assert lived_in("invoices").out == before


def test_a_copy_that_is_not_there_is_said(lived_in: Terminal, tmp_path: Path) -> None:
    refused = lived_in("restore", tmp_path / "absent.tldesk", "--json")
    assert (refused.code, refused.json["error"]) == (1, "file_missing")


def test_a_restore_cut_short_is_finished_by_the_next_command(lived_in: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copie.tldesk"
    lived_in("backup", "--to", copy)
    lived_in(*booking("14:00", "15:00", who="Zoé Faure"))
    # What a kill right after the marker leaves: the copy laid out beside, nothing moved yet.
    staging = lived_in.folder / ".restoring-cut"
    staging.mkdir()
    copy_files.extract(copy, staging)
    (staging / "papers").mkdir(exist_ok=True)
    marker = {"staging": staging.name, "aside": "set-aside/2026-11-24-104700"}
    (lived_in.folder / restoring.MARKER).write_text(json.dumps(marker), encoding="utf-8")

    assert lived_in(*booking("14:00", "15:00", who="Marie Dupont")).code == 0  # Zoé's booking is aside
    assert not (lived_in.folder / restoring.MARKER).exists()
    assert not staging.exists()
    assert (lived_in.folder / "set-aside" / "2026-11-24-104700" / "desk.sqlite3").exists()
    assert lived_in("verify").code == 0


def test_a_restore_waits_until_nobody_has_the_desk_open(lived_in: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copie.tldesk"
    lived_in("backup", "--to", copy)
    window = compose.open_desk(lived_in.folder)
    refused = lived_in("restore", copy, "--json")
    assert (refused.code, refused.json["error"]) == (1, "store_busy")
    window.close()
    assert lived_in("restore", copy).code == 0


def test_a_copy_sent_to_an_address_comes_back_from_it(
    lived_in: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIERSLIEU_TARGET_PASSWORD", peers.PASSWORD)
    invoices = lived_in("invoices").out
    with peers.webdav(tmp_path / "server") as peer:
        address = peer.url.replace("://", f"://{peers.USER}@")
        sent = lived_in("backup", "--to", address, "--json").json
        lived_in(*booking("14:00", "15:00", who="Zoé Faure"))
        lived_in("bill", "--until", "2026-11-30", "--issue")
        assert lived_in("invoices").out != invoices
        done = lived_in("restore", sent["file"], "--json")
    (kept,) = (tmp_path / "server" / "site").iterdir()
    assert sent == {"file": f"{address}/{kept.name}", "sha256": hashlib.sha256(kept.read_bytes()).hexdigest()}
    assert (done.code, done.json) == (0, sent)
    assert lived_in("invoices").out == invoices
    assert lived_in("verify").code == 0


def test_an_address_without_a_line_is_said_in_a_sentence(lived_in: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIERSLIEU_TARGET_PASSWORD", peers.PASSWORD)
    with peers.answering(200) as gone:
        address = gone.url.replace("://", f"://{peers.USER}@")
    refused = lived_in("restore", f"{address}/x.tldesk", "--json")
    assert (refused.code, refused.json["error"], refused.json["reason"]) == (1, "copy_not_fetched", "line_down")
    refused = lived_in("backup", "--to", address, "--json")
    assert (refused.code, refused.json["error"], refused.json["reason"]) == (1, "copy_not_sent", "line_later")


def test_nothing_is_fetched_while_somebody_has_the_desk_open(lived_in: Terminal, tmp_path: Path) -> None:
    with peers.webdav(tmp_path / "server") as peer:
        window = compose.open_desk(lived_in.folder)
        refused = lived_in("restore", f"{peer.url}/x.tldesk", "--json")
        window.close()
        assert (refused.code, refused.json["error"], peer.asked) == (1, "store_busy", [])


def test_nobody_opens_the_desk_while_a_copy_is_put_back(
    lived_in: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copie.tldesk"
    lived_in("backup", "--to", copy)
    told: list[str] = []
    mark = restoring._mark

    def meanwhile(folder: Path, staging: Path, aside: Path) -> None:
        try:
            compose.open_desk(folder).close()
        except errors.StoreBusy as refused:
            told.append(refused.code)
        mark(folder, staging, aside)

    monkeypatch.setattr(restoring, "_mark", meanwhile)
    assert lived_in("restore", copy).code == 0
    assert told == ["store_busy"]
