"""Several of a thing, typed in another language in a French window: counted, and what it is."""

from __future__ import annotations

import pytest
from test_rooms_not_there import NOW, of

from tierslieu_desk.rules.sentence_meaning import Meaning
from tierslieu_desk.rules.sentences import understand


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
