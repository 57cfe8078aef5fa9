"""The words: nothing missing in the languages called complete, no placeholder lost, nothing older than the source."""

from __future__ import annotations

import ast
import gettext
import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages.catalog import Catalog, Message

from tierslieu_desk import documents, i18n
from tierslieu_desk.__main__ import ARGPARSE_WORDS
from tierslieu_desk.documents import samples

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = SimpleNamespace(**runpy.run_path(str(ROOT / "packaging" / "catalogues.py")))
PLACEHOLDER = re.compile(r"%\((\w+)\)[-#0 +]*\d*(?:\.\d+)?([a-zA-Z])|%([^(%])")


def placeholders(text: str) -> set[tuple[str, str]]:
    """Names and types, and any bare `%s`, which would have no name."""
    return {(name, kind or bare) for name, kind, bare in PLACEHOLDER.findall(text.replace("%%", ""))}


def forms(value: str | tuple[str, ...] | list[str]) -> list[str]:
    """The one form, or the singular and the plural."""
    return [value] if isinstance(value, str) else list(value)


def spoilt(message: Message) -> bool:
    """Whether the translation names something the message does not give, or leaves out what it does."""
    given = [placeholders(form) for form in forms(message.id)]
    said = [placeholders(form) for form in forms(message.string) if form]
    if len(given) == 1:
        return any(names != given[0] for names in said)
    return any(not names <= set().union(*given) for names in said) or (bool(said) and said[-1] != given[-1])


@pytest.fixture(scope="module")
def source() -> Catalog:
    return CATALOGUES.extract()


def test_the_template_is_as_new_as_the_source(source: Catalog) -> None:
    kept = CATALOGUES.TEMPLATE.read_text(encoding="utf-8")
    assert kept == CATALOGUES.as_text(source), "run: make catalogues"


def test_no_words_hide_from_the_catalogues_inside_an_f_string() -> None:
    """Extraction does not look into one, so that its words would be in no catalogue and missed by none."""
    hidden = [
        f"{file.name}:{call.lineno}"
        for file in (CATALOGUES.ROOT / "tierslieu_desk").rglob("*.py")
        for text in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CATALOGUES.KEYWORDS
    ]
    assert hidden == []


def test_every_placeholder_of_the_source_has_a_name(source: Catalog) -> None:
    bare = {m.id for m in source for form in forms(m.id) if any(not name for name, _ in placeholders(form))}
    assert bare <= set(ARGPARSE_WORDS.values()), "only the standard library's own words may do without"


@pytest.mark.parametrize("language", CATALOGUES.languages())
def test_translations_keep_the_placeholders(language: str) -> None:
    assert [message.id for message in CATALOGUES.read(language) if message.id and spoilt(message)] == []


@pytest.mark.parametrize("language", [language for language in i18n.COMPLETE_LANGUAGES if language != "en"])
def test_a_complete_language_misses_nothing_and_guesses_nothing(language: str) -> None:
    assert CATALOGUES.missing(language) == []


@pytest.mark.parametrize("language", CATALOGUES.PAPERS_ONLY)
def test_a_language_people_are_written_to_in_misses_none_of_its_words(language: str) -> None:
    assert CATALOGUES.missing(language) == []


@pytest.mark.parametrize("language", CATALOGUES.PAPERS_ONLY)
@pytest.mark.parametrize("document", documents.DOCUMENTS, ids=lambda document: document.name)
def test_no_paper_falls_back_on_french(
    document: documents.Document, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    missed: list[str] = []

    class Listening(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            missed.append(message)
            return message

        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            return self.gettext(msgid2)

        def pgettext(self, context: str, message: str) -> str:
            return self.gettext(message)

    monkeypatch.setattr(i18n._catalogue(language), "_fallback", Listening())
    assert documents.render(samples.SAMPLES[document.name](language)).startswith(b"%PDF")
    assert missed == []


def test_whatever_is_said_in_somebody_elses_language_is_among_the_words_of_papers() -> None:
    """A service that turns to their language and whose words are in no such catalogue would answer in French.

    Those that read what people wrote in any language, and the screen's own names of messages, are no papers.
    """
    package = CATALOGUES.ROOT / "tierslieu_desk"
    reading = {"rules/opening_position.py", "rules/hours_left.py"}
    own = {"i18n.py", "selftest.py", "services/message/message_texts.py", *reading}
    turning = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if re.search(r"\bwith (i18n\.)?speaking\(", file.read_text(encoding="utf-8"))
    }
    assert {name for name in turning - own if not name.startswith(CATALOGUES.PAPERS)} == set()


@pytest.mark.parametrize("language", CATALOGUES.languages())
def test_a_catalogue_says_nothing_the_source_no_longer_asks(language: str) -> None:
    source = CATALOGUES.of(language)
    asked = {(message.id if isinstance(message.id, str) else message.id[0], message.context) for message in source}
    kept = {(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in CATALOGUES.read(language)}
    assert kept - asked == set()


def test_no_line_of_french_begins_with_its_punctuation() -> None:
    written = Catalog("fr")
    written.add("Ready", "Prêt ? « Oui » : 5 %% ; enfin !")
    (_header, said) = CATALOGUES.typeset("fr", written)
    assert said.string.replace("\N{NO-BREAK SPACE}", "_") == "Prêt_? «_Oui_»_: 5_%%_; enfin_!"
    assert CATALOGUES.typeset("en", written) is written


def test_a_lost_placeholder_is_seen() -> None:
    assert spoilt(Message("Taken by %(name)s", "Pris par"))
    assert spoilt(Message("Taken by %(name)s", "Pris par %(nom)s"))
    assert not spoilt(Message("Taken by %(name)s", "Pris par %(name)s"))
    assert not spoilt(Message(("One desk", "%(n)d desks"), ("Un bureau", "%(n)d bureaux")))
    assert spoilt(Message(("One desk", "%(n)d desks"), ("Un bureau", "Des bureaux")))
