"""The strip that shows long work: what it is, how far it is, and the button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.jobs import Job, Step
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Words


class JobRow(QFrame):
    """One running job. Frees itself when the job is over."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(job.title)
        self._where = Words("", "second")
        self._stop = button(_("Stop"), self._cancel, says=_("Stop: %(what)s") % {"what": job.title})
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.PAGE_MARGIN, 6, theme.PAGE_MARGIN, 10)
        line.setSpacing(theme.GAP)
        line.addWidget(Words(job.title, "second"))
        line.addWidget(self._bar, 1)
        line.addWidget(self._where)
        line.addWidget(self._stop)
        job.stepped.connect(self._step)
        job.over.connect(self._over)

    @Slot(object)
    def _step(self, step: Step) -> None:
        if step.of:
            self._bar.setRange(0, step.of)
            self._bar.setValue(min(step.done, step.of))
        self._where.setText(step.words or (f"{step.done} / {step.of}" if step.of else ""))

    @Slot()
    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        self._where.setText(_("Stopping…"))
        self._job.cancel()

    @Slot()
    def _over(self) -> None:
        self.hide()
        self.deleteLater()
