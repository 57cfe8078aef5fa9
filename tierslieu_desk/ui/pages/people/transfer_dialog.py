"""A pass in other hands: what is left of it goes to somebody else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.services.plan.hour_ledger import HourSource
from tierslieu_desk.ui import hour_words, theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.people import person_words
from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.person_finder import PersonFinder

if TYPE_CHECKING:
    from tierslieu_desk.services.plan.ledger import SourceRow


class TransferDialog(Dialog):
    """`told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: SourceRow | HourSource) -> None:
        super().__init__(parent, _("Hand on %(name)s") % {"name": row.name}, _("Hand it on"), say.sentence)
        self._services, self._row = services, row
        if isinstance(row, HourSource):
            _name, second, amount = hour_words.source(row)
        else:
            said = person_words.source(row)
            second, amount = said.second, said.amount
        self.body.insertWidget(0, Words(f"{amount} · {second}", "second", wrap=True))
        self.body.insertSpacing(1, theme.GAP)
        self._to = self.form.add(
            _("To"), PersonFinder(services), key="to", help=_("What is left goes with it, for as long as before.")
        )

    def commit(self) -> None:
        to, row = self._to.found, self._row
        if to is None:
            refusal = refusal_of(self._to.text())
            raise type(refusal)(**{**refusal.facts, "field": "to"})
        handed = self._services.passes.transfer(row.pass_id or 0, to.id)
        days = person_words.amount(handed.half_days, handed.minutes)
        facts = {"name": to.name, "days": days, "what": handed.name}
        told = _("%(name)s has %(days)s of %(what)s now.") % facts
        self.told.emit(told, partial(self._services.passes.take_back_transfer, handed))
