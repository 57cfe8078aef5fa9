"""What an import would do, before it is done: in words, the first of the list, and the lines to put right first."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.ui import ask, theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from tierslieu_desk.services.people_import import ImportPreview, LineProblem, PreviewRow
    from tierslieu_desk.ui.jobs import Jobs, Progress
    from tierslieu_desk.ui.page import Page

WIDTH, HEIGHT = 880, 640
MARGIN = 80
MOST_WRONG = 200
"""How many lines to put right are shown; the list that can be kept has all of them."""
KINDS = N_("Spreadsheets (*.csv *.xlsx *.txt *.tsv)")
FATES = {"new": N_("to be added"), "completed": N_("completed"), "known": N_("known already")}


class PeopleImportDialog(Dialog):
    """`run_wanted` when it shall be done, `read_wanted` when the file shall be read again; it closes then."""

    run_wanted = Signal()
    read_wanted = Signal()
    told = Signal(str, object)

    def __init__(self, parent: QWidget | None, services: DeskServices, file: Path, found: ImportPreview) -> None:
        wrong = len(found.errors)
        title = _("People from %(file)s") % {"file": file.name}
        super().__init__(parent, title, _("Read it again") if wrong else _("Import them"), say.sentence)
        self._services = services
        self._file = file
        self._found = found
        self._ready = not wrong and bool(found.created or found.updated)
        self.form.hide()
        self.body.takeAt(self.body.count() - 1)
        for number, (text, look) in enumerate(sentences(found)):
            self.body.insertWidget(number, Words(text, look, wrap=True))
        self.body.setSpacing(theme.STEP * 2)
        if wrong:
            keep = button(_("Keep these lines as a list…"), self._keep)
            keep.setAutoDefault(False)
            self.foot.insertWidget(0, keep)
            self._add_card(_("To put right first"), _problems(found.errors[:MOST_WRONG]))
        if found.rows:
            self._add_card(_("The first of them, as they will be written"), _people(found.rows))
        if not wrong and not self._ready:
            self.act.setText(_("Close"))
            self.leave.hide()

    def _add_card(self, title: str, table: Table) -> None:
        card = Card(title)
        card.fill(table)
        card.setMinimumHeight(190)
        self.body.addWidget(card, 1)

    def commit(self) -> bool:
        if self._found.errors:
            self.read_wanted.emit()
        elif self._ready:
            self.run_wanted.emit()
        return True

    @Slot()
    def _keep(self) -> None:
        suggestion = self._file.with_name("-".join((self._file.stem, _("to put right"))) + ".csv")
        chosen = ask.file_to_write(self, _("The lines to put right"), suggestion, _("Spreadsheets (*.csv *.xlsx)"))
        if chosen is None:
            return
        with self.refusals():
            written = self._services.people_import.write_problems(self._found, chosen)
            self.told.emit(_("Kept as %(file)s.") % {"file": written}, None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        screen = self.screen().availableGeometry()
        self.resize(min(WIDTH, screen.width() - MARGIN), min(HEIGHT, screen.height() - MARGIN))
        frame = self.frameGeometry()
        frame.moveCenter(screen.center())
        self.move(frame.topLeft())
        self.act.setFocus()


def choose(page: Page, services: DeskServices, jobs: Jobs) -> None:
    """Ask for a spreadsheet and read it as a job; the dialog follows."""
    file = ask.file_to_open(page.window(), _("A list of people"), _(KINDS))
    if file is not None:
        read(page, services, jobs, file)


def read(page: Page, services: DeskServices, jobs: Jobs, file: Path) -> None:
    """Read it as a job, then show what an import would do; what is no list is told in the message bar."""
    done = partial(_show, page, services, jobs, file)
    jobs.run(_("Reading %(file)s") % {"file": file.name}, partial(_preview, services, file), done=done)


def _preview(services: DeskServices, file: Path, progress: Progress) -> ImportPreview:
    return services.people_import.preview(file, progress)


def _run(services: DeskServices, file: Path, progress: Progress) -> ImportPreview:
    return services.people_import.run(file, progress)


def _show(page: Page, services: DeskServices, jobs: Jobs, file: Path, found: ImportPreview) -> PeopleImportDialog:
    dialog = PeopleImportDialog(page.window(), services, file, found)
    dialog.run_wanted.connect(partial(_import, page, services, jobs, (file, found)))
    dialog.read_wanted.connect(partial(read, page, services, jobs, file))
    dialog.told.connect(page.said)
    dialog.open()
    return dialog


def _import(page: Page, services: DeskServices, jobs: Jobs, seen: tuple[Path, ImportPreview]) -> None:
    def failed(problem: BaseException) -> None:
        """Nobody was written down: the list is there again, with the reason over it, and the same key tries again."""
        if isinstance(problem, DeskError):
            with _show(page, services, jobs, *seen).refusals():
                raise problem

    file = seen[0]
    title = _("Writing down people from %(file)s") % {"file": file.name}
    done = partial(_ended, page, services, jobs, file)
    jobs.run(title, partial(_run, services, file), done=done, failed=failed)


def _ended(page: Page, services: DeskServices, jobs: Jobs, file: Path, done: ImportPreview) -> None:
    """What was done; the lines to put right when the file changed meanwhile."""
    if done.errors:
        _show(page, services, jobs, file, done)
    else:
        page.said.emit(said(done), None)


def said(done: ImportPreview) -> str:
    """What an import did."""
    created = ngettext("%(n)s name was written down", "%(n)s names were written down", done.created)
    parts = [created % {"n": done.created}]
    if done.updated:
        parts.append(ngettext("%(n)s completed", "%(n)s completed", done.updated) % {"n": done.updated})
    if done.skipped:
        parts.append(ngettext("%(n)s was known", "%(n)s were known", done.skipped) % {"n": done.skipped})
    return _("%(what)s.") % {"what": ", ".join(parts)}


def sentences(found: ImportPreview) -> list[tuple[str, str]]:
    """What stands above the lists: text and look."""
    wrong = len(found.errors)
    lines: list[tuple[str, str]] = []
    if wrong:
        text = ngettext(
            "Put %(n)s line right first: nobody is imported by halves.",
            "Put these %(n)s lines right first: nobody is imported by halves.",
            wrong,
        )
        lines.append((text % {"n": wrong}, "strong"))
        lines.append((_("Correct them in your spreadsheet, keep it, then read it again here."), "second"))
    parts = [
        (found.created, ngettext("%(n)s new name", "%(n)s new names", found.created)),
        (found.updated, ngettext("%(n)s completed", "%(n)s completed", found.updated)),
        (
            found.skipped,
            ngettext("%(n)s known already, left as is", "%(n)s known already, left as they are", found.skipped),
        ),
    ]
    counts = " · ".join(text % {"n": count} for count, text in parts if count)
    if not wrong and not found.created and not found.updated:
        lines.append((_("Everybody on this list is known already. There is nothing to do."), "strong"))
    elif counts:
        lines.append((counts, "second" if wrong else "strong"))
    if found.ignored_columns:
        columns = ", ".join(found.ignored_columns)
        lines.append((_("Columns left out: %(columns)s") % {"columns": columns}, "second"))
    return lines


def _people(rows: tuple[PreviewRow, ...]) -> Table:
    columns: tuple[Column[PreviewRow], ...] = (
        Column(_("Line"), lambda row: str(row.line), sort=lambda row: row.line, right=True),
        Column(_("Name"), lambda row: row.name),
        Column(_("E-mail"), lambda row: row.email, stretch=True),
        Column(_("Phone"), lambda row: row.phone),
        Column(_("Town"), lambda row: row.town),
        Column(_("Becomes"), lambda row: _(FATES[row.fate])),
    )
    table = Table(_("The first of them, as they will be written"), RowsModel(columns, key=id))
    table.set_rows(rows)
    return table


def _problems(problems: tuple[LineProblem, ...]) -> Table:
    columns: tuple[Column[LineProblem], ...] = (
        Column(_("Line"), lambda one: str(one.line), sort=lambda one: one.line, right=True),
        Column(_("What to do"), lambda one: say.sentence(one.error), stretch=True),
    )
    table = Table(_("To put right first"), RowsModel(columns, key=id))
    table.setWordWrap(True)
    table.set_rows(problems)
    return table
