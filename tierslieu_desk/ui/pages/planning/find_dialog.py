"""Find a free space: days first, then who many and for how long; what is found is booked with one key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import Jobs, Progress
from tierslieu_desk.ui.pages.planning.find_fields import FindFields
from tierslieu_desk.ui.pages.planning.find_results import Results
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import TYPING_PAUSE_MS
from tierslieu_desk.wallclock import DAY

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.free_search import Found, Space, SpaceWish
    from tierslieu_desk.services.booking.free_why import Nothing
    from tierslieu_desk.services.person.people import PersonRow

WIDTH, HEIGHT = 780, 600
Answer = tuple["SpaceWish", "Found", "Nothing | None"]


class FindDialog(Dialog):
    """`wanted` carries the `Space` and the `SpaceWish` it was found for: who opened it asks for whom, and books.

    Enter looks, and then takes what is chosen; the search runs by itself as soon as a field is left.
    """

    wanted = Signal(object, object)

    def __init__(
        self, parent: QWidget | None, services: DeskServices, jobs: Jobs, day: date, today: date | None = None
    ) -> None:
        super().__init__(parent, _("Find a free space"), _("Book it…"), say.sentence)
        self._services, self._jobs = services, jobs
        self._asked: SpaceWish | None = None
        self._shown: SpaceWish | None = None
        self._until = day
        self.fields = FindFields(self.form, services, day, self)
        self.fields.first.today = self.fields.last.today = today
        self.results = Results(self)
        self.body.takeAt(self.body.count() - 1)
        self.body.addWidget(self.fields.opener, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.results, 1)
        QWidget.setTabOrder(self.fields.until, self.fields.opener)
        QWidget.setTabOrder(self.fields.opener, self.results.table)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.fields.changed.connect(self._changed)
        self.results.taken.connect(self._take)
        self.results.later.connect(self._look_later)
        self.setMinimumWidth(WIDTH)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_room(self.width(), max(self.height(), HEIGHT))
        QTimer.singleShot(0, self, self.look)  # its table is as wide as it will be by then

    def mean(self, row: PersonRow) -> None:
        """It is for that person: their price is told."""
        self.fields.who.choose(row)

    @Slot()
    def _changed(self) -> None:
        self._pause.start()

    @Slot()
    def look(self) -> None:
        """Search for what the fields say, unless that is what is shown or looked for already."""
        self._pause.stop()
        self.form.clear_refusals()
        try:
            wish = self.fields.wish()
        except DeskError as refusal:
            self.form.show_refusal(refusal, say.sentence(refusal), go_there=False)
            self._asked = self._shown = None
            self.results.clear()  # what was found is of another day than the one that stands there
            self.act.setEnabled(False)
            return
        if wish != self._asked:
            self._asked = wish
            self.results.wait()
            work = partial(_searched, self._services, wish)
            self._jobs.run(_("Looking for a free space"), work, done=self._found, failed=self._failed, quiet=True)

    @Slot(object)
    def _found(self, answer: Answer) -> None:
        wish, found, nothing = answer
        if not isValid(self) or wish != self._asked:
            return  # they have left, or ask for something else by now
        self._shown, self._until = wish, found.until
        if nothing is not None:
            self.results.show_nothing(nothing)
        else:
            self.results.show_found(found, last_day=found.until >= wish.last)
        self.act.setEnabled(self.results.space is not None)

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        if isValid(self) and isinstance(problem, DeskError):
            self._asked = None
            with self.refusals():
                raise problem

    @Slot()
    def _look_later(self) -> None:
        """The days after those that are shown, as many as were asked for."""
        if self._shown is not None:
            first = self._until + DAY
            self.fields.first.day, self.fields.last.day = first, max(first, self._shown.last)
            self.look()

    def commit(self) -> bool:
        """Take what is chosen; when that is of another search than what stands in the fields, search first."""
        wish = self.fields.wish()
        space = self.results.space
        if wish != self._shown or space is None:
            self.look()
            self.results.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self._take(space)
        return False

    @Slot(object)
    def _take(self, space: Space) -> None:
        wish = self._shown
        if wish is not None:
            self.wanted.emit(space, replace(wish, first=space.slot.start.date()))
            self.accept()


def _searched(services: DeskServices, wish: SpaceWish, _progress: Progress) -> Answer:
    found = services.free_spaces.search(wish)
    return wish, found, None if found.spaces else services.free_spaces.why_not(wish)
