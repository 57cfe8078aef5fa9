"""What else is known of somebody: each fact said, shown, taken back; what makes no sense is refused in words."""

from __future__ import annotations

from datetime import date

import pytest

from tierslieu_desk import errors, i18n, say
from tierslieu_desk.rules import statuses
from tierslieu_desk.rules.vocabulary import Became, ContactKind, SkillSide, Status, TravelMode
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, People
from tierslieu_desk.services.person.person_facts import PersonFacts, Travel

TODAY = date(2026, 11, 24)


@pytest.fixture
def people(desk: Desk) -> People:
    return People(desk)


@pytest.fixture
def facts(desk: Desk) -> PersonFacts:
    return PersonFacts(desk)


@pytest.fixture
def marie(people: People) -> int:
    return people.add_person(NewPerson(given_name="Marie", family_name="Roca"))


def test_a_status_of_the_list_is_kept_as_a_code_and_read_in_the_language_of_the_desk(people: People) -> None:
    before = i18n.language()
    try:
        i18n.set_language("en")
        ada = people.add_person(NewPerson(given_name="Ada", status="looking for a job"))
        assert people.get(ada).status == Status.JOB_SEEKER
        assert statuses.worded(people.get(ada).status) == "Looking for a job"
    finally:
        i18n.set_language(before)


def test_a_status_of_ones_own_stays_as_it_was_typed(people: People) -> None:
    ada = people.add_person(NewPerson(given_name="Ada", status="Couturière, à son compte"))
    assert statuses.worded(people.get(ada).status) == "Couturière, à son compte"


def test_nobody_is_born_tomorrow(people: People, marie: int) -> None:
    with pytest.raises(errors.DayToCome) as refused:
        people.add_person(NewPerson(given_name="Léo", birth_date=date(2026, 11, 25)))
    assert refused.value.facts["field"] == "birth_date"
    row = people.get(marie)
    with pytest.raises(errors.DayToCome):
        people.change(marie, NewPerson(given_name="Marie", birth_date=date(2062, 1, 1)), row.version)
    assert people.get(marie) == row
    assert people.add_person(NewPerson(given_name="Léo", birth_date=TODAY))


def test_a_badge_is_one_persons_and_goes_back_to_none(facts: PersonFacts, people: People, marie: int) -> None:
    paul = people.add_person(NewPerson(given_name="Paul"))
    facts.set_badge(marie, " 0042 ")
    facts.set_badge(marie, "0042")
    assert facts.of(marie).badge == "0042"
    with pytest.raises(errors.BadgeTaken) as refused:
        facts.set_badge(paul, "0042")
    with i18n.speaking("en"):
        assert say.sentence(refused.value) == (
            "Badge 0042 is Marie Roca’s. Give another one, or take it back from them first."
        )
    facts.set_badge(marie, "")
    facts.set_badge(paul, "0042")
    assert (facts.of(marie).badge, facts.of(paul).badge) == ("", "0042")


def test_languages_are_told_once_each_in_the_order_said(facts: PersonFacts, marie: int) -> None:
    facts.speak(marie, ("ca", "fr", "ca"))
    assert facts.of(marie).languages == ("ca", "fr")
    facts.speak(marie, ())
    assert facts.of(marie).languages == ()


def test_the_way_to_work_is_kept_only_of_whoever_agrees(facts: PersonFacts, people: People, marie: int) -> None:
    travel = Travel("Toulouse", TravelMode.CAR, 78, 4)
    with pytest.raises(errors.NotAgreed):
        facts.travels(marie, travel)
    assert facts.of(marie).travel == Travel()
    facts.agree_to_travel(marie, travel)
    assert facts.of(marie).travel == travel
    assert [(c.purpose, c.given_on) for c in facts.of(marie).consents] == [("commute", TODAY)]


def test_a_consent_taken_back_erases_what_stood_on_it_and_nothing_else(
    facts: PersonFacts, people: People, marie: int, desk: Desk
) -> None:
    facts.agree_to_travel(marie, Travel("Toulouse", TravelMode.CAR, 78, 4))
    facts.speak(marie, ("ca",))
    people.give_consent(marie, "directory")
    people.withdraw_consent(marie, "directory")
    assert facts.of(marie).travel.workplace == "Toulouse"
    people.withdraw_consent(marie, "commute")
    assert facts.of(marie).travel == Travel()
    assert facts.of(marie).languages == ("ca",)
    with desk.store.glancing() as seen:
        told = " ".join(str(row) for row in seen.rows("SELECT facts FROM journal"))
    assert "Toulouse" not in told
    with pytest.raises(errors.NotAgreed):
        facts.travels(marie, Travel("Toulouse"))


def test_a_minor_comes_with_the_consent_of_a_guardian(facts: PersonFacts, people: People) -> None:
    lou = people.add_person(NewPerson(given_name="Lou", birth_date=date(2008, 11, 25)))
    max_ = people.add_person(NewPerson(given_name="Max", birth_date=date(2008, 11, 24)))
    assert facts.of(lou).minor_without is True
    assert facts.of(max_).minor_without is False, "eighteen today"
    guardian = facts.add_contact(lou, ContactKind.GUARDIAN, "Anne", "mother", "06 11 22 33 44")
    assert facts.of(lou).minor_without is True, "she was not asked yet"
    facts.remove("contact", guardian)
    facts.add_contact(lou, ContactKind.GUARDIAN, "Anne", "mother", agreed_on=TODAY)
    assert facts.of(lou).minor_without is False


def test_a_trusted_third_is_written_down_and_taken_away(facts: PersonFacts, marie: int) -> None:
    number = facts.add_contact(marie, ContactKind.TRUSTED, "Núria Roca", "daughter", "+34973123456")
    (row,) = facts.of(marie).contacts
    assert (row.id, row.kind, row.name, row.bond, row.phone) == (
        number, "trusted", "Núria Roca", "daughter", "+34973123456",
    )  # fmt: skip
    facts.remove("contact", number)
    assert facts.of(marie).contacts == ()
    with pytest.raises(errors.MissingFact):
        facts.add_contact(marie, ContactKind.TRUSTED, "  ")


def test_a_skill_said_twice_stays_one_but_may_be_both_offered_and_sought(facts: PersonFacts, marie: int) -> None:
    first = facts.add_skill(marie, SkillSide.OFFERED, "Patronage")
    assert facts.add_skill(marie, SkillSide.OFFERED, " patronagé ") == first
    facts.add_skill(marie, SkillSide.SOUGHT, "site web")
    assert [(s.side, s.name) for s in facts.of(marie).skills] == [("offered", "Patronage"), ("sought", "site web")]


def test_a_paper_is_over_after_it_was_given_and_given_by_now(facts: PersonFacts, marie: int) -> None:
    facts.add_paper(marie, "Assurance", date(2026, 9, 1), date(2027, 8, 31))
    facts.add_paper(marie, "Charte", TODAY)
    with pytest.raises(errors.PaperOverBefore) as refused:
        facts.add_paper(marie, "Assurance", date(2026, 9, 1), date(2026, 8, 31))
    assert refused.value.facts["field"] == "good_until"
    with pytest.raises(errors.DayToCome):
        facts.add_paper(marie, "Assurance", date(2026, 11, 25))
    assert [(p.kind, p.good_until) for p in facts.of(marie).papers] == [
        ("Assurance", date(2027, 8, 31)), ("Charte", None),
    ]  # fmt: skip


def test_a_task_is_open_until_it_is_done_and_stays_when_they_have_left(
    facts: PersonFacts, people: People, marie: int
) -> None:
    key = facts.add_task(marie, "Take back key 4", date(2026, 11, 23))
    facts.add_task(marie, "Ask how it goes", date(2026, 12, 1))
    people.retire(marie)
    assert [(t.id, t.name) for t in facts.open_tasks(TODAY)] == [(key, "Marie Roca")]
    facts.finish_task(key)
    assert facts.open_tasks(TODAY) == ()
    assert [t.what for t in facts.of(marie).tasks] == ["Ask how it goes"]
    facts.reopen_task(key)
    assert len(facts.of(marie).tasks) == 2


def test_whoever_leaves_is_off_the_lists_and_it_is_known_what_became_of_them(
    facts: PersonFacts, people: People, marie: int
) -> None:
    with pytest.raises(errors.DayToCome):
        facts.became(marie, Became.JOB, date(2026, 11, 25))
    number = facts.became(marie, Became.JOB, TODAY, "at the town hall of Foix")
    assert people.find("Marie") == ()
    (row,) = facts.of(marie).outcomes
    assert (row.on, row.became, row.words) == (TODAY, "job", "at the town hall of Foix")
    facts.not_left(marie, number)
    assert [row.id for row in people.find("Marie")] == [marie]
    assert facts.of(marie).outcomes == ()


def test_what_is_known_of_an_organisation_stands_beside_it_too(facts: PersonFacts, people: People) -> None:
    mairie = people.add_organisation(NewOrganisation(name="Mairie de Foix"))
    facts.add_note(mairie, "Ask for the order number")
    facts.add_task(mairie, "Call back", TODAY)
    assert [t.what for t in facts.of(mairie).tasks] == ["Call back"]
    assert facts.of(mairie).minor_without is False


def test_nobody_that_is_not_there_is_told_of(facts: PersonFacts) -> None:
    for act in (lambda: facts.of(99), lambda: facts.add_note(99, "x"), lambda: facts.set_badge(99, "1")):
        with pytest.raises(errors.NotFound):
            act()
    with pytest.raises(errors.NotFound):
        facts.remove("note", 99)
