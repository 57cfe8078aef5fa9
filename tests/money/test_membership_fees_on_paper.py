"""A membership fee is outside VAT: a document of its own that says so, and a credit note that says so too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from builders import describe_place
from papers import text as pdf_text

from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import InvoiceKind, VatCategory, VatRegime
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money.charges import owe
from tierslieu_desk.services.money.invoice_rows import InvoiceRow
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, People

TODAY = date(2026, 11, 24)
OUTSIDE = "Cotisation sans contrepartie, hors du champ de la TVA"
REGIMES = {
    VatRegime.FRANCHISE: "293 B",
    VatRegime.EXEMPT: "261-7-1",
    VatRegime.NON_TAXABLE: "non assujettie",
}


def said(row: InvoiceRow) -> str:
    return " ".join(pdf_text(row.paper.read_bytes()).split())


@pytest.fixture
def owes_fee(desk: Desk) -> Callable[[int], int]:
    def write(party: int) -> int:
        with desk.store.writing() as session:
            return owe(
                desk,
                session,
                party_id=party,
                supplied_on=date(2026, 11, 20),
                description="Adhésion 2026",
                unit_price_e4=150_000,
                basis=Basis.NET,
                vat_category=VatCategory.STANDARD,
                membership_fee=True,
            )

    return write


@pytest.mark.parametrize("regime", list(VatRegime))
def test_a_membership_receipt_says_that_the_fee_is_outside_vat_and_nothing_else_of_vat(
    desk: Desk, invoices: Invoices, marie: int, owes_fee: Callable[[int], int], regime: VatRegime
) -> None:
    describe_place(desk, regime)
    owes_fee(marie)
    (receipt,) = invoices.issue(marie, TODAY)
    note = invoices.credit(receipt.id)
    assert (receipt.kind, receipt.gross_cents) == (InvoiceKind.RECEIPT, 1500)
    assert (note.kind, note.gross_cents) == (InvoiceKind.CREDIT_NOTE, -1500)
    for row in (receipt, note):
        assert OUTSIDE in said(row)
        assert not any(mention in said(row) for mention in REGIMES.values())
        assert "Total HT" not in said(row)
        assert "0 %" not in said(row)


@pytest.mark.parametrize("regime", list(REGIMES))
def test_what_is_sold_beside_the_fee_bears_the_mention_of_the_regime_on_a_paper_of_its_own(
    desk: Desk,
    invoices: Invoices,
    marie: int,
    owes: Callable[..., int],
    owes_fee: Callable[[int], int],
    regime: VatRegime,
) -> None:
    describe_place(desk, regime)
    owes(marie, 500)
    owes_fee(marie)
    invoice, receipt = invoices.issue(marie, TODAY)
    assert [invoice.kind, receipt.kind] == [InvoiceKind.INVOICE, InvoiceKind.RECEIPT]
    for row in (invoice, invoices.credit(invoice.id)):
        assert REGIMES[regime] in said(row)
        assert OUTSIDE not in said(row)
    assert OUTSIDE in said(receipt)


def test_it_is_said_in_the_language_of_whoever_reads_it(
    desk: Desk, invoices: Invoices, owes_fee: Callable[[int], int]
) -> None:
    jane = People(desk).add_person(NewPerson(given_name="Jane", family_name="Roe", city="Foix", language="en"))
    owes_fee(jane)
    (receipt,) = invoices.issue(jane, TODAY)
    assert "Membership fee without counterpart, outside the scope of VAT" in said(receipt)


def test_a_company_that_is_a_member_gets_no_terms_of_payment_on_its_receipt(
    desk: Desk, invoices: Invoices, owes_fee: Callable[[int], int]
) -> None:
    firm = People(desk).add_organisation(NewOrganisation(name="Pyrène Conseil", city="Foix"))
    owes_fee(firm)
    (receipt,) = invoices.issue(firm, TODAY)
    assert OUTSIDE in said(receipt)
    assert "recouvrement" not in said(receipt)
