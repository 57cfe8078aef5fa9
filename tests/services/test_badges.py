"""A badge number says who it is, whatever keyboard the scanner was set for, and is given once."""

from __future__ import annotations

import papers
import pytest
from builders import describe_place, organisation, person
from sqlalchemy import update

from tierslieu_desk import errors
from tierslieu_desk.models.people import Party
from tierslieu_desk.rules.visiting import looks_like_a_badge
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.badges import Badges
from tierslieu_desk.services.person.people import People


@pytest.fixture
def badges(desk: Desk) -> Badges:
    describe_place(desk)
    return Badges(desk)


def give(desk: Desk, party_id: int, number: str) -> None:
    with desk.store.writing() as session:
        session.execute(update(Party).where(Party.id == party_id).values(badge=number))


def test_whoever_has_none_gets_the_next_number_and_keeps_it(desk: Desk, badges: Badges) -> None:
    marie, paul = person(desk), person(desk, "Paul")
    assert (badges.number(marie), badges.number(paul), badges.number(marie)) == ("1001", "1002", "1001")
    with pytest.raises(errors.NotAPerson):
        badges.number(organisation(desk))


@pytest.mark.parametrize("typed", ["1001", " 1001\n", "&àà&"])
def test_a_whole_number_finds_them_as_typed_or_as_a_scanner_of_another_keyboard_types_it(
    desk: Desk, badges: Badges, typed: str
) -> None:
    marie = person(desk)
    badges.number(marie)
    found = badges.holder(typed)
    assert found is not None
    assert found.id == marie


def test_part_of_a_number_an_unknown_one_and_none_find_nobody(desk: Desk, badges: Badges) -> None:
    marie = person(desk)
    badges.number(marie)
    assert [badges.holder(typed) for typed in ("100", "10011", "", "  ")] == [None] * 4
    People(desk).retire(marie)
    assert badges.holder("1001") is None


def test_a_card_with_letters_is_found_in_either_case(desk: Desk, badges: Badges) -> None:
    marie = person(desk)
    give(desk, marie, "04A2B3C4")
    found = badges.holder("04a2b3c4")
    assert found is not None
    assert found.id == marie


@pytest.mark.parametrize(
    ("text", "badge"),
    [
        *(("1042", True), ("&à'é", True), ("04A2B3C4", True), ("123", False), ("Marie", False), ("B2i", False)),
        *(("salle jaune 14h", False), ("Marie-Christine", False), ("09500", True)),
    ],
)
def test_only_what_no_name_looks_like_is_taken_for_a_badge(text: str, badge: bool) -> None:
    assert looks_like_a_badge(text) is badge


def test_the_paper_badge_says_who_and_where_and_carries_its_code(desk: Desk, badges: Badges) -> None:
    marie = person(desk)
    paper = badges.render(marie)
    shown = papers.text(paper)
    assert "Marie Dupont" in shown
    assert "1001" in shown
    assert "L’Étang Vert" in shown
    squares = [one for one, _numbers in papers.operators(paper) if one == "re"]
    assert len(squares) > 100, "the squares of the code"
