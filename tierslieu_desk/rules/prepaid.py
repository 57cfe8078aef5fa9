"""Which prepaid card pays: their own first, the soonest to expire first, below zero no further than the house lets it.

A card is a multi-purpose voucher (CGI art. 256 ter): what it will buy is not known when it is sold, so that its sale
is neither revenue nor taxed; what is bought with it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PrepaidReason(StrEnum):
    """Why a line stands in the ledger of a card."""

    SOLD = "sold"
    TOPPED_UP = "topped_up"
    OPENING = "opening"
    PAID = "paid"
    TAKEN_BACK = "taken_back"
    GIVEN_BACK = "given_back"
    TRANSFERRED = "transferred"
    GIFT = "gift"
    MADE_GOOD = "made_good"


HANDED = (PrepaidReason.TRANSFERRED, PrepaidReason.GIFT, PrepaidReason.MADE_GOOD)
"""What leaves one card enters another by the very next line."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is on one card, in cents, below zero too. `shared`: their organisation's, not their own."""

    id: int
    sold_on: date
    valid_until: date | None
    cents: int
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Draw:
    """So many cents paid with one card."""

    card_id: int
    cents: int


def draw(cards: Sequence[Card], cents: int, day: date, limit: int = 0) -> tuple[Draw, ...]:
    """How `cents` are paid on that day; less than asked when the cards do not reach.

    What is missing then goes below zero on their own card that lasts longest, up to `limit` over all of their own.
    """
    valid = sorted(
        (card for card in cards if card.valid_until is None or card.valid_until >= day),
        key=lambda card: (card.shared, card.valid_until or date.max, card.sold_on, card.id),
    )
    drawn: dict[int, int] = {}
    for card in valid:
        taken = min(max(0, card.cents), cents)
        if taken:
            drawn[card.id] = taken
            cents -= taken
    own = [card for card in valid if not card.shared]
    below = min(cents, limit - sum(max(0, -card.cents) for card in own))
    if own and below > 0:
        drawn[own[-1].id] = drawn.get(own[-1].id, 0) + below
    return tuple(Draw(number, taken) for number, taken in drawn.items())


def payable(cards: Sequence[Card], day: date, limit: int = 0) -> int:
    """The most that those cards pay on that day, in cents."""
    return sum(one.cents for one in draw(cards, 10**12, day, limit))
