"""The cards at the left of somebody's file: how to reach them, what they have and owe, whom they belong to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import PartyKind
from tierslieu_desk.ui import place_words, theme
from tierslieu_desk.ui.pages.people import fact_words, person_words
from tierslieu_desk.ui.pages.people.subscription_aside import SubscriptionAside
from tierslieu_desk.ui.pages.today.words import half_days
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, Row
from tierslieu_desk.ui.widgets.labels import Chip, Words

if TYPE_CHECKING:
    from tierslieu_desk.services.person.merges import MergedRow
    from tierslieu_desk.services.person.people import AffiliationRow, PersonRow
    from tierslieu_desk.services.person.person_facts import ContactRow
    from tierslieu_desk.services.person.person_files import Balance, PersonFile


FIGURES_ACROSS = 2
"""As many as the card has room for, in the longest words."""


class FactsCard(Card):
    """How to reach them, and what to know of them. `add_wanted`: something more is to be written down."""

    add_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Details"))
        self.setMinimumWidth(250)
        self.add_more = button(_("Write down…"), self.add_wanted.emit, look="quiet", says=_("Write down more"))
        self.add_to_head(self.add_more)

    def add_before_more(self, widget: QWidget) -> None:
        """A control of the panel's, at the left of “Write down…”."""
        self._head.insertWidget(self._head.indexOf(self.add_more), widget)

    def show_file(self, file: PersonFile) -> None:
        """Lay out the facts that are known; those one looks for are named when they are not."""
        row = file.person
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(theme.CARD_PADDING, 0, theme.CARD_PADDING, 14)
        grid.setHorizontalSpacing(theme.CARD_PADDING)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        town = " ".join(part for part in (row.postcode, row.city) if part)
        lines = (
            (_("Phone"), formats.phone(row.phone) or _("none")),
            (_("E-mail"), row.email or _("none, write on paper")),
            (_("Address"), row.street),
            (_("Town"), town or _("not written down")),
            (_("SIREN"), row.siren),
            *fact_words.lines(row, file.facts),
            (_("Note"), row.note),
        )
        for number, (label, value) in enumerate(pair for pair in lines if pair[1]):
            grid.addWidget(Words(label, "second"), number, 0)
            grid.addWidget(_selectable(value), number, 1)
        self.set_rows([made])


class BalanceCard(Card):
    """What is left and what is owed; the subscriptions that run; what was lent to them.

    `why_wanted`, `end_wanted` (the subscription), `act_wanted` (what is wanted besides, and the subscription).
    """

    why_wanted = Signal()
    end_wanted = Signal(object)
    act_wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(_("Balance"))
        self.setMinimumWidth(250)
        self._why = button(_("why?"), self.why_wanted.emit, look="quiet", says=_("Why the balance is what it is"))
        self._why.setToolTip(_("Why the balance is what it is"))
        self.add_to_head(self._why)

    def show_file(self, file: PersonFile) -> None:
        """Only figures that say something; an empty slate when nothing else is owed."""
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(theme.CARD_PADDING, 0, theme.CARD_PADDING, 14)
        grid.setHorizontalSpacing(theme.CARD_PADDING)
        grid.setVerticalSpacing(theme.GAP)
        for number, (figure, label) in enumerate(_figures(file.balance)):
            grid.addWidget(_Figure(figure, label), number // FIGURES_ACROSS, number % FIGURES_ACROSS)
        for column in range(FIGURES_ACROSS):
            grid.setColumnStretch(column, 1)
        rows: list[QWidget] = [made]
        for sold in file.subscriptions:
            aside = SubscriptionAside(sold)
            aside.end_wanted.connect(self.end_wanted)
            aside.act_wanted.connect(self.act_wanted)
            state = person_words.state(sold, file)
            chip = Chip(state, "neutral") if state else None
            rows.append(Row(sold.name, person_words.running(sold, file), chip=chip, aside=aside))
        for thing in file.out:
            held = _("deposit held: %(amount)s") % {"amount": formats.amount(thing.deposit_cents)}
            due = _("back by %(when)s") % {"when": formats.moment(thing.due)}
            rows.append(Row(thing.unit, f"{due} · {held}" if thing.deposit_cents else due))
        self.set_rows(rows)


class TiesCard(Card):
    """Who pays, and who belongs to whom. `told` and `refused` are for the message bar, `opened` carries a number."""

    told = Signal(str, object)
    refused = Signal(object)
    opened = Signal(object)

    def __init__(self, services: DeskServices) -> None:
        super().__init__(_("Belongs to"))
        self.setMinimumWidth(250)
        self._services = services
        self._row: PersonRow | None = None
        self._add = button(_("Add…"), self._tie, look="quiet", says=_("Say whom they belong to"))
        self.add_to_head(self._add)

    def show_file(self, file: PersonFile) -> None:
        """An organisation shows its people, a person the organisations."""
        row = self._row = file.person
        person = row.kind is PartyKind.PERSON
        self.set_title(_("Belongs to") if person else _("Its people"))
        rows: list[QWidget] = [self._made(tie, person) for tie in file.ties]
        rows += [self._contact(one) for one in file.facts.contacts]
        payer = button(_("Change…"), self._change_payer, look="quiet", says=_("Change who pays"))
        whose = _("to %(name)s") % {"name": row.payer} if row.payer else _("in their own name")
        rows.append(Row(_("Invoices"), whose, aside=payer))
        self.set_rows(rows + [self._merged(one) for one in file.merged])

    def _contact(self, one: ContactRow) -> QWidget:
        strong, second = fact_words.contact(one)
        gone = button("", partial(self._forget, one), look="quiet", icon="x", says=_("Take away: %(name)s")
                      % {"name": one.name})  # fmt: skip
        return Row(strong, second, aside=gone)

    def _forget(self, one: ContactRow) -> None:
        facts, row = self._services.person_facts, self._row
        if row is None:
            return
        try:
            facts.remove("contact", one.id)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        again = (row.id, one.kind, one.name, one.bond, one.phone, one.email, one.agreed_on)
        self.told.emit(_("Taken away: %(name)s.") % {"name": one.name}, partial(facts.add_contact, *again))

    def _merged(self, one: MergedRow) -> QWidget:
        since = _("put together on %(day)s") % {"day": formats.date_medium(one.on)}
        apart = button(_("Take apart"), partial(self._take_apart, one), look="quiet")
        return Row(_("Was %(name)s too") % {"name": one.name}, since, aside=apart)

    def _take_apart(self, one: MergedRow) -> None:
        row = self._row
        if row is None:
            return
        try:
            self._services.merges.take_apart(one.gone_id)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        self.told.emit(_("%(name)s and %(other)s are two again.") % {"name": row.name, "other": one.name}, None)

    def _made(self, tie: AffiliationRow, person: bool) -> QWidget:
        other, number = (tie.organisation, tie.organisation_id) if person else (tie.person, tie.person_id)
        aside = QWidget()
        line = QHBoxLayout(aside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        see = button(_("See"), partial(self.opened.emit, number), look="quiet")
        see.setAccessibleDescription(other)
        end = button("", partial(self._untie, tie), look="quiet", icon="x", says=_("No longer together: %(name)s")
                     % {"name": other})  # fmt: skip
        line.addWidget(see)
        line.addWidget(end)
        return Row(other, tie.role, aside=aside)

    def _untie(self, tie: AffiliationRow) -> None:
        people = self._services.people
        try:
            people.leave(tie.person_id, tie.organisation_id)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        facts = {"name": tie.person, "organisation": tie.organisation}
        back = partial(people.affiliate, tie.person_id, tie.organisation_id, tie.role)
        self.told.emit(_("%(name)s no longer belongs to %(organisation)s.") % facts, back)

    @Slot()
    def _tie(self) -> None:
        from tierslieu_desk.ui.pages.people.person_ties import TieDialog

        if self._row is not None:
            dialog = TieDialog(self.window(), self._services, self._row)
            dialog.told.connect(self.told)
            dialog.open()

    @Slot()
    def _change_payer(self) -> None:
        from tierslieu_desk.ui.pages.people.person_ties import PayerDialog

        if self._row is not None:
            dialog = PayerDialog(self.window(), self._services, self._row)
            dialog.told.connect(self.told)
            dialog.open()


class _Figure(QWidget):
    def __init__(self, figure: str, label: str) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self.setAccessibleDescription(figure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(Words(figure, "figure"))
        column.addWidget(Words(label, "second"))


def _figures(balance: Balance) -> list[tuple[str, str]]:
    shown: list[tuple[str, str]] = []
    if balance.half_days is not None:
        shown.append((half_days(balance.half_days), _("to use")))
    elif balance.unlimited:
        shown.append(("∞", _("comes as they like")))
    for kind, minutes in balance.hours:
        shown.append((formats.duration(minutes), _("%(what)s, to use") % {"what": place_words.kind_word(kind)}))
    if balance.days_due:
        cents = balance.days_cents
        cost = half_days(balance.days_due) if cents is None else formats.amount(cents)
        shown.append((cost, _("to pay for visits")))
    sums = (
        (balance.unpaid_cents, _("unpaid")),
        (balance.to_give_back_cents, _("to give back")),
        (balance.slate_cents, _("on the slate")),
        (balance.to_invoice_cents, _("to invoice")),
        (balance.deposit_cents, _("deposit")),
    )
    owed = [(formats.amount(cents), label) for cents, label in sums if cents]
    return shown + (owed or ([] if balance.days_due else [(formats.amount(0), _("on the slate"))]))


def _selectable(text: str) -> Words:
    from PySide6.QtCore import Qt

    words = Words(text, wrap=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words
