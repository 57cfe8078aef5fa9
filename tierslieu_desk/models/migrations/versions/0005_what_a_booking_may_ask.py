"""What a booking may ask: its unit's facts and limits, days of the calendar, prices of many kinds, a place in line."""

from __future__ import annotations

revision = "0005"
down_revision: str | None = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _units()
    _calendar()
    _prices()
    _waiting()
    _imports()


def _units() -> None:
    """Facts of a unit, and who may book it how."""


def _calendar() -> None:
    """Exceptional days and holidays."""


def _prices() -> None:
    """Windows, special rates, late fees, quotes."""


def _waiting() -> None:
    """Who waits for what is taken."""


def _imports() -> None:
    """Where what came in a file of a calendar came from."""
