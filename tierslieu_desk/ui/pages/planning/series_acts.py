"""What is done to bookings that come back: several dates in one job, told with their number and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.errors import AlreadyDone
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.rules.vocabulary import Scope
from tierslieu_desk.ui.jobs import Jobs, Progress
from tierslieu_desk.ui.pages.planning.date_by_date import offers
from tierslieu_desk.ui.pages.planning.words import day_text, obstacle_words
from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_rows import BookingRow
    from tierslieu_desk.services.booking.free_space import FreeSpace
    from tierslieu_desk.services.booking.late_fees import Late
    from tierslieu_desk.services.booking.series import CalledOff, SeriesMade
    from tierslieu_desk.services.booking.series_dates import Clash
    from tierslieu_desk.services.booking.series_kit import Lacking
    from tierslieu_desk.services.booking.series_values import Rehearsed

MOST_TOLD = 5
"""Dates in the way that are named one by one; of more, only how many."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of dates asked for: those in the way, nothing saved, or what was made of the others."""

    in_the_way: tuple[Clash, ...]
    made: SeriesMade | None = None
    offers: tuple[tuple[FreeSpace, ...], ...] = ()
    lacking: tuple[Lacking, ...] = ()


def scopes(on: date) -> tuple[tuple[object, str], ...]:
    """What a change of one of several dates can reach, each with its words."""
    return (
        (Scope.THIS, _("Only %(day)s") % {"day": formats.date_weekday(on)}),
        (Scope.FOLLOWING, _("This one and the following")),
        (Scope.ALL, _("All that are to come")),
    )


def try_dates(
    look: Callable[[], Rehearsed],
    make: Callable[[], SeriesMade],
    agreed: bool,
    instead: Callable[[Clash], tuple[FreeSpace, ...]],
    _progress: Progress,
) -> Tried:
    """The work of a job: make them when nothing is in the way or what is was agreed on, else only say what is."""
    seen = None if agreed else look()
    if seen is None or not (seen.clashes or seen.lacking):
        return Tried((), make())
    return Tried(seen.clashes, offers=offers(instead, seen.clashes), lacking=seen.lacking)


def clash_lines(clashes: Sequence[Clash]) -> str:
    """The dates in the way, a line each with what stands there."""
    lines = [
        _("%(day)s: %(reason)s") % {"day": day_text(one.slot.start.date()), "reason": obstacle_words(one.refusal)}
        for one in clashes[:MOST_TOLD]
    ]
    more = len(clashes) - MOST_TOLD
    if more > 0:
        lines.append(ngettext("and %(n)s more date", "and %(n)s more dates", more) % {"n": more})
    return "\n".join(lines)


def lacking_lines(lacking: Sequence[Lacking]) -> str:
    """The dates that go without a tool, a line each with what keeps it from being had."""
    lines = []
    for one in lacking[:MOST_TOLD]:
        facts = {"day": day_text(one.slot.start.date()), "tool": one.tool, "reason": obstacle_words(one.refusal)}
        lines.append(_("%(day)s without %(tool)s: %(reason)s") % facts)
    more = len(lacking) - MOST_TOLD
    if more > 0:
        lines.append(ngettext("and %(n)s more date", "and %(n)s more dates", more) % {"n": more})
    return "\n".join(lines)


def left_out(made: SeriesMade) -> str:
    """How many dates were left out or lack a tool, as sentences; empty when all is as it was asked for."""
    return " ".join(text for text in (_out(made), _without(made)) if text)


def _without(made: SeriesMade) -> str:
    count = len({one.slot for one in made.lacking})
    if not count:
        return ""
    tools = ", ".join(dict.fromkeys(one.tool for one in made.lacking))
    words = ngettext("%(n)s date goes without %(tools)s.", "%(n)s dates go without %(tools)s.", count)
    return words % {"n": count, "tools": tools}


def _out(made: SeriesMade) -> str:
    count = len(made.clashes)
    given_up = sum(1 for clash in made.clashes if isinstance(clash.refusal, AlreadyDone))
    if not count:
        return ""
    if given_up == count:
        return ngettext("%(n)s date is left out.", "%(n)s dates are left out.", count) % {"n": count}
    return ngettext(
        "%(n)s date waits on Today for another time or space.",
        "%(n)s dates wait on Today for another time or space.",
        count - given_up,
    ) % {"n": count - given_up}


def called_off_words(row: BookingRow, called_off: CalledOff) -> str:
    """What to say when dates were called off."""
    count = len(called_off.held)
    words = ngettext("%(name)s no longer comes on %(n)s date.", "%(name)s no longer comes on %(n)s dates.", count)
    return words % {"name": row.party, "n": count}


def cancel(services: DeskServices, booking_id: int, scope: Scope, late: Late | None, _progress: Progress) -> CalledOff:
    """The work of a job. Raises what `SeriesOfBookings.cancel` raises."""
    return services.series.cancel(booking_id, scope, late=late)


def called_off(services: DeskServices, jobs: Jobs, off: CalledOff) -> Callable[[], object]:
    """The way back from a calling-off, and the offer to tell them."""
    undo = partial(jobs.run, _("Putting the dates back"), partial(_restore, services, off))
    return _told(services, [act.booking_id for act in off.held], Purpose.BOOKING_CANCELLED, undo)


def booked(services: DeskServices, jobs: Jobs, made: SeriesMade) -> Callable[[], object]:
    """The way back from a series just booked, and the offer to tell them."""
    undo = partial(jobs.run, _("Taking the dates back"), partial(_take_back, services, made))
    return _told(services, made.bookings, Purpose.BOOKING_CONFIRMED, undo)


def moved(services: DeskServices, jobs: Jobs, made: SeriesMade) -> Callable[[], object]:
    """The way back from a move of several dates, and the offer to tell them."""
    undo = partial(jobs.run, _("Putting the dates back"), partial(_move_back, services, made))
    return _told(services, made.bookings, Purpose.BOOKING_CHANGED, undo)


def _told(
    services: DeskServices, numbers: Sequence[int], purpose: Purpose, undo: Callable[[], object]
) -> Callable[[], object]:
    from tierslieu_desk.ui.pages.messages import tell

    return tell.of_dates(services, numbers, purpose, undo)


def _restore(services: DeskServices, called_off: CalledOff, _progress: Progress) -> None:
    services.series.restore(called_off)


def _take_back(services: DeskServices, made: SeriesMade, _progress: Progress) -> None:
    services.series.take_back(made)


def _move_back(services: DeskServices, made: SeriesMade, _progress: Progress) -> None:
    services.series.move_back(made)
