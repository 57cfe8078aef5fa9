"""Every service test stands on a real SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import SmallHouse, open_desk, settled

from tierslieu_desk.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A desk on an empty store, or one with the small house for who asks for it, on Tuesday 24 November 2026, 10:47."""
    with open_desk(tmp_path / "desk", store_file=settled()[0] if "house" in request.fixturenames else None) as opened:
        yield opened


@pytest.fixture
def house(desk: Desk) -> SmallHouse:
    """The small house of `builders`, which is in the store of `desk`."""
    return settled()[1]
