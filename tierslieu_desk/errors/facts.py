"""What was said to the desk and makes no sense, or no longer does."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError


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


class MissingFact(DeskError):
    """A field must be filled before the act. Facts: `field`, `who`."""

    code = "missing_fact"


class GivenNameMissing(DeskError):
    """A line of a list has a family name alone: a person by half, or an organisation in their place. Facts: `who`."""

    code = "given_name_missing"


class NotAnAmount(DeskError):
    """Facts: `text`, `example`."""

    code = "not_an_amount"


class NotADate(DeskError):
    """Facts: `text`, `example`."""

    code = "not_a_date"


class NotATime(DeskError):
    """Facts: `text`, `example`."""

    code = "not_a_time"


class DayOutOfReach(NotADate):
    """A day of the calendar that no desk will live to see, or that none has seen. Facts: `text`, `first`, `last`."""

    code = "day_out_of_reach"


class WrongIdentifier(DeskError):
    """An identifier whose key does not match (SIRET, IBAN ...). Facts: `kind`, `text`."""

    code = "wrong_identifier"


class NameTaken(DeskError):
    """Another unit, plan or operator already has that name. Facts: `name`."""

    code = "name_taken"


class ColumnsUnknown(DeskError):
    """No column of the spreadsheet holds a name. Facts: `file`, `columns` (the headers found)."""

    code = "columns_unknown"


class ColumnMissing(DeskError):
    """The spreadsheet has no such column. Facts: `file`, `column`, `columns` (the headers found)."""

    code = "column_missing"


class AlreadyDone(DeskError):
    """The act was done before. Facts: `what`, `on`."""

    code = "already_done"


class NothingToExport(DeskError):
    """The place is not described yet: a calendar would have neither a name nor anything in it. No facts."""

    code = "nothing_to_export"


class NotAnOrganisation(DeskError):
    """A person where an organisation is asked for. Facts: `name`."""

    code = "not_an_organisation"


class NotAPerson(DeskError):
    """An organisation where a person is asked for. Facts: `name`."""

    code = "not_a_person"


class AllowanceUsed(DeskError):
    """Half-days of what was sold have been used, so that the sale cannot be taken back. Facts: `name`."""

    code = "allowance_used"


class NotASpreadsheet(DeskError):
    """Facts: `file`."""

    code = "not_a_spreadsheet"
