"""Two made one, a position brought in, visitors forgotten, a payment by two means: whole or not at all.

Killed at any moment, on a disk without room, and at two desks at the same instant, each a real process.
"""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from builders import advance_to, open_desk
from kernel import apart
from kernel.other_desk import OtherDesk
from opening_books import JULY, book, house_of_july

from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.services.front.basket import Piece
from tierslieu_desk.services.keeping.verification import verify_folder
from tierslieu_desk.services.person.people import NewPerson, People
from tierslieu_desk.services.visit.visits import Visits

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
VISITORS, COFFEES = 40, 5
LINES = 11
"""Lines of the workbook of July."""
CRAMPED = 8192
"""Bytes a file may have on a disk without room: less than anything that is written here."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """1 July: Marie and Jean with coffees on their slates, and visitors of January; a workbook beside."""
    made = tmp_path / "desk"
    book(tmp_path / apart.BOOK, JULY)
    with open_desk(made, datetime(2026, 1, 5, 9, 0)) as desk:
        house_of_july(desk)
        for number in range(VISITORS):
            name = NewPerson(given_name="Guest", family_name=f"N{number}", role=Role.VISITOR)
            Visits(desk).check_in(People(desk).add_person(name))
        advance_to(desk, apart.NOW)
        for name in (apart.KEPT, apart.GONE):
            apart.counter(desk).put_on_slate(apart.party(desk, name), [Piece(apart.COFFEE)] * COFFEES)
    return made


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / stores.FILE)) as raw:
        return raw.execute(query).fetchall()


def one(folder: Path, query: str) -> Any:
    [(value,)] = rows(folder, query)
    return value


def alone(folder: Path, act: str, room: int = 0) -> dict[str, Any]:
    """What that gesture answers, nobody in its way."""
    with closing(OtherDesk("apart.py", str(folder), act, str(room))) as desk:
        assert desk.hear() == {"ready": True}
        return desk.ask({"at": 0})


def together(folder: Path, act: str) -> list[dict[str, Any]]:
    """What two desks are told that do the same at the same instant: the one that did it first."""
    with (
        closing(OtherDesk("apart.py", str(folder), act)) as here,
        closing(OtherDesk("apart.py", str(folder), act)) as there,
    ):
        assert here.hear() == there.hear() == {"ready": True}
        for desk in (here, there):
            desk.tell({"at": time.time() + 0.01})
        return sorted((here.hear(), there.hear()), key=lambda answer: "ok" not in answer)


def taking(folder: Path, act: str) -> float:
    """Seconds of one such gesture on this computer, busy as it is, done on a copy of the desk."""
    with OtherDesk("apart.py", str(copied(folder, "timed")), act).process as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.readline()
        begun = time.monotonic()
        process.stdin.write('{"at": 0}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.kill()
        return time.monotonic() - begun


def copied(folder: Path, name: str) -> Path:
    made = folder.parent / name
    return Path(shutil.copytree(folder, made))


def killed(folder: Path, act: str, after: float) -> None:
    with OtherDesk("apart.py", str(folder), act).process as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.readline()
        process.stdin.write('{"at": 0}\n')
        process.stdin.flush()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)


def assert_clean(folder: Path) -> None:
    assert verify_folder(folder, apart.NOW) == ()


# What each gesture leaves: as before it (0) or as after it (1), and never anything between.


def put_together(folder: Path) -> int:
    merged = one(folder, "SELECT count(*) FROM party_merge")
    assert one(folder, "SELECT count(*) FROM party WHERE merged_into_id IS NOT NULL") == merged
    assert one(folder, "SELECT count(*) FROM party WHERE name = 'Jean Roy' AND retired") == merged
    moved = one(folder, "SELECT count(*) FROM charge JOIN party p ON p.id = party_id WHERE p.name = 'Marie Dupont'")
    assert moved == COFFEES * (1 + merged)
    return int(merged)


def brought_in(folder: Path) -> int:
    lines = one(folder, "SELECT count(*) FROM opening_line")
    assert lines in (0, LINES)
    done = lines // LINES
    for table, count in (("deposit_held", 1), ("subscription", 2), ("pass", 1), ("loan", 1), ("domiciliation", 1)):
        assert one(folder, f"SELECT count(*) FROM {table}") == count * done, table
    assert one(folder, "SELECT count(*) FROM invoice") == 2 * done
    assert one(folder, "SELECT count(*) FROM journal WHERE act = 'opened'") == 3 * done
    return int(done)


def forgotten(folder: Path) -> int:
    named = one(folder, "SELECT count(party_id) FROM visit")
    assert named in (0, VISITORS)
    assert one(folder, "SELECT count(*) FROM visit") == VISITORS
    assert one(folder, "SELECT count(*) FROM journal WHERE act = 'forget_visitors'") == int(named == 0)
    return int(named == 0)


def paid_in_pairs(folder: Path) -> int:
    """3.00 each time: 1.00 in cash and 2.00 by card, one document; every number in its turn."""
    taken = rows(folder, "SELECT method, amount_cents FROM payment ORDER BY id")
    assert taken == [("cash", 100), ("card", 200)] * (len(taken) // 2)
    numbers = rows(folder, "SELECT sequence, gross_cents FROM invoice ORDER BY id")
    assert numbers == [(number + 1, 300) for number in range(len(taken) // 2)]
    settled = (
        "SELECT count(*) FROM (SELECT sum(amount_cents) s FROM payment_allocation GROUP BY invoice_id) WHERE s = 300"
    )
    assert one(folder, settled) == len(numbers)
    return len(numbers)


STATES: dict[str, Callable[[Path], int]] = {
    "merge": put_together,
    "back and forth": put_together,
    "opening": brought_in,
    "forget": forgotten,
    "split": paid_in_pairs,
    "split once": paid_in_pairs,
}


@pytest.mark.parametrize("act", ["back and forth", "opening", "forget", "split"])
@pytest.mark.timeout(600)
def test_killed_at_any_moment_it_is_whole_or_was_never_begun(
    folder: Path, act: str, rounds: Callable[[int], int]
) -> None:
    dice, long, kills = random.Random(20260701), taking(folder, act), max(3, rounds(40) // 4)
    for number in range(kills):
        mine = folder if act in apart.ENDLESS else copied(folder, f"kill {number}")
        killed(mine, act, 1.2 * long * (number + dice.random()) / kills)
        STATES[act](mine)
        assert_clean(mine)
    if act not in apart.ENDLESS and not STATES[act](mine):
        assert "ok" in alone(mine, act), "the next run works"
        assert STATES[act](mine) == 1
        assert_clean(mine)


@pytest.mark.parametrize("act", ["merge", "opening", "forget", "split once"])
def test_a_disk_without_room_is_said_and_nothing_is_lost(folder: Path, act: str) -> None:
    before = STATES[act](folder)
    answer = alone(folder, act, CRAMPED)
    assert answer["refused"] == "DiskFull"
    assert "no room left" in answer["said"] or "is full" in answer["said"]
    assert STATES[act](folder) == before
    assert_clean(folder)
    assert "ok" in alone(folder, act)
    assert STATES[act](folder) == before + 1
    assert_clean(folder)


def test_of_two_desks_that_make_the_same_two_one_the_other_hears_with_whom(folder: Path) -> None:
    first, second = together(folder, "merge")
    assert first == {"ok": True}
    assert second["refused"] == "PutTogether"
    assert "Jean Roy" in second["said"]
    assert "Marie Dupont" in second["said"]
    assert put_together(folder) == 1
    assert_clean(folder)


def test_of_two_desks_that_bring_the_same_position_in_one_writes_it_and_the_other_finds_it_written(
    folder: Path,
) -> None:
    answers = together(folder, "opening")
    assert sorted(answer["ok"] for answer in answers) == [[0, LINES, 0], [LINES, 0, 0]]
    assert brought_in(folder) == 1
    assert_clean(folder)


def test_of_two_desks_that_clear_the_same_slate_one_takes_the_money_and_the_other_hears_whose_it_was(
    folder: Path,
) -> None:
    first, second = together(folder, "slate")
    assert first == {"ok": 100 * COFFEES}
    assert "Marie Dupont" in second["said"]
    assert rows(folder, "SELECT amount_cents FROM payment") == [(100 * COFFEES,)]
    assert one(folder, "SELECT count(*) FROM invoice") == 1
    assert_clean(folder)
