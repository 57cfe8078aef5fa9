"""A whole Monday by hand, in memory: its steps in order on one empty folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from monday import steps
from monday.offscreen import Offscreen
from monday.world import MONDAY, World

from tierslieu_desk import i18n


@pytest.mark.timeout(600)  # beside other work
def test_a_monday_at_the_desk(qapp, tmp_path: Path, monkeypatch) -> None:
    i18n.set_language("fr")
    hand = Offscreen(tmp_path / "desk", MONDAY)
    (tmp_path / "aside").mkdir()
    program = (sys.executable, "-m", "tierslieu_desk")
    world = World(tmp_path / "desk", tmp_path / "aside", program, lambda: hand.drafts)

    def all_steps() -> None:
        for number in steps.NUMBERS:
            steps.step(number)(hand, world)
            assert world.desk("verify")["ok"]

    hand.play(all_steps)
    assert list((tmp_path / "desk").rglob("report-*.txt")) == []


@pytest.mark.parametrize(("program", "package"), [("Xvfb", "xvfb"), ("xdotool", "xdotool")])
def test_without_a_screen_it_fails_and_names_the_package(monkeypatch, program: str, package: str) -> None:
    pytest.importorskip("jeepney", reason="the bus of a Linux screen")
    from monday import screen

    found = screen.shutil.which
    monkeypatch.setattr(screen.shutil, "which", lambda name: None if name == program else found(name) or f"/{name}")
    with pytest.raises(SystemExit, match=package):
        screen.check()
