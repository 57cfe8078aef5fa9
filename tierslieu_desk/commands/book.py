"""One booking."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from tierslieu_desk import formats
from tierslieu_desk.commands.protocol import At, Result, at_least_one, iso, named, slot
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.admission import refuse_far
from tierslieu_desk.rules.calendar import Effect

NAME = "book"
HELP = N_("book a space or a thing for somebody")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who, what, when."""
    parser.add_argument("--unit", required=True, type=named, metavar="NAME")
    parser.add_argument("--for", required=True, dest="person", type=named, metavar="NAME")
    parser.add_argument("--from", required=True, dest="start", metavar="YYYY-MM-DDTHH:MM")
    parser.add_argument("--to", required=True, dest="end", metavar="YYYY-MM-DDTHH:MM")
    parser.add_argument("--people", type=at_least_one, default=1, metavar="N")
    parser.add_argument("--anyway", action="store_true", help=_("even when that is over, or more than a year ahead"))


def run(at: At, options: argparse.Namespace) -> Result:
    """Refused as `Bookings.book` refuses."""
    from tierslieu_desk.services.booking.booking_work import NewBooking

    wanted = slot(options.start, options.end)
    desk = at.desk()
    unit_id = desk.units.named(options.unit).id
    party_id = desk.people.named(options.person)
    if not options.anyway:
        refuse_far(wanted, desk.desk.clock.wall())
    booked = desk.bookings.book(NewBooking(unit_id, party_id, wanted, options.people))
    first, last = wanted.start.date(), (wanted.end - timedelta(minutes=1)).date()
    days = [one for one in desk.calendars.days(first, last) if one.effect is Effect.WARNING]
    return {
        "booking": booked.id,
        "unit": booked.unit,
        "from": iso(booked.slot.start),
        "to": iso(booked.slot.end),
        "price_cents": booked.price.gross_cents,
        "special_days": [{"day": one.day.isoformat(), "name": one.name} for one in days],
    }


def show(result: Result) -> Iterable[str]:
    """One sentence, and what day it is when that is a holiday."""
    start = datetime.fromisoformat(result["from"])
    price = formats.amount(result["price_cents"])
    yield _("%(unit)s is booked, %(when)s: %(price)s.") % {
        "unit": result["unit"],
        "when": formats.moment(start),
        "price": price,
    }
    for special in result["special_days"]:
        day = formats.date_weekday(date.fromisoformat(special["day"]))
        yield _("%(day)s is a holiday: %(name)s.") % {"day": day, "name": special["name"]}
