"""What the acts of the counter do: each asks one service, and tells what was done with its way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui.counter.acts import Act
from tierslieu_desk.ui.counter.basket import Chosen
from tierslieu_desk.ui.counter.days import Days
from tierslieu_desk.ui.counter.finding import FindDeed
from tierslieu_desk.ui.counter.visit_acts import VisitDeeds
from tierslieu_desk.ui.pages.today.words import arrived, left
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from tierslieu_desk.services.front.basket import Sale
    from tierslieu_desk.services.front.counter_card import PersonCard


class Deeds(QObject):
    """`told` carries a sentence and the way back, or None: the gesture is over.

    `gathered` comes when the basket is another, `meant` carries a person that was chosen or written down,
    `person_wanted` a number, `articles_kept` nothing, `refused` what stands in the way of one chosen in a dialog.
    `came`: somebody has, and what their day is to cost is in the basket.
    """

    told = Signal(str, object)
    gathered = Signal()
    meant = Signal(object)
    person_wanted = Signal(object)
    articles_kept = Signal()
    came = Signal()
    refused = Signal(object)

    def __init__(self, around: Surroundings[DeskServices], over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._around = around
        self._services = around.services
        self.chosen = Chosen()
        self.days = Days(self._services, self.chosen, over)
        self.days.told.connect(self.told)
        self.days.gathered.connect(self.gathered)
        self.days.refused.connect(self.refused)
        self._acts: dict[str, Callable[[Any, PersonCard | None], None]] = {
            "arrive_ticket": self._arrive_with,
            "article": self._add_article,
            "slate": self._add_slate,
            "owed": self._add_owed,
            "bill": self._add_bill,
            "mail": self._hand_over,
            "passer_by": self._passer_by,
            "choose": self._choose,
            "book": self._book,
            "find": FindDeed(around, self, over).find,
            "new": self._write_down,
            "articles": self._edit_articles,
            **VisitDeeds(around, self, over).acts(),
        }
        self._acts_on: dict[str, Callable[[Any, PersonCard], None]] = {
            "arrive": self._arrive,
            "leave": self._leave,
            "loan": self._give_back,
            "open": self._open_page,
            "plan": self._sell_plan,
            "prepaid": self.sell_card,
            "day": self._add_day,
            "day_price": self._ask_price,
            "day_slate": self._days_on_slate,
            "day_later": self.days.invoice_later,
            "day_free": self.days.ask_why_free,
        }

    def do(self, act: Act, card: PersonCard | None) -> None:
        """Do what the row says, for whoever is meant. Raises what its service raises."""
        if act.code in self._acts:
            self._acts[act.code](act.about, card)
        elif card is not None:
            self._acts_on[act.code](act.about, card)

    def put_on_slate(self, card: PersonCard) -> None:
        """What is in the basket is owed, to be paid later."""
        days = tuple(self.chosen.days)
        written = self._services.counter.put_on_slate(card.id, self.chosen.basket().pieces, days)
        self.days.decided()
        undo = self.days.way_back(days, written) if days else partial(self._services.counter.take_off, written)
        if not written:
            sentence = self.days.slate_words(card)
            self.chosen.clear()
            self.told.emit(sentence, undo)
            return
        count = sum(number for _article, number in self.chosen.articles) + len(days)
        words = ngettext(
            "%(n)s thing is on the slate of %(name)s.", "%(n)s things are on the slate of %(name)s.", count
        )
        self.chosen.clear()
        self.told.emit(words % {"n": count, "name": card.slate.payer}, undo)

    def _arrive(self, _about: None, card: PersonCard) -> None:
        visit = self._services.visits.check_in(card.id)
        undo = partial(self._services.visits.undo_check_in, visit.id)
        sentence = arrived(visit, self._services.plans.left(card.id))
        if self.days.arrived(visit, sentence, undo):
            self.came.emit()
        else:
            self.told.emit(sentence, undo)

    def _add_day(self, day: Any, _card: PersonCard) -> None:
        self.days.add(day)

    def _ask_price(self, day: Any, _card: PersonCard) -> None:
        self.days.ask_price(day)

    def _days_on_slate(self, _about: None, card: PersonCard) -> None:
        if self.chosen.only_new:
            self.put_on_slate(card)

    def _leave(self, _about: None, card: PersonCard) -> None:
        visit = self._services.visits.check_out(card.id)
        undo = partial(self._services.visits.undo_check_out, visit.id, visit.left)
        self.told.emit(left(visit), undo)

    def _passer_by(self, _about: None, _card: PersonCard | None) -> None:
        visit_id = self._services.visits.passer_by()
        self.told.emit(_("One more person passed by."), partial(self._services.visits.undo_check_in, visit_id))

    def _give_back(self, loan: Any, card: PersonCard) -> None:
        loans = self._services.loans
        undo = partial(loans.out_again, loan.id, loans.give_back(loan.id))
        sentence = _("%(thing)s is back from %(name)s.") % {"thing": loan.unit, "name": card.name}
        if loan.deposit_cents:
            money = formats.amount(loan.deposit_cents)
            sentence += " " + _("Return the deposit of %(amount)s.") % {"amount": money}
        self.told.emit(sentence, undo)

    def _arrive_with(self, article: Any, card: PersonCard | None) -> None:
        if card is not None and self.chosen.arrives is None:
            self.chosen.add(article)
            self.chosen.arrives = min(card.wanted, article.half_days)
            self.gathered.emit()

    def _add_article(self, article: Any, _card: PersonCard | None) -> None:
        self.chosen.add(article)
        self.gathered.emit()

    def _add_slate(self, slate: Any, _card: PersonCard | None) -> None:
        self.chosen.slate = slate
        self.gathered.emit()

    def _add_owed(self, owed: Any, _card: PersonCard | None) -> None:
        self.chosen.owed = owed
        self.gathered.emit()

    def _add_bill(self, bill: Any, _card: PersonCard | None) -> None:
        if bill not in self.chosen.bills:
            self.chosen.bills.append(bill)
        self.gathered.emit()

    def _hand_over(self, mail: Any, card: PersonCard | None) -> None:
        from tierslieu_desk.ui.counter.hand_over_dialog import HandOverDialog
        from tierslieu_desk.ui.pages.shared.takes_mail import takes_mail_of

        here = card.name if card is not None and card.is_person else ""
        whom = here or takes_mail_of(self._services, mail.party_id)
        dialog = HandOverDialog(self._over.window(), self._services, mail, whom)
        dialog.told.connect(self.told)
        dialog.open()

    def _choose(self, visit: Any, _card: PersonCard | None) -> None:
        self.meant.emit(self._services.people.get(visit.party_id))

    def _book(self, _about: None, card: PersonCard | None) -> None:
        from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog

        dialog = BookingDialog(self._over.window(), self._services, self._around.jobs, now=self._around.clock.wall())
        if card is not None:
            dialog.mean(self._services.people.get(card.id))
        dialog.told.connect(self.told)
        dialog.open()

    def _sell_plan(self, _about: None, card: PersonCard) -> None:
        """What is sold there and paid now, or while something else is to be paid, goes into the basket beside it."""
        from tierslieu_desk.ui.pages.people.sell_dialog import SellDialog

        dialog = SellDialog(self._over.window(), self._services, card.id)
        self.days.sells_to = card
        dialog.money_wanted.connect(self._plan_to_pay)
        dialog.told.connect(self.days.sold)
        dialog.open()

    def sell_card(self, about: Any, card: PersonCard) -> None:
        """Its amount and how it is paid are asked for, unless a sentence said them: `about` is a pair of both."""
        from tierslieu_desk.ui.pages.people.sell_dialog import CARD, SellDialog

        dialog = SellDialog(self._over.window(), self._services, card.id, what=CARD)
        if about is not None:
            dialog.cards.take(*about)
        dialog.told.connect(self.told)
        dialog.open()

    @Slot(object, str, object, bool)
    def _plan_to_pay(self, party_id: int, sentence: str, undo: Callable[[], object] | None, _owed: bool) -> None:
        try:
            card = self._services.counter.card(party_id)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        self.days.wait_for(sentence, undo)
        self.days.add_owed_by(card)

    def _open_page(self, _about: None, card: PersonCard) -> None:
        self.person_wanted.emit(card.id)

    def _write_down(self, name: Any, _card: PersonCard | None) -> None:
        from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog

        dialog = PersonDialog(self._over.window(), self._services, name=str(name))
        dialog.added.connect(self._added)
        dialog.open()

    @Slot(object)
    def _added(self, party_id: int) -> None:
        try:
            self.meant.emit(self._services.people.get(party_id))
        except DeskError as refusal:
            self.refused.emit(refusal)

    def _edit_articles(self, _about: None, _card: PersonCard | None) -> None:
        from tierslieu_desk.ui.counter.articles_dialog import ArticlesDialog

        dialog = ArticlesDialog(self._over.window(), self._services)
        dialog.kept.connect(self.articles_kept)
        dialog.open()


def paid_words(sale: Sale, name: str) -> str:
    """What came of a payment, and where it is taken back; `name` is empty when nobody was asked for theirs."""
    cents = sale.paid_cents
    numbers = ", ".join(row.number for row in sale.invoices)
    facts = {"amount": formats.amount(cents), "name": name, "numbers": numbers}
    if not name:
        told = _("%(amount)s paid: %(numbers)s.") % facts
    elif numbers:
        told = _("%(name)s paid %(amount)s: %(numbers)s.") % facts
    else:
        told = _("%(name)s paid %(amount)s.") % facts
    return told + " " + _("By mistake? Under Money, Payments: “Take it back…”.")
