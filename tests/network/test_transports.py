"""Every transport on a real peer: what was put is what is on its disk."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import peers
import pytest

from tierslieu_desk.network.addresses import travels_readable
from tierslieu_desk.network.faults import PortalInTheWay, ServerRefuses, Unreachable
from tierslieu_desk.network.transports import TRANSPORTS, Destination, Transport, open_transport
from tierslieu_desk.rules.vocabulary import TargetKind

TEXT = "text/plain"


def destination(kind: TargetKind, url: str, folder: Path, password: str = peers.PASSWORD) -> Destination:
    return Destination(kind, url, peers.USER, password, folder, stall_seconds=2)


@pytest.fixture(params=list(TargetKind))
def line(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Transport, Path]]:
    """An open transport, and the folder in which its server should keep what is put."""
    disk = tmp_path / "disk"
    disk.mkdir()
    kind: TargetKind = request.param
    if kind is TargetKind.FOLDER:
        opened = open_transport(destination(kind, str(disk / "site"), tmp_path))
        yield opened, disk / "site"
        opened.close()
        return
    with (peers.webdav if kind is TargetKind.WEBDAV else peers.sftp)(disk) as peer:
        opened = open_transport(destination(kind, peer.url, tmp_path))
        yield opened, disk / "site"
        opened.close()


def test_every_kind_of_target_has_a_transport() -> None:
    assert {kind for kind, _ in TRANSPORTS} == set(TargetKind)


def test_what_is_put_is_on_the_servers_disk_and_nothing_else_is(line: tuple[Transport, Path]) -> None:
    transport, disk = line
    transport.put_atomic(".well-known/a.txt", b"first", TEXT, "t1")
    assert (disk / ".well-known/a.txt").read_bytes() == b"first"
    assert [each.name for each in disk.rglob("*") if each.is_file()] == ["a.txt"]


def test_a_second_put_takes_the_place_of_the_first(line: tuple[Transport, Path]) -> None:
    transport, disk = line
    transport.put_atomic("a.txt", b"first", TEXT, "t1")
    transport.put_atomic("a.txt", b"second, and longer", TEXT, "t2")
    assert (disk / "a.txt").read_bytes() == b"second, and longer"
    assert transport.get("a.txt") == b"second, and longer"
    assert transport.stat("a.txt") == 18


def test_a_file_that_is_not_there_is_none(line: tuple[Transport, Path]) -> None:
    transport, _ = line
    assert transport.get("missing.txt") is None
    assert transport.stat("missing.txt") is None


def test_deleting_twice_is_deleting_once(line: tuple[Transport, Path]) -> None:
    transport, disk = line
    transport.put_atomic("a.txt", b"first", TEXT, "t1")
    transport.delete("a.txt")
    transport.delete("a.txt")
    assert not (disk / "a.txt").exists()


def test_what_a_cut_attempt_left_is_swept(line: tuple[Transport, Path]) -> None:
    transport, disk = line
    transport.put_atomic("a.txt", b"first", TEXT, "t1")
    (disk / "b.txt.t1.part").write_bytes(b"cu")
    transport.sweep("b.txt", "t1")
    assert [each.name for each in disk.iterdir()] == ["a.txt"]


def test_requests_are_counted(line: tuple[Transport, Path]) -> None:
    transport, _ = line
    transport.get("missing.txt")
    assert transport.requests == 1


def test_a_stick_that_is_not_plugged_in_is_waited_for(tmp_path: Path) -> None:
    transport = open_transport(destination(TargetKind.FOLDER, str(tmp_path / "stick" / "site"), tmp_path))
    with pytest.raises(Unreachable):
        transport.get("a.txt")
    assert not (tmp_path / "stick").exists()


@pytest.mark.parametrize("kind", [TargetKind.WEBDAV, TargetKind.SFTP])
def test_a_wrong_password_is_said(kind: TargetKind, tmp_path: Path) -> None:
    with (peers.webdav if kind is TargetKind.WEBDAV else peers.sftp)(tmp_path / "disk") as peer:
        transport = open_transport(destination(kind, peer.url, tmp_path, "wrong"))
        with pytest.raises(ServerRefuses) as refused:
            transport.get("a.txt")
        transport.close()
    assert refused.value.reason == ServerRefuses.PASSWORD


@pytest.mark.parametrize(("kind", "scheme"), [(TargetKind.WEBDAV, "http"), (TargetKind.SFTP, "sftp")])
def test_a_server_that_is_down_is_waited_for(kind: TargetKind, scheme: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    transport = open_transport(destination(kind, f"{scheme}://127.0.0.1:{port}/site", tmp_path))
    with pytest.raises(Unreachable):
        transport.get("a.txt")
    transport.close()


@pytest.mark.parametrize(("kind", "scheme"), [(TargetKind.WEBDAV, "http"), (TargetKind.SFTP, "sftp")])
def test_a_server_that_says_nothing_is_left_after_the_stall(kind: TargetKind, scheme: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"{scheme}://127.0.0.1:{mute.getsockname()[1]}/site"
        transport = open_transport(Destination(kind, url, peers.USER, peers.PASSWORD, tmp_path, stall_seconds=0.3))
        with pytest.raises(Unreachable):
            transport.get("a.txt")
        transport.close()


def test_another_host_key_than_before_is_refused(tmp_path: Path) -> None:
    with peers.sftp(tmp_path / "one") as peer:
        port = int(peer.url.split(":")[2].split("/")[0])
        transport = open_transport(destination(TargetKind.SFTP, peer.url, tmp_path))
        transport.put_atomic("a.txt", b"first", TEXT, "t1")
        transport.close()
    with peers.sftp(tmp_path / "two", port) as impostor:
        transport = open_transport(destination(TargetKind.SFTP, impostor.url, tmp_path))
        with pytest.raises(ServerRefuses) as refused:
            transport.get("a.txt")
        transport.close()
    assert refused.value.reason == ServerRefuses.HOST_KEY


PAGE = b"<!DOCTYPE html><title>Wi-Fi</title>"


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {"Content_Type": "text/html"}),
        (200, {}),
        (302, {"Location": "/login"}),
        (302, {"Location": "http://portal.example/"}),
        (511, {}),
    ],
)
def test_a_portal_is_known_whatever_is_asked(status: int, headers: dict[str, str], tmp_path: Path) -> None:
    with peers.answering(status, PAGE, **headers) as portal:
        transport = open_transport(destination(TargetKind.WEBDAV, portal.url, tmp_path))
        with pytest.raises(PortalInTheWay):
            transport.get("listing.json")
        transport.close()


def test_a_page_in_answer_to_a_put_is_a_portal(tmp_path: Path) -> None:
    with peers.answering(200, PAGE, Content_Type="text/html; charset=utf-8") as portal:
        transport = open_transport(destination(TargetKind.WEBDAV, portal.url, tmp_path))
        with pytest.raises(PortalInTheWay):
            transport.put_atomic("a.txt", b"first", TEXT, "t1")
        transport.close()
    assert [each.split()[0] for each in portal.asked] == ["PUT"]


@pytest.mark.parametrize("method", ["get", "delete"])
def test_a_redirect_is_never_followed(method: str, tmp_path: Path) -> None:
    with peers.answering(200, b"elsewhere") as elsewhere:
        with peers.answering(307, Location=elsewhere.url) as moved:
            transport = open_transport(destination(TargetKind.WEBDAV, moved.url, tmp_path))
            with pytest.raises(PortalInTheWay):
                getattr(transport, method)("a.txt")
            transport.close()
        assert elsewhere.asked == []


def test_a_server_under_repair_says_how_long(tmp_path: Path) -> None:
    with peers.answering(503, Retry_After="120") as repair:
        transport = open_transport(destination(TargetKind.WEBDAV, repair.url, tmp_path))
        with pytest.raises(Unreachable) as waiting:
            transport.get("a.txt")
        transport.close()
    assert waiting.value.retry_after == 120


def test_a_full_disk_needs_a_person(tmp_path: Path) -> None:
    with peers.answering(507) as full:
        transport = open_transport(destination(TargetKind.WEBDAV, full.url, tmp_path))
        with pytest.raises(ServerRefuses) as refused:
            transport.put_atomic("a.txt", b"first", TEXT, "t1")
        transport.close()
    assert refused.value.reason == ServerRefuses.FULL


def test_no_password_is_sent_where_others_could_read_it(tmp_path: Path) -> None:
    """The line is not even tried: a test that calls beyond this computer fails."""
    transport = open_transport(destination(TargetKind.WEBDAV, "http://192.0.2.1/site", tmp_path))
    for act in (transport.get, transport.stat, transport.delete):
        with pytest.raises(ServerRefuses) as refused:
            act("a.txt")
        assert refused.value.reason == ServerRefuses.READABLE
    assert transport.requests == 0
    transport.close()


@pytest.mark.parametrize(
    "url", ["http://localhost:1/x", "http://127.0.0.1/x", "http://[::1]:80/x", "https://b.example"]
)
def test_within_this_computer_or_sealed_nobody_reads_along(url: str) -> None:
    assert not travels_readable(url)


@pytest.mark.parametrize("url", ["http://b.example/x", "http://10.0.0.1/x", "http://127.0.0.1.b.example/", "HTTP://b"])
def test_on_any_other_plain_line_somebody_may(url: str) -> None:
    assert travels_readable(url)
