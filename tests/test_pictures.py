"""The pictures made of a tour: all on one sheet, and those of the README in few colours."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from test_contributors_steps import dev, loaded

__all__ = ["dev"]
PACKAGING = Path(__file__).resolve().parent.parent / "packaging"


def picture(file: Path, colour: str, width: int, height: int) -> Path:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    made.save(str(file))
    return file


def test_every_picture_of_a_tour_is_on_the_sheet_with_a_place_of_its_own(tmp_path: Path) -> None:
    names = [f"page{number}" for number in range(5)]
    files = [str(picture(tmp_path / f"{name}.png", "#204060", 1366, 768)) for name in names]
    (tmp_path / "tour.json").write_text(json.dumps({"pages": files, "documents": []}), encoding="utf-8")
    out = tmp_path / "sheet.png"
    subprocess.run([sys.executable, PACKAGING / "contact_sheet.py", tmp_path, out], check=True)
    sheet = QImage(str(out))
    assert (sheet.width(), sheet.height()) == (4 * (560 + 24) + 24, 2 * (315 + 28 + 24) + 24)
    middles = [(24 + column * 584 + 280, 24 + row * 367 + 28 + 150) for row in (0, 1) for column in range(4)]
    drawn = [sheet.pixelColor(*middle).name() == "#204060" for middle in middles]
    assert drawn == [True] * 5 + [False] * 3


def test_a_picture_in_few_colours_keeps_those_it_has(tmp_path: Path) -> None:
    made = QImage(40, 20, QImage.Format.Format_RGB32)
    made.fill(QColor("#f6f5f1"))
    for x in range(20):
        made.setPixelColor(x, 3, QColor("#1b6b52"))
    small = loaded("screenshots").in_few_colours(made)
    assert small.format() == QImage.Format.Format_Indexed8
    assert [small.pixelColor(x, y).name() for x, y in ((0, 0), (5, 3), (25, 3), (39, 19))] == [
        "#f6f5f1",
        "#1b6b52",
        "#f6f5f1",
        "#f6f5f1",
    ]


def test_the_tour_is_made_in_four_looks_each_on_one_sheet(dev, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.module, "demo_house", lambda: None)
    assert dev.module.tour() == 0
    tours = [words for words, _env in dev.called if " tour --out " in words]
    sheets = [words.rpartition("contact-sheet-")[2] for words, _env in dev.called if "contact_sheet.py" in words]
    assert len(tours) == 4
    assert sheets == ["light.png", "dark.png", "light-200.png", "dark-200.png"]
