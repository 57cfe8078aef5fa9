"""`verify`."""

from __future__ import annotations

from pathlib import Path

from terminal import Terminal, booking


def test_a_healthy_desk_is_told_to_be_well(terminal: Terminal) -> None:
    terminal(*booking("09:00", "11:00"))
    terminal("bill", "--until", "2026-11-30", "--issue")
    told = terminal("verify", "--json")
    assert (told.code, told.json) == (0, {"ok": True, "findings": []})
    assert len(terminal("verify").out.splitlines()) == 1


def test_a_paper_that_is_gone_is_named(terminal: Terminal) -> None:
    terminal(*booking("09:00", "11:00"))
    (row,) = terminal("bill", "--until", "2026-11-30", "--issue", "--json").json["invoices"]
    Path(row["pdf"]).unlink()
    told = terminal("verify", "--json")
    assert told.code == 1
    assert told.json["ok"] is False
    assert [set(finding) for finding in told.json["findings"]] == [{"check", "what", "where"}]
    assert "F2026-0001" in told.json["findings"][0]["where"] + told.json["findings"][0]["what"]
    assert terminal("verify").code == 1


def test_a_file_of_random_bytes_is_looked_at_and_named(terminal: Terminal) -> None:
    store = terminal.folder / "desk.sqlite3"
    store.write_bytes(bytes(range(256)) * 64)
    told = terminal("verify", "--json")
    assert told.code == 1
    assert told.json["ok"] is False
    assert told.json["findings"]


def test_without_a_desk_there_is_nothing_to_verify(terminal: Terminal, tmp_path: Path) -> None:
    terminal.folder = tmp_path / "empty"
    refused = terminal("verify", "--json")
    assert (refused.code, refused.json["error"]) == (1, "no_desk_here")
    assert not terminal.folder.exists()


def test_a_document_is_named_in_the_language_of_whoever_reads() -> None:
    from tierslieu_desk import i18n
    from tierslieu_desk.commands import verify

    found = {"ok": False, "findings": [{"check": "invoice_chain", "what": "Lost.", "where": "invoice F-2026-0001"}]}
    with i18n.speaking("en"):
        assert list(verify.show(found)) == ["invoice F-2026-0001: Lost."]
    assert verify._spoken("person 3") == "person 3"
