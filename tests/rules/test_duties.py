"""The duties of a place that domiciles companies, on plain cases."""

from __future__ import annotations

from datetime import date

import pytest

from tierslieu_desk.rules.duties import (
    Book,
    Contract,
    Duty,
    DutyKind,
    days_of,
    duties,
    is_listed,
    months_later,
    quarter_key,
)

TODAY = date(2026, 11, 24)


def contract(
    *,
    starts: date = date(2025, 1, 6),
    ends: date | None = None,
    proxy_until: date | None = None,
    told: date | None = None,
    since: date | None = None,
) -> Contract:
    return Contract(7, "Pyrène Conseil", starts, ends, proxy_until, told, since)


def due(today: date, *contracts: Contract, approved_until: date | None = None, sent: tuple[int, ...] = ()) -> list[str]:
    return [
        duty.kind.value for duty in duties(Book(contracts, approved_until, sent), today) if duty.kind != "january_list"
    ]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (date(2026, 9, 11), []),  # 74 days
        (date(2026, 9, 10), ["mail_not_collected"]),  # 75
        (date(2026, 8, 27), ["mail_not_collected"]),  # 89
        (date(2026, 8, 26), ["mail_long_not_collected"]),  # 90: three months are up on the 26th
        (date(2026, 8, 24), ["mail_long_not_collected", "tell_registry_mail"]),
    ],
)
def test_alarms_at_75_and_90_days_and_the_letter_at_three_months(since: date, expected: list[str]) -> None:
    assert due(TODAY, contract(since=since)) == expected


def test_a_duty_names_who_until_when_and_the_days_left() -> None:
    found = duties(Book([contract(since=date(2026, 9, 10))], None, (20260,)), TODAY)
    assert found == (Duty(DutyKind.MAIL_NOT_COLLECTED, "Pyrène Conseil", date(2026, 12, 10), 16, 7, date(2026, 9, 10)),)


def test_nothing_on_the_shelf_is_nothing_to_fetch() -> None:
    assert due(TODAY, contract(since=None)) == []


def test_an_old_letter_to_the_registry_does_not_count_for_new_mail() -> None:
    assert "tell_registry_mail" in due(TODAY, contract(since=date(2026, 8, 1), told=date(2026, 3, 2)))
    assert "tell_registry_mail" not in due(TODAY, contract(since=date(2026, 8, 1), told=date(2026, 11, 2)))


@pytest.mark.parametrize(
    ("ends", "told", "expected"),
    [
        (date(2026, 11, 25), None, []),
        (date(2026, 11, 24), None, ["tell_registry_end"]),
        (date(2026, 10, 31), date(2026, 10, 30), ["tell_registry_end"]),
        (date(2026, 10, 31), date(2026, 10, 31), []),
    ],
)
def test_the_registry_is_told_of_an_end_once_it_has_come(ends: date, told: date | None, expected: list[str]) -> None:
    """The last quarter's list is not asked here."""
    assert due(TODAY, contract(ends=ends, told=told), sent=(20263, 20262)) == expected


@pytest.mark.parametrize(
    ("until", "expected"),
    [(date(2026, 12, 25), []), (date(2026, 12, 24), ["proxy_expires"]), (date(2026, 11, 1), ["proxy_expires"])],
)
def test_a_proxy_is_renewed_within_thirty_days_of_its_end(until: date, expected: list[str]) -> None:
    assert due(TODAY, contract(proxy_until=until)) == expected


def test_who_came_or_left_in_a_quarter_is_listed_after_it() -> None:
    came = contract(starts=date(2026, 7, 1))
    left = contract(ends=date(2026, 9, 30), told=date(2026, 9, 30))
    assert due(TODAY, came) == ["quarter_list"]
    assert due(TODAY, left) == ["quarter_list"]
    assert due(TODAY, came, sent=(20263,)) == []
    assert due(TODAY, contract(starts=date(2026, 10, 1))) == []


def test_the_quarters_list_is_due_by_the_fifteenth() -> None:
    (found,) = duties(Book([contract(starts=date(2026, 7, 1))], None, (20260,)), date(2026, 10, 20))
    assert (found.due, found.days) == (date(2026, 10, 15), -5)


def test_before_15_january_those_present_on_the_first_are_listed() -> None:
    (found,) = duties(Book([contract()]), date(2027, 1, 4))
    assert (found.kind, found.due, found.days) == (DutyKind.JANUARY_LIST, date(2027, 1, 14), 10)
    assert duties(Book([contract()], None, (20270,)), date(2027, 1, 4)) == ()
    assert duties(Book([contract(starts=date(2027, 1, 2))]), date(2027, 1, 4)) == ()


def test_a_list_carries_what_is_noted_once_it_was_sent() -> None:
    """On 4 January 2027 the quarter that ended is the fourth of 2026; the list of 1 January is that of 2027."""
    found = duties(Book([contract(starts=date(2026, 10, 1), proxy_until=date(2027, 1, 10))]), date(2027, 1, 4))
    assert [(duty.kind.value, duty.list_key) for duty in found] == [
        ("proxy_expires", 0),
        ("january_list", 20270),
        ("quarter_list", 20264),
    ]


def test_the_approval_is_renewed_half_a_year_ahead() -> None:
    assert due(TODAY, approved_until=date(2027, 5, 24)) == []
    assert due(TODAY, approved_until=date(2027, 5, 23)) == ["approval_expires"]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 10, 1), -3, date(2026, 7, 1)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
    ],
)
def test_months_later_stays_in_the_month(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected


@pytest.mark.parametrize(
    ("day", "key"), [(date(2026, 1, 1), 20261), (date(2026, 9, 30), 20263), (date(2026, 12, 31), 20264)]
)
def test_quarters_are_numbered(day: date, key: int) -> None:
    assert quarter_key(day) == key


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        (20263, date(2026, 7, 1), date(2026, 9, 30)),
        (20264, date(2026, 10, 1), date(2026, 12, 31)),
        (20270, date(2027, 1, 1), date(2027, 1, 1)),
    ],
)
def test_the_days_that_a_list_is_about(key: int, first: date, last: date) -> None:
    assert days_of(key) == (first, last)


@pytest.mark.parametrize(
    ("starts", "ends", "key", "listed"),
    [
        (date(2026, 7, 1), None, 20263, True),
        (date(2026, 9, 30), None, 20263, True),
        (date(2026, 6, 30), None, 20263, False),
        (date(2025, 1, 5), date(2026, 9, 30), 20263, True),
        (date(2025, 1, 5), date(2026, 10, 1), 20263, False),
        (date(2027, 1, 1), None, 20270, True),
        (date(2027, 1, 2), None, 20270, False),
        (date(2025, 1, 5), date(2027, 1, 1), 20270, False),
        (date(2025, 1, 5), date(2027, 1, 2), 20270, True),
    ],
)
def test_a_company_stands_on_the_list_of_the_quarter_it_came_or_left_in_and_of_the_new_year_it_saw(
    starts: date, ends: date | None, key: int, listed: bool
) -> None:
    assert is_listed(starts, ends, key) is listed
