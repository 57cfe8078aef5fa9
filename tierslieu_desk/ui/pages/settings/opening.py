"""Beginning in the middle of a year: one workbook says what stood before. Once it is used, it keeps quiet."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.pages.settings.calendar_in import OldCalendar
from tierslieu_desk.ui.pages.settings.section import Section
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, Row
from tierslieu_desk.ui.widgets.labels import restyle

if TYPE_CHECKING:
    from tierslieu_desk.services.opening.opening_position import OpeningSeen
    from tierslieu_desk.services.opening.opening_position_deposits import DepositRow

KINDS = N_("Workbooks (*.xlsx *.ods *.xls)")


class OpeningSection(Section):
    """The model, what it takes, and the deposits that are held."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self._card = Card(_("Begin in the middle of a year"))
        self.model = button(_("Keep the empty workbook…"), self._write_model)
        self.bring = button(_("Bring a workbook in…"), self._choose, look="main")
        self.back = button(_("Take it all back…"), self._take_back)
        self._card.add_foot(self.model, self.bring, self.back)
        self._held = Card(_("Deposits held"))
        self.column.addWidget(self._card)
        self.column.addWidget(self._held)
        self.calendar = OldCalendar(self)
        self.column.addWidget(self.calendar.card)
        self.column.addStretch(1)

    def reload(self) -> None:
        used = self.services.opening_position.used()
        self._card.set_aside(_("brought in") if used else "")
        self.bring.setProperty("look", "" if used else "main")
        restyle(self.bring)
        self.back.setVisible(used and self.around.put_back is not None)
        self._card.set_rows(_used_rows() if used else _rows())
        deposits = self.services.deposits_held.all()
        self._held.setVisible(bool(deposits))
        self._held.set_aside(formats.amount(sum(one.cents for one in deposits)))
        self._held.set_rows([self._deposit(one) for one in deposits])

    def _deposit(self, one: DepositRow) -> Row:
        back = button(_("Give back…"), self._give_back)
        back.setProperty("deposit", one.id)
        second = _("%(amount)s since %(day)s") % {
            "amount": formats.amount(one.cents),
            "day": formats.date_medium(one.since),
        }
        return Row(f"{one.who} · {one.what}", second, aside=back)

    @Slot()
    def _give_back(self) -> None:
        from tierslieu_desk.ui.pages.settings.opening_dialog import GiveBackDialog

        asked = self.sender().property("deposit")
        for one in self.services.deposits_held.all():
            if one.id == asked:
                self.open(GiveBackDialog(self.window(), self.services, one))

    @Slot()
    def _take_back(self) -> None:
        """The copy of before takes the desk's place, which asks first; or what stands in the way is told."""
        with self.refusals():
            copy = self.services.opening_position.way_back()
            if self.around.put_back is not None:
                self.around.put_back(copy)

    @Slot()
    def _write_model(self) -> None:
        suggestion = Path.home() / _("opening position.xlsx")
        chosen = ask.file_to_write(self.window(), _("The empty workbook"), suggestion, _("Workbooks (*.xlsx)"))
        if chosen is not None:
            work = partial(_model, self.services, chosen)
            self.around.jobs.run(_("Writing %(file)s") % {"file": chosen.name}, work, done=self._written)

    @Slot(object)
    def _written(self, file: Path) -> None:
        self.said.emit(_("Kept as %(file)s. Fill it in, then bring it in here.") % {"file": file}, None)

    @Slot()
    def _choose(self) -> None:
        file = ask.file_to_open(self.window(), _("A workbook"), _(KINDS))
        if file is not None:
            self.read(file)

    @Slot(object)
    def read(self, file: Path) -> None:
        """Look at it as a job; what it would do is shown then."""
        title = _("Reading %(file)s") % {"file": file.name}
        work = partial(_preview, self.services, file)
        self.around.jobs.run(title, work, done=partial(self._show, file))

    def _show(self, file: Path, seen: OpeningSeen) -> None:
        from tierslieu_desk.ui.pages.settings.opening_dialog import OpeningDialog

        dialog = OpeningDialog(self.window(), self.services, file, seen)
        dialog.run_wanted.connect(self._run)
        dialog.read_wanted.connect(self.read)
        self.open(dialog)

    @Slot(object)
    def _run(self, file: Path) -> None:
        title = _("Writing down %(file)s") % {"file": file.name}
        work = partial(_bring_in, self.services, file)
        self.around.jobs.run(title, work, done=partial(self._done, file), failed=self._failed)

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, DeskError):
            self.refused.emit(problem)

    def _done(self, file: Path, done: OpeningSeen) -> None:
        if done.errors or not done.created:
            self._show(file, done)
            return
        told = ngettext("%(n)s line was written.", "%(n)s lines were written.", done.created) % {"n": done.created}
        if done.copy is not None:
            told += " " + _("The copy of before is the way back: %(file)s") % {"file": done.copy.name}
        self.said.emit(told, None)
        self.reload()


def _rows() -> list[QWidget]:
    return [
        Row(
            _("Bring along what stood before"),
            _(
                "Next numbers, unpaid invoices, deposits, running subscriptions, tickets left, loans and keys out, "
                "domiciled companies: one workbook, looked at before anything is written. Nothing is invoiced twice."
            ),
        ),
        Row(
            _("People, plans and things come first"),
            _("The workbook names them: bring your people in under “People”, and set up plans and things here."),
        ),
    ]


def _used_rows() -> list[QWidget]:
    return [
        Row(
            _("Your workbook was brought in"),
            _("A line that was forgotten can still be: the same workbook again writes only what is not there yet."),
        )
    ]


def _model(services: DeskServices, file: Path, _progress: Progress) -> Path:
    return services.opening_position.write_model(file)


def _preview(services: DeskServices, file: Path, progress: Progress) -> OpeningSeen:
    return services.opening_position.preview(file, progress)


def _bring_in(services: DeskServices, file: Path, progress: Progress) -> OpeningSeen:
    return services.opening_position.run(file, progress)
