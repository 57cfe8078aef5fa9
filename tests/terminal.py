"""The program as it is called from a terminal: its exit code, what it printed, what it said on the side."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tierslieu_desk.__main__ import main

TODAY = "2026-11-24"
"""The Tuesday of `builders.NOW`."""


@dataclass(frozen=True, slots=True)
class Said:
    """What came of one command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on stdout, and nothing else there."""
        assert self.out.count("\n") == 1, self.out
        found: dict[str, Any] = json.loads(self.out)
        return found


class Terminal:
    """Commands about one desk, in this process."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: object, options: tuple[str, ...] = ("--today", TODAY)) -> Said:
        """`terminal("units", "--json")`, on Tuesday 24 November 2026 unless `options` say otherwise."""
        self._capsys.readouterr()
        code = main(["--data", str(self.folder), *options, *map(str, words)])
        told = self._capsys.readouterr()
        return Said(code, told.out, told.err)


def process(
    folder: Path,
    *words: object,
    env: Mapping[str, str] | None = None,
    before: str = "",
    through: Sequence[str] = (),
) -> Said:
    """The same in a process of its own; `before` is Python run there first, `through` the command that starts it."""
    program = f"{before}\nimport sys\nfrom tierslieu_desk.__main__ import main\nsys.exit(main())"
    called = subprocess.run(
        [*through, sys.executable, "-c", program, "--data", str(folder), "--today", TODAY, *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})},
        check=False,
    )
    return Said(called.returncode, called.stdout, called.stderr)


def booking(
    start: str, end: str, unit: str = "Room A", who: str = "Marie Dupont", day: str = "2026-11-25"
) -> list[str]:
    """The words that book a unit on the Wednesday after `TODAY`."""
    return ["book", "--unit", unit, "--for", who, "--from", f"{day}T{start}", "--to", f"{day}T{end}"]
