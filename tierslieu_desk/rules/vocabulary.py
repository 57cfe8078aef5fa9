"""The closed lists of words the desk's tables use, one enumeration each.

To add a kind of unit: one member of `UnitKind`, its name and filter in `ui/pages/planning/day.py`, its colours in
`ui/pages/today/words.py`, and a revision of the store, whose tables check the word (`models/migrate.py` says how); the
standing tests in `tests/test_registries.py` and `tests/models/test_migrations.py` name what is missing.
"""

from __future__ import annotations

from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is; prices and plans belong to the kind."""

    DESK = "desk"
    ROOM = "room"
    BOOTH = "booth"
    TOOL = "tool"
    VEHICLE = "vehicle"
    LOCKER = "locker"
    ZONE = "zone"


LENT_KINDS = frozenset({UnitKind.TOOL, UnitKind.VEHICLE, UnitKind.LOCKER})
"""What leaves the house: a key is the locker or the thing it opens."""


class PartyKind(StrEnum):
    """A person or an organisation: whoever can owe or hold something."""

    PERSON = "person"
    ORGANISATION = "organisation"


class Role(StrEnum):
    """How someone belongs to the place."""

    MEMBER = "member"
    GUEST = "guest"
    VISITOR = "visitor"


class Status(StrEnum):
    """What somebody does in life, for whoever asks how many of each come. Another text may stand in its place."""

    SELF_EMPLOYED = "self_employed"
    TELEWORKER = "teleworker"
    STUDENT = "student"
    JOB_SEEKER = "job_seeker"
    CHANGING_JOBS = "changing_jobs"
    PUBLIC_AGENT = "public_agent"
    ASSOCIATION = "association"
    RESIDENT = "resident"
    RETIRED = "retired"


class ContactKind(StrEnum):
    """Who answers for somebody: whom to call, and who decides for a minor."""

    TRUSTED = "trusted"
    GUARDIAN = "guardian"


class TravelMode(StrEnum):
    """How somebody would go to their usual workplace."""

    CAR = "car"
    CARPOOL = "carpool"
    TRANSIT = "transit"
    BICYCLE = "bicycle"
    ON_FOOT = "on_foot"
    OTHER = "other"


class SkillSide(StrEnum):
    """A skill is offered to the others, or looked for among them."""

    OFFERED = "offered"
    SOUGHT = "sought"


class Became(StrEnum):
    """What became of somebody who left."""

    JOB = "job"
    OWN_PREMISES = "own_premises"
    TRAINING = "training"
    MOVED = "moved"
    OTHER = "other"


class BookingState(StrEnum):
    """Where a booking stands. Only the first three hold units; no-show and expiry are computed when read."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CHECKED_IN = "checked_in"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    CLASH = "clash"
    SKIPPED = "skipped"


HOLDING = (BookingState.TENTATIVE, BookingState.CONFIRMED, BookingState.CHECKED_IN)


class Frequency(StrEnum):
    """The step of a series."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Scope(StrEnum):
    """What an edit of one date of a series reaches; asked once."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


class Period(StrEnum):
    """What one price of a plan pays for."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class VatRegime(StrEnum):
    """The place's standing with VAT (France: CGI 293 B for the franchise, 261-7-1 for exempt services to members)."""

    LIABLE = "liable"
    FRANCHISE = "franchise"
    NON_TAXABLE = "non_taxable"
    EXEMPT = "exempt"


class VatCategory(StrEnum):
    """What kind of supply a price is for; the rate of the day follows from it, the country and the regime."""

    STANDARD = "standard"
    INTERMEDIATE = "intermediate"
    REDUCED = "reduced"
    OUTSIDE = "outside"


class InvoiceKind(StrEnum):
    """Documents that are numbered and frozen. A membership fee goes on a receipt, a series of its own."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    RECEIPT = "receipt"


class PaymentMethod(StrEnum):
    """How money came."""

    CASH = "cash"
    CHEQUE = "cheque"
    CARD = "card"
    TRANSFER = "transfer"
    PREPAID = "prepaid"


TAKEN_BY = tuple(method for method in PaymentMethod if method is not PaymentMethod.PREPAID)
"""The ways in which money comes in. A prepaid card brings none: its money came when it was sold."""


class ClosingKind(StrEnum):
    """The periods that the till closes."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class MailKind(StrEnum):
    """What arrives for a domiciled company."""

    LETTER = "letter"
    REGISTERED = "registered"
    PARCEL = "parcel"
    JUDICIAL = "judicial"
    LEAFLET = "leaflet"


class MailAct(StrEnum):
    """What is done with a mail item, each act dated and signed."""

    NOTIFIED = "notified"
    HANDED_OVER = "handed_over"
    FORWARDED = "forwarded"
    SCANNED = "scanned"
    RETURNED = "returned"
    DESTROYED = "destroyed"


MAIL_ENDS = (MailAct.HANDED_OVER, MailAct.FORWARDED, MailAct.RETURNED, MailAct.DESTROYED)


class EventKind(StrEnum):
    """What a place's programme is made of."""

    COLUNCH = "colunch"
    PITCH = "pitch"
    WORKSHOP = "workshop"
    BARCAMP = "barcamp"
    PETIT_RAMDAM = "petit_ramdam"
    TRAINING = "training"
    OPEN_DAY = "open_day"


class RegistrationState(StrEnum):
    """Where a registration stands."""

    REGISTERED = "registered"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class Activity(StrEnum):
    """What a place does beyond desks, rooms, people and money; what is not ticked stays out of sight (`desk.md`)."""

    DOMICILIATION = "domiciliation"
    EQUIPMENT = "equipment"
    KEYS = "keys"
    EVENTS = "events"
    TRAINING = "training"
    DIGITAL_SPACE = "digital_space"
    LISTING = "listing"
    MESSAGES = "messages"
    OPERATORS = "operators"
    PREPAID = "prepaid"


class TargetKind(StrEnum):
    """Where the public listing is published."""

    FOLDER = "folder"
    WEBDAV = "webdav"
    SFTP = "sftp"
