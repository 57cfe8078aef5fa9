"""Which window stands on which desk: the first start, the desk itself, a copy being put back, the demo house."""

from __future__ import annotations

import logging
import os
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

from tierslieu_desk import compose, say
from tierslieu_desk.app import DeskWindow, FirstPaint
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui import theme, translations
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.crash import CrashReporter
from tierslieu_desk.ui.garbage import Sweeper
from tierslieu_desk.ui.jobs import Jobs, Progress, Runner
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.single import Single
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.wallclock import Clock

if TYPE_CHECKING:
    from tierslieu_desk.services.keeping.restoring import Restored

REFUSED = 1
_ORGANISATION = "tierslieu-desk"
DEMO = "-demo"
"""What the name of the demo house's folder ends in; it stands beside the desk's own, never in it."""


def run_window(folder: Path, today: date | None, language: str, *, until_ready: bool) -> int:
    """Open the desk in that folder and its window; with `until_ready`, close again as soon as it is usable.

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
    opening = Opening(folder, today, single, reporter)
    try:
        opening.open()
    except DeskError as refusal:
        reporter.uninstall()
        return _refused(app, refusal, shown=not until_ready)
    try:
        if until_ready:
            opening.ready.connect(opening.close_window)
        else:
            opening.ready.connect(opening.after_the_start)
        return app.exec()
    finally:
        reporter.uninstall()
        opening.close()


def application(language: str) -> QApplication:
    """The one `QApplication`, with our theme and Qt's words in the desk's language."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else theme.begun(sys.argv[:1])
    app.setApplicationName(_ORGANISATION)
    app.setApplicationDisplayName(_("Tiers-Lieu Desk"))
    app.setDesktopFileName(_ORGANISATION)
    translations.install(app, language)
    theme.apply(app, "system")
    return app


class Opening(QObject):
    """One window at a time on one desk at a time. `ready` comes with each, once it was painted.

    The next window is shown before the last one goes, so that the program does not end between the two.
    """

    ready = Signal()

    def __init__(
        self,
        folder: Path,
        today: date | None,
        single: Single,
        reporter: CrashReporter | None = None,
        runner: Runner | None = None,
    ) -> None:
        super().__init__()
        self._folder, self._today, self._single = folder, today, single
        self._reporter, self._runner = reporter, runner
        self._services: compose.Services | None = None
        self._demo: Single | None = None
        self._desk: DeskWindow | None = None
        self._around: Surroundings[compose.Services] | None = None
        self._painted: FirstPaint | None = None
        self._noting = False
        self._sweeper = Sweeper(self)
        self.window: QMainWindow | None = None

    @property
    def demo_folder(self) -> Path:
        """Where the demo house stands."""
        whole = self._folder.absolute()
        return whole.with_name(whole.name + DEMO)

    def open(self) -> None:
        """The window the folder asks for. Raises what opening a desk raises."""
        services = compose.open_or_create(self._folder, self._today)
        self._services = services
        if services.described():
            self._open_desk(services)
        else:
            self._open_first_start(services)

    def _open_desk(self, services: compose.Services) -> None:
        put_back = self.put_back if self._demo is None else None
        around = Surroundings(services, Changes(), services.desk.clock, Jobs(self._runner), put_back)
        desk = DeskWindow(services, around, self._reporter)
        if self._demo is not None:
            desk.window.set_banner(
                _("Demo house: everything in here is invented, and nothing of it counts."),
                _("Leave the demo house"),
                self.leave_demo,
            )
        desk.ready.connect(self.ready)
        desk.loaded.connect(self._sweeper.settle)
        before, self.window = self.window, desk.window
        self._desk, self._around = desk, around
        desk.open()
        _close(before)

    def _open_first_start(self, services: compose.Services) -> None:
        from tierslieu_desk.services.place.first_setup import Draft
        from tierslieu_desk.ui.first_start.window import FirstStart

        made = FirstStart(services, Draft(self._folder), Jobs(self._runner))
        if self._reporter is not None:
            self._reporter.show(made.messages.offer)
            made.jobs.crashed.connect(self._reporter.report)
        made.described.connect(self._described)
        made.restore_wanted.connect(self.put_back)
        made.demo_wanted.connect(self._enter_demo)
        self._painted = FirstPaint(made)
        self._painted.painted.connect(self.ready)
        before, self.window = self.window, made
        made.show()
        _close(before)

    @Slot()
    def after_the_start(self) -> None:
        """What can wait for the first paint of whichever window it is."""
        self._sweeper.start()
        if self.window is not None:
            for single in (self._single, self._demo):
                if single is not None:
                    single.listen(self.window)
        if self._desk is not None:
            self._desk.after_the_start()
            self._noting = True
            if (self._folder / compose.FIRST_ANSWERS).exists() and self._demo is None:
                self._forget_answers()

    @Slot()
    def close_window(self) -> None:
        """As if somebody had."""
        if self.window is not None:
            self.window.close()

    def close(self) -> None:
        """Let go of everything."""
        self._sweeper.stop()
        self._leave_store()
        self._leave_demo_lock()
        self._single.release()

    # --- the place was described

    @Slot()
    def _described(self) -> None:
        if self._services is not None:
            self._open_desk(self._services)
        if self._desk is not None:
            self._desk.window.messages.say(_("Your place is ready. People can be added, or taken over from a list."))

    def _forget_answers(self) -> None:
        """Those of a place that stands by now, also when the program was ended right after it was made."""
        from tierslieu_desk.services.place.first_setup import Draft

        try:
            Draft(self._folder).forget()
        except OSError as refused:
            logging.getLogger(__name__).warning("the answers of the first start stay: %s", refused)

    # --- a copy is put back

    @Slot()
    def put_back(self, file: Path | None = None) -> None:
        """Ask for a copy unless it is given; the desk closes, the copy takes its place, and it opens again."""
        from tierslieu_desk.ui import ask

        before = self.window
        if before is None or self._still_at_work():
            return
        kinds = _("Copies of a desk (%(kinds)s)") % {"kinds": "*.tldesk"}
        file = file or ask.file_to_open(before, _("Which copy?"), kinds)
        if file is None:
            return
        lived_in = self._services is not None and self._services.described()
        if lived_in and not ask.sure(
            before,
            _("Put this copy in the place of your desk?"),
            _("The desk closes, and opens again as it was when the copy was made. What is here now is kept aside."),
            _("Put the copy back"),
        ):
            return
        self._begin_putting_back(file, lived_in=lived_in)

    def _still_at_work(self) -> bool:
        if self._around is None or not self._around.jobs.running or self._desk is None:
            return False
        self._desk.window.messages.refuse(_("Something is still under way. Wait until it is done, then try again."))
        return True

    def _begin_putting_back(self, file: Path, *, lived_in: bool) -> None:
        from tierslieu_desk.ui.first_start.waiting import Waiting

        waiting = Waiting(
            _("Putting the copy back"), _("It is checked first. This takes a minute at most."), Jobs(self._runner)
        )
        waiting.over.connect(self._open_again)
        before, self.window = self.window, waiting
        waiting.show()
        self._single.listen(waiting)
        if self._reporter is not None:
            self._reporter.show(None)
            waiting.jobs.crashed.connect(self._reporter.report)
        _close(before)
        self._leave_store()
        clock = Clock(fixed_today=self._today)
        waiting.run(partial(_restore, self._folder, file, clock), partial(self._restored, lived_in), self._not_restored)

    def _not_restored(self, problem: BaseException) -> None:
        self._tell(problem if isinstance(problem, DeskError) else DeskError())

    def _restored(self, lived_in: bool, restored: Restored) -> None:
        from tierslieu_desk.commands import restore
        from tierslieu_desk.services.keeping import census
        from tierslieu_desk.ui.first_start.waiting import Waiting

        if not isinstance(self.window, Waiting):
            return
        result = restore.as_result(restored)
        lines = list(restore.show(result if lived_in else result | {"set_aside": None}))
        try:
            services = compose.open_desk(self._folder, self._today)
        except DeskError as refusal:
            self.window.tell_refusal(refusal)
            return
        self._services = services
        counts = census.counts(services.desk)
        people = ngettext("%(n)s person", "%(n)s people", counts["people"]) % {"n": counts["people"]}
        invoices = ngettext("%(n)s invoice", "%(n)s invoices", counts["invoices"]) % {"n": counts["invoices"]}
        lines.insert(1, _("In it: %(people)s, %(invoices)s.") % {"people": people, "invoices": invoices})
        self.window.tell(_("The copy is back"), lines, _("Open the desk"))

    @Slot()
    def _open_again(self) -> None:
        try:
            if self._services is None:
                self._services = compose.open_or_create(self._folder, self._today)
            if self._services.described():
                self._open_desk(self._services)
            else:
                self._open_first_start(self._services)
        except DeskError as refusal:
            self._tell(refusal)

    # --- the demo house

    @Slot()
    def _enter_demo(self) -> None:
        """Make it if need be, which takes a while, then look round in it."""
        from tierslieu_desk.ui.first_start.window import FirstStart

        if not isinstance(self.window, FirstStart):
            return
        if compose.holds_desk(self.demo_folder):
            self._open_demo(None)
            return
        today = self._today or Clock().today()
        self.window.run(_("Making the demo house"), partial(_make_demo, self.demo_folder, today), self._open_demo)

    def _open_demo(self, _made: object) -> None:
        single = Single(self.demo_folder)
        if not single.first():
            single.raise_other()
            return
        try:
            services = compose.open_desk(self.demo_folder, self._today)
        except DeskError as refusal:
            single.release()
            self._tell(refusal)
            return
        self._leave_store()
        self._services, self._demo = services, single
        self._open_desk(services)

    @Slot()
    def leave_demo(self) -> None:
        """Back to the desk in its own folder, which nothing of this has touched."""
        self._stop_noting()
        demo, self._services = self._services, None
        single, self._demo = self._demo, None
        try:
            self.open()
        except DeskError as refusal:
            self._services, self._demo = demo, single
            self._tell(refusal)
            return
        if demo is not None:
            demo.close()
        if single is not None:
            single.release()

    def _tell(self, refusal: DeskError) -> None:
        from tierslieu_desk.ui.first_start.waiting import Waiting
        from tierslieu_desk.ui.first_start.window import FirstStart

        if isinstance(self.window, Waiting):
            self.window.tell_refusal(refusal)
        elif isinstance(self.window, MainWindow | FirstStart):
            self.window.refuse(refusal)

    def _leave_store(self) -> None:
        if self._services is not None:
            self._stop_noting()
            self._services.close()
        self._services = self._desk = self._around = None

    def _stop_noting(self) -> None:
        """The log is in the folder of the desk; the window that opens next begins its own."""
        if self._noting:
            from tierslieu_desk import logs

            logs.stop()
        self._noting = False

    def _leave_demo_lock(self) -> None:
        if self._demo is not None:
            self._demo.release()
        self._demo = None


def _restore(folder: Path, file: Path, clock: Clock, _progress: Progress) -> Restored:
    from tierslieu_desk.services.keeping import restoring

    return restoring.restore(folder, file, clock, compose.somebody())


def _make_demo(folder: Path, today: date, progress: Progress) -> None:
    from tierslieu_desk.commands import demo

    demo.make(folder, today, progress)


def _close(window: QMainWindow | None) -> None:
    """Once the present event is over, since it may be that window's own."""
    if window is not None:
        window.close()
        QTimer.singleShot(0, window.deleteLater)


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
