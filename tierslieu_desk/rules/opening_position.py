"""What stood before the first day at this desk, as a workbook says it: its sheets, their columns, its numbers.

Titles and headers are read in every language the desk speaks, since the workbook was written in one of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from tierslieu_desk import errors, formats
from tierslieu_desk.i18n import LANGUAGES, N_, _, speaking
from tierslieu_desk.rules import numbering
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.vocabulary import InvoiceKind

HALF_DAYS_A_DAY = 2
_AT_THE_END = re.compile(r"(\d+)\s*$")
_OURS = re.compile(r"([A-Z])(\d{4})-(\d+)")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet: the field it fills, its header, what to write in it, and an example."""

    field: str
    header: str
    note: str
    example: str
    needed: bool = True


@dataclass(frozen=True, slots=True)
class OpeningSheet:
    """One sheet of the workbook. `title` has no more letters than a spreadsheet takes for one (31)."""

    code: str
    title: str
    columns: tuple[SheetColumn, ...]

    def column(self, field: str) -> SheetColumn:
        """Raises `StopIteration` for a field that is none of its own."""
        return next(column for column in self.columns if column.field == field)


_WHO = N_("First and last name as the desk knows them, or their e-mail.")
_DAY = N_("A day, such as 01/07/2026.")

NUMBERS = OpeningSheet(
    "numbers",
    N_("Next numbers"),
    (
        SheetColumn("documents", N_("Documents"), N_("Invoices, Credit notes or Receipts."), N_("Invoices")),
        SheetColumn("next", N_("Next number"), N_("The first number not given yet."), "F2026-0143"),
    ),
)
INVOICES = OpeningSheet(
    "invoices",
    N_("Unpaid invoices"),
    (
        SheetColumn("number", N_("Number"), N_("As it is printed on the invoice."), "F2026-0131"),
        SheetColumn("who", N_("Customer"), _WHO, "Marie Exemple"),
        SheetColumn("issued", N_("Date"), _DAY, "12/05/2026"),
        SheetColumn("due", N_("Due"), _DAY, "11/06/2026"),
        SheetColumn("left", N_("Left to pay"), N_("What has still to come in, tax included."), "120,00"),
    ),
)
DEPOSITS = OpeningSheet(
    "deposits",
    N_("Deposits held"),
    (
        SheetColumn("who", N_("Who"), _WHO, "Marie Exemple"),
        SheetColumn("what", N_("What for"), N_("A badge, a subscription, a room."), N_("Badge 12")),
        SheetColumn("amount", N_("Amount"), N_("What is to be given back one day."), "50,00"),
        SheetColumn("since", N_("Since"), _DAY, "02/01/2026"),
    ),
)
SUBSCRIPTIONS = OpeningSheet(
    "subscriptions",
    N_("Running subscriptions"),
    (
        SheetColumn("who", N_("Who"), _WHO, "Marie Exemple"),
        SheetColumn("plan", N_("Plan"), N_("As it is called in the settings."), N_("Monthly desk")),
        SheetColumn("since", N_("Since"), _DAY, "03/02/2026"),
        SheetColumn("price", N_("Price"), N_("Only when it is not the plan’s."), "", needed=False),
        SheetColumn(
            "charged_until", N_("First day not charged yet"), N_("From that day on the desk charges it."), "01/08/2026"
        ),
        SheetColumn(
            "days_left",
            N_("Days left"),
            N_("Of what is charged already; only where the plan counts days. Halves are allowed."),
            "4",
            needed=False,
        ),
        SheetColumn(
            "hours_left",
            N_("Hours left"),
            N_("Of what is charged already; only where the plan includes hours. Several kinds with + between."),
            N_("1 h 30 meeting rooms + 1 h phone booths"),
            needed=False,
        ),
    ),
)
TICKETS = OpeningSheet(
    "tickets",
    N_("Tickets left"),
    (
        SheetColumn("who", N_("Who"), _WHO, "Marie Exemple"),
        SheetColumn("name", N_("Name"), N_("What they bought."), N_("10 tickets")),
        SheetColumn("days_left", N_("Days left"), N_("Halves are allowed: 3,5."), "3,5"),
        SheetColumn(
            "until", N_("Good until"), N_("The last day; empty: they never expire."), "31/12/2026", needed=False
        ),
    ),
)
HOURS = OpeningSheet(
    "hours",
    N_("Hours left"),
    (
        SheetColumn("who", N_("Who"), _WHO, "Marie Exemple"),
        SheetColumn("name", N_("Name"), N_("What they bought."), N_("10 hours")),
        SheetColumn("of", N_("Hours of"), N_("The kind of unit they are for."), N_("meeting rooms")),
        SheetColumn("hours_left", N_("Hours left"), N_("Like 3,5 or 3 h 30."), "3 h 30"),
        SheetColumn(
            "until", N_("Good until"), N_("The last day; empty: they never expire."), "31/12/2026", needed=False
        ),
    ),
)
CARDS = OpeningSheet(
    "cards",
    N_("Prepaid cards"),
    (
        SheetColumn("who", N_("Who"), _WHO, "Marie Exemple"),
        SheetColumn("left", N_("Left on it"), N_("What they may still pay with it."), "12,50"),
        SheetColumn("since", N_("Sold on"), _DAY, "03/02/2026"),
        SheetColumn(
            "until", N_("Good until"), N_("The last day; empty: they never expire."), "31/12/2026", needed=False
        ),
    ),
)
LOANS = OpeningSheet(
    "loans",
    N_("Loans and keys out"),
    (
        SheetColumn("unit", N_("Thing"), N_("As it is called in the settings."), N_("Key 3")),
        SheetColumn("who", N_("Who"), _WHO, "Marie Exemple"),
        SheetColumn("since", N_("Since"), _DAY, "20/06/2026"),
        SheetColumn("due", N_("Due"), N_("The day it should be back."), "15/07/2026"),
        SheetColumn("deposit", N_("Deposit"), N_("What they left for it, if anything."), "30,00", needed=False),
    ),
)
COMPANIES = OpeningSheet(
    "companies",
    N_("Domiciled companies"),
    (
        SheetColumn("who", N_("Company"), N_("As the desk knows it."), N_("Example Workshop")),
        SheetColumn("since", N_("Since"), _DAY, "01/09/2024"),
        SheetColumn("until", N_("Until"), N_("Only when it ends on a day."), "", needed=False),
        SheetColumn(
            "representative", N_("Representative"), N_("Somebody the desk knows."), "Marie Exemple", needed=False
        ),
        SheetColumn("mailbox", N_("Mailbox"), N_("If it has one."), "B12", needed=False),
        SheetColumn("proxy_until", N_("Proxy until"), N_("Of its registered mail, if there is one."), "", needed=False),
        SheetColumn(
            "approval", N_("Approval"), N_("The number in the contract; empty: that of the settings."), "", needed=False
        ),
    ),
)
SHEETS = (NUMBERS, INVOICES, DEPOSITS, SUBSCRIPTIONS, TICKETS, HOURS, CARDS, LOANS, COMPANIES)
"""In the order they are read: what a later one builds on comes before it."""
NAMING = ("who", "representative")
"""Fields that name somebody."""

KINDS: Mapping[InvoiceKind, tuple[str, ...]] = {
    InvoiceKind.INVOICE: (N_("Invoices"), N_("Invoice")),
    InvoiceKind.CREDIT_NOTE: (N_("Credit notes"), N_("Credit note")),
    InvoiceKind.RECEIPT: (N_("Receipts"), N_("Receipt")),
}


def sheet_titled(title: str) -> OpeningSheet | None:
    """The sheet of that title, whatever the language; None for one of somebody's own."""
    return _titles().get(search_key(title))


def fields_of(sheet: OpeningSheet, cells: Sequence[str]) -> dict[str, int]:
    """Which field stands in which column of a line of headers; nothing that is understood, nothing."""
    known = _headers(sheet.code)
    fields: dict[str, int] = {}
    for number, cell in enumerate(cells):
        field = known.get(search_key(cell))
        if field is not None:
            fields.setdefault(field, number)
    return fields


def document_kind(text: str) -> InvoiceKind:
    """Raises `WordUnknown`."""
    found = _kinds().get(search_key(text))
    if found is None:
        raise errors.WordUnknown(text=text, choices=[_(words[0]) for words in KINDS.values()])
    return found


def last_given(kind: InvoiceKind, text: str, today: date) -> tuple[str, int]:
    """The series of this year, and the last number of it that was given before the `next` one that `text` says.

    However a house wrote its numbers so far, the figures at the end count: `F2026-0143`, `2026/143`, `143`. Raises
    `NotANumber`, and `SeriesOver` for one that names another year: no document is issued in that one any more.
    """
    found = _AT_THE_END.search(text)
    if found is None or int(found[1]) < 1 or len(found[1]) > 9:
        raise errors.NotANumber(text=text, example=numbering.number_of(numbering.series_of(kind, today), 143))
    year = re.search(r"(?<!\d)(20\d\d)(?=\D)", text[: found.start(1)])
    if year is not None and int(year[1]) != today.year:
        raise errors.SeriesOver(number=text, year=str(today.year))
    return numbering.series_of(kind, today), int(found[1]) - 1


def own_sequence(number: str) -> tuple[str, int] | None:
    """The series and the sequence of a number spelled as the desk spells its own; None for any other."""
    found = _OURS.fullmatch(number)
    if found is None or found[1] not in numbering.PREFIXES.values():
        return None
    return f"{found[1]}{found[2]}", int(found[3])


def half_days(text: str) -> int:
    """Days with halves, as half-days: "3,5" is 7. Raises `NotHalfDays`."""
    found = re.fullmatch(r"(\d{1,4})(?:[.,](0|5|00|50))?", text.strip())
    if found is None:
        raise errors.NotHalfDays(text=text, example="3,5")
    return HALF_DAYS_A_DAY * int(found[1]) + bool((found[2] or "").startswith("5"))


def amount(text: str) -> int:
    """Cents, never less than nothing. A spreadsheet's own figures have a point. Raises `NotAnAmount`."""
    cents = formats.parse_amount(text)
    if cents < 0:
        raise errors.NotAnAmount(text=text, example="12,50")
    return cents


@cache
def _titles() -> Mapping[str, OpeningSheet]:
    return {key: sheet for sheet in SHEETS for key in _said(sheet.title)}


@cache
def _headers(code: str) -> Mapping[str, str]:
    sheet = next(one for one in SHEETS if one.code == code)
    return {key: column.field for column in sheet.columns for key in _said(column.header)}


@cache
def _kinds() -> Mapping[str, InvoiceKind]:
    return {key: kind for kind, words in KINDS.items() for word in words for key in _said(word)}


def _said(words: str) -> set[str]:
    keys = set()
    for language in LANGUAGES:
        with speaking(language):
            keys.add(search_key(_(words)))
    return keys
