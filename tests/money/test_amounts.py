"""Cents, worked out by hand and by a naive model in fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierslieu_desk.money import Basis, LineAmounts, TaxLine, Totals, half_up, line_amounts, totals

NET, GROSS = Basis.NET, Basis.GROSS


@pytest.mark.parametrize(
    ("price_e4", "quantity_milli", "rate_bp", "basis", "net", "tax", "gross"),
    [
        (100_000, 1_000, 2000, NET, 1000, 200, 1200),
        (100_000, 1_000, 2000, GROSS, 833, 167, 1000),
        (5_000, 10_000, 2000, GROSS, 417, 83, 500),
        (5_000, 1_000, 2000, GROSS, 42, 8, 50),
        (4_167, 10_000, 2000, NET, 417, 83, 500),
        (100_000, 1_500, 2000, NET, 1500, 300, 1800),
        (100_000, 333, 2000, NET, 333, 67, 400),
        (50, 1_000, 2000, NET, 1, 0, 1),
        (49, 1_000, 2000, NET, 0, 0, 0),
        (-50, 1_000, 2000, NET, -1, 0, -1),
        (100_000, -1_000, 2000, NET, -1000, -200, -1200),
        (100_000, -1_000, 2000, GROSS, -833, -167, -1000),
        (123_450, 1_000, 550, NET, 1235, 68, 1303),
        (123_449, 1_000, 550, NET, 1234, 68, 1302),
        (123_450, 1_000, 550, GROSS, 1171, 64, 1235),
        (100_000, 1_000, 0, NET, 1000, 0, 1000),
        (100_000, 1_000, 0, GROSS, 1000, 0, 1000),
        (0, 1_000, 2000, NET, 0, 0, 0),
        (100_000, 0, 2000, GROSS, 0, 0, 0),
        (1_230_000, 3_000, 1000, NET, 36900, 3690, 40590),
        (10, 1_000, 2000, GROSS, 0, 0, 0),
        (150, 1_000, 2000, GROSS, 2, 0, 2),
        (250, 1_000, 2000, GROSS, 3, 0, 3),
        (300, 1_000, 2000, GROSS, 3, 0, 3),
        (400, 1_000, 2000, GROSS, 3, 1, 4),
        (12_500_000, 12_000, 2000, GROSS, 1_250_000, 250_000, 1_500_000),
        (999_999, 1_000, 2000, NET, 10_000, 2_000, 12_000),
    ],
)
def test_a_line_is_rounded_once_half_up(
    price_e4: int, quantity_milli: int, rate_bp: int, basis: Basis, net: int, tax: int, gross: int
) -> None:
    assert line_amounts(price_e4, quantity_milli, rate_bp, basis) == LineAmounts(net, tax, gross)


def rounded(value: Fraction) -> int:
    """Half away from zero, by whole numbers only."""
    sign = -1 if value < 0 else 1
    twice = 2 * abs(value.numerator) + value.denominator
    return sign * (twice // (2 * value.denominator))


PRICES = st.integers(-10_000_000, 100_000_000)
QUANTITIES = st.integers(-100_000, 100_000)
RATES = st.sampled_from([0, 210, 550, 1000, 2000, 2100])


@given(PRICES, QUANTITIES, RATES, st.sampled_from(Basis))
def test_a_line_equals_the_naive_one(price: int, quantity: int, rate: int, basis: Basis) -> None:
    amounts = line_amounts(price, quantity, rate, basis)
    exact = Fraction(price, 100) * Fraction(quantity, 1000)
    share = Fraction(rate, 10_000)
    if basis is NET:
        net = rounded(exact)
        assert amounts == LineAmounts(net, rounded(net * share), net + rounded(net * share))
    else:
        gross = rounded(exact)
        net = rounded(gross / (1 + share))
        assert amounts == LineAmounts(net, gross - net, gross)
    assert amounts.net + amounts.tax == amounts.gross


@given(st.integers(1, 500), st.integers(1, 100_000), RATES)
def test_what_a_consumer_was_shown_is_what_is_paid(count: int, cents: int, rate: int) -> None:
    assert line_amounts(cents * 100, count * 1000, rate, GROSS).gross == count * cents
    lines = [(rate, GROSS, line_amounts(cents * 100, 1000, rate, GROSS))] * count
    assert totals(lines).gross == count * cents


def test_ten_prints_at_fifty_cents_make_five() -> None:
    one = line_amounts(5_000, 1_000, 2000, GROSS)
    assert totals([(2000, GROSS, one)] * 10).gross == 500
    assert line_amounts(5_000, 10_000, 2000, GROSS).gross == 500


def test_net_lines_pay_tax_on_their_sum_and_gross_lines_keep_theirs() -> None:
    lines = [(2000, NET, LineAmounts(33, 7, 40))] * 3 + [
        (2000, GROSS, LineAmounts(42, 8, 50)),
        (550, NET, LineAmounts(100, 6, 106)),
    ]
    assert totals(lines) == Totals(241, 34, 275, (TaxLine(2000, 141, 28), TaxLine(550, 100, 6)))


def test_a_document_of_nothing_costs_nothing() -> None:
    assert totals([]) == Totals(0, 0, 0, ())


@given(st.lists(st.tuples(RATES, st.sampled_from(Basis), PRICES, QUANTITIES), max_size=20))
def test_totals_add_up_and_a_credit_note_is_their_exact_opposite(lines: list[tuple[int, Basis, int, int]]) -> None:
    billed = totals([(rate, basis, line_amounts(p, q, rate, basis)) for rate, basis, p, q in lines])
    credited = totals([(rate, basis, line_amounts(p, -q, rate, basis)) for rate, basis, p, q in lines])
    assert billed.net + billed.tax == billed.gross
    assert (billed.net, billed.tax) == (sum(t.net for t in billed.taxes), sum(t.tax for t in billed.taxes))
    assert (credited.net, credited.tax, credited.gross) == (-billed.net, -billed.tax, -billed.gross)
    assert [t.rate_bp for t in billed.taxes] == sorted({rate for rate, *_ in lines}, reverse=True)


@pytest.mark.parametrize(("tenths", "whole"), [(5, 1), (-5, -1), (4, 0), (-4, 0), (15, 2), (25, 3), (-25, -3), (0, 0)])
def test_halves_go_away_from_zero(tenths: int, whole: int) -> None:
    from decimal import Decimal

    assert half_up(Decimal(tenths) / 10) == whole
