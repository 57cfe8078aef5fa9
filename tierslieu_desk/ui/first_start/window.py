"""The window of the first start: three ways to begin, then five short steps, each answer kept as it is given."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.services.place.first_setup import Draft, FirstSetup, SettingUp
from tierslieu_desk.services.place.places import PlaceDescription
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.first_start.progress import StepDots
from tierslieu_desk.ui.first_start.step import Step
from tierslieu_desk.ui.first_start.steps import STEPS
from tierslieu_desk.ui.first_start.ways import WayButton
from tierslieu_desk.ui.forms import fields_of
from tierslieu_desk.ui.jobs import Job, Jobs, Progress
from tierslieu_desk.ui.main_window import keep_on_screen
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.message_bar import MessageBar, announce
from tierslieu_desk.ui.widgets.progress import JobRow
from tierslieu_desk.ui.widgets.scrolling import scrolled

WIDTH = 820
NARROW_BELOW = 900
KEEP_AFTER_MS = 400
DRAIN_MS = 5000
_log = logging.getLogger(__name__)


class SetsUp(Protocol):
    """What the first start asks of the desk."""

    @property
    def setting_up(self) -> SettingUp:
        """The place as it is first described."""


class FirstStart(QMainWindow):
    """`described` once the place stands; `restore_wanted` and `demo_wanted` are the other two ways."""

    described = Signal()
    restore_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self, services: SetsUp, draft: Draft, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._draft, self.jobs = services, draft, jobs
        self._busy = False
        self.setWindowTitle(_("Tiers-Lieu Desk"))
        self.setMinimumSize(560, 340)
        self.resize(1366, 768)
        self.steps: list[Step] = [kind() for kind in STEPS]
        self._kept_raw: dict[str, Any] = {}
        self._build()
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)
        jobs.refused.connect(self.refuse)
        jobs.started.connect(self._job_started)
        self._resume()
        for step in self.steps:
            step.changed.connect(self._keeping.start)

    def _build(self) -> None:
        self._content = QWidget()
        self._content.setObjectName("content")
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(self._made_welcome()))
        self._stack.addWidget(self._made_sheet())
        self._strip = QVBoxLayout()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addLayout(self._strip)
        self.messages = MessageBar(self._content, column)
        self.setCentralWidget(self._content)

    def _made_welcome(self) -> QWidget:
        made, column = _centred()
        column.addStretch(2)
        column.addWidget(Words(_("Welcome"), "title"))
        column.addWidget(Words(_("This desk does not know your place yet. How would you like to begin?"), "subtitle"))
        column.addSpacing(theme.GAP)
        self.describe = WayButton(
            "storefront",
            _("Describe your place"),
            _("Eleven short questions, five minutes. You can stop at any time and go on later."),
        )
        self.restore = WayButton(
            "clock", _("Restore a copy"), _("You have used this desk before, on this computer or on another one.")
        )
        self.demo = WayButton(
            "eye",
            _("Look round a demo house"),
            _("An invented place with two years of life in it, kept apart. Nothing there counts."),
        )
        self.ways = (self.describe, self.restore, self.demo)
        for way, act in zip(self.ways, (self._begin, self.restore_wanted, self.demo_wanted), strict=True):
            way.clicked.connect(act)
            column.addWidget(way)
        column.addStretch(3)
        return made

    def _made_sheet(self) -> QWidget:
        made = QWidget()
        outer = QVBoxLayout(made)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inside, column = _centred()
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        self._title, self._why = Words("", "title"), Words("", "subtitle", wrap=True)
        self._where = Words("", "second")
        self._dots = StepDots(len(STEPS))
        head.addWidget(self._title, 1)
        head.addWidget(self._where)
        head.addWidget(self._dots)
        column.addLayout(head)
        column.addWidget(self._why)
        column.addSpacing(theme.GAP)
        self._cards: list[QFrame] = []
        for step in self.steps:
            card = QFrame()
            card.setObjectName("stepCard")
            around = QVBoxLayout(card)
            around.setContentsMargins(theme.PAGE_MARGIN, theme.PAGE_MARGIN - 4, theme.PAGE_MARGIN, theme.PAGE_MARGIN)
            around.addWidget(step)
            card.hide()
            column.addWidget(card)
            self._cards.append(card)
        column.addStretch(1)
        self._area = scrolled(inside)
        outer.addWidget(self._area, 1)
        outer.addWidget(self._made_foot())
        return made

    def _made_foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("sheetFoot")
        self._back = button(_("Back"), self.back)
        self._next = button("", self.next, look="main", tall=True, says=_("Go on"))
        self._kept = Words(_("Every answer is kept. You can close the window and go on later."), "second", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(self._back)
        line.addWidget(self._kept, 1)
        line.addWidget(self._next)
        holder = QWidget()
        holder.setMaximumWidth(WIDTH)
        holder.setLayout(line)
        line.setContentsMargins(theme.PAGE_MARGIN, theme.GAP, theme.PAGE_MARGIN, theme.GAP)
        around = QHBoxLayout(foot)
        around.setContentsMargins(0, 0, 0, 0)
        around.addStretch(1)
        around.addWidget(holder, 100)
        around.addStretch(1)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.next)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.back)
        return foot

    @property
    def number(self) -> int:
        """The step shown, from 0; -1 on the first screen."""
        return -1 if self._stack.currentIndex() == 0 else self._number

    def _resume(self) -> None:
        kept = self._draft.read()
        self._number = -1
        try:
            for step, raw in zip(self.steps, kept.get("answers", ()), strict=False):
                step.fill(raw)
            number = int(kept.get("step", -1))
        except (TypeError, ValueError, KeyError, AttributeError) as strange:
            _log.warning("the answers of the first start are of another shape: %r", strange)
            number = -1
        self.show_step(min(number, len(STEPS) - 1))

    def show_step(self, number: int) -> None:
        """Show that step, or the first screen for -1."""
        self._number = number
        self._stack.setCurrentIndex(0 if number < 0 else 1)
        if number < 0:
            self.describe.setFocus()
            return
        for count, card in enumerate(self._cards):
            card.setVisible(count == number)
        step = self.steps[number]
        self._title.setText(_(step.title))
        self._why.setText(_(step.why))
        words = _("%(n)s of %(of)s") % {"n": number + 1, "of": len(STEPS)}
        self._where.setText(words)
        self._dots.set_step(number)
        last = number == len(STEPS) - 1
        self._next.setText(_("Open the desk") if last else _("Next"))
        self._next.setToolTip("+".join(("Ctrl", _("Enter"))))
        self._next.setAccessibleName(self._next.text())
        self._area.verticalScrollBar().setValue(0)
        first = next((field for field in fields_of(step) if field.isEnabled()), self._next)
        first.setFocus(Qt.FocusReason.TabFocusReason)
        announce(self, ", ".join((_(step.title), words)))

    @Slot()
    def _begin(self) -> None:
        self.show_step(0)
        self.keep()

    @Slot()
    def back(self) -> None:
        """To the step before; what is written stays."""
        if self.number >= 0 and not self._busy:
            self.show_step(self._number - 1)
            self.keep()

    @Slot()
    def next(self) -> None:
        """To the next step once this one can be read; after the last, the place is made."""
        if self.number < 0 or self._busy:
            return
        step = self.steps[self._number]
        step.clear_refusals()
        try:
            step.read(FirstSetup(place=PlaceDescription(name="")))
        except DeskError as refusal:
            step.refuse(refusal)
            QTimer.singleShot(0, self._refusal_into_sight)
            return
        if self._number + 1 < len(STEPS):
            self.show_step(self._number + 1)
            self.keep()
        else:
            self._finish()

    @Slot()
    def _refusal_into_sight(self) -> None:
        for form in self.steps[max(0, self._number)].forms:
            if form.refusals:
                self._area.ensureWidgetVisible(form.told, 0, 80)

    def _finish(self) -> None:
        self.keep()
        asked = FirstSetup(place=PlaceDescription(name=""))
        for number, step in enumerate(self.steps):
            try:
                asked = step.read(asked)
            except DeskError as refusal:
                self.show_step(number)
                step.refuse(refusal)
                return
        self._set_busy(True)
        settle = self._services.setting_up.set_up

        def work(_progress: Progress) -> None:
            settle(asked)

        self.jobs.run(_("Making your place"), work, done=self._done, failed=self._not_done)

    @Slot(object)
    def _done(self, _nothing: object) -> None:
        self._set_busy(False)
        self._keeping.stop()
        self.described.emit()

    def _not_done(self, problem: BaseException) -> None:
        self._set_busy(False)
        if isinstance(problem, DeskError):
            self.steps[-1].refuse(problem)
            QTimer.singleShot(0, self._refusal_into_sight)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for made in (self._next, self._back, *self.ways):
            made.setEnabled(not busy)

    @Slot()
    def keep(self) -> None:
        """Write the answers down as they are."""
        self._keeping.stop()
        raw = {"step": self._number, "answers": [step.raw() for step in self.steps]}
        if raw == self._kept_raw:
            return
        try:
            self._draft.keep(raw)
            self._kept_raw = raw
        except DeskError as refusal:
            self.refuse(refusal)

    @Slot(object)
    def refuse(self, refusal: DeskError) -> None:
        """Tell what stands in the way; everything stays as it is."""
        self.messages.refuse(say.sentence(refusal))

    def run(self, title: str, work: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        """Long work on the way to somewhere else, such as the demo house: shown with its progress, and stoppable."""
        self._set_busy(True)
        job = self.jobs.run(title, work, done=done)
        if job is not None and job in self.jobs.running:
            job.over.connect(self._free)
        else:
            self._set_busy(False)

    @Slot()
    def _free(self) -> None:
        self._set_busy(False)

    @Slot(object)
    def _job_started(self, job: Job) -> None:
        self._strip.addWidget(JobRow(job))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; on a button it does what the button says."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        at = self.focusWidget()
        if isinstance(at, QPushButton):
            at.click()
        else:
            self.next()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        keep_on_screen(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for step in self.steps:
            step.set_narrow(event.size().width() < NARROW_BELOW)
        self._kept.setVisible(event.size().width() >= NARROW_BELOW // 2)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._keeping.isActive():
            self.keep()
        self.jobs.close(DRAIN_MS)
        super().closeEvent(event)


def _centred() -> tuple[QWidget, QVBoxLayout]:
    """A page whose column is as wide as can be read well, in the middle."""
    made = QWidget()
    made.setObjectName("scrolled")
    holder = QWidget()
    holder.setMaximumWidth(WIDTH)
    column = QVBoxLayout(holder)
    column.setContentsMargins(theme.PAGE_MARGIN, 36, theme.PAGE_MARGIN, theme.PAGE_MARGIN)
    column.setSpacing(theme.GAP)
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.addStretch(1)
    line.addWidget(holder, 100)
    line.addStretch(1)
    return made, column
