"""`kill -9` at any millisecond: what was confirmed is there, nothing is half done, and the next run works."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from builders import NOW, describe_place, open_desk
from kernel.other_desk import OtherDesk

from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.keeping import copy_files
from tierslieu_desk.services.keeping.verification import verify_folder
from tierslieu_desk.services.person.people import NewPerson, People
from tierslieu_desk.services.place.units import NewUnit, Units

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
OLD = Path(__file__).resolve().parent.parent / "data" / "store_0001.sqlite3"
MIGRATED_WITHIN = 0.4
"""Seconds within which a migration is killed."""


def two_acts_long(folder: Path, act: str, seed: int) -> float:
    """Seconds this computer takes, busy as it is, from the word to the second confirmed act."""
    pacemaker = OtherDesk("victim.py", str(folder), act, str(seed))
    assert pacemaker.hear() == {"ready": True}
    begun = time.monotonic()
    pacemaker.tell({})
    pacemaker.hear()
    pacemaker.hear()
    taken = time.monotonic() - begun
    pacemaker.process.kill()
    pacemaker.process.wait(20)
    for pipe in (pacemaker.process.stdin, pacemaker.process.stdout):
        assert pipe is not None
        pipe.close()
    return taken


def killed(folder: Path, act: str, seed: int, after: float) -> list[dict[str, Any]]:
    """What a desk confirmed before it was killed that many seconds after it was told to begin."""
    victim = OtherDesk("victim.py", str(folder), act, str(seed))
    assert victim.hear() == {"ready": True}
    victim.tell({})
    time.sleep(after)
    victim.process.send_signal(signal.SIGKILL)
    assert victim.process.stdout is not None
    said = victim.process.stdout.read().splitlines()
    victim.process.wait(20)
    assert victim.process.stdin is not None
    victim.process.stdin.close()
    victim.process.stdout.close()
    return [json.loads(line) for line in said if line.endswith("}")]


def rows(folder: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / stores.FILE)) as raw:
        return raw.execute(query, values).fetchall()


def assert_nothing_is_half_done(folder: Path) -> None:
    assert rows(folder, "PRAGMA integrity_check") == [("ok",)]
    assert rows(folder, "PRAGMA foreign_key_check") == []
    assert rows(folder, "SELECT b.id FROM booking b LEFT JOIN hold h ON h.booking_id = b.id WHERE h.id IS NULL") == []
    numbers = [sequence for (sequence,) in rows(folder, "SELECT sequence FROM invoice ORDER BY id")]
    assert numbers == list(range(1, len(numbers) + 1))
    for number, sha256, lines in rows(
        folder,
        "SELECT number, paper_sha256, (SELECT count(*) FROM invoice_line WHERE invoice_id = invoice.id) FROM invoice",
    ):
        paper = folder / "papers" / sha256[:2] / f"{sha256}.pdf"
        assert hashlib.sha256(paper.read_bytes()).hexdigest() == sha256, number
        assert lines >= 1


def assert_it_is_there(folder: Path, act: str, said: list[dict[str, Any]]) -> None:
    """Every confirmed act; of moves the last one, or the one after it that was committed and not said."""
    if act == "book":
        for one in said:
            assert rows(folder, "SELECT starts FROM hold WHERE booking_id = ?", one["id"]) == [(one["starts"],)]
    if act == "move" and said:
        ((starts,),) = rows(folder, "SELECT starts FROM hold WHERE booking_id = ?", said[-1]["id"])
        assert starts >= said[-1]["starts"]
    if act == "issue":
        for one in said:
            assert rows(folder, "SELECT number FROM invoice WHERE id = ?", one["id"]) == [(one["number"],)]
            assert Path(one["paper"]).exists()
    if act == "copy" and said:
        kept = max((folder / "copies").glob("*.tldesk"))  # of one day's copies only the newest is kept
        assert kept.name >= Path(said[-1]["file"]).name
        copy_files.verify(kept)
        if kept == Path(said[-1]["file"]):
            assert hashlib.sha256(kept.read_bytes()).hexdigest() == said[-1]["sha256"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk with one room and one person who may be invoiced."""
    made = tmp_path / "desk"
    with open_desk(made) as desk:
        describe_place(desk)
        Units(desk).add(NewUnit("Room", UnitKind.ROOM))
        People(desk).add_person(NewPerson(given_name="Marie", family_name="Dupont", city="Foix"))
    return made


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_desk_killed_at_any_moment_has_what_it_confirmed_and_nothing_half_done(
    folder: Path, rounds: Callable[[int], int]
) -> None:
    acts = ("book", "move", "issue", "copy")
    longest = {act: two_acts_long(folder, act, 5_000 + number) for number, act in enumerate(acts)}
    dice, confirmed = random.Random(20261124), dict.fromkeys(acts, 0)
    kills_each = rounds(160) // 4

    def kill(act: str, seed: int, after: float) -> None:
        said = killed(folder, act, seed, after)
        confirmed[act] += len(said)
        assert_nothing_is_half_done(folder)
        assert_it_is_there(folder, act, said)

    for seed in range(4 * kills_each):
        act = acts[seed % 4]
        moment = (seed // 4 + dice.random()) / kills_each  # at random, in every part of the time looked at
        kill(act, seed, 3 * longest[act] * moment)
        if seed % 8 == 7:
            assert verify_folder(folder, NOW) == ()
    for number, act in enumerate(acts):  # this computer may have become busier since it was timed
        for more in range(1, 6):
            if not confirmed[act]:
                kill(act, 6_000 + 10 * number + more, 3 * longest[act] * 2**more)
    assert all(confirmed.values()), confirmed
    assert two_acts_long(folder, "book", 4_000) > 0, "the next run works"


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_migration_killed_at_any_moment_is_done_or_was_never_begun(
    tmp_path: Path, rounds: Callable[[int], int]
) -> None:
    dice = random.Random(20261125)
    for seed in range(rounds(40)):
        folder = tmp_path / str(seed)
        folder.mkdir()
        shutil.copyfile(OLD, folder / stores.FILE)
        before = rows(folder, "SELECT count(*) FROM hold")
        said = killed(folder, "migrate", seed, dice.uniform(0, MIGRATED_WITHIN))
        ((revision,),) = rows(folder, "SELECT version_num FROM alembic_version")
        assert revision in {"0001", stores.SCHEMA}
        assert revision == stores.SCHEMA or not said
        assert rows(folder, "PRAGMA integrity_check") == [("ok",)]
        stores.open_store(folder, lambda _file: None).close()
        assert rows(folder, "SELECT version_num FROM alembic_version") == [(stores.SCHEMA,)]
        assert rows(folder, "SELECT count(*) FROM hold") == before
