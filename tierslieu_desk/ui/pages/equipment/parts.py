"""The three parts of the equipment page: what is out, everything there is, what is out of use."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, ngettext, pgettext
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.pages.equipment import words
from tierslieu_desk.ui.pages.shared.lines import Line
from tierslieu_desk.ui.pages.shared.list_detail import Detail, ListAndDetail
from tierslieu_desk.ui.pages.shared.parts import Part
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import EmptyState, Row
from tierslieu_desk.ui.widgets.chips import ChipColumn
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.thing.loans import LoanRow, ThingRow
    from tierslieu_desk.services.thing.maintenances import MaintenanceRow


class EquipmentPart(Part):
    """What the parts share: lending, taking back, and who had a thing before."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self.row: Any = None

    least_wanted = 1
    """The column that goes where there is little room."""

    def set_narrow(self, narrow: bool) -> None:
        self.both.set_narrow(narrow, (self.least_wanted,))

    def _put(self, both: ListAndDetail) -> None:
        self.both = both
        both.row_wanted.connect(self._show)
        self.setFocusProxy(both)
        self.column.addWidget(both, 1)

    @Slot(object)
    def _show(self, row: object) -> None:
        with self.refusals():
            self.row = row
            if row is None:
                self.both.detail.show_nothing("wrench", _("Nothing is chosen"))
            else:
                self.draw(row)

    def draw(self, row: Any) -> None:
        """Show one row closely. May raise `DeskError`."""
        raise NotImplementedError

    def had_it_before(self, unit_id: int) -> list[QWidget]:
        """Rows of who had that thing."""
        rows: list[QWidget] = []
        for loan in self.services.loans.before(unit_id):
            line = words.past(loan)
            rows.append(Row(line.strong, line.second))
        return rows or [EmptyState("clock", _("Nobody had it before"))]

    def lend(self, unit_id: int | None = None) -> None:
        """Ask to whom and until when."""
        from tierslieu_desk.ui.pages.equipment.loan_dialog import LendDialog

        with self.refusals():
            dialog = LendDialog(self.window(), self.services, self.clock, unit_id=unit_id)
            dialog.told.connect(self.told)
            dialog.lent.connect(self._lent)
            dialog.open()

    @Slot(object, bool)
    def _lent(self, loan_id: int, slip: bool) -> None:
        if slip:
            self.show_slip(loan_id)

    def show_slip(self, loan_id: int) -> None:
        """The slip to sign, looked at and printed."""
        with self.refusals():
            paper = self.services.loans.paper(loan_id)
            title = _("Loan slip: %(thing)s") % {"thing": paper.unit}
            name = _("loan-%(day)s.pdf") % {"day": paper.out.date().isoformat()}
            self.paper_wanted.emit((title, name, partial(_slip, self.services, loan_id), None))

    def take_in(self, loan_id: int) -> None:
        """Ask how it is and say what to hand back."""
        from tierslieu_desk.ui.pages.equipment.loan_dialog import GiveBackDialog

        with self.refusals():
            row = next((one for one in self.services.loans.out() if one.id == loan_id), None)
            if row is None:
                self.services.loans.give_back(loan_id)  # refuses: it is back, or was taken back, elsewhere
                return
            dialog = GiveBackDialog(self.window(), self.services, self.clock, row)
            dialog.told.connect(self.told)
            dialog.open()

    def put_out_of_use(self, unit_id: int | None = None) -> None:
        """Ask from when to when, and why."""
        from tierslieu_desk.ui.pages.equipment.loan_things import OutOfUseDialog

        with self.refusals():
            dialog = OutOfUseDialog(self.window(), self.services, self.clock, unit_id=unit_id)
            dialog.told.connect(self.told)
            dialog.open()

    def back_in_use(self, maintenance_id: int, thing: str) -> None:
        """Usable again from now on."""
        with self.refusals():
            self.services.maintenances.finish(maintenance_id)
            self.told.emit(_("%(thing)s is back in use.") % {"thing": thing}, None)


class OutPart(EquipmentPart):
    """Enter takes back what is chosen."""

    least_wanted = 3

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        columns: tuple[Column[LoanRow], ...] = (
            Column(_("What"), lambda row: row.unit),
            Column(_("With"), lambda row: row.who, stretch=True),
            Column(_("Back by"), self._due, lambda row: row.due),
            Column(
                _("Deposit"), lambda row: words.deposit(row.deposit_cents), lambda row: row.deposit_cents, right=True
            ),
            Column(_("State"), words.loan_state, lambda row: -row.late),
        )
        empty = EmptyState("key", _("Everything is here"), _("“Lend” notes what leaves, with whom and until when."))
        table = Table(_("What is out"), RowsModel(columns, key=_key), empty)
        ChipColumn(table, len(columns) - 1, words.loan_kind)
        back = button(_("Give back"), self.give_back, look="main")
        slip = button(_("Loan slip…"), self._slip)
        self._put(ListAndDetail(pgettext("things", "Out"), table, Detail(_("Who had it before"), (back, slip))))
        self.both.opened.connect(self.give_back)

    def _due(self, row: LoanRow) -> str:
        return words.moment(row.due, self.clock.wall())

    def reload(self, text: str) -> None:
        wanted = search_key(text)
        rows = [row for row in self.services.loans.out() if wanted in search_key(f"{row.unit} {row.who}")]
        title = ngettext("%(n)s thing out", "%(n)s things out", len(rows)) % {"n": len(rows)}
        held = sum(row.deposit_cents for row in rows)
        aside = _("deposits held: %(amount)s") % {"amount": formats.amount(held)} if held else ""
        self.both.show_rows(rows, [row.id for row in rows], title, aside)

    def draw(self, row: LoanRow) -> None:
        now = self.clock.wall()
        wanted = words.moment(row.next_starts, now) if row.next_starts is not None else ""
        facts = (
            (_("Left the house"), words.moment(row.out, now)),
            (_("Back by"), words.moment(row.due, now)),
            (_("Deposit"), formats.amount(row.deposit_cents) if row.deposit_cents else _("none")),
            (_("State when it left"), row.state_out),
            (_("Promised next"), wanted),
        )
        self.both.detail.show_row(_("Loan"), words.loan_head(row, now), facts)
        self.both.detail.below.set_rows(self.had_it_before(row.unit_id))

    @Slot()
    def give_back(self) -> None:
        """Take in what is chosen."""
        if self.row is not None:
            self.take_in(self.row.id)

    @Slot()
    def _slip(self) -> None:
        if self.row is not None:
            self.show_slip(self.row.id)


class ThingsPart(EquipmentPart):
    """Enter lends what is here and takes back what is out."""

    least_wanted = 2

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self._text = ""
        columns: tuple[Column[ThingRow], ...] = (
            Column(_("What"), lambda row: row.name),
            Column(_("Where it is now"), self._state, stretch=True),
            Column(_("Deposit"), lambda row: words.deposit_held(row.deposit_cents), _held, right=True),
        )
        empty = EmptyState("wrench", _("There is nothing to lend yet"), _("“New thing…” writes down a tool or a key."))
        table = Table(_("Things"), RowsModel(columns, key=_key), empty)
        self._lend = button(_("Lend…"), self.act_on_it, look="main")
        self._back = button(_("Give back"), self.act_on_it, look="main")
        self._change = button(_("Change…"), self._ask_change)
        self._more = button("", self._open_menu, icon="dots-three", says=_("More to do with this thing"))
        self._again = button(_("Back in use"), self._in_use)
        self._lend_again = button(_("Lend it again"), self._restore)
        buttons = (self._lend, self._back, self._again, self._lend_again, self._change, self._more)
        self._put(ListAndDetail(_("Everything"), table, Detail(_("Who had it before"), buttons)))
        self.gone = Tick(_("Show what is no longer lent"))
        self.gone.toggled.connect(self._reload_now)
        self.both.card.add_foot(button(_("New thing…"), self.ask_thing), self.gone)
        self.menu = self._made_menu()
        self.both.opened.connect(self.act_on_it)

    def _made_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(_("More to do with this thing"))
        self._stop, self._retire = QAction(_("Out of use…"), menu), QAction(_("No longer lent"), menu)
        self._stop.triggered.connect(self._out_of_use)
        self._retire.triggered.connect(self._take_out)
        menu.addActions([self._stop, self._retire])
        return menu

    @Slot()
    def _open_menu(self) -> None:
        self.menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 4)))

    def _state(self, row: ThingRow) -> str:
        here = row.state == "free" and row.shelf
        return _("here, %(shelf)s") % {"shelf": row.shelf} if here else words.thing_state(row, self.clock.wall())

    def reload(self, text: str) -> None:
        self._text, wanted = text, search_key(text)
        things = self.services.loans.things(retired=self.gone.isChecked())
        rows = [row for row in things if wanted in search_key(f"{row.name} {row.by} {row.shelf} {row.description}")]
        title = ngettext("%(n)s thing", "%(n)s things", len(rows)) % {"n": len(rows)}
        free = sum(1 for row in rows if row.state == "free")
        self.both.show_rows(rows, [row.id for row in rows], title, _("%(n)s here") % {"n": free} if rows else "")

    def draw(self, row: ThingRow) -> None:
        now = self.clock.wall()
        self._lend.setVisible(row.state in {"free", "taken"})
        self._back.setVisible(row.state == "out")
        self._again.setVisible(row.state == "maintenance")
        gone = row.state == "retired"
        self._lend_again.setVisible(gone)
        self._change.setVisible(not gone)
        self._more.setVisible(not gone)
        self._stop.setVisible(row.state != "maintenance")
        facts = (
            (_("What it is"), words.kind_word(row.kind)),
            (_("Where it belongs"), row.shelf),
            (_("Deposit held"), formats.amount(row.deposit_cents) if row.deposit_cents else ""),
            (_("To know about it"), row.description),
        )
        self.both.detail.show_row(_("Thing"), words.thing_head(row, now), facts)
        self.both.detail.below.set_rows(self.had_it_before(row.id))

    @Slot()
    def act_on_it(self) -> None:
        """Lend what is here, take in what is out."""
        if self.row is None or self.row.state == "retired":
            return
        if self.row.loan_id is not None:
            self.take_in(self.row.loan_id)
        elif self.row.maintenance_id is None:
            self.lend(self.row.id)

    @Slot()
    def _out_of_use(self) -> None:
        if self.row is not None:
            self.put_out_of_use(self.row.id)

    @Slot()
    def _in_use(self) -> None:
        if self.row is not None and self.row.maintenance_id is not None:
            self.back_in_use(self.row.maintenance_id, self.row.name)

    @Slot()
    def ask_thing(self) -> None:
        """Write down something to lend."""
        from tierslieu_desk.ui.pages.equipment.loan_things import ThingDialog

        dialog = ThingDialog(self.window(), self.services)
        dialog.told.connect(self.told)
        dialog.added.connect(self.both.choose_next)
        dialog.open()

    @Slot()
    def _ask_change(self) -> None:
        from tierslieu_desk.ui.pages.equipment.loan_things import ThingDialog

        if self.row is not None:
            with self.refusals():
                dialog = ThingDialog(self.window(), self.services, self.services.units.get(self.row.id))
                dialog.told.connect(self.told)
                dialog.open()

    @Slot()
    def _take_out(self) -> None:
        if self.row is not None:
            with self.refusals():
                units, row = self.services.units, self.row
                units.retire(row.id)
                told = _("%(thing)s is no longer lent. Who had it stays written down.")
                self.told.emit(told % {"thing": row.name}, partial(units.restore, row.id))

    @Slot()
    def _restore(self) -> None:
        if self.row is not None:
            with self.refusals():
                units, row = self.services.units, self.row
                units.restore(row.id)
                self.told.emit(_("%(thing)s can be lent again.") % {"thing": row.name}, partial(units.retire, row.id))

    @Slot()
    def _reload_now(self) -> None:
        with self.refusals():
            self.reload(self._text)


class MaintenancePart(EquipmentPart):
    """What is out of use now or will be."""

    least_wanted = 2

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        columns: tuple[Column[MaintenanceRow], ...] = (
            Column(_("What"), lambda row: row.unit),
            Column(_("Why"), lambda row: row.reason, stretch=True),
            Column(pgettext("a moment", "From"), self._from, lambda row: row.starts),
            Column(_("Until"), self._until, lambda row: row.ends),
        )
        empty = EmptyState("wrench", _("Everything can be used"), _("“Out of use…” keeps a thing for its repair."))
        table = Table(_("Out of use"), RowsModel(columns, key=_key), empty)
        again = button(_("Back in use"), self._in_use, look="main")
        self._put(ListAndDetail(_("Maintenance"), table, Detail(_("Who had it before"), (again,))))
        self.both.card.add_foot(button(_("Out of use…"), self._out_of_use))

    def _from(self, row: MaintenanceRow) -> str:
        return words.moment(row.starts, self.clock.wall())

    def _until(self, row: MaintenanceRow) -> str:
        return words.moment(row.ends, self.clock.wall())

    def reload(self, text: str) -> None:
        wanted = search_key(text)
        rows = [r for r in self.services.maintenances.to_come() if wanted in search_key(f"{r.unit} {r.reason}")]
        title = ngettext("%(n)s thing out of use", "%(n)s things out of use", len(rows)) % {"n": len(rows)}
        self.both.show_rows(rows, [row.id for row in rows], title)

    def draw(self, row: MaintenanceRow) -> None:
        now = self.clock.wall()
        under_way = row.starts <= now
        chip, kind = (_("out of use"), "warning") if under_way else (_("to come"), "neutral")
        facts = (
            (pgettext("a moment", "From"), words.moment(row.starts, now)),
            (_("Until"), words.moment(row.ends, now)),
        )
        self.both.detail.show_row(_("Maintenance"), Line(row.unit, row.reason, chip, kind), facts)
        self.both.detail.below.set_rows(self.had_it_before(row.unit_id))

    @Slot()
    def _in_use(self) -> None:
        if self.row is not None:
            self.back_in_use(self.row.id, self.row.unit)

    @Slot()
    def _out_of_use(self) -> None:
        self.put_out_of_use()


def _slip(services: DeskServices, loan_id: int, _progress: Progress) -> bytes:
    from tierslieu_desk.services.thing import loan_papers

    return loan_papers.render(services.loans, services.places, loan_id)


def _held(row: ThingRow) -> int:
    return row.deposit_cents


def _key(row: LoanRow | ThingRow | MaintenanceRow) -> int:
    return row.id
