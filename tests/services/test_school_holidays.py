"""School holidays: those that travel with the program, those of a file, and what they mean when a place wants it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import SmallHouse, person, slot

from tierslieu_desk import errors, say
from tierslieu_desk.rules import calendar as rules
from tierslieu_desk.rules.calendar import SCHOOL_AREAS, DayKind, Effect, school_year
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.calendars import Calendars
from tierslieu_desk.services.place.school_holidays import SchoolHolidays, shipped

HEAD = "area;from;to;name;source\n"


def written(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    file = folder / "vacances.csv"
    file.write_text(HEAD + "\n".join(lines) + "\n", encoding=encoding)
    return file


@pytest.mark.parametrize(
    ("country", "postcode", "area"),
    [
        ("FR", "09500", "FR-C"),
        ("FR", "64000", "FR-A"),
        ("FR", "13001", "FR-B"),
        ("FR", "20000", "FR-COR"),
        ("FR", "97400", ""),
        ("ES", "25700", "ES-CT"),
        ("ES", "28001", ""),
    ],
)
def test_the_address_says_whose_school_holidays_count(country: str, postcode: str, area: str) -> None:
    assert rules.school_area(country, postcode) == area


def test_every_french_department_is_in_one_zone() -> None:
    found = [rules.school_area("FR", f"{number:02}000") for number in range(1, 96) if number != 20]
    assert (found.count("FR-A"), found.count("FR-B"), found.count("FR-C")) == (32, 41, 21)


def test_what_travels_with_the_program_covers_the_french_zones_of_two_years() -> None:
    for zone, winter in (("FR-A", (2, 13, 28)), ("FR-B", (2, 20, 7)), ("FR-C", (2, 6, 21))):
        of_it = [one for one in shipped() if one.area == zone]
        assert {school_year(one.first) for one in of_it} == {2025, 2026}
        assert len(of_it) == 10
        (found,) = [one for one in of_it if one.name == "Vacances d’hiver" and one.first.year == 2027]
        assert (found.first.month, found.first.day, found.last.day) == winter
    assert {one.area for one in shipped()} <= set(SCHOOL_AREAS)


def test_school_holidays_are_out_of_sight_until_a_place_wants_them(desk: Desk, house: SmallHouse) -> None:
    calendars = Calendars(desk)
    first, last = date(2026, 12, 18), date(2027, 1, 4)
    assert {one.kind for one in calendars.days(first, last)} == {DayKind.PUBLIC}
    calendars.mean(DayKind.SCHOOL, Effect.WARNING)
    school = [one.day for one in calendars.days(first, last) if one.kind is DayKind.SCHOOL]
    assert (school[0], school[-1], len(school)) == (date(2026, 12, 19), date(2027, 1, 3), 16)


def test_a_digital_space_closes_with_the_schools(desk: Desk, house: SmallHouse) -> None:
    Calendars(desk).mean(DayKind.SCHOOL, Effect.CLOSED)
    maria = person(desk, "Maria", "Roca")
    with pytest.raises(errors.PlaceClosed) as refused:
        Bookings(desk).book(NewBooking(house.room_a, maria, slot("10:00", "12:00", "2027-02-08")))
    assert refused.value.reason == "Vacances d’hiver"
    Bookings(desk).book(NewBooking(house.room_a, maria, slot("10:00", "12:00", "2027-02-22")))


def test_a_file_brings_a_year_and_leaves_the_others(desk: Desk, house: SmallHouse, tmp_path: Path) -> None:
    school = SchoolHolidays(desk)
    Calendars(desk).mean(DayKind.SCHOOL, Effect.WARNING)
    file = written(tmp_path, "FR-C;23/10/2027;07/11/2027;Vacances de la Toussaint;BO n° 7", encoding="cp1252")
    seen = school.preview(file)
    assert [(one.area, one.year, len(one.periods), one.known) for one in seen.years] == [("FR-C", 2027, 1, 0)]
    assert school.covered("FR-C") == (2025, 2026)
    before = school.bring(seen)
    assert school.covered("FR-C") == (2025, 2026, 2027)
    day = date(2027, 10, 25)
    assert [one.name for one in Calendars(desk).days(day, day)] == ["Vacances de la Toussaint"]
    school.take_back(before)
    assert school.covered("FR-C") == (2025, 2026)


def test_a_newer_file_stands_instead_of_what_was_known_and_can_be_taken_back(
    desk: Desk, house: SmallHouse, tmp_path: Path
) -> None:
    school, calendars = SchoolHolidays(desk), Calendars(desk)
    calendars.mean(DayKind.SCHOOL, Effect.WARNING)
    first, last = date(2027, 2, 1), date(2027, 3, 14)
    count = len(calendars.days(first, last))
    seen = school.preview(written(tmp_path, "fr-c;2027-02-06;2027-02-10;Hiver"))
    assert seen.years[0].known == 5
    before = school.bring(seen)
    again = school.bring(school.preview(written(tmp_path, "FR-C;2027-02-06;2027-02-07;Hiver")))
    assert len(calendars.days(first, last)) == 2
    school.take_back(again)
    assert len(calendars.days(first, last)) == 5
    school.take_back(before)
    assert len(calendars.days(first, last)) == count == 16


@pytest.mark.parametrize(
    "line",
    [
        "FR-C;2027-02-30;2027-03-07;Hiver",
        "FR-C;2027-03-07;2027-02-06;Hiver",
        "FR-C;2026-02-06;2027-02-21;Hiver",
        "FR-Z;2027-02-06;2027-02-21;Hiver",
        "FR-C;2027-02-06;2027-02-21;",
        "FR-C;2027-02-06",
    ],
)
def test_a_line_that_cannot_be_is_told_with_its_number_and_nothing_is_kept(
    desk: Desk, house: SmallHouse, tmp_path: Path, line: str
) -> None:
    good = "FR-C;2027-10-23;2027-11-07;Toussaint;x"
    with pytest.raises(errors.CalendarLineUnreadable) as refused:
        SchoolHolidays(desk).preview(written(tmp_path, good, line))
    assert refused.value.line == 3
    assert "vacances.csv" in say.sentence(refused.value)
    assert SchoolHolidays(desk).covered("FR-C") == (2025, 2026)


def test_a_picture_is_no_file_of_school_holidays(desk: Desk, house: SmallHouse, tmp_path: Path) -> None:
    file = tmp_path / "photo.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    with pytest.raises(errors.NotASpreadsheet):
        SchoolHolidays(desk).preview(file)
