"""From the rows of the planning service to what the planning draws: its units, its blocks, and what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.ui.pages.planning.rows import PlanningBlock, PlanningDay, PlanningRow
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    from tierslieu_desk.services.booking import planning as service

ALL = "all"
FILTERS: dict[str, frozenset[str]] = {
    "room": frozenset({"room", "booth", "zone"}),
    "desk": frozenset({"desk"}),
    "tool": frozenset({"tool", "vehicle", "locker"}),
}
"""What each choice above the planning lets through, by kind of unit."""

_GROUPS = {
    "room": N_("Rooms"),
    "booth": N_("Booths"),
    "zone": N_("Areas"),
    "desk": N_("Desks"),
    "tool": N_("Tools"),
    "vehicle": N_("Vehicles"),
    "locker": N_("Lockers and keys"),
}
_COLOURS = {"room": "room", "zone": "room", "desk": "desk", "booth": "desk"}
_STATES = {"tentative": "tentative", "checked_in": "checked_in", "no_show": "no_show"}


GROUP = "group:"
"""Before the name of a group, as a choice of what is shown."""


def kind_name(kind: str) -> str:
    """What units of that kind are called together."""
    return _(_GROUPS[kind])


def group_of(unit: service.PlanningUnit) -> str:
    """The heading it stands under: its own, or the name of its kind."""
    return unit.group or _(_GROUPS[unit.kind])


def lets_through(choice: str, unit: service.PlanningUnit) -> bool:
    """Whether a unit is shown for what was chosen: all, a kind, or one group."""
    if choice.startswith(GROUP):
        return group_of(unit) == choice.removeprefix(GROUP)
    return choice == ALL or unit.kind in FILTERS[choice]


def choices(units: Sequence[service.PlanningUnit]) -> tuple[tuple[str, str], ...]:
    """What can be chosen among: all, the kinds there are, and the groups that are no kind by themselves."""
    kinds = (("room", _("Rooms")), ("desk", _("Desks")), ("tool", _("Tools")))
    there = [kind for kind in kinds if any(unit.kind in FILTERS[kind[0]] for unit in units)]
    of_kinds = {frozenset(unit.id for unit in units if unit.kind in FILTERS[code]) for code, _name in there}
    groups: dict[str, set[int]] = {}
    for unit in units:
        groups.setdefault(group_of(unit), set()).add(unit.id)
    own = [(GROUP + name, name) for name, ids in groups.items() if frozenset(ids) not in of_kinds]
    return ((ALL, _("All")), *there, *(own if len(groups) > 1 else ()))


@dataclass(frozen=True, slots=True)
class Holder:
    """What stands behind a block: `owner` is booking, event, loan, maintenance or closure."""

    owner: str
    owner_id: int
    title: str
    asked_unit_id: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """What the view draws, and who stands behind each of its blocks."""

    day: PlanningDay
    holders: dict[int, Holder]


def number_of(block: service.PlanningBlock) -> int:
    """One number a holder: the booking's own, and a negative one for what is no booking."""
    return block.owner_id if block.owner == "booking" else -block.hold_id


def drawn(
    days: service.PlanningDays,
    first: date,
    count: int,
    kinds: str = ALL,
    find: str = "",
    now: datetime | None = None,
) -> Shown:
    """So many days as they are drawn. `find` keeps the units whose name, or one of whose blocks, holds the text."""
    units = {unit.id: unit for unit in days.units}
    blocks, holders = _blocks(days, units)
    wanted = [unit for unit in days.units if not unit.is_pool and lets_through(kinds, unit)]
    if find:
        key = search_key(find)
        hits = {b.unit_id for b in blocks if key in search_key(b.title) or key in search_key(b.note)}
        wanted = [unit for unit in wanted if unit.id in hits or key in search_key(unit.name)]
    headings = _headings(days, now)
    rows: dict[str, list[PlanningRow]] = defaultdict(list)
    for unit in wanted:
        group = group_of(unit)
        taken = _taken_in_part(days, unit)
        rows[group].append(PlanningRow(unit.id, unit.name, _note(unit), headings.get(group, group), taken))
    shown = {unit.id for unit in wanted}
    kept = tuple(block for block in blocks if block.unit_id in shown)
    lines = tuple(row for group in rows.values() for row in group)
    return Shown(PlanningDay(first, lines, kept, days.open, count), holders)


def _taken_in_part(days: service.PlanningDays, whole: service.PlanningUnit) -> tuple[Slot, ...]:
    """When a whole is not to be had, since somebody holds one of its parts alone; each stretch once."""
    made_of = {unit.name: unit for unit in days.units}
    waiting = [made_of[name] for name in whole.parts if name in made_of]
    leaves: set[int] = set()
    while waiting:
        part = waiting.pop()
        leaves.add(part.id)
        waiting += [made_of[name] for name in part.parts if name in made_of]
    held = sorted(
        (block.slot for block in days.blocks if block.unit_id in leaves and block.asked_unit_id != whole.id),
        key=lambda slot: slot.start,
    )
    merged: list[Slot] = []
    for slot in held:
        if merged and slot.start <= merged[-1].end:
            merged[-1] = Slot(merged[-1].start, max(merged[-1].end, slot.end))
        else:
            merged.append(slot)
    return tuple(merged)


def _note(unit: service.PlanningUnit) -> str:
    if unit.parts:
        return "= " + " + ".join(_short(part) for part in unit.parts)
    if unit.seats > 1:
        return ngettext("%(n)s seat", "%(n)s seats", unit.seats) % {"n": unit.seats}
    return ""


def _short(name: str) -> str:
    """The telling part of a room's name: the last word's first letter, or all of a short one."""
    last = name.rsplit(maxsplit=1)[-1]
    return last if len(last) < 3 else last[0]


def _headings(days: service.PlanningDays, now: datetime | None) -> dict[str, str]:
    """A group of desks says how many nobody has booked now; who sits at one without is counted on Today."""
    if now is None:
        return {}
    members: dict[str, list[int]] = defaultdict(list)
    for unit in days.units:
        if unit.kind == "desk" and not unit.is_pool and not unit.parts:
            members[group_of(unit)].append(unit.id)
    busy = {block.unit_id for block in days.blocks if block.slot.start <= now < block.slot.end}
    headings = {}
    for group, ids in members.items():
        free = sum(1 for unit_id in ids if unit_id not in busy)
        words = ngettext("%(n)s of %(of)s desks not booked", "%(n)s of %(of)s desks not booked", free)
        headings[group] = f"{group} · {words % {'n': free, 'of': len(ids)}}"
    return headings


def _blocks(
    days: service.PlanningDays, units: dict[int, service.PlanningUnit]
) -> tuple[list[PlanningBlock], dict[int, Holder]]:
    blocks: list[PlanningBlock] = []
    holders: dict[int, Holder] = {}
    wholes: set[tuple[int, int, datetime]] = set()
    for held in days.blocks:
        number = number_of(held)
        slot = held.slot
        asked = units.get(held.asked_unit_id)
        by_whole = asked is not None and bool(asked.parts) and held.asked_unit_id != held.unit_id
        holder = Holder(held.owner, held.owner_id, held.title, held.asked_unit_id, slot.start, slot.end)
        holders[number] = holder
        title, note, kind, state = _worded(held, units)
        if by_whole and (held.asked_unit_id, held.owner_id, slot.start) not in wholes:
            wholes.add((held.asked_unit_id, held.owner_id, slot.start))
            blocks.append(PlanningBlock(number, held.asked_unit_id, slot.start, slot.end, title, note, kind, state))
        state = "by_whole" if by_whole else state
        blocks.append(PlanningBlock(number, held.unit_id, slot.start, slot.end, title, note, kind, state))
    return blocks, holders


def _worded(held: service.PlanningBlock, units: dict[int, service.PlanningUnit]) -> tuple[str, str, str, str]:
    unit = units.get(held.unit_id)
    kind = _COLOURS.get(unit.kind, "tool") if unit is not None else "room"
    if held.owner == "event":
        return held.title, held.note, "event", "confirmed"
    if held.owner in {"maintenance", "closure"}:
        title = held.title or {"maintenance": _("Maintenance"), "closure": _("Closed")}[held.owner]
        return title, "", "closed", "confirmed"
    if held.owner == "loan":
        return held.title, _("lent"), kind, "checked_in"
    note = held.note
    if held.state == "tentative":
        note = note or _("to confirm")
    elif held.state == "no_show":
        note = note or _("did not come")
    elif held.state == "checked_in":
        note = note or _("arrived")
    return held.title, note, kind, _STATES.get(held.state, "confirmed")
