"""What no command expects: a fault of the program, Ctrl+C, a reader who leaves, a terminal of another age."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import TODAY, Terminal, booking, process

from tierslieu_desk import commands
from tierslieu_desk.__main__ import main
from tierslieu_desk.commands import units
from tierslieu_desk.commands.protocol import At


def test_a_fault_is_written_in_the_log_and_told_in_a_sentence(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(at: At, options: object) -> None:
        at.desk()
        raise ZeroDivisionError("password=hunter2 divided by nothing")

    monkeypatch.setattr(units, "run", broken)
    told = terminal("units", "--json")
    log = terminal.folder / "logs" / "commands.log"
    assert told.code == commands.FAULT == 70
    assert told.json["error"] == "fault"
    assert told.err.strip() == told.json["message"]
    assert str(log) in told.err
    assert "ZeroDivisionError" not in told.err
    written = log.read_text(encoding="utf-8")
    assert "Traceback" in written
    assert "ZeroDivisionError" in written
    assert "hunter2" not in written
    assert not [handler for handler in logging.getLogger().handlers if "commands.log" in str(handler)]


def test_a_fault_without_a_desk_is_told_and_leaves_nothing_behind(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_at: At, _options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(units, "run", broken)
    terminal.folder = tmp_path / "nowhere"
    told = terminal("units")
    assert told.code == 70
    assert "ZeroDivisionError" in told.err
    assert "Traceback" not in told.err
    assert not terminal.folder.exists()


def test_ctrl_c_ends_quietly_and_nothing_is_kept_by_halves(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    from tierslieu_desk.services.booking import bookings

    def interrupted(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(bookings, "add_booking", interrupted)
        told = terminal(*booking("09:00", "10:00"))
    assert (told.code, told.out, told.err) == (130, "", "")
    assert terminal(*booking("09:00", "10:00")).code == 0


def test_a_reader_who_leaves_is_no_reason_for_a_traceback(folder: Path) -> None:
    called = subprocess.Popen(
        [sys.executable, "-m", "tierslieu_desk", "--data", str(folder), "--today", TODAY, "units"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert called.stdout is not None
    assert called.stderr is not None
    called.stdout.close()
    said = called.stderr.read()
    called.stderr.close()
    assert (called.wait(60), said) == (141, b"")


@pytest.mark.parametrize(
    "words", [["units", "--json"], ["units"], booking("09:00", "10:00")], ids=["json", "text", "book"]
)
def test_a_terminal_that_knows_only_ascii_gets_an_answer(folder: Path, words: list[str]) -> None:
    told = process(folder, *words, env={"PYTHONIOENCODING": "ascii"})
    assert (told.code, told.err) == (0, "")
    assert told.out.isascii()
    if "--json" in words:
        assert {unit["name"] for unit in json.loads(told.out)["units"]} >= {"Room A", "Booth"}


def test_a_program_without_a_terminal_still_does_what_it_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    code = main(["--data", str(folder), "--today", TODAY, *booking("09:00", "10:00")])
    for stream in (sys.stdout, sys.stderr):
        assert isinstance(stream, io.TextIOBase)
        stream.close()
    assert code == 0


def test_help_is_in_the_language_asked_for(terminal: Terminal) -> None:
    french = terminal("--help")
    assert french.code == 0
    for command in commands.COMMANDS:
        assert command.NAME in french.out
    assert "ce qui peut se réserver" in french.out
    assert "usage\N{NO-BREAK SPACE}:" in french.out
    english = terminal("--help", options=("--lang", "en"))
    assert "what can be booked" in english.out
    assert terminal("--help", "book").out == terminal("book", "--help").out != french.out


def test_a_refusal_is_in_french_unless_another_language_is_asked_for(terminal: Terminal) -> None:
    words = booking("09:00", "10:00", unit="Grenier")
    assert terminal(*words, options=("--lang", "en")).err.startswith("There is no space or thing called “Grenier” here")
    french = terminal(*words, options=()).err
    assert french.startswith("Aucun espace ni objet")
    assert "Grenier" in french


def test_the_version_is_told(terminal: Terminal) -> None:
    from tierslieu_desk import __version__

    assert (terminal("--version").code, terminal("--version").out.strip()) == (0, __version__)
