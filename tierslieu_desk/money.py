"""Amounts are whole cents; unit prices are ten-thousandths of the currency, with their basis.

Nothing here is a float: SQLite stores `NUMERIC` as one, and three times 0.10 is then not 0.30.
Every rounding is half up, once, at the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

E4_PER_CENT = 100
RATE_UNIT = 10_000
"""VAT rates are in basis points: 2000 is 20 %, 550 is 5.5 %."""
QUANTITY_UNIT = 1_000
"""Quantities are in thousandths: 1500 is one and a half."""


class Basis(StrEnum):
    """Whether a unit price is before tax (net) or as shown to consumers (gross)."""

    NET = "net"
    GROSS = "gross"


@dataclass(frozen=True, slots=True)
class LineAmounts:
    """One line in cents; `net + tax == gross` always."""

    net: int
    tax: int
    gross: int


def half_up(value: Decimal) -> int:
    """The nearest whole number, halves away from zero."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def line_amounts(unit_price_e4: int, quantity_milli: int, rate_bp: int, basis: Basis) -> LineAmounts:
    """Cents of one line.

    On a net price the line's net is rounded, then its tax; on a gross price the gross is rounded, the net is taken
    out of it and the tax is the difference, so that ten prints at 0.50 make 5.00 and not 5.04.
    """
    exact = Decimal(unit_price_e4) * quantity_milli / (QUANTITY_UNIT * E4_PER_CENT)
    rate = Decimal(rate_bp) / RATE_UNIT
    if basis is Basis.NET:
        net = half_up(exact)
        tax = half_up(net * rate)
        return LineAmounts(net, tax, net + tax)
    gross = half_up(exact)
    net = half_up(gross / (1 + rate))
    return LineAmounts(net, gross - net, gross)


@dataclass(frozen=True, slots=True)
class TaxLine:
    """What one rate adds up to on a document, in cents."""

    rate_bp: int
    net: int
    tax: int


@dataclass(frozen=True, slots=True)
class Totals:
    """A document's totals in cents, with one `TaxLine` per rate, highest rate first."""

    net: int
    tax: int
    gross: int
    taxes: tuple[TaxLine, ...]


def totals(lines: list[tuple[int, Basis, LineAmounts]]) -> Totals:
    """Totals of `(rate_bp, basis, amounts)` lines.

    Per rate, net-priced lines pay tax on the sum of their nets; gross-priced lines keep the tax they contain, so
    that what a consumer was shown is what is paid.
    """
    rates = sorted({rate for rate, _, _ in lines}, reverse=True)
    taxes = []
    for rate in rates:
        net_lines = sum(amounts.net for r, basis, amounts in lines if r == rate and basis is Basis.NET)
        gross_net = sum(amounts.net for r, basis, amounts in lines if r == rate and basis is Basis.GROSS)
        gross_tax = sum(amounts.tax for r, basis, amounts in lines if r == rate and basis is Basis.GROSS)
        tax = half_up(net_lines * Decimal(rate) / RATE_UNIT) + gross_tax
        taxes.append(TaxLine(rate, net_lines + gross_net, tax))
    net = sum(line.net for line in taxes)
    tax = sum(line.tax for line in taxes)
    return Totals(net, tax, net + tax, tuple(taxes))


def e4_from_cents(cents: int) -> int:
    """Cents as a unit price."""
    return cents * E4_PER_CENT
