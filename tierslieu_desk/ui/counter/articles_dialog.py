"""What is sold at the counter: names, prices and VAT, in the order of their keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, NotAnAmount
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import VatCategory
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice, NumberField
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.front.articles import Article

WIDTH = 640
VAT = 2
"""Its column."""
_E4_PER_CENT = 100
_RATES = {
    VatCategory.STANDARD: N_("standard VAT"),
    VatCategory.INTERMEDIATE: N_("intermediate VAT"),
    VatCategory.REDUCED: N_("reduced VAT"),
    VatCategory.OUTSIDE: N_("no VAT"),
}


class _Line:
    """The fields of one article; an empty name takes it off sale."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.name = QLineEdit(article.name)
        cents = article.price_e4 / _E4_PER_CENT
        plain = article.price_e4 % _E4_PER_CENT == 0
        self.price = QLineEdit(formats.amount(round(cents)) if plain else formats.unit_price(article.price_e4))
        self.as_it_was = self.price.text()
        self.vat = Choice(tuple((code, _(words)) for code, words in _RATES.items()))
        self.vat.choose(article.vat_category)
        self.half_days = NumberField(article.half_days, 0, 400)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        return (self.name, self.price, self.vat, self.half_days)

    def read(self) -> Article:
        """Raises `NotAnAmount`."""
        kept = self.article.price_e4
        if self.price.text() != self.as_it_was:
            cents = formats.parse_amount(self.price.text())
            if cents < 0:
                raise NotAnAmount(text=self.price.text(), example="1,00")
            kept = cents * _E4_PER_CENT
        return replace(
            self.article,
            name=self.name.text().strip(),
            price_e4=kept,
            vat_category=VatCategory(str(self.vat.choice)),
            half_days=self.half_days.value(),
        )


class ArticlesDialog(Dialog):
    """`told` carries what was done; `kept` comes once the list is written."""

    needs = Right.PRICES

    kept = Signal()

    def __init__(self, parent: QWidget | None, services: DeskServices) -> None:
        super().__init__(parent, _("What is sold at the counter"), _("Keep"), say.sentence)
        self._services = services
        self._lines: list[_Line] = []
        self._with_vat = services.places.with_vat()
        advice = (
            _("Prices with VAT. Half-days: what one of it lets somebody use. An empty name takes it off the list.")
            if self._with_vat
            else _("Half-days: what one of it lets somebody use. An empty name takes it off the list.")
        )
        self.body.insertWidget(0, Words(advice, "second", wrap=True))
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 1)
        for column, words in enumerate((_("Name"), _("Price"), _("VAT"), _("Half-days"))):
            if column != VAT or self._with_vat:
                self._grid.addWidget(Words(words, "group"), 0, column)
        self.body.insertWidget(1, holder)
        more = button(_("One more"), self._add_empty, icon="plus")
        more.setAutoDefault(False)
        self.foot.insertWidget(0, more)
        for article in services.counter.articles():
            self._add(article)
        self.setMinimumWidth(WIDTH)

    @Slot()
    def _add_empty(self) -> None:
        from tierslieu_desk.services.front.articles import Article

        self._add(Article(name="", price_e4=0))
        self._lines[-1].name.setFocus()

    def _add(self, article: Article) -> None:
        line = _Line(article)
        row = self._grid.rowCount()
        spoken = article.name or _("Something new")
        for column, (field, words) in enumerate(
            zip(line.fields, (_("Name"), _("Price"), _("VAT"), _("Half-days")), strict=True)
        ):
            field.setAccessibleName(f"{words}, {spoken}")
            self._grid.addWidget(field, row, column)
            field.setVisible(column != VAT or self._with_vat)
        self._lines.append(line)

    def commit(self) -> None:
        wanted = []
        for line in self._lines:
            try:
                wanted.append(line.read())
            except DeskError:
                line.price.setFocus()
                raise
        self._services.counter.set_articles([article for article in wanted if article.name])
        self.kept.emit()
        self.told.emit(_("This is what is sold at the counter now."), None)
