"""Another plan for somebody, from the next period on or from today: what each costs is read before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, LessTooEarly, MissingFact
from tierslieu_desk.i18n import _, pgettext
from tierslieu_desk.services.plan.endings import CutLine
from tierslieu_desk.services.plan.plans import NewSubscription
from tierslieu_desk.services.plan.subscription_rows import SubscriptionRow
from tierslieu_desk.services.plan.subscriptions import CutPart, When
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.people import person_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.labels import Words


class PlanChangeDialog(Dialog):
    """`told` carries the sentence and the undo, `credit_wanted` the number of an invoice that charges too much now."""

    credit_wanted = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, sold: SubscriptionRow) -> None:
        super().__init__(parent, _("Another plan for %(name)s") % {"name": sold.party}, _("Change it"), say.sentence)
        self._services, self._sold = services, sold
        self.body.insertWidget(0, Words(f"{sold.name} · {person_words.subscription(sold)}", "second", wrap=True))
        self.body.insertSpacing(1, theme.GAP)
        offered = tuple(
            (plan.id, person_words.plan(plan, with_vat=services.places.with_vat()))
            for plan in services.plans.list()
            if not plan.membership_fee and (plan.name, plan.price_e4) != (sold.name, sold.price_e4)
        )
        self._plan = self.form.add(_("Plan"), Choice(offered), key="plan")
        self._when = self.form.add(pgettext("a moment", "From"), Choice(self._days()), key="when")
        self._why = self.form.add(
            _("Before that, because"), QLineEdit(), key="reason", help=_("Your reason is kept in the journal.")
        )
        self.form.show_field(self._why, False)
        self._asked = False
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(3)
        self._old, self._new = Words("", "second", wrap=True), Words("", "name")
        self._working = Words("", "second", wrap=True)
        for words in (self._old, Words(_("Charged for the new one"), "group"), self._new, self._working):
            column.addWidget(words)
        self._offer = box
        self.body.insertWidget(3, box)
        self._on_paper: CutLine | None = None
        self._credits = False
        self._paper = Words("", "refusal", wrap=True)
        self.body.insertWidget(4, self._paper)
        self._credit = button(_("Change it, then the credit note…"), self._change_and_credit)
        self._wait = button(_("From the next period instead"), self._choose_next)
        self._ways = QWidget()
        ways = QVBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        for way in (self._credit, self._wait):
            way.setAutoDefault(False)
            ways.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.insertWidget(5, self._ways)
        for choice in (self._plan, self._when):
            choice.currentIndexChanged.connect(self._show_offer)
        self._show_offer()

    def _days(self) -> tuple[tuple[object, str], ...]:
        """The next period, and today, each with its first day; what cannot be is left out."""
        days: list[tuple[object, str]] = []
        for when, words in ((When.NEXT, _("the next period, %(day)s")), (When.NOW, _("today, %(day)s"))):
            try:
                on = self._services.subscriptions.changes_on(self._sold.id, when)
            except DeskError:
                continue
            days.append((when, words % {"day": formats.date_medium(on)}))
        return tuple(days)

    @property
    def offer(self) -> tuple[str, str, str]:
        """What is charged of the plan they have, of the new one, and how that was found."""
        return (self._old.text(), self._new.text(), self._working.text())

    def _wanted_now(self) -> tuple[int, When] | None:
        """The plan and from when; None when there is nothing to choose."""
        plan_id, when = self._plan.choice, self._when.choice
        return (plan_id, When(str(when))) if isinstance(plan_id, int) and when is not None else None

    @Slot()
    def _show_offer(self) -> None:
        """As the fields stand; nothing while they say nothing that can be."""
        wanted = self._wanted_now()
        self._offer.setVisible(wanted is not None)
        self._show_paper(None)
        if wanted is None:
            return
        plan_id, when = wanted
        running, sold = self._services.subscriptions, self._sold
        try:
            on, cut = running.changes_on(sold.id, when), running.cut_part(sold.id, when)
            paused = running.pauses_from(sold.id, on)
            offer = self._services.sales.offer(NewSubscription(sold.party_id, plan_id, on), paused)
            self._show_paper(running.cut_on_paper(sold.id, when))
        except DeskError:
            self._offer.hide()
            return
        pauses = tuple((one.first, one.last) for one in running.pauses(sold.id))
        old = () if cut is None else (worked_out(cut), *_paused(pauses, cut.first, cut.last))
        self._old.setText(" · ".join(old))
        self._old.setVisible(cut is not None)
        self._new.setText(formats.amount(offer.gross_cents + offer.signup_cents))
        self._working.setText(
            " · ".join((person_words.worked_out(offer), *_paused(paused, offer.first, offer.last or offer.first)))
        )
        self.grow()

    @property
    def held_back(self) -> str:
        """Why it cannot simply be changed: the invoice that charges too much then."""
        return self._paper.text()

    def _show_paper(self, line: CutLine | None) -> None:
        """What is on an invoice stays there: the act is held back, and both ways are one key away."""
        self._on_paper = line
        self._paper.setText("" if line is None else person_words.cut(line))
        self._paper.setVisible(line is not None)
        self._ways.setVisible(line is not None)
        self._wait.setVisible(self._when.findData(When.NEXT) >= 0)
        self.act.setEnabled(line is None)

    @Slot()
    def _choose_next(self) -> None:
        self._when.choose(When.NEXT)
        self._when.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _change_and_credit(self) -> None:
        """The credit note is looked at as soon as the plan has changed."""
        self._credits = True
        self.try_act()
        self._credits = False

    def commit(self) -> None:
        wanted = self._wanted_now()
        if wanted is None:
            raise MissingFact(field="plan", who="")
        plan_id, when = wanted
        running, sold = self._services.subscriptions, self._sold
        try:
            why, credited = self._why.text().strip(), self._credits and self._on_paper is not None
            changed = running.change_plan(sold.id, plan_id, when, version=sold.version, reason=why, credited=credited)
        except LessTooEarly as early:
            self.form.show_field(self._why, True)
            self.grow()
            field = "reason" if self._asked else "when"
            self._asked = True
            raise LessTooEarly(**early.facts, field=field) from early
        except DeskError as refusal:
            field = "plan" if refusal.code in {"same_plan", "not_offered"} else "when"
            raise type(refusal)(**{**refusal.facts, "field": field}) from refusal
        name = self._services.plans.subscription(changed.new_id).name
        facts = {"name": sold.party, "plan": name, "day": formats.date_medium(changed.on)}
        told = _("%(name)s has %(plan)s from %(day)s on.") % facts
        if credited:
            told = f"{told} {self.held_back}"
        self.told.emit(told, partial(running.take_back_change, changed))
        if credited and self._on_paper is not None:
            self.credit_wanted.emit(self._on_paper.invoice_id)


def _paused(pauses: Iterable[tuple[date, date]], first: date, last: date) -> tuple[str, ...]:
    """The pauses of those days, which the working leaves out."""
    of_these = [(max(begun, first), min(over, last)) for begun, over in pauses if begun <= last and first <= over]
    days = ", ".join(formats.days_text(*one) for one in of_these)
    return (_("paused %(days)s") % {"days": days},) if of_these else ()


def worked_out(cut: CutPart) -> str:
    """What is left to pay of the plan they have, in words."""
    facts = {"name": cut.name, "days": formats.days_text(cut.first, cut.last), "working": cut.working}
    return _("%(name)s, %(days)s: %(working)s, %(amount)s") % (facts | {"amount": formats.amount(cut.cents)})
