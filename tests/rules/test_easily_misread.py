"""What a counter types that is easily misread: a room that is not there, several of a thing in another language."""

from __future__ import annotations

from datetime import datetime

import pytest

from tierslieu_desk.rules.fuzzy import KeyList
from tierslieu_desk.rules.sentence_meaning import Ask, Asked, Meaning, Named, Names
from tierslieu_desk.rules.sentences import understand

NOW = datetime(2026, 11, 24, 10, 47)
PEOPLE = {1: "Jean Dupont", 2: "Maria Roca"}
KEYS = KeyList(PEOPLE)


def of(*units: str) -> Names:
    rooms = [Named(number, name) for number, name in enumerate(units, 1)]
    return Names(rooms, [], [], lambda text: tuple(Named(n, PEOPLE[n]) for n in KEYS.who(text)), KEYS.knows)


@pytest.mark.parametrize(
    ("language", "typed", "units", "words", "first"),
    [
        ("fr", "salle verte demain 14h-16h Dupont", ("Salle jaune", "Salle bleue"), "salle verte", None),
        ("fr", "salle verte demain 14h-16h", ("Salle jaune", "Salle bleue"), "salle verte", None),
        ("fr", "Dupont salle verte demain 14h-16h", ("Salle jaune", "Salle bleue"), "salle verte", None),
        ("fr", "salle bleutée demain 14h-16h", ("Salle jaune", "Salle bleue"), "salle bleutee", "Salle bleue"),
        ("es", "sala verde mañana 14h-16h Roca", ("Sala roja", "Sala azul"), "sala verde", None),
        ("en", "green room tomorrow 14:00-16:00 Dupont", ("Yellow room", "Blue room"), "green room", None),
    ],
)
def test_a_room_that_is_not_there_is_asked_about_with_the_nearest(
    language: str, typed: str, units: tuple[str, ...], words: str, first: str | None
) -> None:
    found = understand(typed, of(*units), NOW, language)
    assert isinstance(found, Ask)
    assert (found.asked, found.words) == (Asked.WHAT, words)
    assert {one.name for one in found.choices} == set(units)
    assert first is None or found.choices[0].name == first


def test_somebody_unknown_apart_from_the_room_is_still_somebody() -> None:
    found = understand("salle jaune demain 14h-16h Tremblay", of("Salle jaune", "Salle bleue"), NOW, "fr")
    assert isinstance(found, Ask)
    assert (found.asked, found.words) == (Asked.WHO, "tremblay")


def test_a_surname_one_letter_from_a_word_of_the_language_is_asked_back_as_it_was_typed() -> None:
    found = understand("salle jaune demain 14h-16h Durand", of("Salle jaune", "Salle bleue"), NOW, "fr")
    assert isinstance(found, Ask)
    assert (found.asked, found.words) == (Asked.WHO, "durand")


@pytest.mark.parametrize(
    ("typed", "act", "kind", "count"),
    [
        ("2 paquetes para Maria", "mail_in", "parcel", 2),
        ("2 paquets per a Maria", "mail_in", "parcel", 2),
        ("2 parcels for Maria", "mail_in", "parcel", 2),
        ("2 pakete Mariarentzat", "mail_in", "parcel", 2),
        ("3 cartas para Maria", "mail_in", "letter", 3),
        ("3 cartes per a Maria", "mail_in", "letter", 3),
        ("3 letters for Maria", "mail_in", "letter", 3),
        ("3 gutun Mariarentzat", "mail_in", "letter", 3),
        ("2 certificados para Maria", "mail_in", "registered", 2),
        ("2 certificats per a Maria", "mail_in", "registered", 2),
        ("2 registered letters for Maria", "mail_in", "registered", 2),
        ("2 visitantes", "passer_by", "", 2),
        ("2 visitants", "passer_by", "", 2),
        ("2 visitors", "passer_by", "", 2),
        ("2 bisitari", "passer_by", "", 2),
    ],
)
def test_several_of_a_thing_are_counted_in_any_language(typed: str, act: str, kind: str, count: int) -> None:
    found = understand(typed, of("Salle jaune", "Salle bleue"), NOW, "fr")
    assert isinstance(found, Meaning)
    assert (found.act, found.what.name if found.what else "", found.count) == (act, kind, count)
