"""The second place: what counts as outside, a stick that is away, an address online. The oracle is the other disk."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import keyring
import peers
import pytest
from copied import advance, choose_second_place, everything, journal, lived_in, opened, two_disks
from keyring.backend import KeyringBackend
from sqlalchemy import text

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import speaking
from tierslieu_desk.models import sqlite
from tierslieu_desk.network.gateway import Gateway
from tierslieu_desk.network.shelf import Shelf
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.today import Today
from tierslieu_desk.services.keeping import copy_files, elsewhere, restoring, second_place
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.place.places import PlaceDescription, Places
from tierslieu_desk.wallclock import StoppedClock

AT = "desk-2026-03-10-093000.tldesk"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = opened(lived_in(tmp_path / "desk"))
    with found.store.writing() as session:
        session.execute(text("DELETE FROM copy_made"))
    yield found
    found.store.close()


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A stick, if one believes `two_disks`."""
    (tmp_path / "key").mkdir()
    return tmp_path / "key"


@pytest.fixture
def online(tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[peers.Peer]:
    """A WebDAV server that is the second place; its folder on its own disk is `disk / "site"`."""
    monkeypatch.setenv("TIERSLIEU_TARGET_PASSWORD", peers.PASSWORD)
    with peers.webdav(tmp_path / "server") as peer:
        Copies(desk).choose_second_place(peer.url, peers.USER)
        yield peer


def shelf(peer: peers.Peer) -> Path:
    return peer.disk / "site"


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_the_second_place_gets_the_same_copy(desk: Desk, key: Path) -> None:
    choose_second_place(desk, key)
    copies = Copies(desk, two_disks)
    done = copies.make()
    assert done.second is not None
    assert done.second.file.parent == key
    assert done.second.file.read_bytes() == done.first.file.read_bytes()
    assert copies.last_outside() == done.second
    assert (done.first.outside, done.second.outside) == (False, True)


def test_a_second_place_that_is_away_never_stops_the_first_and_is_caught_up_when_it_is_back(
    desk: Desk, key: Path
) -> None:
    choose_second_place(desk, key)
    key.rmdir()
    copies = Copies(desk, two_disks)
    done = copies.daily_if_due()
    assert done is not None
    assert done.second is None
    assert isinstance(done.second_refused, errors.FileMissing)
    assert done.first.file.exists()
    key.mkdir()
    later = copies.daily_if_due()
    assert later is not None
    assert later.first == done.first
    assert later.second is not None
    assert copies.daily_if_due() is None


def test_a_place_on_the_same_disk_is_taken_with_a_warning_and_never_counts_as_outside(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "beside").mkdir()
    copies = Copies(desk)
    with speaking("en"):
        chosen = copies.choose_second_place(str(tmp_path / "beside"))
    assert chosen is not None
    assert (chosen.where, chosen.outside) == (str(tmp_path / "beside"), False)
    assert chosen.warning.startswith(f"{tmp_path / 'beside'} is on the same disk as the desk")
    assert copies.second_place() is not None
    done = copies.daily_if_due()
    assert done is not None
    assert done.second is not None
    assert done.second.file.exists()
    assert not done.second.outside
    assert copies.last_outside() is None
    assert Today(desk).view().last_copy_outside is None
    assert copies.daily_if_due() is None, "the extra copy of the day is made once all the same"


def test_a_place_on_another_disk_is_outside_and_no_warning_is_given(desk: Desk, key: Path) -> None:
    copies = Copies(desk, two_disks)
    chosen = copies.choose_second_place(str(key))
    assert chosen is not None
    assert (chosen.outside, chosen.warning) == (True, "")
    assert copies.make().second is not None
    assert Today(desk).view().last_copy_outside == datetime(2026, 3, 10, 9, 30)


def test_a_copy_sent_to_a_file_counts_as_outside_only_on_another_disk(desk: Desk, key: Path, tmp_path: Path) -> None:
    copies = Copies(desk, two_disks)
    assert not copies.make(tmp_path / "a.tldesk").first.outside
    assert copies.make(key / "a.tldesk").first.outside
    assert copies.last() is None, "neither is beside the store"


@pytest.mark.skipif(sys.platform != "linux", reason="another device is known on Linux only")
def test_another_device_is_told_from_a_folder_of_the_same(tmp_path: Path) -> None:
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev or not os.access(memory, os.W_OK):
        pytest.skip("there is no other device here")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with tempfile.TemporaryDirectory(dir=memory) as other:
        assert elsewhere.outlives(Path(other), tmp_path / "a", elsewhere.devices_of)
    assert not elsewhere.outlives(tmp_path / "b", tmp_path / "a", elsewhere.devices_of)


@pytest.mark.skipif(sys.platform != "linux", reason="where Linux keeps what it knows of disks")
def test_two_partitions_and_an_encrypted_one_of_one_disk_are_one_disk(tmp_path: Path) -> None:
    disk, secret = tmp_path / "sda", tmp_path / "dm-0"
    for part in ("sda1", "sda2"):
        (disk / part).mkdir(parents=True)
        (disk / part / "partition").write_text("1", encoding="utf-8")
    (secret / "slaves").mkdir(parents=True)
    (secret / "slaves" / "sda2").symlink_to(disk / "sda2")
    assert {elsewhere._whole_disks(block) for block in (disk / "sda1", secret)} == {frozenset({"sda"})}


@pytest.mark.parametrize(
    ("name", "carried"),
    [
        ("Nextcloud", True),
        ("Nextcloud2", True),
        ("OneDrive - Le Mas", True),
        ("Dropbox (Maëlle)", True),
        ("iCloudDrive", True),
        ("Google Drive", True),
        ("GoogleDrive-maelle@example.org", True),
        ("Megalithes", False),
        ("Omega", False),
        ("My Dropboxes", False),
    ],
)
def test_a_folder_that_a_cloud_client_carries_away_is_outside(tmp_path: Path, name: str, carried: bool) -> None:
    (tmp_path / name / "copies").mkdir(parents=True)
    one_disk = frozenset({"disk"})
    assert elsewhere.outlives(tmp_path / name / "copies", tmp_path, lambda _folder: one_disk) is carried
    assert sqlite.in_synchronising_folder(tmp_path / name) is carried


def test_a_place_inside_the_desk_s_own_folder_is_refused(desk: Desk) -> None:
    (desk.store.folder / "copies").mkdir(exist_ok=True)
    with pytest.raises(errors.AddressUnusable) as refused:
        Copies(desk).choose_second_place(str(desk.store.folder / "copies"))
    assert refused.value.facts["reason"] == "inside"


def test_a_place_that_is_not_there_is_not_chosen_and_none_is_chosen_by_saying_nothing(desk: Desk, key: Path) -> None:
    copies = Copies(desk, two_disks)
    with pytest.raises(errors.FileMissing):
        copies.choose_second_place(str(key / "absent"))
    copies.choose_second_place(str(key))
    assert copies.choose_second_place(" ") is None
    assert copies.second_place() is None
    assert copies.make().second is None


@pytest.mark.parametrize(
    ("typed", "user", "reason"),
    [
        ("https://camille:secret@cloud.example/copies", "", "password"),
        ("http://cloud.example/copies", "camille", "readable"),
        ("http://camille@192.168.1.9/copies", "", "readable"),
        ("ftp://cloud.example/copies", "", "scheme"),
        ("sftp://cloud.example/copies", "camille", "scheme"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_wherever_it_is_given(
    desk: Desk, typed: str, user: str, reason: str
) -> None:
    with pytest.raises(errors.AddressUnusable) as refused:
        Copies(desk).choose_second_place(typed, user)
    assert refused.value.facts["reason"] == reason
    if not user:
        with pytest.raises(errors.AddressUnusable):
            Places(desk).describe(PlaceDescription(name="Le Mas", second_copy=typed))


def test_an_address_online_gets_the_copy_and_today_says_so(desk: Desk, online: peers.Peer) -> None:
    copies = Copies(desk)
    done = copies.daily_if_due()
    assert done is not None
    assert done.second is not None, done.second_refused
    assert (shelf(online) / AT).read_bytes() == done.first.file.read_bytes()
    assert names_in(shelf(online)) == [AT]
    assert done.second.where == online.url.replace("://", f"://{peers.USER}@") + f"/{AT}"
    assert done.second.outside
    assert copies.last_outside() == done.second
    assert Today(desk).view().last_copy_outside == datetime(2026, 3, 10, 9, 30)
    assert copies.daily_if_due() is None
    assert journal(desk.store.file)[-1][3]["file"] == done.second.where


def test_a_copy_comes_under_its_name_only_after_it_was_read_back(desk: Desk, online: peers.Peer) -> None:
    Copies(desk).make()
    asked = [line for line in online.asked if AT in line]
    assert [line.split()[0] for line in asked] == ["PUT", "GET", "MOVE"]
    assert all(".part" in line for line in asked)


def test_without_a_line_the_first_copy_stands_and_the_next_run_sends_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIERSLIEU_TARGET_PASSWORD", peers.PASSWORD)
    with peers.answering(200) as gone:
        url = gone.url
    copies = Copies(desk)
    copies.choose_second_place(url, peers.USER)
    done = copies.daily_if_due()
    assert done is not None
    assert isinstance(done.second_refused, errors.CopyNotSent)
    with speaking("en"):
        assert say.sentence(done.second_refused).endswith("The line is down; it will be sent again by itself.")
    assert copy_files.verify(done.first.file).missing == ()
    assert copies.last_outside() is None
    with peers.webdav(tmp_path / "server") as back:
        copies.choose_second_place(back.url, peers.USER)
        later = copies.daily_if_due()
    assert later is not None
    assert (later.first, later.second_refused) == (done.first, None)
    assert (tmp_path / "server" / "site" / AT).exists()


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (503, b"", "line_later"),
        (507, b"", "no_room"),
        (401, b"", "login"),
        (403, b"", "no_right"),
        (511, b"", "sign_in"),
        (302, b"", "sign_in"),
        (200, b"<html>Bienvenue</html>", "sign_in"),
        (207, b"<html>Bienvenue", "sign_in"),
        (207, b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>', "sign_in"),
        (405, b"", "wrong_address"),
    ],
)
def test_what_a_server_may_answer_is_a_sentence_and_never_stops_the_first_copy(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, status: int, body: bytes, reason: str
) -> None:
    monkeypatch.setenv("TIERSLIEU_TARGET_PASSWORD", peers.PASSWORD)
    with peers.answering(status, body) as peer:
        copies = Copies(desk)
        copies.choose_second_place(peer.url, peers.USER)
        done = copies.make()
    assert done.first.file.exists()
    assert isinstance(done.second_refused, errors.CopyNotSent)
    assert done.second_refused.facts["reason"] == reason
    assert reason not in say.sentence(done.second_refused)


def test_a_server_that_keeps_something_else_is_found_out_and_its_old_copy_stays(
    desk: Desk, online: peers.Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = Copies(desk)
    copies.make()
    before = (shelf(online) / AT).read_bytes()
    advance(desk, days=1)
    digest = Shelf.digest

    def spoilt(self: Shelf, name: str) -> str | None:
        for part in shelf(online).glob("*.part"):
            part.write_bytes(b"something else")
        return digest(self, name)

    monkeypatch.setattr(Shelf, "digest", spoilt)
    done = copies.make()
    assert isinstance(done.second_refused, errors.CopyNotSent)
    assert done.second_refused.facts["reason"] == "not_kept"
    assert names_in(shelf(online)) == [AT]
    assert (shelf(online) / AT).read_bytes() == before


def test_old_copies_go_online_too_and_what_is_not_ours_stays(desk: Desk, online: peers.Peer) -> None:
    shelf(online).mkdir()
    for day in range(1, 29):
        (shelf(online) / f"desk-2026-02-{day:02d}-090000.tldesk").write_bytes(b"older")
    (shelf(online) / "holiday.tldesk").write_bytes(b"mine")
    (shelf(online) / "desk-2026-03-01-090000.tldesk.abc123.part").write_bytes(b"cut long ago")
    (shelf(online) / "desk-2026-03-10-090000.tldesk.abc124.part").write_bytes(b"being sent by another")
    assert Copies(desk).make().second is not None
    left = names_in(shelf(online))
    assert (shelf(online) / "holiday.tldesk").read_bytes() == b"mine"
    assert [name for name in left if name.endswith(".part")] == ["desk-2026-03-10-090000.tldesk.abc124.part"]
    assert [name[5:15] for name in left if name.startswith("desk-") and name.endswith(".tldesk")] == [
        *("2026-02-15", "2026-02-22"),  # Sundays
        *(f"2026-02-{day}" for day in range(23, 29)),
        "2026-03-10",
    ]


def test_a_copy_that_arrived_but_was_not_confirmed_is_not_sent_twice(desk: Desk, online: peers.Peer) -> None:
    copies = Copies(desk)
    copies.make()
    with desk.store.writing() as session:
        session.execute(text("DELETE FROM copy_made WHERE outside"))
    online.asked.clear()
    again = copies.daily_if_due()
    assert again is not None
    assert again.second is not None
    assert not [line for line in online.asked if line.startswith("PUT")]


class Cut(Exception):
    """The laptop is closed in the middle of sending."""


@pytest.mark.parametrize("steps", range(7))
def test_cut_at_any_step_the_next_run_finishes_and_what_has_a_name_is_whole(
    desk: Desk, online: peers.Peer, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Asked for are the names, the folder, the file, its echo, the move and the names again, and then those to go."""
    left = steps

    def counted(original: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            if left == 0:
                raise Cut
            left -= 1
            return original(*arguments, **named)

        return act

    copies = Copies(desk)
    with monkeypatch.context() as patch:
        patch.setattr(Gateway, "send", counted(Gateway.send))
        patch.setattr(Gateway, "fetch", counted(Gateway.fetch))
        with pytest.raises(Cut):
            copies.daily_if_due()
    first = copies.last()
    assert first is not None
    there = shelf(online) / AT
    assert not there.exists() or there.read_bytes() == first.file.read_bytes()
    copies.daily_if_due()
    assert there.read_bytes() == first.file.read_bytes()
    assert copies.last_outside() is not None
    assert copies.daily_if_due() is None


class InMemory(KeyringBackend):
    """A keyring of this process."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def kept() -> Iterator[dict[tuple[str, str], str]]:
    before, ours = keyring.get_keyring(), InMemory()
    keyring.set_keyring(ours)
    yield ours.kept
    keyring.set_keyring(before)


def test_the_password_is_in_the_keyring_and_nowhere_in_the_data_folder(
    desk: Desk, tmp_path: Path, kept: dict[tuple[str, str], str]
) -> None:
    with peers.webdav(tmp_path / "server") as peer:
        copies = Copies(desk)
        copies.choose_second_place(peer.url, peers.USER, peers.PASSWORD)
        assert copies.make().second is not None
    assert list(kept.values()) == [peers.PASSWORD]
    for each in desk.store.folder.rglob("*"):
        assert not each.is_file() or peers.PASSWORD.encode() not in each.read_bytes()


def test_without_its_password_the_copy_is_not_sent_and_that_is_said(
    desk: Desk, tmp_path: Path, kept: dict[tuple[str, str], str]
) -> None:
    with peers.webdav(tmp_path / "server") as peer:
        copies = Copies(desk)
        copies.choose_second_place(peer.url, peers.USER)
        done = copies.make()
        assert isinstance(done.second_refused, errors.PasswordMissing)
        assert peer.asked == []


def test_a_place_kept_from_before_that_would_show_the_password_stops_no_copy(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIERSLIEU_TARGET_PASSWORD", peers.PASSWORD)
    choose_second_place(desk, "http://camille@192.0.2.1/copies")
    done = Copies(desk).daily_if_due()
    assert done is not None
    assert done.first.file.exists()
    assert isinstance(done.second_refused, errors.AddressUnusable)


def test_a_copy_online_comes_back_by_its_address_or_that_of_its_folder(
    desk: Desk, online: peers.Peer, tmp_path: Path
) -> None:
    copies = Copies(desk)
    first = copies.make()
    advance(desk, days=1)
    second = copies.make()
    assert first.second is not None
    assert second.second is not None
    (shelf(online) / "desk-2031-01-01-090000.tldesk").write_bytes(b"of a clock far ahead")
    place = copies.second_place()
    assert place is not None
    asked = ((first.second.where, first), (place.where, second), (f"{place.where}/", second))
    for number, (named, copy) in enumerate(asked):
        done = restoring.restore_named(tmp_path / str(number), named, desk.clock, "Zoé")
        assert copy.second is not None
        assert (done.where, done.sha256) == (copy.second.where, copy.first.sha256)
        assert journal(tmp_path / str(number) / "desk.sqlite3")[-1][3]["copy"] == copy.second.where
        assert not list((tmp_path / str(number)).rglob(".desk-*"))


@pytest.mark.parametrize("there", [b"", b"not a copy at all"])
def test_what_is_no_copy_online_is_refused_and_the_desk_is_what_it_was(
    desk: Desk, online: peers.Peer, tmp_path: Path, there: bytes
) -> None:
    shelf(online).mkdir()
    if there:
        (shelf(online) / AT).write_bytes(there)
    where = second_place.checked(online.url, peers.USER)
    desk.store.close()
    before = everything(desk.store.folder)
    with pytest.raises(errors.CopyUnusable if there else errors.CopyNotFetched):
        restoring.restore_named(desk.store.folder, f"{where}/{AT}", desk.clock, "Zoé")
    assert everything(desk.store.folder) == before
    if there:
        with pytest.raises(errors.CopyUnusable) as refused:
            restoring.restore_named(desk.store.folder, f"{where}/{AT}", desk.clock, "Zoé")
        assert refused.value.facts["file"] == f"{where}/{AT}"
    with pytest.raises(errors.CopyUnusable if there else errors.CopyNotFetched):
        restoring.restore_named(desk.store.folder, where, desk.clock, "Zoé")


def test_a_copy_too_large_for_the_disk_is_not_fetched_to_its_end(
    desk: Desk, online: peers.Peer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Copies(desk).make()
    assert done.second is not None
    monkeypatch.setattr(copy_files, "_LEFT_FREE", 1 << 60)
    with pytest.raises(errors.DiskFull):
        restoring.restore_named(tmp_path / "new", done.second.where, desk.clock, "Zoé")


def test_without_a_line_nothing_is_fetched_and_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIERSLIEU_TARGET_PASSWORD", peers.PASSWORD)
    with peers.answering(200) as gone:
        url = gone.url
    with pytest.raises(errors.CopyNotFetched) as refused:
        restoring.restore_named(tmp_path / "new", url, StoppedClock(datetime(2026, 3, 10)), "Zoé")
    assert refused.value.facts["reason"] == "line_down"
