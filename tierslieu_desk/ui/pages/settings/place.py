"""Who the place is: what stands on its papers, how it is reached, how it is paid, what it was approved for."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError, WrongIdentifier
from tierslieu_desk.i18n import _, pgettext
from tierslieu_desk.rules import identifiers
from tierslieu_desk.rules.vocabulary import Activity, VatRegime
from tierslieu_desk.ui import place_words, theme
from tierslieu_desk.ui.forms import Form
from tierslieu_desk.ui.pages.settings.section import Section, padded
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card
from tierslieu_desk.ui.widgets.day_line import DayLine
from tierslieu_desk.ui.widgets.fields import Choice, NumberField
from tierslieu_desk.ui.widgets.scrolling import BESIDE

if TYPE_CHECKING:
    from tierslieu_desk.services.place.places import PlaceDescription, PlaceRow


class PlaceSection(Section):
    """One form in two columns, kept as a whole."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self._row: PlaceRow | None = None
        self._dirty = False
        self._approval_wanted = False
        self.lines: dict[str, QLineEdit] = {}
        self._left, self._right = Form(), Form()
        across = self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        across.setSpacing(2 * theme.PAGE_MARGIN)
        for form in (self._left, self._right):
            holder = QVBoxLayout()
            holder.addWidget(form)
            holder.addStretch(1)
            across.addLayout(holder, 1)
        inside = QWidget()
        inside.setLayout(across)
        across.setContentsMargins(0, 0, 0, 0)
        self.card = Card(_("The place"))
        self.column.addWidget(self.card)
        self.card.add(padded(inside))  # before its fields: each of them is told of all it comes to be in
        self._fill_left()
        self._fill_right(around)
        self.keep = button(_("Keep"), self.commit, look="main")
        self.drop = button(_("As it was"), self.discard)
        foot = self.foot = QFrame()
        foot.setObjectName("sectionFoot")
        acts = QHBoxLayout(foot)
        acts.setContentsMargins(0, theme.GAP, BESIDE, 0)
        acts.setSpacing(theme.GAP)
        acts.addWidget(self.keep)
        acts.addWidget(self.drop)
        acts.addStretch(1)
        self.column.addStretch(1)
        self._watch()

    def _line(self, form: Form, name: str, label: str, help_line: str = "") -> QLineEdit:
        self.lines[name] = form.add(label, QLineEdit(), key=name, help=help_line)
        return self.lines[name]

    def _fill_left(self) -> None:
        form = self._left
        self._line(form, "name", _("What it is called"))
        self._line(form, "street", _("Street"))
        town, line = QWidget(), QHBoxLayout()
        town.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        for name, says, share in (("postcode", _("Postcode"), 1), ("city", _("Town"), 3)):
            self.lines[name] = QLineEdit()
            self.lines[name].setAccessibleName(says)
            line.addWidget(self.lines[name], share)
        form.add(_("Postcode and town"), town)
        self._line(form, "phone", _("Phone"))
        self._line(form, "email", _("E-mail"))
        form.add_group(_("How you are paid"))
        self._line(form, "iban", _("IBAN"), _("Printed on invoices, with a code to pay by phone."))
        self._line(form, "bic", _("BIC"))
        self.payment_days = form.add(_("Days to pay an invoice"), NumberField(30, 0, 60))

    def _fill_right(self, around: Surroundings[DeskServices]) -> None:
        form = self._right
        self._line(form, "legal_name", _("Name on papers"), _("When it is not the one above."))
        self._line(form, "legal_form", _("Legal form"))
        self._line(form, "siret", _("SIRET"))
        self.regime = form.add(_("VAT"), Choice(place_words.regimes()))
        self._line(form, "vat_number", pgettext("a field", "VAT number"))
        self._line(form, "rna", _("Number of the association (RNA)"))
        self._line(form, "capital", _("Capital"))
        self._line(form, "registry_town", _("Town of the trade register"))
        self._approval = form.add_group(_("Approval for giving companies their address"))
        self._line(form, "approval_number", _("Number of the prefecture’s approval"))
        today = around.clock.today()
        self.approved_from = form.add(_("Approved from"), DayLine(today), key="approved_from")
        self.approved_until = form.add(_("Approved until"), DayLine(today), key="approved_until")

    def _watch(self) -> None:
        days = (self.approved_from, self.approved_until)
        for line in (*self.lines.values(), *days):
            line.textEdited.connect(self._touched)
        for day in days:
            day.settled.connect(self._day_left)
        self.regime.activated.connect(self._touched)
        self.payment_days.valueChanged.connect(self._touched)
        self.lines["siret"].editingFinished.connect(self._siret_left)
        self._show_acts()

    def set_narrow(self, narrow: bool) -> None:
        direction = QBoxLayout.Direction
        self._across.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._across.setSpacing(theme.GAP if narrow else 2 * theme.PAGE_MARGIN)

    @property
    def forms(self) -> tuple[Form, Form]:
        """The two columns."""
        return self._left, self._right

    def reload(self) -> None:
        """What is half written stays: it is kept or given up by hand."""
        if not self._dirty:
            self._show(self.services.places.get())

    def _show(self, row: PlaceRow) -> None:
        self._row = row
        for name, line in self.lines.items():
            line.setText(str(getattr(row, name)))
        self.regime.choose(row.vat_regime)
        self.payment_days.setValue(row.payment_days)
        self.approved_from.day, self.approved_until.day = row.approved_from, row.approved_until
        self._show_approval(row)
        self._set_dirty(False)
        self._clear()

    def _show_approval(self, row: PlaceRow) -> None:
        """Asked of who gives companies their address, and of whoever was led to it."""
        domiciles = Activity.DOMICILIATION in row.services.split() or bool(row.approval_number)
        shown = domiciles or self._approval_wanted
        self._approval.setVisible(shown)
        for field in (self.lines["approval_number"], self.approved_from, self.approved_until):
            self._right.show_field(field, shown)

    def go_to(self, field: str) -> None:
        line = {"approved_until": self.approved_until, **self.lines}.get(field)
        if line is None or self._row is None:
            return
        if line is self.approved_until or line is self.lines["approval_number"]:
            self._approval_wanted = True
            self._show_approval(self._row)
        line.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        QTimer.singleShot(0, self._into_sight)

    @Slot()
    def _into_sight(self) -> None:
        """The field with the cursor, once the form has made room for it."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        field = self.focusWidget()
        if above is not None and field is not None:
            above.ensureWidgetVisible(field, 0, 3 * theme.PAGE_MARGIN)

    @Slot()
    def _touched(self) -> None:
        if self._row is not None:
            self._set_dirty(True)

    def _set_dirty(self, dirty: bool) -> None:
        self._dirty = dirty
        self._show_acts()

    def _show_acts(self) -> None:
        self.keep.setEnabled(self._dirty)
        self.drop.setVisible(self._dirty)

    @Slot()
    def _siret_left(self) -> None:
        if not self._dirty:
            return
        try:
            identifiers.siret(self.lines["siret"].text())
            self._clear()
        except WrongIdentifier as refusal:
            self._refuse(WrongIdentifier(**refusal.facts, field="siret"), go_there=False)

    @Slot()
    def _day_left(self) -> None:
        for name, line in (("approved_from", self.approved_from), ("approved_until", self.approved_until)):
            if line.refusal is not None:
                self._refuse(type(line.refusal)(**line.refusal.facts, field=name), go_there=False)

    def _clear(self) -> None:
        for form in self.forms:
            form.clear_refusals()

    def _refuse(self, refusal: DeskError, *, go_there: bool = True) -> None:
        self._clear()
        if isinstance(refusal, WrongIdentifier) and "field" not in refusal.facts:
            refusal = WrongIdentifier(**refusal.facts, field=str(refusal.facts.get("kind")))
        field = str(refusal.facts.get("field", ""))
        form = next((form for form in self.forms if form.knows(field)), self._left)
        form.show_refusal(refusal, say.sentence(refusal), go_there=go_there)

    def _written(self, row: PlaceRow) -> PlaceDescription:
        written: dict[str, Any] = {name: line.text().strip() for name, line in self.lines.items()}
        for name, line in (("approved_from", self.approved_from), ("approved_until", self.approved_until)):
            try:
                written[name] = line.day
            except DeskError as refusal:
                raise type(refusal)(**refusal.facts, field=name) from refusal
        written |= {"vat_regime": VatRegime(str(self.regime.choice)), "payment_days": self.payment_days.value()}
        return replace(description_of(row), **written)

    @Slot()
    def commit(self) -> None:
        """Keep what is written, all of it; a refusal is told beside its field."""
        row = self._row
        if row is None or not self._dirty:
            return
        try:
            changed = self.services.places.describe(self._written(row), row.version)
        except DeskError as refusal:
            self._refuse(refusal)
            return
        self._show(changed)
        undo = partial(self.services.places.describe, description_of(row), changed.version)
        self.said.emit(_("Kept. Papers made from now on say so."), undo)

    @Slot()
    def discard(self) -> None:
        """Show again what the store holds; what was written is given up."""
        with self.refusals():
            self._show(self.services.places.get())


def description_of(row: PlaceRow) -> PlaceDescription:
    """The row without its version, to be changed or put back."""
    from tierslieu_desk.services.place.places import PlaceDescription

    return PlaceDescription(**{field.name: getattr(row, field.name) for field in fields(PlaceDescription)})
