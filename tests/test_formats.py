"""What each language shows, and what is understood of what was typed."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, time

import pytest

from tierslieu_desk import formats
from tierslieu_desk.errors import DayOutOfReach, NotADate, NotAnAmount, NotATime
from tierslieu_desk.i18n import speaking
from tierslieu_desk.ui.translations import day_title
from tierslieu_desk.wallclock import Slot, whole_day

TUESDAY = date(2026, 11, 24)
NARROW, NBSP = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", f"1{NARROW}234,50{NBSP}€"),
        ("es", f"1.234,50{NBSP}€"),
        ("ca", f"1.234,50{NBSP}€"),
        ("eu", f"1.234,50{NBSP}€"),
        ("en", "€1,234.50"),
    ],
)
def test_each_language_writes_amounts_its_own_way(language: str, text: str) -> None:
    with speaking(language):
        assert formats.amount(123450) == text


def test_amounts_below_zero_and_of_one_cent_are_whole_cents() -> None:
    with speaking("fr"):
        assert formats.amount(-5) == f"-0,05{NBSP}€"
        assert formats.amount(1) == f"0,01{NBSP}€"
        assert formats.amount(0) == f"0,00{NBSP}€"


def test_a_unit_price_shows_more_decimals_only_when_there_are_some() -> None:
    with speaking("fr"):
        assert formats.unit_price(450000) == f"45,00{NBSP}€"
        assert formats.unit_price(1234) == f"0,1234{NBSP}€"
        assert formats.unit_price(1250) == f"0,125{NBSP}€"
        assert formats.unit_price(-1250) == f"-0,125{NBSP}€"
    with speaking("en"):
        assert formats.unit_price(1234) == "€0.1234"


@pytest.mark.parametrize(
    ("language", "whole", "part"),
    [
        ("fr", f"20{NBSP}%", f"5,5{NBSP}%"),
        ("es", f"20{NBSP}%", f"5,5{NBSP}%"),
        ("ca", f"20{NBSP}%", f"5,5{NBSP}%"),
        ("eu", f"%{NBSP}20", f"%{NBSP}5,5"),
        ("en", "20%", "5.5%"),
    ],
)
def test_rates_keep_their_half_points(language: str, whole: str, part: str) -> None:
    with speaking(language):
        assert formats.rate(2000) == whole
        assert formats.rate(550) == part


def test_quantities_lose_their_useless_zeros() -> None:
    with speaking("fr"):
        assert [formats.quantity(milli) for milli in (1000, 1500, 125, -2000, 1_234_000)] == [
            "1", "1,5", "0,125", "-2", f"1{NARROW}234",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "long", "medium", "short", "weekday"),
    [
        ("fr", "mardi 24 novembre 2026", "24 novembre 2026", "24/11/2026", "mardi 24 novembre"),
        (
            "es",
            "martes, 24 de noviembre de 2026",
            "24 de noviembre de 2026",
            "24/11/2026",
            "martes, 24 de noviembre",
        ),
        (
            "ca",
            "dimarts, 24 de novembre del 2026",
            "24 de novembre del 2026",
            "24/11/2026",
            "dimarts, 24 de novembre",
        ),
        (
            "eu",
            "2026(e)ko azaroaren 24(a), asteartea",
            "2026(e)ko azaroaren 24(a)",
            "2026/11/24",
            "azaroaren 24(a), asteartea",
        ),
        ("en", "Tuesday 24 November 2026", "24 November 2026", "24/11/2026", "Tuesday 24 November"),
    ],
)
def test_each_language_writes_dates_its_own_way(
    language: str, long: str, medium: str, short: str, weekday: str
) -> None:
    with speaking(language):
        assert formats.date_long(TUESDAY) == long
        assert formats.date_medium(TUESDAY) == medium
        assert formats.date_short(TUESDAY) == short
        assert formats.date_weekday(TUESDAY) == weekday


def test_narrow_columns_get_short_names_of_day_and_month() -> None:
    with speaking("fr"):
        assert formats.date_compact(TUESDAY) == "mar. 24 nov."
        assert formats.month(TUESDAY) == "novembre 2026"
        assert formats.weekday(TUESDAY) == "mardi"


def test_a_slot_of_one_day_names_the_day_once() -> None:
    with speaking("fr"):
        slot = Slot(datetime(2026, 11, 24, 14), datetime(2026, 11, 24, 18))
        assert formats.slot_text(slot) == "mardi 24 novembre, 14:00 – 18:00"
        assert formats.times(slot) == "14:00 – 18:00"


def test_an_evening_that_ends_at_midnight_ends_at_24() -> None:
    with speaking("en"):
        slot = Slot(datetime(2026, 11, 24, 20), datetime(2026, 11, 25))
        assert formats.slot_text(slot) == "Tuesday 24 November, 20:00 – 24:00"


def test_a_weekend_names_both_days() -> None:
    with speaking("en"):
        slot = Slot(datetime(2026, 11, 27, 17), datetime(2026, 11, 30, 9))
        assert formats.slot_text(slot) == "Friday 27 November, 17:00 – Monday 30 November, 09:00"


def test_a_whole_day_says_so_instead_of_two_midnights() -> None:
    with speaking("en"):
        assert formats.slot_text(whole_day(TUESDAY)) == "Tuesday 24 November, all day"
        two_days = Slot(datetime(2026, 11, 24), datetime(2026, 11, 26))
        assert formats.slot_text(two_days) == "Tuesday 24 November – Wednesday 25 November"


def test_times_and_moments_use_24_hours() -> None:
    with speaking("en"):
        assert formats.clock_time(time(9, 5)) == "09:05"
        assert formats.moment(datetime(2026, 11, 24, 14)) == "24 November 2026, 14:00"


def test_durations_are_hours_and_minutes() -> None:
    with speaking("fr"):
        shown = [formats.duration(minutes).replace(NBSP, " ") for minutes in (45, 60, 150, 65)]
    assert shown == ["45 min", "1 h", "2 h 30", "1 h 05"]


def test_sizes_are_rounded_down_in_steps_of_a_thousand() -> None:
    with speaking("en"):
        assert [formats.size(n) for n in (999, 12_345, 1_490_000, 2_500_000_000)] == [
            "999 bytes", "12 kB", "1.4 MB", "2.5 GB",
        ]  # fmt: skip


@pytest.mark.parametrize("text", ["12,50", "12.5", " 12,50 €", "€12.50", "12,50 euros", "12,50\u00a0€", "12.50 EUR"])
def test_amounts_are_understood_as_people_type_them(text: str) -> None:
    with speaking("fr"):
        assert formats.parse_amount(text) == 1250


@pytest.mark.parametrize("text", ["1 234,50", "1.234,50", "1,234.50", "1\u202f234,50 €", "1'234.50"])
def test_thousands_may_be_separated_by_whatever_is_not_the_decimal_sign(text: str) -> None:
    with speaking("fr"):
        assert formats.parse_amount(text) == 123450


def test_a_lone_group_is_taken_only_where_the_language_writes_it_so() -> None:
    with speaking("es"):
        assert formats.parse_amount("1.234") == 123400
    with speaking("en"):
        assert formats.parse_amount("1,234") == 123400
    with speaking("fr"), pytest.raises(NotAnAmount):
        formats.parse_amount("1.234")


@pytest.mark.parametrize("language", ["fr", "es", "ca", "eu", "en"])
@pytest.mark.parametrize("cents", [0, 1, 99, 123450, -4500, 100000000])
def test_what_is_shown_is_understood_again(language: str, cents: int) -> None:
    with speaking(language):
        assert formats.parse_amount(formats.amount(cents)) == cents


@pytest.mark.parametrize("text", ["", "douze", "1,2,3", "12,345", "1 23,50", "--3", "12,50,", "1e3", "9" * 13])
def test_what_is_no_amount_is_refused_with_an_example(text: str) -> None:
    with speaking("fr"), pytest.raises(NotAnAmount) as refusal:
        formats.parse_amount(text)
    assert refusal.value.facts == {"text": text, "example": "12,50"}


@pytest.mark.parametrize("text", ["24/11/2026", "24.11.26", "24-11-2026", " 24/11/2026 ", "2026-11-24", "2026/11/24"])
def test_dates_are_understood_as_people_type_them(text: str) -> None:
    assert formats.parse_date(text) == TUESDAY


def test_french_counts_the_first_of_a_month_and_no_other_day() -> None:
    first, eleventh = date(2026, 12, 1), date(2026, 12, 11)
    with speaking("fr"):
        assert formats.date_long(first) == "mardi 1er décembre 2026"
        assert formats.date_medium(first) == "1er décembre 2026"
        assert formats.date_weekday(first) == day_title(first) == "mardi 1er décembre"
        assert formats.date_short(first) == "01/12/2026"
        assert day_title(eleventh) == formats.date_weekday(eleventh) == "vendredi 11 décembre"
    with speaking("en"):
        assert formats.date_medium(first) == "1 December 2026"
        assert "1er" not in day_title(first)


def test_month_and_year_are_said_once_in_a_stretch_of_days() -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    with speaking("fr"):
        assert formats.days_text(first, last) == "1er – 30 novembre 2026"
        assert formats.days_text(first, date(2026, 12, 1)) == "1er novembre – 1er décembre 2026"
        assert formats.days_text(date(2025, 12, 1), date(2026, 12, 1)) == "1er décembre 2025 – 1er décembre 2026"
        assert formats.days_text(last, last) == "30 novembre 2026"
    with speaking("ca"):
        assert formats.days_text(first, last) == "1 – 30 de novembre del 2026"


def test_a_day_without_a_year_is_this_year() -> None:
    assert formats.parse_date("3/1", today=TUESDAY) == date(2026, 1, 3)


@pytest.mark.parametrize("text", ["31/02/2026", "29/02/2027", "2026-13-01", "demain", "", "24/11", "0/0/2026"])
def test_a_day_that_does_not_exist_is_refused_with_an_example(text: str) -> None:
    with speaking("fr"), pytest.raises(NotADate) as refusal:
        formats.parse_date(text)
    assert refusal.value.facts == {"text": text, "example": "24/11/2026"}


def test_importing_formats_does_not_wait_for_babel() -> None:
    code = "import sys, tierslieu_desk.formats; print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("typed", ["31/12/1899", "01/01/3000", "31/12/9999", "0001-01-01"])
def test_a_day_nobody_can_mean_is_refused(typed: str) -> None:
    with pytest.raises(DayOutOfReach) as refused:
        formats.parse_date(typed)
    assert refused.value.facts == {"text": typed, "first": date(1900, 1, 1), "last": date(2999, 12, 31)}


@pytest.mark.parametrize(("typed", "day"), [("01/01/1900", date(1900, 1, 1)), ("31/12/2999", date(2999, 12, 31))])
def test_the_first_and_the_last_day_may_be_meant(typed: str, day: date) -> None:
    assert formats.parse_date(typed) == day


@pytest.mark.parametrize(
    "text", ["14:30", "1430", "14h30", "14H30", "14.30", " 14:30 ", "14 h 30", "14\u00a0h\u00a030"]
)
def test_times_are_understood_as_people_type_them(text: str) -> None:
    assert formats.parse_time(text) == time(14, 30)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("9", time(9)),
        ("14h", time(14)),
        ("09", time(9)),
        ("930", time(9, 30)),
        ("9:05", time(9, 5)),
        ("0", time(0)),
        ("23:59", time(23, 59)),
        ("1615", time(16, 15)),
    ],
)
def test_a_time_may_be_typed_short(text: str, at: time) -> None:
    assert formats.parse_time(text) == at


@pytest.mark.parametrize(
    "text", ["", "25:00", "24:00", "14:60", "9:5", "1:2:3", "09:0014:30", "midi", "-9", "14:", "99", "2400", "14,5"]
)
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NotATime) as refusal:
        formats.parse_time(text)
    assert refusal.value.facts == {"text": text, "example": "14:30"}


@pytest.mark.parametrize("text", ["24:00", "24h", "2400", "24", "0:00"])
def test_something_may_end_at_the_next_midnight(text: str) -> None:
    assert formats.parse_time(text, ends=True) == time(0)


def test_nothing_ends_later_than_midnight() -> None:
    with pytest.raises(NotATime):
        formats.parse_time("24:15", ends=True)


@pytest.mark.parametrize(
    ("written", "read_out"),
    [
        ("+33561000000", "+33 5 61 00 00 00"),
        ("+34973123456", "+34973123456"),
        ("05 61 00 00 00", "05 61 00 00 00"),
        ("", ""),
    ],
)
def test_a_french_number_is_written_as_it_is_read_out(written: str, read_out: str) -> None:
    assert formats.phone(written) == read_out


def test_an_amount_to_type_over_bears_no_sign_of_a_currency() -> None:
    assert formats.amount_typed(1250) == "12,50"
    assert formats.parse_amount(formats.amount_typed(123456)) == 123456
