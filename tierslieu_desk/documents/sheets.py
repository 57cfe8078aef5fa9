"""What each paper says, as frozen plain values: a service fills one in, `documents.render` draws it.

Amounts are cents, unit prices ten-thousandths, rates basis points, quantities thousandths; dates and slots are the
place's wall clock. Texts that come from the store (names, descriptions, mentions) are already in the recipient's
language; every other word is chosen when the sheet is drawn, in `lang`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tierslieu_desk.money import Basis, Totals
from tierslieu_desk.rules.vocabulary import InvoiceKind, MailKind, PaymentMethod
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class PlaceBlock:
    """The place at the head of a paper: only what is filled in is printed.

    `siret` may be a SIREN. `mark` is up to two letters for the green square; empty, they are taken from the name.
    `street` may have several lines. `activity_number` is the training provider's (attendance sheets only).
    """

    name: str
    legal_name: str = ""
    legal_form: str = ""
    capital: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    siret: str = ""
    rna: str = ""
    registry: str = ""
    vat_number: str = ""
    phone: str = ""
    email: str = ""
    activity_number: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class CustomerBlock:
    """Whom a paper is for. `country` is printed as given: leave it empty inside the country."""

    name: str
    attention: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    siren: str = ""
    vat_number: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One line of an invoice; `unit` follows the quantity ("half day"), `detail` is the muted second line."""

    description: str
    quantity_milli: int
    unit_price_e4: int
    basis: Basis
    rate_bp: int
    net_cents: int
    tax_cents: int
    gross_cents: int
    detail: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PaidPart:
    """Money already received for this invoice, deposits included; `on` is the day it came."""

    cents: int
    on: date | None = None
    method: PaymentMethod | None = None


@dataclass(frozen=True, slots=True)
class PaymentAdvice:
    """How to pay: the account for a transfer, and other ways, one sentence each (cheque, card, cash)."""

    iban: str = ""
    bic: str = ""
    other_ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Original:
    """The document a credit note goes back on."""

    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class InvoiceSheet:
    """An invoice, a credit note or a receipt.

    `with_vat` is False for a place that charges none (franchise, non-taxable): no VAT column, no VAT line; the legal
    reference goes into `mentions`. `mentions` is the small print, one paragraph each. `references` are lines under
    the dates: an order number, an engagement number, the reason of a credit note. `delivery` is the address of goods
    where it is another one. `supplied_until` is given for a period. `draft`: it is only looked at before it is
    issued, has no number, and says so across each page.
    """

    lang: str
    kind: InvoiceKind
    number: str
    place: PlaceBlock
    customer: CustomerBlock
    issued_on: date
    lines: tuple[InvoiceRow, ...]
    totals: Totals
    due_on: date | None = None
    supplied_on: date | None = None
    supplied_until: date | None = None
    with_vat: bool = True
    paid: tuple[PaidPart, ...] = ()
    payment: PaymentAdvice | None = None
    original: Original | None = None
    references: tuple[str, ...] = ()
    delivery: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    currency: str = "EUR"
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Attendee:
    """One printed line of an attendance sheet, in the order of the re-entry screen."""

    name: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """The sign-in sheet of one day of an event: one signature column for each of `half_days` (one to three slots).

    With `training`, what funders ask is there: organisation of each trainee, hours, the trainer's own signatures.
    """

    lang: str
    place: PlaceBlock
    title: str
    day: date
    half_days: tuple[Slot, ...]
    people: tuple[Attendee, ...] = ()
    venue: str = ""
    trainer: str = ""
    training: bool = False
    blank_lines: int = 6
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayRow:
    """One thing of the day. `state` is already worded ("tentative"); empty when there is nothing to say."""

    slot: Slot
    units: str
    who: str
    what: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class DaySheet:
    """Everything of one day by time, to work from without a screen. `printed_at` is the place's wall clock."""

    lang: str
    place: PlaceBlock
    day: date
    rows: tuple[DayRow, ...] = ()
    notes: tuple[str, ...] = ()
    blank_lines: int = 8
    printed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MailSlip:
    """The slip for someone's pigeonhole: something arrived. Drawn as A6 at the head of an A4 page, to be cut off."""

    lang: str
    place: PlaceBlock
    addressee: str
    kind: MailKind
    arrived_on: date
    sender: str = ""
    shelf: str = ""
    reference: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LoanSlip:
    """What somebody signs when they take a thing along, and again when it comes back; `out` and `due` at the wall."""

    lang: str
    place: PlaceBlock
    customer: CustomerBlock
    thing: str
    out: datetime
    due: datetime
    deposit_cents: int = 0
    state_out: str = ""
    shelf: str = ""
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class BookingSlip:
    """What somebody takes home of a booking: what, when, where, for whom, at what price.

    `working` is the price step by step, already worded; `until` is when an option lapses, None once it is firm.
    `there` is what is in the space for good, `along` what is brought.
    """

    lang: str
    place: PlaceBlock
    who: str
    what: str
    slot: Slot
    people: int = 1
    title: str = ""
    gross_cents: int = 0
    working: str = ""
    until: datetime | None = None
    number: int = 0
    with_vat: bool = True
    there: str = ""
    along: str = ""


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """One figure with its label above and its remark beside, worded already."""

    label: str
    figure: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class MonthDay:
    """How many came that day, one number for each of the sheet's `groups`."""

    day: date
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MonthSpace:
    """One row of the occupancy: percent for each of the sheet's `hours` (None while closed), and in all."""

    name: str
    hours: tuple[int | None, ...]
    whole: int | None


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One bar with its amount in cents, and a word beside."""

    label: str
    cents: int
    aside: str = ""


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """A month in figures and plots. `rules` say how the four were reckoned: visits, occupancy, revenue, unpaid."""

    lang: str
    place: PlaceBlock
    month: date
    figures: tuple[MonthFigure, ...]
    groups: tuple[str, ...]
    days: tuple[MonthDay, ...]
    hours: tuple[int, ...]
    spaces: tuple[MonthSpace, ...]
    revenue: tuple[MonthBar, ...]
    unpaid: tuple[MonthBar, ...]
    rules: tuple[str, ...]
    revenue_remark: str = ""
    printed_at: datetime | None = None
    with_vat: bool = True


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """A company domiciled here; `ends` is its last day, None while the contract runs."""

    name: str
    siren: str
    starts: date
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class RegistryLetter:
    """A letter to the registry (`customer`) about one company: `ends` when its contract has ended, else `since`.

    `since` is the day from which nobody has collected its mail.
    """

    lang: str
    place: PlaceBlock
    customer: CustomerBlock
    company: CompanyLine
    written_on: date
    approval_number: str = ""
    ends: date | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class CompanyList:
    """The companies that came or left from `first` to `last`, or are present on the one day that both are."""

    lang: str
    place: PlaceBlock
    first: date
    last: date
    companies: tuple[CompanyLine, ...]
    written_on: date
    approval_number: str = ""


@dataclass(frozen=True, slots=True)
class PlainLetter:
    """A letter of the place to somebody, its lines as they were written; `enclosed` are the papers that go with it."""

    lang: str
    place: PlaceBlock
    customer: CustomerBlock
    subject: str
    body: str
    written_on: date
    enclosed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PortraitSheet:
    """Somebody's project in their words, told with their consent of that day."""

    lang: str
    place: PlaceBlock
    name: str
    town: str
    text: str
    agreed_on: date


@dataclass(frozen=True, slots=True)
class CarriedInvoice:
    """An invoice of before, issued elsewhere, and what was left of it in cents."""

    lang: str
    place: PlaceBlock
    customer: CustomerBlock
    number: str
    issued_on: date
    due_on: date
    left_cents: int
