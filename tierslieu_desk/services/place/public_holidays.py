"""Public holidays of France and Spain, with those of their regions, as the library `holidays` knows them.

Loading it takes a fifth of a second, so nobody asks it at the start: what is coming is kept in the store
(`models.calendar.PublicDay`), and a year is worked out once a run.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

_LANGUAGES = {"FR": {"fr": "fr", "en": "en_US"}, "ES": {"es": "es", "ca": "ca", "en": "en_US"}}
"""Of each country, the languages in which its holidays have names; in any other they are told in its own."""


@lru_cache(maxsize=64)
def of_year(area: str, year: int, language: str) -> Mapping[date, tuple[str, str]]:
    """The holidays of a year by day: what names them in any language, and their name as it is told in this one."""
    import holidays

    country, _dash, part = area.partition("-")
    spoken = _LANGUAGES[country]

    def named(code: str) -> Mapping[date, str]:
        return holidays.country_holidays(country, subdiv=part or None, years=year, language=code)

    own = named(country.lower())
    told = named(spoken[language]) if language in spoken else own
    return MappingProxyType({day: (name, told.get(day, name)) for day, name in sorted(own.items())})
