"""What a legal duty says to whoever is at the desk: what to do, for whom, by when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tierslieu_desk.rules.duties import Duty, DutyKind
from tierslieu_desk.ui.pages.shared.lines import Line
from tierslieu_desk.ui.pages.today import duty_words

K = DutyKind
TODAY = date(2026, 11, 24)


def said(kind: DutyKind, due: date, since: date | None = None, who: str = "Pyrène Conseil") -> Line:
    return duty_words.line(Duty(kind, who, due, (due - TODAY).days, 7, since))


def test_mail_of_75_days_asks_for_a_call_before_the_letter() -> None:
    assert said(K.MAIL_NOT_COLLECTED, date(2026, 12, 10), date(2026, 9, 10)) == Line(
        "Mail not collected for 75 days",
        "Call Pyrène Conseil. If nobody comes, write to the registry on Thursday 10 December.",
        "in 16 days",
        "warning",
    )


def test_mail_of_90_days_asks_for_the_letter_to_be_got_ready() -> None:
    assert said(K.MAIL_LONG_NOT_COLLECTED, date(2026, 11, 26), date(2026, 8, 26)) == Line(
        "Mail not collected for 90 days",
        "Pyrène Conseil: get the letter to the registry ready, it goes on Thursday 26 November.",
        "in 2 days",
        "warning",
    )


def test_once_the_letter_has_gone_nothing_is_late() -> None:
    assert said(K.MAIL_LONG_NOT_COLLECTED, date(2026, 11, 20), date(2026, 8, 20)) == Line(
        "Mail not collected for 96 days",
        "Pyrène Conseil: three months are over. Call them again, or send the mail back.",
    )


def test_the_letter_of_three_months_is_due_that_day_and_late_the_next() -> None:
    first = said(K.TELL_REGISTRY_MAIL, TODAY, date(2026, 8, 24))
    assert (first.strong, first.chip, first.kind) == ("Write to the registry about Pyrène Conseil", "today", "warning")
    assert first.second == (
        "Nobody has collected their mail for 92 days: the law asks for this letter after three months."
    )
    late = said(K.TELL_REGISTRY_MAIL, TODAY - timedelta(days=1), date(2026, 8, 23))
    assert (late.chip, late.kind) == ("1 day late", "bad")


def test_the_registry_hears_of_who_has_left() -> None:
    assert said(K.TELL_REGISTRY_END, date(2026, 10, 31)) == Line(
        "Write to the registry: Pyrène Conseil has left",
        "Their seat was here until Saturday 31 October.",
        "24 days late",
        "bad",
    )


@pytest.mark.parametrize(
    ("until", "strong"),
    [
        (date(2026, 12, 4), "Pyrène Conseil: the postal proxy ends on Friday 4 December"),
        (date(2026, 11, 24), "Pyrène Conseil: the postal proxy ends on Tuesday 24 November"),
        (date(2026, 11, 23), "Pyrène Conseil: no postal proxy"),
    ],
)
def test_a_proxy_is_signed_anew(until: date, strong: str) -> None:
    line = said(K.PROXY_EXPIRES, until)
    assert line.strong == strong
    assert line.second == "Have a new one signed, or you may not receive their registered mail."


@pytest.mark.parametrize(
    ("kind", "due", "strong", "second"),
    [
        (
            K.QUARTER_LIST,
            date(2027, 1, 15),
            "Send the list of companies that came or left last quarter",
            "To the tax office and social security, by Friday 15 January.",
        ),
        (
            K.JANUARY_LIST,
            date(2027, 1, 14),
            "Send the list of companies that had their seat here on 1 January",
            "To the tax office and social security, by Thursday 14 January.",
        ),
        (
            K.APPROVAL_EXPIRES,
            date(2027, 5, 23),
            "The approval to domicile companies ends on Sunday 23 May",
            "Ask the prefecture for the next one now: without it, no company may have its seat here.",
        ),
        (
            K.APPROVAL_EXPIRES,
            date(2026, 11, 23),
            "The approval to domicile companies ended on Monday 23 November",
            "Ask the prefecture for the next one now: without it, no company may have its seat here.",
        ),
    ],
)
def test_what_the_place_itself_owes_the_law(kind: DutyKind, due: date, strong: str, second: str) -> None:
    line = said(kind, due, who="")
    assert (line.strong, line.second) == (strong, second)
