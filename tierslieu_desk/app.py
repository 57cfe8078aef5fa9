"""The window around the desk: opens it, shows Today, hears of other processes, and leaves heavy work for later."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import compose, formats, say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.crash import CrashReporter
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.line import Line
from tierslieu_desk.ui.loading import Loading
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.pages.today.page import TodayPage
from tierslieu_desk.ui.pages.today.words import copy_words
from tierslieu_desk.ui.post import Post
from tierslieu_desk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from tierslieu_desk.services.front.today import TodayView

WINDOW_FILE = "window.ini"
"""Where the window was on the screen, beside the store it shows; lost without harm."""


class DeskWindow(QObject):
    """The main window on one open desk. `ready` comes once, when Today was painted with what the store holds.

    `loaded` comes when what can wait for that is loaded, and again each day.
    """

    ready = Signal()
    loaded = Signal()

    def __init__(
        self, services: compose.Services, around: Surroundings[compose.Services], reporter: CrashReporter | None
    ) -> None:
        super().__init__()
        self._services = services
        self._around = around
        self._painted: FirstPaint | None = None
        self._day = services.desk.clock.today()
        services.desk.store.changes.subscribe(around.changes.announce)
        services.desk.store.hurry_here()
        kept = QSettings(str(services.desk.store.folder / WINDOW_FILE), QSettings.Format.IniFormat)
        self.window = MainWindow(PAGES, around, say.sentence, settings=kept)
        self.window.set_place(_("Tiers-Lieu Desk"))
        around.changes.touched.connect(self._heard)
        self._line = Line(around, self.window.rail, self)
        self.window.closing.connect(self._line.stop)
        self._post = Post(around, self.window.rail, self)
        self._loading = Loading(self)
        self._loading.done.connect(self._all_loaded)
        self.window.closing.connect(self._post.stop)
        if reporter is not None:
            reporter.show(self.window.messages.offer)
            around.jobs.crashed.connect(reporter.report)

    def open(self) -> None:
        """Show the window on Today."""
        page = self.window.go(PAGES[0].code)
        if isinstance(page, TodayPage):
            page.seen.connect(self._told)
        self.window.switcher.begin()
        self._painted = FirstPaint(page)
        self._painted.painted.connect(self.ready)
        self.window.show()
        page.setFocus()

    @Slot(object)
    def _told(self, view: TodayView) -> None:
        self.window.set_place(view.place or _("Tiers-Lieu Desk"))
        self.window.set_sight(view.does)
        self.window.rail.set_copy(copy_words(view))

    @Slot(object)
    def _heard(self, tables: frozenset[str]) -> None:
        """What the place does, and its name, are right on the rail at once, whichever page it was changed from."""
        if "place" in tables:
            self._tell_rail()

    def _tell_rail(self) -> None:
        try:
            self._told(self._services.today.view())
        except DeskError as refusal:
            self.window.refuse(refusal)

    def after_the_start(self) -> None:
        """What can wait for the first paint: the log, badges, other processes, and what a day begins with."""
        from tierslieu_desk import logs

        try:
            logs.start(self._services.desk.store.folder, "window")
        except OSError as refusal:
            sys.stderr.write(f"{refusal}\n")
        self._around.changes.watch(self._elsewhere)
        self.window.minute.connect(self._minute)
        self._begin_day()

    def _begin_day(self) -> None:
        """What each day begins with: at its first start, or at midnight in a window left open."""
        self._day = self._services.desk.clock.today()
        self._around.jobs.run(_("Regular bookings"), self._extend, done=self._counted)
        self._around.jobs.run(_("Copy of the day"), self._copy)

    @Slot()
    def _minute(self) -> None:
        """A new day is one for every page; and the foot of the rail is right whichever page is shown."""
        if self._services.desk.clock.today() != self._day:
            self._around.changes.announce(self._everything())
            self._begin_day()
        if self._services.today.turn_due():
            self._around.jobs.run(_("Waiting list"), self._offer)
        if not isinstance(self.window.page, TodayPage):
            self._tell_rail()

    def _everything(self) -> frozenset[str]:
        """The tables of whatever may be shown."""
        pages = (page.watches for page in self.window.pages)
        return frozenset[str]().union(*(spec.watches for spec in PAGES), *pages)

    def _elsewhere(self) -> frozenset[str]:
        """Another process says nothing of what it changed: everything shown is read again."""
        return self._everything() if self._services.desk.store.changed_elsewhere() else frozenset()

    def _offer(self, _progress: Progress) -> None:
        """What nobody answered goes to the next in line."""
        self._services.waiting.settle()

    def _extend(self, _progress: Progress) -> None:
        self._services.load_the_rest()
        from tierslieu_desk import documents  # noqa: F401 - for its being loaded

        formats.load()
        self._services.series.extend()
        self._services.waiting.settle()
        self._services.plans.carry_over()
        self._services.calendars.work_out()

    def _counted(self, _extended: object) -> None:
        """The services are there; what is built of Qt follows here, since it may not come to be on another thread."""
        self._loading.start()

    @Slot()
    def _all_loaded(self) -> None:
        """Badges are counted, and the line is used, once nothing that they ask is to be loaded any more."""
        self.window.count_all()
        self._line.start()
        self._post.start()
        self.loaded.emit()

    def _copy(self, progress: Progress) -> None:
        self._services.copies.daily_if_due(progress)


class FirstPaint(QObject):
    """Tells once that a widget was painted."""

    painted = Signal()

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102 - Qt’s name
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return False
