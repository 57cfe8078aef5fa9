"""The services a page may be handed: the names of `compose.Services`, without importing what builds them.

The window stands beside `compose`, not above it; `app` hands one to the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tierslieu_desk.ui.services_of_money import TheMessages, TheMoney

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_facts import BookingFacts
    from tierslieu_desk.services.booking.bookings import Bookings
    from tierslieu_desk.services.booking.calendar_file import CalendarFiles
    from tierslieu_desk.services.booking.calendar_import import CalendarImport
    from tierslieu_desk.services.booking.exceptional import ExceptionalClosures
    from tierslieu_desk.services.booking.free_space import FreeSpaces
    from tierslieu_desk.services.booking.kits import Kits
    from tierslieu_desk.services.booking.late_fees import LateFees
    from tierslieu_desk.services.booking.pick_lists import PickLists
    from tierslieu_desk.services.booking.planning import Planning
    from tierslieu_desk.services.booking.series import SeriesOfBookings
    from tierslieu_desk.services.booking.several_bookings import SeveralBookings
    from tierslieu_desk.services.booking.waiting import WaitingList
    from tierslieu_desk.services.event.events import Events
    from tierslieu_desk.services.file.exports import Exports
    from tierslieu_desk.services.front.operators import Operators
    from tierslieu_desk.services.front.operators_at_desk import AtTheDesk
    from tierslieu_desk.services.front.paper_day import PaperDay
    from tierslieu_desk.services.front.sentences import Sentences
    from tierslieu_desk.services.front.shift_notes import ShiftNotes
    from tierslieu_desk.services.front.today import Today
    from tierslieu_desk.services.keeping.copies import Copies
    from tierslieu_desk.services.online.listings import Listings
    from tierslieu_desk.services.online.publishing import Publisher
    from tierslieu_desk.services.online.targets import Targets
    from tierslieu_desk.services.opening.opening_position import OpeningPosition
    from tierslieu_desk.services.opening.opening_position_deposits import DepositsHeld
    from tierslieu_desk.services.person.badges import Badges
    from tierslieu_desk.services.person.checklists import Checklists
    from tierslieu_desk.services.person.duplicates import Duplicates
    from tierslieu_desk.services.person.merges import Merges
    from tierslieu_desk.services.person.people import People
    from tierslieu_desk.services.person.people_import import PeopleImport
    from tierslieu_desk.services.person.person_facts import PersonFacts
    from tierslieu_desk.services.person.person_files import PersonFiles
    from tierslieu_desk.services.person.portraits import Portraits
    from tierslieu_desk.services.place.calendars import Calendars
    from tierslieu_desk.services.place.own_days import OwnDays
    from tierslieu_desk.services.place.places import Places
    from tierslieu_desk.services.place.school_holidays import SchoolHolidays
    from tierslieu_desk.services.place.tariffs import Tariffs
    from tierslieu_desk.services.place.unit_contents import UnitContents
    from tierslieu_desk.services.place.unit_depths import UnitDepths
    from tierslieu_desk.services.place.unit_order import UnitOrder
    from tierslieu_desk.services.place.units import Units
    from tierslieu_desk.services.plan.below_zero import BelowZero
    from tierslieu_desk.services.plan.passes import Passes
    from tierslieu_desk.services.plan.plan_deposits import PlanDeposits
    from tierslieu_desk.services.plan.plan_quotas import PlanQuotas
    from tierslieu_desk.services.plan.plans import Plans
    from tierslieu_desk.services.plan.prepaid_cards import PrepaidCards
    from tierslieu_desk.services.plan.sales import Sales
    from tierslieu_desk.services.plan.subscriptions import Subscriptions
    from tierslieu_desk.services.post.domiciliations import Domiciliations
    from tierslieu_desk.services.post.mail import Mail
    from tierslieu_desk.services.thing.loans import Loans
    from tierslieu_desk.services.thing.maintenances import Maintenances
    from tierslieu_desk.services.visit.digital_space import DigitalSpace
    from tierslieu_desk.services.visit.evacuation import Evacuation
    from tierslieu_desk.services.visit.visit_book import VisitBook
    from tierslieu_desk.services.visit.visitor_register import VisitorRegister
    from tierslieu_desk.services.visit.visits import Visits
    from tierslieu_desk.services.visit.volunteers import Volunteers


class TheDay(Protocol):
    """What is taken, who is here, what happens."""

    @property
    def today(self) -> Today:
        """What the front page shows."""

    @property
    def shift_notes(self) -> ShiftNotes:
        """What one shift leaves to the next."""

    @property
    def at_desk(self) -> AtTheDesk:
        """Who is at the desk now."""

    @property
    def operators(self) -> Operators:
        """Who may stand at the desk, and what they may do."""

    @property
    def planning(self) -> Planning:
        """Who has what, day by day."""

    @property
    def bookings(self) -> Bookings:
        """Taking, moving, cancelling."""

    @property
    def calendar_files(self) -> CalendarFiles:
        """Who has what, for other programs."""

    @property
    def booking_facts(self) -> BookingFacts:
        """How many come, and what for."""

    @property
    def several_bookings(self) -> SeveralBookings:
        """Several at once, all or none."""

    @property
    def calendar_import(self) -> CalendarImport:
        """A room's old calendar, brought along."""

    @property
    def series(self) -> SeriesOfBookings:
        """Bookings that come back."""

    @property
    def free_spaces(self) -> FreeSpaces:
        """What is free, tried for real."""

    @property
    def kits(self) -> Kits:
        """Tools taken along with a room."""

    @property
    def pick_lists(self) -> PickLists:
        """What is to be brought where, and when."""

    @property
    def visits(self) -> Visits:
        """Who is here."""

    @property
    def events(self) -> Events:
        """What happens here."""

    @property
    def badges(self) -> Badges:
        """Who has which badge."""

    @property
    def digital_space(self) -> DigitalSpace:
        """Computers open to all."""

    @property
    def evacuation(self) -> Evacuation:
        """Who is to be counted outside."""

    @property
    def visit_book(self) -> VisitBook:
        """Visits put right, and written from paper."""

    @property
    def visitor_register(self) -> VisitorRegister:
        """Who visited, for as long as it is kept."""

    @property
    def volunteers(self) -> Volunteers:
        """Time given to the place."""

    @property
    def waiting(self) -> WaitingList:
        """Who waits for what somebody else has."""

    @property
    def paper_day(self) -> PaperDay:
        """A day worked from paper, typed in."""


class ThePeople(Protocol):
    """Who they are, what they bought, what arrived for them and what they borrowed."""

    @property
    def people(self) -> People:
        """Persons and organisations."""

    @property
    def people_import(self) -> PeopleImport:
        """People out of a spreadsheet."""

    @property
    def opening_position(self) -> OpeningPosition:
        """What stood before the first day here."""

    @property
    def deposits_held(self) -> DepositsHeld:
        """Money kept for somebody."""

    @property
    def plan_deposits(self) -> PlanDeposits:
        """Deposits that plans ask for."""

    @property
    def person_files(self) -> PersonFiles:
        """Everything of one person."""

    @property
    def person_facts(self) -> PersonFacts:
        """What else is known of them."""

    @property
    def portraits(self) -> Portraits:
        """Projects told with consent."""

    @property
    def duplicates(self) -> Duplicates:
        """Who may be the same."""

    @property
    def merges(self) -> Merges:
        """Two that are one."""

    @property
    def plans(self) -> Plans:
        """Plans, subscriptions, passes."""

    @property
    def checklists(self) -> Checklists:
        """What is to do when somebody begins or leaves."""

    @property
    def sales(self) -> Sales:
        """What a sale would cost, and its way back."""

    @property
    def subscriptions(self) -> Subscriptions:
        """Paused, changed, renewed."""

    @property
    def passes(self) -> Passes:
        """Handed on, given away."""

    @property
    def prepaid_cards(self) -> PrepaidCards:
        """Money left ahead."""

    @property
    def below_zero(self) -> BelowZero:
        """How far a balance may go below zero."""

    @property
    def domiciliations(self) -> Domiciliations:
        """Companies whose seat is here."""

    @property
    def mail(self) -> Mail:
        """What arrived for them."""

    @property
    def loans(self) -> Loans:
        """What is lent."""

    @property
    def maintenances(self) -> Maintenances:
        """What is out of use."""


class ThePlace(Protocol):
    """What the place is, what it says in public, and how all of it is kept."""

    @property
    def places(self) -> Places:
        """The place itself."""

    @property
    def calendars(self) -> Calendars:
        """What days mean here."""

    @property
    def exceptional(self) -> ExceptionalClosures:
        """Closing on a day on which nobody can come."""

    @property
    def own_days(self) -> OwnDays:
        """Other hours on some days."""

    @property
    def school_holidays(self) -> SchoolHolidays:
        """Days without school."""

    @property
    def units(self) -> Units:
        """What can be taken."""

    @property
    def unit_contents(self) -> UnitContents:
        """What is in them for good."""

    @property
    def unit_depths(self) -> UnitDepths:
        """What few of those have."""

    @property
    def unit_order(self) -> UnitOrder:
        """Which of those come first."""

    @property
    def plan_quotas(self) -> PlanQuotas:
        """How much of what plans let one book."""

    @property
    def late_fees(self) -> LateFees:
        """What is kept of what is called off late."""

    @property
    def tariffs(self) -> Tariffs:
        """Who pays other prices."""

    @property
    def listings(self) -> Listings:
        """What is said in public."""

    @property
    def targets(self) -> Targets:
        """Where it is published."""

    @property
    def publisher(self) -> Publisher:
        """One run of publishing."""

    @property
    def copies(self) -> Copies:
        """Copies of everything."""

    @property
    def exports(self) -> Exports:
        """Files for others."""


class DeskServices(TheDay, ThePeople, TheMoney, ThePlace, TheMessages, Protocol):
    """Each is built, and its module imported, when it is first asked for."""

    @property
    def sentences(self) -> Sentences:
        """What is typed at the counter, understood."""
