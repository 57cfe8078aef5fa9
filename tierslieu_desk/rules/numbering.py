"""Numbers of issued documents: unique, chronological, without a gap, one series per kind and year.

CGI ann. II art. 242 nonies A: a unique number in a continuous chronological sequence, a prefix by year is admitted.
"""

from __future__ import annotations

from datetime import date

from tierslieu_desk.rules.vocabulary import InvoiceKind

PREFIXES = {InvoiceKind.INVOICE: "F", InvoiceKind.CREDIT_NOTE: "A", InvoiceKind.RECEIPT: "R"}
DIGITS = 4


def series_of(kind: InvoiceKind, day: date) -> str:
    """The series a document of that kind and day belongs to: `F2026`."""
    return f"{PREFIXES[kind]}{day.year:04d}"


def number_of(series: str, sequence: int) -> str:
    """`F2026-0431`; past 9999 it grows, it is never truncated."""
    return f"{series}-{sequence:0{DIGITS}d}"
