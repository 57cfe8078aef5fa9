"""Volunteer time of somebody: how long, what for, on which day."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import MissingFact
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.durations import minutes_of
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import DateField

if TYPE_CHECKING:
    from collections.abc import Callable


class VolunteerDialog(Dialog):
    """`told` carries the sentence and the way back. `whose` is the number and the name."""

    def __init__(self, parent: QWidget | None, services: DeskServices, whose: tuple[int, str], today: date) -> None:
        title = _("Volunteer time of %(name)s") % {"name": whose[1]}
        super().__init__(parent, title, _("Note it"), say.sentence)
        self._services, self._whose = services, whose
        self._hours = self.form.add(_("How long"), QLineEdit(), key="hours", help=_("For instance 2h, 1h30 or 45 min."))
        self._what = self.form.add(
            _("What for"), QLineEdit(), key="what", help=_("The garden, the front desk, a repair.")
        )
        self._day = self.form.add(_("On"), DateField(today), key="day")

    def commit(self) -> None:
        minutes = minutes_of(self._hours.text())
        if minutes is None:
            raise MissingFact(field="hours", who="")
        sentence, undo = note(self._services, self._whose, minutes, self._what.text(), self._day.day)
        self.told.emit(sentence, undo)


def note(
    services: DeskServices, whose: tuple[int, str], minutes: int, what: str, day: date | None = None
) -> tuple[str, Callable[[], None]]:
    """Write it, and say so: the sentence and the way back. Raises what `Volunteers.note` raises."""
    number = services.volunteers.note(whose[0], minutes, what, day)
    facts = {"name": whose[1], "time": formats.duration(minutes)}
    return _("%(name)s gave %(time)s. Thank you!") % facts, partial(services.volunteers.take_back, number)
