"""How the store spells moments and days, for the mapped columns and for plain statements alike."""

from __future__ import annotations

from datetime import UTC, date, datetime


def wall_text(value: datetime) -> str:
    """The place's wall clock, to the second. Raises `TypeError` for an aware value."""
    if value.tzinfo is not None:
        raise TypeError("a wall-clock column takes naive datetimes")
    return value.isoformat(" ", "seconds")


def instant_text(value: datetime) -> str:
    """An instant in UTC, to the microsecond. Raises `TypeError` for a naive value."""
    if value.tzinfo is None:
        raise TypeError("an instant column takes aware datetimes")
    return value.astimezone(UTC).isoformat("T", "microseconds")


def plain(value: object) -> object:
    """What the driver is handed for a value of ours; the driver's own adapters are deprecated and guess."""
    if isinstance(value, datetime):
        return wall_text(value) if value.tzinfo is None else instant_text(value)
    return value.isoformat() if isinstance(value, date) else value
