"""A whole Monday by hand, in memory: the twelve steps in order on one empty folder."""

from __future__ import annotations

import sys
from pathlib import Path

from monday import steps
from monday.offscreen import Offscreen
from monday.world import MONDAY, World

from tierslieu_desk import i18n


def test_a_monday_at_the_desk(qapp, tmp_path: Path, monkeypatch) -> None:
    i18n.set_language("fr")
    hand = Offscreen(tmp_path / "desk", MONDAY)
    (tmp_path / "aside").mkdir()
    program = (sys.executable, "-m", "tierslieu_desk")
    world = World(tmp_path / "desk", tmp_path / "aside", program, lambda: hand.drafts)

    def all_steps() -> None:
        for number in steps.NUMBERS:
            steps.step(number)(hand, world)

    hand.play(all_steps)
