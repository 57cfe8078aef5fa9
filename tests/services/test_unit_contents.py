"""What is in a unit for good: one list of words for the house, told by whoever may change the settings."""

from __future__ import annotations

import pytest
from builders import SmallHouse

from tierslieu_desk import errors
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.unit_contents import UnitContents
from tierslieu_desk.services.place.units import Units


def test_one_word_is_spelled_one_way_in_the_whole_house(desk: Desk, house: SmallHouse) -> None:
    contents = UnitContents(desk)
    contents.tell(house.room_a, ["Accès PMR", "  écran ", "Écran", ""])
    contents.tell(house.room_b, ["acces pmr"])
    assert contents.of(house.room_a) == ("Accès PMR", "écran")
    assert contents.of(house.room_b) == ("Accès PMR",)
    assert contents.words() == ("Accès PMR", "écran"), "what most spaces have stands first"


def test_what_was_told_before_comes_back_to_go_back_to(desk: Desk, house: SmallHouse) -> None:
    contents = UnitContents(desk)
    contents.tell(house.room_a, ["screen"])
    before = contents.tell(house.room_a, [])
    assert (before, contents.of(house.room_a)) == (("screen",), ())


def test_the_words_of_a_unit_that_is_gone_are_no_longer_offered(desk: Desk, house: SmallHouse) -> None:
    UnitContents(desk).tell(house.booth, ["carpet"])
    Units(desk).retire(house.booth)
    assert UnitContents(desk).words() == ()


def test_a_unit_that_is_none_and_a_word_that_is_too_long_are_refused(desk: Desk, house: SmallHouse) -> None:
    with pytest.raises(errors.UnknownUnit):
        UnitContents(desk).tell(999, ["screen"])
    with pytest.raises(errors.TextTooLong):
        UnitContents(desk).tell(house.room_a, ["x" * 61])
