"""The calendar of the place in words: whose holidays, and what a day means."""

from __future__ import annotations

from datetime import date

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.calendar import PUBLIC_AREAS, SCHOOL_AREAS, DayKind, Effect

EFFECTS = {
    Effect.NONE: N_("Nothing is said of it"),
    Effect.WARNING: N_("It is said, nothing is refused"),
    Effect.NO_START: N_("No booking begins then"),
    Effect.CLOSED: N_("The place is closed"),
}
KINDS = {DayKind.PUBLIC: N_("Public holidays"), DayKind.SCHOOL: N_("School holidays")}
_AREAS = {
    "FR": N_("France"),
    "FR-6AE": N_("France, Alsace"),
    "FR-57": N_("France, Moselle"),
    "FR-971": N_("France, Guadeloupe"),
    "FR-972": N_("France, Martinique"),
    "FR-973": N_("France, French Guiana"),
    "FR-974": N_("France, Réunion"),
    "FR-976": N_("France, Mayotte"),
    "FR-A": N_("France, zone A"),
    "FR-B": N_("France, zone B"),
    "FR-C": N_("France, zone C"),
    "FR-COR": N_("France, Corsica"),
    "ES": N_("Spain"),
    "ES-AN": "Andalucía",
    "ES-AR": "Aragón",
    "ES-AS": "Asturias",
    "ES-CB": "Cantabria",
    "ES-CE": "Ceuta",
    "ES-CL": "Castilla y León",
    "ES-CM": "Castilla-La Mancha",
    "ES-CN": "Canarias",
    "ES-CT": "Catalunya",
    "ES-EX": "Extremadura",
    "ES-GA": "Galicia",
    "ES-IB": "Illes Balears",
    "ES-MC": "Murcia",
    "ES-MD": "Madrid",
    "ES-ML": "Melilla",
    "ES-NC": "Navarra",
    "ES-PV": "Euskadi",
    "ES-RI": "La Rioja",
    "ES-VC": "Comunitat Valenciana",
}
"""Communities by the name they give themselves."""
_FIRST = ("FR", "ES-CT", "ES-AR", "ES-NC", "ES-PV")
"""Those of both sides of the Pyrenees before the others."""


def area(code: str) -> str:
    """An area as it is told."""
    return _(_AREAS[code]) if code in _AREAS else code or _("none")


def areas(kind: DayKind, by_address: str) -> tuple[tuple[str | None, str], ...]:
    """Every area to choose from: first what the address says, last none."""
    known = PUBLIC_AREAS if kind is DayKind.PUBLIC else SCHOOL_AREAS
    ordered = (*(one for one in _FIRST if one in known), *(one for one in known if one not in _FIRST))
    own = _("As the address says: %(area)s") % {"area": area(by_address)}
    return ((None, own), *((code, area(code)) for code in ordered), ("", _("None")))


def school_year(begins: int) -> str:
    """A school year by the year it began in."""
    return f"{begins}-{(begins + 1) % 100:02}"


def effect(what: Effect) -> str:
    """What a day means, in words."""
    return _(EFFECTS[what])


def effects() -> tuple[tuple[Effect, str], ...]:
    """Everything a day may mean."""
    return tuple((one, effect(one)) for one in Effect)


def holiday(day: date, name: str) -> str:
    """What day it is, for whoever books then; empty for a plain day."""
    said = {"day": formats.date_weekday(day), "name": name}
    return _("%(day)s is a holiday: %(name)s.") % said if name else ""
