"""A line written by hand, for whatever no other job charges; and a line made right before it is on paper."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, money, say
from tierslieu_desk.errors import DeskError, MissingFact, NotAnAmount
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.vocabulary import VatCategory
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.money.words import beside
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.amount import AmountField
from tierslieu_desk.ui.widgets.buttons import SegmentedControl
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.person_finder import PersonFinder

if TYPE_CHECKING:
    from tierslieu_desk.services.money.to_invoice import ChargeRow, NewCharge

GROSS, NET = str(money.Basis.GROSS), str(money.Basis.NET)
MILLI_PER_HUNDREDTH, E4_PER_CENT = 10, 100


class ChargeDialog(Dialog):
    """`charged` carries whoever pays, `told` the sentence and the undo."""

    TITLE, ACT = N_("Charge something"), N_("Charge it")
    charged = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, *, payer_id: int | None = None) -> None:
        super().__init__(parent, _(self.TITLE), _(self.ACT), say.sentence)
        self._services = services
        rates = services.to_invoice.vat_rates()
        self._who = self.form.add(_("Who"), PersonFinder(services), key="name")
        self._what = self.form.add(
            _("What for"), QLineEdit(), key="description", help=_("As it shall stand on the invoice.")
        )
        self._quantity = self.form.add(_("Quantity"), QLineEdit("1"), key="quantity")
        self._price = self.form.add(_("Price of one"), AmountField(), key="price")
        self._rates = dict(rates)
        bases = ((GROSS, _("VAT included")), (NET, _("VAT on top")))
        self._basis = self.form.add(_("This price has"), SegmentedControl(_("This price has"), bases))
        self._vat = self.form.add(_("VAT"), Choice(tuple((c, formats.rate(rate)) for c, rate in rates if rate)))
        self._with_vat(bool(rates))
        self._total = Words("", "name")
        self.foot.insertWidget(0, self._total, 1)
        for changed in (self._quantity.textChanged, self._price.textChanged, self._vat.currentIndexChanged):
            changed.connect(self._show_total)
        self._basis.chosen.connect(self._show_total)
        if payer_id is not None:
            self._who.choose(services.people.get(payer_id))

    def _with_vat(self, shown: bool) -> None:
        for field in (self._basis, self._vat):
            self.form.show_field(field, shown)

    @property
    def total(self) -> str:
        """What stands beside the button."""
        return self._total.text()

    @Slot()
    def _show_total(self) -> None:
        try:
            milli, cents = self._milli(), self._price.cents or 0
        except DeskError:
            self._total.setText("")
            return
        rate = self._rates.get(self._category(), 0)
        amounts = money.line_amounts(money.e4_from_cents(cents), milli, rate, money.Basis(self._basis.choice))
        self._total.setText(formats.amount(amounts.gross))

    def _category(self) -> VatCategory:
        chosen = self._vat.choice
        return VatCategory(chosen) if isinstance(chosen, str) else VatCategory.STANDARD

    def _milli(self) -> int:
        """Thousandths; at most two decimals are typed. Raises `NotAnAmount`."""
        typed = self._quantity.text().strip()
        try:
            hundredths = formats.parse_amount(typed)
        except NotAnAmount:
            hundredths = 0
        if hundredths <= 0:
            raise NotAnAmount(text=typed, example=formats.quantity(1500), field="quantity")
        return hundredths * MILLI_PER_HUNDREDTH

    def commit(self) -> None:
        from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of

        found = self._who.found
        if found is None:
            raise refusal_of(self._who.text())
        new = self._written(found.id)
        service = self._services.to_invoice
        charge_id = service.charge(new)
        facts = {"what": new.description, "name": found.name}
        self.told.emit(_("“%(what)s” is charged to %(name)s.") % facts, partial(service.take_off, charge_id))
        self.charged.emit(found.payer_id or found.id)

    def _written(self, party_id: int) -> NewCharge:
        from tierslieu_desk.services.money.to_invoice import NewCharge

        description = self._what.text().strip()
        if not description:
            raise MissingFact(field="description", who="")
        milli = self._milli()
        try:
            cents = self._price.cents or 0
        except NotAnAmount as refusal:
            raise beside(refusal, "price") from refusal
        price = money.e4_from_cents(cents)
        basis = money.Basis(self._basis.choice)
        return NewCharge(party_id, description, price, milli, basis, self._category())


class LineDialog(ChargeDialog):
    """One line as it stands, to be made right: its words, so many, at so much. `told` carries the undo, too."""

    TITLE, ACT = N_("Change this line"), N_("Change it")

    def __init__(self, parent: QWidget | None, services: DeskServices, line: ChargeRow) -> None:
        super().__init__(parent, services)
        self._line = line
        self.form.show_field(self._who, False)
        self._what.setText(line.description)
        self._quantity.setText(formats.quantity(line.quantity_milli))
        self._price.take(money.half_up(Decimal(line.unit_price_e4) / E4_PER_CENT))
        self._as_it_was = self._price.text()
        self._basis.choose(str(line.basis))
        if line.vat_category not in {code for code, rate in self._rates.items() if rate}:
            self._vat.addItem(formats.rate(0), line.vat_category)
        self._vat.choose(line.vat_category)
        if line.membership_fee:
            self._with_vat(False)
        self._show_total()

    def _category(self) -> VatCategory:
        return super()._category() if self._rates else self._line.vat_category

    def commit(self) -> None:
        from tierslieu_desk.services.money.to_invoice import Wording

        line, new = self._line, self._written(self._line.party_id)
        price = line.unit_price_e4 if self._price.text() == self._as_it_was else new.unit_price_e4
        same = (price, new.quantity_milli) == (line.unit_price_e4, line.quantity_milli)
        working = line.working if same else ""
        wanted = Wording(new.description, price, new.quantity_milli, new.basis, new.vat_category, working)
        service = self._services.to_invoice
        before, after = service.change(line.id, wanted, line.wording)
        facts = {"what": new.description, "amount": self.total}
        undo = partial(service.change, line.id, before, after)
        self.told.emit(_("“%(what)s” now comes to %(amount)s.") % facts, undo)
