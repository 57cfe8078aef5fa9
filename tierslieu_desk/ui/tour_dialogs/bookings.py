"""Dialogs of bookings and of Today."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from tierslieu_desk.errors import PlaceClosed
from tierslieu_desk.i18n import _
from tierslieu_desk.services import day_papers
from tierslieu_desk.services.kits import Along
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.help_sheet import HelpSheet
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.planning.comes_back import WEEKLY
from tierslieu_desk.ui.pages.planning.find_dialog import FindDialog
from tierslieu_desk.ui.pages.planning.kit_scope import KitScope, TakeAlong
from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.pages.planning.series_scope import CallOffDates
from tierslieu_desk.ui.pages.shared.all_the_same import AllTheSame
from tierslieu_desk.ui.pages.shared.arrival_dialog import ArrivalDialog
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour_dialogs.opening import Opener


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


def _paper(parent: QWidget, services: Any) -> Dialog:
    clock = services.desk.clock
    content = day_papers.render(services.planning, services.places, clock.today(), clock.wall())
    return PaperDialog(parent, _("Day sheet"), content, "day.pdf")


def _help(parent: QWidget, _services: Any) -> Dialog:
    return HelpSheet(parent, _("Planning"), PlanningPage.help)


DIALOGS: tuple[tuple[str, Opener], ...] = (
    ("all-the-same", _all_the_same),
    ("arrival", ArrivalDialog),
    ("book", _booking),
    ("book-again", _coming_back),
    ("booking", _booked),
    ("booking-kit", _kit),
    ("booking-along", _take_along),
    ("find", _find),
    ("find-nothing", _find_nothing),
    ("booking-move", _moved),
    ("booking-dates-off", _dates_off),
    ("paper", _paper),
    ("help", _help),
)
