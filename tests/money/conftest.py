"""A small house with somebody who owes something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from builders import describe_place, open_desk

from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money.charges import owe
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.person.people import NewPerson, People

SUPPLIED = date(2026, 11, 20)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "desk") as opened:
        describe_place(opened)
        yield opened


@pytest.fixture
def papers(desk: Desk) -> Papers:
    return Papers(desk.store.folder)


@pytest.fixture
def invoices(desk: Desk, papers: Papers) -> Invoices:
    return Invoices(desk, papers)


@pytest.fixture
def payments(desk: Desk) -> Payments:
    return Payments(desk)


@pytest.fixture
def marie(desk: Desk) -> int:
    return People(desk).add_person(NewPerson(given_name="Marie", family_name="Dupont", city="Foix"))


@pytest.fixture
def owes(desk: Desk) -> Callable[..., int]:
    """`owes(marie, 12_00)` writes a charge of 12.00 tax included, at 20 %, and returns its number."""

    def write(party: int, cents: int, supplied_on: date = SUPPLIED) -> int:
        with desk.store.writing() as session:
            return owe(
                desk,
                session,
                party_id=party,
                supplied_on=supplied_on,
                description="Coffee",
                unit_price_e4=cents * 100,
                basis=Basis.GROSS,
                vat_category=VatCategory.STANDARD,
            )

    return write
