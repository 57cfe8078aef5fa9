"""Dialogs of who comes and goes, the computers open to all, and a day worked from paper."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.counter.gift_line import Gift, GiftDialog
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.shared.register_dialog import RegisterDialog
from tierslieu_desk.ui.pages.shared.visit_dialog import VisitDialog
from tierslieu_desk.ui.pages.shared.volunteer_dialog import VolunteerDialog
from tierslieu_desk.ui.pages.today.digital_dialogs import HelpGivenDialog, QueueDialog, StationsDialog
from tierslieu_desk.ui.pages.today.paper_day import PaperDayDialog
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour_dialogs.opening import Opener


def _correct(parent: QWidget, services: Any) -> Dialog | None:
    today = services.desk.clock.today()
    rows = services.visits.of_day(today) or services.visits.of_day(today - timedelta(days=1))
    named = [row for row in rows if row.party_id is not None]
    return VisitDialog(parent, services, named[0]) if named else None


def _volunteer(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=1)
    today = services.desk.clock.today()
    return VolunteerDialog(parent, services, (rows[0].id, rows[0].name), today) if rows else None


def _paper_day(parent: QWidget, services: Any) -> Dialog:
    return PaperDayDialog(parent, services, services.desk.clock.wall())


def _paper_day_refused(parent: QWidget, services: Any) -> Dialog:
    dialog = PaperDayDialog(parent, services, services.desk.clock.wall())
    dialog.parts[0].lines[0].try_it()
    return dialog


def _evacuation(parent: QWidget, services: Any) -> Dialog:
    return PaperDialog(parent, _("Evacuation list"), services.evacuation.render(), _("evacuation.pdf"))


def _gift(parent: QWidget, services: Any) -> Dialog:
    return GiftDialog(parent, services, Gift("SPV646ZJ", "10 half-days", None, False))


DIALOGS: tuple[tuple[str, Opener], ...] = (
    ("computers", StationsDialog),
    ("evacuation", _evacuation),
    ("gift-brought", _gift),
    ("half-hour", QueueDialog),
    ("help-given", HelpGivenDialog),
    ("paper-day", _paper_day),
    ("paper-day-refused", _paper_day_refused),
    ("register-of-visitors", RegisterDialog),
    ("visit-corrected", _correct),
    ("volunteer-time", _volunteer),
)
