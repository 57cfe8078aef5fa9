"""Who may be written down twice, but for those who are known to be two."""

from __future__ import annotations

import pytest
from builders import person

from tierslieu_desk import errors
from tierslieu_desk.rules.likeness import Why
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.duplicates import Duplicates
from tierslieu_desk.services.person.merges import Merges
from tierslieu_desk.services.person.people import People


def found(desk: Desk) -> list[tuple[str, str, tuple[Why, ...]]]:
    return [(row.first, row.second, row.why) for row in Duplicates(desk).probable()]


def test_accents_order_and_a_typing_mistake(desk: Desk) -> None:
    person(desk, "Inés", "Galy")
    person(desk, "Galy", "Ines")
    person(desk, "Ines", "Gally")
    person(desk, "Paul", "Martin")
    assert found(desk)[0] == ("Inés Galy", "Galy Ines", (Why.NAME,))
    assert {row[2] for row in found(desk)[1:]} == {(Why.SPELLING,)}
    assert all("Paul Martin" not in row[:2] for row in found(desk))


def test_two_who_are_known_to_be_two_are_no_longer_asked_about(desk: Desk) -> None:
    father, son = person(desk, "Jean", "Dupont"), person(desk, "Jean", "Dupont")
    duplicates = Duplicates(desk)
    duplicates.are_two(son, father)
    duplicates.are_two(father, son)
    assert found(desk) == []
    duplicates.may_be_one(son, father)
    assert len(found(desk)) == 1
    with pytest.raises(errors.SamePerson):
        duplicates.are_two(son, son)


def test_whoever_left_or_was_put_together_is_not_asked_about(desk: Desk) -> None:
    one, other, third = (person(desk, "Jean", "Dupont") for _time in range(3))
    Merges(desk).merge(one, other)
    People(desk).retire(third)
    assert found(desk) == []


def test_looking_for_them_tells_how_far_it_is_and_can_be_stopped(desk: Desk) -> None:
    for given in ("Marie", "Mariè", "Jean"):
        person(desk, given, "Dupont")
    told: list[tuple[int, int]] = []
    assert len(Duplicates(desk).probable(lambda done, of: told.append((done, of)))) == 1
    assert [done for done, _of in told] == list(range(told[0][1])), "every step of all of them"

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Duplicates(desk).probable(stop)
