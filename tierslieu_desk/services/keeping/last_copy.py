"""What is remembered of copies, for whoever asks how old the last one is."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules import rotation


class LastCopy(NamedTuple):
    """A row of `copy_made`."""

    file: str
    sha256: str
    size_bytes: int
    made_at: datetime
    outside: bool


_NEWEST = """
    SELECT file, sha256, size_bytes, made_at, outside FROM copy_made
    WHERE outside = :outside AND made_at <= :until ORDER BY made_at DESC LIMIT 1
"""


def newest(seen: Glance, now: datetime, *, outside: bool) -> LastCopy | None:
    """The newest copy outside this computer, or on it.

    One dated in time to come says nothing: the clock was wrong when it was made, and nobody knows how old it is.
    """
    found = seen.row(_NEWEST, outside=outside, until=now + rotation.LEEWAY)
    if found is None:
        return None
    file, sha256, size, made_at, away = found
    return LastCopy(file, sha256, size, datetime.fromisoformat(made_at), bool(away))


def made_twice(seen: Glance, copy: LastCopy) -> bool:
    """Whether one on this computer was also made in a second place that would be lost with it: it is there twice."""
    found = "SELECT count(DISTINCT file) FROM copy_made WHERE outside = 0 AND made_at = :made_at"
    return int(seen.value(found, made_at=copy.made_at)) > 1
