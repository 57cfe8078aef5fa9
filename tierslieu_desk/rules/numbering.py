"""Numbers of issued documents: unique, chronological, without a gap, one series per kind and year.

CGI ann. II art. 242 nonies A: a unique number in a continuous chronological sequence, a prefix by year is admitted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tierslieu_desk.rules.vocabulary import InvoiceKind

PREFIXES = {InvoiceKind.INVOICE: "F", InvoiceKind.CREDIT_NOTE: "A", InvoiceKind.RECEIPT: "R"}
DIGITS = 4
BEFORE = ""
"""The series of what was issued before, elsewhere, and is not paid: it has its own number, and no part in ours."""


def series_of(kind: InvoiceKind, day: date) -> str:
    """The series a document of that kind and day belongs to: `F2026`."""
    return f"{PREFIXES[kind]}{day.year:04d}"


def number_of(series: str, sequence: int) -> str:
    """`F2026-0431`; past 9999 it grows, it is never truncated."""
    return f"{series}-{sequence:0{DIGITS}d}"


Spans = tuple[tuple[int, int], ...]
"""Stretches of a series, first and last number included, in order and apart from each other."""


def spans(stretches: Iterable[tuple[int, int]]) -> Spans:
    """The same numbers as the fewest stretches."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def without(numbers: Spans, others: Spans) -> Spans:
    """What is in `numbers` and not in `others`."""
    left = []
    for first, last in numbers:
        start = first
        for other_first, other_last in others:
            if start <= other_last and other_first <= last:
                if start < other_first:
                    left.append((start, other_first - 1))
                start = other_last + 1
        if start <= last:
            left.append((start, last))
    return tuple(left)
