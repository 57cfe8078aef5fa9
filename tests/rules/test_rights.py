"""Who may do what: a closed list, roles that have more or less of it, and a facilitator who always has all."""

from __future__ import annotations

import pytest

from tierslieu_desk.rules.rights import ALL, OperatorRole, Right, rights_of, usable_pin, whose

FACILITATOR, VOLUNTEER, TREASURER = OperatorRole


def test_a_facilitator_may_everything_whatever_is_kept() -> None:
    assert rights_of(FACILITATOR, None) == rights_of(FACILITATOR, "") == ALL


def test_a_volunteer_begins_with_none_of_them_and_a_treasurer_with_what_is_money() -> None:
    assert rights_of(VOLUNTEER, None) == frozenset()
    money = {"money_back", "issue", "credit", "close_till", "reports"}
    assert {right.value for right in rights_of(TREASURER, None)} == money


def test_what_was_changed_takes_the_place_of_what_a_role_began_with() -> None:
    assert rights_of(TREASURER, "") == frozenset()
    assert rights_of(VOLUNTEER, "close_till what_is_this") == {Right.CLOSE_TILL}


def test_nobody_but_a_facilitator_says_who_may_what() -> None:
    assert rights_of(VOLUNTEER, "operators prices") == {Right.PRICES}


def test_whose_right_it_is_names_the_facilitator_first() -> None:
    assert whose(Right.MONEY_BACK, {}) == (FACILITATOR, TREASURER)
    assert whose(Right.MONEY_BACK, {VOLUNTEER: "money_back", TREASURER: ""}) == (FACILITATOR, VOLUNTEER)


@pytest.mark.parametrize(
    ("pin", "usable"),
    [
        ("1234", True),
        ("482715", True),
        ("123", False),
        ("1234567", False),
        ("12a4", False),
        ("", False),
        ("١٢٣٤", False),
    ],
)
def test_a_pin_is_four_to_six_digits(pin: str, usable: bool) -> None:
    assert usable_pin(pin) is usable
