"""Who may do what at the desk, once operators are ticked: one closed list of rights, and the roles that have them.

Whatever is not in the list is for everybody: greeting, booking, selling, taking money, handing over mail.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class OperatorRole(StrEnum):
    """What somebody at the desk is there for."""

    FACILITATOR = "facilitator"
    VOLUNTEER = "volunteer"
    TREASURER = "treasurer"


class Right(StrEnum):
    """What not everybody at the desk may do.

    To add one: a member here, its words in `say.WORDS` and in `ui/operators/words.py`, and `@asks(Right....)` at the
    head of the gesture in its service; `tests/services/test_rights.py` demands a gesture that is refused without it.
    """

    MONEY_BACK = "money_back"
    ISSUE = "issue"
    CREDIT = "credit"
    CLOSE_TILL = "close_till"
    PRICES = "prices"
    REPORTS = "reports"
    SETTINGS = "settings"
    IMPORT = "import"
    RESTORE = "restore"
    OVERRIDE = "override"
    ERASE = "erase"
    OPERATORS = "operators"


ALL = frozenset(Right)
FOR_FACILITATORS = frozenset({Right.OPERATORS})
"""Never given to another role: who may hand out rights has them all."""
DEFAULTS: Mapping[OperatorRole, frozenset[Right]] = {
    OperatorRole.FACILITATOR: ALL,
    OperatorRole.VOLUNTEER: frozenset(),
    OperatorRole.TREASURER: frozenset({Right.MONEY_BACK, Right.ISSUE, Right.CREDIT, Right.CLOSE_TILL, Right.REPORTS}),
}
"""What each role may do until a facilitator says otherwise."""


def rights_of(role: OperatorRole, kept: str | None) -> frozenset[Right]:
    """What a role may do: `kept` are the words a facilitator left for it, None when nothing was changed.

    A facilitator always may everything, whatever is kept; a word that is no right counts for nothing.
    """
    if role is OperatorRole.FACILITATOR or kept is None:
        return DEFAULTS[role]
    words = set(kept.split())
    return frozenset(right for right in Right if right.value in words) - FOR_FACILITATORS


def whose(right: Right, kept: Mapping[OperatorRole, str]) -> tuple[OperatorRole, ...]:
    """The roles that have a right, the facilitator first."""
    return tuple(role for role in OperatorRole if right in rights_of(role, kept.get(role)))


def usable_pin(pin: str) -> bool:
    """Four to six digits, 0 to 9 alone: what is typed on every keyboard."""
    return 4 <= len(pin) <= 6 and pin.isascii() and pin.isdigit()
