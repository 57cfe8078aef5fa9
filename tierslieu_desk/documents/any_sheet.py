"""Every sheet that a kind of paper is drawn from."""

from __future__ import annotations

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

AnySheet = (
    InvoiceSheet
    | AttendanceSheet
    | DaySheet
    | MailSlip
    | LoanSlip
    | BookingSlip
    | MonthSheet
    | RegistryLetter
    | CompanyList
    | BadgeSheet
    | EvacuationSheet
    | CounterDaySheet
    | PlainLetter
    | PortraitSheet
    | CarriedInvoice
    | CallListSheet
    | DoorNotice
    | DoorPoster
    | WeekPoster
    | PickListSheet
    | QuoteSheet
)
