"""What waits to be invoiced: counted, listed, held back, written by hand, and never once it is on paper."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import advance_to, person, small_house

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import PaymentMethod, VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money.to_invoice import NewCharge
from tierslieu_desk.services.person.people import NewPerson

DAY = date(2026, 11, 24)


@pytest.fixture
def services(desk: Desk) -> Services:
    small_house(desk)
    return Services(desk)


@pytest.fixture
def lea(services: Services) -> int:
    return services.people.add_person(NewPerson(given_name="Léa", family_name="Fauré", city="Foix"))


def journal(services: Services) -> list[tuple[str, str]]:
    with services.desk.store.glancing() as seen:
        return seen.rows("SELECT act, subject FROM journal WHERE subject = 'charge' ORDER BY id")


def test_a_line_by_hand_is_owed_at_the_rate_of_the_day_and_noted(services: Services, lea: int) -> None:
    services.to_invoice.charge(NewCharge(lea, "  Prints  in colour ", 5_000, 10_000))
    (line,) = services.to_invoice.lines(lea, DAY)
    assert (line.description, line.gross_cents, line.supplied_on) == ("Prints in colour", 500, DAY)
    (draft,) = services.invoices.drafts(DAY, lea)
    assert draft.gross_cents == 500
    assert journal(services) == [("charge", "charge")]


def test_a_price_before_tax_bears_it_on_top(services: Services, lea: int) -> None:
    services.to_invoice.charge(NewCharge(lea, "Prints", 100_000, basis=Basis.NET, vat_category=VatCategory.REDUCED))
    assert services.to_invoice.lines(lea, DAY)[0].gross_cents == 1055


def test_who_pays_is_who_is_listed_and_the_line_says_whom_it_is_for(services: Services, lea: int) -> None:
    jean = person(services.desk, "Jean", "Dupont")
    services.people.set_payer(jean, lea)
    services.to_invoice.charge(NewCharge(jean, "Coffee", 15_000))
    assert [(row.party_id, row.name, row.lines) for row in services.to_invoice.payers(DAY)] == [(lea, "Léa Fauré", 1)]
    assert [line.name for line in services.to_invoice.lines(lea, DAY)] == ["Jean Dupont"]


def test_what_is_held_back_is_listed_and_not_invoiced(services: Services, lea: int) -> None:
    first = services.to_invoice.charge(NewCharge(lea, "Coffee", 15_000))
    services.to_invoice.charge(NewCharge(lea, "Room", 300_000))
    services.to_invoice.hold_back([first])
    (row,) = services.to_invoice.payers(DAY)
    assert (row.lines, row.gross_cents, row.held_back) == (1, 3000, 1)
    assert [line.held_back for line in services.to_invoice.lines(lea, DAY)] == [True, False]
    (issued,) = services.invoices.issue(lea, DAY)
    assert issued.gross_cents == 3000
    services.to_invoice.hold_back([first], held=False)
    assert services.invoices.drafts(DAY, lea)[0].gross_cents == 150
    assert [act for act, _s in journal(services)] == ["charge", "charge", "hold_back", "let_go"]


def test_what_is_supplied_later_waits_for_its_day(services: Services, lea: int) -> None:
    services.to_invoice.charge(NewCharge(lea, "Room", 300_000, supplied_on=date(2026, 11, 25)))
    assert services.to_invoice.payers(DAY) == ()
    assert services.to_invoice.waiting() == 0
    assert len(services.to_invoice.payers(date(2026, 11, 25))) == 1


def test_a_line_by_hand_can_be_taken_off_until_it_is_on_paper(services: Services, lea: int) -> None:
    charge = services.to_invoice.charge(NewCharge(lea, "Coffee", 15_000))
    services.to_invoice.take_off(charge)
    assert services.to_invoice.lines(lea, DAY) == ()
    with pytest.raises(errors.NotFound):
        services.to_invoice.take_off(charge)
    charge = services.to_invoice.charge(NewCharge(lea, "Coffee", 15_000))
    services.invoices.issue(lea, DAY)
    for act in (services.to_invoice.take_off, lambda number: services.to_invoice.hold_back([number])):
        with pytest.raises(errors.InvoiceAlreadyIssued) as refused:
            act(charge)
        assert refused.value.facts == {"number": "F2026-0001"}


def test_what_a_booking_owes_is_not_taken_off_by_hand(services: Services) -> None:
    from builders import slot

    from tierslieu_desk.services.booking.booking_work import NewBooking

    maria = person(services.desk, "Maria", "Roca")
    room = services.units.list()[0].id
    services.bookings.book(NewBooking(room, maria, slot("14:00", "16:00")))
    (line,) = services.to_invoice.lines(maria, date(2026, 11, 25))
    with pytest.raises(errors.NotFound):
        services.to_invoice.take_off(line.id)


@pytest.mark.parametrize(
    ("words", "milli", "refusal"), [("  ", 1000, errors.MissingFact), ("Ink", 0, errors.NotAnAmount)]
)
def test_nothing_is_not_charged(services: Services, lea: int, words: str, milli: int, refusal: type) -> None:
    with pytest.raises(refusal):
        services.to_invoice.charge(NewCharge(lea, words, 15_000, milli))
    assert services.to_invoice.lines(lea, DAY) == ()


def test_waiting_counts_a_payer_once_who_owes_anew_and_is_late(services: Services, lea: int) -> None:
    services.to_invoice.charge(NewCharge(lea, "Room", 300_000))
    (issued,) = services.invoices.issue(lea, DAY)
    assert services.to_invoice.waiting() == 0
    advance_to(services.desk, datetime(2026, 12, 25, 9, 0))
    assert services.to_invoice.waiting() == 1
    services.to_invoice.charge(NewCharge(lea, "Room", 300_000))
    assert services.to_invoice.waiting() == 1
    services.payments.settle(lea, PaymentMethod.CARD, 3000, {issued.id: 3000})
    assert services.to_invoice.waiting() == 1


def test_a_place_that_charges_no_vat_offers_none(desk: Desk) -> None:
    from builders import describe_place

    from tierslieu_desk.rules.vocabulary import VatRegime

    describe_place(desk, VatRegime.FRANCHISE)
    services = Services(desk)
    assert services.to_invoice.vat_rates() == ()


def test_a_draft_says_so_and_has_no_number(services: Services, lea: int) -> None:
    import papers

    services.to_invoice.charge(NewCharge(lea, "Room", 300_000))
    (draft,) = services.invoices.draft_papers(lea, DAY)
    text = papers.text(draft.content)
    assert (draft.gross_cents, "Room" in text, "F2026" in text) == (3000, True, False)
    assert "Draft" in text or "Brouillon" in text
    assert "Émise le" not in text
    assert "À payer au plus tard le" in text
    assert services.invoices.all() == ()
    (issued,) = services.invoices.issue(lea, DAY)
    said = papers.text(services.invoices.paper(issued.id))
    assert "Draft" not in said
    assert "Brouillon" not in said


def test_a_run_that_the_disk_ends_tells_what_it_did_and_what_is_left(
    services: Services, lea: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = services.people.add_person(NewPerson(given_name="Ana", city="Foix"))
    for party in (lea, ana):
        services.to_invoice.charge(NewCharge(party, "Room", 300_000))
    keep, kept = services.papers.keep, []

    def room_for_one(content: bytes) -> str:
        if kept:
            raise errors.DiskFull(folder="/desk")
        kept.append(content)
        return keep(content)

    monkeypatch.setattr(services.papers, "keep", room_for_one)
    billing = services.invoices.bill(DAY)
    assert ([row.customer for row in billing.issued], billing.left) == (["Ana"], 1)
    assert isinstance(billing.in_the_way, errors.DiskFull)
