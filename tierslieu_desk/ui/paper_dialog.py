"""A paper looked at before it is printed, or kept as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPalette, QShortcut, QShowEvent
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFrame, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.paths import safe_name
from tierslieu_desk.services.file import paper_files
from tierslieu_desk.ui import ask, theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import PAPER, Jobs, Progress, Work
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.printing import opened, print_pages
from tierslieu_desk.ui.widgets.buttons import button

"""What is left of the screen round a paper, for the frame and the task bar."""


class PaperDialog(Dialog):
    """`printer_chosen` carries where it shall be printed, `file_chosen` where it shall be kept; it closes then.

    `mail_wanted`: it shall be sent, once `offer_mail` was asked for.
    """

    room = (760, 920)

    printer_chosen = Signal(object)
    file_chosen = Signal(object)
    mail_wanted = Signal()

    def __init__(self, parent: QWidget | None, title: str, content: bytes, name: str) -> None:
        super().__init__(parent, title, _("Print…"), say.sentence)
        self._name = safe_name(name)
        self._document = opened(content, self)
        count = ngettext("%(n)s page", "%(n)s pages", self.pages) % {"n": self.pages}
        self.leave.setText(_("Close"))
        keep = button(_("Keep as a PDF…"), self._keep)
        keep.setAutoDefault(False)
        self.foot.insertWidget(0, keep)
        self.form.setContentsMargins(theme.PAGE_MARGIN, theme.GAP, theme.PAGE_MARGIN, theme.GAP)
        self.form.hide()
        self.body.takeAt(self.body.count() - 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self._document)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        ground = self.view.palette()
        ground.setColor(QPalette.ColorRole.Dark, theme.colour("soft_line"))
        self.view.setPalette(ground)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.setAccessibleName(f"{title}, {count}")
        self.body.addWidget(self.view, 1)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self.try_act)
        self.act.setToolTip("Ctrl+P")

    def offer_mail(self) -> None:
        """There is somebody to send it to."""
        mail = button(_("By e-mail…"), self._mail)
        mail.setAutoDefault(False)
        self.foot.insertWidget(1, mail)

    @Slot()
    def _mail(self) -> None:
        self.accept()
        self.mail_wanted.emit()

    @property
    def pages(self) -> int:
        """How many there are."""
        return self._document.pageCount()

    def commit(self) -> bool:
        printer = ask.printer(self, self.windowTitle(), self.pages)
        if printer is None:
            return False
        self.printer_chosen.emit(printer)
        return True

    @Slot()
    def _keep(self) -> None:
        file = ask.file_to_write(self, self.windowTitle(), Path.home() / self._name, "PDF (*.pdf)")
        if file is not None:
            self.file_chosen.emit(file)
            self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view.setFocus(Qt.FocusReason.ActiveWindowFocusReason)


def show_paper(
    page: Page,
    jobs: Jobs,
    title: str,
    name: str,
    content: bytes,
    *,
    then: Callable[[], None] | None = None,
    by_mail: Callable[[], None] | None = None,
) -> None:
    """Let them look at it over the page, which says what becomes of it. `name` is what its file is called.

    `then` is called once it was printed or kept; not when it was only looked at. `by_mail` sends it, where it may be.

    What cannot be printed or kept comes back, with the reason over it: another printer, or place, is one key away.
    """
    dialog = _show(_Paper(page, jobs, title, name, content, then))
    if by_mail is not None:
        dialog.offer_mail()
        dialog.mail_wanted.connect(by_mail)


@dataclass(frozen=True)
class _Paper:
    page: Page
    jobs: Jobs
    title: str
    name: str
    content: bytes
    then: Callable[[], None] | None


def _show(paper: _Paper) -> PaperDialog:
    dialog = PaperDialog(paper.page.window(), paper.title, paper.content, paper.name)
    dialog.printer_chosen.connect(partial(_print, paper))
    dialog.file_chosen.connect(partial(_keep, paper))
    dialog.open()
    return dialog


def _print(paper: _Paper, printer: QPrinter) -> None:
    work, file = partial(print_pages, paper.content, printer), printer.outputFileName()
    if file:  # the system's dialog prints to a file as well, and then nothing went to any printer
        _run(paper, _("Keeping the PDF"), work, _kept_words(Path(file)))
        return
    _run(paper, _("Printing"), work, _("%(paper)s: sent to the printer.") % {"paper": paper.title})


def _keep(paper: _Paper, file: Path) -> None:
    _run(paper, _("Keeping the PDF"), partial(_write, paper.content, file), _kept_words(file))


def _kept_words(file: Path) -> str:
    return _("Kept as %(file)s.") % {"file": file}


def _run(paper: _Paper, heading: str, work: Work, sentence: str) -> None:
    def done(_result: object) -> None:
        paper.page.said.emit(sentence, None)
        if paper.then is not None:
            paper.then()

    paper.jobs.run(heading, work, done=done, failed=partial(_back, paper), lane=PAPER)


def _back(paper: _Paper, problem: BaseException) -> None:
    if isinstance(problem, DeskError):
        with _show(paper).refusals():
            raise problem


def _write(content: bytes, file: Path, _progress: Progress) -> None:
    paper_files.keep_as(content, file)
