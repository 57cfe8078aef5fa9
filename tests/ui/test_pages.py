"""The registry of pages is complete, and each page has a test that opens it."""

from __future__ import annotations

from pathlib import Path

from tierslieu_desk.ui import icons
from tierslieu_desk.ui.pages import PAGES


def test_codes_and_titles_are_told_apart() -> None:
    assert len({spec.code for spec in PAGES}) == len(PAGES)
    assert len({spec.title for spec in PAGES}) == len(PAGES)


def test_every_page_has_an_icon_of_the_font() -> None:
    assert {spec.icon for spec in PAGES} <= set(icons.GLYPHS)


def test_what_is_counted_on_the_rail_names_the_tables_it_is_counted_from() -> None:
    assert [spec.code for spec in PAGES if spec.waiting is not None and not spec.watches] == []


def test_every_page_has_a_test_of_its_own() -> None:
    here = Path(__file__).parent
    assert [spec.code for spec in PAGES if not (here / f"test_page_{spec.code}.py").is_file()] == []
