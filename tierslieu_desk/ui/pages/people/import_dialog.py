"""What an import would do, before it is done: in words, the first of the list, and the lines to put right first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui import ask, theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.people.import_columns import ImportColumns
from tierslieu_desk.ui.pages.people.import_words import people_table, problems_table, said, sentences
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, clear
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.table import Table

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people_import import ImportPreview
    from tierslieu_desk.ui.jobs import Job, Jobs, Progress
    from tierslieu_desk.ui.page import Page

MOST_WRONG = 200
"""How many lines to put right are shown; the list that can be kept has all of them."""
KINDS = N_("Spreadsheets (*.csv *.ods *.xlsx *.xls *.txt *.tsv)")


@dataclass(frozen=True, slots=True)
class Seen:
    """A list as it was read: `by_hand` is what somebody said of its columns, by number.

    `kept` is where its wrong lines were kept, when the others shall be imported without them. `plain`: what was said of
    such a list before, or is known of who wrote it, shall not count.
    """

    file: Path
    found: ImportPreview
    by_hand: Mapping[int, str] | None
    kept: Path | None = None
    plain: bool = False


class PeopleImportDialog(Dialog):
    """`run_wanted` when it shall be done, `read_wanted` when the file shall be read again; it closes then.

    Both carry what is `Seen`. What a column is can be changed over it; the rest is made anew.
    """

    needs = Right.IMPORT
    room = (1120, 640)

    run_wanted = Signal(object)
    read_wanted = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, jobs: Jobs, seen: Seen) -> None:
        title = _("People from %(file)s") % {"file": seen.file.name}
        super().__init__(parent, title, _("Import them"), say.sentence)
        self._services, self._jobs, self._seen = services, jobs, seen
        self._job: Job | None = None
        self._ready = self._unread = False
        self.form.hide()
        self.body.takeAt(self.body.count() - 1)
        self.body.setSpacing(theme.STEP * 2)
        self._words, self._lists = QVBoxLayout(), QVBoxLayout()
        for made in (self._words, self._lists):
            made.setSpacing(theme.STEP * 2)
        self.columns = ImportColumns(seen.found.by_hand)
        self.columns.changed.connect(self._read_anew)
        card = Card(_("What your columns are"))
        card.fill(self.columns)
        self.body.addLayout(self._words)
        self.body.addWidget(card)
        self.body.addLayout(self._lists, 1)
        self._keep_button = button(_("Keep these lines as a list…"), self._keep)
        self._keep_button.setAutoDefault(False)
        self.foot.insertWidget(0, self._keep_button)
        self.by_headers = button(_("Read it by its headers alone"), self._read_plainly)
        self.by_headers.setAutoDefault(False)
        self.foot.insertWidget(1, self.by_headers)
        self.right_ones = button(_("Import them"), self._import_right_ones)
        self.right_ones.setAutoDefault(False)
        self.foot.insertWidget(self.foot.indexOf(self.act), self.right_ones)
        self._show(seen.found)

    def _show(self, found: ImportPreview) -> None:
        wrong = len(found.errors)
        self._ready = not wrong and bool(found.created or found.updated)
        clear(self._words)
        clear(self._lists)
        for text, look in sentences(found):
            self._words.addWidget(Words(text, look, wrap=True))
        self.columns.show_columns(found.columns)
        QTimer.singleShot(0, self._show_lists)  # a turn of its own: columns and lists together keep the window too long
        right = found.created + found.updated
        self._keep_button.setVisible(bool(wrong))
        self.by_headers.setVisible(bool(found.preset or found.remembered))
        self.right_ones.setVisible(bool(wrong and right))
        says = ngettext("Import the %(n)s that is right…", "Import the %(n)s that are right…", right)
        self.right_ones.setText(says % {"n": right})
        nothing = found.named and not wrong and not self._ready
        self.act.setText(_("Read it again") if wrong else _("Close") if nothing else _("Import them"))
        self.act.setEnabled(found.named)
        self.right_ones.setEnabled(True)
        self.leave.setHidden(nothing)

    @Slot()
    def _show_lists(self) -> None:
        """What has to be put right, and what would be written."""
        found = self._seen.found
        wrong = len(found.errors)
        clear(self._lists)
        if wrong:
            self._add_card(_("To put right first"), problems_table(found.errors[:MOST_WRONG]))
        if found.rows:
            self._add_card(_("The first of them, as they will be written"), people_table(found.rows))
        if not found.rows and not wrong:
            self._lists.addStretch(1)

    def _add_card(self, title: str, table: Table) -> None:
        card = Card(title)
        card.fill(table)
        card.setMinimumHeight(190)
        self._lists.addWidget(card, 1)

    @Slot()
    def _read_plainly(self) -> None:
        """What is known of such a list does not count: its headers alone say what its columns are."""
        self._seen = replace(self._seen, plain=True)
        self.columns.by_hand = {}
        self._read_anew()

    @Slot()
    def _read_anew(self) -> None:
        """The preview of what the columns are now; of several asked for in a row, the last."""
        self._forget_job()
        self._unread = False
        self.act.setEnabled(False)
        self.right_ones.setEnabled(False)
        seen = self._seen = replace(self._seen, by_hand=dict(self.columns.by_hand))
        title = _("Reading %(file)s") % {"file": seen.file.name}
        work = partial(_look, self._services, seen.file, seen.by_hand, seen.plain)
        job = self._jobs.run(title, work, done=self._read, failed=self._not_read)
        self._job = job if job is not None and job in self._jobs.running else None

    @Slot(object)
    def _read(self, found: ImportPreview) -> None:
        self._job = None
        self._seen = replace(self._seen, found=found)
        self.form.clear_refusals()
        self.form.hide()
        self._show(found)

    @Slot(object)
    def _not_read(self, problem: BaseException) -> None:
        """What is shown is not what the columns are now: the same key reads it again."""
        self._job = None
        self._unread = True
        self.act.setText(_("Read it again"))
        self.act.setEnabled(True)
        if isinstance(problem, DeskError):
            with self.refusals():
                raise problem

    def _forget_job(self) -> None:
        if self._job is not None:
            self._job.then(None, None)
            self._job.cancel()
            self._job = None

    def done(self, result: int) -> None:
        """Closed before the list was read anew: nobody is told any more."""
        self._forget_job()
        super().done(result)

    def commit(self) -> bool:
        if self._unread:
            self._read_anew()
            return False
        if self._seen.found.errors:
            self.read_wanted.emit(self._seen)
        elif self._ready:
            self.run_wanted.emit(self._seen)
        return True

    @Slot()
    def _keep(self) -> None:
        with self.refusals():
            written = self._kept()
            if written is not None:
                self.told.emit(_("Kept as %(file)s.") % {"file": written}, None)

    def _kept(self) -> Path | None:
        """Where the wrong lines were kept; None when they changed their mind."""
        suggestion = self._seen.file.with_name("-".join((self._seen.file.stem, _("to put right"))) + ".csv")
        chosen = ask.file_to_write(self, _("The lines to put right"), suggestion, _("Spreadsheets (*.csv *.xlsx)"))
        return None if chosen is None else self._services.people_import.write_problems(self._seen.found, chosen)

    @Slot()
    def _import_right_ones(self) -> None:
        """First the wrong lines are kept, to be put right and read in later; then the others are written down."""
        with self.refusals():
            kept = self._kept()
            if kept is not None:
                self.run_wanted.emit(replace(self._seen, kept=kept))
                self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.act if self.act.isEnabled() else next(iter(self.columns.choices.values()))).setFocus()


def choose(page: Page, services: DeskServices, jobs: Jobs) -> None:
    """Ask for a spreadsheet and read it as a job; the dialog follows."""
    file = ask.file_to_open(page.window(), _("A list of people"), _(KINDS))
    if file is not None:
        read(page, services, jobs, file)


def read(page: Page, services: DeskServices, jobs: Jobs, file: Path) -> None:
    """Read it as a job, then show what an import would do; what is no list is told in the message bar."""
    _read(page, services, jobs, file, None, False)


def _read_again(page: Page, services: DeskServices, jobs: Jobs, seen: Seen) -> None:
    _read(page, services, jobs, seen.file, seen.by_hand, seen.plain)


def _read(
    page: Page, services: DeskServices, jobs: Jobs, file: Path, by_hand: Mapping[int, str] | None, plain: bool
) -> None:
    def done(found: ImportPreview) -> None:
        _show(page, services, jobs, Seen(file, found, by_hand, plain=plain))

    jobs.run(_("Reading %(file)s") % {"file": file.name}, partial(_look, services, file, by_hand, plain), done=done)


def _look(
    services: DeskServices, file: Path, by_hand: Mapping[int, str] | None, plain: bool, progress: Progress
) -> ImportPreview:
    return services.people_import.look(file, progress, by_hand, plain=plain)


def _run(services: DeskServices, seen: Seen, progress: Progress) -> ImportPreview:
    without_wrong = seen.kept is not None
    return services.people_import.run(seen.file, progress, seen.by_hand, without_wrong=without_wrong, plain=seen.plain)


def _show(page: Page, services: DeskServices, jobs: Jobs, seen: Seen) -> PeopleImportDialog:
    dialog = PeopleImportDialog(page.window(), services, jobs, seen)
    dialog.run_wanted.connect(partial(_import, page, services, jobs))
    dialog.read_wanted.connect(partial(_read_again, page, services, jobs))
    dialog.told.connect(page.said)
    dialog.open()
    return dialog


def _import(page: Page, services: DeskServices, jobs: Jobs, seen: Seen) -> None:
    def failed(problem: BaseException) -> None:
        """Nobody was written down: the list is there again, with the reason over it, and the same key tries again."""
        if isinstance(problem, DeskError):
            with _show(page, services, jobs, seen).refusals():
                raise problem

    title = _("Writing down people from %(file)s") % {"file": seen.file.name}
    done = partial(_ended, page, services, jobs, seen)
    jobs.run(title, partial(_run, services, seen), done=done, failed=failed)


def _ended(page: Page, services: DeskServices, jobs: Jobs, seen: Seen, done: ImportPreview) -> None:
    """What was done; the lines to put right when the file changed meanwhile."""
    if seen.kept is not None and _lines(done) == _lines(seen.found):
        wrong = len(done.errors)
        left = ngettext(
            "%(n)s line to put right is kept as %(file)s: read that one in when it is.",
            "%(n)s lines to put right are kept as %(file)s: read those in when they are.",
            wrong,
        )
        page.said.emit(" ".join((said(done), left % {"n": wrong, "file": seen.kept})), None)
    elif done.errors:
        _show(page, services, jobs, replace(seen, found=done, kept=None))
    else:
        page.said.emit(said(done), None)


def _lines(found: ImportPreview) -> list[tuple[int, tuple[str, ...]]]:
    """The wrong lines, to be told from others."""
    return [(problem.line, problem.cells) for problem in found.errors]
