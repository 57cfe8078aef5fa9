"""What a public listing may say, field by field: the canonical model, before any directory's own.

To add a field: one line in `FIELDS`. A field that is not asked to be public never leaves the computer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from tierslieu_desk.errors import ListingFieldWrong

SUMMARY_LIMIT = 280
PRICE_UNITS = ("hour", "half_day", "day", "week", "month", "year", "credit")
SERVICES = (
    "printer",
    "scanner",
    "air_conditioning",
    "video_projector",
    "wifi",
    "kitchen",
    "phone_booth",
    "training_room",
    "mail",
    "domiciliation",
    "cleaning",
    "professional_support",
)
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LINK = re.compile(r"https?://[^\s/?#@<>\"']+([/?#][^\s<>\"']*)?")
_CURRENCY = re.compile(r"[A-Z]{3}")

Checker = Callable[[Any], bool]


def _text(limit: int | None = None) -> Checker:
    return lambda value: isinstance(value, str) and bool(value.strip()) and (limit is None or len(value) <= limit)


def _matching(pattern: re.Pattern[str]) -> Checker:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _one_of(words: tuple[str, ...]) -> Checker:
    return lambda value: value in words


def _list_of(checker: Checker) -> Checker:
    return lambda value: isinstance(value, list | tuple) and all(map(checker, value))


def _facts(needed: Mapping[str, Checker], optional: Mapping[str, Checker]) -> Checker:
    known = {**needed, **optional}

    def fits(value: object) -> bool:
        if not isinstance(value, Mapping) or not set(needed) <= set(value) <= set(known):
            return False
        return all(known[key](fact) for key, fact in value.items())

    return fits


def _number(least: float, most: float) -> Checker:
    return lambda value: isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


_link = _matching(_LINK)
_ADDRESS = _facts(
    {"city": _text(), "country": _matching(_COUNTRY)}, {"street": _text(), "postcode": _text(), "insee": _text()}
)
_SPACE = _facts({"name": _text()}, {"m2": _whole, "seats": _whole})
_PRICE = _facts(
    {"label": _text(), "cents": _whole, "currency": _matching(_CURRENCY), "unit": _one_of(PRICE_UNITS)},
    {"audience": _text()},
)

FIELDS: Mapping[str, Checker] = {
    "name": _text(120),
    "legal_id": _text(20),
    "kinds": _list_of(_text(60)),
    "operator": _text(200),
    "management": _text(200),
    "summary": _text(SUMMARY_LIMIT),
    "description": _text(),
    "address": _ADDRESS,
    "latitude": _number(-90, 90),
    "longitude": _number(-180, 180),
    "access": _text(),
    "phone": _matching(_E164),
    "email": _matching(_EMAIL),
    "website": _link,
    "socials": _list_of(_link),
    "opening_hours": _text(),
    "opening_note": _text(),
    "spaces": _list_of(_SPACE),
    "equipment": _list_of(_text(120)),
    "services": _list_of(_one_of(SERVICES)),
    "prices": _list_of(_PRICE),
    "accessibility": _list_of(_text()),
    "languages": _list_of(_matching(_LANGUAGE)),
    "opened_on": _day,
    "booking_link": _link,
    "networks": _list_of(_text(120)),
    "charter": _facts({"name": _text(), "signed_on": _day}, {}),
    "data_licence": _text(60),
}
"""The fields, in the order a form asks for them, and what fits in each."""

DERIVED = frozenset({"opening_hours"})
"""Fields the desk fills by itself when nothing was written in them."""


def fits(field: str, value: object) -> bool:
    """Whether that field may hold it. Raises `KeyError` for one that there is not."""
    return FIELDS[field](value)


def check(fields: Mapping[str, object]) -> None:
    """Raises `ListingFieldWrong` for the first field that is unknown or does not fit."""
    for field, value in fields.items():
        checker = FIELDS.get(field)
        if checker is None:
            raise ListingFieldWrong(field=field, reason="unknown")
        if not checker(value):
            long = field == "summary" and isinstance(value, str) and len(value) > SUMMARY_LIMIT
            raise ListingFieldWrong(field=field, reason="too_long" if long else "shape", limit=SUMMARY_LIMIT)


CALLING_CODES = {"FR": "+33", "ES": "+34", "AD": "+376"}


def read_phone(typed: str, country: str) -> str:
    """A number as people write it, with its country: "05 61 00 00 00" in France is "+33561000000".

    What cannot be read comes back as it was typed.
    """
    digits = re.sub(r"[\s.\-/()\u202f\xa0]", "", typed)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    code = CALLING_CODES.get(country, "")
    if code and digits.isascii() and digits.isdecimal():
        digits = code + (digits.removeprefix("0") if country == "FR" else digits)
    return digits if _E164.fullmatch(digits) else typed.strip()


WANTED = ("name", "summary", "address", "opening_hours", "phone", "spaces", "prices", "languages")
"""The fields without which a visitor cannot come, in the order they are missed."""
_GUESSED_FROM = ("tiers-lieu", "tiers lieu", "coworking")


def gaps(said: Mapping[str, object], public: Collection[str]) -> tuple[tuple[str, str], ...]:
    """What a visitor will miss, as (field, why): `empty`, `private` when it is written but not public.

    `name`, `unguessed`: the name says neither tiers-lieu nor coworking, from which the national map guesses the kind.
    """
    found = [
        (field, "private" if said.get(field) else "empty")
        for field in WANTED
        if not (said.get(field) and field in public)
    ]
    name = str(said.get("name", "")).lower()
    if name and "name" in public and not any(word in name for word in _GUESSED_FROM):
        found.append(("name", "unguessed"))
    return tuple(found)
