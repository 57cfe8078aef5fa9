"""What can be booked."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from tierslieu_desk.commands.protocol import At, Result
from tierslieu_desk.i18n import N_

NAME = "units"
HELP = N_("what can be booked")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to say."""
    del parser


def run(at: At, options: argparse.Namespace) -> Result:
    """`parts` of a whole, members of a pool."""
    del options
    return {
        "units": [
            {"name": unit.name, "kind": unit.kind, "seats": unit.seats, "parts": [*unit.parts, *unit.members]}
            for unit in at.desk().units.list()
            if not unit.retired
        ]
    }


def show(result: Result) -> Iterable[str]:
    """A line a unit."""
    for unit in result["units"]:
        parts = f" = {' + '.join(unit['parts'])}" if unit["parts"] else ""
        yield f"{unit['name']} ({unit['seats']}){parts}"
