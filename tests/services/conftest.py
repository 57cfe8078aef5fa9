"""Every service test stands on a real SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from builders import SmallHouse, describe_place, open_desk, settled

from tierslieu_desk.services.desk import Desk

if TYPE_CHECKING:
    from front_desk import Front
    from mail_peers import Post


@pytest.fixture
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A desk on an empty store, or one with the small house for who asks for it, on Tuesday 24 November 2026, 10:47."""
    with open_desk(tmp_path / "desk", store_file=settled()[0] if "house" in request.fixturenames else None) as opened:
        yield opened


@pytest.fixture
def house(desk: Desk) -> SmallHouse:
    """The small house of `builders`, which is in the store of `desk`."""
    return settled()[1]


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    """A desk that writes to people, without an account."""
    from front_desk import Front

    with open_desk(tmp_path / "desk") as opened:
        describe_place(opened)
        yield Front(opened)


@pytest.fixture
def post() -> Iterator[Post]:
    """A server that takes letters, on this computer."""
    from mail_peers import post_office

    with post_office() as made:
        yield made
