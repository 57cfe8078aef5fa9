"""A poster for a door or for the wall: of which room or of all, of a day or a week, with names or without."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _
from tierslieu_desk.services.booking.posters import ON_THE_WALL
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.ticks import Tick
from tierslieu_desk.wallclock import DAY

WEEK = 7
ALL_ROOMS = 0


class PosterDialog(Dialog):
    """`wanted` carries the unit (0: all rooms), the first day, how many days, and whether names are shown."""

    wanted = Signal(object, object, object, bool)

    def __init__(self, parent: QWidget | None, services: DeskServices, day: date, unit_id: int | None = None) -> None:
        super().__init__(parent, _("A poster for a door or the wall"), _("See the poster"), say.sentence)
        self._day = day
        units = services.planning.day(day).units
        rooms = [(unit.id, unit.name) for unit in units if unit.kind in ON_THE_WALL and not unit.is_pool]
        others = [(unit.id, unit.name) for unit in units if unit.kind not in ON_THE_WALL and not unit.is_pool]
        self.unit = self.form.add(_("Of what"), Choice(((ALL_ROOMS, _("All rooms")), *rooms, *others)))
        if unit_id is not None:
            self.unit.choose(unit_id)
        monday = day - day.weekday() * DAY
        self.days = self.form.add(
            _("Which days"),
            Choice(
                (
                    (1, formats.date_weekday(day)),
                    (WEEK, _("Week of %(day)s") % {"day": formats.date_in_year(monday)}),
                )
            ),
        )
        self.names = self.form.add(
            _("Who reads it"),
            Tick(_("Show who has booked")),
            help=_("Without names, a booking is only “Reserved”. Events keep their title."),
        )

    def commit(self) -> None:
        count = WEEK if self.days.choice == WEEK else 1
        first = self._day - self._day.weekday() * DAY if count == WEEK else self._day
        self.wanted.emit(self.unit.choice, first, count, self.names.isChecked())
