"""Copies hold everything, are verified before they count, and come back whole."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from copied import (
    DATA,
    NOW,
    advance,
    all_but_the_restore,
    choose_second_place,
    dump,
    everything,
    journal,
    lived_in,
    members,
    opened,
    rewritten,
    without_count,
)

from tierslieu_desk import errors
from tierslieu_desk.models import sqlite, store
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.front.today import Today
from tierslieu_desk.services.keeping import copy_files, restoring
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.keeping.instance import InstanceLock
from tierslieu_desk.wallclock import StoppedClock


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = opened(lived_in(tmp_path / "desk"))
    yield found
    found.store.close()


def test_a_copy_holds_the_store_every_paper_and_a_list_and_nothing_else(desk: Desk) -> None:
    made = Copies(desk).make().first
    names = members(made.file)
    assert names[:2] == ["desk.sqlite3", "manifest.json"]
    assert [name.split("/")[0] for name in names[2:]] == ["papers"] * 5
    assert made.file.parent == desk.store.folder / "copies"
    assert made.sha256 == copy_files.digest_of(made.file)
    assert made.size == made.file.stat().st_size
    manifest = copy_files.verify(made.file)
    assert (manifest.schema, manifest.missing) == (store.SCHEMA, ())


def test_a_copy_taken_while_a_gesture_is_under_way_holds_only_what_was_confirmed(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.store.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE place SET name = 'half done'")
        copy_files.write(desk.store.folder, desk.store.folder / "copies" / "a.tldesk", desk.clock.now())
        other.execute("ROLLBACK")
    assert b"half done" not in zipfile.ZipFile(desk.store.folder / "copies" / "a.tldesk").read(store.FILE)


def test_a_copy_holds_what_is_still_in_the_wal(desk: Desk, tmp_path: Path) -> None:
    choose_second_place(desk, tmp_path)
    made = Copies(desk).make().first
    copy_files.extract(made.file, tmp_path / "out")
    with closing(sqlite3.connect(tmp_path / "out" / store.FILE)) as connection:
        assert connection.execute("SELECT second_copy FROM place").fetchone() == (str(tmp_path),)


def test_every_copy_is_remembered(desk: Desk, tmp_path: Path) -> None:
    service = Copies(desk)
    made = service.make().first
    assert service.last() == made
    assert service.all()[0] == made


def test_a_paper_that_is_gone_is_told_and_does_not_stop_the_copy(desk: Desk) -> None:
    paper = next((desk.store.folder / "papers").glob("*/*.pdf"))
    paper.unlink()
    assert copy_files.verify(Copies(desk).make().first.file).missing == (paper.stem,)


def test_the_copy_of_the_day_is_made_once_a_day(desk: Desk) -> None:
    service = Copies(desk)
    assert service.daily_if_due() is not None
    advance(desk, hours=5)
    assert service.daily_if_due() is None
    advance(desk, hours=19)
    assert service.daily_if_due() is not None
    assert len(list(service.folder.glob("*.tldesk"))) == 3  # the one from before the migration among them


def test_the_copy_of_the_day_is_made_again_when_somebody_removed_it(desk: Desk) -> None:
    made = Copies(desk).daily_if_due()
    assert made is not None
    made.first.file.unlink()
    assert Copies(desk).daily_if_due() is not None


def test_old_copies_go_and_what_the_desk_did_not_make_stays(desk: Desk) -> None:
    service = Copies(desk)
    first = service.make().first
    stranger = service.folder / "holiday.tldesk"
    stranger.write_bytes(b"mine")
    for day in range(1, 40):
        (service.folder / f"desk-2026-01-{(day % 31) + 1:02d}-090000.tldesk").write_bytes(b"older")
    advance(desk, days=1)
    newest = service.make().first
    left = sorted(file.name for file in service.folder.glob("desk-*0.tldesk"))
    assert left[-2:] == [first.file.name, newest.file.name]
    assert 7 <= len(left) <= 7 + 4 + 12
    assert stranger.read_bytes() == b"mine"


def test_after_a_clock_far_ahead_days_are_counted_as_before(desk: Desk) -> None:
    service = Copies(desk)
    assert isinstance(desk.clock, StoppedClock)
    desk.clock.set(datetime(2031, 5, 1, 9))
    wrong = service.make().first.file
    desk.clock.set(NOW)
    assert service.last() is None
    assert Today(desk).view().last_copy is None
    made = []
    for _day in range(7):
        assert wrong.exists()
        done = service.daily_if_due()
        assert done is not None
        made.append(done.first.file)
        assert service.daily_if_due() is None
        advance(desk, days=1)
    assert not wrong.exists()
    assert all(file.exists() for file in made)


def test_what_a_killed_copy_left_is_swept_a_day_later(desk: Desk) -> None:
    service = Copies(desk)
    service.make()
    halves = [service.folder / f"desk-2026-03-0{day}-090000.tldesk.77.partial" for day in (1, 2)]
    for half in halves:
        half.write_bytes(b"half")
    scratch = service.folder / ".desk-copy-abc"
    scratch.mkdir()
    for old in (halves[0], scratch):
        os.utime(old, (0, 0))
    advance(desk, days=1)
    service.make()
    assert [half.exists() for half in halves] == [False, True]
    assert not scratch.exists()


def test_a_copy_goes_where_it_is_sent(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "with space é").mkdir()
    made = Copies(desk).make(tmp_path / "with space é" / "mine.tldesk").first
    assert made.file == tmp_path / "with space é" / "mine.tldesk"
    assert copy_files.verify(made.file).schema == store.SCHEMA


def test_a_copy_sent_where_there_is_no_folder_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(errors.FileMissing):
        Copies(desk).make(tmp_path / "nowhere" / "mine.tldesk")


@pytest.mark.parametrize(("number", "refusal"), [(errno.ENOSPC, errors.DiskFull), (errno.EROFS, errors.FolderReadOnly)])
def test_a_disk_that_refuses_leaves_no_half_copy(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int, refusal: type[errors.DeskError]
) -> None:
    def refuses(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    before = sorted(desk.store.folder.rglob("*.tldesk"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuses)
        with pytest.raises(refusal):
            Copies(desk).make()
    assert sorted(desk.store.folder.rglob("*.tldesk*")) == before
    assert Copies(desk).last() is None or Copies(desk).last().made_at != desk.clock.now()


def test_a_copy_that_does_not_read_back_is_thrown_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(desk.store.folder.rglob("*.tldesk"))
    write = copy_files._write_zip

    def scratched(folder: Path, partial: Path, *more: Any) -> None:
        write(folder, partial, *more)
        content = bytearray(partial.read_bytes())
        content[2000] ^= 0xFF
        partial.write_bytes(content)

    monkeypatch.setattr(copy_files, "_write_zip", scratched)
    with pytest.raises(errors.CopyUnusable) as refused:
        Copies(desk).make()
    assert refused.value.facts["reason"] == "damaged"
    assert Path(str(refused.value.facts["file"])).suffix == ".tldesk"
    assert sorted(desk.store.folder.rglob("*.tldesk*")) == before


def test_a_damaged_store_is_not_copied_over_the_good_copies(desk: Desk) -> None:
    good = Copies(desk).make().first
    with closing(sqlite3.connect(desk.store.file)) as connection, connection:
        connection.execute("UPDATE consent SET party_id = 4711")
    advance(desk, days=1)
    with pytest.raises(errors.StoreCorrupt):
        Copies(desk).make()
    assert Copies(desk).last() == good
    assert copy_files.verify(good.file).schema == store.SCHEMA


def test_a_store_whose_values_are_broken_is_not_copied_over_the_good_copies(desk: Desk, tmp_path: Path) -> None:
    good = Copies(desk).make().first
    with closing(sqlite3.connect(desk.store.file)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE party SET kind = 'ghost'")
    advance(desk, days=1)
    with pytest.raises(errors.StoreCorrupt):
        Copies(desk).make()
    assert Copies(desk).last() == good


def test_a_copy_whose_values_are_broken_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(desk.store.file)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE party SET kind = 'ghost'")
    with monkeypatch.context() as patch:
        patch.setattr(copy_files.whole_files, "is_sound", lambda _file: True)
        made = Copies(desk).make().first
    with pytest.raises(errors.CopyUnusable) as refused:
        copy_files.verify(made.file)
    assert refused.value.facts["reason"] == "damaged"


def test_before_a_migration_a_copy_of_the_old_store_is_made(tmp_path: Path) -> None:
    folder = lived_in(tmp_path / "desk")
    opened(folder).store.close()
    (made,) = (folder / "copies").iterdir()
    assert made.name == "desk-2026-03-10-093000-before-migration.tldesk"
    manifest = copy_files.extract(made, tmp_path / "out")
    assert manifest.schema == "0001"
    assert dump(tmp_path / "out" / store.FILE) == dump(DATA / "store_0001.sqlite3")


def test_what_is_put_back_is_what_was_copied(desk: Desk, tmp_path: Path) -> None:
    made = Copies(desk).make(tmp_path / "a.tldesk").first
    copy_files.extract(made.file, tmp_path / "expected")
    desk.store.close()
    done = restoring.restore(tmp_path / "new", made.file, desk.clock)
    assert all_but_the_restore(tmp_path / "new") == without_count(tmp_path / "expected")
    assert done.set_aside is None
    assert done.sha256 == made.sha256


def test_what_was_there_is_set_aside_whole(desk: Desk, tmp_path: Path) -> None:
    folder = desk.store.folder
    made = Copies(desk).make(tmp_path / "a.tldesk").first
    with closing(sqlite3.connect(desk.store.file)) as connection, connection:
        connection.execute("UPDATE place SET name = 'since then'")
    Papers(folder).keep(b"a paper since then")
    since = everything(folder)
    desk.store.close()
    done = restoring.restore(folder, made.file, desk.clock)
    assert done.set_aside == folder / "set-aside" / "2026-03-10-093000"
    assert everything(done.set_aside) == since
    assert len(everything(folder)[1]) == 5
    again = restoring.restore(folder, made.file, desk.clock)
    assert again.set_aside == folder / "set-aside" / "2026-03-10-093000-2"


def test_the_journal_says_who_made_each_copy_when_and_where(desk: Desk, tmp_path: Path) -> None:
    choose_second_place(desk, tmp_path)
    done = Copies(desk).make()
    assert done.second is not None
    assert [(at, who, act, facts["file"]) for at, who, act, facts in journal(desk.store.file)] == [
        ("2026-03-10T08:30:00.000000+00:00", "Maëlle", "copied", str(done.first.file)),
        ("2026-03-10T08:30:00.000000+00:00", "Maëlle", "copied", str(done.second.file)),
    ]


@pytest.mark.parametrize("which", ["of today", "of an older program"])
def test_the_journal_of_the_desk_that_was_put_back_says_who_did_it_and_from_which_copy(
    desk: Desk, tmp_path: Path, which: str
) -> None:
    (old,) = (desk.store.folder / "copies").iterdir()
    copy = old if which == "of an older program" else Copies(desk).make(tmp_path / "a.tldesk").first.file
    desk.store.close()
    advance(desk, hours=1)
    done = restoring.restore(desk.store.folder, copy, desk.clock, "Zoé")
    opened(desk.store.folder).store.close()
    facts = {"copy": str(copy), "made_at": "2026-03-10T08:30:00+00:00", "set_aside": str(done.set_aside)}
    assert journal(desk.store.file)[-1] == ("2026-03-10T09:30:00.000000+00:00", "Zoé", "restored", facts)


def test_the_journal_says_which_numbers_were_given_since_an_older_copy(desk: Desk) -> None:
    (old,) = (desk.store.folder / "copies").iterdir()
    before = restoring.restore(desk.store.folder.parent / "new", old, desk.clock)
    with closing(sqlite3.connect(desk.store.file)) as raw, raw:
        columns = [name for _id, name, *_rest in raw.execute("PRAGMA table_info(invoice)")]
        new = {
            "id": "NULL",
            "series": "'F2031'",
            "sequence": "7",
            "number": "'F2031-0007'",
            "paper_sha256": "'p'",
            "hash": "'h'",
        }
        raw.execute(
            f"INSERT INTO invoice SELECT {', '.join(new.get(name, name) for name in columns)} FROM invoice"
            " WHERE kind = 'invoice' LIMIT 1"
        )
    desk.store.close()
    done = restoring.restore(desk.store.folder, old, desk.clock)
    assert (before.since.numbers, done.since.numbers) == ((), ("F2031-0007",))
    assert journal(desk.store.file)[-1][3]["issued_since"] == {"F2031": [[7, 7]]}


def test_an_older_copy_is_migrated_when_it_is_opened(tmp_path: Path, desk: Desk) -> None:
    (old,) = (desk.store.folder / "copies").iterdir()
    restoring.restore(tmp_path / "new", old, desk.clock)
    again = opened(tmp_path / "new")
    with again.store.reading() as session:
        assert session.connection().exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == store.SCHEMA
    again.store.close()


def test_a_copy_of_a_newer_program_is_refused(desk: Desk, tmp_path: Path) -> None:
    made = Copies(desk).make(tmp_path / "a.tldesk").first

    def newer(found: dict[str, bytes]) -> None:
        listed = json.loads(found["manifest.json"])
        found["manifest.json"] = json.dumps(listed | {"schema": "9999"}).encode()

    rewritten(made.file, newer)
    with pytest.raises(errors.StoreNewer):
        restoring.restore(tmp_path / "new", made.file, desk.clock)
    assert sorted(file.name for file in (tmp_path / "new").iterdir()) == ["desk.lock"]


def lose_a_paper(found: dict[str, bytes]) -> None:
    del found[next(name for name in found if name.startswith("papers/"))]


def change_a_paper(found: dict[str, bytes]) -> None:
    found[next(name for name in found if name.startswith("papers/"))] += b" "


def add_a_stranger(found: dict[str, bytes]) -> None:
    found["../escaped"] = b"x"


def lose_the_list(found: dict[str, bytes]) -> None:
    del found["manifest.json"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lose_a_paper, "damaged"),
        (change_a_paper, "damaged"),
        (add_a_stranger, "damaged"),
        (lose_the_list, "not_a_copy"),
    ],
)
def test_a_copy_that_is_not_whole_is_refused_and_nothing_is_touched(
    desk: Desk, tmp_path: Path, change: Callable[[dict[str, bytes]], None], reason: str
) -> None:
    made = Copies(desk).make(tmp_path / "a.tldesk").first
    desk.store.close()
    rewritten(made.file, change)
    before = everything(desk.store.folder)
    with pytest.raises(errors.CopyUnusable) as refused:
        restoring.restore(desk.store.folder, made.file, desk.clock)
    assert refused.value.facts == {"file": str(made.file), "reason": reason}
    assert everything(desk.store.folder) == before
    assert not (tmp_path / "escaped").exists()
    assert not list(desk.store.folder.glob(".restoring*"))


@pytest.mark.parametrize("content", [b"", b"name;email\nZo;z@x\n", b"PK\x03\x04 torn"])
def test_a_file_that_is_no_copy_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.tldesk").write_bytes(content)
    with pytest.raises(errors.CopyUnusable):
        restoring.restore(tmp_path / "new", tmp_path / "a.tldesk", StoppedClock(NOW))


def test_a_copy_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.FileMissing):
        restoring.restore(tmp_path / "new", tmp_path / "a.tldesk", StoppedClock(NOW))


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_a_copy_torn_off_is_refused(desk: Desk, tmp_path: Path, cut: float) -> None:
    made = Copies(desk).make(tmp_path / "a.tldesk").first
    whole = made.file.read_bytes()
    made.file.write_bytes(whole[: int(len(whole) * cut)])
    with pytest.raises(errors.CopyUnusable):
        copy_files.verify(made.file)


def test_a_copy_with_any_byte_changed_is_refused_or_holds_the_same(
    desk: Desk, tmp_path: Path, rounds: Callable[[int], int]
) -> None:
    made = Copies(desk).make(tmp_path / "a.tldesk").first
    copy_files.extract(made.file, tmp_path / "expected")
    whole, expected, dice = made.file.read_bytes(), everything(tmp_path / "expected"), random.Random(11)
    refused = 0
    for count in range(rounds(1500)):
        at = dice.randrange(len(whole)) if count % 3 else len(whole) - 1 - dice.randrange(1500)
        made.file.write_bytes(whole[:at] + bytes([whole[at] ^ dice.randrange(1, 256)]) + whole[at + 1 :])
        try:
            copy_files.extract(made.file, tmp_path / "found")
        except errors.CopyUnusable:
            refused += 1
        else:
            assert everything(tmp_path / "found") == expected, at
        shutil.rmtree(tmp_path / "found", ignore_errors=True)
    assert refused > rounds(1500) * 0.6


def test_a_window_that_is_open_stands_in_the_way_of_a_restore(desk: Desk, tmp_path: Path) -> None:
    made = Copies(desk).make(tmp_path / "a.tldesk").first
    folder = desk.store.folder
    desk.store.close()
    before = everything(folder)
    with InstanceLock(folder).shared(), pytest.raises(errors.StoreBusy):
        restoring.restore(folder, made.file, desk.clock)
    assert everything(folder) == before


def test_a_store_open_without_the_lock_stands_in_the_way_too(desk: Desk, tmp_path: Path) -> None:
    made = Copies(desk).make(tmp_path / "a.tldesk").first
    with desk.store.reading() as session:
        session.connection().exec_driver_sql("SELECT count(*) FROM unit")
        with pytest.raises(errors.StoreBusy):
            restoring.restore(desk.store.folder, made.file, desk.clock)
    assert not (desk.store.folder / restoring.MARKER).exists()


def test_many_share_and_one_alone_waits_for_none(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)
    with lock.shared(), InstanceLock(tmp_path).shared(), pytest.raises(errors.StoreBusy), lock.exclusive():
        pytest.fail("alone among others")
    with lock.exclusive(), pytest.raises(errors.StoreBusy), InstanceLock(tmp_path).shared():
        pytest.fail("shared with one alone")


HOLDER = """
import sys, pathlib
from tierslieu_desk.services.keeping.instance import InstanceLock
with InstanceLock(pathlib.Path(sys.argv[1])).shared():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_lock_goes_with_a_process_that_was_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(errors.StoreBusy), InstanceLock(tmp_path).exclusive():
            pytest.fail("alone beside another process")
        other.kill()
        other.wait()
    with InstanceLock(tmp_path).exclusive():
        assert (tmp_path / "desk.lock").exists()


def test_a_restore_over_a_damaged_store_keeps_it_aside(desk: Desk, tmp_path: Path) -> None:
    made = Copies(desk).make(tmp_path / "a.tldesk").first
    folder = desk.store.folder
    desk.store.close()
    (folder / store.FILE).write_bytes(b"coffee was poured over it" * 400)
    done = restoring.restore(folder, made.file, desk.clock)
    assert done.set_aside is not None
    assert (done.set_aside / store.FILE).read_bytes().startswith(b"coffee")
    assert (done.since.numbers, done.since.readable) == ((), False)
    assert journal(folder / store.FILE)[-1][3]["compared"] is False
    opened(folder).store.close()


class Killed(BaseException):
    """The process ended here."""


@pytest.mark.parametrize("step", range(1, 12))
def test_killed_between_any_two_steps_a_restore_is_finished_at_the_next_start(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    made = Copies(desk).make(tmp_path / "a.tldesk").first
    copy_files.extract(made.file, tmp_path / "expected")
    folder = desk.store.folder
    Papers(folder).keep(b"since then")
    desk.store.close()
    since = everything(folder)
    done = 0

    def counted(original: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **named: Any) -> Any:
            nonlocal done
            done += 1
            if done == step:
                raise Killed
            return original(*arguments, **named)

        return act

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", counted(Path.rename))
        patch.setattr(Path, "replace", counted(Path.replace))
        patch.setattr(sqlite, "sync_folder", counted(sqlite.sync_folder))
        patch.setattr(shutil, "rmtree", counted(shutil.rmtree))
        with contextlib.suppress(Killed):
            restoring.restore(folder, made.file, desk.clock)
    marked = restoring.finish_interrupted(folder)
    if (folder / "set-aside").exists():
        assert all_but_the_restore(folder) == without_count(tmp_path / "expected")
        assert everything(folder / "set-aside" / "2026-03-10-093000") == since
    else:
        assert not marked
        assert everything(folder) == since
    assert restoring.finish_interrupted(folder) is False
