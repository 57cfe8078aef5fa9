"""Dialogs of people, what they bought, and lists of them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.likeness import Why
from tierslieu_desk.rules.passes import A_DAY
from tierslieu_desk.rules.vocabulary import ContactKind, PartyKind, Period
from tierslieu_desk.services.person.duplicates import DuplicateRow
from tierslieu_desk.services.plan.deposit_book import Missing
from tierslieu_desk.services.plan.ledger import SourceRow
from tierslieu_desk.services.plan.prepaid_cards import CardRow
from tierslieu_desk.services.plan.subscription_rows import SubscriptionRow
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.people.deposit_card import TakeDepositDialog
from tierslieu_desk.ui.pages.people.duplicates_dialog import DuplicatesDialog
from tierslieu_desk.ui.pages.people.end_dialog import EndDialog
from tierslieu_desk.ui.pages.people.fact_dialogs import ContactDialog, NoteDialog, PaperDialog, SkillDialog, TaskDialog
from tierslieu_desk.ui.pages.people.import_dialog import PeopleImportDialog, Seen
from tierslieu_desk.ui.pages.people.ledger_sheet import LedgerSheet
from tierslieu_desk.ui.pages.people.life_dialogs import (
    BadgeDialog,
    ConsentDialog,
    LanguagesDialog,
    LeavingDialog,
    TravelDialog,
)
from tierslieu_desk.ui.pages.people.merge_dialog import MergeDialog, SameDialog
from tierslieu_desk.ui.pages.people.pause_dialog import PauseDialog
from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog
from tierslieu_desk.ui.pages.people.person_ties import PayerDialog, TieDialog
from tierslieu_desk.ui.pages.people.plan_dialog import PlanChangeDialog
from tierslieu_desk.ui.pages.people.portrait_dialog import PortraitDialog
from tierslieu_desk.ui.pages.people.prepaid_dialogs import (
    BackDialog,
    CardSheet,
    HandOnDialog,
    LoadDialog,
    UntilDialog,
)
from tierslieu_desk.ui.pages.people.rate_card import RateDialog
from tierslieu_desk.ui.pages.people.sell_dialog import CARD, PASS, SellDialog
from tierslieu_desk.ui.pages.people.transfer_dialog import TransferDialog
from tierslieu_desk.ui.tour_dialogs.opening import Opener

_NAMES = (
    "Nom;Prénom;Courriel;Téléphone;CP;Ville;Cotisation\n"
    "FAURÉ;Léa;lea.faure@example.org;612345678;9500;Mirepoix;25\n"
    "Sans;Hugo et Inès;;05 61 02 03 04;09000;Foix;25\n"
    "Etchegoyen;Xan;xan@example.org;;64120;Saint-Palais;\n"
)
_HALF_NAMES = ";;quelqu.un@example.org;;;;\nMartin;Paul;paul(at)example.org;;9500;;\n"


def _list_of_people(parent: QWidget, services: Any, lines: str) -> Dialog:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / _("people.csv")
        file.write_text(lines, encoding="utf-8")
        seen = Seen(file, services.people_import.look(file), None)
        return PeopleImportDialog(parent, services, Jobs(AtOnce()), seen)


def _import_people(parent: QWidget, services: Any) -> Dialog:
    return _list_of_people(parent, services, _NAMES)


def _import_with_problems(parent: QWidget, services: Any) -> Dialog:
    return _list_of_people(parent, services, _NAMES + _HALF_NAMES)


def _sell(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=1)
    return SellDialog(parent, services, rows[0].id) if rows else None


def _sell_pass(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=1)
    return SellDialog(parent, services, rows[0].id, what=PASS) if rows else None


def _take_deposit(parent: QWidget, services: Any) -> Dialog:
    return TakeDepositDialog(parent, services, 0, "Marie Dupont", Missing(0, _("Desk for a month"), 5_000))


def _card_of(made: Callable[..., Dialog]) -> Opener:
    """A dialog about a card of the first person of the list, were it only thought of."""

    def opened(parent: QWidget, services: Any) -> Dialog | None:
        rows = services.people.list(limit=1)
        today = services.sales.today()
        return made(parent, services, rows[0], CardRow(0, 1_250, today, None, False, "", "", False)) if rows else None

    return opened


def _why_card(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=30)
    held = sorted(rows, key=lambda row: not services.prepaid_cards.of(row.id))
    return CardSheet(parent, services, held[0]) if rows else None


def _sell_card(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=1)
    return SellDialog(parent, services, rows[0].id, what=CARD) if rows else None


def _running(services: Any) -> SubscriptionRow | None:
    """The last one that goes on, or else one that is only thought of."""
    sold = [row for row in services.plans.subscriptions() if row.ends is None and not row.membership_fee]
    rows = services.people.list(limit=1)
    if not sold and rows:
        today = services.sales.today()
        dated = (today, None, Period.MONTH, 1_200_000, Basis.GROSS, False, 10, today, 1)
        return SubscriptionRow(0, rows[0].id, rows[0].name, _("Subscription"), *dated)
    return sold[-1] if sold else None


def _end_subscription(parent: QWidget, services: Any) -> Dialog | None:
    sold = _running(services)
    return None if sold is None else EndDialog(parent, services, sold, services.sales.today())


def _pause(parent: QWidget, services: Any) -> Dialog | None:
    sold = _running(services)
    return None if sold is None else PauseDialog(parent, services, sold)


def _another_plan(parent: QWidget, services: Any) -> Dialog | None:
    sold = _running(services)
    return None if sold is None else PlanChangeDialog(parent, services, sold)


def _hand_on(parent: QWidget, services: Any) -> Dialog | None:
    """Any right will do to be looked at, were it only thought of."""
    row = SourceRow(0, _("Book of tickets"), "", 7, None, None, A_DAY, 0)
    return TransferDialog(parent, services, row)


def _sell_pass_more(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=1)
    if not rows:
        return None
    dialog = SellDialog(parent, services, rows[0].id, what=PASS)
    dialog.unfold()
    return dialog


def _ledger(parent: QWidget, services: Any) -> Dialog | None:
    """Of somebody with hours of rooms, or at least with days."""
    plans = services.plans
    with_hours = {plan.name for plan in plans.list() if plan.hours}
    holders = [one.party_id for one in plans.subscriptions() if one.name in with_hours][:1]
    rows = services.people.list(limit=6)
    held = [services.people.get(holder) for holder in holders] or [row for row in rows if plans.sources(row.id)][:1]
    held = held or list(rows[:1])
    return LedgerSheet(parent, services, held[0]) if held else None


def _tie(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=1)
    return TieDialog(parent, services, rows[0]) if rows else None


def _payer(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=1)
    return PayerDialog(parent, services, rows[0]) if rows else None


def _namesake(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=1)
    return PersonDialog(parent, services, name=rows[0].name) if rows else None


def _refused_person(parent: QWidget, services: Any) -> Dialog:
    dialog = PersonDialog(parent, services)
    dialog.try_act()
    return dialog


def _change(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=1)
    return PersonDialog(parent, services, row=rows[0]) if rows else None


def _about(made: Callable[..., Dialog], *more: object) -> Opener:
    """A dialog about the first person of the list."""

    def opened(parent: QWidget, services: Any) -> Dialog | None:
        rows = services.people.list(kind=PartyKind.PERSON, limit=1)
        return made(parent, services, rows[0], *more) if rows else None

    return opened


def _duplicates(parent: QWidget, services: Any) -> Dialog:
    """Two of the list, as if they were one: whoever looks for them reads everybody, off the window's thread."""
    rows = services.people.list(kind=PartyKind.PERSON, limit=2)
    if len(rows) < 2:
        return DuplicatesDialog(parent, services, ())
    first, second = rows
    pair = DuplicateRow(first.id, first.name, first.city, second.id, second.name, second.city, (Why.NAME,))
    return DuplicatesDialog(parent, services, (pair,))


def _no_duplicates(parent: QWidget, services: Any) -> Dialog:
    return DuplicatesDialog(parent, services, ())


def _merge(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(kind=PartyKind.PERSON, limit=2)
    return MergeDialog(parent, services, rows[0].id, rows[1].id) if len(rows) > 1 else None


def _rate(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(kind=PartyKind.PERSON, limit=1)
    return RateDialog(parent, services, rows[0].id, rows[0].name, None) if rows else None


DIALOGS: tuple[tuple[str, Opener], ...] = (
    ("agrees-to", _about(ConsentDialog)),
    ("badge", _about(BadgeDialog)),
    ("balance-why", _ledger),
    ("belongs-to", _tie),
    ("call-somebody", _about(ContactDialog)),
    ("guardian", _about(ContactDialog, ContactKind.GUARDIAN)),
    ("import", _import_people),
    ("import-problems", _import_with_problems),
    ("languages", _about(LanguagesDialog)),
    ("portrait", _about(PortraitDialog)),
    ("leaving", _about(LeavingDialog)),
    ("note", _about(NoteDialog)),
    ("paper-of-somebody", _about(PaperDialog)),
    ("same-as", _about(SameDialog)),
    ("deposit-taken", _take_deposit),
    ("prepaid-back", _card_of(BackDialog)),
    ("prepaid-handed-on", _card_of(HandOnDialog)),
    ("prepaid-load", _card_of(LoadDialog)),
    ("prepaid-until", _card_of(UntilDialog)),
    ("prepaid-why", _why_card),
    ("sell", _sell),
    ("sell-card", _sell_card),
    ("sell-pass", _sell_pass),
    ("sell-pass-more", _sell_pass_more),
    ("skill", _about(SkillDialog)),
    ("somebody-new", PersonDialog),
    ("somebody-refused", _refused_person),
    ("somebody-changed", _change),
    ("somebody-known", _namesake),
    ("pass-handed-on", _hand_on),
    ("subscription-end", _end_subscription),
    ("subscription-paused", _pause),
    ("subscription-plan", _another_plan),
    ("special-rate", _rate),
    ("to-do", _about(TaskDialog)),
    ("trip-to-work", _about(TravelDialog)),
    ("twice", _duplicates),
    ("twice-nobody", _no_duplicates),
    ("two-are-one", _merge),
    ("who-pays", _payer),
)
