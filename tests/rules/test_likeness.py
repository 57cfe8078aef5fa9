"""Who may be the same: worked by hand, with those who are not."""

from __future__ import annotations

import random

import pytest

from tierslieu_desk.rules.likeness import Known, Why, pairs


def known(number: int, key: str, email: str = "", phone: str = "", kind: str = "person") -> Known:
    return Known(number, kind, key, email, phone)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("marie dupont", "dupont marie", (Why.NAME,)),
        ("marie dupont", "marie dupont", (Why.NAME,)),
        ("marie dupont", "marie dupond", (Why.SPELLING,)),
        ("marie dupont", "duppont marie", (Why.SPELLING,)),
        ("jean pierre sans", "jean piere sans", (Why.SPELLING,)),
        ("atelier bois", "atelier du bois", (Why.SPELLING,)),
        ("ines", "inez", None),
        ("marie dupont", "marie durand", None),
        ("marie dupont", "paul dupont", None),
        ("lea faure", "leo sans", None),
    ],
)
def test_names_in_another_order_or_spelling(one: str, other: str, why: tuple[Why, ...] | None) -> None:
    found = pairs([known(1, one), known(2, other)])
    assert [(pair.first, pair.second, pair.why) for pair in found] == ([] if why is None else [(1, 2, why)])


def test_the_same_e_mail_or_phone_however_it_is_written() -> None:
    found = pairs(
        [
            known(1, "marie dupont", "Marie@Example.org", "06 11 22 33 44"),
            known(2, "m d", "marie@example.org "),
            known(3, "la couture", "", "+33611223344"),
            known(4, "nobody", "", "12"),
            known(5, "somebody", "", "12"),
        ]
    )
    assert [(p.first, p.second, p.why) for p in found] == [(1, 2, (Why.EMAIL,)), (1, 3, (Why.PHONE,))]


def test_a_person_is_never_an_organisation() -> None:
    assert pairs([known(1, "marie dupont", "m@x.org"), known(2, "marie dupont", "m@x.org", kind="organisation")]) == ()


def test_the_likeliest_stand_first() -> None:
    found = pairs(
        [
            known(1, "anne galy", "galy@example.org"),
            known(2, "luc galy", "galy@example.org"),
            known(3, "zoe riera", "zoe@example.org", "0611223344"),
            known(4, "riera zoe", "zoe@example.org", "06 11 22 33 44"),
            known(5, "hugo sans"),
            known(6, "hugo sanz"),
        ]
    )
    assert [(p.first, p.second) for p in found] == [(3, 4), (5, 6), (1, 2)]


def test_twenty_thousand_are_gone_through_and_the_double_is_found() -> None:
    """All pairs would be two hundred million, and this test the slowest of all."""
    dice = random.Random(5)
    syllables = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "ou")]
    names = [" ".join("".join(dice.choices(syllables, k=3)) for _word in range(2)) for _one in range(20_000)]
    people = [known(number, name) for number, name in enumerate(names)]
    given, family = names[7].split()
    people.append(known(20_000, f"{family} {given}"))
    found = pairs(people)
    assert (7, 20_000) in {(p.first, p.second) for p in found if Why.NAME in p.why}
