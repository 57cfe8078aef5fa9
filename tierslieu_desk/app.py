"""The window around the desk: opens it, shows Today, hears of other processes, and leaves heavy work for later."""

from __future__ import annotations

import gc
import os
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from tierslieu_desk import compose, formats, say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import pages, theme, translations
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.crash import CrashReporter
from tierslieu_desk.ui.jobs import Jobs, Progress
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.pages.today import TodayPage
from tierslieu_desk.ui.pages.today_words import copy_words
from tierslieu_desk.ui.single import Single
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.wallclock import Clock

if TYPE_CHECKING:
    from tierslieu_desk.services.today import TodayView

REFUSED = 1
_ORGANISATION = "tierslieu-desk"
WINDOW_FILE = "window.ini"
"""Where the window was on the screen, beside the store it shows; lost without harm."""


def run_window(folder: Path, today: date | None, language: str, *, until_ready: bool) -> int:
    """Open the desk in that folder and its window; with `until_ready`, close again as soon as Today is usable.

    Returns the exit code: 0, also when the window of another process was raised instead, 1 when the desk could not
    be opened.
    """
    if not _screen():
        sys.stderr.write(_("There is no screen here: the window cannot open. The commands work.") + "\n")
        return REFUSED
    app = application(language)
    single = Single(folder)
    if not single.first():
        return 0 if single.raise_other() else REFUSED
    reporter = CrashReporter(folder, Clock(fixed_today=today).wall)
    reporter.install()
    try:
        services = compose.open_or_create(folder, today)
    except DeskError as refusal:
        return _refused(app, refusal, shown=not until_ready)
    try:
        around = Surroundings(services, Changes(), services.desk.clock, Jobs())
        desk = DeskWindow(services, around, reporter)
        desk.ready.connect(partial(_ready, desk, single, until_ready=until_ready))
        desk.open()
        return app.exec()
    finally:
        gc.enable()
        reporter.uninstall()
        services.close()
        single.release()


def application(language: str) -> QApplication:
    """The one `QApplication`, with our theme and Qt's words in the desk's language."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName(_ORGANISATION)
    app.setApplicationDisplayName(_("Tiers-Lieu Desk"))
    app.setDesktopFileName(_ORGANISATION)
    translations.install(app, language)
    theme.apply(app, "system")
    return app


class DeskWindow(QObject):
    """The main window on one open desk. `ready` comes once, when Today was painted with what the store holds."""

    ready = Signal()

    def __init__(
        self, services: compose.Services, around: Surroundings[compose.Services], reporter: CrashReporter | None
    ) -> None:
        super().__init__()
        self._services = services
        self._around = around
        self._painted: _FirstPaint | None = None
        self._day = services.desk.clock.today()
        services.desk.store.changes.subscribe(around.changes.announce)
        kept = QSettings(str(services.desk.store.folder / WINDOW_FILE), QSettings.Format.IniFormat)
        self.window = MainWindow(PAGES, around, say.sentence, settings=kept)
        self.window.set_place(_("Tiers-Lieu Desk"))
        if reporter is not None:
            reporter.show(self.window.messages.offer)
            around.jobs.crashed.connect(reporter.report)

    def open(self) -> None:
        """Show the window on Today."""
        page = self.window.go(PAGES[0].code)
        if isinstance(page, TodayPage):
            page.seen.connect(self._told)
        self._painted = _FirstPaint(page)
        self._painted.painted.connect(self.ready)
        self.window.show()
        page.setFocus()

    @Slot(object)
    def _told(self, view: TodayView) -> None:
        self.window.set_place(view.place or _("Tiers-Lieu Desk"))
        self.window.set_sight(view.does)
        self.window.rail.set_copy(copy_words(view))

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
        if not isinstance(self.window.page, TodayPage):
            try:
                self._told(self._services.today.view())
            except DeskError as refusal:
                self.window.refuse(refusal)

    def _everything(self) -> frozenset[str]:
        """The tables of whatever may be shown."""
        pages = (page.watches for page in self.window.pages)
        return frozenset[str]().union(*(spec.watches for spec in PAGES), *pages)

    def _elsewhere(self) -> frozenset[str]:
        """Another process says nothing of what it changed: everything shown is read again."""
        return self._everything() if self._services.desk.store.changed_elsewhere() else frozenset()

    def _extend(self, _progress: Progress) -> None:
        self._services.load_the_rest()
        pages.load_the_rest()
        formats.load()
        self._services.series.extend()
        self._services.plans.carry_over()

    def _counted(self, _extended: object) -> None:
        """Badges are counted once the services they ask are loaded, which is not for the main thread."""
        self.window.count_all()

    def _copy(self, progress: Progress) -> None:
        self._services.copies.daily_if_due(progress)


class _FirstPaint(QObject):
    """Tells once that a widget was painted."""

    painted = Signal()

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return False


def _ready(desk: DeskWindow, single: Single, *, until_ready: bool) -> None:
    if until_ready:
        desk.window.close()
        return
    gc.freeze()
    gc.enable()
    single.listen(desk.window)
    desk.after_the_start()


def _refused(app: QApplication, refusal: DeskError, *, shown: bool) -> int:
    """Say in a window of its own what stands in the way; nothing was changed."""
    sentence = say.sentence(refusal)
    sys.stderr.write(f"{sentence}\n")
    if shown and app.platformName() != "offscreen":
        from tierslieu_desk.ui import ask

        ask.tell(None, _("The desk could not be opened."), sentence)
    return REFUSED


def _screen() -> bool:
    """Whether there is anything to draw on; Qt ends the process when there is not."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
