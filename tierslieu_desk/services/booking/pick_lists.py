"""What is to be brought where and when, and put back: tools booked by themselves, with a room, or for an event."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

from tierslieu_desk.documents.kit_sheets import PickLine, PickListSheet
from tierslieu_desk.i18n import language
from tierslieu_desk.services.booking import planning
from tierslieu_desk.services.booking.series_kit import may_go_along
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.letterhead import place_block
from tierslieu_desk.wallclock import Slot, whole_day

if TYPE_CHECKING:
    from tierslieu_desk.models.glance import Glance
    from tierslieu_desk.services.booking.planning import PlanningBlock
    from tierslieu_desk.services.house import House
    from tierslieu_desk.services.place.places import Places

_ROOMS = """
    SELECT w.booking_id, r.unit_id FROM booking_with AS w
    JOIN booking AS t ON t.id = w.booking_id JOIN booking AS r ON r.id = w.with_booking_id
    WHERE w.booking_id IN (SELECT value FROM json_each(:tools)) AND r.starts = t.starts AND r.ends = t.ends
        AND r.state IN ('tentative', 'confirmed', 'checked_in')
"""
_WITH = "SELECT booking_id FROM booking_with WHERE with_booking_id = :room"


class PickLists:
    """Reads what is planned; nothing is changed here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def day(self, day: date) -> tuple[PickLine, ...]:
        """All that must be brought that day, in order of time."""
        with self._desk.store.glancing() as seen:
            return self._lines(seen, whole_day(day))

    def booking(self, booking_id: int) -> tuple[PickLine, ...]:
        """What is brought for that booking: what goes along with it, or the tool it is itself."""
        with self._desk.store.glancing() as seen:
            found = seen.row("SELECT starts, ends FROM booking WHERE id = :id", id=booking_id)
            if found is None:
                return ()
            mine = {booking_id, *(tool for (tool,) in seen.rows(_WITH, room=booking_id))}
            slot = Slot(datetime.fromisoformat(found[0]), datetime.fromisoformat(found[1]))
            return self._lines(seen, slot, mine)

    def _lines(self, seen: Glance, span: Slot, only: set[int] | None = None) -> tuple[PickLine, ...]:
        house = self._desk.house(seen)
        blocks = planning.read_blocks(seen, span, self._desk)
        tools = [block for block in blocks if may_go_along(house.unit(block.unit_id))]
        booked = [block.owner_id for block in tools if block.owner == "booking"]
        rooms = dict(seen.rows(_ROOMS, tools=json.dumps(booked)))
        lines = []
        for block in tools:
            if block.owner == "booking" and (only is None or block.owner_id in only):
                room = rooms.get(block.owner_id)
                lines.append(_line(house, block, "" if room is None else house.unit(room).name))
            elif block.owner == "event" and only is None:
                lines.append(_line(house, block, _rooms_of(house, block, blocks)))
        return tuple(sorted(lines, key=lambda line: (line.slot.start, line.where, line.thing)))


def _line(house: House, block: PlanningBlock, where: str) -> PickLine:
    unit = house.unit(block.unit_id)
    return PickLine(block.slot, where, unit.name, unit.shelf, block.title, block.note)


def _rooms_of(house: House, tool: PlanningBlock, blocks: list[PlanningBlock]) -> str:
    """Where the session is for which the tool is held."""
    same = [
        house.unit(block.asked_unit_id).name
        for block in blocks
        if (block.owner, block.owner_id, block.slot) == (tool.owner, tool.owner_id, tool.slot)
        and not may_go_along(house.unit(block.unit_id))
    ]
    return ", ".join(dict.fromkeys(same))


def sheet_of_day(lists: PickLists, places: Places, day: date, printed_at: datetime) -> PickListSheet:
    """The list of a day, to be printed."""
    return PickListSheet(language(), place_block(places), day, lists.day(day), printed_at)


def sheet_of_booking(lists: PickLists, places: Places, booking_id: int, printed_at: datetime) -> PickListSheet:
    """The list of one booking."""
    lines = lists.booking(booking_id)
    day = lines[0].slot.start.date() if lines else printed_at.date()
    return PickListSheet(language(), place_block(places), day, lines, printed_at)
