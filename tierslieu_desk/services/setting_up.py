"""A unit of work that changes the house: it sees its own changes, and nobody else does before they are committed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from tierslieu_desk.services.desk import Desk


@contextmanager
def changing_house(desk: Desk) -> Iterator[Session]:
    """`desk.store.writing()` for what units, hours, prices or rates are."""
    with desk.store.writing() as session:
        desk.changes_house(session)
        try:
            yield session
        finally:
            desk.changes_house(session)
