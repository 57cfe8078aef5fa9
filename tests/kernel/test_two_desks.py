"""Two processes want the same slot at the same instant: one has it, the other is told who."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import SmallHouse, add_units, open_desk, person
from kernel.other_desk import OtherDesk

from tierslieu_desk.models import store as stores

TOGETHER = 0.002
"""Seconds ahead that both are told to wait for: longer than it takes to tell them."""


@dataclass
class Rivals:
    folder: Path
    house: SmallHouse
    people: tuple[int, int]
    desks: tuple[OtherDesk, OtherDesk]

    def race(self, units: tuple[int, int], start: datetime) -> list[dict[str, Any]]:
        """What each is told when both ask for the hour from `start`."""
        at = time.time() + TOGETHER
        for desk, unit, party in zip(self.desks, units, self.people, strict=True):
            desk.tell(
                {"unit": unit, "party": party, "start": str(start), "end": str(start + timedelta(hours=1)), "at": at}
            )
        return [desk.hear() for desk in self.desks]


@pytest.fixture
def rivals(tmp_path: Path) -> Iterator[Rivals]:
    with open_desk(tmp_path) as desk:
        house = add_units(desk)
        people = (person(desk, "Marie", "Dupont"), person(desk, "Luc", "Petit"))
    with closing(OtherDesk("rival.py", str(tmp_path))) as one, closing(OtherDesk("rival.py", str(tmp_path))) as two:
        assert one.hear() == two.hear() == {"ok": []}
        yield Rivals(tmp_path, house, people, (one, two))


def hour(number: int) -> datetime:
    return datetime(2027, 1, 1) + timedelta(hours=number)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_of_two_desks_that_book_one_room_at_once_one_has_it_and_the_other_hears_who(
    rivals: Rivals, rounds: Callable[[int], int]
) -> None:
    count, won = rounds(2_000), [0, 0]
    names = ("Marie Dupont", "Luc Petit")
    for number in range(count):
        whole = number % 3 == 0
        room = rivals.house.room_a
        answers = rivals.race((room, rivals.house.big_room if whole else room), hour(number))
        winners = [who for who, answer in enumerate(answers) if "ok" in answer]
        assert len(winners) == 1, answers
        won[winners[0]] += 1
        assert answers[1 - winners[0]] == {"refused": "SlotTaken", "by": names[winners[0]]}
    assert min(won) > count // 20, f"they did not really race: {won}"
    with closing(sqlite3.connect(rivals.folder / stores.FILE)) as raw:
        assert raw.execute("SELECT count(*) FROM booking").fetchone() == (count,)
        assert raw.execute("SELECT count(DISTINCT starts) FROM hold").fetchone() == (count,)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_of_two_desks_that_book_the_last_seat_at_once_one_has_it(rivals: Rivals, rounds: Callable[[int], int]) -> None:
    count = rounds(300)
    for number in range(count):
        for _ in range(2):
            assert "ok" in rivals.desks[0].ask(
                {
                    "unit": rivals.house.pool,
                    "party": rivals.people[0],
                    "start": str(hour(number)),
                    "end": str(hour(number + 1)),
                    "at": 0,
                }
            )
        answers = rivals.race((rivals.house.pool, rivals.house.pool), hour(number))
        assert sorted("ok" in answer for answer in answers) == [False, True]
        assert [answer["refused"] for answer in answers if "refused" in answer] == ["PoolFull"]
    with closing(sqlite3.connect(rivals.folder / stores.FILE)) as raw:
        assert raw.execute("SELECT count(*) FROM hold").fetchone() == (3 * count,)
