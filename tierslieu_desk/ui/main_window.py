"""The window: the rail, the pages, long work under way, and one message bar. It knows pages only by their specs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from tierslieu_desk.errors import DeskError, NotAllowed
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import focus
from tierslieu_desk.ui.alarm import Alarm
from tierslieu_desk.ui.jobs import Job
from tierslieu_desk.ui.operators.switching import PageStack, Switcher
from tierslieu_desk.ui.operators.words import LEAVE_KEY, SWITCH_KEY
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages import PageSpec
from tierslieu_desk.ui.rail import Rail
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.way_back import WayBack
from tierslieu_desk.ui.widgets.buttons import COUNTER_KEY, button
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.message_bar import MessageBar
from tierslieu_desk.ui.widgets.progress import JobRow
from tierslieu_desk.ui.widgets.scrolling import scrolled

if TYPE_CHECKING:
    from tierslieu_desk.ui.counter.opening import CounterOpener

MINUTE_MS = 60_000
JOB_SHOWN_AFTER_MS = 300
DRAIN_MS = 5000
NARROW_BELOW = 1240
"""Pages stand in one column then: a screen of 1366 at 125 % is 1093 wide."""
RAIL_NARROW_BELOW = 1300
FRAME = QSize(0, 32)
"""What a title bar takes of the screen, or a little more."""


class MainWindow(QMainWindow):
    """`say` turns a `DeskError` into a sentence; it is passed in, so that the window needs no words of its own.

    `closing` comes once, after long work was stopped: then the store may be closed. `minute` comes every minute, once
    the page shown has heard of it.
    """

    closing = Signal()
    minute = Signal()

    def __init__(
        self,
        pages: tuple[PageSpec, ...],
        surroundings: Surroundings[Any],
        say: Callable[[DeskError], str],
        *,
        settings: QSettings | None = None,
    ) -> None:
        super().__init__()
        self._specs = {spec.code: spec for spec in pages}
        self._surroundings = surroundings
        self._say = say
        self._settings = settings
        self._open: dict[str, Page] = {}
        self._place = ""
        self._code = ""
        self._to_show: list[Job] = []
        self.counter: CounterOpener | None = None
        self._holders: dict[str, QWidget] = {}
        self.rail = Rail(pages)
        self._stack = PageStack()
        self._strip = QVBoxLayout()
        self._build()
        self.rail.chosen.connect(self._to_page)
        self.rail.help_wanted.connect(self.show_help)
        surroundings.changes.touched.connect(self._count)
        surroundings.jobs.started.connect(self._job_started)
        surroundings.jobs.refused.connect(self.refuse)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._tick)
        self._minute.start()
        self.switcher = Switcher(self, surroundings, self._stack)
        self._keys(pages)
        self.alarm = Alarm(self, surroundings)
        self._restore()

    def _build(self) -> None:
        middle = QWidget()
        self.rail.setParent(middle)
        self._content = QWidget(middle)
        self._content.setObjectName("content")
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._above = QVBoxLayout()
        column.addLayout(self._above)
        column.addWidget(self._stack, 1)
        column.addLayout(self._strip)
        self.messages = MessageBar(self._content, column, self.rail)
        line = QHBoxLayout(middle)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addWidget(self._content, 1)
        self.setCentralWidget(middle)
        self.setMinimumSize(560, 340)

    def _keys(self, pages: tuple[PageSpec, ...]) -> None:
        QShortcut(QKeySequence(COUNTER_KEY), self).activated.connect(self.open_counter)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.show_help)
        QShortcut(QKeySequence(SWITCH_KEY), self).activated.connect(self.switcher.open)
        QShortcut(QKeySequence(LEAVE_KEY), self).activated.connect(self.switcher.lock)
        for number, spec in enumerate(pages[:9]):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            shortcut.setObjectName(spec.code)
            shortcut.activated.connect(self._to_page)

    @Slot()
    @Slot(str)
    def _to_page(self, code: str = "") -> None:
        """By its key, or chosen on the rail, where whoever goes along it by keys stays: else it has the keyboard."""
        stays = bool(code) and self.rail.has_keyboard
        page = self.go(code or self.sender().objectName())
        if not stays:
            page.setFocus(Qt.FocusReason.MouseFocusReason if code else Qt.FocusReason.ShortcutFocusReason)

    @property
    def page(self) -> Page | None:
        """The page shown, None before the first."""
        return self._open.get(self._code)

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages made so far."""
        return tuple(self._open.values())

    @Slot(str)
    def go(self, code: str) -> Page:
        """Show that page, made on the first visit. Raises `KeyError` for a page that is not there."""
        spec = self._specs[code]
        if self.counter is not None:
            self.counter.leave()
        page = self._open.get(code)
        if page is None:
            page = spec.factory(replace(self._surroundings, kept=self._settings))
            page.titled.connect(self._titled)
            page.refused.connect(self.refuse)
            page.said.connect(self.tell)
            page.counter_wanted.connect(self.open_counter)
            page.day_unpaid.connect(self.open_counter)
            page.money_wanted.connect(self.open_counter)
            page.page_wanted.connect(self.lead)
            page.set_narrow(self.width() < NARROW_BELOW)
            self._open[code] = page
            self._holders[code] = scrolled(page, self._stack)
        self._code = code
        self._stack.turn_to(spec, self._holders[code])
        self.rail.button(code).setChecked(True)
        self._name_window(page.title)
        return page

    @Slot(str)
    def lead(self, where: str) -> None:
        """From one page to another, or to a part of it: `settings/units`."""
        code, _slash, part = where.partition("/")
        page = self.go(code)
        if part:
            page.show_part(part)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_sight(self, does: Collection[str]) -> None:
        """Show the pages of what the place does, the `Activity` codes ticked; one that is shown stays until left."""
        self.rail.set_sight([c for c, spec in self._specs.items() if not spec.needs or spec.needs & frozenset(does)])

    @Slot()
    def show_help(self) -> None:
        """The one screen of help of the page shown, beside it."""
        from tierslieu_desk.ui.help_sheet import HelpSheet

        if self.page is not None:
            HelpSheet(self, _(self._specs[self._code].title), self.page.help).open()

    @Slot()
    @Slot(object, str, object)
    @Slot(object, str, object, bool)
    def open_counter(
        self,
        whose: int | None = None,
        sentence: str = "",
        undo: Callable[[], object] | None = None,
        owed: bool = False,
    ) -> None:
        """The counter card, over whatever page is shown; once.

        `whose` day nothing covers: it opens on them, and says `sentence` when it is left with nothing decided. `owed`:
        it is what they owe already that is in its basket.
        """
        from tierslieu_desk.ui.counter.opening import CounterOpener

        if self.counter is None:
            self.counter = CounterOpener(self, self._surroundings)
        if whose is None:
            self.counter.open()
            return
        try:
            self.counter.open_for(whose, sentence, undo, owed=owed)
        except DeskError as refusal:
            self.refuse(refusal)

    def set_banner(self, sentence: str, way_out: str, act: Callable[[], object]) -> None:
        """One line over every page that stays, with the button that ends what it tells of: the demo house."""
        banner = QFrame()
        banner.setObjectName("banner")
        line = QHBoxLayout(banner)
        line.setContentsMargins(24, 7, 24, 7)
        line.addWidget(Words(sentence, "strong", wrap=True), 1)
        line.addWidget(button(way_out, act))
        self._above.addWidget(banner)

    def set_place(self, name: str) -> None:
        """Whose desk this is: on the rail and in the window's title."""
        self._place = name
        self.rail.set_place(name)
        if self.page is not None:
            self._name_window(self.page.title)

    def _name_window(self, title: str) -> None:
        self.setWindowTitle(f"{title} · {self._place}" if self._place else title)

    @Slot(str)
    def _titled(self, title: str) -> None:
        if self.sender() is self.page:
            self._name_window(title)

    @Slot(str, object)
    def tell(self, sentence: str, undo: Callable[[], object] | None, *, seconds: int | None = None) -> None:
        """Say what was done, with its way back for as long as it is shown: as long as usual, or so many seconds."""
        beside = None
        if isinstance(undo, WayBack):
            beside, undo = (undo.label, partial(undo.tell, self)), undo.undo
        back = None if undo is None else partial(self._undo, undo)
        self.messages.say(sentence, back, seconds=seconds, beside=beside)

    def _undo(self, undo: Callable[[], object]) -> None:
        try:
            undo()
        except DeskError as refusal:
            self.refuse(refusal)

    @Slot(object)
    def refuse(self, refusal: DeskError) -> None:
        """Show why something could not be done."""
        if isinstance(refusal, NotAllowed):
            self.messages.offer(self._say(refusal), _("Switch…"), self.switcher.open)
        else:
            self.messages.refuse(self._say(refusal))

    def count_all(self) -> None:
        """Fill every badge; done once after the first page is shown."""
        self._count(frozenset[str]().union(*(spec.watches for spec in self._specs.values())))

    @Slot(object)
    def _count(self, tables: frozenset[str]) -> None:
        for spec in self._specs.values():
            if spec.waiting is not None and tables & spec.watches:
                try:
                    self.rail.button(spec.code).set_count(spec.waiting(self._surroundings))
                except DeskError as refusal:
                    self.refuse(refusal)
                    return

    @Slot()
    def _tick(self) -> None:
        if self.page is not None and self.page.isVisible():
            self.page.tick()
        self.minute.emit()

    @Slot(object)
    def _job_started(self, job: Job) -> None:
        self._to_show.append(job)
        job.cancelled.connect(self._job_stopped)
        QTimer.singleShot(JOB_SHOWN_AFTER_MS, self._show_jobs)

    @Slot()
    def _show_jobs(self) -> None:
        """Only work that lasts gets a bar: a flash of one would worry more than it tells."""
        running = self._surroundings.jobs.running
        waiting, self._to_show = self._to_show, []
        for job in running:
            if job in waiting:
                self._strip.addWidget(JobRow(job))

    @Slot()
    def _job_stopped(self) -> None:
        self.messages.say(_("Stopped. What was already done is kept."))

    def _restore(self) -> None:
        self.resize(1366, 768)
        if self._settings is not None:
            kept = self._settings.value("window/geometry", QByteArray(), type=QByteArray)
            if isinstance(kept, QByteArray) and not kept.isEmpty():
                self.restoreGeometry(kept)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leads on as one reads."""
        return focus.tab(self, forward=forward)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        keep_on_screen(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW_BELOW
        self.rail.set_narrow(event.size().width() < RAIL_NARROW_BELOW)
        for page in self._open.values():
            page.set_narrow(narrow)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._settings is not None:
            self._settings.setValue("window/geometry", self.saveGeometry())
        self._minute.stop()
        self._surroundings.changes.stop()
        self._surroundings.jobs.close(DRAIN_MS)
        super().closeEvent(event)
        self.closing.emit()


def keep_on_screen(window: QMainWindow) -> None:
    """A window that would hang over the edge of a small screen, or of a large scale, takes all of it instead."""
    size = window.size()
    fits = size == size.boundedTo(window.screen().availableGeometry().size() - FRAME)
    if QGuiApplication.platformName() != "offscreen" and not fits:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
