"""What a quote says, as frozen plain values. See `sheets.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tierslieu_desk.documents.sheets import CustomerBlock, InvoiceRow, PlaceBlock
from tierslieu_desk.money import Totals


@dataclass(frozen=True, slots=True)
class QuoteSheet:
    """A quote, to be sent back signed.

    `with_vat` as in `InvoiceSheet`. `held`: the times are kept for them until the last day it is valid. `replaces`: the
    number and the day of the one they were given before, in whose place this one stands. `terms` and
    `mentions` are texts of the place, the second ones in small print.
    """

    lang: str
    number: str
    place: PlaceBlock
    customer: CustomerBlock
    made_on: date
    valid_until: date
    lines: tuple[InvoiceRow, ...]
    totals: Totals
    with_vat: bool = True
    title: str = ""
    held: bool = False
    replaces: tuple[str, date] | None = None
    terms: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    currency: str = "EUR"
