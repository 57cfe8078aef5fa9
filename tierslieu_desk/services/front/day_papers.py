"""The day on paper, to work from when there is neither screen nor light: what the planning shows, by time."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.documents.any_sheet import AnySheet
from tierslieu_desk.documents.sheets import DayRow, DaySheet
from tierslieu_desk.documents.visit_sheets import CounterDaySheet
from tierslieu_desk.i18n import N_, _, language
from tierslieu_desk.services.place.letterhead import place_block
from tierslieu_desk.wallclock import DAY, Slot, whole_day

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.planning import Planning, PlanningBlock
    from tierslieu_desk.services.event.events import Events
    from tierslieu_desk.services.place.places import Places

MOST_EXPECTED = 12
_STATES = {
    "tentative": N_("to confirm"),
    "checked_in": N_("arrived"),
    "no_show": N_("did not come"),
}


def render(planning: Planning, places: Places, day: date, printed_at: datetime) -> bytes:
    """The PDF of that day, in the language in force."""
    from tierslieu_desk import documents

    return documents.render(sheet(planning, places, day, printed_at))


def all_of(planning: Planning, events: Events, places: Places, day: date, printed_at: datetime) -> bytes:
    """Everything to work a day from paper as one PDF: the sheet of the day, lines for the counter, sign-in sheets."""
    from tierslieu_desk import documents
    from tierslieu_desk.services.event import event_papers

    whole = sheet(planning, places, day, printed_at)
    sheets: list[AnySheet] = [whole, counter_sheet(planning, whole)]
    sheets += [event_papers.sheet(events, places, session.id) for session in events.day(day)]
    return documents.bound(_("Sheets of %(day)s") % {"day": formats.date_long(day)}, sheets)


def counter_sheet(planning: Planning, whole: DaySheet) -> CounterDaySheet:
    """Lines for the counter of that day; on the first of them who is expected."""
    return CounterDaySheet(whole.lang, whole.place, whole.day, expected(planning, whole.day))


def expected(planning: Planning, day: date) -> tuple[str, ...]:
    """Who has booked something that day, in the order they come, as many as are printed by name."""
    booked = (block for block in planning.day(day).blocks if block.owner == "booking")
    coming = sorted(booked, key=lambda block: (block.slot.start, block.title))
    return tuple(dict.fromkeys(block.title for block in coming if block.title))[:MOST_EXPECTED]


def next_open_day(planning: Planning, today: date) -> date:
    """The first day after this one that the place is open; tomorrow when it is not for a week."""
    tomorrow = today + DAY
    coming = Slot(whole_day(tomorrow).start, whole_day(tomorrow + 6 * DAY).end)
    return next((slot.start.date() for slot in planning.span(coming).open), tomorrow)


def sheet(planning: Planning, places: Places, day: date, printed_at: datetime) -> DaySheet:
    """Everything of the day, once however many spaces it takes; `printed_at` is the place's wall clock."""
    days = planning.day(day)
    names = {unit.id: unit.name for unit in days.units}
    once: dict[tuple[str, int, datetime], list[PlanningBlock]] = {}
    for block in days.blocks:
        once.setdefault((block.owner, block.owner_id, block.slot.start), []).append(block)
    rows = [_row(blocks, names, day) for blocks in once.values()]
    rows.sort(key=lambda row: (row.slot.start, row.slot.end, row.who))
    return DaySheet(lang=language(), place=place_block(places), day=day, rows=tuple(rows), printed_at=printed_at)


def _row(blocks: list[PlanningBlock], names: dict[int, str], day: date) -> DayRow:
    first = blocks[0]
    asked = dict.fromkeys(names.get(block.asked_unit_id, "") for block in blocks)
    state = _(_STATES[first.state]) if first.owner == "booking" and first.state in _STATES else ""
    who = first.title or {"maintenance": _("Maintenance"), "closure": _("Closed")}.get(first.owner, "")
    what = _("lent") if first.owner == "loan" else first.note
    return DayRow(_within(first.slot, day), ", ".join(asked), who, what, state)


def _within(slot: Slot, day: date) -> Slot:
    """The part of the slot that falls on the day."""
    whole = whole_day(day)
    return Slot(max(slot.start, whole.start), min(slot.end, whole.end))
