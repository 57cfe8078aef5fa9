"""Preview what is to be invoiced, or issue it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tierslieu_desk import formats, say
from tierslieu_desk.commands.protocol import At, Result, day
from tierslieu_desk.i18n import N_, _

if TYPE_CHECKING:
    from tierslieu_desk.services.money.invoice_rows import HeldBack

NAME = "bill"
HELP = N_("what is to be invoiced until a day; with --issue, it is")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Until when, and whether for good."""
    parser.add_argument("--until", required=True, metavar="YYYY-MM-DD")
    parser.add_argument("--issue", action="store_true")


def run(at: At, options: argparse.Namespace) -> Result:
    """A preview has neither number nor paper, and names whom the issue would hold back."""
    until = day(options.until)
    desk = at.desk()
    if not options.issue:
        preview = desk.invoices.preview(until)
        rows = [
            {"number": None, "customer": draft.customer, "total_cents": draft.gross_cents, "pdf": None}
            for draft in preview.drafts
        ]
        return {"invoices": rows, "held_back": _told(preview.held_back)}
    billing = desk.invoices.issue_all(until)
    rows = [
        {"number": row.number, "customer": row.customer, "total_cents": row.gross_cents, "pdf": str(row.paper)}
        for row in billing.issued
    ]
    return {"invoices": rows, "held_back": _told(billing.held_back)}


def _told(held_back: Iterable[HeldBack]) -> list[Result]:
    return [{"customer": held.customer, "message": say.sentence(held.refusal)} for held in held_back]


def show(result: Result) -> Iterable[str]:
    """A line a document, then who was held back and why."""
    if not result["invoices"] and not result["held_back"]:
        yield _("Nothing is waiting to be invoiced.")
    for row in result["invoices"]:
        yield f"{row['number'] or '–'}  {row['customer']}  {formats.amount(row['total_cents'])}"
    for held in result["held_back"]:
        yield _("%(name)s: %(what)s") % {"name": held["customer"], "what": held["message"]}
