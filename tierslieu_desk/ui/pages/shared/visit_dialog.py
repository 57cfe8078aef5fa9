"""A visit put right: who it was, from when to when, what it counts for, who brought them; or that it never was."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.visiting import goodbye
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice, DateField, TimeField
from tierslieu_desk.ui.widgets.person_finder import PersonFinder

if TYPE_CHECKING:
    from tierslieu_desk.services.visit.visit_book import Written
    from tierslieu_desk.services.visit.visits import VisitRow


class VisitDialog(Dialog):
    """`told` carries the sentence and the way back. What the visit was stays to be seen on their page."""

    def __init__(self, parent: QWidget | None, services: DeskServices, visit: VisitRow) -> None:
        super().__init__(parent, _("Correct a visit"), _("Keep"), say.sentence)
        self._services, self._visit = services, visit
        self._day = self.form.add(_("Day"), DateField(visit.day), key="day")
        self._arrived = self.form.add(_("Arrived at"), TimeField(visit.arrived.time()), key="arrived")
        left = "" if visit.left is None or visit.closed else formats.clock_time(visit.left.time())
        self._left = self.form.add(
            _("Left at"), QLineEdit(left), key="left", help=_("Empty: still here, or closing time that day.")
        )
        counts = ((0, _("nothing")), (1, _("half a day")), (2, _("a day")))
        self._counts = self.form.add(_("Counts for"), Choice(counts), key="half_days")
        self._counts.choose(visit.half_days)
        self._who = self.form.add(_("Who"), PersonFinder(services), key="name")
        self._host = self.form.add(
            _("Guest of"), PersonFinder(services), key="host", help=_("The member who brings them, if any.")
        )
        for finder, party_id in ((self._who, visit.party_id), (self._host, visit.host_id)):
            if party_id is not None:
                finder.choose(services.people.get(party_id))
        never = button(_("It never happened"), self._take_out, look="quiet")
        never.setAutoDefault(False)
        self.foot.insertWidget(0, never)

    def commit(self) -> None:
        who = self._who.found
        if who is None:
            raise refusal_of(self._who.text())
        host = self._host.found
        if host is None and self._host.text().strip():
            raise refusal_of(self._host.text())
        from tierslieu_desk.services.visit.visit_book import Written

        arrived = datetime.combine(self._day.day, self._arrived.at)
        text = self._left.text().strip()
        left = goodbye(arrived, formats.parse_time(text)) if text else None
        counts = self._counts.choice
        half_days = counts if isinstance(counts, int) else None
        anew = Written(who.id, arrived, left, half_days, host.id if host is not None else None)
        book = self._services.visit_book
        now = written(book.correct(self._visit.id, anew, written(self._visit)))
        undo = partial(book.take_back, self._visit, now)
        self.told.emit(_("The visit of %(name)s is corrected.") % {"name": who.name}, undo)

    @Slot()
    def _take_out(self) -> None:
        with self.refusals():
            self._services.visit_book.take_out(self._visit.id)
            sentence = _("That visit of %(name)s counts no more; what it was stays on their page.")
            self.told.emit(sentence % {"name": self._visit.name}, None)
            self.accept()


def written(visit: VisitRow) -> Written:
    """A visit as it stands, to be written so again."""
    from tierslieu_desk.services.visit.visit_book import as_written

    return as_written(visit)
