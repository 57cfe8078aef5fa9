"""`restore`."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import peers
import pytest
from terminal import TODAY, Terminal, booking

from tierslieu_desk import compose, errors
from tierslieu_desk.services.keeping import copy_files, restoring

ENGLISH = ("--today", TODAY, "--lang", "en")


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
    (kept,) = (lived_in.folder / "set-aside").iterdir()
    assert done.json == {
        "file": str(copy),
        "sha256": hashlib.sha256(copy.read_bytes()).hexdigest(),
        "issued_since": ["F2026-0002"],
        "compared": True,
        "set_aside": str(kept),
    }
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
    done = lived_in("restore", copy, options=ENGLISH)
    assert (done.code, done.out) == (0, f"The copy {copy} is back in place.\n")
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
    assert (done.code, done.json["file"], done.json["sha256"]) == (0, sent["file"], sent["sha256"])
    assert done.json["issued_since"] == ["F2026-0002"]
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


def issue(terminal: Terminal, *starts: int) -> list[str]:
    """Issue a document for an hour of Room A from each of those hours; their numbers."""
    numbers = []
    for start in starts:
        terminal(*booking(f"{start:02d}:00", f"{start + 1:02d}:00"))
        (row,) = terminal("bill", "--until", "2026-11-30", "--issue", "--json").json["invoices"]
        numbers.append(row["number"])
    return numbers


def forged(folder: Path, *statements: str) -> None:
    """Change what is frozen, as only somebody beside the desk can."""
    with closing(sqlite3.connect(folder / "desk.sqlite3", isolation_level=None)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert raw.execute(statement).rowcount == 1


def test_numbers_given_since_the_copy_are_named_and_never_given_again(lived_in: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copie.tldesk"
    lived_in("backup", "--to", copy)
    assert issue(lived_in, 13, 14) == ["F2026-0002", "F2026-0003"]
    done = lived_in("restore", copy, options=ENGLISH)
    (kept,) = (lived_in.folder / "set-aside").iterdir()
    assert done.out.splitlines() == [
        f"The copy {copy} is back in place.",
        f"What was here before is kept aside in {kept}.",
        (
            "2 documents issued since this copy: F2026-0002 to F2026-0003. They are kept aside with what was here"
            " before; their numbers are not given again."
        ),
    ]
    assert lived_in("verify").code == 0
    assert issue(lived_in, 13, 14) == ["F2026-0004", "F2026-0005"]
    assert lived_in("verify").code == 0


def test_numbers_stay_given_however_often_copies_are_put_back(lived_in: Terminal, tmp_path: Path) -> None:
    early, late = tmp_path / "early.tldesk", tmp_path / "late.tldesk"
    lived_in("backup", "--to", early)
    assert issue(lived_in, 13) == ["F2026-0002"]
    lived_in("backup", "--to", late)
    assert issue(lived_in, 14) == ["F2026-0003"]
    assert lived_in("restore", early, "--json").json["issued_since"] == ["F2026-0002", "F2026-0003"]
    assert lived_in("restore", early, "--json").json["issued_since"] == []  # they were aside already
    assert issue(lived_in, 13) == ["F2026-0004"]
    assert lived_in("restore", late, "--json").json["issued_since"] == ["F2026-0004"]
    assert lived_in("verify").code == 0
    assert issue(lived_in, 15) == ["F2026-0005"]  # 3 and 4 are aside
    assert lived_in("verify").code == 0
    assert lived_in("restore", late, "--json").json["issued_since"] == ["F2026-0005"]
    assert issue(lived_in, 15) == ["F2026-0006"]
    assert lived_in("verify").code == 0


def test_a_copy_without_documents_begins_after_those_that_are_aside(terminal: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copie.tldesk"
    terminal("backup", "--to", copy)
    assert issue(terminal, 9) == ["F2026-0001"]
    assert (
        "1 document issued since this copy: F2026-0001. It is kept aside"
        in terminal("restore", copy, options=ENGLISH).out
    )
    assert terminal("verify").code == 0
    assert issue(terminal, 9) == ["F2026-0002"]
    assert terminal("verify").code == 0


def test_verify_names_any_gap_but_the_one_that_a_restore_explains(lived_in: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copie.tldesk"
    lived_in("backup", "--to", copy)
    issue(lived_in, 13, 14)
    lived_in("restore", copy)
    assert issue(lived_in, 13) == ["F2026-0004"]
    forged(lived_in.folder, "UPDATE invoice SET sequence = 5, number = 'F2026-0005' WHERE sequence = 4")
    assert "invoice F2026-0005: Numbers are missing before it." in lived_in("verify", options=ENGLISH).out.splitlines()


def test_verify_names_a_number_that_was_given_again(lived_in: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copie.tldesk"
    lived_in("backup", "--to", copy)
    issue(lived_in, 13, 14)
    lived_in("restore", copy)
    issue(lived_in, 13)
    forged(lived_in.folder, "UPDATE invoice SET sequence = 2, number = 'F2026-0002' WHERE sequence = 4")
    told = lived_in("verify", options=ENGLISH).out.splitlines()
    assert "invoice F2026-0002: Its number was given before, to a document kept aside." in told


def test_a_store_that_cannot_be_read_does_not_prevent_the_restore_and_that_is_said(
    lived_in: Terminal, tmp_path: Path
) -> None:
    copy = tmp_path / "copie.tldesk"
    lived_in("backup", "--to", copy)
    issue(lived_in, 13)
    (lived_in.folder / "desk.sqlite3").write_bytes(b"coffee was poured over it" * 400)
    done = lived_in("restore", copy, "--json").json
    assert (done["issued_since"], done["compared"]) == ([], False)
    assert lived_in("verify").code == 0
    (lived_in.folder / "desk.sqlite3").write_bytes(b"coffee was poured over it" * 400)
    assert "What was here before could not all be read" in lived_in("restore", copy, options=ENGLISH).out


def test_what_can_be_read_of_a_damaged_store_counts(lived_in: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copie.tldesk"
    lived_in("backup", "--to", copy)
    assert issue(lived_in, 13) == ["F2026-0002"]
    with closing(sqlite3.connect(lived_in.folder / "desk.sqlite3")) as raw:
        (journal,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'journal'").fetchone()
        (size,) = raw.execute("PRAGMA page_size").fetchone()
    with (lived_in.folder / "desk.sqlite3").open("rb+") as file:
        file.seek((journal - 1) * size)
        file.write(b"\xff" * size)
    done = lived_in("restore", copy, "--json").json
    assert (done["issued_since"], done["compared"]) == (["F2026-0002"], False)
    assert issue(lived_in, 13) == ["F2026-0003"]
    assert lived_in("verify").code == 0


def test_documents_of_another_house_take_no_numbers_from_this_one(lived_in: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copie.tldesk"
    lived_in("backup", "--to", copy)
    issue(lived_in, 13)
    forged(
        lived_in.folder,
        "UPDATE place SET siret = '12345678200010'",
        "UPDATE journal SET who = 'another house' WHERE id = 1",
    )
    done = lived_in("restore", copy, "--json").json
    assert (done["issued_since"], done["compared"]) == ([], True)
    assert issue(lived_in, 13) == ["F2026-0002"]
