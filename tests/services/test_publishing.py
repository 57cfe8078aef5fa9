"""The listing, and its way to the place's web space. The oracle is the server's own disk, never our record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import builders
import peers
import pytest
from sqlalchemy import text

from tierslieu_desk import errors
from tierslieu_desk.network.bundle import MANIFEST
from tierslieu_desk.network.transports import Destination, Transport, open_transport
from tierslieu_desk.rules.opening import OwnDay, WeeklyHours
from tierslieu_desk.rules.vocabulary import TargetKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping import leases, passwords
from tierslieu_desk.services.online.listings import Listings
from tierslieu_desk.services.online.publishing import Publisher, PublishState, TargetRun
from tierslieu_desk.services.online.targets import TargetRow, Targets, TargetState
from tierslieu_desk.services.place.own_days import OwnDays
from tierslieu_desk.services.place.places import NewClosure, Places
from tierslieu_desk.wallclock import Slot

FIELDS: dict[str, object] = {
    "name": "L’Étang Vert, tiers-lieu",
    "summary": "Coworking <b>au bord</b> de l’étang",
    "phone": "+33561000000",
    "email": "bonjour@etang.example",
    "languages": ["fr"],
}
PUBLIC = ["name", "summary", "phone", "opening_hours", "languages"]


@pytest.fixture
def listing(desk: Desk) -> Listings:
    builders.describe_place(desk)
    listings = Listings(desk)
    listings.edit(FIELDS, public=PUBLIC)
    return listings


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIERSLIEU_TARGET_PASSWORD", peers.PASSWORD)


@dataclass
class Online:
    """One target of the desk, and the folder its server keeps it in."""

    disk: Path
    asked: list[str]


@pytest.fixture(params=list(TargetKind))
def online(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path, listing: Listings) -> Iterator[Online]:
    disk = tmp_path / "disk"
    disk.mkdir()
    kind: TargetKind = request.param
    if kind is TargetKind.FOLDER:
        Targets(desk).add("site", kind, str(disk / "site"))
        yield Online(disk / "site", [])
        return
    with (peers.webdav if kind is TargetKind.WEBDAV else peers.sftp)(disk) as peer:
        Targets(desk).add("site", kind, peer.url, peers.USER)
        yield Online(disk / "site", peer.asked)


def publish(desk: Desk, **how: bool) -> TargetRun:
    (run,) = Publisher(desk, stall_seconds=2).run(**how)
    return run


def manifest(disk: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((disk / MANIFEST).read_bytes())
    return found


def assert_whole(disk: Path) -> None:
    """Every file on the server's disk is the one its manifest names, and there is no other."""
    named = manifest(disk)["files"]
    assert isinstance(named, dict)
    there = {each.relative_to(disk).as_posix() for each in disk.rglob("*") if each.is_file()}
    assert there == {*named, MANIFEST}
    for path, facts in named.items():
        data = (disk / path).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (facts["sha256"], facts["bytes"])


def test_what_is_published_is_on_the_servers_disk(desk: Desk, online: Online) -> None:
    run = publish(desk)
    assert run.state is PublishState.CONFIRMED
    assert_whole(online.disk)
    said = json.loads((online.disk / "listing.json").read_bytes())
    assert (said["name"], said["opening_hours"]) == ("L’Étang Vert, tiers-lieu", "Mo-Fr 08:00-20:00")
    (target,) = Targets(desk).all()
    assert (target.confirmed_rev, target.pending, target.message) == (1, 0, "")


def test_a_field_not_asked_to_be_public_never_leaves(desk: Desk, online: Online) -> None:
    publish(desk)
    for each in online.disk.rglob("*"):
        assert not each.is_file() or b"bonjour@etang" not in each.read_bytes()


def test_nothing_changed_is_one_request(desk: Desk, online: Online) -> None:
    publish(desk)
    before = len(online.asked)
    run = publish(desk)
    assert (run.state, run.requests) == (PublishState.CONFIRMED, 1)
    assert len(online.asked) - before in {0, 1}


def test_an_edit_waits_in_the_outbox_and_then_goes_out(desk: Desk, listing: Listings, online: Online) -> None:
    publish(desk)
    assert listing.edit({**FIELDS, "summary": "Autrement"}, public=PUBLIC) == 2
    assert Targets(desk).all()[0].pending == 1
    assert publish(desk).state is PublishState.CONFIRMED
    assert_whole(online.disk)
    assert json.loads((online.disk / "listing.json").read_bytes())["summary"] == "Autrement"
    assert manifest(online.disk)["rev"] == 2


def test_ten_edits_without_a_line_are_one_wish(desk: Desk, listing: Listings, online: Online) -> None:
    for number in range(10):
        listing.edit({**FIELDS, "summary": f"Essai {number}"}, public=PUBLIC)
    assert Targets(desk).all()[0].pending == 1


def test_an_edit_during_a_run_is_still_wished_after_it(desk: Desk, listing: Listings, online: Online) -> None:
    def meanwhile(destination: Destination) -> Transport:
        return EditedDuring(open_transport(destination), listing)

    (run,) = Publisher(desk, meanwhile, stall_seconds=2).run()
    assert run.state is PublishState.CONFIRMED
    assert (manifest(online.disk)["rev"], Targets(desk).all()[0].pending) == (1, 1)
    assert publish(desk).state is PublishState.CONFIRMED
    assert (manifest(online.disk)["rev"], Targets(desk).all()[0].pending) == (2, 0)
    assert_whole(online.disk)


class EditedDuring:
    """A transport during whose first answer somebody edits the listing."""

    def __init__(self, inner: Transport, listing: Listings) -> None:
        self._inner = inner
        self._listing = listing

    def get(self, path: str) -> bytes | None:
        self._listing.edit({**FIELDS, "summary": "Autrement"}, public=PUBLIC)
        return self._inner.get(path)

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)


class Cut(Exception):
    """The laptop is closed in the middle of a run."""


class CutAfter:
    """A transport that dies when it was asked for one thing too many."""

    def __init__(self, inner: Transport, steps: int) -> None:
        self._inner = inner
        self._left = steps

    def __getattr__(self, name: str) -> object:
        if name in {"get", "put_atomic", "delete", "sweep"}:
            if self._left == 0:
                raise Cut
            self._left -= 1
        return getattr(self._inner, name)


@pytest.mark.parametrize("steps", range(7))
def test_cut_at_any_step_the_next_run_finishes_the_job(
    desk: Desk, listing: Listings, online: Online, steps: int
) -> None:
    publish(desk)
    listing.edit({**FIELDS, "summary": "Autrement"}, public=PUBLIC)

    def cut(destination: Destination) -> Transport:
        return CutAfter(open_transport(destination), steps)

    with pytest.raises(Cut):
        Publisher(desk, cut, stall_seconds=2).run()
    listing.edit(FIELDS, public=PUBLIC)
    assert publish(desk).state is PublishState.CONFIRMED
    assert_whole(online.disk)
    assert json.loads((online.disk / "listing.json").read_bytes())["summary"] == FIELDS["summary"]
    assert Targets(desk).all()[0].pending == 0


def test_a_newer_revision_online_is_a_conflict_until_a_person_decides(
    desk: Desk, listing: Listings, online: Online
) -> None:
    publish(desk)
    theirs = manifest(online.disk) | {"rev": 7}
    (online.disk / MANIFEST).write_text(json.dumps(theirs), encoding="utf-8")
    assert publish(desk).state is PublishState.CONFLICT
    assert manifest(online.disk)["rev"] == 7
    assert publish(desk, overwrite=True).state is PublishState.CONFIRMED
    assert manifest(online.disk)["rev"] == 8
    assert_whole(online.disk)


def test_another_places_bundle_is_left_alone(desk: Desk, online: Online) -> None:
    publish(desk)
    theirs = manifest(online.disk) | {"id": "somebody else"}
    (online.disk / MANIFEST).write_text(json.dumps(theirs), encoding="utf-8")
    assert publish(desk).state is PublishState.CONFLICT
    assert manifest(online.disk)["id"] == "somebody else"


def test_a_damaged_manifest_is_written_again(desk: Desk, online: Online) -> None:
    publish(desk)
    (online.disk / MANIFEST).write_bytes(b'{"id": ')
    assert publish(desk).state is PublishState.CONFIRMED
    assert_whole(online.disk)


def test_a_file_that_has_no_place_any_more_is_removed(desk: Desk, online: Online) -> None:
    publish(desk)
    found = manifest(online.disk)
    files = found["files"]
    assert isinstance(files, dict)
    files["old.json"] = {"sha256": "0" * 64, "bytes": 1, "type": "application/json"}
    (online.disk / "old.json").write_bytes(b"x")
    (online.disk / MANIFEST).write_text(json.dumps(found), encoding="utf-8")
    assert publish(desk).state is PublishState.CONFIRMED
    assert_whole(online.disk)


def test_removing_more_than_half_asks_first(desk: Desk, online: Online) -> None:
    publish(desk)
    found = manifest(online.disk)
    files = found["files"]
    assert isinstance(files, dict)
    for number in range(3):
        files[f"old{number}.json"] = {"sha256": "0" * 64, "bytes": 1, "type": "application/json"}
    (online.disk / MANIFEST).write_text(json.dumps(found), encoding="utf-8")
    assert publish(desk).state is PublishState.CONFLICT


def test_new_opening_hours_are_a_new_revision(desk: Desk, listing: Listings, online: Online) -> None:
    publish(desk)
    Places(desk).set_hours([WeeklyHours(5, 9 * 60, 12 * 60)])
    assert publish(desk).state is PublishState.CONFIRMED
    assert manifest(online.disk)["rev"] == 2
    assert json.loads((online.disk / "listing.json").read_bytes())["opening_hours"] == "Sa 09:00-12:00"


def test_a_closing_and_a_day_of_its_own_hours_are_a_new_revision_and_so_is_their_end(
    desk: Desk, listing: Listings, online: Online
) -> None:
    """The network must not say "open" on such a day; why it is closed is not said at all."""
    publish(desk)
    places = Places(desk)
    snow = Slot(datetime(2026, 12, 3), datetime(2026, 12, 4))
    places.add_closure(NewClosure(snow, "Ana is ill"))
    OwnDays(desk).open(OwnDay(date(2026, 12, 12), ((600, 960),), "Market"))
    assert publish(desk).state is PublishState.CONFIRMED
    said = (online.disk / "listing.json").read_text(encoding="utf-8")
    expected = "Mo-Fr 08:00-20:00; 2026 Dec 03 off; 2026 Dec 12 10:00-16:00"
    assert json.loads(said)["opening_hours"] == expected
    page = (online.disk / "index.html").read_text(encoding="utf-8")
    assert "Ana is ill" not in said + page
    assert "Market" not in said + page
    builders.advance_to(desk, datetime(2026, 12, 4, 9))
    assert publish(desk).state is PublishState.CONFIRMED
    said = json.loads((online.disk / "listing.json").read_bytes())
    assert said["opening_hours"] == "Mo-Fr 08:00-20:00; 2026 Dec 12 10:00-16:00"


def test_a_portal_is_a_portal_and_nothing_is_confirmed(desk: Desk, listing: Listings) -> None:
    with peers.answering(200, b"<html>Bienvenue</html>", Content_Type="text/html") as portal:
        Targets(desk).add("site", TargetKind.WEBDAV, portal.url, peers.USER)
        run = publish(desk)
    assert (run.state, run.requests) == (PublishState.PORTAL, 1)
    (target,) = Targets(desk).all()
    assert (target.confirmed_rev, target.pending, target.message) == (0, 1, run.message)
    assert run.message


def test_a_server_that_says_yes_and_keeps_nothing_is_never_believed(desk: Desk, listing: Listings) -> None:
    with peers.answering(201) as liar:
        Targets(desk).add("site", TargetKind.WEBDAV, liar.url, peers.USER)
        run = publish(desk)
    assert run.state is PublishState.WAITING
    assert Targets(desk).all()[0].confirmed_rev == 0


def test_without_a_line_it_waits_and_one_dead_target_does_not_stop_the_other(
    desk: Desk, listing: Listings, tmp_path: Path
) -> None:
    with peers.answering(200) as gone:
        url = gone.url
    Targets(desk).add("a dead one", TargetKind.WEBDAV, url, peers.USER)
    Targets(desk).add("stick", TargetKind.FOLDER, str(tmp_path / "stick"))
    dead, stick = Publisher(desk, stall_seconds=2).run()
    assert (dead.state, stick.state) == (PublishState.WAITING, PublishState.CONFIRMED)
    assert_whole(tmp_path / "stick")


def test_a_server_that_asks_for_patience_is_left_alone_that_long(desk: Desk, listing: Listings) -> None:
    with peers.answering(503, Retry_After="900") as repair:
        Targets(desk).add("site", TargetKind.WEBDAV, repair.url, peers.USER)
        assert publish(desk).state is PublishState.WAITING
    with desk.store.reading() as session:
        next_try = datetime.fromisoformat(session.execute(text("SELECT next_try FROM outbox_item")).scalar_one())
    assert next_try == datetime(2026, 11, 24, 9, 47, tzinfo=UTC) + timedelta(seconds=900)


def tried(desk: Desk) -> list[str]:
    """The names of the targets that a run nobody watches tries."""
    return [run.name for run in Publisher(desk, stall_seconds=2).run(unattended=True)]


def test_by_itself_it_tries_again_only_when_the_time_has_come(desk: Desk, listing: Listings, tmp_path: Path) -> None:
    """Fifteen minutes were asked for at 10:47."""
    with peers.answering(503, Retry_After="900") as repair:
        Targets(desk).add("site", TargetKind.WEBDAV, repair.url, peers.USER)
        Targets(desk).add("stick", TargetKind.FOLDER, str(tmp_path / "stick"))
        assert tried(desk) == ["site", "stick"]
        assert tried(desk) == ["stick"]
        listing.edit({**FIELDS, "summary": "Ailleurs"}, public=PUBLIC)
        builders.advance_to(desk, builders.NOW + timedelta(seconds=899))
        assert tried(desk) == ["stick"]
        builders.advance_to(desk, builders.NOW + timedelta(seconds=900))
        assert tried(desk) == ["site", "stick"]


def test_a_person_who_publishes_now_does_not_wait_for_the_time_to_come(desk: Desk, listing: Listings) -> None:
    with peers.answering(503, Retry_After="900") as repair:
        Targets(desk).add("site", TargetKind.WEBDAV, repair.url, peers.USER)
        assert publish(desk).state is PublishState.WAITING
        asked = len(repair.asked)
        assert publish(desk).state is PublishState.WAITING
        assert len(repair.asked) > asked
        assert tried(desk) == []


def test_a_server_that_asks_for_years_is_left_alone_for_a_day(desk: Desk, listing: Listings) -> None:
    with peers.answering(503, Retry_After="315360000") as gone:
        Targets(desk).add("site", TargetKind.WEBDAV, gone.url, peers.USER)
        assert tried(desk) == ["site"]
        builders.advance_to(desk, builders.NOW + timedelta(hours=23, minutes=59))
        assert tried(desk) == []
        builders.advance_to(desk, builders.NOW + timedelta(hours=24))
        assert tried(desk) == ["site"]


def test_a_clock_that_was_years_ahead_puts_nothing_off_for_years(desk: Desk, listing: Listings) -> None:
    with peers.answering(503, Retry_After="900") as repair:
        Targets(desk).add("site", TargetKind.WEBDAV, repair.url, peers.USER)
        builders.advance_to(desk, datetime(2036, 1, 1, 9))
        assert tried(desk) == ["site"]
        builders.advance_to(desk, builders.NOW)
        assert tried(desk) == ["site"]


def test_by_itself_it_does_not_try_what_only_a_person_can_mend(
    desk: Desk, listing: Listings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIERSLIEU_TARGET_PASSWORD", "wrong")
    with peers.webdav(tmp_path / "disk") as peer:
        Targets(desk).add("site", TargetKind.WEBDAV, peer.url, peers.USER)
        assert tried(desk) == ["site"]
        builders.advance_to(desk, builders.NOW + timedelta(days=2))
        assert tried(desk) == []
        monkeypatch.setenv("TIERSLIEU_TARGET_PASSWORD", peers.PASSWORD)
        assert publish(desk).state is PublishState.CONFIRMED
        assert tried(desk) == ["site"]


def test_a_wrong_password_is_said_and_not_tried_again_by_itself(
    desk: Desk, listing: Listings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIERSLIEU_TARGET_PASSWORD", "wrong")
    with peers.webdav(tmp_path / "disk") as peer:
        Targets(desk).add("site", TargetKind.WEBDAV, peer.url, peers.USER)
        assert publish(desk).state is PublishState.REFUSED
    with desk.store.reading() as session:
        assert session.execute(text("SELECT next_try FROM outbox_item")).scalar_one() is None


def test_a_target_of_long_ago_whose_password_would_travel_readable_is_not_called(
    desk: Desk, listing: Listings, tmp_path: Path
) -> None:
    Targets(desk).add("site", TargetKind.WEBDAV, "https://192.0.2.1/site", peers.USER)
    with desk.store.writing() as session:
        session.execute(text("UPDATE target SET url = 'http://192.0.2.1/site'"))
    run = publish(desk)
    assert (run.state, run.requests) == (PublishState.REFUSED, 0)
    assert "https" in run.message


def test_the_password_is_nowhere_in_the_data_folder(desk: Desk, online: Online) -> None:
    publish(desk)
    for each in desk.store.folder.rglob("*"):
        assert not each.is_file() or peers.PASSWORD.encode() not in each.read_bytes()


def test_publishing_touches_nothing_but_the_network(desk: Desk, listing: Listings, tmp_path: Path) -> None:
    Targets(desk).add("stick", TargetKind.FOLDER, str(tmp_path / "stick"))
    touched: set[str] = set()
    desk.store.changes.subscribe(touched.update)
    publish(desk)
    assert touched <= {"listing", "target", "outbox_item", "lease", "journal"}


def test_while_another_process_publishes_this_one_waits(desk: Desk, listing: Listings, tmp_path: Path) -> None:
    Targets(desk).add("stick", TargetKind.FOLDER, str(tmp_path / "stick"))
    with leases.lease(desk, "publish") as held:
        assert held is not None
        assert publish(desk).state is PublishState.WAITING
    assert publish(desk).state is PublishState.CONFIRMED


def test_the_lease_of_a_process_that_died_is_free(desk: Desk, listing: Listings, tmp_path: Path) -> None:
    import platform
    import subprocess
    import sys

    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    with leases.lease(desk, "publish") as held:
        assert held is not None
        with desk.store.writing() as session:
            session.execute(text("UPDATE lease SET holder = :holder"), {"holder": f"{platform.node()}|{dead.pid}|x"})
        with leases.lease(desk, "publish") as taken:
            assert taken is not None
            assert not held.renew()


def test_nothing_is_published_before_anything_is_said(desk: Desk) -> None:
    builders.describe_place(desk)
    with pytest.raises(errors.MissingFact) as refused:
        Publisher(desk).run()
    assert refused.value.field == "listing"


def test_an_unknown_target_is_said(desk: Desk, listing: Listings) -> None:
    with pytest.raises(errors.TargetUnknown):
        Publisher(desk).run("nowhere")


def test_the_bundle_goes_to_a_stick_without_any_line(desk: Desk, listing: Listings, tmp_path: Path) -> None:
    files = Publisher(desk).export(tmp_path / "stick")
    assert [each.name for each in files] == ["listing.json", "index.html", "tiers-lieu.json"]
    assert_whole(tmp_path / "stick")


def test_the_same_edit_twice_is_one_revision(listing: Listings) -> None:
    assert listing.edit(FIELDS, public=PUBLIC) == 1


@pytest.mark.parametrize(
    ("kind", "url", "reason"),
    [
        (TargetKind.WEBDAV, "ftp://site.example/x", "scheme"),
        (TargetKind.WEBDAV, "site.example", "scheme"),
        (TargetKind.WEBDAV, "https://camille:secret@site.example/", "password"),
        (TargetKind.WEBDAV, "http://camille@site.example/", "readable"),
        (TargetKind.WEBDAV, "http://camille@192.168.1.20/dav", "readable"),
        (TargetKind.WEBDAV, "http://camille@localhost.example/", "readable"),
        (TargetKind.SFTP, "https://site.example/", "scheme"),
        (TargetKind.SFTP, "sftp://site.example:port/", "scheme"),
        (TargetKind.FOLDER, " ", "scheme"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(desk: Desk, kind: TargetKind, url: str, reason: str) -> None:
    with pytest.raises(errors.AddressUnusable) as refused:
        Targets(desk).add("site", kind, url)
    assert refused.value.reason == reason


def test_the_name_in_an_address_becomes_the_user(desk: Desk) -> None:
    Targets(desk).add("site", TargetKind.SFTP, "sftp://camille@site.example:2222/www")
    (row,) = Targets(desk).all()
    assert (row.url, row.user) == ("sftp://site.example:2222/www", "camille")


def test_two_targets_have_two_names(desk: Desk, tmp_path: Path) -> None:
    Targets(desk).add("site", TargetKind.FOLDER, str(tmp_path))
    with pytest.raises(errors.AlreadyDone):
        Targets(desk).add("site", TargetKind.FOLDER, str(tmp_path))


def test_a_name_in_use_keeps_the_password_it_had(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, str] = {}
    monkeypatch.setattr(passwords, "keep", kept.__setitem__)
    Targets(desk).add("site", TargetKind.WEBDAV, "https://etang.example/dav", "marie", "first")
    with pytest.raises(errors.AlreadyDone):
        Targets(desk).add("site", TargetKind.WEBDAV, "https://autre.example/dav", "marie", "second")
    assert kept == {"site": "first"}


def test_the_page_of_a_site_that_was_there_before_is_not_written_over_unasked(desk: Desk, online: Online) -> None:
    online.disk.mkdir(exist_ok=True)
    page = online.disk / "index.html"
    page.write_text("<p>Our old site</p>", encoding="utf-8")
    assert [publish(desk).state for _ in range(2)] == [PublishState.CONFLICT, PublishState.CONFLICT]
    assert [file.name for file in online.disk.rglob("*") if file.is_file()] == ["index.html"]
    assert page.read_text(encoding="utf-8") == "<p>Our old site</p>"
    assert publish(desk, overwrite=True).state is PublishState.CONFIRMED
    assert_whole(online.disk)


def the_target(desk: Desk) -> TargetRow:
    (row,) = Targets(desk).all()
    return row


def test_how_a_target_stands_follows_what_happened(desk: Desk, listing: Listings, tmp_path: Path) -> None:
    with peers.webdav(tmp_path / "disk") as peer:
        port = int(peer.url.rsplit(":", 1)[1].partition("/")[0])
        Targets(desk).add("site", TargetKind.WEBDAV, peer.url, peers.USER)
        assert the_target(desk).state is TargetState.NEW
        publish(desk)
        assert the_target(desk).state is TargetState.ONLINE
        listing.edit({**FIELDS, "summary": "Autrement"}, public=PUBLIC)
        assert the_target(desk).state is TargetState.NEW
    publish(desk)
    assert the_target(desk).state is TargetState.WAITING
    with peers.webdav(tmp_path / "disk", port) as peer:
        publish(desk)
        theirs = manifest(peer.disk / "site") | {"rev": 9}
        (peer.disk / "site" / MANIFEST).write_text(json.dumps(theirs), encoding="utf-8")
        publish(desk)
        assert (the_target(desk).state, the_target(desk).pending) == (TargetState.CONFLICT, 1)


def test_something_is_due_after_a_change_and_no_more_once_it_is_online(desk: Desk, tmp_path: Path) -> None:
    publisher = Publisher(desk)
    assert not publisher.due()
    builders.describe_place(desk)
    Targets(desk).add("stick", TargetKind.FOLDER, str(tmp_path / "stick"))
    assert not publisher.due()
    Listings(desk).edit(FIELDS, public=PUBLIC)
    assert publisher.due()
    publish(desk)
    assert not publisher.due()
    Places(desk).set_hours([WeeklyHours(5, 9 * 60, 12 * 60)])
    assert publisher.due()


def test_what_waits_for_its_time_is_not_due_until_then(desk: Desk, listing: Listings) -> None:
    with peers.answering(503, Retry_After="900") as repair:
        Targets(desk).add("site", TargetKind.WEBDAV, repair.url, peers.USER)
        publish(desk)
    assert not Publisher(desk).due()
    builders.advance_to(desk, builders.NOW + timedelta(seconds=900))
    assert Publisher(desk).due()


def test_without_a_line_the_next_try_is_within_a_minute_however_long_it_lasted(desk: Desk, listing: Listings) -> None:
    with peers.answering(200) as gone:
        url = gone.url
    Targets(desk).add("site", TargetKind.WEBDAV, url, peers.USER)
    later = builders.NOW + timedelta(days=3)
    builders.advance_to(desk, later)
    for _again in range(5):
        publish(desk)
        with desk.store.reading() as session:
            told = session.execute(text("SELECT next_try FROM outbox_item")).scalar_one()
        assert datetime.fromisoformat(told) - desk.clock.now() <= timedelta(seconds=45)


def test_what_was_confirmed_is_remembered_field_by_field(desk: Desk, listing: Listings, online: Online) -> None:
    targets = Targets(desk)
    assert targets.said(the_target(desk).id) is None
    publish(desk)
    assert targets.said(the_target(desk).id) == {
        "name": "L’Étang Vert, tiers-lieu",
        "summary": "Coworking <b>au bord</b> de l’étang",
        "phone": "+33561000000",
        "opening_hours": "Mo-Fr 08:00-20:00",
        "languages": ["fr"],
    }


def test_what_is_online_is_looked_at(desk: Desk, listing: Listings, online: Online) -> None:
    publisher = Publisher(desk, stall_seconds=2)
    assert publisher.look("site").fields is None
    publish(desk)
    seen = publisher.look("site")
    assert (seen.ours, seen.rev, (seen.fields or {})["name"]) == (True, 1, "L’Étang Vert, tiers-lieu")
    theirs = manifest(online.disk) | {"id": "somebody else"}
    (online.disk / MANIFEST).write_text(json.dumps(theirs), encoding="utf-8")
    assert not publisher.look("site").ours


def test_what_cannot_be_looked_at_is_said_with_its_reason(desk: Desk, listing: Listings) -> None:
    with peers.answering(302, Location="https://portal.example/") as portal:
        Targets(desk).add("site", TargetKind.WEBDAV, portal.url, peers.USER)
        with pytest.raises(errors.TargetNotReached) as refused:
            Publisher(desk).look("site")
    assert (refused.value.target, refused.value.reason) == ("site", "sign_in")


def test_an_address_is_tried_before_it_is_kept(desk: Desk, tmp_path: Path) -> None:
    publisher = Publisher(desk, stall_seconds=2)
    with peers.webdav(tmp_path / "disk") as peer:
        url = peer.url
        assert publisher.try_out(TargetKind.WEBDAV, url, peers.USER, peers.PASSWORD) == ""
        with pytest.raises(errors.TargetNotReached) as refused:
            publisher.try_out(TargetKind.WEBDAV, url, peers.USER, "wrong")
    assert refused.value.reason == "login"
    assert publisher.try_out(TargetKind.WEBDAV, url, peers.USER, peers.PASSWORD)


def test_a_target_removed_is_forgotten_and_put_back_as_it_was(
    desk: Desk, listing: Listings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {"site": "secret"}
    monkeypatch.setattr(passwords, "password_of", lambda name: kept.get(name, ""))
    monkeypatch.setattr(passwords, "forget", kept.pop)
    monkeypatch.setattr(passwords, "keep", kept.__setitem__)
    monkeypatch.delenv("TIERSLIEU_TARGET_PASSWORD")
    targets = Targets(desk)
    site = targets.add("site", TargetKind.WEBDAV, "https://site.example/", "camille")
    removed = targets.remove(site)
    assert (targets.all(), kept) == ((), {})
    assert "secret" not in repr(removed)
    targets.put_back(removed)
    assert (the_target(desk).name, the_target(desk).pending, kept) == ("site", 1, {"site": "secret"})
    with pytest.raises(errors.NotFound):
        targets.remove(99)


def test_another_password_wakes_what_only_a_person_could_mend(
    desk: Desk, listing: Listings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIERSLIEU_TARGET_PASSWORD", "wrong")
    with peers.webdav(tmp_path / "disk") as peer:
        Targets(desk).add("site", TargetKind.WEBDAV, peer.url, peers.USER)
        publish(desk)
        assert (the_target(desk).state, Publisher(desk).due()) == (TargetState.REFUSED, False)
        Targets(desk).sign_in("site", peers.PASSWORD)
        assert Publisher(desk).due()
        publish(desk)
        Targets(desk).change(the_target(desk).id, TargetKind.WEBDAV, peer.url, "somebody")
        assert (the_target(desk).user, Publisher(desk).due()) == ("somebody", True)


def test_a_run_stops_between_two_targets_and_the_next_one_goes_on(
    desk: Desk, listing: Listings, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        Targets(desk).add(name, TargetKind.FOLDER, str(tmp_path / name))

    def stop(done: int, _of: int, _name: str) -> None:
        if done == 1:
            raise Cut

    with pytest.raises(Cut):
        Publisher(desk).run(told=stop)
    assert [row.state for row in Targets(desk).all()] == [TargetState.ONLINE, TargetState.NEW]
    assert [run.state for run in Publisher(desk).run()] == [PublishState.CONFIRMED, PublishState.CONFIRMED]


def test_an_edit_on_top_of_somebody_elses_is_refused(listing: Listings) -> None:
    with pytest.raises(errors.ChangedMeanwhile):
        listing.edit({**FIELDS, "summary": "Autrement"}, public=PUBLIC, since=0)
    assert listing.edit({**FIELDS, "summary": "Autrement"}, public=PUBLIC, since=1) == 2


def test_what_would_leave_is_what_leaves(desk: Desk, listing: Listings, tmp_path: Path) -> None:
    leaving = listing.leaving(FIELDS, ["name", "summary"])
    assert dict(leaving.fields) == {"name": FIELDS["name"], "summary": FIELDS["summary"]}
    assert "+33561000000" not in leaving.page
    listing.edit(FIELDS, public=["name", "summary"])
    files = Publisher(desk).export(tmp_path / "stick")
    assert [file.stat().st_size for file in files] == [file.size for file in leaving.files]
    assert (tmp_path / "stick" / "index.html").read_text(encoding="utf-8") == leaving.page


def test_a_target_that_waits_to_be_asked_is_left_alone_until_somebody_publishes(
    desk: Desk, listing: Listings, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    Targets(desk).add("site", TargetKind.FOLDER, str(folder), by_itself=False)
    assert (the_target(desk).state, Publisher(desk).due(), Publisher(desk).run(unattended=True)) == (
        TargetState.NEW,
        False,
        (),
    )
    assert list(folder.iterdir()) == []
    (run,) = Publisher(desk).run()
    assert run.state is PublishState.CONFIRMED
    assert "nline" not in run.message
    assert "ligne" not in run.message
    assert the_target(desk).state is TargetState.ONLINE
    listing.edit({**FIELDS, "summary": "Autrement"}, public=PUBLIC)
    assert (the_target(desk).state, Publisher(desk).due()) == (TargetState.NEW, False)


def test_what_was_asked_for_without_a_line_goes_by_itself_when_the_line_is_back(
    desk: Desk, listing: Listings, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    Targets(desk).add("stick", TargetKind.FOLDER, str(stick / "site"), by_itself=False)
    assert [run.state for run in Publisher(desk).run()] == [PublishState.WAITING]
    stick.mkdir()
    builders.advance_to(desk, builders.NOW + timedelta(days=1))
    assert Publisher(desk).due()
    assert [run.state for run in Publisher(desk).run(unattended=True)] == [PublishState.CONFIRMED]


def test_nothing_goes_to_a_paused_target_until_it_is_resumed(desk: Desk, listing: Listings, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    targets = Targets(desk)
    site = targets.add("site", TargetKind.FOLDER, str(folder))
    targets.pause(site)
    assert (the_target(desk).state, Publisher(desk).due()) == (TargetState.PAUSED, False)
    assert [run.state for run in Publisher(desk).run()] == [PublishState.PAUSED]
    assert [run.state for run in Publisher(desk).run("site")] == [PublishState.PAUSED]
    assert list(folder.iterdir()) == []
    targets.resume(site)
    assert Publisher(desk).due()
    assert [run.state for run in Publisher(desk).run(unattended=True)] == [PublishState.CONFIRMED]
    with pytest.raises(errors.NotFound):
        targets.pause(99)


def test_a_paused_target_that_is_put_back_is_still_paused(desk: Desk, listing: Listings, tmp_path: Path) -> None:
    targets = Targets(desk)
    site = targets.add("site", TargetKind.FOLDER, str(tmp_path), by_itself=False)
    targets.pause(site)
    targets.put_back(targets.remove(site))
    assert (the_target(desk).paused, the_target(desk).by_itself) == (True, False)
