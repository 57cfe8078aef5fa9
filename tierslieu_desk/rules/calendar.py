"""Days that are not like the others: public holidays, school holidays, and what each means for this place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tierslieu_desk.wallclock import Slot

_DAY = timedelta(days=1)


class Effect(StrEnum):
    """What such a day means here: nothing, a word to whoever looks, nothing may begin then, or the place is closed."""

    NONE = "none"
    WARNING = "warning"
    NO_START = "no_start"
    CLOSED = "closed"


REFUSING = frozenset({Effect.NO_START, Effect.CLOSED})


class DayKind(StrEnum):
    """What kind of special day it is."""

    PUBLIC = "public"
    SCHOOL = "school"


DEFAULTS = {DayKind.PUBLIC: Effect.WARNING, DayKind.SCHOOL: Effect.NONE}
"""For a house that said nothing: a public holiday is told and refuses nothing, school holidays stay out of sight."""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A public holiday, or a day of the school holidays: its name as it is told, and what it means here."""

    day: date
    name: str
    kind: DayKind
    effect: Effect


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    """School holidays of an area, from the first day without school to the last, both included."""

    area: str
    first: date
    last: date
    name: str


def days_of(slot: Slot) -> tuple[date, ...]:
    """Every day the slot touches; one that ends at midnight leaves the next day alone."""
    last = (slot.end - timedelta(microseconds=1)).date()
    return tuple(slot.start.date() + number * _DAY for number in range((last - slot.start.date()).days + 1))


def strongest(effects: Iterable[Effect]) -> Effect:
    """Of what several kinds say of one day, what refuses most."""
    order = tuple(Effect)
    return max(effects, key=order.index, default=Effect.NONE)


def school_year(day: date) -> int:
    """The year in which the school year began to which that day belongs; summer holidays end one."""
    return day.year if day >= date(day.year, 9, 1) else day.year - 1


_MOSELLE, _ALSACE = "FR-57", "FR-6AE"
_COMMUNITIES = {
    "AN": "04 11 14 18 21 23 29 41",
    "AR": "22 44 50",
    "AS": "33",
    "CB": "39",
    "CE": "51",
    "CL": "05 09 24 34 37 40 42 47 49",
    "CM": "02 13 16 19 45",
    "CN": "35 38",
    "CT": "08 17 25 43",
    "EX": "06 10",
    "GA": "15 27 32 36",
    "IB": "07",
    "MC": "30",
    "MD": "28",
    "ML": "52",
    "NC": "31",
    "PV": "01 20 48",
    "RI": "26",
    "VC": "03 12 46",
}
"""Spanish provinces, the first two figures of a postcode, by community (ISO 3166-2:ES)."""
_PROVINCES = {province: code for code, provinces in _COMMUNITIES.items() for province in provinces.split()}
_ZONES = {
    "A": "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 89 90",
    "B": "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 61 62 67 68 72"
    " 76 80 83 84 85 88",
    "C": "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
}
"""French departments by zone of school holidays (arrêté du 15 avril 2015: académies of each zone)."""
_DEPARTMENTS = {department: zone for zone, departments in _ZONES.items() for department in departments.split()}
PUBLIC_AREAS = (
    *("FR", _ALSACE, _MOSELLE, "FR-971", "FR-972", "FR-973", "FR-974", "FR-976"),
    "ES",
    *(f"ES-{code}" for code in _COMMUNITIES),
)
"""Where public holidays are known: France and where it has others, Spain and its communities (ISO 3166-2)."""
SCHOOL_AREAS = ("FR-A", "FR-B", "FR-C", "FR-COR", "ES-CT", "ES-AR", "ES-NC", "ES-PV")
"""Where school holidays may be known: French zones, Corsica, four Spanish communities; a file may bring others."""


def public_area(country: str, postcode: str) -> str:
    """Whose public holidays count at that address; empty where none are known."""
    head = "".join(postcode.split())[:2]
    if country == "ES":
        return f"ES-{_PROVINCES[head]}" if head in _PROVINCES else "ES"
    if country != "FR":
        return ""
    overseas = f"FR-{postcode.strip()[:3]}"
    if overseas in PUBLIC_AREAS:
        return overseas
    return {"57": _MOSELLE, "67": _ALSACE, "68": _ALSACE}.get(head, "FR")


def school_area(country: str, postcode: str) -> str:
    """Whose school holidays count at that address; empty where none are known."""
    head = "".join(postcode.split())[:2]
    if country == "ES":
        found = f"ES-{_PROVINCES.get(head, '')}"
        return found if found in SCHOOL_AREAS else ""
    if country != "FR":
        return ""
    return "FR-COR" if head == "20" else f"FR-{_DEPARTMENTS[head]}" if head in _DEPARTMENTS else ""
