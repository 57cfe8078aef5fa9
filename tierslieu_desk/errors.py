"""What the desk can refuse, as facts.

A `DeskError` is for the person at the desk: it names what stands in the way. `say.py` turns it into a sentence,
so that no error carries words and every language is served. Anything else that is raised is a bug.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar


class DeskError(Exception):
    """A refusal the person at the desk can act on. `code` is stable; `facts` name what it is about.

    The window may add `field` to any of them: the field of the form it belongs beside.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __getattr__(self, name: str) -> object:
        try:
            return self.__dict__["facts"][name]
        except KeyError:
            raise AttributeError(name) from None


class SlotTaken(DeskError):
    """The unit is held by someone else. Facts: `by` (name shown on the planning), `unit`, `start`, `end`."""

    code = "slot_taken"


class SameBooking(DeskError):
    """A booking exchanges its place with another one, not with itself. No facts."""

    code = "same_booking"


class PoolFull(DeskError):
    """Every unit of the pool is held, however the unpinned bookings are seated. Facts: `unit`, `start`, `end`."""

    code = "pool_full"


class PoolUndecided(DeskError):
    """So many ways to seat everybody in the pool that not all could be tried. Facts: `unit`, `start`, `end`."""

    code = "pool_undecided"


class PlaceClosed(DeskError):
    """The slot leaves the opening hours or meets a closure. Facts: `start`, `end`, `reason` (may be empty)."""

    code = "place_closed"


class PricesMixed(DeskError):
    """The prices of one space are not all with tax or all without, or not at one rate. No facts."""

    code = "prices_mixed"


class DeadlineOver(DeskError):
    """An option must be open for some time yet. Facts: `until`."""

    code = "deadline_over"


class BufferTooShort(DeskError):
    """The gap to a neighbour is shorter than the unit asks. Facts: `unit`, `by`, `needed` (minutes), `gap`."""

    code = "buffer_too_short"


class OverCapacity(DeskError):
    """More people than the law lets in. Facts: `unit`, `seats`, `people`."""

    code = "over_capacity"


class SlotReversed(DeskError):
    """A slot must end after it starts. Facts: `start`, `end`."""

    code = "slot_reversed"


class SlotBeyondSeries(DeskError):
    """An open series will need this slot once its dates are made. Facts: `unit`, `by`, `start`, `series` (number)."""

    code = "slot_wanted_by_series"


class SeriesTooLong(DeskError):
    """More dates than one series may make. Facts: `count`, `limit`."""

    code = "series_too_long"


class UnknownUnit(DeskError):
    """Facts: `name`."""

    code = "unknown_unit"


class UnknownPerson(DeskError):
    """Facts: `name`."""

    code = "unknown_person"


class AmbiguousName(DeskError):
    """Several people answer to that name. Facts: `name`, `choices` (list of names)."""

    code = "ambiguous_name"


class NotFound(DeskError):
    """The row asked for is no longer there. Facts: `what`, `id`."""

    code = "not_found"


class ChangedMeanwhile(DeskError):
    """Another window changed the row since it was read. Facts: `what`."""

    code = "changed_meanwhile"


class PartsInACircle(DeskError):
    """A unit cannot be a part of itself, however far down. Facts: `unit`."""

    code = "parts_in_a_circle"


class CompositionInUse(DeskError):
    """Holds to come stand in the way of a new composition. Facts: `unit`, `by`, `start`."""

    code = "composition_in_use"


class PartOfAnother(CompositionInUse):
    """The unit belongs to a pool or a whole that stands, or is one. Facts: `unit`, `by` (the other unit)."""

    code = "part_of_another"


class NotALeaf(DeskError):
    """Only what is made of nothing else is held, and what is held is given no parts. No facts."""

    code = "not_a_leaf"


class MissingFact(DeskError):
    """A field must be filled before the act. Facts: `field`, `who`."""

    code = "missing_fact"


class NotAnAmount(DeskError):
    """Facts: `text`, `example`."""

    code = "not_an_amount"


class NotADate(DeskError):
    """Facts: `text`, `example`."""

    code = "not_a_date"


class DayOutOfReach(NotADate):
    """A day of the calendar that no desk will live to see, or that none has seen. Facts: `text`, `first`, `last`."""

    code = "day_out_of_reach"


class WrongIdentifier(DeskError):
    """An identifier whose key does not match (SIRET, IBAN ...). Facts: `kind`, `text`."""

    code = "wrong_identifier"


class NameTaken(DeskError):
    """Another unit or plan already has that name. Facts: `name`."""

    code = "name_taken"


class ColumnsUnknown(DeskError):
    """No column of the spreadsheet holds a name. Facts: `file`, `columns` (the headers found)."""

    code = "columns_unknown"


class AlreadyHere(DeskError):
    """The person is already checked in. Facts: `name`, `since`."""

    code = "already_here"


class NotHere(DeskError):
    """The person is not checked in. Facts: `name`."""

    code = "not_here"


class NothingToInvoice(DeskError):
    """Facts: `customer` (may be empty)."""

    code = "nothing_to_invoice"


class InvoiceAlreadyIssued(DeskError):
    """A charge or invoice that is frozen; the way back is a credit note. Facts: `number`."""

    code = "invoice_already_issued"


class AlreadyCredited(DeskError):
    """Facts: `number`."""

    code = "already_credited"


class DateBeforeLast(DeskError):
    """No document may be dated before the last one of its series. Facts: `last` (date), `number`."""

    code = "date_before_last"


class PaymentBeforeLast(DateBeforeLast):
    """No payment may be dated before the last one: the till's book is in the order of time. Facts: `last` (date)."""

    code = "payment_before_last"


class TillClosed(DateBeforeLast):
    """No payment may be added to a day that is closed. Facts: `last` (the last day that is)."""

    code = "till_closed"


class TooMuchPaid(DeskError):
    """An allocation beyond what is owed or received. Facts: `number`, `left_cents`."""

    code = "too_much_paid"


class Frozen(DeskError):
    """The store refused to change what is frozen. Facts: `what`."""

    code = "frozen"


class EventFull(DeskError):
    """Facts: `event`, `capacity`."""

    code = "event_full"


class NotOffered(DeskError):
    """This place does not offer that service yet, or may not by law. Facts: `what`, `reason`."""

    code = "not_offered"


class AlreadyDone(DeskError):
    """The act was done before. Facts: `what`, `on`."""

    code = "already_done"


class UnitStillOut(DeskError):
    """The thing is still lent. Facts: `unit`, `by`, `due`."""

    code = "unit_still_out"


class NotASpreadsheet(DeskError):
    """Facts: `file`."""

    code = "not_a_spreadsheet"


class GlyphsMissing(DeskError):
    """The paper's fonts cannot draw what is noted of somebody. Facts: `characters`, `text`, `who` (whose it is)."""

    code = "glyphs_missing"


class LabelUnreadable(GlyphsMissing):
    """They cannot draw what something owed is called. Facts: `characters`, `text`, `who` (who owes it)."""

    code = "label_unreadable"


class UnknownZone(DeskError):
    """No data for that time zone. Facts: `zone`."""

    code = "unknown_zone"


class UnknownDocument(DeskError):
    """Facts: `name`."""

    code = "unknown_document"


class EnvironmentRefuses(DeskError):
    """The computer, not the program, stands in the way: disk, rights, lock. Base of the errors below."""

    code = "environment"


class DiskFull(EnvironmentRefuses):
    """Facts: `folder`."""

    code = "disk_full"


class DiskSilent(EnvironmentRefuses):
    """The disk does not answer: a stick pulled out, or a disk that is dying. Facts: `folder`."""

    code = "disk_silent"


class FolderReadOnly(EnvironmentRefuses):
    """Facts: `folder`."""

    code = "folder_read_only"


class FolderOnNetwork(EnvironmentRefuses):
    """SQLite's locks cannot be trusted on a network share. Facts: `folder`."""

    code = "folder_on_network"


class FolderInUse(EnvironmentRefuses):
    """The folder already holds a desk. Facts: `folder`."""

    code = "folder_in_use"


class FolderNotEmpty(EnvironmentRefuses):
    """The folder holds other people's files. Facts: `folder`, `found` (one of them)."""

    code = "folder_not_empty"


class StoreBusy(EnvironmentRefuses):
    """Another program holds the store. Facts: `folder`."""

    code = "store_busy"


class StoreCorrupt(EnvironmentRefuses):
    """Facts: `file`."""

    code = "store_corrupt"


class StoreNewer(EnvironmentRefuses):
    """The store was made by a newer version. Facts: `file`, `revision`."""

    code = "store_newer"


class CopyUnusable(EnvironmentRefuses):
    """A copy that cannot be opened, or is not one. Facts: `file`, `reason`."""

    code = "copy_unusable"


class CopyNotSent(EnvironmentRefuses):
    """A copy that did not reach the place it was sent to. Facts: `place`, `reason`."""

    code = "copy_not_sent"


class CopyNotFetched(EnvironmentRefuses):
    """A copy that could not be fetched from where it is kept. Facts: `place`, `reason`."""

    code = "copy_not_fetched"


class FileMissing(EnvironmentRefuses):
    """Facts: `file`."""

    code = "file_missing"


class NoDeskHere(FileMissing):
    """The data folder holds no desk yet. Facts: `folder`."""

    code = "no_desk_here"


class NotAFolder(EnvironmentRefuses):
    """The data folder is a file. Facts: `folder`."""

    code = "not_a_folder"


class PrinterSilent(EnvironmentRefuses):
    """The printer takes no paper from here. Facts: `printer`."""

    code = "printer_silent"


class TargetUnknown(DeskError):
    """Facts: `name`."""

    code = "unknown_target"


class PasswordMissing(DeskError):
    """Facts: `target`."""

    code = "password_missing"


class ContractTooShort(DeskError):
    """A domiciliation is for three months at least. Facts: `ends`, `earliest` (dates)."""

    code = "contract_too_short"


class ListingFieldWrong(DeskError):
    """A field of the public listing that does not fit. Facts: `field`, `reason` (unknown, too_long, shape), `limit`."""

    code = "listing_field_wrong"


class AddressUnusable(DeskError):
    """An address that nothing can be sent to. Facts: `kind`, `reason` (scheme, password, readable, inside)."""

    code = "address_unusable"


def slot_facts(start: datetime | date, end: datetime | date) -> dict[str, object]:
    """The two facts every slot refusal carries."""
    return {"start": start, "end": end}
