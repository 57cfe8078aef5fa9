"""Persons and organisations: written, found, resolved, changed."""

from __future__ import annotations

from datetime import date

import pytest
from builders import organisation, person

from tierslieu_desk import errors
from tierslieu_desk.rules.vocabulary import PartyKind, Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.named import resolve
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, People


def test_a_person_is_read_back_with_what_was_written(desk: Desk) -> None:
    people = People(desk)
    number = people.add_person(
        NewPerson(given_name=" Inés ", family_name="García  López", email="ines@example.org", role=Role.MEMBER)
    )
    row = people.get(number)
    assert (row.kind, row.name, row.given_name, row.family_name) == (
        PartyKind.PERSON,
        "Inés García López",
        "Inés",
        "García López",
    )
    assert (row.email, row.role, row.payer_id, row.payer, row.version) == ("ines@example.org", Role.MEMBER, None, "", 1)


def test_nobody_is_written_without_a_name(desk: Desk) -> None:
    with pytest.raises(errors.MissingFact):
        People(desk).add_person(NewPerson(given_name=" "))
    with pytest.raises(errors.MissingFact):
        People(desk).add_organisation(NewOrganisation(name=""))


def test_an_organisation_keeps_the_siren_of_a_siret(desk: Desk) -> None:
    people = People(desk)
    number = people.add_organisation(NewOrganisation(name="SNCF", siren="732 829 320 00074"))
    assert people.get(number).siren == "732829320"
    with pytest.raises(errors.WrongIdentifier):
        people.add_organisation(NewOrganisation(name="SNCF", siren="732829321"))


@pytest.mark.parametrize("typed", ["ines", "INÉS gar", "garc", "lopez in", "Inés García López", "López, Inés"])
def test_a_name_is_found_by_the_beginning_of_its_words_in_any_order(desk: Desk, typed: str) -> None:
    person(desk, "Inés", "García López")
    person(desk, "Jean", "Martin")
    assert [row.name for row in People(desk).find(typed)] == ["Inés García López"]


@pytest.mark.parametrize("typed", ["", "   ", "nes", "ines martin", "%", "_"])
def test_what_begins_no_name_finds_nobody(desk: Desk, typed: str) -> None:
    person(desk, "Inés", "García López")
    person(desk, "Jean", "Martin")
    assert People(desk).find(typed) == ()


def test_names_that_begin_with_the_text_come_first_and_no_more_than_asked(desk: Desk) -> None:
    person(desk, "Jean", "Marty")
    person(desk, "Martin", "Zola")
    person(desk, "Martine", "Abadie")
    assert [row.name for row in People(desk).find("mart")] == ["Martin Zola", "Martine Abadie", "Jean Marty"]
    assert [row.name for row in People(desk).find("mart", limit=1)] == ["Martin Zola"]


def test_an_address_finds_its_owner(desk: Desk) -> None:
    People(desk).add_person(NewPerson(given_name="Léa", email="Lea.Roy@example.org"))
    assert [row.name for row in People(desk).find("lea.roy@ex")] == ["Léa"]


def test_whoever_left_is_found_no_more_until_they_are_back(desk: Desk) -> None:
    people, marie = People(desk), person(desk)
    people.retire(marie)
    assert people.find("marie") == ()
    assert people.list() == ()
    assert [row.id for row in people.list(retired=True)] == [marie]
    people.restore(marie)
    assert [row.id for row in people.find("marie")] == [marie]


def test_the_list_is_by_name_and_may_be_of_one_kind(desk: Desk) -> None:
    person(desk, "Zoé", "Roy", Role.GUEST)
    organisation(desk, "Étang vert")
    person(desk, "Anna", "Roy")
    people = People(desk)
    assert [row.name for row in people.list()] == ["Anna Roy", "Étang vert", "Zoé Roy"]
    assert [row.name for row in people.list(kind=PartyKind.ORGANISATION)] == ["Étang vert"]
    assert [row.name for row in people.list(role=Role.GUEST)] == ["Zoé Roy"]


@pytest.mark.parametrize("name", ["Marie Dupont", "dupont MARIE", "Dupont, Marie"])
def test_a_name_is_resolved_in_either_order(desk: Desk, name: str) -> None:
    marie = person(desk)
    person(desk, "Marie-Jeanne", "Dupont")
    assert People(desk).named(name) == marie


@pytest.mark.parametrize("name", ["Dupont", "Marie", "", "Marie Dupond"])
def test_half_a_name_resolves_to_nobody(desk: Desk, name: str) -> None:
    person(desk)
    with desk.store.reading() as session, pytest.raises(errors.UnknownPerson):
        resolve(session, name)


def test_two_people_of_one_name_are_both_named(desk: Desk) -> None:
    people = People(desk)
    people.add_person(NewPerson(given_name="Marie", family_name="Dupont", city="Foix"))
    people.add_person(NewPerson(given_name="Marie", family_name="Dupont"))
    with desk.store.reading() as session, pytest.raises(errors.AmbiguousName) as doubt:
        resolve(session, "Marie Dupont")
    assert doubt.value.choices == ["Marie Dupont (Foix)", "Marie Dupont"]


def test_the_order_as_written_wins_over_the_turned_one(desk: Desk) -> None:
    martin = person(desk, "Martin", "Thomas")
    person(desk, "Thomas", "Martin")
    with desk.store.reading() as session:
        assert resolve(session, "Martin Thomas") == martin


def test_a_change_over_somebody_elses_is_refused(desk: Desk) -> None:
    people, marie = People(desk), person(desk)
    changed = people.change(marie, NewPerson(given_name="Marie", family_name="Durand"), version=1)
    assert (changed.name, changed.version) == ("Marie Durand", 2)
    with pytest.raises(errors.ChangedMeanwhile) as refused:
        people.change(marie, NewPerson(given_name="Marie", family_name="Dubois"), version=1)
    assert refused.value.what == "Marie Durand"
    assert [row.name for row in people.find("durand")] == ["Marie Durand"]


def test_a_person_does_not_become_an_organisation(desk: Desk) -> None:
    with pytest.raises(errors.NotFound):
        People(desk).change(person(desk), NewOrganisation(name="Dupont SARL"), version=1)


def test_a_person_belongs_to_an_organisation_once(desk: Desk) -> None:
    people, marie, firm = People(desk), person(desk), organisation(desk)
    people.affiliate(marie, firm, "intern")
    people.affiliate(marie, firm, "director")
    assert [(a.person, a.organisation, a.role) for a in people.affiliations(marie)] == [
        ("Marie Dupont", "Pyrène Conseil", "director")
    ]
    assert people.affiliations(firm) == people.affiliations(marie)
    with pytest.raises(errors.NotFound):
        people.affiliate(firm, marie)
    people.leave(marie, firm)
    assert people.affiliations(marie) == ()


def test_the_payer_is_another_until_it_is_oneself_again(desk: Desk) -> None:
    people, marie, firm = People(desk), person(desk), organisation(desk)
    people.set_payer(marie, firm)
    assert (people.get(marie).payer_id, people.get(marie).payer) == (firm, "Pyrène Conseil")
    people.set_payer(marie, marie)
    assert (people.get(marie).payer_id, people.get(marie).payer) == (None, "")
    with pytest.raises(errors.NotFound):
        people.set_payer(marie, 99)


def test_consent_is_kept_with_its_dates(desk: Desk) -> None:
    people, marie = People(desk), person(desk)
    people.give_consent(marie, "mailing", date(2026, 1, 10))
    people.give_consent(marie, "mailing", date(2026, 1, 10))
    people.withdraw_consent(marie, "mailing")
    given = [(c.purpose, c.given_on, c.withdrawn_on) for c in people.consents(marie)]
    assert given == [("mailing", date(2026, 1, 10), date(2026, 11, 24))]
    with pytest.raises(errors.NotFound):
        people.withdraw_consent(marie, "mailing")


def test_the_first_of_a_long_list_and_how_many_there_are(desk: Desk) -> None:
    people = People(desk)
    for given, town in (("Zoé", "Foix"), ("Abel", ""), ("Nora", "Auzat")):
        people.add_person(NewPerson(given_name=given, family_name="Roy", city=town, role=Role.MEMBER))
    assert [row.given_name for row in people.list(limit=2)] == ["Abel", "Nora"]
    assert (people.count(), people.count(Role.MEMBER), people.count(Role.GUEST)) == (3, 3, 0)
    assert people.find("roy", 2, Role.GUEST) == ()


def test_namesakes_are_found_in_either_order_of_their_names(desk: Desk) -> None:
    people = People(desk)
    marie = people.add_person(NewPerson(given_name="Marie", family_name="Dupont"))
    assert [row.id for row in people.namesakes("DUPONT Marie")] == [marie]
    assert people.namesakes("Marie Dupont", besides=marie) == ()
    assert people.namesakes("  ") == ()
