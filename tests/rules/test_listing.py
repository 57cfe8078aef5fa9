"""What a public listing may say."""

from __future__ import annotations

import pytest

from tierslieu_desk.errors import ListingFieldWrong
from tierslieu_desk.rules.listing import FIELDS, check, gaps, read_phone

FITS: dict[str, object] = {
    "name": "L’Étang Vert",
    "legal_id": "73282932000074",
    "kinds": ["coworking", "fablab"],
    "operator": "SCIC L’Étang Vert",
    "management": "cooperative",
    "summary": "x" * 280,
    "description": "Long",
    "address": {
        "street": "12 rue des Tanneurs",
        "postcode": "09500",
        "city": "Mirepoix",
        "country": "FR",
        "insee": "09194",
    },
    "latitude": 43.088,
    "longitude": 1.874,
    "access": "Behind the church",
    "phone": "+376812345",
    "email": "bonjour@etang.example",
    "website": "https://etang.example/",
    "socials": ["https://social.example/@etang"],
    "opening_hours": "Mo-Fr 09:00-18:00",
    "opening_note": "By appointment in August",
    "spaces": [{"name": "Room A", "m2": 20, "seats": 8}, {"name": "Garden"}],
    "equipment": ["Laser cutter"],
    "services": ["wifi", "domiciliation"],
    "prices": [{"label": "Day", "cents": 1200, "currency": "EUR", "unit": "day", "audience": "all"}],
    "accessibility": ["Step-free entrance"],
    "languages": ["fr", "oc"],
    "opened_on": "2019-05-04",
    "booking_link": "https://etang.example/book",
    "networks": ["RhinOcc"],
    "charter": {"name": "Charter of values", "signed_on": "2024-02-29"},
    "data_licence": "ODbL-1.0",
}


def test_every_field_has_an_example_that_fits() -> None:
    assert set(FITS) == set(FIELDS)
    check(FITS)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("phone", "05 61 00 00 00"),
        ("phone", "+0561000000"),
        ("email", "bonjour"),
        ("website", "javascript:alert(1)"),
        ("website", "https://camille:secret@etang.example/"),
        ("socials", "https://social.example/@etang"),
        ("latitude", 91),
        ("latitude", True),
        ("address", {"street": "12 rue des Tanneurs"}),
        ("address", {"city": "Mirepoix", "country": "fr"}),
        ("address", {"city": "Mirepoix", "country": "FR", "floor": "2"}),
        ("services", ["massage"]),
        ("prices", [{"label": "Day", "cents": 12.5, "currency": "EUR", "unit": "day"}]),
        ("prices", [{"label": "Day", "cents": 1200, "currency": "EUR", "unit": "decade"}]),
        ("languages", ["Français"]),
        ("opened_on", "2023-02-29"),
    ],
)
def test_what_does_not_fit_is_named(field: str, value: object) -> None:
    with pytest.raises(ListingFieldWrong) as refused:
        check({field: value})
    assert (refused.value.field, refused.value.reason) == (field, "shape")


def test_a_summary_that_is_too_long_says_the_limit() -> None:
    with pytest.raises(ListingFieldWrong) as refused:
        check({"summary": "x" * 281})
    assert (refused.value.reason, refused.value.limit) == ("too_long", 280)


def test_a_field_nobody_knows_is_named() -> None:
    with pytest.raises(ListingFieldWrong) as refused:
        check({"colour": "green"})
    assert (refused.value.field, refused.value.reason) == ("colour", "unknown")


@pytest.mark.parametrize(
    ("typed", "country", "read"),
    [
        ("05 61 00 00 00", "FR", "+33561000000"),
        ("05.61.00.00.00", "FR", "+33561000000"),
        ("+33 (5) 61-00-00-00", "FR", "+33561000000"),
        ("0034 973 12 34 56", "FR", "+34973123456"),
        ("973 12 34 56", "ES", "+34973123456"),
        ("712 345", "AD", "+376712345"),
        ("by the door", "FR", "by the door"),
        ("12", "FR", "12"),
        ("", "FR", ""),
    ],
)
def test_a_number_as_people_write_it_gets_its_country(typed: str, country: str, read: str) -> None:
    assert read_phone(typed, country) == read


def test_what_a_visitor_will_miss_is_named_with_why() -> None:
    said = {"name": "Étang", "summary": "x", "address": {"city": "Mirepoix", "country": "FR"}, "phone": "+33561000000"}
    assert gaps(said, {"name", "summary", "phone"}) == (
        ("address", "private"),
        ("opening_hours", "empty"),
        ("spaces", "empty"),
        ("prices", "empty"),
        ("languages", "empty"),
        ("name", "unguessed"),
    )
    assert ("name", "unguessed") not in gaps({"name": "Étang, Tiers-Lieu"}, {"name"})
