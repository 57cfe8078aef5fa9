"""What is sold over the counter, one thing at a time, and the usual things before anybody said what is."""

from __future__ import annotations

from dataclasses import dataclass

from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import VatCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Something sold over the counter. `half_days`: what it lets one use ahead; `id` None: not kept yet."""

    name: str
    price_e4: int
    basis: Basis = Basis.GROSS
    vat_category: VatCategory = VatCategory.STANDARD
    half_days: int = 0
    id: int | None = None


def first_articles() -> tuple[Article, ...]:
    """What a counter sells before anybody said so: the usual things at usual prices, to be changed."""
    ten = ngettext("%(n)s half-day ticket", "%(n)s half-day tickets", 10) % {"n": 10}
    return (
        Article(name=_("Coffee"), price_e4=10_000, vat_category=VatCategory.INTERMEDIATE),
        Article(name=_("Print-out"), price_e4=2_000),
        Article(name=_("Half-day ticket"), price_e4=80_000, half_days=1),
        Article(name=ten, price_e4=700_000, half_days=10),
    )
