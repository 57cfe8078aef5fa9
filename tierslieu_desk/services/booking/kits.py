"""Tools taken along with a room: booked with it in one unit of work, and moved or called off with it when asked to.

Each tool has a booking of its own, with its price and its state; it goes along for as long as it has the same time as
the room. Who moves the one without the other has two bookings from then on, and taking that back joins them again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.kit import BookingWith
from tierslieu_desk.models.store import touch
from tierslieu_desk.rules.vocabulary import HOLDING
from tierslieu_desk.services.booking import booking_prices, prospects
from tierslieu_desk.services.booking.booking_prices import Quote
from tierslieu_desk.services.booking.booking_undo import Act
from tierslieu_desk.services.booking.booking_work import Booked, NewBooking, along
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.late_fees import Late
from tierslieu_desk.services.booking.series_kit import may_go_along, refuse_misfits
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class Tool:
    """What could go along: where it is kept, what it would cost, and what keeps it from being had then."""

    unit_id: int
    unit: str
    shelf: str
    price: Quote
    refusal: errors.DeskError | None


@dataclass(frozen=True, slots=True)
class Along:
    """What goes along with a booking, by the number of its own."""

    booking_id: int
    unit_id: int
    unit: str
    shelf: str


@dataclass(frozen=True, slots=True)
class Together:
    """A room and what goes along, as they were agreed; `acts` takes all of it back, the room first."""

    room: Booked
    kit: tuple[Booked, ...]

    @property
    def acts(self) -> tuple[Act, ...]:
        """What to hand to `take_back`."""
        return (self.room.act, *(one.act for one in self.kit))

    @property
    def cents(self) -> int:
        """The price of all of it."""
        return self.room.price.gross_cents + sum(one.price.gross_cents for one in self.kit)


class Kits:
    """All or nothing: what is refused of a tool is refused of the room with it, and names the tool."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._bookings = Bookings(desk)

    def tools(self, slot: Slot, party_id: int | None = None) -> tuple[Tool, ...]:
        """Everything of the house that may go along, and whether it can be had then."""
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            tools = [unit for unit in house.units.values() if may_go_along(unit)]
            blocks = prospects.around(self._desk, session, house, slot) if tools else ()
            return tuple(
                Tool(
                    tool.id,
                    tool.name,
                    tool.shelf,
                    booking_prices.quote_in(self._desk, session, tool, slot, party_id),
                    prospects.refusal_of(
                        self._desk, session, house, prospects.Wish(tool, slot, party_id=party_id), blocks
                    ),
                )
                for tool in tools
            )

    def book(self, new: NewBooking, tools: Sequence[int], override: str = "") -> Together:
        """The room and these tools for the same time, for the same person.

        Raises what `Bookings.book` raises of any of them, and `NothingToTakeAlong`.
        """
        with self._desk.store.writing() as session:
            house = self._desk.house(session)
            refuse_misfits(house, new.unit_id, tools)
            room = self._bookings.book(new, override)
            return Together(room, self._taken(session, room.id, new, tools, override))

    def take_along(self, booking_id: int, tools: Sequence[int]) -> tuple[Act, ...]:
        """These tools too, for a booking that stands already: for its time, and for whoever has it.

        Raises what `book` raises of a tool, `NotFound`, and `AlreadyDone` when it holds nothing any more.
        """
        with self._desk.store.writing() as session:
            room = self._bookings.get(booking_id)
            if room.state not in HOLDING:
                raise errors.AlreadyDone(what=room.state, on=room.slot.start.date())
            there = [one.unit_id for one in along(session, booking_id)]
            refuse_misfits(self._desk.house(session), room.unit_id, [*there, *tools])
            asked = NewBooking(room.unit_id, room.party_id, room.slot, title=room.title, tentative_until=room.expires)
            return tuple(one.act for one in self._taken(session, booking_id, asked, tools, ""))

    def _taken(
        self, session: Session, room_id: int, new: NewBooking, tools: Sequence[int], override: str
    ) -> tuple[Booked, ...]:
        kit = [self._bookings.book(replace(new, unit_id=tool, people=1, note=""), override) for tool in tools]
        if kit:
            session.execute(insert(BookingWith), [{"booking_id": one.id, "with_booking_id": room_id} for one in kit])
            touch(session, "booking_with")
        return tuple(kit)

    def along(self, booking_id: int) -> tuple[Along, ...]:
        """What goes along with that booking now: held still, and for the same time."""
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            found = along(session, booking_id)
            return tuple(_row(house, tool) for tool in found)

    def room_of(self, booking_id: int) -> int | None:
        """The booking with which that one goes along; None when it goes by itself."""
        with self._desk.store.reading() as session:
            room = session.scalar(select(BookingWith.with_booking_id).where(BookingWith.booking_id == booking_id))
            alone = room is None or booking_id not in [tool.id for tool in along(session, room)]
            return None if alone else room

    def move(self, booking_id: int, slot: Slot, unit_id: int | None = None, override: str = "") -> Together:
        """All of it to another time; the tools go to the new room with it. Raises what `Bookings.move` raises."""
        with self._desk.store.writing() as session:
            tools = [tool.id for tool in along(session, booking_id)]
            room = self._bookings.move(booking_id, slot, unit_id, override)
            kit = [] if _stays(room, slot) else [self._bookings.move(tool, slot, None, override) for tool in tools]
            return Together(room, tuple(kit))

    def cancel(self, booking_id: int, reason: str = "", late: Late | None = None) -> tuple[Act, ...]:
        """All of it is let go; `late` says what becomes of the room's fee. Raises what `Bookings.cancel` raises."""
        with self._desk.store.writing() as session:
            tools = [tool.id for tool in along(session, booking_id)]
            room = self._bookings.cancel(booking_id, reason, late)
            return room, *(self._bookings.cancel(tool, reason) for tool in tools)

    def confirm(self, booking_id: int) -> tuple[Act, ...]:
        """An option becomes a booking with all that goes along. Raises `AlreadyDone`."""
        return self._each(booking_id, self._bookings.confirm)

    def check_in(self, booking_id: int) -> tuple[Act, ...]:
        """They have come, and use all of it. Raises `AlreadyDone`."""
        return self._each(booking_id, self._bookings.check_in)

    def take_back(self, acts: Sequence[Act]) -> None:
        """The inverse of any act here, all of it or nothing. Raises what `Bookings.take_back` raises."""
        with self._desk.store.writing():
            for act in acts:
                self._bookings.take_back(act)

    def _each(self, booking_id: int, do: Callable[[int], Act]) -> tuple[Act, ...]:
        with self._desk.store.writing() as session:
            tools = [tool.id for tool in along(session, booking_id)]
            return tuple(do(number) for number in (booking_id, *tools))


def _stays(room: Booked, slot: Slot) -> bool:
    """Whether only the room became another one: the tools are had already, at that very time."""
    return room.act.before is not None and room.act.before.slot == slot


def _row(house: House, booking: Booking) -> Along:
    unit = house.unit(booking.unit_id)
    return Along(booking.id, unit.id, unit.name, unit.shelf)
