"""A picture of every page and dialog on a real desk, drawn without being shown to anybody.

To add a dialog: one line in `DIALOGS`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QEvent, QSize, QThread
from PySide6.QtWidgets import QApplication, QWidget

from tierslieu_desk import i18n, say
from tierslieu_desk.errors import PlaceClosed
from tierslieu_desk.i18n import _
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services import day_papers
from tierslieu_desk.ui import theme, tour_lent, translations
from tierslieu_desk.services.invoices import Billing
from tierslieu_desk.services.counter_card import MailFor
from tierslieu_desk.services.plans import SubscriptionRow
from tierslieu_desk.rules.vocabulary import Period, UnitKind
from tierslieu_desk.services import day_papers
from tierslieu_desk.services.plans import PlanRow
from tierslieu_desk.rules.vocabulary import TargetKind
from tierslieu_desk.services import day_papers
from tierslieu_desk.services.publishing import Online
from tierslieu_desk.services.targets import TargetRow, TargetState
from tierslieu_desk.ui import theme, translations
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.counter.articles_dialog import ArticlesDialog
from tierslieu_desk.ui.counter.hand_over_dialog import HandOverDialog
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.help_sheet import HelpSheet
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.pages.all_the_same import AllTheSame
from tierslieu_desk.ui.pages.arrival_dialog import ArrivalDialog
from tierslieu_desk.ui.pages.attendance_dialog import AttendanceDialog
from tierslieu_desk.ui.pages.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.end_dialog import EndDialog
from tierslieu_desk.ui.pages.event_calls import CallListDialog, CallOffDialog
from tierslieu_desk.ui.pages.event_dialog import EventDialog
from tierslieu_desk.ui.pages.event_register import RegisterDialog
from tierslieu_desk.ui.pages.event_sheet import EventSheet
from tierslieu_desk.ui.pages.invoice_credit import CreditDialog
from tierslieu_desk.ui.pages.invoice_draft import DraftDialog
from tierslieu_desk.ui.pages.money_billing import BillingDialog, BillingResult
from tierslieu_desk.ui.pages.money_charge import ChargeDialog
from tierslieu_desk.ui.pages.money_till_dialogs import ClosingDialog, ReverseDialog
from tierslieu_desk.ui.pages.payment_dialog import PaymentDialog
from tierslieu_desk.ui.pages.ledger_sheet import LedgerSheet
from tierslieu_desk.ui.pages.people_import_dialog import PeopleImportDialog
from tierslieu_desk.ui.pages.listing_difference import ListingDifference
from tierslieu_desk.ui.pages.person_dialog import PersonDialog
from tierslieu_desk.ui.pages.person_ties import PayerDialog, TieDialog
from tierslieu_desk.ui.pages.plan_dialog import PlanDialog
from tierslieu_desk.ui.pages.planning import PlanningPage
from tierslieu_desk.ui.pages.sell_dialog import PASS, SellDialog
from tierslieu_desk.ui.pages.settings_closure import ClosureDialog
from tierslieu_desk.ui.pages.settings_parts import PartsDialog
from tierslieu_desk.ui.pages.settings_plan import PlanDialog, PlanPriceDialog
from tierslieu_desk.ui.pages.settings_prices import PricesDialog
from tierslieu_desk.ui.pages.settings_second_place import SecondPlaceDialog
from tierslieu_desk.ui.pages.settings_unit import UnitDialog
from tierslieu_desk.ui.pages.target_dialog import TargetDialog
from tierslieu_desk.ui.pages.today import TodayPage
from tierslieu_desk.ui.pages.today_words import copy_words
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.place_words import kind_word
from tierslieu_desk.ui.surroundings import Surroundings

_INK, _PAPER = 128, 250
"""What is written on a page is darker than the one, the page lighter than the other (0 to 255)."""
A_TARGET = TargetRow(
    0, "site", TargetKind.WEBDAV, "https://site.example/", "camille", 1, None, 1, None, "", TargetState.CONFLICT
)
"""Somewhere to publish to, for the picture of what is seen when it says something else."""
Opener = Callable[[QWidget, Any], Dialog | None]


def _booking(parent: QWidget, services: Any) -> Dialog:
    return BookingDialog(parent, services, now=services.today.view().now)


def _all_the_same(parent: QWidget, services: Any) -> Dialog:
    now = services.today.view().now
    return AllTheSame(parent, PlaceClosed(start=now, end=now, reason=""), print)


def _refused_person(parent: QWidget, services: Any) -> Dialog:
    dialog = PersonDialog(parent, services)
    dialog.try_act()
    return dialog


def _change(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list()
    return PersonDialog(parent, services, row=rows[0]) if rows else None


def _booked(parent: QWidget, services: Any) -> Dialog | None:
    today = services.today.view()
    numbers = [row.owner_id for row in today.agenda if row.owner == "booking"]
    return BookingSheet(parent, services, numbers[0]) if numbers else None


def _event(parent: QWidget, services: Any) -> Dialog | None:
    """The next event that is on the programme."""
    today = services.desk.clock.today()
    programme = services.events.programme(today, today + timedelta(days=60))
    coming = services.events.day(programme[0].starts.date()) if programme else ()
    return EventSheet(parent, coming[0]) if coming else None


def _list_of_people(parent: QWidget, services: Any, lines: str) -> Dialog:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / _("people.csv")
        file.write_text(lines, encoding="utf-8")
        return PeopleImportDialog(parent, services, file, services.people_import.preview(file))


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


def _end_subscription(parent: QWidget, services: Any) -> Dialog | None:
    """The last one sold, or else one that is only thought of."""
    sold, rows = services.plans.subscriptions(), services.people.list(limit=1)
    today = services.sales.today()
    if not sold and rows:
        name, dated = rows[0].name, (today, None, Period.MONTH, 1_200_000, Basis.GROSS, False, 10, today, 1)
        sold = (SubscriptionRow(0, rows[0].id, name, _("Subscription"), *dated),)
    return EndDialog(parent, services, sold[-1], today) if sold else None


def _ledger(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=40)
    counted = [row for row in rows if services.plans.explain(row.id, 1)]
    return LedgerSheet(parent, services, (counted or rows)[0]) if rows else None


def _tie(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=1)
    return TieDialog(parent, services, rows[0]) if rows else None


def _payer(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=1)
    return PayerDialog(parent, services, rows[0]) if rows else None


def _namesake(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.people.list(limit=1)
    return PersonDialog(parent, services, name=rows[0].name) if rows else None
def _new_event(parent: QWidget, services: Any) -> Dialog:
    return EventDialog(parent, services, services.desk.clock.today())


def _coming(services: Any) -> Any:
    """The next event that is on the programme, seen closely, or None."""
    today = services.desk.clock.today()
    programme = services.events.programme(today, today + timedelta(days=60))
    return services.events.detail(programme[0].id) if programme else None


def _register(parent: QWidget, services: Any) -> Dialog | None:
    event = _coming(services)
    return RegisterDialog(parent, services, event) if event else None


def _call_off(parent: QWidget, services: Any) -> Dialog | None:
    event = _coming(services)
    return CallOffDialog(parent, services, event) if event else None


def _call_list(parent: QWidget, services: Any) -> Dialog | None:
    event = _coming(services)
    return CallListDialog(parent, event) if event else None


def _attendance(parent: QWidget, services: Any) -> Dialog | None:
    event = _coming(services)
    return AttendanceDialog(parent, services, event.sittings[0].id) if event else None


def _help(parent: QWidget, _services: Any) -> Dialog:
    return HelpSheet(parent, _("Planning"), PlanningPage.help)


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


def _paper(parent: QWidget, services: Any) -> Dialog:
    clock = services.desk.clock
    content = day_papers.render(services.planning, services.places, clock.today(), clock.wall())
    return PaperDialog(parent, _("Day sheet"), content, "day.pdf")


def _payment(parent: QWidget, services: Any) -> Dialog | None:
    """Money for the first invoice that is open."""
    rows = services.invoice_lists.find(unpaid=True, limit=1)
    return PaymentDialog(parent, services, invoice_id=rows[0].id) if rows else None


def _payer(services: Any) -> Any:
    """Whoever has something to be invoiced."""
    rows = [row for row in services.to_invoice.payers(services.desk.clock.today()) if row.lines]
    return rows[0] if rows else None


def _charge(parent: QWidget, services: Any) -> Dialog:
    row = _payer(services)
    return ChargeDialog(parent, services, payer_id=row.party_id if row is not None else None)


def _draft(parent: QWidget, services: Any) -> Dialog | None:
    row = _payer(services)
    if row is None:
        return None
    return DraftDialog(parent, services, Jobs(AtOnce(), parent), (row.party_id, services.desk.clock.today()))


def _billing(parent: QWidget, services: Any) -> Dialog:
    return BillingDialog(parent, services, Jobs(AtOnce(), parent), services.desk.clock.today())


def _billed(parent: QWidget, services: Any) -> Dialog:
    """As it would be shown had the desk been stopped after the last five documents."""
    today = services.desk.clock.today()
    preview = services.invoices.preview(today)
    issued = services.invoices.all()[:5]
    return BillingResult(parent, services, Billing(issued, preview.held_back, len(preview.drafts)), today)


def _credit(parent: QWidget, services: Any) -> Dialog | None:
    rows = [row for row in services.invoice_lists.find() if row.kind == "invoice" and not row.credited_by]
    return CreditDialog(parent, services, Jobs(AtOnce(), parent), rows[0].id) if rows else None


def _reverse(parent: QWidget, services: Any) -> Dialog | None:
    rows = services.till.payments(limit=1)
    return ReverseDialog(parent, services, rows[0]) if rows else None


def _closing(parent: QWidget, services: Any) -> Dialog | None:
    periods = services.till.to_close()
    return ClosingDialog(parent, services, periods) if periods else None
def _hand_over(parent: QWidget, services: Any) -> Dialog:
    mail = services.mail.waiting()
    today = services.desk.clock.today()
    found = MailFor(mail[0].party_id, mail[0].who, 1, mail[0].arrived_on, mail[0].shelf) if mail else None
    return HandOverDialog(parent, services, found or MailFor(0, _("Somebody"), 1, today, ""), "")

_NAMES = (
    "Nom;Prénom;Courriel;Téléphone;CP;Ville;Cotisation\n"
    "FAURÉ;Léa;lea.faure@example.org;612345678;9500;Mirepoix;25\n"
    "Sans;Hugo et Inès;;05 61 02 03 04;09000;Foix;25\n"
    "Etchegoyen;Xan;xan@example.org;;64120;Saint-Palais;\n"
)
_HALF_NAMES = ";;quelqu.un@example.org;;;;\nMartin;Paul;paul(at)example.org;;9500;;\n"

def _target(parent: QWidget, services: Any) -> Dialog:
    return TargetDialog(parent, services, Jobs(AtOnce()))


def _difference(parent: QWidget, services: Any) -> Dialog:
    """As if somebody had changed the summary on the web space."""
    draft = services.listings.draft()
    said = services.listings.leaving(draft.fields, draft.public).fields
    online = Online(True, draft.rev + 1, {**said, "summary": _("Open to all, on the market square.")})
    return ListingDifference(parent, services, A_TARGET, online)


DIALOGS: tuple[tuple[str, Opener], ...] = (
    ("all-the-same", _all_the_same),
    ("arrival", ArrivalDialog),
    ("bill-everybody", _billing),
    ("billed", _billed),
    ("book", _booking),
    ("booking", _booked),
    ("charge", _charge),
    ("close-the-till", _closing),
    ("credit-note", _credit),
    ("draft", _draft),
    ("event", _event),
    ("hand-over", _hand_over),
    ("attendance", _attendance),
    ("book", _booking),
    ("booking", _booked),
    ("call-list", _call_list),
    ("call-off", _call_off),
    ("event", _event),
    ("event-new", _new_event),
    ("event-register", _register),
    ("help", _help),
    *tour_lent.DIALOGS,
    ("import", _import_people),
    ("import-problems", _import_with_problems),
    ("balance-why", _ledger),
    ("belongs-to", _tie),
    ("who-pays", _payer),
    ("plan", PlanDialog),
    ("sell", _sell),
    ("sell-pass", _sell_pass),
    ("subscription-end", _end_subscription),
    ("somebody-known", _namesake),
    ("listing-difference", _difference),
    ("paper", _paper),
    ("payment", _payment),
    ("payment-taken-back", _reverse),
    ("sold-at-the-counter", ArticlesDialog),
    ("settings-closure", _closing),
    ("settings-parts", _parts),
    ("settings-plan", PlanDialog),
    ("settings-plan-price", _plan_price),
    ("settings-prices", _prices),
    ("settings-second-place", SecondPlaceDialog),
    ("settings-unit", UnitDialog),
    ("settings-unit-changed", _changed_unit),
    ("somebody-new", PersonDialog),
    ("somebody-refused", _refused_person),
    ("somebody-changed", _change),
    ("target", _target),
)
"""Every dialog by its name; None when this desk has nothing to open it on."""
COUNTER: tuple[tuple[str, str], ...] = (("counter", ""), ("counter-person", "mari"), ("counter-nobody", "zzz"))
"""The counter card as it is with each of these typed."""


def pictures(services: Any, out: Path, size: tuple[int, int], scheme: theme.Scheme) -> list[Path]:
    """Write the PNG files and return them. `size` is in pixels of a screen at 100 %."""
    application(scheme)
    window, _around = window_on(services)
    window.resize(QSize(*size))
    window.show()
    files = []
    for name, widget in walk(window, services):
        file = out / f"{name}.png"
        if not widget.grab().save(str(file)):
            raise PermissionError(str(file))
        files.append(file)
    window.close()
    window.deleteLater()
    settle()
    return files


def application(scheme: theme.Scheme) -> QApplication:
    """The one application, in these colours, with Qt's words in the language in force."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["tierslieu-desk"])
    translations.install(app, i18n.language())
    theme.apply(app, scheme)
    return app


def window_on(services: Any) -> tuple[MainWindow, Surroundings[Any]]:
    """A window on that desk whose long work runs at once."""
    around = Surroundings(services, Changes(), services.desk.clock, Jobs(AtOnce()))
    window = MainWindow(PAGES, around, say.sentence)
    view = services.today.view()
    window.set_place(view.place or _("Tiers-Lieu Desk"))
    window.set_sight(view.does)
    window.rail.set_copy(copy_words(view))
    return window, around


def walk(window: MainWindow, services: Any) -> Iterator[tuple[str, QWidget]]:
    """Every page, the counter card, then every dialog, shown and settled; each dialog is closed before the next."""
    for spec in PAGES:
        page = window.go(spec.code)
        page.setFocus()
        settle()
        if isinstance(page, TodayPage):
            page.show_now()
        yield spec.code, window
    for name, typed in COUNTER:
        yield name, _counter(window, typed)
    if window.counter is not None:
        window.counter.leave()
        settle()
    for name, opener in DIALOGS:
        dialog = opener(window, services)
        if dialog is None:
            continue
        dialog.open()
        settle()
        if isinstance(dialog, PaperDialog):
            wait_for_ink(dialog)
        yield f"dialog-{name}", dialog
        dialog.close()
        settle()


def _counter(window: MainWindow, typed: str) -> QWidget:
    """The card over the first page, with that name typed and something in the basket."""
    window.go(PAGES[0].code)
    window.open_counter()
    card = window.counter.card if window.counter is not None else None
    if card is not None:
        card.search.setText(typed)
        settle()
        for act in card.list.acts if typed else ():
            if act.code in {"article", "slate"}:
                card.do(act)
    settle()
    return window


def wait_for_ink(dialog: PaperDialog) -> None:
    """Until the first page is drawn, which Qt does on a thread of its own; two seconds at most."""
    until = QDeadlineTimer(2000)
    while not until.hasExpired():
        seen = dialog.view.viewport().grab().toImage()
        middle = [seen.pixelColor(x, y).lightness() for x in (100, 120, 140) for y in range(40, seen.height() - 40)]
        if middle and min(middle) < _INK and max(middle) > _PAPER:
            return
        QThread.msleep(20)
        settle()


def settle() -> None:
    """Let Qt do what it had put off, and free what is closed."""
    for _round in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
