"""The dialogs of mail and of what is lent, opened on what the desk has, or on a made-up row where it has none."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.vocabulary import MailAct, MailKind, UnitKind
from tierslieu_desk.services.place.units import UnitRow
from tierslieu_desk.services.post.domiciliations import DomiciliationRow
from tierslieu_desk.services.post.mail import MailRow
from tierslieu_desk.services.thing.loans import LoanRow
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.equipment.loan_dialog import GiveBackDialog, LendDialog
from tierslieu_desk.ui.pages.equipment.loan_things import OutOfUseDialog, ThingDialog
from tierslieu_desk.ui.pages.mail.acts import ForwardDialog, GoneDialog, HandOverDialog, MailItemSheet
from tierslieu_desk.ui.pages.mail.arrived import ArrivedDialog
from tierslieu_desk.ui.pages.mail.contract import ContractDialog, EndDialog, ProxyDialog
from tierslieu_desk.ui.tour_dialogs.opening import Opener


def _items(services: Any) -> tuple[MailRow, ...]:
    waiting: tuple[MailRow, ...] = services.mail.waiting()
    if waiting:
        to_sign = [item for item in waiting if item.kind is MailKind.REGISTERED] or waiting
        return tuple(item for item in waiting if item.party_id == to_sign[0].party_id)
    someone, today = services.people.list(limit=1)[0], services.desk.clock.today()
    facts = {"sender": "Urssaf", "reference": "1A 000", "shelf": "B2", "arrived_on": today, "days": 0}
    kind = MailKind.REGISTERED
    return (MailRow(0, someone.id, someone.name, someone.language, kind, notified_on=None, **facts),)


def _contract(services: Any) -> DomiciliationRow:
    rows: tuple[DomiciliationRow, ...] = services.domiciliations.all()
    if rows:
        return rows[0]
    someone, today = services.people.list(limit=1)[0], services.desk.clock.today()
    return DomiciliationRow(0, someone.id, someone.name, today, None, "", "", None, None, 0, None)


def _arrived(parent: QWidget, services: Any) -> Dialog:
    return ArrivedDialog(parent, services, services.desk.clock)


def _hand_over(parent: QWidget, services: Any) -> Dialog:
    items = _items(services)
    contract = services.domiciliations.of(items[0].party_id)
    return HandOverDialog(parent, services, services.desk.clock, items, contract)


def _send_on(parent: QWidget, services: Any) -> Dialog:
    items = _items(services)
    return ForwardDialog(parent, services, items, services.people.get(items[0].party_id))


def _destroy(parent: QWidget, services: Any) -> Dialog:
    return GoneDialog(parent, services, _items(services), MailAct.DESTROYED)


def _history(parent: QWidget, services: Any) -> Dialog:
    return MailItemSheet(parent, services, _items(services)[0])


def _new_contract(parent: QWidget, services: Any) -> Dialog:
    return ContractDialog(parent, services, services.desk.clock.today())


def _end(parent: QWidget, services: Any) -> Dialog:
    return EndDialog(parent, services, _contract(services), services.desk.clock.today())


def _proxy(parent: QWidget, services: Any) -> Dialog:
    return ProxyDialog(parent, services, _contract(services), services.desk.clock.today())


def _lend(parent: QWidget, services: Any) -> Dialog:
    return LendDialog(parent, services, services.desk.clock)


def _give_back(parent: QWidget, services: Any) -> Dialog:
    out: tuple[LoanRow, ...] = services.loans.out()
    now, someone = services.desk.clock.wall(), services.people.list()[0]
    made_up = LoanRow(0, 0, _("Tool"), someone.id, someone.name, now, now + timedelta(hours=2), 15_000, "", 0, None)
    return GiveBackDialog(parent, services, services.desk.clock, out[0] if out else made_up)


def _changed_thing(parent: QWidget, services: Any) -> Dialog:
    things = services.loans.things()
    made_up = UnitRow(0, _("Tool"), UnitKind.TOOL, 1, 1, "", (), False, "", (), Buffers(), "", "", False)
    return ThingDialog(parent, services, services.units.get(things[0].id) if things else made_up)


def _out_of_use(parent: QWidget, services: Any) -> Dialog:
    return OutOfUseDialog(parent, services, services.desk.clock)


def _with_somebody(opener: Opener) -> Opener:
    """Mail and loans are somebody's: where nobody is written down there is nothing to open."""

    def opened(parent: QWidget, services: Any) -> Dialog | None:
        return opener(parent, services) if services.people.list(limit=1) else None

    return opened


_OPENERS: tuple[tuple[str, Opener], ...] = (
    ("mail-arrived", _arrived),
    ("mail-contract", _new_contract),
    ("mail-destroy", _destroy),
    ("mail-end", _end),
    ("mail-hand-over", _hand_over),
    ("mail-history", _history),
    ("mail-proxy", _proxy),
    ("mail-send-on", _send_on),
    ("thing-back", _give_back),
    ("thing-changed", _changed_thing),
    ("thing-lent", _lend),
    ("thing-new", ThingDialog),
    ("thing-out-of-use", _out_of_use),
)
DIALOGS = tuple((name, _with_somebody(opener)) for name, opener in _OPENERS)
"""By name, each opens on any desk that knows somebody."""
