"""What people hold in advance: prepaid cards, and hours of several kinds of room."""

from __future__ import annotations

revision = "0004"
down_revision: str | None = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _prepaid()
    _hours()


def _prepaid() -> None:
    """Money paid in advance, and how far below zero the house lets it go."""


def _hours() -> None:
    """Hours of more than one kind of room in one plan."""
