"""Somebody comes in: who, found while typing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import MissingFact, PlaceClosed, UnknownPerson
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.today.words import arrived
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.person_finder import PersonFinder

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people import PersonRow
    from tierslieu_desk.services.visit.visits import VisitRow


class ArrivalDialog(Dialog):
    """`told` carries the sentence and the undo; `day_unpaid` both and who it is, when something is left to pay."""

    day_unpaid = Signal(object, str, object)

    def __init__(self, parent: QWidget | None, services: DeskServices, *, host: PersonRow | None = None) -> None:
        """`host`: whose guest they are."""
        super().__init__(parent, _("Arrival"), _("They are here"), say.sentence)
        self._services = services
        self._who = self.form.add(
            _("Who"), PersonFinder(services), key="name", help=_("Half-days are counted by themselves.")
        )
        self._host = self.form.add(
            _("Guest of"), PersonFinder(services), key="host", help=_("Only when a member brings them.")
        )
        if host is not None:
            self._host.choose(host)
        self._reason = self.form.add(
            _("They come in all the same, because"),
            QLineEdit(),
            help=_("Your reason is kept in the journal."),
            key="reason",
        )
        self.form.show_field(self._reason, False)

    def commit(self) -> None:
        found = self._who.found
        if found is None:
            raise refusal_of(self._who.text())
        host = self._host.found
        if host is None and self._host.text().strip():
            raise UnknownPerson(name=self._host.text().strip(), field="host")
        visit = self._let_in(found.id, host.id if host is not None else None)
        undo = partial(undo_check_in, self._services, visit.id)
        sentence = arrived(visit, self._services.plans.left(found.id))
        if visit.to_pay:
            self.day_unpaid.emit(found.id, sentence, undo)
        else:
            self.told.emit(sentence, undo)

    def _let_in(self, party_id: int, host_id: int | None) -> VisitRow:
        """On a day closed to everybody, a reason is asked for once, beside what stands in the way."""
        try:
            return self._services.visits.check_in(party_id, host_id=host_id, override=self._reason.text().strip())
        except PlaceClosed as closed:
            self.form.show_field(self._reason, True)
            raise PlaceClosed(**{**closed.facts, "field": "reason"}) from closed


def refusal_of(text: str) -> MissingFact | UnknownPerson:
    """Why a name stands for nobody."""
    typed = text.strip()
    if not typed:
        return MissingFact(field="name", who="")
    return UnknownPerson(name=typed, field="name")


def undo_check_in(services: DeskServices, visit_id: int) -> None:
    """The way back from an arrival."""
    services.visits.undo_check_in(visit_id)
