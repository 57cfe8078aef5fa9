"""What a workbook of an opening position says: its titles, headers, numbers and days, in every language."""

from __future__ import annotations

from datetime import date

import pytest

from tierslieu_desk import errors
from tierslieu_desk.i18n import LANGUAGES, _, speaking
from tierslieu_desk.rules import opening_position
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.opening_position import SHEETS, OpeningSheet
from tierslieu_desk.rules.vocabulary import InvoiceKind

TODAY = date(2026, 7, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_fit_a_spreadsheet_and_tell_the_sheets_apart(language: str) -> None:
    with speaking(language):
        titles = [_(sheet.title) for sheet in SHEETS]
        found = [opening_position.sheet_titled(title) for title in titles]
    assert found == list(SHEETS)
    assert all(len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in titles)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_headers_of_a_sheet_are_told_apart_in_every_language(sheet: OpeningSheet) -> None:
    fields: dict[str, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            headers = [_(column.header) for column in sheet.columns]
        assert list(opening_position.fields_of(sheet, headers)) == [column.field for column in sheet.columns], language
        for column, header in zip(sheet.columns, headers, strict=True):
            assert fields.setdefault(search_key(header), column.field) == column.field, (language, header)


@pytest.mark.parametrize(
    ("typed", "last"),
    [("F2026-0143", 142), ("143", 142), ("2026/143", 142), ("FAC 2026-07-0143", 142), ("1", 0), ("F2026-12345", 12344)],
)
def test_the_figures_at_the_end_are_the_number(typed: str, last: int) -> None:
    assert opening_position.last_given(InvoiceKind.INVOICE, typed, TODAY) == ("F2026", last)


@pytest.mark.parametrize("typed", ["", "F2026-", "many", "0", "F2026-1234567890"])
def test_what_ends_with_no_number_is_told(typed: str) -> None:
    with pytest.raises(errors.NotANumber):
        opening_position.last_given(InvoiceKind.INVOICE, typed, TODAY)


def test_a_number_of_another_year_is_told() -> None:
    with pytest.raises(errors.SeriesOver):
        opening_position.last_given(InvoiceKind.RECEIPT, "R2025-0012", TODAY)


@pytest.mark.parametrize(
    ("number", "ours"),
    [("F2026-0131", ("F2026", 131)), ("A2025-12345", ("A2025", 12345)), ("2026-0131", None), ("X2026-0131", None)],
)
def test_a_number_spelled_as_ours_is_known(number: str, ours: tuple[str, int] | None) -> None:
    assert opening_position.own_sequence(number) == ours


@pytest.mark.parametrize(("typed", "half_days"), [("3", 6), ("3,5", 7), ("3.5", 7), ("0,5", 1), ("0", 0), ("12.0", 24)])
def test_days_are_counted_in_halves(typed: str, half_days: int) -> None:
    assert opening_position.half_days(typed) == half_days


@pytest.mark.parametrize("typed", ["three", "3,25", "-1", "", "3 days"])
def test_what_is_no_number_of_days_is_told(typed: str) -> None:
    with pytest.raises(errors.NotHalfDays):
        opening_position.half_days(typed)


def test_documents_are_named_in_the_plural_or_not() -> None:
    with speaking("en"):
        assert opening_position.document_kind("credit note") is InvoiceKind.CREDIT_NOTE
        assert opening_position.document_kind("RECEIPTS") is InvoiceKind.RECEIPT
        with pytest.raises(errors.WordUnknown) as refused:
            opening_position.document_kind("Bills")
        assert refused.value.facts["choices"] == ["Invoices", "Credit notes", "Receipts"]
