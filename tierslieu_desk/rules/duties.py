"""What the law asks of a place that domiciles companies (C. com. R123-168 and following), with its dates.

Pure: contracts in, duties out. To add a legal duty: one member of `DutyKind`, one function and one line in `_MAKERS`,
its sentence and what ends it in `ui/pages/today/duty_words.py`, a row in `tests/rules/test_duties.py`. Today then
shows it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SHORTEST_MONTHS = 3
"""A domiciliation contract is for three months at least (R123-168)."""


class DutyKind(StrEnum):
    """What must be done."""

    MAIL_NOT_COLLECTED = "mail_not_collected"
    MAIL_LONG_NOT_COLLECTED = "mail_long_not_collected"
    TELL_REGISTRY_MAIL = "tell_registry_mail"
    TELL_REGISTRY_END = "tell_registry_end"
    PROXY_EXPIRES = "proxy_expires"
    QUARTER_LIST = "quarter_list"
    JANUARY_LIST = "january_list"
    APPROVAL_EXPIRES = "approval_expires"


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds, each editable: days of the two alarms, how long before an expiry or a list one is warned."""

    first_alarm_days: int = 75
    second_alarm_days: int = 90
    registry_after_months: int = 3
    proxy_notice_days: int = 30
    approval_notice_days: int = 180
    january_list_day: int = 14
    quarter_list_days: int = 15


@dataclass(frozen=True, slots=True)
class Contract:
    """One domiciliation as the duties see it. `not_collected_since` is None when nothing waits on the shelf."""

    id: int
    who: str
    starts: date
    ends: date | None
    proxy_until: date | None
    registry_told_on: date | None
    not_collected_since: date | None


@dataclass(frozen=True, slots=True)
class Duty:
    """What, about whom, until when. `days` left until `due`; negative when it is late. `contract_id` may be None.

    `since` is the day from which it lasts, of mail that nobody collects. `list_key` is what is noted once the list of
    which it is was sent (`quarter_key`, `year_key`), 0 when it is of no list.
    """

    kind: DutyKind
    who: str
    due: date
    days: int
    contract_id: int | None = None
    since: date | None = None
    list_key: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """All that the duties follow from. `lists_sent` are keys made by `quarter_key` and `year_key`."""

    contracts: Sequence[Contract]
    approved_until: date | None = None
    lists_sent: Collection[int] = ()
    limits: Limits = Limits()


def months_later(day: date, months: int) -> date:
    """The same day of the month, or its last one when it is shorter: 30 November and three months is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def quarter_key(day: date) -> int:
    """The quarter of a day as one number: 20264 is October to December 2026."""
    return day.year * 10 + (day.month + 2) // 3


def year_key(day: date) -> int:
    """The list of those present on 1 January of that year, as one number."""
    return day.year * 10


def days_of(key: int) -> tuple[date, date]:
    """From the first to the last day that a list is about: of a quarter, or 1 January alone."""
    year, quarter = divmod(key, 10)
    if not quarter:
        return date(year, 1, 1), date(year, 1, 1)
    first = date(year, 3 * quarter - 2, 1)
    return first, months_later(first, 3) - timedelta(days=1)


def is_listed(starts: date, ends: date | None, key: int) -> bool:
    """Whether a contract of these days stands on that list: it began or ended then, or ran on that 1 January."""
    first, last = days_of(key)
    if first == last:
        return starts <= first and (ends is None or first < ends)
    return any(day is not None and first <= day <= last for day in (starts, ends))


def earliest_end(starts: date) -> date:
    """The first day on which a contract that starts then may end."""
    return months_later(starts, SHORTEST_MONTHS)


def duties(book: Book, today: date) -> tuple[Duty, ...]:
    """What is due or soon will be, the most urgent first."""
    found = [duty for make in _MAKERS for duty in make(book, today)]
    return tuple(sorted(found, key=lambda duty: (duty.due, duty.kind, duty.who)))


def _duty(
    kind: DutyKind, who: str, due: date, today: date, contract_id: int | None = None, since: date | None = None
) -> Duty:
    return Duty(kind, who, due, (due - today).days, contract_id, since)


def _list(kind: DutyKind, due: date, today: date, key: int) -> Duty:
    return Duty(kind, "", due, (due - today).days, list_key=key)


def _open_on(contract: Contract, day: date) -> bool:
    return contract.starts <= day and (contract.ends is None or day < contract.ends)


def _mail(book: Book, today: date) -> Iterator[Duty]:
    limits = book.limits
    for contract in book.contracts:
        since = contract.not_collected_since
        if since is None or not _open_on(contract, today):
            continue
        letter_due = months_later(since, limits.registry_after_months)
        days = (today - since).days
        if days >= limits.second_alarm_days:
            yield _duty(DutyKind.MAIL_LONG_NOT_COLLECTED, contract.who, letter_due, today, contract.id, since)
        elif days >= limits.first_alarm_days:
            yield _duty(DutyKind.MAIL_NOT_COLLECTED, contract.who, letter_due, today, contract.id, since)
        told = contract.registry_told_on
        if today >= letter_due and (told is None or told < letter_due):
            yield _duty(DutyKind.TELL_REGISTRY_MAIL, contract.who, letter_due, today, contract.id, since)


def _ended(book: Book, today: date) -> Iterator[Duty]:
    for contract in book.contracts:
        ends, told = contract.ends, contract.registry_told_on
        if ends is not None and ends <= today and (told is None or told < ends):
            yield _duty(DutyKind.TELL_REGISTRY_END, contract.who, ends, today, contract.id)


def _proxies(book: Book, today: date) -> Iterator[Duty]:
    notice = timedelta(days=book.limits.proxy_notice_days)
    for contract in book.contracts:
        until = contract.proxy_until
        if until is not None and _open_on(contract, today) and until - notice <= today:
            yield _duty(DutyKind.PROXY_EXPIRES, contract.who, until, today, contract.id)


def _quarter(book: Book, today: date) -> Iterator[Duty]:
    """The list of the quarter that ended last, when somebody came or left in it."""
    this_quarter = date(today.year, today.month - (today.month - 1) % 3, 1)
    first = months_later(this_quarter, -3)
    moved = any(
        first <= day < this_quarter
        for contract in book.contracts
        for day in (contract.starts, contract.ends)
        if day is not None
    )
    key = quarter_key(first)
    if moved and key not in book.lists_sent:
        due = this_quarter + timedelta(days=book.limits.quarter_list_days - 1)
        yield _list(DutyKind.QUARTER_LIST, due, today, key)


def _january(book: Book, today: date) -> Iterator[Duty]:
    """Before 15 January, the list of those present on the first; shown from the first on, until it is sent."""
    new_year = date(today.year, 1, 1)
    present = any(_open_on(contract, new_year) for contract in book.contracts)
    key = year_key(new_year)
    if present and key not in book.lists_sent:
        yield _list(DutyKind.JANUARY_LIST, new_year.replace(day=book.limits.january_list_day), today, key)


def _approval(book: Book, today: date) -> Iterator[Duty]:
    notice = timedelta(days=book.limits.approval_notice_days)
    if book.approved_until is not None and book.approved_until - notice <= today:
        yield _duty(DutyKind.APPROVAL_EXPIRES, "", book.approved_until, today)


_MAKERS: tuple[Callable[[Book, date], Iterator[Duty]], ...] = (
    _mail,
    _ended,
    _proxies,
    _quarter,
    _january,
    _approval,
)
