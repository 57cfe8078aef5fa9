"""Dialogs of bookings and of Today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from tierslieu_desk.documents.call_sheets import CallLine
from tierslieu_desk.errors import PlaceClosed
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.late_fees import LateRule
from tierslieu_desk.services.booking.closing_papers import Told
from tierslieu_desk.services.booking.exceptional import Closed, Closing
from tierslieu_desk.services.booking.kits import Along
from tierslieu_desk.services.booking.late_dates import LateDate
from tierslieu_desk.services.booking.late_fees import Fee
from tierslieu_desk.services.front import day_papers
from tierslieu_desk.services.opening.opening_position_deposits import DepositRow
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.help_sheet import HelpSheet
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.planning.calendar_dialog import CalendarDialog
from tierslieu_desk.ui.pages.planning.comes_back import WEEKLY
from tierslieu_desk.ui.pages.planning.deposit_part import KeepDialog, TakeDialog
from tierslieu_desk.ui.pages.planning.facts_dialog import FactsDialog
from tierslieu_desk.ui.pages.planning.find_dialog import FindDialog
from tierslieu_desk.ui.pages.planning.keep_dialog import KeepDialog as KeepLonger
from tierslieu_desk.ui.pages.planning.kit_scope import KitScope, TakeAlong
from tierslieu_desk.ui.pages.planning.late_dates import LateDates
from tierslieu_desk.ui.pages.planning.late_dialog import LateDialog
from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.pages.planning.poster_dialog import PosterDialog
from tierslieu_desk.ui.pages.planning.series_scope import CallOffDates
from tierslieu_desk.ui.pages.planning.waiting_dialog import WaitDialog
from tierslieu_desk.ui.pages.planning.waiting_sheet import WaitingSheet
from tierslieu_desk.ui.pages.shared.after_closing import AfterClosing
from tierslieu_desk.ui.pages.shared.all_the_same import AllTheSame
from tierslieu_desk.ui.pages.shared.arrival_dialog import ArrivalDialog
from tierslieu_desk.ui.pages.shared.exceptional import ExceptionalDialog, rest_of
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.tour_dialogs.opening import Opener
from tierslieu_desk.wallclock import Slot


def _all_the_same(parent: QWidget, services: Any) -> Dialog:
    now = services.desk.clock.wall()
    return AllTheSame(parent, PlaceClosed(start=now, end=now, reason=""), print)


def _booking(parent: QWidget, services: Any) -> Dialog:
    return BookingDialog(parent, services, Jobs(AtOnce(), parent), now=services.desk.clock.wall())


def _booked(parent: QWidget, services: Any) -> Dialog | None:
    today = services.today.view()
    numbers = [row.owner_id for row in today.agenda if row.owner == "booking"]
    return BookingSheet(parent, services, Jobs(AtOnce(), parent), numbers[0]) if numbers else None


def _coming_back(parent: QWidget, services: Any) -> Dialog:
    dialog = BookingDialog(parent, services, Jobs(AtOnce(), parent), now=services.desk.clock.wall())
    dialog.come_back(WEEKLY)
    return dialog


def _kit(parent: QWidget, _services: Any) -> Dialog:
    """As if a projector went along with a room."""
    kit = (Along(0, 0, _("Projector"), ""),)
    return KitScope(parent, _("They no longer come"), _("Room"), kit, print)


def _take_along(parent: QWidget, services: Any) -> Dialog | None:
    numbers = [row.owner_id for row in services.today.view().agenda if row.owner == "booking"]
    return TakeAlong(parent, services, services.bookings.get(numbers[0])) if numbers else None


def _find(parent: QWidget, services: Any) -> Dialog:
    return FindDialog(parent, services, Jobs(AtOnce(), parent), services.desk.clock.today())


def _find_nothing(parent: QWidget, services: Any) -> Dialog:
    """As when so many come that no space takes them."""
    dialog = FindDialog(parent, services, Jobs(AtOnce(), parent), services.desk.clock.today())
    dialog.fields.people.setValue(24)
    return dialog


def _moved(parent: QWidget, services: Any) -> Dialog | None:
    today = services.today.view()
    numbers = [row.owner_id for row in today.agenda if row.owner == "booking"]
    return MoveDialog(parent, services, Jobs(AtOnce(), parent), numbers[0], now=today.now) if numbers else None


def _dates_off(parent: QWidget, services: Any) -> Dialog | None:
    """The first booking of today, as if it came back."""
    numbers = [row.owner_id for row in services.today.view().agenda if row.owner == "booking"]
    if not numbers:
        return None
    row = services.bookings.get(numbers[0])
    return CallOffDates(parent, services, Jobs(AtOnce(), parent), replace(row, series_id=row.series_id or 1))


def _facts(parent: QWidget, services: Any) -> Dialog | None:
    """The first booking of today, as if it came back."""
    numbers = [row.owner_id for row in services.today.view().agenda if row.owner == "booking"]
    if not numbers:
        return None
    row = services.bookings.get(numbers[0])
    return FactsDialog(parent, services, replace(row, series_id=row.series_id or 1))


def _calendar(parent: QWidget, services: Any) -> Dialog:
    return CalendarDialog(parent, services, Jobs(AtOnce(), parent), services.desk.clock)


def _wait(parent: QWidget, services: Any) -> Dialog | None:
    """Whoever booked the first room of today, for that room a week later."""
    numbers = [row.owner_id for row in services.today.view().agenda if row.owner == "booking"]
    if not numbers:
        return None
    row = services.bookings.get(numbers[0])
    later = Slot(row.slot.start + timedelta(days=7), row.slot.end + timedelta(days=7))
    return WaitDialog(parent, services, services.people.get(row.party_id), (row.unit_id, later, row.people))


def _kept(parent: QWidget, services: Any) -> Dialog | None:
    """The first booking of today, as if it was an option."""
    numbers = [row.owner_id for row in services.today.view().agenda if row.owner == "booking"]
    return KeepLonger(parent, services, services.bookings.get(numbers[0])) if numbers else None


def _waiting(parent: QWidget, services: Any) -> Dialog:
    return WaitingSheet(parent, services)


def _late(parent: QWidget, services: Any) -> Dialog | None:
    """The first booking of today, as if the house kept half of what is called off late."""
    agenda = services.today.view().agenda
    numbers = [row.owner_id for row in agenda if row.owner == "booking"]
    if not numbers:
        return None
    row = services.bookings.get(numbers[0])
    return LateDialog(parent, services, row, Fee(1_800, 3_600, LateRule(48, per_cent=50), row.slot.start))


def _late_dates(parent: QWidget, services: Any) -> Dialog | None:
    """The bookings of today, as if the house kept half of what is called off late."""
    agenda = services.today.view().agenda
    rows = services.bookings.several([row.owner_id for row in agenda if row.owner == "booking"])
    rule = LateRule(48, per_cent=50)
    fees = [LateDate(row.id, row.party, row.unit, row.slot, Fee(1_800, 3_600, rule, row.slot.start)) for row in rows]
    return LateDates(parent, fees, print) if fees else None


def _deposit_kept(parent: QWidget, services: Any) -> Dialog:
    held = DepositRow(0, 0, "Marie Dupont", _("Deposit: %(what)s") % {"what": "Salle A"}, 30_000, date(2026, 11, 2))
    return KeepDialog(parent, services, held)


def _deposit_taken(parent: QWidget, services: Any) -> Dialog | None:
    numbers = [row.owner_id for row in services.today.view().agenda if row.owner == "booking"]
    return TakeDialog(parent, services, services.bookings.get(numbers[0])) if numbers else None


def _paper(parent: QWidget, services: Any) -> Dialog:
    clock = services.desk.clock
    content = day_papers.render(services.planning, services.places, clock.today(), clock.wall())
    return PaperDialog(parent, _("Day sheet"), content, "day.pdf")


def _poster(parent: QWidget, services: Any) -> Dialog:
    return PosterDialog(parent, services, services.desk.clock.today())


def _help(parent: QWidget, _services: Any) -> Dialog:
    return HelpSheet(parent, _("Planning"), PlanningPage.help)


def _exceptional(parent: QWidget, services: Any) -> Dialog:
    return ExceptionalDialog(parent, services, rest_of(services.desk.clock.wall()))


def _after_closing(parent: QWidget, services: Any) -> Dialog:
    """As if the day had been closed, and one person could be reached by telephone alone."""
    clock = services.desk.clock
    closing = Closing(rest_of(clock.wall()), _("Power cut"))
    told = Told(2, (CallLine("Maria Roca", "0561000000", _("Your booking is called off")),))
    around: Surroundings[Any] = Surroundings(services, Changes(parent), clock, Jobs(AtOnce(), parent))
    return AfterClosing(parent, around, Closed(closing, (), (), (), ()), told)


DIALOGS: tuple[tuple[str, Opener], ...] = (
    ("all-the-same", _all_the_same),
    ("after-closing", _after_closing),
    ("close-exceptionally", _exceptional),
    ("arrival", ArrivalDialog),
    ("book", _booking),
    ("book-again", _coming_back),
    ("booking", _booked),
    ("booking-kit", _kit),
    ("booking-along", _take_along),
    ("find", _find),
    ("find-nothing", _find_nothing),
    ("booking-deposit", _deposit_taken),
    ("booking-deposit-kept", _deposit_kept),
    ("booking-late", _late),
    ("booking-late-dates", _late_dates),
    ("booking-move", _moved),
    ("booking-dates-off", _dates_off),
    ("booking-facts", _facts),
    ("calendar-file", _calendar),
    ("keep-longer", _kept),
    ("wait", _wait),
    ("waiting-list", _waiting),
    ("paper", _paper),
    ("poster", _poster),
    ("help", _help),
)
