"""Deposits of somebody: what is held and given back in one act, and what was agreed and not brought yet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.money import words as money_words
from tierslieu_desk.ui.pages.people.known_cards import KnownCard
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import SegmentedControl, button
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.labels import Chip, Words

if TYPE_CHECKING:
    from tierslieu_desk.services.opening.opening_position_deposits import DepositRow
    from tierslieu_desk.services.person.person_files import PersonFile
    from tierslieu_desk.services.plan.deposit_book import Missing


class DepositCard(KnownCard):
    """Out of sight while nothing is held and nothing is missing."""

    def __init__(self, services: DeskServices) -> None:
        super().__init__(_("Deposits"), services)

    def rows_of(self, file: PersonFile) -> list[QWidget]:
        missing = file.deposit_missing
        rows: list[QWidget] = [] if missing is None else [self._missing(file, missing)]
        return rows + [self._held(one) for one in file.deposits]

    def _missing(self, file: PersonFile, one: Missing) -> QWidget:
        take = button(_("Take…"), partial(self._take, file, one), look="quiet", says=_("Take the deposit"))
        amount = formats.amount(one.cents)
        return Row(one.name, amount, aside=take).put_below(Chip(_("to be brought"), "warning"))

    def _held(self, one: DepositRow) -> QWidget:
        facts = {"amount": formats.amount(one.cents), "day": formats.date_medium(one.since)}
        back = button(_("Give back…"), partial(self._give_back, one), look="quiet")
        back.setAccessibleDescription(one.what)
        return Row(one.what, _("%(amount)s since %(day)s") % facts, aside=back)

    def _take(self, file: PersonFile, one: Missing) -> None:
        dialog = TakeDepositDialog(self.window(), self.services, file.person.id, file.person.name, one)
        dialog.told.connect(self.told)
        dialog.open()

    def _give_back(self, one: DepositRow) -> None:
        from tierslieu_desk.ui.pages.settings.opening_dialog import GiveBackDialog

        dialog = GiveBackDialog(self.window(), self.services, one)
        dialog.told.connect(self.told)
        dialog.open()


class TakeDepositDialog(Dialog):
    """How they leave it. `told` carries the sentence and the undo: the payment taken back."""

    def __init__(self, parent: QWidget | None, services: DeskServices, party_id: int, name: str, one: Missing) -> None:
        super().__init__(parent, _("Take the deposit"), _("Take it"), say.sentence)
        self._services, self._party_id, self._name, self._one = services, party_id, name, one
        self.body.insertWidget(0, Words(f"{name} · {one.name} · {formats.amount(one.cents)}", "strong", wrap=True))
        self._method = self.form.add(_("Method"), SegmentedControl(_("Method"), money_words.methods()), key="method")

    def commit(self) -> None:
        paid = self._services.plan_deposits.take(self._party_id, PaymentMethod(self._method.choice))
        facts = {"amount": formats.amount(paid.amount_cents), "name": self._name}
        undo = partial(self._services.payments.reverse, paid.id)
        self.told.emit(_("A deposit of %(amount)s is kept for %(name)s.") % facts, undo)
