"""Selling a subscription or a pass to somebody: what it charges and gives is read before it is sold."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, MissingFact, PriceBelowFloor
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.money import e4_from_cents
from tierslieu_desk.rules.proration import add_months
from tierslieu_desk.rules.vocabulary import PartyKind
from tierslieu_desk.services.plan.plans import NewPass, NewSubscription
from tierslieu_desk.services.plan.sales import Offer, PassSold
from tierslieu_desk.ui import place_words, theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.forms import Remark
from tierslieu_desk.ui.pages.people import person_words, sell_card, sell_words
from tierslieu_desk.ui.pages.people.sell_more import DepositLine, PassMore, PlanPrice
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import SegmentedControl, button
from tierslieu_desk.ui.widgets.fields import Choice, DateField, NumberField
from tierslieu_desk.ui.widgets.labels import Words

SUBSCRIPTION, PASS, CARD, CODE = "subscription", "pass", "card", "code"
PAY_KEY = "F6"
"""Which takes a card at the counter: pressed once more there, it is paid."""
E4 = 10_000
"""Prices are kept in ten-thousandths."""
_MONTHS_GOOD = (0, 3, 6, 12)


class SellDialog(Dialog):
    """`told` carries the sentence and the undo, for as long as nothing was done with what was sold.

    `money_wanted` carries the same, with whose it is before and true behind, when it is to be paid at once.
    """

    money_wanted = Signal(object, str, object, bool)

    def __init__(
        self, parent: QWidget | None, services: DeskServices, party_id: int, *, what: str = SUBSCRIPTION
    ) -> None:
        self._person = services.people.get(party_id)
        super().__init__(parent, _("Sell to %(name)s") % {"name": self._person.name}, _("Sell it"), say.sentence)
        self._services = services
        kinds: tuple[tuple[str, str], ...] = ((SUBSCRIPTION, _("A subscription")), (PASS, _("A pass")))
        if what == CARD or sell_card.offered(services, party_id):
            kinds = (*kinds, (CARD, _("A prepaid card")))
        if services.passes.gifts() or services.prepaid_cards.gifts():
            kinds = (*kinds, (CODE, _("A gift’s code")))
        self._what = SegmentedControl(_("What is sold"), kinds)
        self.form.add(_("What is sold"), self._what)
        self._today = services.sales.today()
        self._add_plan_fields()
        self._add_pass_fields()
        self._code = self.form.add(
            _("Code of the gift"), QLineEdit(), key="code", help=_("Capitals and spaces do not matter.")
        )
        self.cards = sell_card.CardFields(self.form, self._person, self._today)
        self._add_offer()
        self._at_once = False
        self._pay = button(_("Sell it and take the money"), self._sell_and_take)
        self._pay.setAutoDefault(False)
        self._pay.setToolTip(PAY_KEY)
        QShortcut(QKeySequence(PAY_KEY), self).activated.connect(self._pay.click)
        self.foot.insertWidget(0, self._pay)
        plans = self._fill_plans()
        self._what.choose(what if plans or what in {PASS, CARD} else PASS if self._lately else SUBSCRIPTION)
        self._what.chosen.connect(self._turn)
        self._plan.currentIndexChanged.connect(self._turn)
        for changed in (self._days.valueChanged, self._good.currentIndexChanged):
            changed.connect(self._show_offer)
        for more in (self._plan_price.changed, self._more.changed):
            more.connect(self._turn)
        self._more.unfolded.connect(self.grow)
        for field in (self._price, self._name, self._code):
            field.textChanged.connect(self._show_offer)
        self._starts.settled.connect(self._tell_start)
        self._like.currentIndexChanged.connect(self._copy_last)
        self._turn()

    def _add_plan_fields(self) -> None:
        self._none = button(_("Write a plan down…"), self._new_plan)
        self._none.setAutoDefault(False)
        self.form.add(_("There is no plan to sell yet"), self._none)
        self._plan = self.form.add(_("Plan"), Choice(), key="plan")
        self._plan_price = PlanPrice(self.form, with_vat=self._services.places.with_vat())
        self._starts = self.form.add(
            _("First day"),
            DateField(self._today),
            key="starts",
            help=_("The first period is cut to the days that are left."),
        )
        self._deposit = DepositLine(self.form)

    def _add_pass_fields(self) -> None:
        self._lately = self._services.sales.passes_lately()
        choices = tuple((one, f"{one.name} · {formats.unit_price(one.price_e4)}") for one in self._lately)
        self._like = self.form.add(_("Like"), Choice((*choices, (None, _("Another one")))))
        first = self._lately[0] if self._lately else PassSold(_("Book of tickets"), 5, 0)
        self._name = self.form.add(_("Name"), QLineEdit(first.name), key="name")
        self._days = self.form.add(
            _("Days"), NumberField(first.days, 1, 366), key="days", help=_("Ten tickets of half a day are five days.")
        )
        label = place_words.price_label(self._services.places.with_vat())
        self._price = self.form.add(label, QLineEdit(_typed(first.price_e4)), key="price")
        self._good = self.form.add(_("Good for"), Choice(tuple((months, _months(months)) for months in _MONTHS_GOOD)))
        self._more = PassMore(self.form)
        self._more.copy(first.hours)

    def _add_offer(self) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(3)
        self._now, self._working = Words("", "name"), Words("", "second", wrap=True)
        self._then, self._gives = Words("", "second", wrap=True), Words("", "second", wrap=True)
        self._payer, self._terms = Words("", "second", wrap=True), Remark()
        self._heading = Words(_("Charged at once"), "group")
        lines = (self._now, self._working, self._gives, self._then, self._payer, self._terms)
        for words in (self._heading, *lines):
            column.addWidget(words)
        self.body.insertWidget(1, box)

    def _fill_plans(self) -> bool:
        plans = self._services.plans.list()
        self._plans = {plan.id: plan for plan in plans}
        self._plan.clear()
        with_vat = self._services.places.with_vat()
        for plan in plans:
            self._plan.addItem(person_words.plan(plan, with_vat=with_vat), plan.id)
        return bool(plans)

    @property
    def offer(self) -> tuple[str, str, str, str]:
        """What stands under the fields: charged at once, how it was found, what it gives, what is charged then."""
        return (self._now.text(), self._working.text(), self._gives.text(), self._then.text())

    @property
    def agreed(self) -> str:
        """What they agree to with the plan: its term, its notice, the papers to bring."""
        return self._terms.text()

    @Slot()
    def _turn(self) -> None:
        """A plan has a first day, a pass a price of its own, a gift is paid for."""
        plan, sold = self._what.choice == SUBSCRIPTION, self._what.choice == PASS
        some, more = self._plan.count() > 0, self._more.written()
        for field, shown in (
            (self._none, plan and not some),
            (self._plan, plan and some),
            (self._starts, plan and some),
            (self._like, sold and bool(self._lately)),
            (self._name, sold),
            (self._days, sold and more["runs_days"] is None and not more["minutes"]),
            (self._price, sold and not more["home_place"]),
            (self._good, sold),
            (self._code, self._what.choice == CODE),
        ):
            self.form.show_field(field, shown)
        card = self._what.choice == CARD
        self.cards.show(card)
        chosen = self._plan.choice
        of_plan = self._plans.get(chosen) if plan and isinstance(chosen, int) else None
        self._plan_price.show(of_plan)
        self._terms.tell("" if of_plan is None else sell_words.agreed(of_plan))
        self._more.show(sold)
        self.act.setEnabled(some or not plan)
        self.act.setText(_("Sell it") if plan or sold or card else _("Give it"))
        self._pay.setVisible(plan or sold)
        self.form.clear_refusals()
        self._show_offer()

    @Slot()
    def _tell_start(self) -> None:
        refusal = self._starts.refusal
        if refusal is not None:
            told = type(refusal)(**refusal.facts, field="starts")
            self.form.show_refusal(told, say.sentence(told), go_there=False)
        elif self._starts.property("refused"):
            self.form.clear_refusals()
        self._show_offer()

    @Slot()
    def _copy_last(self) -> None:
        sold = self._like.choice
        if isinstance(sold, PassSold):
            self._name.setText(sold.name)
            self._days.setValue(sold.days)
            self._price.setText(_typed(sold.price_e4))
            self._more.copy(sold.hours)

    @Slot()
    def _show_offer(self) -> None:
        """As the fields stand; nothing while they say nothing that can be sold."""
        try:
            offer = self._offered()
        except DeskError:
            code = self._code.text() if self._what.choice == CODE else ""
            self._show("", "", sell_words.behind(self._services, code) if code else "", "", "")
            self._deposit.show(0)
            self._pay.setEnabled(False)
            return
        self._pay.setEnabled(offer.gross_cents > 0 and offer.first <= self._today)
        self._deposit.show(offer.deposit_cents)
        mine = offer.payer == self._person.name
        payer = "" if mine else _("%(name)s pays.") % {"name": offer.payer}
        words = person_words
        now = formats.amount(offer.gross_cents + offer.signup_cents)
        self._show(now, words.worked_out(offer), words.gives(offer), words.charged_then(offer), payer)

    def _show(self, *texts: str) -> None:
        self._heading.setVisible(bool(texts[0]))
        lines = (self._now, self._working, self._gives, self._then, self._payer)
        for words, text in zip(lines, texts, strict=True):
            words.setText(text)
            words.setVisible(bool(text))
        self.grow()

    def _offered(self) -> Offer:
        if self._what.choice in {CARD, CODE}:  # nothing of them is invoiced
            raise MissingFact(field="price", who="")
        if self._what.choice == SUBSCRIPTION:
            try:
                return self._services.sales.offer(self._subscription())
            except PriceBelowFloor as refusal:
                raise PriceBelowFloor(**{**refusal.facts, "field": "plan-price"}) from refusal
        return self._services.sales.offer_pass(self._pass())

    def _subscription(self) -> NewSubscription:
        plan_id = self._plan.choice
        if not isinstance(plan_id, int):
            raise MissingFact(field="plan", who="")
        refusal = self._starts.refused()
        if refusal is not None:
            raise type(refusal)(**refusal.facts, field="starts")
        return NewSubscription(self._person.id, plan_id, self._starts.day, price_e4=self._plan_price.e4)

    def _pass(self) -> NewPass:
        more = self._more.written()
        try:
            cents = 0 if more["home_place"] else formats.parse_amount(self._price.text())
        except DeskError as refusal:
            raise type(refusal)(**refusal.facts, field="price") from refusal
        months = self._good.choice
        until = add_months(self._today, months) if isinstance(months, int) and months else None
        return NewPass(
            party_id=self._person.id,
            name=self._name.text(),
            days=0 if more["minutes"] else self._days.value(),
            price_e4=e4_from_cents(cents),
            valid_until=until,
            shared=self._person.kind is PartyKind.ORGANISATION,
            **more,
        )

    def unfold(self) -> None:
        """Show what few passes have."""
        self._more.fold.setChecked(True)
        self._turn()

    def commit(self) -> None:
        if self._what.choice == CODE:
            self.told.emit(*sell_card.redeemed(self._services, self._code.text(), self._person))
            return
        if self._what.choice == CARD:
            self.told.emit(*self.cards.sell(self._services))
            return
        services, offer = self._services, self._offered()
        amount = formats.amount(offer.gross_cents + offer.signup_cents)
        facts = {"what": offer.name, "name": self._person.name, "amount": amount}
        if self._what.choice == SUBSCRIPTION:
            number = services.plan_deposits.sell(self._subscription(), self._deposit.method)
            version = services.plans.subscription(number).version
            undo = partial(services.plan_deposits.take_back, number, version)
            sentence = _("%(what)s sold to %(name)s: %(amount)s to invoice.")
            if services.people.get(self._person.id).role != self._person.role:
                sentence = _("%(what)s sold to %(name)s, a member from now on: %(amount)s to invoice.")
            if self._deposit.method is not None:
                facts["deposit"] = formats.amount(offer.deposit_cents)
                sentence = _("%(what)s sold to %(name)s: %(amount)s to invoice, and a deposit of %(deposit)s is kept.")
            good = ""
        else:
            new = self._pass()
            number = services.plans.sell_pass(new)
            undo = partial(services.sales.take_back_pass, number)
            good = sell_words.made_good(*services.passes.made_good(number))
            sentence = _("%(what)s sold to %(name)s: %(amount)s on the slate.")
            if new.home_place:
                sentence = _("%(name)s has %(what)s, and is charged nothing.")
            if new.gift:
                codes = {gift.pass_id: gift.code for gift in services.passes.gifts(self._person.id)}
                facts["code"] = codes.get(number, "")
                sentence = _("%(what)s sold to %(name)s: %(amount)s on the slate. The code of the gift: %(code)s.")
        told = " ".join(part for part in (sentence % facts, good) if part)
        if self._at_once:
            self.money_wanted.emit(self._person.id, told, undo, True)
        else:
            self.told.emit(told, undo)

    @Slot()
    def _sell_and_take(self) -> None:
        """The counter goes on with the money; left without it, it tells what was sold."""
        self._at_once = True
        self.try_act()
        self._at_once = False

    @Slot()
    def _new_plan(self) -> None:
        from tierslieu_desk.ui.pages.settings.plan import PlanDialog

        dialog = PlanDialog(self, self._services)
        dialog.added.connect(self._take_plan)
        dialog.open()

    @Slot(object)
    def _take_plan(self, plan_id: int) -> None:
        self._fill_plans()
        self._plan.choose(plan_id)
        self._turn()


def _typed(price_e4: int) -> str:
    """A price as one types it; nothing for none."""
    return formats.number(Decimal(price_e4) / E4) if price_e4 else ""


def _months(count: int) -> str:
    if count == 0:
        return _("as long as they like")
    return ngettext("%(n)s month", "%(n)s months", count) % {"n": count}
