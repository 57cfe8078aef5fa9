"""School holidays: those that travel with the program, and those of a file that somebody brings.

A line of a file is area, from, to, name and source (`resources/school_holidays.csv` says what each is). What a file
brings of an area's school year stands instead of what was there of that year; every other year stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, formats, paths
from tierslieu_desk.models.calendar import SchoolPeriod
from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules.calendar import SCHOOL_AREAS, SchoolHoliday, school_year
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.wallclock import DAY

SHIPPED = "school_holidays.csv"
LONGEST_DAYS = 120
"""No school holidays are longer: a year was mistyped."""
_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class YearSeen:
    """What a file holds of one area's school year, which began in `year`; `known` stretches there were of it."""

    area: str
    year: int
    periods: tuple[SchoolHoliday, ...]
    known: int


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file of school holidays as it would be taken over. `sources`, stretch by stretch in the order of `years`."""

    years: tuple[YearSeen, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a file put aside, to take it back: the years it brought, and the stretches of them that stood before."""

    years: tuple[tuple[str, int], ...]
    before: tuple[tuple[SchoolHoliday, str], ...]


@asking({Right.SETTINGS: "bring take_back"})
class SchoolHolidays:
    """Days without school, by area."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def covered(self, area: str) -> tuple[int, ...]:
        """The school years, by when they began, whose holidays in that area are known."""
        with self._desk.store.glancing() as seen:
            return tuple(sorted({school_year(period.first) for period in known(seen, area)}))

    def preview(self, file: Path) -> FileSeen:
        """What a file would bring; nothing is kept.

        Raises `CalendarLineUnreadable` for its first line that cannot be, and what `spreadsheet.read` raises.
        """
        from tierslieu_desk.services.file import spreadsheet

        read = _read(file.name, [(line.number, line.cells) for line in spreadsheet.read(file)])
        if not read:
            raise errors.NotASpreadsheet(file=str(file))
        ordered = sorted(read, key=lambda one: (one[0].area, one[0].first))
        years = dict.fromkeys((period.area, school_year(period.first)) for period, _source in ordered)
        with self._desk.store.glancing() as seen:
            found = tuple(
                YearSeen(
                    area,
                    year,
                    tuple(one for one, _source in ordered if (one.area, school_year(one.first)) == (area, year)),
                    sum(1 for one in known(seen, area) if school_year(one.first) == year),
                )
                for area, year in years
            )
        return FileSeen(found, tuple(source for _period, source in ordered))

    def bring(self, seen: FileSeen) -> Replaced:
        """Take over what was looked at: all of it, or nothing."""
        years = tuple((one.area, one.year) for one in seen.years)
        periods = [period for one in seen.years for period in one.periods]
        with self._desk.store.writing() as session:
            before = _let_go(session, years)
            _keep(session, list(zip(periods, seen.sources, strict=True)))
            self._desk.note(session, "school_holidays", "school_period", None, years=years, stretches=len(periods))
        return Replaced(years, before)

    def take_back(self, replaced: Replaced) -> None:
        """As it stood before that file."""
        with self._desk.store.writing() as session:
            _let_go(session, replaced.years)
            _keep(session, replaced.before)
            self._desk.note(session, "school_holidays_back", "school_period", None, years=replaced.years)


def known(seen: Glance, area: str) -> tuple[SchoolHoliday, ...]:
    """The school holidays of an area in order: of each school year those of a file, else those of the program."""
    brought = [
        SchoolHoliday(area, date.fromisoformat(first), date.fromisoformat(last), name)
        for first, last, name in seen.rows(_BROUGHT, area=area)
    ]
    years = {school_year(period.first) for period in brought}
    mine = (one for one in shipped() if one.area == area and school_year(one.first) not in years)
    return tuple(sorted((*brought, *mine), key=lambda period: period.first))


@cache
def shipped() -> tuple[SchoolHoliday, ...]:
    """What travels with the program."""
    import csv

    with (paths.shipped("resources") / SHIPPED).open(encoding="utf-8", newline="") as file:
        lines = list(enumerate(map(tuple, csv.reader(file)), start=1))
    return tuple(period for period, _source in _read(SHIPPED, lines))


def _read(file: str, lines: Sequence[tuple[int, tuple[str, ...]]]) -> list[tuple[SchoolHoliday, str]]:
    found: list[tuple[SchoolHoliday, str]] = []
    for number, cells in lines:
        if not cells or cells[0].startswith("#") or cells[0].casefold() == "area":
            continue
        facts: dict[str, object] = {"file": file, "line": number, "text": " ".join(cells)[:60]}
        try:
            area, first, last = cells[0].upper(), _day(cells[1]), _day(cells[2])
            name, source = cells[3], cells[4] if len(cells) > _COLUMNS else ""
        except (errors.DeskError, IndexError) as unreadable:
            raise errors.CalendarLineUnreadable(**facts) from unreadable
        if area not in SCHOOL_AREAS or not name or not first <= last <= first + LONGEST_DAYS * DAY:
            raise errors.CalendarLineUnreadable(**facts)
        found.append((SchoolHoliday(area, first, last, name), source))
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return formats.parse_date(text)


def _let_go(session: Session, years: Sequence[tuple[str, int]]) -> tuple[tuple[SchoolHoliday, str], ...]:
    wanted = set(years)
    rows = session.scalars(select(SchoolPeriod).where(SchoolPeriod.area.in_({area for area, _year in years}))).all()
    gone = [row for row in rows if (row.area, school_year(row.first)) in wanted]
    session.execute(delete(SchoolPeriod).where(SchoolPeriod.id.in_([row.id for row in gone])))
    return tuple((SchoolHoliday(row.area, row.first, row.last, row.name), row.source) for row in gone)


def _keep(session: Session, periods: Sequence[tuple[SchoolHoliday, str]]) -> None:
    if periods:
        rows = [
            {"area": one.area, "first": one.first, "last": one.last, "name": one.name, "source": source}
            for one, source in periods
        ]
        session.execute(insert(SchoolPeriod), rows)


_BROUGHT = "SELECT first, last, name FROM school_period WHERE area = :area ORDER BY first"
