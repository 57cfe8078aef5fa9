"""`book`."""

from __future__ import annotations

import pytest
from terminal import Terminal, booking


def test_a_booking_is_told_with_its_hours_and_its_price(terminal: Terminal) -> None:
    done = terminal(*booking("09:00", "13:00"), "--json")
    assert done.code == 0
    assert set(done.json) == {"booking", "unit", "from", "to", "price_cents", "special_days"}
    assert (done.json["unit"], done.json["from"], done.json["to"]) == ("Room A", "2026-11-25T09:00", "2026-11-25T13:00")
    assert done.json["price_cents"] == 3600  # the half day at 30.00 without VAT, 20 % on top


def test_a_booking_is_told_in_words_to_a_person(terminal: Terminal) -> None:
    done = terminal(*booking("09:00", "10:00"))
    assert done.code == 0
    assert "Room A" in done.out
    assert "25 novembre 2026" in done.out
    assert "12,00" in done.out
    assert done.err == ""


def test_names_are_found_without_accents_and_capitals(terminal: Terminal) -> None:
    assert terminal(*booking("09:00", "10:00", unit="room a", who="zoe faure")).code == 0


def test_touching_bookings_do_not_stand_in_each_others_way(terminal: Terminal) -> None:
    assert terminal(*booking("09:00", "10:00")).code == 0
    assert terminal(*booking("10:00", "11:00", who="Zoé Faure")).code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (booking("09:30", "10:30"), "slot_taken"),
        (booking("21:00", "22:00"), "place_closed"),
        (booking("11:00", "12:00", unit="Grande salle"), "unknown_unit"),
        (booking("11:00", "12:00", who="Personne Inconnue"), "unknown_person"),
        (booking("12:00", "11:00"), "slot_reversed"),
        (booking("12:00", "25:00"), "not_a_date"),
        (booking("11:00", "12:00", day="2026-02-30"), "not_a_date"),
        ([*booking("11:00", "12:00"), "--people", "9"], "over_capacity"),
    ],
)
def test_a_refusal_has_a_code_and_a_sentence(terminal: Terminal, words: list[str], code: str) -> None:
    terminal(*booking("09:00", "10:00"))
    refused = terminal(*words, "--json")
    assert refused.code == 1
    assert refused.json["error"] == code
    assert refused.json["message"] == refused.err.strip()
    assert len(refused.err.splitlines()) == 1
    assert terminal(*words).out == ""


def test_a_taken_slot_names_whose_it_is_and_until_when(terminal: Terminal) -> None:
    terminal(*booking("09:00", "11:00"))
    refused = terminal(*booking("10:00", "12:00", who="Zoé Faure"), "--json").json
    assert {key: refused[key] for key in ("by", "unit", "start", "end")} == {
        "by": "Marie Dupont",
        "unit": "Room A",
        "start": "2026-11-25T09:00:00",
        "end": "2026-11-25T11:00:00",
    }


def test_an_hour_with_a_zone_is_not_taken_for_the_places_own(terminal: Terminal) -> None:
    refused = terminal(*booking("09:00+02:00", "10:00"), "--json")
    assert (refused.code, refused.json["error"]) == (1, "not_a_date")


def test_a_holiday_on_which_nothing_is_refused_is_named_in_the_answer(terminal: Terminal) -> None:
    """Easter Monday 2027 is the 29 March."""
    done = terminal(*booking("09:00", "10:00", day="2027-03-29"))
    assert "Lundi de Pâques" in done.out or "lundi de Pâques" in done.out
    told = terminal(*booking("14:00", "15:00", day="2027-03-29"), "--json").json
    assert [one["day"] for one in told["special_days"]] == ["2027-03-29"]
    assert terminal(*booking("09:00", "10:00"), "--json").json["special_days"] == []


@pytest.mark.parametrize("day", ["2025-11-25", "2126-11-25"])
def test_what_is_over_or_a_year_ahead_is_booked_only_when_it_is_meant(terminal: Terminal, day: str) -> None:
    refused = terminal(*booking("09:00", "10:00", day=day), "--json")
    assert (refused.code, refused.json["error"]) == (1, "far_from_today")
    assert "--anyway" in refused.err
    assert terminal(*booking("09:00", "10:00", day=day), "--anyway").code == 0
