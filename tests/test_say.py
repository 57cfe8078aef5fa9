"""Every refusal has a sentence, and every sentence asks only for facts that are there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import COMPLETE_LANGUAGES, speaking

PACKAGE = Path(say.__file__).parent


def every_error() -> Iterator[type[errors.DeskError]]:
    waiting = [errors.DeskError]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += one.__subclasses__()


ERRORS = sorted(set(every_error()), key=lambda error: error.__name__)
BY_NAME = {error.__name__: error for error in ERRORS}


def documented(error: type[errors.DeskError]) -> set[str]:
    """The facts its docstring names."""
    _, _, facts = (error.__doc__ or "").partition("Facts:")
    return set(re.findall(r"`(\w+)`", facts))


def raised() -> Iterator[tuple[str, type[errors.DeskError], set[str]]]:
    """Where each error is made, with the facts it is given there."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in BY_NAME:
                spread = [ast.unparse(keyword.value) for keyword in node.keywords if keyword.arg is None]
                if any("slot_facts(" not in one for one in spread):
                    continue  # the facts of another refusal, with the field of the form beside
                given = {keyword.arg for keyword in node.keywords if keyword.arg is not None}
                given |= {"start", "end"} if spread else set()
                yield f"{file.relative_to(PACKAGE)}:{node.lineno}", BY_NAME[name], given


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_every_error_has_a_sentence(error: type[errors.DeskError]) -> None:
    assert error.code in say.SENTENCES


def test_no_sentence_is_left_over_and_no_two_errors_share_a_code() -> None:
    codes = [error.code for error in ERRORS]
    assert set(say.SENTENCES) == set(codes)
    assert len(codes) == len(set(codes))
    assert set(say.BARE) <= set(codes)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_a_sentence_uses_only_facts_the_error_documents(error: type[errors.DeskError]) -> None:
    for sentence in (say.SENTENCES[error.code], say.BARE.get(error.code, "")):
        assert set(say.placeholders(sentence)) <= documented(error), error.__doc__
        assert "%" not in re.sub(r"%\(\w+\)s", "", sentence)


def test_wherever_an_error_is_raised_its_sentence_has_its_facts() -> None:
    found = list(raised())
    assert len(found) > 100
    lacking = [
        f"{where}: {error.__name__} lacks {sorted(missing)}"
        for where, error, given in found
        if (missing := set(say.placeholders(say.BARE.get(error.code, say.SENTENCES[error.code]))) - given)
    ]
    assert lacking == []


def test_wherever_an_error_is_raised_it_documents_the_facts_it_is_given() -> None:
    unknown = [
        f"{where}: {error.__name__}({', '.join(sorted(extra))})"
        for where, error, given in raised()
        if (extra := given - documented(error) - {"field"})
    ]
    assert unknown == []


def test_every_word_of_the_program_that_a_fact_may_be_has_words() -> None:
    """`field=`, `reason=` and the like, where the source gives them a word of the program."""
    wordless = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in BY_NAME:
                continue
            shown = set(say.placeholders(say.SENTENCES[BY_NAME[name].code]))
            for keyword in node.keywords:
                said = keyword.value.value if isinstance(keyword.value, ast.Constant) else ""
                if keyword.arg in shown & set(say.WORDS) and said and said not in say.WORDS[str(keyword.arg)]:
                    wordless.add(f"{file.relative_to(PACKAGE)}:{node.lineno} {keyword.arg}={said}")
    assert wordless == set()


@pytest.mark.parametrize("language", COMPLETE_LANGUAGES)
def test_no_sentence_speaks_like_a_program(language: str) -> None:
    with speaking(language):
        for error in ERRORS:
            said = say.sentence(error(**dict.fromkeys(documented(error), "Zoé") | {"reason": "damaged"}))
            assert said
            assert said[-1] in ".!»”", said
            assert not re.search(r"\b(error|invalid|erreur|invalide|exception|null|None)\b", said, re.IGNORECASE), said


def test_a_shorter_sentence_is_said_when_a_fact_is_missing_or_empty() -> None:
    with speaking("en"):
        assert say.sentence(errors.MissingFact(field="address", who="Ida")) == (
            "Something is missing: the address (Ida). Fill it in, then try again."
        )
        assert say.sentence(errors.MissingFact(field="listing", who="")) == (
            "Something is missing: the public listing. Fill it in, then try again."
        )
        assert say.sentence(errors.SlotTaken()) == "That is taken already. Choose another time or another space."


def test_no_minute_at_all_is_said_as_such() -> None:
    facts = {"unit": "Booth", "by": "Jean", "needed": 15}
    with speaking("en"):
        assert say.sentence(errors.BufferTooShort(**facts, gap=0)) == (
            "Booth needs 15 minutes between two bookings, and Jean has it right before or right after."
        )
        assert say.sentence(errors.BufferTooShort(**facts, gap=5)) == (
            "Booth needs 15 minutes between two bookings, and Jean is only 5 minutes away."
        )


def test_what_is_said_of_none_at_all_asks_only_for_facts_that_are_there() -> None:
    by_code = {error.code: error for error in ERRORS}
    for code, (counted, sentence) in say.NONE_AT_ALL.items():
        assert {counted, *say.placeholders(sentence)} <= documented(by_code[code])


def test_a_word_of_the_program_is_translated_only_where_it_is_one() -> None:
    with speaking("en"):
        said = say.sentence(errors.SlotTaken(unit="closing", by="place", start="9", end="10"))
    assert said.startswith("closing is taken by place")


def test_facts_are_shown_as_people_write_them() -> None:
    with speaking("en"):
        assert say.shown(date(2026, 11, 24)) == "24 November 2026"
        assert say.shown(1250, "left_cents").replace("\xa0", " ") == "€12.50"
        assert say.shown(["Ana", "Zoé"]) == "Ana, Zoé"
        assert say.shown(None) == ""
    assert say.shown(datetime(2026, 11, 24, 9)) == "24 novembre 2026, 09:00"


def test_facts_of_a_refusal_go_into_json_as_they_are() -> None:
    refused = errors.UnitStillOut(unit="Remorque", by="Ana", due=datetime(2026, 11, 24, 9), cents=5, all=("a", "b"))
    assert say.plain_facts(refused) == {
        "unit": "Remorque",
        "by": "Ana",
        "due": "2026-11-24T09:00:00",
        "cents": 5,
        "all": ["a", "b"],
    }


def test_a_slot_of_one_day_says_the_day_once() -> None:
    facts = {"unit": "Booth", "by": "Jean"}
    day = errors.SlotTaken(**facts, start=datetime(2026, 11, 24, 9, 30), end=datetime(2026, 11, 24, 11))
    night = errors.SlotTaken(**facts, start=datetime(2026, 11, 24, 22), end=datetime(2026, 11, 25, 2))
    with speaking("en"):
        assert say.sentence(day).count("2026") == 1
        assert "09:30 – 11:00." in say.sentence(day)
        assert say.sentence(night).count("2026") == 2
