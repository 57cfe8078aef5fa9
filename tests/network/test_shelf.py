"""The shelf on a real WebDAV server: listed, filled, and read back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import peers
import pytest

from tierslieu_desk.network.faults import ServerRefuses, Unreachable
from tierslieu_desk.network.shelf import Shelf
from tierslieu_desk.network.transports import Destination
from tierslieu_desk.rules.vocabulary import TargetKind

CONTENT = bytes(range(256)) * 20_000
"""5 MB, which no block holds."""


@pytest.fixture
def peer(tmp_path: Path) -> Iterator[peers.Peer]:
    with peers.webdav(tmp_path / "disk") as found:
        yield found


@pytest.fixture
def shelf(peer: peers.Peer, tmp_path: Path) -> Iterator[Shelf]:
    opened = Shelf(Destination(TargetKind.WEBDAV, peer.url, peers.USER, peers.PASSWORD, tmp_path, stall_seconds=2))
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "here").write_bytes(CONTENT)
    return tmp_path / "here"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_folder_that_is_not_there_holds_nothing_and_is_made_for_the_first_file(
    shelf: Shelf, peer: peers.Peer, file: Path
) -> None:
    assert shelf.names() == {}
    shelf.put("copie n° 1.tldesk", file, digest(CONTENT), "t1")
    assert (peer.disk / "site" / "copie n° 1.tldesk").read_bytes() == CONTENT
    assert shelf.names() == {"copie n° 1.tldesk": len(CONTENT)}


def test_folders_are_not_among_the_names(shelf: Shelf, peer: peers.Peer, file: Path) -> None:
    (peer.disk / "site" / "desk-2026-03-10-093000.tldesk").mkdir(parents=True)
    (peer.disk / "site" / "a").write_bytes(b"")
    assert shelf.names() == {"a": 0}


def test_a_file_of_any_length_comes_back_block_by_block(shelf: Shelf, file: Path) -> None:
    shelf.put("a", file, digest(CONTENT), "t1")
    blocks: list[bytes] = []
    assert shelf.fetch("a", blocks.append)
    assert b"".join(blocks) == CONTENT
    assert len(blocks) > 1
    assert not shelf.fetch("b", blocks.append)
    assert shelf.digest("b") is None


def test_a_file_that_is_not_what_it_should_be_never_gets_its_name(shelf: Shelf, peer: peers.Peer, file: Path) -> None:
    with pytest.raises(Unreachable) as refused:
        shelf.put("a", file, digest(b"something else"), "t1")
    assert refused.value.what == "not_kept"
    assert list((peer.disk / "site").iterdir()) == []


def test_a_folder_in_no_folder_is_a_wrong_address(peer: peers.Peer, tmp_path: Path, file: Path) -> None:
    where = Destination(TargetKind.WEBDAV, f"{peer.url}/no/such", peers.USER, peers.PASSWORD, tmp_path)
    opened = Shelf(where)
    with pytest.raises(ServerRefuses) as refused:
        opened.put("a", file, digest(CONTENT), "t1")
    opened.close()
    assert refused.value.reason == ServerRefuses.ADDRESS
