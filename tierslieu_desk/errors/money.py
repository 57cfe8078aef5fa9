"""What is owed, issued and paid, and its papers."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError, EnvironmentRefuses


class NothingToInvoice(DeskError):
    """Facts: `customer` (may be empty)."""

    code = "nothing_to_invoice"


class NothingToPay(DeskError):
    """Nothing that was invoiced is left to pay. Facts: `customer` (may be empty)."""

    code = "nothing_to_pay"


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


class TooLittleGiven(DeskError):
    """The notes handed over do not make the amount. Facts: `given_cents`, `missing_cents`."""

    code = "too_little_given"


class Frozen(DeskError):
    """The store refused to change what is frozen. Facts: `what`."""

    code = "frozen"


class GlyphsMissing(DeskError):
    """The paper's fonts cannot draw what is noted of somebody. Facts: `characters`, `text`, `who` (whose it is)."""

    code = "glyphs_missing"


class LabelUnreadable(GlyphsMissing):
    """They cannot draw what something owed is called. Facts: `characters`, `text`, `who` (who owes it)."""

    code = "label_unreadable"


class UnknownDocument(DeskError):
    """Facts: `name`."""

    code = "unknown_document"


class MailProgramSilent(EnvironmentRefuses):
    """No mail program took the letter. Facts: `to`."""

    code = "mail_program_silent"


class PrinterSilent(EnvironmentRefuses):
    """The printer takes no paper from here. Facts: `printer`."""

    code = "printer_silent"


class ContractTooShort(DeskError):
    """A domiciliation is for three months at least. Facts: `ends`, `earliest` (dates)."""

    code = "contract_too_short"
