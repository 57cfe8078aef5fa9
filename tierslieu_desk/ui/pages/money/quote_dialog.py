"""A quote to make: for whom, which spaces and times, until when; priced while it is put together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk import formats, i18n, say
from tierslieu_desk.errors import DeskError, MissingFact, SlotReversed
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.quotes import VALID_DAYS
from tierslieu_desk.services.booking.quote_prices import Wanted
from tierslieu_desk.services.booking.quotes import NewQuote
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.people.person_dialog import LANGUAGES
from tierslieu_desk.ui.pages.planning.when_dialog import named, side_by_side
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice, DateField, NumberField, TimeField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.person_finder import PersonFinder
from tierslieu_desk.ui.widgets.ticks import Tick
from tierslieu_desk.wallclock import DAY
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from collections.abc import Sequence


class QuoteDialog(Dialog):
    """`told` carries the sentence and the undo; `made` the number of the quote. `name` may be of nobody in a file."""

    made = Signal(object)

    make = N_("Make the quote")
    _mine: frozenset[tuple[int, WallSlot]] = frozenset()
    """Times that are kept for this very quote."""

    def __init__(
        self,
        parent: QWidget | None,
        services: DeskServices,
        today: date,
        wanted: Sequence[Wanted] = (),
        *,
        name: str = "",
        title: str = "",
    ) -> None:
        super().__init__(parent, _("A quote"), _(self.make), say.sentence)
        self._services, self._times, self._asked_of = services, list(wanted), 0
        self._units = {unit.id: unit.name for unit in services.units.list() if not unit.retired}
        self._add_whom(name)
        self._rows = QWidget()
        self._held = QVBoxLayout()
        self._held.addWidget(self._rows)
        holder = QWidget()
        holder.setLayout(self._held)
        self._held.setContentsMargins(0, 0, 0, 0)
        self.form.add(_("Spaces and times"), holder, key="times")
        self._add_another(self._times[-1] if self._times else None, today)
        self.title = self.form.add(_("What for"), QLineEdit(title), help=_("May stay empty."))
        self.until = self.form.add(_("Valid until"), DateField(today + timedelta(days=VALID_DAYS)), key="until")
        self.terms = self.form.add(_("Conditions"), QLineEdit(), help=_("Printed as you write them; may stay empty."))
        self.hold = Tick(_("Keep these times for them until then"))
        self.hold.setAccessibleName(self.hold.text())
        self.form.add(_("Meanwhile"), self.hold, key="hold")
        self._whom_changed()
        self._fill()

    def _add_whom(self, name: str) -> None:
        self.who = PersonFinder(self._services)
        self.who.setText(name)
        self.form.add(_("For"), self.who, key="name", help=_("Somebody new? Write their name."))
        self._fields = {
            "street": (_("Address"), QLineEdit()),
            "postcode": (_("Postcode"), QLineEdit()),
            "city": (_("Town"), QLineEdit()),
            "email": (_("E-mail"), QLineEdit()),
        }
        for label, field in self._fields.values():
            self.form.add(label, field)
        self.language = self.form.add(_("Language"), Choice(LANGUAGES))
        self.language.choose(i18n.language())
        self.who.changed.connect(self._whom_changed)

    def _add_another(self, like: Wanted | None, today: date) -> None:
        """Fields for one more time, after the last one: the same space a day later."""
        slot = like.slot if like is not None else WallSlot(_at(today, 9), _at(today, 12))
        self._unit = Choice(tuple(self._units.items()))
        self._unit.setAccessibleName(_("What"))
        if like is not None:
            self._unit.choose(like.unit_id)
        self._day = DateField(slot.start.date() + (DAY if like is not None else timedelta()))
        self._from, self._to = TimeField(slot.start.time()), TimeField(slot.end.time(), ends=True)
        for field, name in ((self._day, _("On")), (self._from, _("From")), (self._to, _("To"))):
            field.setAccessibleName(name)
        self.form.add(_("Another time"), self._unit, key="unit")
        add = button(_("Add"), self._add, says=_("Add this time"))
        add.setAutoDefault(False)
        self.form.add(_("On … from … to"), side_by_side(self._day, self._from, self._to), key="to")
        self.form.name_inside("on", self._day)
        self._people = self.form.add(_("People"), NumberField(like.people if like is not None else 1, 1, 999))
        self.form.add("", add)
        add.setAccessibleName(_("Add this time"))

    @Slot()
    def _whom_changed(self) -> None:
        """Where they live is asked only of who is in no file; their times are kept only for who is."""
        known = self.who.found is not None
        for _label, field in self._fields.values():
            self.form.show_field(field, not known)
        self.form.show_field(self.language, not known)
        self.form.show_field(self.hold, known)
        self._fill()

    def _fill(self) -> None:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        total, refused = 0, False
        for place, one in enumerate(self._times):
            usual = self._price(one)
            total += usual if one.agreed_cents is None else one.agreed_cents
            words = self._named(one)
            line = QHBoxLayout()
            line.addWidget(Words(f"{words} · {_asked(usual, one.agreed_cents)}", "", wrap=True), 1)
            other = button(_("Price…"), self._agree, look="quiet", says=_("Another price: %(name)s") % {"name": words})
            other.setAutoDefault(False)
            other.setProperty("place", place)
            line.addWidget(other)
            gone = button("", self._remove, look="quiet", icon="x", says=_("Take away: %(name)s") % {"name": words})
            gone.setAutoDefault(False)
            gone.setProperty("place", place)
            line.addWidget(gone)
            column.addLayout(line)
            refusal = self._refusal(one)
            if refusal is not None:
                refused = True
                column.addWidget(Words(say.sentence(refusal), "refusal", wrap=True))
        self.act.setText(_("Make it all the same") if refused else _(self.make))
        if self._times:
            column.addWidget(Words(_("Together: %(amount)s") % {"amount": formats.amount(total)}, "strong"))
        else:
            column.addWidget(Words(_("None yet: add one below."), "second"))
        self._held.replaceWidget(self._rows, made)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = made

    def _named(self, one: Wanted) -> str:
        facts = {"unit": self._units.get(one.unit_id, ""), "when": formats.slot_text(one.slot)}
        return _("%(unit)s, %(when)s") % facts

    def _refusal(self, one: Wanted) -> DeskError | None:
        """What stands in the way of that time today; it may come free before they answer."""
        if (one.unit_id, one.slot) in self._mine:
            return None
        try:
            found = self.who.found
            party_id = None if found is None else found.id
            return self._services.bookings.look(one.unit_id, one.slot, party_id, one.people).refusal
        except DeskError as refusal:
            return refusal

    def _price(self, one: Wanted) -> int:
        try:
            found = self.who.found
            return self._services.bookings.quote(one.unit_id, one.slot, found.id if found else None).gross_cents
        except DeskError:
            return 0

    @Slot()
    def _add(self) -> None:
        with self.refusals():
            for key, field in (("on", self._day), ("to", self._from), ("to", self._to)):
                refusal = field.refused()
                if refusal is not None:
                    raise named(key, refusal)
            start = datetime.combine(self._day.day, self._from.at)
            end = datetime.combine(self._day.day, self._to.at)
            try:
                slot = WallSlot(start, end + DAY if end.time() == datetime.min.time() else end)
            except SlotReversed as reversed_:
                raise named("to", reversed_) from reversed_
            unit = self._unit.choice
            if isinstance(unit, int):
                self._times.append(Wanted(unit, slot, self._people.value()))
                self._day.day = self._day.day + DAY
            self._fill()

    @Slot()
    def _agree(self) -> None:
        from tierslieu_desk.ui.pages.money.quote_price import QuotePriceDialog

        place = self.sender().property("place")
        one = self._times[place]
        dialog = QuotePriceDialog(
            self, self._named(one), self._price(one), one, with_vat=self._services.places.with_vat()
        )
        self._asked_of = place
        dialog.agreed.connect(self._take_price)
        dialog.open()

    @Slot(object, str)
    def _take_price(self, cents: int | None, reason: str) -> None:
        one = self._times[self._asked_of]
        self._times[self._asked_of] = replace(one, agreed_cents=cents, reason=reason)
        self._fill()

    @Slot()
    def _remove(self) -> None:
        del self._times[self.sender().property("place")]
        self._fill()

    def commit(self) -> None:
        refusal = self.until.refused()
        if refusal is not None:
            raise named("until", refusal)
        found, name = self.who.found, self.who.text().strip()
        if found is None and not name:
            raise MissingFact(field="name", who="")
        address = {key: field.text() for key, (_label, field) in self._fields.items()} if found is None else {}
        new = NewQuote(
            tuple(self._times),
            self.until.day,
            None if found is None else found.id,
            "" if found is not None else name,
            language=str(self.language.choice),
            title=self.title.text(),
            terms=self.terms.text(),
            hold=found is not None and self.hold.isChecked(),
            **address,
        )
        self._make(new)

    def _make(self, new: NewQuote) -> None:
        quotes = self._services.quotes
        row = quotes.get(quotes.make(new))
        facts = {"number": row.number, "name": row.name, "amount": formats.amount(row.totals.gross)}
        self.told.emit(_("Quote %(number)s for %(name)s: %(amount)s.") % facts, partial(quotes.refuse, row.id))
        self.made.emit(row.id)


def _asked(usual: int, agreed: int | None) -> str:
    if agreed is None or agreed == usual:
        return formats.amount(usual)
    return _("%(agreed)s instead of %(usual)s") % {"agreed": formats.amount(agreed), "usual": formats.amount(usual)}


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, datetime.min.time()).replace(hour=hour)
