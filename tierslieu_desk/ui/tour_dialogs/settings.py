"""Dialogs of the settings."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.rights import OperatorRole
from tierslieu_desk.rules.vocabulary import Period, UnitKind
from tierslieu_desk.services.operators_at_desk import OperatorRow
from tierslieu_desk.services.plans import PlanRow
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.operators.forgotten_dialog import ForgottenPin
from tierslieu_desk.ui.pages.settings.closure import ClosureDialog
from tierslieu_desk.ui.pages.settings.operators_dialog import OperatorDialog
from tierslieu_desk.ui.pages.settings.parts import PartsDialog
from tierslieu_desk.ui.pages.settings.plan import PlanDialog, PlanPriceDialog
from tierslieu_desk.ui.pages.settings.prices import PricesDialog
from tierslieu_desk.ui.pages.settings.second_place import SecondPlaceDialog
from tierslieu_desk.ui.pages.settings.unit import UnitDialog
from tierslieu_desk.ui.place_words import kind_word
from tierslieu_desk.ui.tour_dialogs.opening import Opener


def _closing(parent: QWidget, services: Any) -> Dialog:
    return ClosureDialog(parent, services, services.desk.clock.today())


def _changed_unit(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.units.list()
    return UnitDialog(parent, services, rows[0]) if rows else None


def _parts(parent: QWidget, services: Any) -> Dialog | None:
    rows = sorted(services.units.list(), key=lambda row: not row.parts)
    return PartsDialog(parent, services, rows[0]) if rows else None


def _prices(parent: QWidget, services: Any) -> Dialog:
    return PricesDialog(parent, services, UnitKind.ROOM, kind_word(UnitKind.ROOM), services.desk.clock.today())


def _plan_price(parent: QWidget, services: Any) -> Dialog:
    invented = PlanRow(id=0, on_sale=True, name=_("Monthly desk"), period=Period.MONTH, price_e4=1_200_000)
    return PlanPriceDialog(parent, services, next(iter(services.plans.list()), invented))


def _invented(services: Any) -> OperatorRow:
    return next(iter(services.at_desk.all()), OperatorRow(0, "Camille Roux", OperatorRole.FACILITATOR, has_pin=True))


def _operator(parent: QWidget, services: Any) -> Dialog:
    return OperatorDialog(parent, services, _invented(services))


def _pin_forgotten(parent: QWidget, services: Any) -> Dialog:
    return ForgottenPin(parent, services, _invented(services))


DIALOGS: tuple[tuple[str, Opener], ...] = (
    ("settings-closure", _closing),
    ("settings-operator", OperatorDialog),
    ("settings-operator-changed", _operator),
    ("settings-parts", _parts),
    ("settings-pin-forgotten", _pin_forgotten),
    ("settings-plan", PlanDialog),
    ("settings-plan-price", _plan_price),
    ("settings-prices", _prices),
    ("settings-second-place", SecondPlaceDialog),
    ("settings-unit", UnitDialog),
    ("settings-unit-changed", _changed_unit),
)
