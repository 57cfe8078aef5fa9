"""The calendar of the place as it is set: whose holidays count here, and what each kind of day means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, i18n
from tierslieu_desk.models.calendar import CalendarArea, DayEffect, PublicDay
from tierslieu_desk.models.place import Place
from tierslieu_desk.rules import calendar as rules
from tierslieu_desk.rules.calendar import DEFAULTS, DayKind, Effect, SpecialDay
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place import public_holidays
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.wallclock import DAY

_AREAS = {DayKind.PUBLIC: rules.PUBLIC_AREAS, DayKind.SCHOOL: rules.SCHOOL_AREAS}
_BY_ADDRESS = {DayKind.PUBLIC: rules.public_area, DayKind.SCHOOL: rules.school_area}


@dataclass(frozen=True, slots=True)
class KindRow:
    """How one kind of special day is set. `chosen` is None where the address decides; `area` is what counts."""

    kind: DayKind
    chosen: str | None
    area: str
    by_address: str
    effect: Effect
    apart: Mapping[str, Effect]


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One public holiday to come: `name` is the same in any language and in any year, `told` is what one reads."""

    day: date
    name: str
    told: str
    effect: Effect


@asking({Right.SETTINGS: "count mean"})
class Calendars:
    """What days mean here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def kind(self, kind: DayKind) -> KindRow:
        """How that kind is set."""
        with self._desk.store.reading() as session:
            return _kind(session, kind)

    def days(self, first: date, last: date) -> tuple[SpecialDay, ...]:
        """The special days that mean something, both ends included."""
        with self._desk.store.reading() as session:
            calendar = self._desk.house(session).calendar
            count = (last - first).days + 1
            return tuple(one for number in range(count) for one in calendar.of(first + number * DAY))

    def holidays(self, first: date, last: date) -> tuple[HolidayRow, ...]:
        """The public holidays of those days, both ends included, whatever they mean here."""
        with self._desk.store.reading() as session:
            row = _kind(session, DayKind.PUBLIC)
        if not row.area:
            return ()
        return tuple(
            HolidayRow(day, name, told, row.apart.get(name, row.effect))
            for year in range(first.year, last.year + 1)
            for day, (name, told) in public_holidays.of_year(row.area, year, i18n.language()).items()
            if first <= day <= last
        )

    def count(self, kind: DayKind, area: str | None) -> str | None:
        """Whose holidays count here from now on; None: those of the address, empty: none. Returns what was chosen.

        Raises `NotFound` for an area nobody knows.
        """
        if area and area not in _AREAS[kind]:
            raise errors.NotFound(what="area", id=area)
        with self._desk.store.writing() as session:
            before = _kind(session, kind).chosen
            session.execute(delete(CalendarArea).where(CalendarArea.kind == kind))
            if area is not None:
                session.execute(insert(CalendarArea).values(kind=kind.value, area=area))
            self._desk.note(session, "count_holidays", "calendar_area", None, kind=kind, area=area)
        return before

    def mean(self, kind: DayKind, effect: Effect | None, name: str = "") -> Effect | None:
        """What that kind of day, or the one holiday of that `name`, means from now on. None: as the others, as before.

        What is booked stays booked. Returns what was said before.
        """
        with self._desk.store.writing() as session:
            row = _kind(session, kind)
            same = (DayEffect.kind == kind, DayEffect.name == name)
            before = session.scalar(select(DayEffect.effect).where(*same))
            session.execute(delete(DayEffect).where(*same))
            if effect is not None:
                session.execute(insert(DayEffect).values(kind=kind.value, name=name, effect=effect.value))
            was = row.apart.get(name, row.effect) if name else row.effect
            self._desk.note(session, "days_mean", "day_effect", None, kind=kind, name=name, was=was, effect=effect)
        return None if before is None else Effect(before)

    def work_out(self) -> int:
        """Keep this year's and the next one's holidays at hand, so that no start waits for the library; how many.

        Once a day: nothing is written while they are.
        """
        year, language = self._desk.clock.today().year, i18n.language()
        with self._desk.store.reading() as session:
            calendar = self._desk.house(session).calendar
        missing = {year, year + 1} - (calendar.years if calendar.language == language else frozenset())
        if not calendar.area or not missing:
            return 0
        rows = [
            {"area": calendar.area, "language": language, "day": day, "name": name, "told": told}
            for each in sorted(missing)
            for day, (name, told) in public_holidays.of_year(calendar.area, each, language).items()
        ]
        with self._desk.store.writing() as session:
            session.execute(delete(PublicDay).where(PublicDay.day < date(year, 1, 1)))
            for each in missing:
                of_it = PublicDay.day.between(date(each, 1, 1), date(each, 12, 31))
                mine = (PublicDay.area == calendar.area, PublicDay.language == language)
                session.execute(delete(PublicDay).where(of_it, *mine))
            session.execute(insert(PublicDay), rows)
        return len(rows)


def _kind(session: Session, kind: DayKind) -> KindRow:
    where = session.execute(select(Place.country, Place.postcode)).first()
    by_address = "" if where is None else _BY_ADDRESS[kind](*where)
    chosen = session.scalar(select(CalendarArea.area).where(CalendarArea.kind == kind))
    said = {
        name: Effect(effect)
        for name, effect in session.execute(select(DayEffect.name, DayEffect.effect).where(DayEffect.kind == kind))
    }
    effect = said.pop("", DEFAULTS[kind])
    return KindRow(kind, chosen, by_address if chosen is None else chosen, by_address, effect, said)
