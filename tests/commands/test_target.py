"""`target add`."""

from __future__ import annotations

from pathlib import Path

from terminal import Terminal


def test_a_folder_becomes_a_place_to_publish_to(terminal: Terminal, tmp_path: Path) -> None:
    done = terminal("target", "add", "clé", "--kind", "folder", "--url", tmp_path / "clé", "--json")
    assert (done.code, done.json) == (0, {"target": "clé"})


def test_a_name_in_use_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    terminal("target", "add", "clé", "--kind", "folder", "--url", tmp_path)
    refused = terminal("target", "add", "clé", "--kind", "folder", "--url", tmp_path, "--json")
    assert (refused.code, refused.json["error"]) == (1, "already_done")


def test_an_address_with_a_password_in_it_is_refused_and_never_shown(terminal: Terminal) -> None:
    refused = terminal(
        "target", "add", "site", "--kind", "webdav", "--url", "https://ana:s3cret@site.example/", "--json"
    )
    assert (refused.code, refused.json["error"], refused.json["reason"]) == (1, "address_unusable", "password")
    assert "s3cret" not in refused.out + refused.err


def test_an_address_where_the_password_would_travel_readable_is_refused(terminal: Terminal) -> None:
    words = ("target", "add", "site", "--kind", "webdav", "--url", "http://site.example/", "--user", "ana")
    refused = terminal(*words, "--json")
    assert (refused.code, refused.json["error"], refused.json["reason"]) == (1, "address_unusable", "readable")
    assert "https" in refused.err


def test_an_address_of_another_kind_is_refused(terminal: Terminal) -> None:
    refused = terminal("target", "add", "site", "--kind", "webdav", "--url", "ftp://site.example/", "--json")
    assert (refused.code, refused.json["error"]) == (1, "address_unusable")


def test_an_unknown_kind_is_wrong_usage(terminal: Terminal) -> None:
    told = terminal("target", "add", "site", "--kind", "pigeon", "--url", "x")
    assert told.code == 2
    assert "webdav" in told.err
