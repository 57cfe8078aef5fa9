"""The basket at the right of the counter card: what is in it, what it comes to, and how it is paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, ngettext, pgettext
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.counter.acts import PREPAID_KEY, SLATE_KEY
from tierslieu_desk.ui.pages.today.words import half_days
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import clear
from tierslieu_desk.ui.widgets.labels import Facts, Words

if TYPE_CHECKING:
    from tierslieu_desk.services.front.articles import Article
    from tierslieu_desk.services.front.basket import Basket, Quote
    from tierslieu_desk.services.front.counter_card import OpenBill, Slate
    from tierslieu_desk.services.visit.days_due import DayDue

KEYS = (("Ctrl+Enter", PaymentMethod.CASH), ("F6", PaymentMethod.CARD), ("F7", PaymentMethod.CHEQUE))


@dataclass(slots=True)
class Chosen:
    """What is in the basket so far. `arrives`: half-days they check in for once it is paid; `days`: what they owe."""

    articles: list[tuple[Article, int]] = field(default_factory=list)
    slate: Slate | None = None
    owed: Slate | None = None
    bills: list[OpenBill] = field(default_factory=list)
    arrives: int | None = None
    days: list[DayDue] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to pay."""
        return not (self.articles or self.days or self.slate or self.owed or self.bills)

    @property
    def only_new(self) -> bool:
        """Whether all of it may go on a slate: what is there already, or invoiced, may not."""
        return bool(self.articles or self.days) and not (self.slate or self.owed or self.bills)

    @property
    def slates(self) -> tuple[Slate, ...]:
        """What is owed already and paid now."""
        return tuple(slate for slate in (self.slate, self.owed) if slate is not None)

    def add(self, article: Article) -> None:
        """One more of it."""
        for number, (known, count) in enumerate(self.articles):
            if known == article:
                self.articles[number] = (known, count + 1)
                return
        self.articles.append((article, 1))

    def add_day(self, day: DayDue) -> None:
        """A day they came; at another price it takes the place of the same day."""
        self.days = [*(other for other in self.days if other.visit_id != day.visit_id), day]

    def take_out(self, number: int) -> None:
        """One of the lines: one less of an article, or a day, or the slate, or an invoice."""
        if number < len(self.articles):
            article, count = self.articles[number]
            self.articles[number : number + 1] = [(article, count - 1)] if count > 1 else []
            if article.half_days:
                self.arrives = None
        elif (number := number - len(self.articles)) < len(self.days):
            del self.days[number]
        elif (number := number - len(self.days)) < len(self.slates):
            out = self.slates[number]
            self.slate, self.owed = (None if one is out else one for one in (self.slate, self.owed))
        else:
            del self.bills[number - len(self.slates)]

    def forget_the_person(self) -> None:
        """Somebody else is meant: their slate and invoices stay theirs."""
        self.slate = self.owed = self.arrives = None
        self.bills.clear()
        self.days.clear()

    def clear(self) -> None:
        """All of it was paid, or put on the slate."""
        self.articles.clear()
        self.forget_the_person()

    def copy(self) -> Chosen:
        """The same, which no longer changes with it."""
        return replace(self, articles=list(self.articles), bills=list(self.bills), days=list(self.days))

    def take(self, other: Chosen, articles: Sequence[Article]) -> None:
        """Its articles, as far as they are still sold, at what they cost now."""
        for kept, count in other.articles:
            same = (one for one in articles if one == kept or (one.id is not None and one.id == kept.id))
            self.articles += [(one, count) for one in (next(same, None),) if one is not None]

    def basket(self) -> Basket:
        """As the service takes it."""
        from tierslieu_desk.services.front.basket import Basket, Piece

        made = Basket(tuple(Piece(article, count) for article, count in self.articles))
        made = replace(made, charges=tuple(charge for slate in self.slates for charge in slate.charges))
        made = replace(made, days=tuple(self.days))
        return replace(made, invoices=tuple(bill.id for bill in self.bills))


class BasketPanel(QFrame):
    """`pay` carries a `PaymentMethod`, `slate` asks for the slate, `taken_out` is the number of a line."""

    pay = Signal(object)
    slate = Signal()
    taken_out = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("counterBasket")
        self.setAccessibleName(_("Basket"))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        self._title = Words(_("Basket"), "cardTitle")
        column.addWidget(self._title)
        column.addWidget(self._scrolling(), 1)
        self._rule = QFrame()
        self._rule.setObjectName("counterRule")
        self._rule.setFixedHeight(1)
        column.addWidget(self._rule)
        total = QHBoxLayout()
        self._total_word = Words(_("Total"), "strong")
        self._total = Words("", "figure")
        total.addWidget(self._total_word, 0, Qt.AlignmentFlag.AlignBaseline)
        total.addStretch(1)
        total.addWidget(self._total, 0, Qt.AlignmentFlag.AlignBaseline)
        column.addLayout(total)
        self._note = Words("", "second", wrap=True)
        column.addWidget(self._note)
        self._narrow = False
        self._told = (False, False, False)
        self._buttons(column)

    def _scrolling(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("clear")
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 0, 0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        holder.addLayout(self._lines)
        holder.addStretch(1)
        area = QScrollArea()
        area.setObjectName("clear")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _buttons(self, column: QVBoxLayout) -> None:
        self.cash = button(pgettext("a payment", "Cash"), self._cash, look="main", tall=True)
        self.cash.setToolTip("+".join(("Ctrl", _("Enter"))))
        column.addWidget(self.cash)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.card = button(pgettext("a payment", "Card"), self._card)
        self.cheque = button(pgettext("a payment", "Cheque"), self._cheque)
        self.on_slate = button(pgettext("instead of a payment", "Slate"), self.slate.emit)
        for made, key in ((self.card, "F6"), (self.cheque, "F7"), (self.on_slate, SLATE_KEY)):
            made.setToolTip(key)
            made.setAccessibleDescription(key)
            line.addWidget(made, 1)
        column.addLayout(line)
        self.prepaid = button(_("Prepaid card"), self._prepaid)
        self.prepaid.setToolTip(PREPAID_KEY)
        self.prepaid.setAccessibleDescription(PREPAID_KEY)
        self.prepaid.hide()
        column.addWidget(self.prepaid)
        self._keys = Facts(_("Ctrl+Enter cash · F6 card · F7 cheque · F8 slate"), "second")
        self._paid_keys = Facts(_("Ctrl+Enter cash · F6 card · F7 cheque"), "second")
        self._prepaid_key = Facts(_("F4 prepaid card"), "second")
        for keys in (self._keys, self._paid_keys, self._prepaid_key):
            column.addWidget(keys)

    def show_basket(self, chosen: Chosen, quote: Quote) -> None:
        """The lines, what they come to, and what is done besides."""
        self._title.setText(_("Basket"))
        clear(self._lines)
        for number, (article, count) in enumerate(chosen.articles):
            name = f"{count} × {article.name}" if count > 1 else article.name
            self._line(name, quote.pieces[number], number)
        before = len(chosen.articles)
        for number, day in enumerate(chosen.days):
            self._line(half_days(day.half_days), quote.days[number], before + number)
        before += len(chosen.days)
        for number, slate in enumerate(chosen.slates, start=before):
            count = len(slate.lines)
            words = ngettext("Slate (%(n)s line)", "Slate (%(n)s lines)", count)
            if slate is chosen.owed:
                words = ngettext("To be invoiced (%(n)s line)", "To be invoiced (%(n)s lines)", count)
            self._line(words % {"n": count}, slate.total_cents, number)
        for number, bill in enumerate(chosen.bills, start=before + len(chosen.slates)):
            self._line(_("Invoice %(number)s") % {"number": bill.number}, bill.left_cents, number)
        notes = []
        if quote.with_vat:
            notes.append(_("VAT of %(amount)s included") % {"amount": formats.amount(quote.tax_cents)})
        notes += _paid_before(quote)
        if chosen.arrives:
            notes.append(_("arrives, %(days)s used") % {"days": half_days(chosen.arrives)})
        self._sum(quote.total_cents, " · ".join(notes))

    def show_advice(self, advice: str, besides: str = "") -> None:
        """Nothing in the basket, nor on a slate: what to do, and in which other way."""
        clear(self._lines)
        self._title.setText(_("Basket"))
        for told in filter(None, (advice, besides)):
            words = Words(told, "second", wrap=True)
            words.setContentsMargins(0, 0, 0, theme.GAP)
            self._lines.addWidget(words)
        self._sum(None, "")

    def show_slate(self, slate: Slate, quote: Quote, advice: str) -> None:
        """Nothing in the basket: what is on their slate, and what it comes to."""
        clear(self._lines)
        self._title.setText(_("On the slate"))
        for line in slate.lines:
            count = line.quantity_milli // 1000
            self._line(f"{count} × {line.description}" if count > 1 else line.description, line.gross_cents, None)
        self._sum(quote.total_cents, " · ".join((*_paid_before(quote), advice)))

    def allow(self, *, pay: bool, slate: bool, busy: bool = False) -> None:
        """Only buttons that do something are there; none of them does while money is being written down."""
        for made in (self.cash, self.card, self.cheque):
            made.setVisible(pay)
            made.setEnabled(pay and not busy)
        self.on_slate.setVisible(slate)
        self.on_slate.setEnabled(slate and not busy)
        self._told = (slate, pay and not slate, False)
        self._tell_keys()

    def allow_prepaid(self, cents: int, *, pay: bool, busy: bool = False) -> None:
        """A way of paying more, for whoever has something on a prepaid card."""
        self.prepaid.setText(_("Prepaid card (%(amount)s)") % {"amount": formats.amount(cents)})
        self.prepaid.setVisible(pay and cents > 0)
        self.prepaid.setEnabled(pay and cents > 0 and not busy)
        self._told = (*self._told[:2], pay and cents > 0)
        self._tell_keys()

    def set_narrow(self, narrow: bool) -> None:
        """A small window: the keys are in the buttons' own words."""
        self._narrow = narrow
        self._tell_keys()

    def _tell_keys(self) -> None:
        for keys, told in zip((self._keys, self._paid_keys, self._prepaid_key), self._told, strict=True):
            keys.setVisible(told and not self._narrow)

    @property
    def told(self) -> list[str]:
        """The lines and the total as they are read, for tests."""
        lines = sorted((self._lines.indexOf(one), one.accessibleName()) for one in self.findChildren(QWidget))
        return [words for place, words in lines if place >= 0] + [self._total.text()]

    def _sum(self, cents: int | None, note: str) -> None:
        for widget in (self._rule, self._total_word, self._total):
            widget.setVisible(cents is not None)
        self._total.setText("" if cents is None else formats.amount(cents))
        self._total.setAccessibleName(" ".join((_("Total"), self._total.text())))
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _line(self, words: str, cents: int, number: int | None) -> None:
        price = formats.amount(cents)
        row = QWidget()
        row.setAccessibleName(f"{words} {price}")
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.STEP)
        inside.addWidget(Words(words, wrap=True), 1)
        amount = Words(price, "strong")
        inside.addWidget(amount)
        if number is not None:
            out = button("", self._take_out, look="quiet", icon="x", says=_("Take out: %(what)s") % {"what": words})
            out.setFixedSize(26, 26)
            out.setProperty("line", number)
            inside.addWidget(out)
        else:
            row.setMinimumHeight(26)
        self._lines.addWidget(row)

    @Slot()
    def _take_out(self) -> None:
        self.taken_out.emit(self.sender().property("line"))

    @Slot()
    def _cash(self) -> None:
        self.pay.emit(PaymentMethod.CASH)

    @Slot()
    def _prepaid(self) -> None:
        self.pay.emit(PaymentMethod.PREPAID)

    @Slot()
    def _card(self) -> None:
        self.pay.emit(PaymentMethod.CARD)

    @Slot()
    def _cheque(self) -> None:
        self.pay.emit(PaymentMethod.CHEQUE)


def _paid_before(quote: Quote) -> list[str]:
    cents = quote.carried_cents
    return [_("%(amount)s paid before") % {"amount": formats.amount(cents)}] if cents else []
