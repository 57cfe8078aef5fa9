"""`self-test`."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import process

from tierslieu_desk import selftest


def test_the_program_proves_itself_without_touching_the_desk(tmp_path: Path) -> None:
    told = process(tmp_path / "desk", "self-test", "--json")
    assert (told.code, told.json["ok"]) == (0, True), told
    assert [check["ok"] for check in told.json["checks"]] == [True] * 5
    assert {"name", "ok", "detail"} == set(told.json["checks"][0])
    assert not (tmp_path / "desk").exists()


def test_a_check_that_fails_is_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise FileNotFoundError("a font")

    monkeypatch.setattr(selftest, "_documents", broken)
    monkeypatch.setattr(selftest, "_qt", lambda: "no window in this test")
    checks = selftest.run()
    assert [check["ok"] for check in checks] == [True, True, False, True, True]
    assert checks[2]["detail"] == "FileNotFoundError: a font"
