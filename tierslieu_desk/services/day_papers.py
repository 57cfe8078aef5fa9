"""The day on paper, to work from when there is neither screen nor light: what the planning shows, by time."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from tierslieu_desk.documents.sheets import DayRow, DaySheet
from tierslieu_desk.i18n import N_, _, language
from tierslieu_desk.services.letterhead import place_block
from tierslieu_desk.wallclock import Slot, whole_day

if TYPE_CHECKING:
    from tierslieu_desk.services.places import Places
    from tierslieu_desk.services.planning import Planning, PlanningBlock

_STATES = {
    "tentative": N_("to confirm"),
    "checked_in": N_("arrived"),
    "no_show": N_("did not come"),
}


def render(planning: Planning, places: Places, day: date, printed_at: datetime) -> bytes:
    """The PDF of that day, in the language in force."""
    from tierslieu_desk import documents

    return documents.render(sheet(planning, places, day, printed_at))


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
