"""Half-hours at the computers follow each other without a gap; help is counted without a name."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import advance_to, describe_place

from tierslieu_desk import errors
from tierslieu_desk.rules.visiting import AgeBand
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.visit.digital_space import DigitalSpace


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 24, hour, minute)


@pytest.fixture
def space(desk: Desk) -> DigitalSpace:
    """Two computers, PC 1 and PC 2, at 10:47."""
    describe_place(desk)
    made = DigitalSpace(desk)
    made.add_station("PC 1")
    made.add_station("PC 2")
    return made


def test_the_first_free_computer_is_taken_then_whichever_is_free_first(space: DigitalSpace) -> None:
    turns = [space.queue(name) for name in ("Ana", "Bea", "Cyr", "")]
    assert [(station, turn.name, turn.starts, turn.ends) for station, turn in turns] == [
        ("PC 1", "Ana", at(10, 47), at(11, 17)),
        ("PC 2", "Bea", at(10, 47), at(11, 17)),
        ("PC 1", "Cyr", at(11, 17), at(11, 47)),
        ("PC 2", "", at(11, 17), at(11, 47)),
    ]
    first, second = space.stations()
    assert (first.now and first.now.name, [turn.name for turn in first.next]) == ("Ana", ["Cyr"])
    assert (second.now and second.now.name, len(second.next)) == ("Bea", 1)


def test_a_certain_computer_may_be_asked_for(space: DigitalSpace) -> None:
    second = space.stations()[1].id
    assert [space.queue("A", second)[1].starts, space.queue("B", second)[1].starts] == [at(10, 47), at(11, 17)]


def test_who_goes_early_lets_everyone_after_them_move_up(desk: Desk, space: DigitalSpace) -> None:
    first = space.stations()[0].id
    turns = [space.queue(name, first)[1] for name in ("Ana", "Bea", "Cyr")]
    advance_to(desk, at(11, 0))
    space.end(turns[0].id)
    station = space.stations()[0]
    assert station.now is not None
    assert (station.now.name, station.now.starts, station.now.ends) == ("Bea", at(11, 0), at(11, 30))
    assert [(turn.name, turn.starts) for turn in station.next] == [("Cyr", at(11, 30))]
    with pytest.raises(errors.AlreadyDone):
        space.end(turns[0].id)


def test_who_waits_no_more_leaves_no_gap(space: DigitalSpace) -> None:
    first = space.stations()[0].id
    turns = [space.queue(name, first)[1] for name in ("Ana", "Bea", "Cyr")]
    space.end(turns[1].id)
    assert [(turn.name, turn.starts) for turn in space.stations()[0].next] == [("Cyr", at(11, 17))]


def test_a_half_hour_that_is_over_is_over_without_anybody_doing_anything(desk: Desk, space: DigitalSpace) -> None:
    space.queue("Ana")
    advance_to(desk, at(11, 17))
    assert space.stations()[0].now is None
    assert space.queue("Bea")[1].starts == at(11, 17)


def test_no_computer_is_told_and_one_put_away_is_no_longer_waited_for(desk: Desk, space: DigitalSpace) -> None:
    first, second = (station.id for station in space.stations())
    space.queue("Ana", second)
    space.queue("Bea", second)
    space.retire_station(first)
    space.retire_station(second)
    with pytest.raises(errors.NoWorkstation):
        space.queue("Cyr")
    assert space.add_station("PC 2") == second
    assert space.stations()[0].next == ()
    with pytest.raises(errors.NameTaken):
        space.add_station("PC 2")


def test_help_given_is_counted_with_its_topic_and_nobodys_name(space: DigitalSpace) -> None:
    space.help_given("  tax   return ", 40, AgeBand.OLDER)
    number = space.help_given("printing", 5)
    space.help_given("tax return", 20)
    assert space.topics() == ("tax return", "printing")
    day = date(2026, 11, 24)
    assert (space.helped(day, day).times, space.helped(day, day).minutes) == (3, 65)
    space.take_back_help(number)
    assert space.helped(day, day).minutes == 60
    for topic, minutes in (("", 10), ("x", 0), ("x", 3000)):
        with pytest.raises(errors.MissingFact):
            space.help_given(topic, minutes)
