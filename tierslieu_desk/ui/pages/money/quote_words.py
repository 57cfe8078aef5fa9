"""Quotes in words: where one stands, and what it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _, pgettext

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tierslieu_desk.services.booking.quote_rows import QuoteRow

_STATES = {
    "draft": (N_("to send"), "neutral"),
    "accepted": (N_("accepted"), "accent"),
    "refused": (N_("refused"), "neutral"),
    "expired": (N_("expired"), "neutral"),
    "replaced": (N_("replaced"), "neutral"),
}


def chip(row: QuoteRow) -> tuple[str, str]:
    """Where it stands, in a word and a colour."""
    if row.state == "sent":
        return pgettext("a quote", "sent"), "warning"
    word, kind = _STATES[row.state]
    return _(word), kind


def line(row: QuoteRow) -> str:
    """What it comes to, and until when."""
    until = _("valid until %(date)s") % {"date": formats.date_medium(row.valid_until)}
    return " · ".join(part for part in (formats.amount(row.totals.gross), row.title, until) if part)


def show(widget: QWidget, number: int) -> None:
    """Turn the window over that widget to a quote, under Money."""
    over: object = widget
    while over is not None and not hasattr(over, "lead"):
        over = over.parent()  # type: ignore[attr-defined]
    if over is not None:
        over.lead(f"money/quote/{number}")
