"""The till's book looked at: takings by method, payments found, periods that wait, closed in order."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import advance_to, small_house

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.vocabulary import ClosingKind, PaymentMethod
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money.to_invoice import NewCharge
from tierslieu_desk.services.person.people import NewPerson

CASH, CARD = PaymentMethod.CASH, PaymentMethod.CARD


@pytest.fixture
def services(desk: Desk) -> Services:
    small_house(desk)
    return Services(desk)


@pytest.fixture
def lea(services: Services) -> int:
    return services.people.add_person(NewPerson(given_name="Léa", family_name="Fauré", city="Foix"))


def test_todays_takings_are_by_method_with_what_went_back_taken_off(services: Services) -> None:
    services.payments.settle(None, CASH, 500, {})
    services.payments.reverse(services.payments.settle(None, CASH, 200, {}).id)
    services.payments.settle(None, CARD, 150, {})
    found = {taking.method: (taking.payments, taking.total_cents) for taking in services.till.takings()}
    assert found[CASH] == (3, 500)
    assert found[CARD] == (1, 150)
    assert found[PaymentMethod.CHEQUE] == (0, 0)


def test_a_payment_is_found_by_name_or_reference_with_what_it_settles(services: Services, lea: int) -> None:
    services.to_invoice.charge(NewCharge(lea, "Room", 300_000))
    (invoice,) = services.invoices.issue(lea, date(2026, 11, 24))
    services.payments.settle(lea, PaymentMethod.CHEQUE, 3000, {invoice.id: 3000}, "CA 0042117")
    services.payments.settle(None, CASH, 100, {})
    assert [(row.name, row.settles) for row in services.till.payments()] == [("", ""), ("Léa Fauré", "F2026-0001")]
    for text in ("faur", "LÉA", "0042"):
        assert [row.name for row in services.till.payments(text)] == ["Léa Fauré"]
    assert services.till.payments("%") == ()
    assert len(services.till.payments(limit=1)) == 1


def test_days_wait_until_they_are_over_then_months_and_all_are_closed_in_order(services: Services) -> None:
    services.payments.settle(None, CASH, 500, {})
    assert services.till.to_close() == ()
    advance_to(services.desk, datetime(2026, 11, 26, 9, 0))
    services.payments.settle(None, CARD, 700, {})
    advance_to(services.desk, datetime(2026, 12, 2, 9, 0))
    waiting = services.till.to_close()
    assert [(one.kind, one.first_day.day, one.total_cents, one.perpetual_cents) for one in waiting] == [
        (ClosingKind.DAY, 24, 500, 500),
        (ClosingKind.DAY, 26, 700, 1200),
        (ClosingKind.MONTH, 1, 1200, 1200),
    ]
    closed = services.till.close_all(waiting)
    assert [(one.total_cents, one.perpetual_cents, one.payments) for one in closed.rows] == [
        (500, 500, 1),
        (700, 1200, 1),
        (1200, 1200, 2),
    ]
    assert services.till.to_close() == ()
    assert [one.kind for one in services.till.closings()] == [ClosingKind.MONTH, ClosingKind.DAY, ClosingKind.DAY]
    again = services.till.close_all(waiting)
    assert again.rows == ()
    assert isinstance(again.refusal, errors.AlreadyDone)


def test_what_was_closed_before_a_refusal_is_told_with_it(services: Services) -> None:
    """Another desk closed the second day meanwhile."""
    services.payments.settle(None, CASH, 500, {})
    advance_to(services.desk, datetime(2026, 11, 26, 9, 0))
    services.payments.settle(None, CARD, 700, {})
    advance_to(services.desk, datetime(2026, 11, 27, 9, 0))
    waiting = services.till.to_close()
    services.payments.close(ClosingKind.DAY, date(2026, 11, 26))
    came = services.till.close_all(waiting)
    assert [row.first_day for row in came.rows] == [date(2026, 11, 24)]
    assert came.refusal is not None
    assert came.refusal.facts == {"what": "closing", "on": date(2026, 11, 26)}


def test_a_payment_carried_over_settles_one_document_in_the_book(services: Services) -> None:
    """10.00 of F2026-0001, all of which went over to F2026-0002."""
    marie = services.people.add_person(NewPerson(given_name="Marie", city="Foix"))
    services.to_invoice.charge(NewCharge(marie, "Coffee", 100_000))
    (wrong,) = services.invoices.issue(marie, date(2026, 11, 24))
    services.payments.settle(marie, CASH, 1000, {wrong.id: 1000})
    services.invoices.credit(wrong.id, owe_again=True)
    services.invoices.issue(marie, date(2026, 11, 24))
    assert [row.settles for row in services.till.payments()] == ["F2026-0002"]
