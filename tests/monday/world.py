"""What surrounds the desk on its Monday: its folder, a stick, the commands beside it, the mail program's drafts."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import papers

MONDAY = "2026-11-23"


@dataclass
class World:
    """`desk` runs a command and reads its JSON; `drafts` are the addresses handed to the mail program."""

    folder: Path
    """Where the desk keeps its data; empty at first."""
    aside: Path
    """A folder for files to import, papers kept, and the stick."""
    program: tuple[str, ...]
    drafts: Callable[[], list[str]]
    remember: dict[str, Any] = field(default_factory=dict)
    today: str = MONDAY

    def desk(self, *arguments: object, refused: bool = False) -> dict[str, Any]:
        """Run one command with `--json` and return what it says; with `refused` it must be refused."""
        words = [*self.program, "--data", str(self.folder), "--lang", "fr", "--today", self.today]
        ran = subprocess.run(
            [*words, *map(str, arguments), "--json"],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env=dict(os.environ, QT_QPA_PLATFORM="offscreen"),
        )
        assert (ran.returncode != 0) == refused, f"{arguments}: {ran.returncode}\n{ran.stdout}\n{ran.stderr}"
        said = json.loads(ran.stdout)
        assert isinstance(said, dict)
        return said

    @property
    def stick(self) -> Path:
        """The USB stick."""
        made = self.aside / "CLE USB"
        made.mkdir(exist_ok=True)
        return made


def text_of(paper: Path) -> str:
    """The words of a PDF on one line, every kind of space made plain; waited for until it is whole."""
    end = time.monotonic() + 10
    while not (paper.exists() and b"%%EOF" in paper.read_bytes()[-64:]):
        assert time.monotonic() < end, f"{paper.name} is not whole"
        time.sleep(0.05)
    return " ".join(papers.text(paper.read_bytes()).split())


def pages_of(paper: Path) -> int:
    """How many pages there are on a paper that is being printed; none while it is not whole."""
    if not (paper.exists() and b"%%EOF" in paper.read_bytes()[-64:]):
        return 0
    return len(papers.pages(paper.read_bytes()))
