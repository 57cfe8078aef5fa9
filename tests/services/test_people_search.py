"""People found while typing: typing errors, either order, initials, e-mail, telephone; and never an old answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import open_desk, person

from tierslieu_desk.models.store import FILE
from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, People


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as opened:
        yield opened


@pytest.fixture
def people(desk: Desk) -> People:
    for given, family in (
        ("Jean", "Dupont"),
        ("Léa", "Fauré"),
        ("Iker", "Etxeberria"),
        ("Claire", "Martin"),
        ("Ugo", "Sentenac"),
    ):
        person(desk, given, family)
    kept = People(desk)
    kept.add_person(
        NewPerson(given_name="Maria", family_name="Roca", email="maria.roca@example.org", phone="+33 6 12 34 56 78")
    )
    kept.add_organisation(NewOrganisation(name="L’Atelier Bois"))
    return kept


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("dupond", "Jean Dupont"),
        ("jaen dupont", "Jean Dupont"),
        ("Dupnot", "Jean Dupont"),
        ("etcheberria", "Iker Etxeberria"),
        ("faurre lea", "Léa Fauré"),
        ("matrin", "Claire Martin"),
        ("jd", "Jean Dupont"),
        ("dupontjean", "Jean Dupont"),
        ("atleier bois", "L’Atelier Bois"),
        ("Ugo Sant", "Ugo Sentenac"),
        ("setn ugo", "Ugo Sentenac"),
        ("hugo sent", "Ugo Sentenac"),
        ("ugosent", "Ugo Sentenac"),
        ("sentenacu", "Ugo Sentenac"),
    ],
)
def test_somebody_is_found_in_spite_of_typing_errors(people: People, typed: str, name: str) -> None:
    assert people.find(typed) == ()
    assert people.nearly(typed)[0].name == name


@pytest.mark.parametrize("typed", ["zzzz", "x", "Jean Xylophone", "§"])
def test_nobody_is_made_up(people: People, typed: str) -> None:
    assert people.nearly(typed) == ()


@pytest.mark.parametrize("typed", ["j dup", "Dupont J", "du je", "JEAN", "dupont jean"])
def test_either_order_and_initials_find_without_guessing(people: People, typed: str) -> None:
    assert [row.name for row in people.find(typed)] == ["Jean Dupont"]


@pytest.mark.parametrize("typed", ["Ugo Sent", "sent ugo", "U SENT", "sen ug", "ugo  s", "Sentenac, U."])
def test_two_beginnings_of_a_name_are_enough_in_either_order(people: People, typed: str) -> None:
    assert [row.name for row in people.find(typed)] == ["Ugo Sentenac"]


@pytest.mark.parametrize("typed", ["06 12 34", "0612345678", "+33 6 12", "maria.roca@", "345678"])
def test_a_telephone_or_an_e_mail_finds_too(people: People, typed: str) -> None:
    assert [row.name for row in people.find(typed)] == ["Maria Roca"]


def test_who_is_added_renamed_or_retired_is_so_at_once(desk: Desk, people: People) -> None:
    assert people.find("nina") == ()
    nina = people.add_person(NewPerson(given_name="Nina", family_name="Prat", role=Role.MEMBER))
    assert [row.id for row in people.find("nina")] == [nina]
    row = people.get(nina)
    people.change(nina, NewPerson(given_name="Ninon", family_name="Prat", role=Role.GUEST), row.version)
    assert people.find("nina") == ()
    assert [row.id for row in people.find("prat", role=Role.GUEST)] == [nina]
    assert people.find("prat", role=Role.MEMBER) == ()
    people.retire(nina)
    assert people.find("prat") == people.nearly("prta") == ()
    people.restore(nina)
    assert [row.id for row in people.nearly("prta")] == [nina]


def test_what_another_program_wrote_is_found(desk: Desk, people: People) -> None:
    assert people.find("odile") == ()
    with sqlite3.connect(desk.store.folder / FILE) as other:
        other.execute(
            "INSERT INTO party (kind, name, given_name, family_name, search_key, created_at)"
            " VALUES ('person', 'Odile Lacaze', 'Odile', 'Lacaze', 'odile lacaze', '2026-11-24T09:00:00.000000+00:00')"
        )
    other.close()
    assert [row.name for row in people.find("odile")] == ["Odile Lacaze"]


def test_somebody_written_down_in_a_gesture_that_is_taken_back_is_not_remembered(desk: Desk, people: People) -> None:
    def gesture() -> None:
        with desk.store.writing():
            people.add_person(NewPerson(given_name="Nobody", family_name="Atall"))
            assert [row.name for row in people.find("nobody")] == ["Nobody Atall"]
            raise LookupError

    with pytest.raises(LookupError):
        gesture()
    assert people.find("nobody") == ()
