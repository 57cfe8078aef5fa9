"""Tools taken along with each date of a series: had where they can be, and told of each date that lacks one.

A date is not given up for a projector: the room is had, and what it lacks is said before anything is saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, aliased

from tierslieu_desk import errors, formats
from tierslieu_desk.i18n import _
from tierslieu_desk.models.bookings import Booking, Series
from tierslieu_desk.models.kit import BookingWith
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.store import touch
from tierslieu_desk.rules.vocabulary import HOLDING, UnitKind
from tierslieu_desk.services.booking.booking_undo import Act, put_back, standing
from tierslieu_desk.services.booking.booking_work import NewBooking, add_booking, cancel_bookings, loaded
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front import shift_notes
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class Lacking:
    """A date that goes without a tool, and what keeps that tool from being had then."""

    slot: Slot
    tool: str
    refusal: errors.DeskError


@dataclass(frozen=True, slots=True)
class ToolBefore:
    """A tool that went along with a date before its series was moved, and the way back."""

    occurrence_on: date | None
    act: Act


def may_go_along(unit: UnitInfo) -> bool:
    """A tool that is brought from somewhere; what stands where it stands is booked by itself."""
    return unit.kind is UnitKind.TOOL and bool(unit.shelf) and not unit.retired


def refuse_misfits(house: House, room_id: int, tools: Sequence[int]) -> None:
    """Raise `NothingToTakeAlong` for what is no tool, is asked for twice, or would go along with a tool."""
    room = house.unit(room_id)
    for number, tool_id in enumerate(tools):
        tool = house.unit(tool_id)
        if not may_go_along(tool) or room.kind is UnitKind.TOOL or tool_id in tools[:number]:
            raise errors.NothingToTakeAlong(unit=tool.name)


def take_along(desk: Desk, session: Session, rooms: Sequence[int], tools: Sequence[int]) -> tuple[Lacking, ...]:
    """Book these tools for each of these bookings, at its time and for its person; what cannot be had is returned."""
    if not tools or not rooms:
        return ()
    house, lacking = desk.house(session), []
    for room in session.scalars(select(Booking).where(Booking.id.in_(rooms)).order_by(Booking.starts)).all():
        slot = Slot(room.starts, room.ends)
        for tool_id in tools:
            new = NewBooking(tool_id, room.party_id, slot, title=room.title)
            try:
                with session.begin_nested():
                    tool = add_booking(desk, session, new)
                    session.execute(insert(BookingWith), [{"booking_id": tool.id, "with_booking_id": room.id}])
            except errors.EnvironmentRefuses:
                raise
            except errors.DeskError as refusal:
                lacking.append(Lacking(slot, house.unit(tool_id).name, refusal))
    touch(session, "booking_with")
    return tuple(lacking)


def along(session: Session, rooms: Sequence[int]) -> list[tuple[Booking, Booking]]:
    """(room, tool) of all that goes along with these bookings, while it has their time; by their start."""
    room = aliased(Booking)
    found = session.execute(
        select(room, Booking)
        .join(BookingWith, BookingWith.with_booking_id == room.id)
        .join(Booking, Booking.id == BookingWith.booking_id)
        .where(room.id.in_(rooms), Booking.state.in_(HOLDING))
        .where(Booking.starts == room.starts, Booking.ends == room.ends)
        .order_by(Booking.starts, Booking.id)
    )
    return [(one, tool) for one, tool in found]


def usual(session: Session, series_id: int) -> tuple[int, ...]:
    """The tools of the latest date that has any: what those laid out later are to have, too."""
    room = aliased(Booking)
    found = session.execute(
        select(room.id, Booking.unit_id)
        .join(BookingWith, BookingWith.with_booking_id == room.id)
        .join(Booking, Booking.id == BookingWith.booking_id)
        .where(room.series_id == series_id, room.state.in_(HOLDING), Booking.state.in_(HOLDING))
        .order_by(room.starts.desc(), Booking.id)
    ).all()
    return tuple(unit for number, unit in found if number == found[0][0])


def take_usual(desk: Desk, session: Session, series: Series, rooms: Sequence[int]) -> tuple[Lacking, ...]:
    """For dates laid out while nobody looked: their usual tools, and a note on Today for each that one lacks."""
    lacking = take_along(desk, session, rooms, usual(session, series.id))
    house, name = desk.house(session), session.get_one(Party, series.party_id).name
    said = _("%(name)s, %(unit)s, %(when)s: %(tool)s is not to be had. Find another one, or tell them.")
    for one in lacking:
        facts = {"name": name, "unit": house.unit(series.unit_id).name, "when": formats.slot_text(one.slot)}
        shift_notes.write_in(desk, session, said % (facts | {"tool": one.tool}))
    return lacking


def let_go(desk: Desk, session: Session, rooms: Sequence[int], reason: str = "") -> tuple[ToolBefore, ...]:
    """Nothing goes along with these bookings any more. Returned as it stood, to take it back with."""
    pairs = along(session, rooms)
    tools = [tool for _room, tool in pairs]
    acts = [Act(tool.id, tool.version + 1, standing(tool)) for tool in tools]
    before = tuple(ToolBefore(room.occurrence_on, act) for (room, _tool), act in zip(pairs, acts, strict=True))
    if tools:
        cancel_bookings(desk, session, tools, reason)
    return before


def along_again(desk: Desk, session: Session, series_id: int, tools: Sequence[ToolBefore]) -> None:
    """After the dates of that series stand again: their tools, too, each with its date.

    Raises `ChangedMeanwhile`, and what `Bookings.take_back` raises.
    """
    for one in tools:
        tool = loaded(session, one.act.booking_id)
        if tool.version != one.act.version or one.act.before is None:
            raise errors.ChangedMeanwhile(what=session.get_one(Party, tool.party_id).name)
        put_back(desk, session, tool, one.act.before)
        wanted = (Booking.series_id == series_id, Booking.occurrence_on == one.occurrence_on)
        room_id = session.scalar(select(Booking.id).where(*wanted))
        linked = session.get(BookingWith, tool.id)
        if room_id is not None and linked is None:
            session.execute(insert(BookingWith), [{"booking_id": tool.id, "with_booking_id": room_id}])
    touch(session, "booking_with")
