"""The calendar of the place as it is read with the house: which days are special, and what each means here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from tierslieu_desk import i18n
from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules import calendar as rules
from tierslieu_desk.rules.calendar import DEFAULTS, REFUSING, DayKind, Effect, SchoolHoliday, SpecialDay
from tierslieu_desk.rules.opening import Hours, OwnDay, PlaceClosure
from tierslieu_desk.wallclock import Slot, whole_day

_NONE_APART: Mapping[str, Effect] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where holidays are looked up, what they mean, and those that were worked out before.

    `at_hand`: name and told name by day, in the language in force, for the `years` that are whole.
    """

    area: str = ""
    effect: Effect = DEFAULTS[DayKind.PUBLIC]
    apart: Mapping[str, Effect] = field(default_factory=lambda: _NONE_APART)
    own: frozenset[date] = frozenset()
    language: str = ""
    years: frozenset[int] = frozenset()
    at_hand: Mapping[date, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    school_effect: Effect = DEFAULTS[DayKind.SCHOOL]
    school: tuple[SchoolHoliday, ...] = ()
    """School holidays that count here, in order; none while they mean nothing."""

    @property
    def refuses(self) -> bool:
        """Whether any special day refuses anything here: else nobody need look one up to take a booking."""
        return bool(REFUSING & {self.effect, self.school_effect, *self.apart.values()})

    def of(self, day: date, *, worked_out: bool = False) -> tuple[SpecialDay, ...]:
        """The special days of that day that mean something. Those `worked_out` before only, where nobody may wait."""
        found = (self._public(day, worked_out=worked_out), self._school(day))
        return tuple(one for one in found if one is not None)

    def refusing(self, slot: Slot) -> tuple[SpecialDay, ...]:
        """The days of the slot that refuse something, in order."""
        if not self.refuses:
            return ()
        found = (special for day in rules.days_of(slot) for special in self.of(day))
        return tuple(special for special in found if special.effect in REFUSING)

    def closed(self, slot: Slot) -> Iterator[PlaceClosure]:
        """The days of the slot on which the place is closed, as closures of everything."""
        for special in self.refusing(slot):
            if special.effect is Effect.CLOSED:
                yield PlaceClosure(whole_day(special.day), special.name, True, True, True)

    def _school(self, day: date) -> SpecialDay | None:
        place = bisect_right(self.school, day, key=lambda period: period.first) - 1
        if place < 0 or self.school[place].last < day:
            return None
        return self._meant(day, self.school[place].name, DayKind.SCHOOL, self.school_effect)

    def _meant(self, day: date, name: str, kind: DayKind, effect: Effect) -> SpecialDay | None:
        if effect is Effect.CLOSED and day in self.own:  # it was given hours of its own: somebody is there
            effect = Effect.WARNING
        return SpecialDay(day, name, kind, effect) if effect is not Effect.NONE else None

    def _public(self, day: date, *, worked_out: bool) -> SpecialDay | None:
        if not self.area:
            return None
        if day.year in self.years and self.language == i18n.language():
            found = self.at_hand.get(day)
        elif worked_out:
            return None
        else:
            from tierslieu_desk.services.place import public_holidays

            found = public_holidays.of_year(self.area, day.year, i18n.language()).get(day)
        if found is None:
            return None
        name, told = found
        effect = rules.strongest(self.apart.get(one, self.effect) for one in _each(name))
        return self._meant(day, told, DayKind.PUBLIC, effect)


def _each(name: str) -> tuple[str, ...]:
    """The names of a day on which several holidays fall."""
    return tuple(name.split("; "))


def load_hours(seen: Glance, week: Hours) -> Hours:
    """The week with the days that have hours of their own."""
    days: dict[date, list[tuple[int, int]]] = {}
    reasons: dict[date, str] = {}
    for day, opens, closes, reason in seen.rows("SELECT day, opens, closes, reason FROM own_hours ORDER BY day, opens"):
        on = date.fromisoformat(day)
        days.setdefault(on, []).append((opens, closes))
        reasons[on] = reason
    return Hours(week, (OwnDay(day, tuple(stretches), reasons[day]) for day, stretches in days.items()))


def load_calendar(seen: Glance, hours: Hours) -> Calendar:
    """The calendar as the store has it. A place not yet described has none."""
    where = seen.row("SELECT country, postcode FROM place WHERE id = 1")
    if where is None:
        return Calendar()
    chosen = dict(seen.rows("SELECT kind, area FROM calendar_area"))
    area = chosen.get(DayKind.PUBLIC, rules.public_area(*where))
    said = {name: Effect(effect) for _kind, name, effect in seen.rows(_EFFECTS, kind=DayKind.PUBLIC.value)}
    language = i18n.language()
    kept = {
        date.fromisoformat(day): (name, told) for day, name, told in seen.rows(_AT_HAND, area=area, language=language)
    }
    return Calendar(
        area,
        said.pop("", DEFAULTS[DayKind.PUBLIC]),
        MappingProxyType(said),
        frozenset(hours.own),
        language,
        frozenset(day.year for day in kept),
        MappingProxyType(kept),
        *_school(seen, chosen.get(DayKind.SCHOOL, rules.school_area(*where))),
    )


def _school(seen: Glance, area: str) -> tuple[Effect, tuple[SchoolHoliday, ...]]:
    """What school holidays mean here, and, where they mean anything, when they are."""
    said = seen.value("SELECT effect FROM day_effect WHERE kind = 'school' AND name = ''")
    effect = DEFAULTS[DayKind.SCHOOL] if said is None else Effect(said)
    if effect is Effect.NONE or not area:
        return effect, ()
    from tierslieu_desk.services.place import school_holidays

    return effect, school_holidays.known(seen, area)


_EFFECTS = "SELECT kind, name, effect FROM day_effect WHERE kind = :kind"
_AT_HAND = "SELECT day, name, told FROM public_day WHERE area = :area AND language = :language"
