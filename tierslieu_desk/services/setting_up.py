"""A unit of work that changes the house: whoever asks for the house inside it, or after it failed, reads it anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from tierslieu_desk.services.desk import Desk


@contextmanager
def changing_house(desk: Desk) -> Iterator[Session]:
    """`desk.store.writing()` that never leaves a house behind which was rolled back."""
    try:
        with desk.store.writing() as session:
            yield session
    finally:
        desk.forget_house()
