"""One person beside the list: who they are, what they have, what comes and what happened, and every way in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules import statuses
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.jobs import Jobs
from tierslieu_desk.ui.pages.people.add_menu import AddMenu
from tierslieu_desk.ui.pages.people.checklist_card import ChecklistCard
from tierslieu_desk.ui.pages.people.deposit_card import DepositCard
from tierslieu_desk.ui.pages.people.known_cards import PapersCard, SkillsCard, TasksCard
from tierslieu_desk.ui.pages.people.left_column import LeftColumn
from tierslieu_desk.ui.pages.people.person_cards import BalanceCard, FactsCard, TiesCard
from tierslieu_desk.ui.pages.people.person_history import HistoryCard
from tierslieu_desk.ui.pages.people.prepaid_card import PrepaidCardsCard, print_receipt
from tierslieu_desk.ui.pages.people.quotes_card import QuotesCard
from tierslieu_desk.ui.pages.people.rate_card import RateCard
from tierslieu_desk.ui.pages.people.waiting_card import WaitingCard
from tierslieu_desk.ui.pages.today.words import arrived, avatar_kind, left, role_word, used_up
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Avatar, Card, EmptyState, clear
from tierslieu_desk.ui.widgets.focus_kept import focus_kept
from tierslieu_desk.ui.widgets.labels import Chip, OneLine
from tierslieu_desk.wallclock import Clock

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people import PersonRow
    from tierslieu_desk.services.person.person_files import PersonFile
    from tierslieu_desk.services.plan.subscription_rows import SubscriptionRow
    from tierslieu_desk.ui.dialog import Dialog


class PersonPanel(QWidget):
    """`told` and `refused` are for the message bar; `change_wanted` carries the row, `opened` somebody's number.

    `portrait_wanted` carries the row too. `day_unpaid`, `money_wanted` and `page_wanted` are the page's.
    """

    told = Signal(str, object)
    refused = Signal(object)
    change_wanted = Signal(object)
    opened = Signal(object)
    portrait_wanted = Signal(object)
    day_unpaid = Signal(object, str, object)
    money_wanted = Signal(object, str, object, bool)
    page_wanted = Signal(str)

    def __init__(self, services: DeskServices, jobs: Jobs, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._jobs = services, jobs
        self._clock = clock
        self._row: PersonRow | None = None
        self._file: PersonFile | None = None
        self._here = False
        self._late = False
        self._pause, self._rest = QTimer(self), QTimer(self)
        for timer, late in ((self._pause, self.settle), (self._rest, self._show_rest)):
            timer.setSingleShot(True)
            timer.timeout.connect(late)
        self._head = Card("")
        self._facts, self._balance, self._ties = FactsCard(), BalanceCard(), TiesCard(services)
        self._cards = PrepaidCardsCard(services)
        self._known = (
            *(TasksCard(services), DepositCard(services), RateCard(services), self._cards),
            *(WaitingCard(services), QuotesCard(services), SkillsCard(services), PapersCard(services)),
        )
        self._known[-1].portrait_wanted.connect(self.portrait_wanted)
        self.add_menu = AddMenu(self, services)
        self._history = HistoryCard(services)
        self._lists = ChecklistCard(services)
        self._arrival = button(_("Arrival"), self._come_or_go, look="main", tall=True)
        self._book = button(_("Book"), self._ask_to_book, tall=True)
        self._sell = button(_("Sell…"), self._ask_to_sell, tall=True)
        self._write = button(_("Write"), self._begin_letter, tall=True)
        self._change = button(_("Change"), self._ask_to_change, look="quiet")
        self._nobody = EmptyState("user", _("Choose somebody in the list"))
        self._build()
        self._facts.add_wanted.connect(self.offer_more)
        for card in (self._ties, self._history, self._lists, *self._known, self.add_menu):
            card.refused.connect(self.refused)
        for card in (self._ties, self._lists, *self._known, self.add_menu):
            card.told.connect(self.told)
        self._ties.opened.connect(self.opened)
        self._cards.paper_wanted.connect(self._print_receipt)
        self._balance.why_wanted.connect(self._explain)
        self._balance.end_wanted.connect(self._end)
        self._balance.act_wanted.connect(self._act_on)
        self._history.booking_wanted.connect(self._see_booking)
        self._history.visit_wanted.connect(self._correct_visit)

    @property
    def acts(self) -> tuple[QPushButton, ...]:
        """What can be done with whoever is shown, the main act last."""
        return (self._write, self._sell, self._book, self._arrival)

    def _build(self) -> None:
        who = QWidget()
        self._who = QVBoxLayout(who)
        self._who.setContentsMargins(0, 0, 0, 0)
        who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the acts are never cut short
        acts = self._acts = QWidget()
        line = QHBoxLayout(acts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for act in self.acts:
            line.addWidget(act)
        self._facts.add_before_more(self._change)
        head = QWidget()
        top = self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        top.setContentsMargins(0, 8, 0, 8)
        top.setSpacing(theme.GAP)
        top.addWidget(who, 1)
        top.addWidget(acts)
        self._head.add_to_head(head, instead=True, wide=True)
        tasks, deposits, cards, *others = self._known
        self._whole = QWidget(self)  # before what it holds: all of that is told of each widget it comes to be in
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP + 2)
        whole.addWidget(self._head)
        inside = (tasks, self._facts, self._balance, cards, deposits, self._lists, self._ties, *others)
        self._left = LeftColumn(inside, self._whole)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(0)
        whole.addLayout(self._columns, 1)
        self._columns.addWidget(self._left)
        self._columns.addWidget(self._history, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._whole)
        column.addWidget(self._nobody)
        self._whole.hide()

    def set_narrow(self, narrow: bool) -> None:
        """One column, with the acts under the name, or two."""
        direction = QBoxLayout.Direction
        self._columns.setSpacing(theme.GAP + 2 if narrow else 0)  # the column keeps a gap for its bar
        self._columns.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._top.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._left.set_narrow(narrow)
        self._history.setMinimumHeight(320 if narrow else 190)

    def show_person(self, row: PersonRow | None) -> None:
        """Show them, or an invitation to choose, once the keys that move through the list are through."""
        self._row = row
        self._late = True
        self._whole.setVisible(row is not None)
        self._nobody.setVisible(row is None)
        self._pause.start()

    @Slot()
    def settle(self) -> None:
        """Show at once what was put off."""
        if not self._late:
            return
        self._late = False
        self._pause.stop()
        if self._row is None:
            return
        try:
            file = self._services.person_files.of(self._row.id)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        other = self._file is None or self._file.person.id != file.person.id
        self._row = file.person
        self._file = file
        self.setUpdatesEnabled(False)
        with focus_kept(self, self._facts.add_more):
            self._lay_out(file)
        if other:
            for bar in (self._left.verticalScrollBar(), *self._history.bars):
                bar.setValue(0)
        self.setUpdatesEnabled(True)
        self._rest.start()

    @Slot()
    def _show_rest(self) -> None:
        """What happened to them is read in a step of its own, so that no step keeps the window from answering."""
        file = self._file
        if file is None or self._row is None or self._row.id != file.person.id:
            return
        try:
            self._history.show_file(file)
        except DeskError as refusal:
            self.refused.emit(refusal)

    def _lay_out(self, file: PersonFile) -> None:
        clear(self._who)
        self._who.addWidget(_Name(file))
        self._here = file.here is not None
        self._arrival.setText(_("Departure") if self._here else _("Arrival"))
        for act in (self._change, *self.acts):
            act.setAccessibleDescription(file.person.name)
        self.add_menu.mean(file.person)
        for card in (self._facts, self._balance, self._ties, *self._known):
            card.show_file(file)
        self._lists.show_party(file.person.id)

    @Slot()
    def _come_or_go(self) -> None:
        self.settle()
        if self._row is None:
            return
        visits = self._services.visits
        try:
            if not self._here:
                visit = visits.check_in(self._row.id)
                said = (
                    arrived(visit, self._services.plans.left(self._row.id)),
                    partial(visits.undo_check_in, visit.id),
                )
                if visit.to_pay:
                    self.day_unpaid.emit(self._row.id, *said)
                else:
                    self.told.emit(*said)
            else:
                visit = visits.check_out(self._row.id)
                undo = partial(visits.undo_check_out, visit.id, visit.left)
                self.told.emit(left(visit), undo)
        except DeskError as refusal:
            self.refused.emit(refusal)

    @Slot()
    def _ask_to_change(self) -> None:
        if self._row is not None:
            self.change_wanted.emit(self._row)

    @Slot()
    def offer_more(self) -> None:
        """Everything that may be written down of them."""
        self.settle()
        if self._row is not None:
            at = self._facts.add_more
            self.add_menu.popup(at.mapToGlobal(at.rect().bottomLeft()))

    @Slot()
    def _ask_to_book(self) -> None:
        from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog

        self.settle()
        if self._row is not None:
            dialog = BookingDialog(self.window(), self._services, self._jobs, now=self._clock.wall())
            dialog.mean(self._row)
            self._open(dialog)

    @Slot()
    def _ask_to_sell(self) -> None:
        from tierslieu_desk.ui.pages.people.sell_dialog import SellDialog

        if self._row is not None:
            dialog = SellDialog(self.window(), self._services, self._row.id)
            dialog.money_wanted.connect(self.money_wanted)
            self._open(dialog)

    @Slot(object)
    def _end(self, sold: SubscriptionRow) -> None:
        from tierslieu_desk.ui.pages.people.end_dialog import EndDialog

        dialog = EndDialog(self.window(), self._services, sold, self._clock.today())
        dialog.credit_wanted.connect(self._credit)
        self._open(dialog)

    @Slot(object)
    def _credit(self, invoice_id: int) -> None:
        from tierslieu_desk.ui.pages.money.invoice_credit import CreditDialog

        try:
            dialog = CreditDialog(self.window(), self._services, self._jobs, invoice_id)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        dialog.owed_again.connect(self._owed_again)
        self._open(dialog)

    @Slot(object)
    def _owed_again(self, invoice_id: int) -> None:
        self.page_wanted.emit(f"money/to_invoice/again:{invoice_id}")

    @Slot(str, object)
    def _act_on(self, act: str, sold: SubscriptionRow) -> None:
        from tierslieu_desk.ui.pages.people.plan_dialog import PlanChangeDialog
        from tierslieu_desk.ui.pages.people.subscription_aside import dialog_for

        dialog = dialog_for(act, self.window(), self._services, sold)
        if isinstance(dialog, PlanChangeDialog):
            dialog.credit_wanted.connect(self._credit)
        self._open(dialog)

    @Slot(object)
    def _correct_visit(self, visit_id: int) -> None:
        from tierslieu_desk.ui.pages.shared.visit_dialog import VisitDialog

        try:
            dialog = VisitDialog(self.window(), self._services, self._services.visits.of(visit_id))
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        dialog.told.connect(self.told)
        dialog.open()

    @Slot(object)
    def _see_booking(self, booking_id: int) -> None:
        from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet

        try:
            now = self._clock.wall()
            self._open(BookingSheet(self.window(), self._services, self._jobs, booking_id, now))
        except DeskError as refusal:
            self.refused.emit(refusal)

    @Slot(object, object)
    def _print_receipt(self, party_id: int, card_id: int) -> None:
        print_receipt(self, self._services, self._jobs, (party_id, card_id))

    @Slot()
    def _explain(self) -> None:
        from tierslieu_desk.ui.pages.people.ledger_sheet import LedgerSheet

        if self._row is not None:
            self._open(LedgerSheet(self.window(), self._services, self._row))

    def _open(self, dialog: Dialog) -> None:
        """Any of the dialogs that say how they ended."""
        dialog.told.connect(self.told)
        dialog.open()

    @Slot()
    def _begin_letter(self) -> None:
        from tierslieu_desk.rules.letters import Letter
        from tierslieu_desk.ui import drafts
        from tierslieu_desk.ui.pages.messages import tell

        self.settle()
        row = self._row
        if row is None or tell.letter_begun(self.window(), self._services, row.id, self.told, self.refused):
            return
        if not row.email:
            sentence = _("%(name)s has no e-mail here. Call them, write on paper, or note the address under “Change”.")
            self.told.emit(sentence % {"name": row.name}, None)
            return
        try:
            drafts.begin(Letter(to=row.email, subject="", body=""))
        except DeskError as refusal:
            self.refused.emit(refusal)


class _Name(QWidget):
    """A face, a name on one line, and under it what to know at once."""

    def __init__(self, file: PersonFile) -> None:
        super().__init__()
        row = file.person
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        line.addWidget(Avatar(row.name, avatar_kind(row.id), 48))
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addStretch(1)
        names.addWidget(OneLine(row.name, "name"))
        below = QHBoxLayout()
        below.setSpacing(8)
        for text, kind in _states(file):
            below.addWidget(Chip(text, kind), 0, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(
            OneLine(" · ".join(filter(None, (role_word(row.role), statuses.worded(row.status)))), "second"), 1
        )
        names.addLayout(below)
        names.addStretch(1)
        line.addLayout(names, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)


def _states(file: PersonFile) -> list[tuple[str, str]]:
    states = []
    if file.here is not None:
        time = formats.clock_time(file.here.arrived)
        states.append((_("here since %(time)s") % {"time": time}, "accent"))
    if file.person.retired:
        states.append((_("has left"), "neutral"))
    if file.facts.minor_without:
        states.append((_("minor, nobody agreed yet"), "warning"))
    if file.balance.half_days is not None and file.balance.half_days <= 0:
        states.append((used_up(file.balance.half_days), "bad"))
    return states
