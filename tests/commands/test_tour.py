"""`tour`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from terminal import Terminal, process


def test_every_page_is_a_picture_and_every_document_a_paper(folder: Path, tmp_path: Path) -> None:
    told = process(folder, "tour", "--out", tmp_path / "tour", "--json", env={"QT_QPA_PLATFORM": "offscreen"})
    assert told.code == 0, told.err
    pages, papers = (list(map(Path, told.json[kind])) for kind in ("pages", "documents"))
    assert len(pages) >= 3
    assert {page.read_bytes()[:8] for page in pages} == {b"\x89PNG\r\n\x1a\n"}
    assert {paper.read_bytes()[:4] for paper in papers} == {b"%PDF"}
    assert json.loads((tmp_path / "tour" / "tour.json").read_text(encoding="utf-8")) == told.json


@pytest.mark.parametrize("words", [["--size", "large"], ["--scheme", "pink"], []], ids=["size", "scheme", "no folder"])
def test_a_tour_asked_for_otherwise_is_wrong_usage(terminal: Terminal, tmp_path: Path, words: list[str]) -> None:
    assert terminal("tour", *(["--out", tmp_path, *words] if words else [])).code == 2
