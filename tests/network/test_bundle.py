"""The bundle: same listing, same bytes; a page without anybody's scripts; a manifest that is only believed if whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from tierslieu_desk.network import page as pages
from tierslieu_desk.network.bundle import MANIFEST, PublicListing, build, read_manifest

LISTING = PublicListing(
    "3f0c1a52-6a2e-4a53-9f0e-0a4a7d1f2b3c",
    4,
    datetime(2026, 11, 24, 9, 47, tzinfo=UTC),
    {
        "name": "L’Étang Vert </script><script>alert(1)</script>",
        "summary": 'Calme & "lumineux"',
        "address": {"street": "12 rue des Tanneurs", "postcode": "09500", "city": "Mirepoix", "country": "FR"},
        "phone": "+33561000000",
        "opening_hours": "Mo-Fr 09:00-18:00; Sa 09:00-12:00",
        "services": ["wifi"],
        "spaces": [{"name": "Salle jaune", "seats": 8}],
        "prices": [{"label": "Journée", "cents": 1205, "currency": "EUR", "unit": "day"}],
        "languages": ["fr"],
    },
)


class Page(HTMLParser):
    """What a browser would make of it: scripts, language, headings, links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.inside: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.attributes: dict[str, dict[str, str | None]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside.append(tag)
        self.attributes.setdefault(tag, dict(attrs))
        if tag == "script":
            self.scripts.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts.setdefault(self.inside[-1], []).append(data)


def index(listing: PublicListing = LISTING) -> Page:
    return Page(next(file.data for file in build(listing).files if file.path == "index.html").decode())


def test_the_same_listing_makes_the_same_bytes() -> None:
    assert build(LISTING).everything() == build(replace(LISTING)).everything()


def test_the_manifest_names_every_file_and_comes_last() -> None:
    bundle = build(LISTING)
    *files, manifest = bundle.everything()
    assert manifest.path == MANIFEST
    said = json.loads(manifest.data)
    assert {path: (facts["sha256"], facts["bytes"]) for path, facts in said["files"].items()} == {
        file.path: (hashlib.sha256(file.data).hexdigest(), len(file.data)) for file in files
    }
    assert (said["id"], said["rev"], said["generated_at"]) == (LISTING.uid, 4, "2026-11-24T09:47:00+00:00")


def test_another_revision_is_another_nonce() -> None:
    assert build(LISTING).manifest.nonce != build(replace(LISTING, rev=5)).manifest.nonce


def test_a_manifest_is_read_back_as_it_was_written() -> None:
    manifest = build(LISTING).manifest
    assert read_manifest(manifest.encoded()) == manifest


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"id":"x","rev":1,"generated_at":"","nonce":"","files":[]}',
        b'{"id":"x","rev":1,"generated_at":"","nonce":"","files":{"../../etc/passwd":{"sha256":"","bytes":0,"type":""}}}',
        b'{"id":"x","rev":1,"generated_at":"","nonce":"","files":{"C:\\\\x":{"sha256":"","bytes":0,"type":""}}}',
        b"\xff\xfe",
    ],
)
def test_what_is_not_a_manifest_is_none(data: bytes) -> None:
    assert read_manifest(data) is None


def test_the_page_runs_nobodys_script() -> None:
    page = index()
    assert page.scripts == [{"type": "application/ld+json"}]
    assert page.texts["h1"] == ["L’Étang Vert </script><script>alert(1)</script>"]


def test_the_page_says_its_language_its_hours_and_how_to_call() -> None:
    page = index()
    assert page.attributes["html"] == {"lang": "fr"}
    assert page.attributes["a"] == {"href": "tel:+33561000000"}
    assert "Salle jaune (8 " in page.texts["li"][0]
    assert any("09:00-18:00" in text for text in page.texts["dd"])


def test_the_facts_inside_the_page_are_json_ld() -> None:
    facts = json.loads(index().texts["script"][0])
    assert facts["openingHours"] == ["Mo-Fr 09:00-18:00", "Sa 09:00-12:00"]
    assert facts["address"]["addressLocality"] == "Mirepoix"
    assert facts["makesOffer"] == [{"@type": "Offer", "name": "Journée", "price": "12.05", "priceCurrency": "EUR"}]


def test_days_to_come_that_differ_are_said_to_people_and_to_machines() -> None:
    hours = "Mo-Fr 09:00-18:00; PH off; 2026 Dec 24 09:00-12:00,14:00-16:00; 2026 Dec 28-2027 Jan 01 off"
    text = pages.render({"name": "L’Étang Vert", "languages": ["en"], "opening_hours": hours})
    for said in (
        "Public holidays: closed",
        "24 December 2026: 09:00-12:00, 14:00-16:00",
        "28 December 2026 to 1 January 2027: closed",
    ):
        assert said in text.replace("\u202f", " ").replace("\xa0", " "), said
    facts = json.loads(text.split('ld+json">')[1].split("</script>")[0])
    assert facts["openingHours"] == ["Mo-Fr 09:00-18:00"]
    eve, afternoon, closed = facts["specialOpeningHoursSpecification"]
    assert (eve["validFrom"], eve["opens"], eve["closes"]) == ("2026-12-24", "09:00", "12:00")
    assert (afternoon["opens"], afternoon["closes"]) == ("14:00", "16:00")
    assert (closed["validFrom"], closed["validThrough"]) == ("2026-12-28", "2027-01-01")
    assert (closed["opens"], closed["closes"]) == ("00:00", "00:00")


def test_a_listing_in_a_language_nobody_translated_speaks_french() -> None:
    fields = {**LISTING.fields, "languages": ["oc"]}
    assert index(replace(LISTING, fields=fields)).attributes["html"] == {"lang": "fr"}
