"""Who has what as a calendar file for other programs: which space, from when, with names or without."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DaysReversed, DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import Jobs, Progress
from tierslieu_desk.ui.pages.planning.when_dialog import named
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice, DateField
from tierslieu_desk.ui.widgets.ticks import Tick
from tierslieu_desk.wallclock import Clock

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.calendar_file import Wanted

EVERYTHING = 0


class CalendarDialog(Dialog):
    """`told` carries the sentence; a file has no undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, jobs: Jobs, clock: Clock) -> None:
        super().__init__(parent, _("A calendar file"), _("Keep the file…"), say.sentence)
        from tierslieu_desk.services.booking.calendar_file import DAYS_BACK

        self._services, self._jobs, self._running = services, jobs, False
        units = ((row.id, row.name) for row in services.units.list())
        self.unit = self.form.add(_("Space"), Choice(((EVERYTHING, _("The whole place")), *units)))
        first = clock.today() - timedelta(days=DAYS_BACK)
        self.since = self.form.add(_("From"), DateField(first), key="since")
        self.ends = Tick(_("Only until a certain day"))
        self.ends.setAccessibleName(self.ends.text())
        self.form.add(_("Until when"), self.ends)
        self.until = self.form.add(_("To"), DateField(clock.today() + timedelta(days=DAYS_BACK)), key="last")
        self.since.today = self.until.today = clock.today()
        self.form.show_field(self.until, False)
        self.ends.toggled.connect(self._ends_chosen)
        self.names = Tick(_("Say who has it"))
        self.names.setAccessibleName(self.names.text())
        helps = _("Otherwise it says what for, or only that it is taken. Mind who will read the file.")
        self.form.add(_("Names"), self.names, help=helps)

    @Slot(bool)
    def _ends_chosen(self, wanted: bool) -> None:
        self.form.show_field(self.until, wanted)
        self.grow()

    def commit(self) -> bool | None:
        from tierslieu_desk.services.booking.calendar_file import Wanted

        if self._running:
            return False
        refused = self.since.refused()
        if refused is not None:
            raise named("since", refused)
        until = None
        if self.ends.isChecked():
            refused = self.until.refused()
            if refused is not None:
                raise named("last", refused)
            until = self.until.day
            if until < self.since.day:
                raise DaysReversed(first=self.since.day, last=until, field="last")
        unit_id = int(str(self.unit.choice)) or None
        name = self.unit.currentText() if unit_id else _("calendar")
        kinds = _("Calendars (*.ics)")
        file = ask.file_to_write(self, _("A calendar file"), Path.home() / f"{name}.ics", kinds)
        if file is None:
            return False
        self._running = True
        work = partial(_write, self._services, file, Wanted(unit_id, self.names.isChecked(), self.since.day, until))
        self._jobs.run(_("Writing the file"), work, done=self._done, failed=self._failed)
        return False

    @Slot(object)
    def _done(self, file: Path) -> None:
        self._running = False
        self.told.emit(_("Kept as %(file)s.") % {"file": file}, None)
        self.accept()

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self._running = False
        if isinstance(problem, DeskError):
            with self.refusals():
                raise problem

    def reject(self) -> None:
        """Not while the file is written: what comes of it is told here."""
        if not self._running:
            super().reject()


def _write(services: DeskServices, file: Path, wanted: Wanted, _progress: Progress) -> Path:
    (written,) = services.calendar_files.write(file, wanted)
    return written
