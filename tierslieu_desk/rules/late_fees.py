"""What is kept of a booking that is called off late: so much of its price, or an amount, the nearer the more.

Whether VAT is due on it is not settled. What is kept because the customer did not come, though the space was held for
them and could have been used, pays for the service (CJEU C-250/14 Air France-KLM, C-295/17 MEO): so it has the VAT of
the booking unless the place says otherwise. A lump sum that only makes good the loss of a cancellation is an indemnity,
outside VAT (CJEU C-277/05 Societe thermale d'Eugenie-les-Bains; BOI-TVA-BASE-10-10-50).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from tierslieu_desk.money import half_up

ALL_OF_IT = 100


@dataclass(frozen=True, slots=True)
class LateRule:
    """From `hours` before the start on: `per_cent` of the price, or `cents`. `outside`: an indemnity, without VAT."""

    hours: int
    per_cent: int = 0
    cents: int = 0
    outside: bool = False


def rule_for(rules: Sequence[LateRule], starts: datetime, now: datetime) -> LateRule | None:
    """The nearest that holds already; None in good time."""
    held = [rule for rule in rules if now >= starts - timedelta(hours=rule.hours)]
    return min(held, key=_hours, default=None)


def kept(rule: LateRule, price_cents: int) -> int:
    """Gross cents, half a cent upwards; never more than the price."""
    asked = half_up(Decimal(price_cents) * rule.per_cent / ALL_OF_IT) if rule.per_cent else rule.cents
    return min(asked, price_cents)


def _hours(rule: LateRule) -> int:
    return rule.hours
