"""What is taken, who is here, what happens."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tierslieu_desk.composed.group import Group

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_facts import BookingFacts
    from tierslieu_desk.services.booking.bookings import Bookings
    from tierslieu_desk.services.booking.calendar_file import CalendarFiles
    from tierslieu_desk.services.booking.calendar_import import CalendarImport
    from tierslieu_desk.services.booking.free_space import FreeSpaces
    from tierslieu_desk.services.booking.kits import Kits
    from tierslieu_desk.services.booking.pick_lists import PickLists
    from tierslieu_desk.services.booking.planning import Planning
    from tierslieu_desk.services.booking.series import SeriesOfBookings
    from tierslieu_desk.services.booking.several_bookings import SeveralBookings
    from tierslieu_desk.services.booking.waiting import WaitingList
    from tierslieu_desk.services.event.events import Events
    from tierslieu_desk.services.front.operators import Operators
    from tierslieu_desk.services.front.operators_at_desk import AtTheDesk
    from tierslieu_desk.services.front.shift_notes import ShiftNotes
    from tierslieu_desk.services.front.today import Today
    from tierslieu_desk.services.person.badges import Badges
    from tierslieu_desk.services.visit.digital_space import DigitalSpace
    from tierslieu_desk.services.visit.evacuation import Evacuation
    from tierslieu_desk.services.visit.visit_book import VisitBook
    from tierslieu_desk.services.visit.visitor_register import VisitorRegister
    from tierslieu_desk.services.visit.visits import Visits
    from tierslieu_desk.services.visit.volunteers import Volunteers


class TheDay(Group):
    """What is taken, who is here, what happens."""

    @cached_property
    def today(self) -> Today:
        """What the front page shows."""
        from tierslieu_desk.services.front.today import Today

        return Today(self.desk)

    @cached_property
    def shift_notes(self) -> ShiftNotes:
        """What one shift leaves to the next."""
        from tierslieu_desk.services.front.shift_notes import ShiftNotes

        return ShiftNotes(self.desk)

    @cached_property
    def at_desk(self) -> AtTheDesk:
        """Who is at the desk now."""
        from tierslieu_desk.services.front.operators_at_desk import AtTheDesk

        return AtTheDesk(self.desk)

    @cached_property
    def operators(self) -> Operators:
        """Who may stand at the desk, and what they may do."""
        from tierslieu_desk.services.front.operators import Operators

        return Operators(self.desk, self.at_desk)

    @cached_property
    def planning(self) -> Planning:
        """Who has what, day by day."""
        from tierslieu_desk.services.booking.planning import Planning

        return Planning(self.desk)

    @cached_property
    def bookings(self) -> Bookings:
        """Taking, moving, cancelling."""
        from tierslieu_desk.services.booking.bookings import Bookings

        return Bookings(self.desk)

    @cached_property
    def booking_facts(self) -> BookingFacts:
        """How many come, and what for."""
        from tierslieu_desk.services.booking.booking_facts import BookingFacts

        return BookingFacts(self.desk)

    @cached_property
    def several_bookings(self) -> SeveralBookings:
        """Several at once, all or none."""
        from tierslieu_desk.services.booking.several_bookings import SeveralBookings

        return SeveralBookings(self.desk)

    @cached_property
    def series(self) -> SeriesOfBookings:
        """Bookings that come back."""
        from tierslieu_desk.services.booking.series import SeriesOfBookings

        return SeriesOfBookings(self.desk)

    @cached_property
    def calendar_files(self) -> CalendarFiles:
        """Who has what, for other programs."""
        from tierslieu_desk.services.booking.calendar_file import CalendarFiles

        return CalendarFiles(self.desk)

    @cached_property
    def calendar_import(self) -> CalendarImport:
        """A room's old calendar, brought along."""
        from tierslieu_desk.services.booking.calendar_import import CalendarImport

        return CalendarImport(self.desk)

    @cached_property
    def free_spaces(self) -> FreeSpaces:
        """What is free, tried for real."""
        from tierslieu_desk.services.booking.free_space import FreeSpaces

        return FreeSpaces(self.desk)

    @cached_property
    def kits(self) -> Kits:
        """Tools taken along with a room."""
        from tierslieu_desk.services.booking.kits import Kits

        return Kits(self.desk)

    @cached_property
    def pick_lists(self) -> PickLists:
        """What is to be brought where, and when."""
        from tierslieu_desk.services.booking.pick_lists import PickLists

        return PickLists(self.desk)

    @cached_property
    def visits(self) -> Visits:
        """Who is here."""
        from tierslieu_desk.services.visit.visits import Visits

        return Visits(self.desk)

    @cached_property
    def events(self) -> Events:
        """What happens here."""
        from tierslieu_desk.services.event.events import Events

        return Events(self.desk)

    @cached_property
    def badges(self) -> Badges:
        """Who has which badge."""
        from tierslieu_desk.services.person.badges import Badges

        return Badges(self.desk)

    @cached_property
    def digital_space(self) -> DigitalSpace:
        """Computers open to all."""
        from tierslieu_desk.services.visit.digital_space import DigitalSpace

        return DigitalSpace(self.desk)

    @cached_property
    def evacuation(self) -> Evacuation:
        """Who is to be counted outside."""
        from tierslieu_desk.services.visit.evacuation import Evacuation

        return Evacuation(self.desk)

    @cached_property
    def visit_book(self) -> VisitBook:
        """Visits put right, and written from paper."""
        from tierslieu_desk.services.visit.visit_book import VisitBook

        return VisitBook(self.desk)

    @cached_property
    def visitor_register(self) -> VisitorRegister:
        """Who visited, for as long as it is kept."""
        from tierslieu_desk.services.visit.visitor_register import VisitorRegister

        return VisitorRegister(self.desk)

    @cached_property
    def volunteers(self) -> Volunteers:
        """Time given to the place."""
        from tierslieu_desk.services.visit.volunteers import Volunteers

        return Volunteers(self.desk)

    @cached_property
    def waiting(self) -> WaitingList:
        """Who waits for what somebody else has."""
        from tierslieu_desk.services.booking.waiting import WaitingList

        return WaitingList(self.desk)
