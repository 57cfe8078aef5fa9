"""What is asked of every paper, whatever it says."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from typing import Any

import papers
import pytest

from tierslieu_desk import documents
from tierslieu_desk.documents import DOCUMENTS
from tierslieu_desk.documents.samples import SAMPLES
from tierslieu_desk.documents.sheet import TEXT_COLOURS
from tierslieu_desk.errors import UnknownDocument
from tierslieu_desk.i18n import LANGUAGES

NAMES = [document.name for document in DOCUMENTS]
SUNFLOWER = "\U0001f33b"


def luminance(colour: tuple[float, float, float]) -> float:
    """Relative luminance of an sRGB colour (WCAG 2)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def planted(value: Any) -> Any:
    """The same sheet with an emoji and a Chinese letter at the end of every text of the store."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = {"lang", "kind", "totals", "method", "currency", "basis"}
        return replace(value, **{f.name: planted(getattr(value, f.name)) for f in fields(value) if f.name not in kept
                                 and f.init})  # fmt: skip
    if isinstance(value, tuple):
        return tuple(planted(item) for item in value)
    return f"{value} {SUNFLOWER}\n\t王" if type(value) is str and value else value


def test_every_document_has_a_sample_of_its_own_sheet() -> None:
    assert list(SAMPLES) == NAMES
    for document in DOCUMENTS:
        assert type(SAMPLES[document.name]("fr")) is document.sheet


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_comes_out_in_every_language(name: str, language: str) -> None:
    paper = documents.render(SAMPLES[name](language))
    assert paper.startswith(b"%PDF-")
    assert len(papers.read(paper).pages) == 1
    assert papers.read(paper).trailer["/Root"]["/Lang"] == language


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_paper_cannot_show_is_named_wherever_it_stands_and_nothing_else_is(name: str, language: str) -> None:
    sheet = SAMPLES[name](language)
    assert documents.unreadable(sheet) == ()
    found = documents.unreadable(planted(sheet))
    assert {one.part for one in found} >= {"place"}
    for one in found:
        pictures = (SUNFLOWER,) if one.part == "customer" else ()
        assert (one.characters, one.text[-3:]) == ((*pictures, "王"), f"{SUNFLOWER} 王")


@pytest.mark.parametrize("name", NAMES)
def test_only_the_papers_own_fonts_are_used_and_both_are_inside(name: str) -> None:
    used = papers.fonts(documents.render(SAMPLES[name]("fr")))
    assert {font.partition("+")[2] for font in used} == {"InterDesk-Regular", "InterDesk-SemiBold"}
    assert all(used.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_same_sheet_gives_the_same_bytes(name: str) -> None:
    assert documents.render(SAMPLES[name]("fr")) == documents.render(SAMPLES[name]("fr"))


def test_another_process_gives_the_same_bytes_too() -> None:
    code = (
        "import hashlib; from tierslieu_desk import documents; from tierslieu_desk.documents.samples import SAMPLES;"
        "print(*(hashlib.sha256(documents.render(make('en'))).hexdigest() for make in SAMPLES.values()))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            encoding="utf-8",
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_photocopy_stays_legible(name: str) -> None:
    fills = papers.text_fills(documents.render(SAMPLES[name]("fr")))
    on_white = fills - {(1.0, 1.0, 1.0)}  # white is only set on the dark green mark
    assert on_white
    assert max(luminance(fill) for fill in on_white) <= 0.12
    assert max(luminance(colour) for colour in TEXT_COLOURS) <= 0.12


@pytest.mark.parametrize("name", NAMES)
def test_colours_are_rgb_only(name: str) -> None:
    used = {operator for operator, _operands in papers.operators(documents.render(SAMPLES[name]("fr")))}
    assert used & {"rg", "RG"}
    assert not used & {"k", "K", "g", "G", "cs", "CS", "sc", "scn"}


@pytest.mark.parametrize("name", NAMES)
def test_a_character_the_fonts_lack_never_stops_a_paper(name: str) -> None:
    paper = documents.render(planted(SAMPLES[name]("fr")))
    shown = papers.text(paper)
    assert SUNFLOWER not in shown
    assert "王" not in shown
    assert "□" in shown
    assert "\ufffd" not in shown


@pytest.mark.parametrize("name", NAMES)
def test_every_paper_says_who_made_it_and_what_it_is(name: str) -> None:
    told = papers.read(documents.render(SAMPLES[name]("fr"))).metadata
    assert told is not None
    assert told.author == "Le Relais d’Arize"
    assert told.title


def test_a_language_nobody_speaks_here_gets_a_french_paper() -> None:
    assert documents.render(replace(SAMPLES["invoice"]("fr"), lang="de"))[:5] == b"%PDF-"


def test_a_document_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(UnknownDocument) as refusal:
        documents.find("poem")
    assert refusal.value.facts == {"name": "poem"}


def test_reportlab_is_not_loaded_before_a_paper_is_drawn() -> None:
    code = (
        "import sys; from tierslieu_desk import documents; from tierslieu_desk.documents import samples, sheets;"
        "print('reportlab' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.strip() == "False"


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_carries_only_the_letters_it_shows_and_no_bytes_spelled_as_letters(name: str) -> None:
    paper = documents.render(SAMPLES[name]("fr"))
    assert b"ASCII85Decode" not in paper
    shown = set(papers.text(paper))
    letters = papers.letters(paper).values()
    assert 0 < max(letters) <= len(shown)
