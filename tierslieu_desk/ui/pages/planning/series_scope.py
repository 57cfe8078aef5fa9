"""One of several dates is called off: only this one, the following too, or all that are to come."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import Scope
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import Jobs
from tierslieu_desk.ui.pages.planning import series_acts
from tierslieu_desk.ui.pages.planning.booking_acts import call_off
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_rows import BookingRow
    from tierslieu_desk.services.booking.late_fees import Late
    from tierslieu_desk.services.booking.series import CalledOff


class CallOffDates(Dialog):
    """`told` carries the sentence and its undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, jobs: Jobs, row: BookingRow) -> None:
        title = _("%(name)s no longer comes") % {"name": row.party}
        super().__init__(parent, title, _("They no longer come"), say.sentence)
        self._services, self._jobs, self._row = services, jobs, row
        self._running = self._owed = False
        words = _("This booking comes back: %(unit)s, %(when)s.")
        self.body.insertWidget(
            0, Words(words % {"unit": row.unit, "when": formats.slot_text(row.slot)}, "second", wrap=True)
        )
        self.body.insertSpacing(1, theme.GAP)
        self.scope = self.form.add(_("Which dates"), Choice(series_acts.scopes(row.slot.start.date())))

    def commit(self) -> bool | None:
        scope = Scope(str(self.scope.choice))
        if self._running:
            return False
        if scope is Scope.THIS:
            from tierslieu_desk.ui.pages.planning import late_dialog

            with_kit = bool(self._services.kits.along(self._row.id))
            late = late_dialog.asks(self, self._services, self._row, with_kit=with_kit)
            if late is not None:
                late.told.connect(self.told)
                late.accepted.connect(self.accept)
                late.open()
                return False
            self.told.emit(*call_off(self._services, self._row, with_kit=with_kit))
            return None
        dates = self._services.series.late(self._row.id, scope)
        if dates:
            from tierslieu_desk.ui.pages.planning.late_dates import LateDates

            LateDates(self, dates, partial(self._call_off, scope)).open()
        else:
            self._call_off(scope, None)
        return False

    def _call_off(self, scope: Scope, late: Late | None) -> None:
        self._running = True
        self._owed = late is not None and late.take
        work = partial(series_acts.cancel, self._services, self._row.id, scope, late)
        self._jobs.run(_("Calling the dates off"), work, done=self._done, failed=self._failed)

    @Slot(object)
    def _done(self, called_off: CalledOff) -> None:
        self._running = False
        undo = series_acts.called_off(self._services, self._jobs, called_off)
        words = series_acts.called_off_words(self._row, called_off)
        if self._owed:
            words = " ".join((words, _("What the house keeps is on their account.")))
        self.told.emit(words, undo)
        self.accept()

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self._running = False
        if isinstance(problem, DeskError):
            with self.refusals():
                raise problem

    def reject(self) -> None:
        """Not while dates are being called off: what comes of it is told here."""
        if not self._running:
            super().reject()
