"""Which VAT a supply bears: the category's rate that day, or none where the place's regime says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tierslieu_desk.errors import MissingFact
from tierslieu_desk.rules.vocabulary import VatCategory, VatRegime


@dataclass(frozen=True, slots=True)
class DatedRate:
    """A category's rate in basis points, from a day on."""

    category: VatCategory
    valid_from: date
    rate_bp: int


def rate_on(day: date, category: VatCategory, regime: VatRegime, rates: Sequence[DatedRate]) -> int:
    """Basis points. Only a liable place charges tax, and never on what is outside its scope (a membership fee).

    Raises `MissingFact` when no rate of that category is known for that day.
    """
    if regime is not VatRegime.LIABLE or category is VatCategory.OUTSIDE:
        return 0
    known = [rate for rate in rates if rate.category == category and rate.valid_from <= day]
    if not known:
        raise MissingFact(field="vat_rate", who=f"{category} {day.isoformat()}")
    return max(known, key=lambda rate: rate.valid_from).rate_bp
