"""Issued documents looked up: newest first, found by number or name, never more than asked for."""

from __future__ import annotations

from datetime import date

import pytest
from builders import small_house

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money.to_invoice import NewCharge
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson

DAY = date(2026, 11, 24)


@pytest.fixture
def services(desk: Desk) -> Services:
    small_house(desk)
    return Services(desk)


@pytest.fixture
def lea(services: Services) -> int:
    return services.people.add_person(NewPerson(given_name="Léa", family_name="Fauré", city="Foix"))


def invoiced(services: Services, party: int, cents: int) -> int:
    services.to_invoice.charge(NewCharge(party, "Room", cents * 100))
    return services.invoices.issue(party, DAY)[0].id


def numbers(services: Services, text: str = "", *, unpaid: bool = False, limit: int = 200) -> list[str]:
    return [row.number for row in services.invoice_lists.find(text, unpaid=unpaid, limit=limit)]


def test_the_newest_first_and_no_more_than_asked_for(services: Services, lea: int) -> None:
    for cents in (100, 200, 300):
        invoiced(services, lea, cents)
    assert numbers(services) == ["F2026-0003", "F2026-0002", "F2026-0001"]
    assert numbers(services, limit=2) == ["F2026-0003", "F2026-0002"]


def test_found_by_a_part_of_the_number_or_the_start_of_a_word_of_the_name(services: Services, lea: int) -> None:
    arize = services.people.add_organisation(NewOrganisation(name="Le Relais d’Arize", city="Daumazan"))
    invoiced(services, lea, 100)
    invoiced(services, arize, 200)
    assert numbers(services, "0002") == ["F2026-0002"]
    assert numbers(services, "FAUR") == ["F2026-0001"]
    assert numbers(services, "arize") == ["F2026-0002"]
    assert numbers(services, "_") == []
    assert numbers(services, "%") == []


def test_what_is_left_and_paid_follows_payments_and_credit_notes(services: Services, lea: int) -> None:
    first, second = invoiced(services, lea, 1000), invoiced(services, lea, 500)
    services.payments.settle(lea, PaymentMethod.CASH, 400, {first: 400})
    row = services.invoice_lists.get(first)
    assert (row.paid_cents, row.left_cents, row.credited_by) == (400, 600, 0)
    note = services.invoices.credit(second)
    row = services.invoice_lists.get(second)
    assert (row.paid_cents, row.left_cents, row.credited_by) == (0, 0, note.id)
    assert services.invoice_lists.get(note.id).credits == "F2026-0002"
    assert numbers(services, unpaid=True) == ["F2026-0001"]
    assert [row.id for row in services.invoice_lists.open_of(lea)] == [first]


def test_seen_closely_it_has_its_lines_and_its_payments(services: Services, lea: int) -> None:
    first = invoiced(services, lea, 1000)
    services.payments.settle(lea, PaymentMethod.CARD, 400, {first: 400}, "TPE 12")
    seen = services.invoice_lists.seen(first)
    assert [(line.description, line.gross_cents) for line in seen.lines] == [("Room", 1000)]
    assert [(part.method, part.amount_cents, part.reference) for part in seen.settled] == [("card", 400, "TPE 12")]
    with pytest.raises(errors.NotFound):
        services.invoice_lists.seen(99)
