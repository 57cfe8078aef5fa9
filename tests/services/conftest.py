"""Every service test stands on a real SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import SmallHouse, open_desk, small_house

from tierslieu_desk.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on an empty store, at 10:47 on Tuesday 24 November 2026."""
    with open_desk(tmp_path / "desk") as opened:
        yield opened


@pytest.fixture
def house(desk: Desk) -> SmallHouse:
    """The small house of `builders`, set up in the store of `desk`."""
    return small_house(desk)
