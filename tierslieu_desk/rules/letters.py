"""A letter by e-mail before it is one: whom it goes to and what it says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """Plain text; lines end with a line feed."""

    to: str
    subject: str
    body: str
