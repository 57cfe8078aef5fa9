"""Groups and the units in them, moved a step."""

from __future__ import annotations

from tierslieu_desk.rules.ordering import grouped, move_group, move_unit

HOUSE = (("Ground", (1, 2, 4)), ("Attic", (3,)), ("", (5,)))


def test_a_group_stands_whole_where_its_first_unit_does() -> None:
    assert grouped([(1, "Ground"), (2, "Ground"), (3, "Attic"), (4, "Ground"), (5, "")]) == HOUSE


def test_a_group_moves_with_all_its_units_and_no_further_than_the_end() -> None:
    assert [heading for heading, _units in move_group(HOUSE, "Ground", 1)] == ["Attic", "Ground", ""]
    assert move_group(HOUSE, "Ground", -1) == HOUSE
    assert [heading for heading, _units in move_group(HOUSE, "Ground", 9)] == ["Attic", "", "Ground"]


def test_a_unit_moves_within_its_group_alone() -> None:
    assert move_unit(HOUSE, 1, 1)[0] == ("Ground", (2, 1, 4))
    assert move_unit(HOUSE, 4, 1) == HOUSE
    assert move_unit(HOUSE, 3, -1) == HOUSE
