"""A room's old calendar out of a file: `import calendar`, beside `import people`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from tierslieu_desk import errors, formats, say
from tierslieu_desk.commands.protocol import At, Result, day, iso, named
from tierslieu_desk.i18n import _, ngettext

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.calendar_import import DateSeen


def arguments(parser: argparse.ArgumentParser) -> None:
    """What only a calendar asks."""
    parser.add_argument("--unit", type=named, metavar="NAME", help=_("of a calendar: the space it is of"))
    parser.add_argument("--for", dest="person", type=named, metavar="NAME", help=_("of a calendar: who has its dates"))
    parser.add_argument("--by-names", action="store_true", help=_("of a calendar: whoever a title names has that date"))
    parser.add_argument("--until", metavar="YYYY-MM-DD", help=_("of a calendar: the last day that is taken"))
    parser.add_argument(
        "--without", action="store_true", help=_("of a calendar: leave out what cannot be had, and take the others")
    )


def run(at: At, options: argparse.Namespace) -> Result:
    """One date that cannot be had, and none is: the exit code is 1 and the dates are named."""
    from tierslieu_desk.services.booking.calendar_import import Into

    if not options.unit or not options.person:
        raise errors.MissingFact(field="--for" if options.unit else "--unit", who="")
    desk = at.desk()
    unit_id, party_id = desk.units.named(options.unit).id, desk.people.named(options.person)
    until = day(options.until) if options.until else None
    into = Into(unit_id, party_id, options.by_names, until, options.without)
    importer = desk.calendar_import
    seen = importer.preview(options.file, into) if options.dry_run else importer.run(options.file, into)
    stopped = bool(seen.refused) and not options.without
    return {
        "created": 0 if stopped else len(seen.taken),
        "skipped": seen.known,
        "dates": [] if stopped else [_date(row) for row in seen.taken],
        "left": {"over": seen.over, "later": seen.later, "called_off": seen.called_off, "free": seen.free},
        "left_out": [] if stopped else [_refused(row) for row in seen.refused],
        "errors": [_refused(row) for row in seen.refused] if stopped else [],
        "dry_run": options.dry_run,
    }


def _date(row: DateSeen) -> Result:
    assert row.slot is not None
    return {
        "line": row.line,
        "title": row.title,
        "from": iso(row.slot.start),
        "to": iso(row.slot.end),
        "for": row.party,
    }


def _refused(row: DateSeen) -> Result:
    start = None if row.slot is None else iso(row.slot.start)
    message = "" if row.refusal is None else say.sentence(row.refusal)
    return {"line": row.line, "title": row.title, "from": start, "message": message}


def show(result: Result) -> Iterable[str]:
    """What was taken or would be, what was left aside, then each date that cannot be had."""
    made, known = result["created"], result["skipped"]
    if result["errors"]:
        yield _("Nothing would be taken.") if result["dry_run"] else _("Nothing was taken.")
    elif result["dry_run"]:
        yield _("Only looked at: nothing was written.")
        yield ngettext("%(n)s date would be booked", "%(n)s dates would be booked", made) % {"n": made}
    else:
        yield ngettext("%(n)s date is booked", "%(n)s dates are booked", made) % {"n": made}
    if known:
        yield ngettext("%(n)s date was brought in before", "%(n)s dates were brought in before", known) % {"n": known}
    aside = sum(result["left"].values())
    if aside:
        yield ngettext(
            "%(n)s date is over, called off, far ahead or takes no space",
            "%(n)s dates are over, called off, far ahead or take no space",
            aside,
        ) % {"n": aside}
    for one in (*result["errors"], *result["left_out"]):
        yield _("Line %(line)s: %(message)s") % {"line": one["line"], "message": _words(one)}
    if result["errors"]:
        yield _("Put this right, or take the others with --without.")


def _words(one: Result) -> str:
    """When and what it is, then what is in the way."""
    when = formats.moment(datetime.fromisoformat(one["from"])) if one["from"] else ""
    return " · ".join(part for part in (when, one["title"], one["message"]) if part)
