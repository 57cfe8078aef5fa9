"""Papers that a plan asks for: told while they are missing or over, on the person's file and on Today."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import SmallHouse, advance_to, person

from tierslieu_desk.compose import Services
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.due_today import DueKind
from tierslieu_desk.services.plan.plan_papers import MissingPaper
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription

TODAY = date(2026, 11, 24)
ASKING = NewPlan(
    name="Workshop", period=Period.MONTH, price_e4=0, papers=("Insurance", " Signed  charter", "insurance", "")
)


@pytest.fixture
def services(desk: Desk, house: SmallHouse) -> Services:
    """A plan that asks for an insurance and a signed charter (1), and one that asks for nothing (2)."""
    made = Services(desk)
    made.plans.add(ASKING)
    made.plans.add(NewPlan(name="Desk", period=Period.MONTH, price_e4=0))
    return made


def missing(services: Services, who: int) -> list[MissingPaper]:
    return list(services.person_files.of(who).papers_missing)


def told(services: Services) -> list[tuple[int, str, str]]:
    return [(one.party_id, one.name, one.what) for one in services.today.view().due if one.kind is DueKind.PAPERS]


def test_a_plan_keeps_each_kind_of_paper_once(services: Services) -> None:
    plans = {row.name: row for row in services.plans.list()}
    assert plans["Workshop"].papers == ("Insurance", "Signed charter")
    assert plans["Desk"].papers == ()
    was = services.plans.change(1, NewPlan(name="Workshop", period=Period.MONTH, price_e4=0, papers=("Permit",)))
    assert was.papers == ("Insurance", "Signed charter")
    services.plans.change(1, was)
    assert services.plans.list()[1].papers == ("Insurance", "Signed charter")


def test_who_has_the_plan_is_asked_for_its_papers_until_they_are_there(services: Services) -> None:
    maria = person(services.desk, "Maria", "Roca")
    services.plans.sell(NewSubscription(maria, 2))
    assert (missing(services, maria), told(services)) == ([], [])
    services.plans.sell(NewSubscription(maria, 1))
    assert missing(services, maria) == [
        MissingPaper("Insurance", "Workshop", None),
        MissingPaper("Signed charter", "Workshop", None),
    ]
    assert told(services) == [(maria, "Maria Roca", "1")]
    services.person_facts.add_paper(maria, "insurance", TODAY, date(2026, 12, 31))
    assert [one.kind for one in missing(services, maria)] == ["Signed charter"]
    services.person_facts.add_paper(maria, "Signed charter", TODAY)
    assert (missing(services, maria), told(services)) == ([], [])


def test_a_paper_that_is_over_is_asked_for_again_the_day_after(services: Services) -> None:
    maria = person(services.desk, "Maria", "Roca")
    services.plans.sell(NewSubscription(maria, 1))
    services.person_facts.add_paper(maria, "Signed charter", TODAY)
    services.person_facts.add_paper(maria, "Insurance", TODAY, date(2026, 11, 30))
    advance_to(services.desk, datetime(2026, 11, 30, 9))
    assert missing(services, maria) == []
    advance_to(services.desk, datetime(2026, 12, 1, 9))
    assert missing(services, maria) == [MissingPaper("Insurance", "Workshop", date(2026, 11, 30))]


def test_today_names_who_has_waited_longest_and_counts_people_not_papers(services: Services) -> None:
    maria, jean = person(services.desk, "Maria", "Roca"), person(services.desk, "Jean", "Roy")
    services.plans.sell(NewSubscription(jean, 1, date(2026, 11, 20)))
    services.plans.sell(NewSubscription(maria, 1, date(2026, 11, 2)))
    assert told(services) == [(maria, "Maria Roca", "2")]


def test_nothing_is_asked_of_who_has_left(services: Services) -> None:
    maria = person(services.desk, "Maria", "Roca")
    sold = services.plans.sell(NewSubscription(maria, 1, date(2026, 11, 2)))
    services.plans.end(sold, date(2026, 11, 24))
    assert len(missing(services, maria)) == 2
    advance_to(services.desk, datetime(2026, 11, 25, 9))
    assert (missing(services, maria), told(services)) == ([], [])


@pytest.mark.parametrize("brought", ["Attestation d’assurance", "ATTESTATION D'ASSURANCE", "attestation d assurance"])
def test_a_paper_is_known_whatever_its_accents_and_capitals(services: Services, brought: str) -> None:
    asked = ("Pièce d’identité", "Attestation d'assurance", "piece d'identite")
    services.plans.change(1, NewPlan(name="Workshop", period=Period.MONTH, price_e4=0, papers=asked))
    assert {row.name: row for row in services.plans.list()}["Workshop"].papers == asked[:2]
    maria = person(services.desk, "Maria", "Roca")
    services.plans.sell(NewSubscription(maria, 1))
    services.person_facts.add_paper(maria, "PIECE D'IDENTITE", TODAY)
    assert [one.kind for one in missing(services, maria)] == ["Attestation d'assurance"]
    services.person_facts.add_paper(maria, brought, TODAY)
    assert (missing(services, maria), told(services)) == ([], [])
    services.person_facts.add_paper(maria, "Quittance", TODAY)
    services.plans.change(1, NewPlan(name="Workshop", period=Period.MONTH, price_e4=0, papers=("Assurance",)))
    assert [one.kind for one in missing(services, maria)] == ["Assurance"]
