"""Dialogs of the settings."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from tierslieu_desk.errors import SlotTaken
from tierslieu_desk.i18n import _
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.calendar import SchoolHoliday
from tierslieu_desk.rules.opening_position import INVOICES
from tierslieu_desk.rules.prices import PriceStep, Window
from tierslieu_desk.rules.rights import OperatorRole
from tierslieu_desk.rules.vocabulary import Period, UnitKind, VatCategory
from tierslieu_desk.services.booking.calendar_import import CalendarSeen, DateSeen, Into
from tierslieu_desk.services.front.operators_at_desk import OperatorRow
from tierslieu_desk.services.opening.opening_position_deposits import DepositRow
from tierslieu_desk.services.place.school_holidays import FileSeen, YearSeen
from tierslieu_desk.services.place.tariffs import TariffRow
from tierslieu_desk.services.plan.plans import PlanRow
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.operators.forgotten_dialog import ForgottenPin
from tierslieu_desk.ui.pages.settings.below_zero import BelowZeroDialog
from tierslieu_desk.ui.pages.settings.calendar_in_dialogs import SeenDialog, WhoseDialog
from tierslieu_desk.ui.pages.settings.closure import ClosureDialog
from tierslieu_desk.ui.pages.settings.contents import ContentsDialog
from tierslieu_desk.ui.pages.settings.holidays import HolidaysDialog, OneHolidayDialog
from tierslieu_desk.ui.pages.settings.late_fee import LateFeeDialog
from tierslieu_desk.ui.pages.settings.opening_dialog import GiveBackDialog, OpeningDialog
from tierslieu_desk.ui.pages.settings.operators_dialog import OperatorDialog
from tierslieu_desk.ui.pages.settings.own_day import OwnDayDialog
from tierslieu_desk.ui.pages.settings.parts import PartsDialog
from tierslieu_desk.ui.pages.settings.plan import PlanDialog, PlanPriceDialog
from tierslieu_desk.ui.pages.settings.price_line_dialog import PriceLineDialog
from tierslieu_desk.ui.pages.settings.prices import PricesDialog
from tierslieu_desk.ui.pages.settings.quotas import QuotasDialog
from tierslieu_desk.ui.pages.settings.school_file import SchoolFileDialog
from tierslieu_desk.ui.pages.settings.second_place import SecondPlaceDialog
from tierslieu_desk.ui.pages.settings.tariffs import TariffDialog, TariffsDialog
from tierslieu_desk.ui.pages.settings.unit import UnitDialog
from tierslieu_desk.ui.pages.settings.unit_order import OrderDialog
from tierslieu_desk.ui.place_words import kind_word
from tierslieu_desk.ui.tour_dialogs.opening import Opener
from tierslieu_desk.wallclock import Slot

ALL_WEEK, FRIDAY = frozenset(range(7)), frozenset({4})


def _closing(parent: QWidget, services: Any) -> Dialog:
    return ClosureDialog(parent, services, services.desk.clock.today())


def _one_holiday(parent: QWidget, services: Any) -> Dialog:
    return OneHolidayDialog(parent, services, services.desk.clock.today())


def _school_file(parent: QWidget, services: Any) -> Dialog:
    toussaint = SchoolHoliday("FR-C", date(2027, 10, 23), date(2027, 11, 7), "Vacances de la Toussaint")
    seen = FileSeen((YearSeen("FR-C", 2027, (toussaint,), 0),), ("",))
    return SchoolFileDialog(parent, services, seen)


def _other_hours(parent: QWidget, services: Any) -> Dialog:
    return OwnDayDialog(parent, services, services.desk.clock.today())


def _changed_unit(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.units.list()
    return UnitDialog(parent, services, rows[0]) if rows else None


def _contents(parent: QWidget, services: Any) -> Dialog | None:
    rows = [row for row in services.units.list() if row.kind is UnitKind.ROOM]
    return ContentsDialog(parent, services, rows[0]) if rows else None


def _deep_unit(parent: QWidget, services: Any) -> Dialog:
    """With “More” unfolded."""
    dialog = UnitDialog(parent, services)
    dialog.more.fold.click()
    return dialog


def _parts(parent: QWidget, services: Any) -> Dialog | None:
    rows = sorted(services.units.list(), key=lambda row: not row.parts)
    return PartsDialog(parent, services, rows[0]) if rows else None


def _prices(parent: QWidget, services: Any) -> Dialog:
    return PricesDialog(parent, services, UnitKind.ROOM, kind_word(UnitKind.ROOM), services.desk.clock.today())


def _quotas(parent: QWidget, services: Any) -> Dialog:
    invented = PlanRow(id=0, on_sale=True, name=_("Monthly desk"), period=Period.MONTH, price_e4=1_200_000)
    dialog = QuotasDialog(parent, services, next(iter(services.plans.list()), invented))
    dialog.lines[0].most.setValue(2)
    return dialog


def _more_prices(parent: QWidget, services: Any) -> Dialog:
    dialog = _prices(parent, services)
    assert isinstance(dialog, PricesDialog)
    evening = PriceStep(_("evening"), 300, 450_000, Basis.GROSS, VatCategory.STANDARD, Window(ALL_WEEK, 1080, 300))
    week_end = PriceStep(_("week-end"), 4080, 2_500_000, Basis.GROSS, VatCategory.STANDARD, Window(FRIDAY, 840, 4080))
    dialog.more.fill([evening, week_end])
    dialog.more_button.click()
    return dialog


def _price_line(parent: QWidget, _services: Any) -> Dialog:
    return PriceLineDialog(parent, Basis.GROSS, VatCategory.STANDARD)


def _tariff(parent: QWidget, services: Any) -> Dialog:
    invented = TariffRow(0, _("Solidarity"), 50, (), 3)
    return TariffDialog(parent, services, next(iter(services.tariffs.list()), invented))


def _plan_price(parent: QWidget, services: Any) -> Dialog:
    invented = PlanRow(id=0, on_sale=True, name=_("Monthly desk"), period=Period.MONTH, price_e4=1_200_000)
    return PlanPriceDialog(parent, services, next(iter(services.plans.list()), invented))


def _changed_plan(parent: QWidget, services: Any) -> Dialog:
    invented = PlanRow(id=0, on_sale=True, name=_("Monthly desk"), period=Period.MONTH, price_e4=1_200_000)
    plans = services.plans.list()
    row = next((one for one in plans if len(one.hours) > 1), next(iter(plans), invented))
    return PlanDialog(parent, services, replace(row, least_months=row.least_months or 3, notice_periods=1))


def _workbook(parent: QWidget, services: Any, *lines: tuple[str, ...]) -> Dialog:
    """A small opening position: one invoice of before, and whatever else is said."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _(INVOICES.title)[:31]
    sheet.append([_(column.header) for column in INVOICES.columns])
    for line in lines:
        sheet.append(list(line))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / _("opening position.xlsx")
        book.save(file)
        return OpeningDialog(parent, services, file, services.opening_position.preview(file))


def _old_calendar(parent: QWidget, services: Any) -> Dialog:
    return WhoseDialog(parent, services, Path(_("old calendar.ics")), services.desk.clock.today())


def _old_calendar_seen(parent: QWidget, services: Any) -> Dialog | None:
    """Two dates at one time of the day after tomorrow."""
    units, people = services.units.list(), services.people.list()
    if not (units and people):
        return None
    start = datetime.combine(services.desk.clock.today() + timedelta(days=2), time(10))
    slot = Slot(start, start + timedelta(hours=2))
    taken = DateSeen(3, _("Choir"), slot, people[0].name)
    refusal = SlotTaken(by=people[0].name, unit=units[0].name, start=slot.start, end=slot.end)
    seen = CalendarSeen((taken,), (replace(taken, line=9, refusal=refusal),), over=12)
    return SeenDialog(parent, Path(_("old calendar.ics")), Into(units[0].id, people[0].id), seen)


def _opening(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=1)
    return _workbook(parent, services, ("2019/131", rows[0].name, "12/05/2019", "11/06/2019", "120")) if rows else None


def _opening_wrong(parent: QWidget, services: Any) -> Dialog:
    return _workbook(parent, services, ("2019/132", "Nobody Known", "12/05/2019", "11/06/2019", "120"))


def _give_back(parent: QWidget, services: Any) -> Dialog:
    return GiveBackDialog(parent, services, DepositRow(0, 0, "Marie Dupont", _("Badge 12"), 5_000, date(2019, 1, 2)))


def _invented(services: Any) -> OperatorRow:
    return next(iter(services.at_desk.all()), OperatorRow(0, "Camille Roux", OperatorRole.FACILITATOR, has_pin=True))


def _operator(parent: QWidget, services: Any) -> Dialog:
    return OperatorDialog(parent, services, _invented(services))


def _pin_forgotten(parent: QWidget, services: Any) -> Dialog:
    return ForgottenPin(parent, services, _invented(services))


DIALOGS: tuple[tuple[str, Opener], ...] = (
    ("settings-closure", _closing),
    ("settings-holidays", HolidaysDialog),
    ("settings-one-holiday", _one_holiday),
    ("settings-other-hours", _other_hours),
    ("settings-school-file", _school_file),
    ("settings-below-zero", BelowZeroDialog),
    ("settings-deposit-back", _give_back),
    ("settings-late-fee", LateFeeDialog),
    ("settings-calendar", _old_calendar),
    ("settings-calendar-seen", _old_calendar_seen),
    ("settings-opening", _opening),
    ("settings-opening-problems", _opening_wrong),
    ("settings-operator", OperatorDialog),
    ("settings-operator-changed", _operator),
    ("settings-parts", _parts),
    ("unit-contents", _contents),
    ("settings-pin-forgotten", _pin_forgotten),
    ("settings-plan", PlanDialog),
    ("settings-plan-changed", _changed_plan),
    ("settings-plan-price", _plan_price),
    ("settings-prices", _prices),
    ("settings-prices-more", _more_prices),
    ("settings-price-line", _price_line),
    ("settings-tariff", _tariff),
    ("settings-tariffs", TariffsDialog),
    ("settings-quotas", _quotas),
    ("settings-second-place", SecondPlaceDialog),
    ("settings-unit-order", OrderDialog),
    ("settings-unit-more", _deep_unit),
    ("settings-unit", UnitDialog),
    ("settings-unit-changed", _changed_unit),
)
