"""Files for others: the public bundle, people, invoices, the accountant's lines, events, who has what when."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from tierslieu_desk.commands.protocol import At, Result, day, named, path
from tierslieu_desk.i18n import N_, _

NAME = "export"
HELP = N_("files for others: the public bundle, people, invoices, accounting, events, calendar")
KINDS = ("bundle", "people", "invoices", "accounting", "events", "calendar")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What, and where to."""
    parser.add_argument("what", choices=KINDS)
    parser.add_argument("--out", type=path, required=True, metavar="PATH")
    parser.add_argument("--unit", type=named, metavar="NAME", help=_("of a calendar: only this space"))
    parser.add_argument("--names", action="store_true", help=_("of a calendar: say who has it"))
    parser.add_argument("--from", dest="since", metavar="YYYY-MM-DD", help=_("of a calendar: the first day"))


def run(at: At, options: argparse.Namespace) -> Result:
    """Every file is whole or not there at all."""
    if options.what == "calendar":
        return {"files": [str(file) for file in _calendar(at, options)]}
    exports = at.desk().exports
    write = {
        "bundle": exports.bundle,
        "people": exports.people,
        "invoices": exports.invoices,
        "accounting": exports.accounting,
        "events": exports.events,
    }[options.what]
    return {"files": [str(file) for file in write(options.out)]}


def _calendar(at: At, options: argparse.Namespace) -> Iterable[Path]:
    from tierslieu_desk.services.booking.calendar_file import Wanted

    desk, since = at.desk(), day(options.since) if options.since else None
    unit_id = desk.units.named(options.unit).id if options.unit else None
    return desk.calendar_files.write(options.out, Wanted(unit_id, options.names, since))


def show(result: Result) -> Iterable[str]:
    """A line a file."""
    for file in result["files"]:
        yield _("Written: %(file)s") % {"file": file}
