"""Files for others: the public bundle, people, invoices, the accountant's lines, events."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from tierslieu_desk.commands.protocol import At, Result, path
from tierslieu_desk.i18n import N_, _

NAME = "export"
HELP = N_("files for others: the public bundle, people, invoices, accounting, events")
KINDS = ("bundle", "people", "invoices", "accounting", "events")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What, and where to."""
    parser.add_argument("what", choices=KINDS)
    parser.add_argument("--out", type=path, required=True, metavar="PATH")


def run(at: At, options: argparse.Namespace) -> Result:
    """Every file is whole or not there at all."""
    exports = at.desk().exports
    write = {
        "bundle": exports.bundle,
        "people": exports.people,
        "invoices": exports.invoices,
        "accounting": exports.accounting,
        "events": exports.events,
    }[options.what]
    return {"files": [str(file) for file in write(options.out)]}


def show(result: Result) -> Iterable[str]:
    """A line a file."""
    for file in result["files"]:
        yield _("Written: %(file)s") % {"file": file}
