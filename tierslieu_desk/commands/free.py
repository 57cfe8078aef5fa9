"""What is free."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import datetime

from tierslieu_desk import formats
from tierslieu_desk.commands.protocol import At, Result, at_least_one, day, iso, named
from tierslieu_desk.i18n import N_, _

NAME = "free"
HELP = N_("what is free on a day, for how long, for how many")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Date first."""
    parser.add_argument("--date", required=True, metavar="YYYY-MM-DD")
    parser.add_argument("--minutes", required=True, type=at_least_one, metavar="M")
    parser.add_argument("--people", type=at_least_one, default=1, metavar="N")
    parser.add_argument("--for", dest="person", type=named, metavar="NAME")


def run(at: At, options: argparse.Namespace) -> Result:
    """Every start shown would be accepted by `book`."""
    desk = at.desk()
    party_id = None if options.person is None else desk.people.named(options.person)
    found = desk.free_spaces.on(day(options.date), options.minutes, options.people, party_id)
    return {
        "free": [
            {
                "unit": space.unit,
                "from": iso(space.slot.start),
                "to": iso(space.slot.end),
                "price_cents": space.price.gross_cents,
            }
            for space in found
        ]
    }


def show(result: Result) -> Iterable[str]:
    """A line a start."""
    if not result["free"]:
        yield _("Nothing is free for that long. Try another day, or a shorter time.")
    for space in result["free"]:
        start, price = datetime.fromisoformat(space["from"]), formats.amount(space["price_cents"])
        yield f"{space['unit']} · {formats.moment(start)} · {price}"
