"""Issued documents."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date

from tierslieu_desk import formats
from tierslieu_desk.commands.protocol import At, Result
from tierslieu_desk.i18n import N_

NAME = "invoices"
HELP = N_("what was issued")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to say."""
    del parser


def run(at: At, options: argparse.Namespace) -> Result:
    """The latest first."""
    del options
    return {
        "invoices": [
            {
                "number": row.number,
                "kind": row.kind.value,
                "date": row.issued_on.isoformat(),
                "customer": row.customer,
                "total_cents": row.gross_cents,
                "paid_cents": row.paid_cents,
                "pdf": str(row.paper),
            }
            for row in at.desk().invoices.all()
        ]
    }


def show(result: Result) -> Iterable[str]:
    """A line a document."""
    for row in result["invoices"]:
        day = formats.date_short(date.fromisoformat(row["date"]))
        yield f"{row['number']}  {day}  {row['customer']}  {formats.amount(row['total_cents'])}"
