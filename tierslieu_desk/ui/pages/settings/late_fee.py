"""What is kept of a booking that is called off late: two lines, the second for what is nearer; of all kinds, or one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError, MissingFact
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.ui import place_words
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.amount import AmountField
from tierslieu_desk.ui.widgets.fields import Choice, NumberField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.rules.late_fees import LateRule

EVERY_KIND = ""
NOTHING, PART, AMOUNT = "nothing", "part", "amount"
A_DAY = 24
_MOST_DAYS = 366


class LateFeeDialog(Dialog):
    """`told` carries the sentence and the undo."""

    needs = Right.PRICES

    def __init__(self, parent: QWidget | None, services: DeskServices) -> None:
        super().__init__(parent, _("Called off late"), _("Keep"), say.sentence)
        self._services = services
        words = _("When somebody calls a booking off, the desk says what is kept, and you take it or let it go.")
        self.body.insertWidget(0, Words(words, "second", wrap=True))
        kinds = {row.kind for row in services.units.list()}
        choices = tuple((kind.value, place_words.kind_word(kind)) for kind in UnitKind if kind in kinds)
        self.kind = self.form.add(_("For"), Choice(((EVERY_KIND, _("everything")), *choices)))
        self.lines = [_Line(48), _Line(A_DAY)]
        self.form.add(_("Called off later than"), self.lines[0], key="first")
        self.form.add(_("And nearer still"), self.lines[1], key="second", help=_("May stay empty."))
        self.outside = Tick(_("It is an indemnity, without VAT"))
        held = _("Without the tick it has the VAT of the booking, since the space was held. Ask your accountant.")
        self.form.add(_("VAT"), self.outside, help=held)
        self._with_vat = services.places.with_vat()
        self.form.show_field(self.outside, self._with_vat)
        self.kind.currentIndexChanged.connect(self._show)
        for line in self.lines:
            line.what.currentIndexChanged.connect(self._show_second)
        self._show()

    @property
    def _of(self) -> UnitKind | None:
        return UnitKind(str(self.kind.choice)) if self.kind.choice else None

    @Slot()
    def _show(self) -> None:
        rules = self._services.late_fees.of(self._of)
        for number, line in enumerate(self.lines):
            line.fill(rules[number] if number < len(rules) else None)
        self.outside.setChecked(any(rule.outside for rule in rules))
        self._show_second()

    @Slot()
    def _show_second(self) -> None:
        some = self.lines[0].what.choice != NOTHING
        self.form.show_field(self.lines[1], some)
        self.form.show_field(self.outside, some and self._with_vat)
        self.grow()

    def commit(self) -> None:
        rules = []
        for key, line in zip(("first", "second"), self.lines, strict=True):
            try:
                rule = line.read(outside=self.outside.isChecked())
            except DeskError as refusal:
                raise type(refusal)(**{**refusal.facts, "field": key}) from refusal
            if rule is None:
                break
            rules.append(rule)
        fees, kind = self._services.late_fees, self._of
        before = fees.set(rules, kind)
        told = _("From now on, for what is booked already too.") if rules else _("Nothing is kept from now on.")
        self.told.emit(told, partial(fees.set, before, kind))


class _Line(QWidget):
    """So many hours or days before, and what is kept then."""

    def __init__(self, hours: int) -> None:
        super().__init__()
        self._usual = hours
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self.count = NumberField(hours, 1, _MOST_DAYS)
        self.unit = Choice(((1, _("hours before")), (A_DAY, _("days before"))))
        self.what = Choice(((NOTHING, _("nothing")), (PART, _("a part")), (AMOUNT, _("an amount"))))
        self.part = NumberField(50, 1, 100)
        self.part.setSuffix(" %")
        self.amount = AmountField(None, may_be_empty=True)
        for field, says in (
            (self.count, _("How long before")),
            (self.unit, _("Hours or days")),
            (self.what, _("What is kept")),
            (self.part, _("Part of the price")),
            (self.amount, _("Amount")),
        ):
            field.setAccessibleName(says)
            line.addWidget(field, 2)
        self.what.currentIndexChanged.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        self.part.setVisible(self.what.choice == PART)
        self.amount.setVisible(self.what.choice == AMOUNT)

    def fill(self, rule: LateRule | None) -> None:
        """As it is kept; nothing of what is not."""
        hours = self._usual if rule is None else rule.hours
        size = A_DAY if rule is not None and hours % A_DAY == 0 and hours > 2 * A_DAY else 1
        self.unit.choose(size)
        self.count.setValue(hours // size)
        self.what.choose(NOTHING if rule is None else PART if rule.per_cent else AMOUNT)
        self.part.setValue(rule.per_cent if rule is not None and rule.per_cent else 50)
        self.amount.take(rule.cents if rule is not None and rule.cents else None)

    def read(self, *, outside: bool) -> LateRule | None:
        """What stands there; None for nothing. Raises `NotAnAmount`, `MissingFact`."""
        from tierslieu_desk.rules.late_fees import LateRule

        hours = self.count.value() * int(str(self.unit.choice))
        if self.what.choice == PART:
            return LateRule(hours, per_cent=self.part.value(), outside=outside)
        if self.what.choice == AMOUNT:
            cents = self.amount.cents
            if not cents:
                raise MissingFact(field="price", who="")
            return LateRule(hours, cents=cents, outside=outside)
        return None
