"""Paper: a frozen sheet in, PDF bytes out.

To add a document: its sheet in `sheets.py`, one file with `render(sheet) -> bytes`, a sample in `samples.py`, and
one entry in `DOCUMENTS` below; `tests/documents/test_every_document.py` then asks of it what it asks of all
(own fonts only, same bytes twice, every language, an emoji). ReportLab is imported on the first rendering only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tierslieu_desk.documents.any_sheet import AnySheet
from tierslieu_desk.documents.call_sheets import CallListSheet
from tierslieu_desk.documents.door_sheets import DoorNotice
from tierslieu_desk.documents.kit_sheets import PickListSheet
from tierslieu_desk.documents.poster_sheets import DoorPoster, WeekPoster
from tierslieu_desk.documents.quote_sheets import QuoteSheet
from tierslieu_desk.documents.sheets import (
    AttendanceSheet,
    BookingSlip,
    CarriedInvoice,
    CompanyList,
    DaySheet,
    InvoiceSheet,
    LoanSlip,
    MailSlip,
    MonthSheet,
    PlainLetter,
    PortraitSheet,
    RegistryLetter,
)
from tierslieu_desk.documents.visit_sheets import BadgeSheet, CounterDaySheet, EvacuationSheet
from tierslieu_desk.errors import UnknownDocument
from tierslieu_desk.i18n import DEFAULT_LANGUAGE, LANGUAGES, N_, speaking


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text of a sheet with characters its paper lacks; `part` is the sheet's field it stands in (`customer`)."""

    part: str
    text: str
    characters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of paper: `name` is its code, `title` is translated where it is shown."""

    name: str
    title: str
    sheet: type[Any]
    draw: Callable[[Any], bytes]


def _invoice(sheet: InvoiceSheet) -> bytes:
    from tierslieu_desk.documents.invoice import render as draw

    return draw(sheet)


def _attendance(sheet: AttendanceSheet) -> bytes:
    from tierslieu_desk.documents.attendance import render as draw

    return draw(sheet)


def _day(sheet: DaySheet) -> bytes:
    from tierslieu_desk.documents.day import render as draw

    return draw(sheet)


def _mail_slip(sheet: MailSlip) -> bytes:
    from tierslieu_desk.documents.mail_slip import render as draw

    return draw(sheet)


def _loan_slip(sheet: LoanSlip) -> bytes:
    from tierslieu_desk.documents.loan_slip import render as draw

    return draw(sheet)


def _booking_slip(sheet: BookingSlip) -> bytes:
    from tierslieu_desk.documents.booking_slip import render as draw

    return draw(sheet)


def _month(sheet: MonthSheet) -> bytes:
    from tierslieu_desk.documents.month import render as draw

    return draw(sheet)


def _registry_letter(sheet: RegistryLetter) -> bytes:
    from tierslieu_desk.documents.registry_letter import render as draw

    return draw(sheet)


def _company_list(sheet: CompanyList) -> bytes:
    from tierslieu_desk.documents.company_list import render as draw

    return draw(sheet)


def _badge(sheet: BadgeSheet) -> bytes:
    from tierslieu_desk.documents.badge import render as draw

    return draw(sheet)


def _evacuation(sheet: EvacuationSheet) -> bytes:
    from tierslieu_desk.documents.evacuation import render as draw

    return draw(sheet)


def _counter_day(sheet: CounterDaySheet) -> bytes:
    from tierslieu_desk.documents.counter_day import render as draw

    return draw(sheet)


def _letter(sheet: PlainLetter) -> bytes:
    from tierslieu_desk.documents.plain_letter import render as draw

    return draw(sheet)


def _portrait(sheet: PortraitSheet) -> bytes:
    from tierslieu_desk.documents.portrait import render as draw

    return draw(sheet)


def _carried_invoice(sheet: CarriedInvoice) -> bytes:
    from tierslieu_desk.documents.carried_invoice import render as draw

    return draw(sheet)


def _call_list(sheet: CallListSheet) -> bytes:
    from tierslieu_desk.documents.call_list import render as draw

    return draw(sheet)


def _door_notice(sheet: DoorNotice) -> bytes:
    from tierslieu_desk.documents.door_notice import render as draw

    return draw(sheet)


def _door_poster(sheet: DoorPoster) -> bytes:
    from tierslieu_desk.documents.posters import door as draw

    return draw(sheet)


def _week_poster(sheet: WeekPoster) -> bytes:
    from tierslieu_desk.documents.posters import week as draw

    return draw(sheet)


def _pick_list(sheet: PickListSheet) -> bytes:
    from tierslieu_desk.documents.pick_list import render as draw

    return draw(sheet)


def _quote(sheet: QuoteSheet) -> bytes:
    from tierslieu_desk.documents.quote import render as draw

    return draw(sheet)


DOCUMENTS = (
    Document("invoice", N_("Invoice"), InvoiceSheet, _invoice),
    Document("attendance", N_("Attendance sheet"), AttendanceSheet, _attendance),
    Document("day", N_("Day sheet"), DaySheet, _day),
    Document("mail-slip", N_("Mail slip"), MailSlip, _mail_slip),
    Document("loan-slip", N_("Loan slip"), LoanSlip, _loan_slip),
    Document("booking-slip", N_("Booking slip"), BookingSlip, _booking_slip),
    Document("month", N_("Month"), MonthSheet, _month),
    Document("registry-letter", N_("Letter to the registry"), RegistryLetter, _registry_letter),
    Document("company-list", N_("List of companies"), CompanyList, _company_list),
    Document("badge", N_("Badge"), BadgeSheet, _badge),
    Document("evacuation", N_("Evacuation list"), EvacuationSheet, _evacuation),
    Document("counter-day", N_("Counter sheet"), CounterDaySheet, _counter_day),
    Document("letter", N_("Letter"), PlainLetter, _letter),
    Document("portrait", N_("Portrait"), PortraitSheet, _portrait),
    Document("carried-invoice", N_("Invoice carried over"), CarriedInvoice, _carried_invoice),
    Document("call-list", N_("Call list"), CallListSheet, _call_list),
    Document("door-notice", N_("Door notice"), DoorNotice, _door_notice),
    Document("door-poster", N_("Door poster"), DoorPoster, _door_poster),
    Document("week-poster", N_("Week poster"), WeekPoster, _week_poster),
    Document("pick-list", N_("Pick list"), PickListSheet, _pick_list),
    Document("quote", N_("Quote"), QuoteSheet, _quote),
)


def find(name: str) -> Document:
    """The kind of paper of that code, or `UnknownDocument`."""
    for document in DOCUMENTS:
        if document.name == name:
            return document
    raise UnknownDocument(name=name)


def render(sheet: AnySheet) -> bytes:
    """The PDF of any sheet, in the sheet's language (French where that one is not spoken here).

    The same sheet gives the same bytes, so that a paper can be known by its hash. A character that the paper's
    fonts lack never stops it: a picture is left out, a letter becomes a small box. See `unreadable`.
    """
    draw = next(document.draw for document in DOCUMENTS if document.sheet is type(sheet))
    with speaking(sheet.lang if sheet.lang in LANGUAGES else DEFAULT_LANGUAGE):
        return draw(sheet)


def bound(title: str, sheets: Sequence[AnySheet]) -> bytes:
    """Several papers as one file, to print in one go: each in its own language, its pages counted by themselves."""
    from tierslieu_desk.documents.sheet import bound as file

    with file(title, sheets[0].place, sheets[0].lang) as whole:
        for sheet in sheets:
            render(sheet)
    return whole.getvalue()


def unreadable(sheet: AnySheet) -> tuple[Unreadable, ...]:
    """What of a sheet nobody could read once it is drawn; a legal paper is not issued while there is anything."""
    from tierslieu_desk.documents.legible import unreadable as found

    return tuple(found(sheet))
