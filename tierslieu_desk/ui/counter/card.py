"""The counter card: a name, what can be done for them, and the basket, over whatever page is shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import AlreadyHere, DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.split import Split
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.ui.counter import (
    acts,
    gift_line,
    note_line,
    sentence_deeds,
    sentence_words,
    split_dialog,
    visit_acts,
)
from tierslieu_desk.ui.counter.act_list import ActList
from tierslieu_desk.ui.counter.acts import Act
from tierslieu_desk.ui.counter.basket import BasketPanel, Chosen
from tierslieu_desk.ui.counter.deeds import Deeds, paid_words
from tierslieu_desk.ui.counter.head import SIDE, PersonHead, SearchLine
from tierslieu_desk.ui.counter.kept import Kept
from tierslieu_desk.ui.counter.keys import Keys
from tierslieu_desk.ui.counter.keystrokes import HELP
from tierslieu_desk.ui.counter.looking import Looking
from tierslieu_desk.ui.counter.overlay import Overlay
from tierslieu_desk.ui.help_sheet import HelpSheet
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.message_bar import announce

if TYPE_CHECKING:
    from tierslieu_desk.services.front.articles import Article
    from tierslieu_desk.services.front.basket import Basket, Sale
    from tierslieu_desk.services.front.counter_card import PersonCard, Slate
    from tierslieu_desk.services.person.people import PersonRow

BASKET, BASKET_NARROW = 330, 264
NARROW_BELOW = 760


class CounterCard(Overlay):
    """Lies over its window until a gesture is done or Escape; frees itself then.

    `said` carries a sentence and its undo, `sold` a sentence and the documents that were issued, `person_wanted` the
    number of whoever's page is asked for.
    """

    said = Signal(str, object)
    sold = Signal(str, object)
    person_wanted = Signal(object)

    def __init__(self, host: QWidget, around: Surroundings[DeskServices], kept: Kept | None = None) -> None:
        self._busy = False
        super().__init__(host)
        self.setObjectName("counter")
        self.setAccessibleName(_("At the counter"))
        self._jobs = around.jobs
        self.services = self._services = around.services
        self.looking = Looking(around.services)
        self._kept = Kept(around.clock) if kept is None else kept
        self._at = 0
        self._card: PersonCard | None = None
        self.told_cents: int | None = None
        self._articles: tuple[Article, ...] = ()
        self.deeds = Deeds(around, self)
        self.days = self.deeds.days
        self.undoes = self.days.may_undo
        self.deeds.told.connect(self._done)
        self.deeds.gathered.connect(self._load)
        self.deeds.meant.connect(self.mean)
        self.deeds.person_wanted.connect(self._open_page)
        self.deeds.articles_kept.connect(self._read_articles)
        self.deeds.refused.connect(self.refuse)
        self.deeds.came.connect(self._load)
        self.days.noted.connect(self.said)
        self.days.noted.connect(self._load)
        self._build(Keys(self))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._load)
        self.search.textChanged.connect(self._typed)
        self._read_articles()

    def _build(self, keys: Keys) -> None:
        self.search = SearchLine(keys.search_key)
        self._hint = Words(_("↑ ↓ choose · Enter do · Alt+key at once · Tab next person · Esc close"), "second")
        self._refusal = Words("", "refusal", wrap=True)
        self._refusal.setContentsMargins(SIDE, 10, SIDE, 4)
        self._refusal.hide()
        self.head = PersonHead()
        self.list = ActList(keys.list_key)
        self.list.wanted.connect(self.do)
        self.panel = BasketPanel()
        self.panel.pay.connect(self.pay)
        self.panel.slate.connect(self.put_on_slate)
        self.panel.taken_out.connect(self._take_out)
        top = QHBoxLayout()
        top.setContentsMargins(SIDE, 14, SIDE, 13)
        top.setSpacing(SIDE)
        top.addWidget(self.search, 1)
        top.addWidget(self._hint)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._refusal)
        left.addWidget(self.head)
        left.addWidget(self.list, 1)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addLayout(left, 1)
        below.addWidget(self.panel)
        rule = QFrame()
        rule.setObjectName("counterRule")
        rule.setFixedHeight(1)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(rule)
        column.addLayout(below, 1)

    @property
    def may_leave(self) -> bool:
        """Not while money is being written down."""
        return not self._busy

    @property
    def card(self) -> PersonCard | None:
        """Whoever is meant; None before a name is typed, or when nobody has it."""
        return self._card

    @property
    def refusal(self) -> str:
        """The sentence shown, empty when nothing stands in the way."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    @Slot()
    def _typed(self) -> None:
        self._refusal.hide()
        width = self.frame.width()
        self._hint.setVisible(width >= NARROW_BELOW and self.search.leaves(self._hint, width))
        self._look()
        self._later.start()

    def _look(self, meant: int | None = None) -> None:
        with self.refusals():
            self.looking.look(self.search.text(), meant)
        self._at = 0

    def next_person(self, by: int = 1) -> None:
        """Mean the next of those found."""
        self._at = (self._at + by) % max(1, len(self.looking.found))
        self._load()

    def settle(self) -> None:
        """What was typed counts at once, before a key acts on it."""
        if self._later.isActive():
            self._load()

    @Slot(object)
    def mean(self, row: PersonRow) -> None:
        """Somebody chosen or just written down: their name as if it was typed, and they are meant among namesakes."""
        self.search.setText(row.name)
        self.looking.mean(row)
        self.search.setFocus()
        self._load()

    @Slot()
    def _read_articles(self) -> None:
        with self.refusals():
            self._articles = self._services.counter.articles()
        self._load()

    @Slot()
    def _load(self) -> None:
        """Read and show whoever is meant now, or what can be done for nobody in particular."""
        self._later.stop()
        before = self._card.id if self._card is not None else None
        with self.refusals():
            row = self.looking.found[self._at] if self.looking.found else None
            self._card = card = None if row is None else self._services.counter.card(row.id)
            if before is not None and (row is None or row.id != before):
                self._kept.leave_with(before, self.deeds.chosen)
            if card is not None and card.id != before and self.looking.by_name:
                self._kept.put_back(card, self.deeds.chosen, self._articles)
            self._show(anew=row is None or row.id != before)

    def _show(self, *, anew: bool) -> None:
        card, text, looking = self._card, self.search.text().strip(), self.looking
        if looking.ask is not None:
            rows = sentence_words.asking(looking.ask)
            self.head.show_words(sentence_words.question(looking.ask))
        elif card is not None:
            chosen = self.deeds.chosen
            rows = acts.for_person(card, self._articles, chosen.days, may_wait=chosen.only_new)
            rows = visit_acts.arrange(self._services, text, card, rows)
            rows += acts.for_new(text) if looking.nearly else ()
            self.head.show_person(card, self._at, tuple(row.name for row in looking.found))
        elif looking.note:
            rows = (note_line.row(looking.note),)
            self.head.hide()
        elif looking.gift is not None:
            rows = (gift_line.row(looking.gift),)
            self.head.show_words(_("That is the code of a gift"))
        elif looking.understood is not None:
            rows = ()
            self.head.hide()
        elif text:
            rows = visit_acts.unknown(text) or acts.for_new(text)
            self.head.show_words(_("Nobody is called that yet"))
        else:
            here, many = self._services.visits.here_now(), self._services.today.how_many_here()
            rows = (*acts.for_nobody(here, many, self._articles), note_line.begin())
            self.head.hide()
        if not self.deeds.chosen.empty or _slate_of(card) is not None:
            rows = (*rows, acts.split())
        if looking.understood is not None:
            rows = (sentence_words.row(looking.understood, card), *rows)
        self.list.show_acts(rows)
        if anew or looking.understood is not None or self.deeds.chosen.days:
            self.list.first()
        self.show_basket()

    @Slot()
    def show_basket(self) -> None:
        """What is in the basket, or on their slate, and what it comes to."""
        chosen, card = self.deeds.chosen, self._card
        slate = _slate_of(card) if chosen.empty else None
        self.told_cents = None
        with self.refusals():
            if chosen.empty and slate is None:
                advice = _("What is sold comes here: Alt and the figure beside it.")
                self.panel.show_advice(advice, "" if self._card is not None else sentence_words.in_one_line())
            else:
                asked = chosen if slate is None else Chosen(slate=slate)
                quote = self._services.counter.quote(asked.basket(), card.id if card is not None else None)
                if slate is None:
                    self.panel.show_basket(chosen, quote)
                else:
                    self.panel.show_slate(slate, quote, _("Cash, card or cheque clears it in one payment."))
                self.told_cents = quote.total_cents
        to_pay = not chosen.empty or _slate_of(card) is not None
        self.panel.allow(pay=to_pay, slate=chosen.only_new and card is not None, busy=self._busy)
        self.panel.allow_prepaid(card.card_reach if card is not None else 0, pay=to_pay, busy=self._busy)

    @Slot(object)
    def do(self, act: Act | None) -> None:
        """Do what a row says, for whoever is meant."""
        if act is not None and not self._busy:
            self._refusal.hide()
            with self.refusals():
                if act.code == "sentence":
                    sentence_deeds.do(self, act.about)
                elif act.code == "note":
                    note_line.do(self, act)
                elif act.code == "gift" and self.looking.gift is not None:
                    gift_line.do(self, self.looking.gift)
                elif act.code == "split":
                    split_dialog.open_over(self)
                elif act.code == "meant":
                    self._look(getattr(act.about, "id", None))
                    self._load()
                elif act.code == "room" and self.looking.ask is not None:
                    self.search.setText(sentence_words.with_room(self.search.text(), self.looking.ask, act.title))
                else:
                    self.deeds.do(act, self._card)

    def show_help(self) -> None:
        """Its one screen of help, beside it."""
        HelpSheet(self.window(), _("At the counter"), HELP).open()

    @Slot(object)
    def _take_out(self, line: int) -> None:
        self.deeds.chosen.take_out(line)
        self._load()
        self.search.setFocus()

    @Slot()
    def put_on_slate(self) -> None:
        """What is in the basket is paid later, by whoever is meant."""
        if self._card is not None and self.deeds.chosen.only_new and not self._busy:
            with self.refusals():
                self.deeds.put_on_slate(self._card)

    @Slot(object)
    def pay(self, method: PaymentMethod | Split) -> None:
        """What is in the basket is paid now: the documents and the money are written off the main thread."""
        chosen = self.deeds.chosen
        if chosen.empty:
            chosen.slate = _slate_of(self._card)
        if chosen.empty or self._busy or split_dialog.needs_more(self, method):
            return
        with self.refusals():
            basket = chosen.basket()
            party = self._card.id if self._card is not None else None
            counter = self._services.counter
            shown = counter.quote(basket, party).total_cents if self.told_cents is None else self.told_cents
            work = partial(_sell, self._services, party, basket, method, (shown, chosen.arrives))
            self._busy = True
            self.show_basket()
            done = partial(self._paid, self._card.name if self._card is not None else "")
            self._jobs.run(_("Writing down the payment"), work, done=done, failed=self._not_paid)

    def _paid(self, name: str, sale: Sale) -> None:
        """Told under the name of whoever paid: another one may be looked for by now."""
        self._busy = False
        sentence = paid_words(sale, name)
        self.days.decided()
        self.deeds.chosen.clear()
        self.leave()
        self.sold.emit(sentence, sale.invoices)

    def _not_paid(self, problem: BaseException) -> None:
        self._busy = False
        if isinstance(problem, DeskError):
            self.refuse(problem)
        if isinstance(problem, AlreadyHere):
            self.deeds.chosen.arrives = None
        self._load()

    @Slot(str, object)
    def _done(self, sentence: str, undo: object) -> None:
        """Over, but for what is in the basket: it stays to be paid."""
        if not self.deeds.chosen.empty:
            self.said.emit(sentence, undo)
            self._load()
            return
        self.days.decided()
        self.leave()
        self.said.emit(sentence, undo)

    @Slot(object)
    def _open_page(self, party_id: int) -> None:
        self.leave()
        self.person_wanted.emit(party_id)

    @Slot(object)
    def refuse(self, refusal: DeskError) -> None:
        """Say why something could not be done; all that was typed and chosen stays."""
        self._refusal.setText(say.sentence(refusal))
        self._refusal.show()
        announce(self, self._refusal.text(), urgent=True)

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Around a gesture: what the desk refuses is said in the card, which stays as it is."""
        try:
            yield
        except DeskError as refusal:
            self.refuse(refusal)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.raise_()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window, or at a large scale, the keys are told by the rows alone, and the basket is slimmer."""
        super().resizeEvent(event)
        narrow = self.frame.width() < NARROW_BELOW
        width = self.frame.width()
        self._hint.setVisible(width >= NARROW_BELOW and self.search.leaves(self._hint, width))
        self.panel.setFixedWidth(BASKET_NARROW if narrow else BASKET)
        self.panel.set_narrow(narrow)


def _slate_of(card: PersonCard | None) -> Slate | None:
    """What is on the slate of whoever is meant, and may be paid as it is shown."""
    return card.slate if card is not None and card.slate.lines else None


def _sell(
    services: DeskServices,
    party: int | None,
    basket: Basket,
    method: PaymentMethod | Split,
    shown: tuple[int, int | None],
    _progress: Progress | None = None,
) -> Sale:
    total, arrives = shown
    return services.counter.sell(party, basket, method, shown_cents=total, arrives=arrives)
