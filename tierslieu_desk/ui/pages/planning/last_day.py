"""The day on which a booking over several days ends: out of sight until it lasts so long, or somebody asks for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import LENT_KINDS
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import DateField
from tierslieu_desk.wallclock import DAY, MINUTE
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.ui.forms import Form
    from tierslieu_desk.ui.services import DeskServices


class LastDay(QObject):
    """Beside the field of the `first` day: `more` asks for it, `field` is where it is written.

    Offered for what is lent or may span closed times, and where the place is open at midnight.
    """

    changed = Signal()

    def __init__(self, form: Form, services: DeskServices, first: DateField, wanted: WallSlot) -> None:
        super().__init__(form)
        self._form, self._services, self._first = form, services, first
        self.several, self._fits = _ends_on(wanted) > wanted.start.date(), False
        self._known: dict[int, bool] = {}
        self._days = max(_ends_on(wanted) - wanted.start.date(), DAY)
        self.field = DateField(wanted.start.date() + self._days)
        self.more = button(_("Several days…"), self._ask, look="quiet", beside=True)
        self.more.setAutoDefault(False)
        first.settled.connect(self._follow)
        self.field.settled.connect(self._measure)

    def of(self, first: date) -> date:
        """The last day, where it is asked for. Raises `NotADate`, `DayOutOfReach`."""
        return self.field.day if self.several else first

    def take(self, slot: WallSlot) -> None:
        """Show that one's."""
        self.several = _ends_on(slot) > slot.start.date()
        if self.several:
            self.field.day = _ends_on(slot)
            self._measure()
        self._show()

    def offer(self, unit_id: object) -> None:
        """Whether that unit may be had so long."""
        if isinstance(unit_id, int) and unit_id not in self._known:
            self._known[unit_id] = (
                self._services.units.get(unit_id).kind in LENT_KINDS
                or self._services.unit_depths.of(unit_id).limits.spans
                or any(hours.closes == 24 * 60 for hours in self._services.places.hours())
            )
        self._fits = isinstance(unit_id, int) and self._known[unit_id]
        self._show()

    def _show(self) -> None:
        self._form.show_field(self.field, self.several)
        self.more.setVisible(self._fits and not self.several)

    @Slot()
    def _ask(self) -> None:
        self.several = True
        self._follow()
        self._show()
        self.field.setFocus()
        self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        """Another first day takes the last one along."""
        try:
            self.field.day = self._first.day + self._days
        except DeskError:
            return  # told beside the field

    @Slot()
    def _measure(self) -> None:
        try:
            self._days = max(self.field.day - self._first.day, timedelta())
        except DeskError:
            return


def _ends_on(slot: WallSlot) -> date:
    """The day of its last minute."""
    return (slot.end - MINUTE).date()
