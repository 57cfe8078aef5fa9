"""The front desk in full: whom it knows, what it sells for a time, who comes, what is sent, who stands at it."""

from __future__ import annotations

revision = "0003"
down_revision: str | None = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()
    _plans()
    _visits()
    _messages()
    _operators()


def _people() -> None:
    """What is known of somebody."""


def _plans() -> None:
    """What is sold for a time, and what is left of it."""


def _visits() -> None:
    """Who comes, and what they come for."""


def _messages() -> None:
    """What is told to them, by e-mail or on paper."""


def _operators() -> None:
    """Who stands at the desk, and what one leaves to the next."""
