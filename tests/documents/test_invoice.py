"""What an invoice must say, and how its totals are carried over."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import papers
import pytest

from tierslieu_desk import documents
from tierslieu_desk.documents.samples import PLACE, invoice, invoice_rows, with_rows
from tierslieu_desk.documents.sheets import CustomerBlock, InvoiceSheet, Original, PaidPart, PaymentAdvice
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import InvoiceKind, PaymentMethod

NET, GROSS = Basis.NET, Basis.GROSS


def shown(sheet: InvoiceSheet) -> str:
    return papers.text(documents.render(sheet))


def test_an_invoice_says_what_the_law_asks() -> None:
    paper = shown(invoice("en"))
    for told in (
        "Le Relais d’Arize", "SCIC SARL à capital variable", "12 place de la Halle", "09350 Daumazan-sur-Arize",
        "SIRET 000 000 000 00000", "RCS Foix", "VAT FR00 000000000",
        "Cabinet Estève", "4 rue du Pont", "09290 Le Mas-d’Azil", "SIREN 000 000 000",
        "Invoice F2026-0431", "Issued on 24 November 2026", "supplied on 24 November 2026", "24 December 2026",
        "Salle Jaune, 8 places", "mardi 24 novembre, 14:00 – 18:00", "€45.00", "20%", "10%",
        "VAT 20% on €53.00", "€10.60", "VAT 10% on €9.00", "€0.90", "Total VAT", "€11.50", "€62.00",
        "To pay", "€73.50", "IBAN FR76 0000 0000 0000 0000 0000 000", "L441-10", "Page 1 of 1",
    ):  # fmt: skip
        assert told in paper, told


def test_numbers_of_firms_are_grouped_as_people_read_them() -> None:
    sheet = replace(
        invoice("en"),
        place=replace(PLACE, siret="12345678900012"),
        customer=CustomerBlock("Mairie de Seix", siren="987654321"),
    )
    paper = shown(sheet)
    assert "SIRET 123 456 789 00012" in paper
    assert "SIREN 987 654 321" in paper


def test_a_place_without_vat_prints_no_vat_at_all() -> None:
    rows = invoice_rows((("Salle Jaune", "2 half days at 25.00", 2000, "half days", 250_000, 0, NET),))
    sheet = with_rows(invoice("en"), rows)
    place = replace(PLACE, vat_number="")
    paper = shown(
        replace(
            sheet,
            with_vat=False,
            place=place,
            customer=CustomerBlock("Zoé"),
            mentions=("TVA non applicable, art. 293 B du CGI.",),
        )
    )
    assert "VAT" not in paper
    assert "tax" not in paper
    assert "€50.00" in paper
    assert "2 half days" in paper
    assert "art. 293 B du CGI" in paper


def test_prices_shown_to_consumers_stay_what_they_were() -> None:
    rows = invoice_rows((("Prints", "", 10_000, "", 5_000, 2000, GROSS),))
    paper = shown(with_rows(invoice("en"), rows))
    assert "Price incl. tax" in paper
    assert "Total incl. tax" in paper
    for amount in ("€0.50", "€5.00", "€4.17", "€0.83"):
        assert amount in paper
    assert "€5.04" not in paper


def test_among_net_prices_a_price_with_tax_inside_says_so() -> None:
    rows = invoice_rows(
        (
            ("Prints", "", 10_000, "", 5_000, 2000, GROSS),
            ("Domiciliation", "", 1000, "", 900_000, 2000, NET),
        )
    )
    paper = shown(with_rows(invoice("en"), rows))
    assert "Price excl. tax" in paper
    assert "€5.00 incl. tax" in re.sub(r"\s+", " ", paper)


def test_what_was_received_is_taken_off() -> None:
    parts = (PaidPart(2000, date(2026, 11, 20), PaymentMethod.CARD), PaidPart(350))
    paper = shown(replace(invoice("en"), paid=parts))
    assert "Received by card on 20/11/2026" in paper
    assert "Already received" in paper
    assert "Left to pay" in paper
    assert "€50.00" in paper  # 73.50 - 20.00 - 3.50
    assert "€73.50" in paper


def test_nobody_is_told_how_to_pay_what_is_paid() -> None:
    assert "IBAN" not in shown(replace(invoice("en"), paid=(PaidPart(7350, date(2026, 11, 24)),)))


def test_a_credit_note_names_number_and_date_of_the_original() -> None:
    sheet = replace(
        invoice("en"),
        kind=InvoiceKind.CREDIT_NOTE,
        number="A2026-0003",
        original=Original("F2026-0431", date(2026, 11, 24)),
        due_on=None,
        references=("Room given back because of snow.",),
    )
    paper = shown(sheet)
    assert "Credit note A2026-0003" in paper
    assert "About invoice F2026-0431 of 24 November 2026" in paper
    assert "Room given back because of snow." in paper
    assert "To your credit" in paper
    assert "How to pay" not in paper


def test_a_receipt_asks_for_nothing() -> None:
    sheet = replace(invoice("en"), kind=InvoiceKind.RECEIPT, number="R2026-0001", due_on=None)
    paper = shown(sheet)
    assert "Receipt R2026-0001" in paper
    assert "To pay" not in paper
    assert "to be paid by" not in paper


def test_a_period_of_supply_shows_both_ends() -> None:
    sheet = replace(invoice("en"), supplied_on=date(2026, 11, 1), supplied_until=date(2026, 11, 30))
    assert "supplied from 1 November 2026 to 30 November 2026" in shown(sheet)


def two_hundred(lang: str) -> InvoiceSheet:
    lines = tuple((f"Desk, day {n}", "", 1000, "", 120_000, 2000, NET) for n in range(1, 201))
    return with_rows(invoice(lang), invoice_rows(lines))


def test_two_hundred_lines_carry_their_total_over_every_page() -> None:
    paper = papers.pages(documents.render(two_hundred("en")))
    assert len(paper) > 5
    printed = 0
    for number, page in enumerate(paper, 1):
        assert "Price excl. tax" in page, f"the heading is missing on page {number}"
        assert f"Page {number} of {len(paper)}" in page
        rows = [int(day) for day in re.findall(r"Desk, day (\d+)", page)]
        assert rows == list(range(printed + 1, printed + 1 + len(rows)))
        flat = re.sub(r"\s+", " ", page)
        if number > 1:
            assert f"Brought forward €{printed * 12:,}.00" in flat
        printed += len(rows)
        if number < len(paper):
            assert f"Carried forward €{printed * 12:,}.00" in flat
        else:
            assert "Carried forward" not in flat
    assert printed == 200
    assert "€2,400.00" in paper[-1]
    assert "€480.00" in paper[-1]
    assert "€2,880.00" in paper[-1]


def test_the_grand_total_never_stands_alone_on_a_page() -> None:
    for count in range(10, 26):
        lines = tuple((f"Desk, day {n}", "", 1000, "", 120_000, 2000, NET) for n in range(count))
        last = papers.pages(documents.render(with_rows(invoice("en"), invoice_rows(lines))))
        with_total = [page for page in last if "To pay" in page]
        assert len(with_total) == 1
        assert "Desk, day" in with_total[0]


def test_a_description_longer_than_a_page_goes_on() -> None:
    rows = invoice_rows((("word " * 3000 + "end", "", 1000, "", 120_000, 2000, NET),))
    paper = papers.pages(documents.render(with_rows(invoice("en"), rows)))
    assert sum(page.count("word") for page in paper) == 3000
    assert any("end" in page for page in paper)


@pytest.mark.parametrize("words", [0, 40, 4000])
def test_small_print_of_any_length_comes_out_whole(words: int) -> None:
    paper = shown(replace(invoice("en"), mentions=("law " * words,)))
    assert len(re.findall(r"\blaw\b", paper)) == words


def test_an_invoice_without_lines_or_account_still_comes_out() -> None:
    sheet = replace(with_rows(invoice("en"), ()), payment=PaymentAdvice(), mentions=())
    assert "€0.00" in shown(sheet)
