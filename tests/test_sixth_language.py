"""A language begins with its folder and its code in one tuple: no other line of Python knows how many there are."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from builders import open_desk, small_house
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from tierslieu_desk import documents, formats, i18n, paths
from tierslieu_desk.documents import samples
from tierslieu_desk.i18n import speaking
from tierslieu_desk.ui import translations
from tierslieu_desk.wallclock import Slot

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 24)
SIXTH = ["oc", "br", "xx"]
"""Occitan, of which the CLDR and Qt know something; Breton, where the sign of money stands behind; and none at all."""


@pytest.mark.parametrize("code", SIXTH)
def test_every_way_of_writing_has_one_for_a_language_without_a_line_of_its_own(code: str) -> None:
    night = Slot(datetime(2026, 11, 24, 22), datetime(2026, 11, 25, 2))
    with speaking(code):
        written = (
            *(formats.date_long(DAY), formats.date_medium(DAY), formats.date_short(DAY), formats.date_weekday(DAY)),
            *(formats.date_compact(DAY), formats.weekday(DAY), formats.month(DAY), formats.moment(night.start)),
            *(formats.slot_text(night), formats.times(night), formats.days_text(DAY, date(2026, 12, 1))),
            *(formats.amount(1250), formats.unit_price(12_505), formats.number(1234), formats.rate(550)),
            *(formats.quantity(1500), formats.size(1_500_000), formats.duration(90)),
        )
        assert all(written)
        assert formats.date_short(DAY) == "24/11/2026"
        assert formats.parse_amount("1 234,50") == 123450
        assert formats.parse_date("24/11/2026") == DAY


def test_a_language_nobody_knows_is_written_as_in_french() -> None:
    with speaking("xx"):
        assert formats.date_weekday(DAY) == "mardi 24 novembre"
        assert formats.date_compact(DAY) == "mar. 24 nov."
        assert formats.amount(1250) == "12,50\u00a0€"


def test_a_language_the_cldr_knows_is_written_its_own_way() -> None:
    with speaking("oc"):
        assert formats.date_weekday(DAY) == "dimars 24 de novembre"
    with speaking("br"):
        assert formats.amount(1250) == "12,50\u00a0€"
        assert formats.weekday(DAY) == "Meurzh"


@pytest.mark.parametrize("code", SIXTH)
def test_the_first_page_writes_it_as_everything_else_does(qapp: QApplication, code: str) -> None:
    with speaking(code):
        assert translations.day_title(DAY) == formats.date_weekday(DAY)
        assert translations.amount(1250) == formats.amount(1250)


@pytest.mark.parametrize(
    ("code", "language"),
    [("oc", QLocale.Language.Occitan), ("br", QLocale.Language.Breton), ("xx", QLocale.Language.French)],
)
def test_qt_speaks_french_where_it_knows_no_words_of_that_language(
    qapp: QApplication, code: str, language: QLocale.Language
) -> None:
    assert translations.install(qapp, code)
    try:
        assert qapp.translate("QPlatformTheme", "Cancel") == "Annuler"
        assert translations.locale().language() == language
    finally:
        translations.install(qapp, i18n.DEFAULT_LANGUAGE)


@pytest.mark.parametrize("code", SIXTH)
@pytest.mark.parametrize("document", documents.DOCUMENTS, ids=lambda document: document.name)
def test_every_paper_is_drawn_for_a_recipient_of_that_language(
    code: str, document: documents.Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "LANGUAGES", (*i18n.LANGUAGES, code))
    assert documents.render(samples.SAMPLES[document.name](code)).startswith(b"%PDF")


@pytest.fixture(params=["oc", "xx"])
def sixth(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """A copy of the program with one more language: its folder, and its code in the tuple."""
    code, copy = str(request.param), tmp_path / "program"
    shutil.copytree(paths.PACKAGE, copy / "tierslieu_desk", ignore=shutil.ignore_patterns("__pycache__", "_shipped"))
    for folder in ("resources", "translations"):
        shutil.copytree(ROOT / folder, copy / folder)
    words = copy / "tierslieu_desk" / "i18n.py"
    source = words.read_text(encoding="utf-8")
    tuple_of_five = 'LANGUAGES = ("fr", "es", "ca", "eu", "en")'
    assert source.count(tuple_of_five) == 1
    words.write_text(source.replace(tuple_of_five, f'LANGUAGES = ("fr", "es", "ca", "eu", "en", "{code}")'), "utf-8")
    catalogue = Catalog()
    catalogue.add("what can be booked", "çò que se pòt reservar")
    folder = copy / "translations" / code / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / f"{i18n.DOMAIN}.mo").open("wb") as file:
        write_mo(file, catalogue)
    return code, copy


def test_a_folder_and_a_code_make_a_language_of_commands_pages_and_papers(
    sixth: tuple[str, Path], tmp_path: Path
) -> None:
    code, copy = sixth
    with open_desk(tmp_path / "desk") as desk:
        small_house(desk)

    def said(*words: str) -> str:
        shared = ["--data", str(tmp_path / "desk"), "--lang", code, "--today", "2026-11-24"]
        ran = subprocess.run(
            [sys.executable, "-m", "tierslieu_desk", *shared, *words],
            env={**os.environ, "PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    told = said("--help")
    assert "çò que se pòt reservar" in told
    assert "vérifier tout ce qui doit être juste" in told
    made = json.loads(said("tour", "--out", str(tmp_path / "tour"), "--json"))
    assert len(made["pages"]) > 5
    assert len(made["documents"]) >= len(documents.DOCUMENTS)
