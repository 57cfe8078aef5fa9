"""Where revenue came from, how late a document is, and which month is meant."""

from __future__ import annotations

from datetime import date

import pytest

from tierslieu_desk.rules.month_figures import Age, RevenueKind, age, month_after, month_before, month_of, revenue_kind


@pytest.mark.parametrize(
    ("source", "unit", "fee", "kind"),
    [
        ("booking", "room", False, RevenueKind.ROOMS),
        ("booking", "desk", False, RevenueKind.DESKS),
        ("booking", "booth", False, RevenueKind.DESKS),
        ("booking", "vehicle", False, RevenueKind.EQUIPMENT),
        ("loan", "", False, RevenueKind.EQUIPMENT),
        ("subscription", "", False, RevenueKind.PLANS),
        ("subscription", "", True, RevenueKind.MEMBERSHIP),
        ("pass", "", False, RevenueKind.PASSES),
        ("registration", "", False, RevenueKind.EVENTS),
        ("mail", "", False, RevenueKind.MAIL),
        ("", "", False, RevenueKind.COUNTER),
    ],
)
def test_every_charge_is_of_one_kind(source: str, unit: str, fee: bool, kind: RevenueKind) -> None:
    assert revenue_kind(source, unit, fee=fee) is kind


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 12, 1), Age.NOT_DUE),
        (date(2026, 11, 24), Age.NOT_DUE),
        (date(2026, 11, 23), Age.MONTH),
        (date(2026, 10, 25), Age.MONTH),
        (date(2026, 10, 24), Age.TWO_MONTHS),
        (date(2026, 9, 25), Age.TWO_MONTHS),
        (date(2026, 9, 24), Age.THREE_MONTHS),
        (date(2026, 8, 26), Age.THREE_MONTHS),
        (date(2026, 8, 25), Age.OLDER),
    ],
)
def test_a_document_grows_older_by_thirty_days(due: date, expected: Age) -> None:
    assert age(due, date(2026, 11, 24)) is expected


def test_months_have_their_own_length_and_neighbours() -> None:
    assert month_of(date(2028, 2, 10)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert month_before(date(2026, 1, 31)) == (date(2025, 12, 1), date(2025, 12, 31))
    assert month_after(date(2026, 12, 31)) == (date(2027, 1, 1), date(2027, 1, 31))
