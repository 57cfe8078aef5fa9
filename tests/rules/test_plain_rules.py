"""The small rules, on tables of plain cases: prices, hours, buffers, VAT, names, numbers, cents."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tierslieu_desk import errors
from tierslieu_desk.money import Basis, LineAmounts, TaxLine, line_amounts, totals
from tierslieu_desk.rules.buffers import Buffers, gap_minutes, needed_gap, respects_buffer
from tierslieu_desk.rules.chain import GENESIS, canonical, seal
from tierslieu_desk.rules.names import initials, search_key
from tierslieu_desk.rules.numbering import number_of, series_of
from tierslieu_desk.rules.opening import WeeklyHours, is_open
from tierslieu_desk.rules.prices import PriceStep, price_minutes
from tierslieu_desk.rules.vat import DatedRate, rate_on
from tierslieu_desk.rules.vocabulary import InvoiceKind, VatCategory, VatRegime
from tierslieu_desk.wallclock import Slot

TUESDAY = [WeeklyHours(1, 540, 720), WeeklyHours(1, 720, 1080)]


def step(minutes: int, cents: int) -> PriceStep:
    return PriceStep(f"{minutes} min", minutes, cents * 100, Basis.NET, VatCategory.STANDARD)


def at(clock: str, day: int = 24) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day} {clock}")


@pytest.mark.parametrize(
    ("minutes", "counts", "total_e4"),
    [
        (720, [(420, 1), (180, 1), (60, 2)], 900_000),  # 7 + 3 + 1 + 1 hours: 45 + 25 + 10 + 10
        (60, [(60, 1)], 100_000),
        (61, [(60, 2)], 200_000),
        (30, [(60, 1)], 100_000),
        (420, [(420, 1)], 450_000),
    ],
)
def test_the_longest_price_comes_first_and_a_started_step_counts(
    minutes: int, counts: list[tuple[int, int]], total_e4: int
) -> None:
    priced = price_minutes(minutes, [step(60, 1000), step(420, 4500), step(180, 2500)])
    assert [(one.step.minutes, one.count) for one in priced.steps] == counts
    assert priced.total_e4 == total_e4


def test_without_prices_nothing_is_asked() -> None:
    assert price_minutes(60, []).total_e4 == 0


@pytest.mark.parametrize(
    ("start", "end", "opened"),
    [
        (at("09:00"), at("18:00"), True),
        (at("11:30"), at("12:30"), True),
        (at("08:59"), at("10:00"), False),
        (at("17:00"), at("18:01"), False),
        (at("09:00", 25), at("10:00", 25), False),
    ],
)
def test_touching_stretches_are_one_and_nothing_is_open_outside(start: datetime, end: datetime, opened: bool) -> None:
    assert is_open(Slot(start, end), TUESDAY) is opened


def test_a_place_without_hours_is_always_open() -> None:
    assert is_open(Slot(at("03:00"), at("04:00")), [])


def test_a_slot_over_midnight_is_open_when_both_days_are() -> None:
    hours = [WeeklyHours(1, 1080, 1440), WeeklyHours(2, 0, 120)]
    assert is_open(Slot(at("23:00"), at("01:00", 25)), hours)
    assert not is_open(Slot(at("23:00"), at("03:00", 25)), hours)


def test_the_larger_of_two_buffers_is_the_gap() -> None:
    assert needed_gap(Buffers(0, 15), Buffers(10, 0)) == 15
    assert needed_gap(Buffers(0, 5), Buffers(10, 0)) == 10
    assert gap_minutes(at("10:00"), at("10:12")) == 12
    assert respects_buffer(at("10:00"), Buffers(0, 15), at("10:15"), Buffers())
    assert not respects_buffer(at("10:00"), Buffers(0, 15), at("10:14"), Buffers())


RATES = (
    DatedRate(VatCategory.STANDARD, date(2000, 1, 1), 1960),
    DatedRate(VatCategory.STANDARD, date(2014, 1, 1), 2000),
)


@pytest.mark.parametrize(
    ("day", "category", "regime", "rate"),
    [
        (date(2013, 12, 31), VatCategory.STANDARD, VatRegime.LIABLE, 1960),
        (date(2014, 1, 1), VatCategory.STANDARD, VatRegime.LIABLE, 2000),
        (date(2026, 1, 1), VatCategory.STANDARD, VatRegime.FRANCHISE, 0),
        (date(2026, 1, 1), VatCategory.OUTSIDE, VatRegime.LIABLE, 0),
    ],
)
def test_the_rate_is_the_days_and_only_where_the_regime_asks(
    day: date, category: VatCategory, regime: VatRegime, rate: int
) -> None:
    assert rate_on(day, category, regime, RATES) == rate


def test_a_rate_nobody_set_is_asked_for() -> None:
    with pytest.raises(errors.MissingFact):
        rate_on(date(2026, 1, 1), VatCategory.REDUCED, VatRegime.LIABLE, RATES)


@pytest.mark.parametrize(
    ("name", "key"),
    [("L’Étang-Vert", "l etang vert"), ("  Inés   GARCÍA ", "ines garcia"), ("Œdipe", "oedipe"), ("Straße", "strasse")],
)
def test_names_are_found_without_accents_capitals_or_punctuation(name: str, key: str) -> None:
    assert search_key(name) == key


def test_initials_stand_for_a_face() -> None:
    assert initials("Marie-Jeanne Dupont") == "MJ"
    assert initials("Madonna") == "M"


def test_numbers_of_documents_grow_and_are_never_cut() -> None:
    assert number_of(series_of(InvoiceKind.INVOICE, date(2026, 11, 24)), 431) == "F2026-0431"
    assert number_of(series_of(InvoiceKind.CREDIT_NOTE, date(2026, 11, 24)), 12345) == "A2026-12345"


@pytest.mark.parametrize(
    ("price_e4", "quantity", "rate", "basis", "amounts"),
    [
        (5_000, 10_000, 2000, Basis.GROSS, LineAmounts(417, 83, 500)),  # ten prints at 0.50 shown: 5.00, not 5.04
        (100_000, 1_500, 2000, Basis.NET, LineAmounts(1500, 300, 1800)),
        (33_333, 1_000, 2000, Basis.NET, LineAmounts(333, 67, 400)),
        (50, 1_000, 0, Basis.NET, LineAmounts(1, 0, 1)),  # half a cent goes up
        (-100_000, 1_000, 2000, Basis.GROSS, LineAmounts(-833, -167, -1000)),
    ],
)
def test_a_line_adds_up_to_the_cent(
    price_e4: int, quantity: int, rate: int, basis: Basis, amounts: LineAmounts
) -> None:
    assert line_amounts(price_e4, quantity, rate, basis) == amounts


def test_tax_on_net_lines_is_on_their_sum() -> None:
    line = line_amounts(3_300, 1_000, 2000, Basis.NET)  # 0.33 + 0.07 each: three lines make 0.99 + 0.20
    summed = totals([(2000, Basis.NET, line)] * 3)
    assert (summed.net, summed.tax, summed.gross, summed.taxes) == (99, 20, 119, (TaxLine(2000, 99, 20),))


def test_a_seal_depends_on_the_one_before_and_not_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'
    # printf '%s\nhello' "$(printf '0%.0s' $(seq 64))" | sha256sum
    first = seal(GENESIS, "hello")
    assert first == "d78c26793f1dab63611ab1bb456558666a2c7585773cd470c31c147d02f837dc"
    assert seal(first, "hello") != first
