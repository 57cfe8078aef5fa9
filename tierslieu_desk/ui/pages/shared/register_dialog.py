"""The register of visitors, and the act that takes away the names that may be kept no longer, after a look at them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.fields import NumberField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.wallclock import DAY, LAST_DAY

if TYPE_CHECKING:
    from tierslieu_desk.services.visit.visitor_register import Forgetting, RegisterRow

WIDTH, LIST_HEIGHT = 560, 300
YEARS_SHOWN = 2


class RegisterDialog(Dialog):
    """`told` carries the sentence; names taken away have no way back, and the dialog says so before."""

    def __init__(self, parent: QWidget | None, services: DeskServices) -> None:
        super().__init__(parent, _("Register of visitors"), _("Take these names away"), say.sentence)
        self.setMinimumWidth(WIDTH)
        self._services = services
        self.is_grave()
        self.act.setAutoDefault(False)
        self.act.setDefault(False)
        self.leave.setText(_("Close"))
        self._months = self.form.add(
            _("Visitors’ names are kept for so many months"),
            NumberField(services.visitor_register.months(), 1, 120),
            key="months",
            help=_("Three months is what the French authority (CNIL) takes for long enough."),
        )
        self._months.editingFinished.connect(self._keep_for)
        self._told_first = Words("", "strong", wrap=True)
        self._names = Words("", "second", wrap=True)
        self._list = Card(_("Who visited"), scrolls=True)
        self._list.setMinimumHeight(LIST_HEIGHT)
        self.body.insertWidget(1, self._told_first)
        self.body.insertWidget(2, self._names)
        self.body.insertWidget(3, self._list, 1)
        self.body.takeAt(self.body.count() - 1)
        self.body.setSpacing(10)
        self._keep = button(_("Export this list…"), self._export)
        self._keep.setAutoDefault(False)
        self.foot.insertWidget(0, self._keep)
        self._look: Forgetting
        self._show()

    def _show(self) -> None:
        register = self._services.visitor_register
        self._look = look = register.look()
        self._told_first.setText(preview(look))
        parts = [_("Their names: %(names)s.") % {"names": ", ".join(look.names)}] if look.names else []
        if look.people > len(look.names):
            parts.append(_("and others"))
        if look.sold:
            kept = ngettext(
                "%(n)s older visit stays with its name: it was paid for.",
                "%(n)s older visits stay with their names: they were paid for.",
                look.sold,
            )
            parts.append(kept % {"n": look.sold})
        self._names.setText(" ".join(parts))
        self._names.setVisible(bool(parts))
        self.act.setVisible(bool(look.visits))
        rows = register.rows(*_shown(look))
        self._keep.setEnabled(bool(rows))
        if rows:
            self._list.set_rows([_row(row) for row in rows])
        else:
            self._list.set_rows([EmptyState("user", _("No visitor yet"), "")])

    @Slot()
    def _keep_for(self) -> None:
        if self._months.value() != self._look.months:
            with self.refusals():
                self._services.visitor_register.keep_for(self._months.value())
                self._show()

    @Slot()
    def _export(self) -> None:
        suggestion = Path.home() / _("visitors.xlsx")
        with self.refusals():
            chosen = ask.file_to_write(self, self.windowTitle(), suggestion, _("Spreadsheets (*.xlsx *.csv)"))
            if chosen is not None:
                kept = self._services.visitor_register.export(chosen, *_shown(self._look))
                self.told.emit(_("Kept as %(file)s.") % {"file": kept}, None)

    def commit(self) -> None:
        count = self._services.visitor_register.forget(self._look)
        words = ngettext(
            "%(n)s visit has lost its name; it still counts.",
            "%(n)s visits have lost their names; they still count.",
            count,
        )
        self.told.emit(words % {"n": count}, None)


def _shown(look: Forgetting) -> tuple[date, date]:
    return look.before - YEARS_SHOWN * 365 * DAY, LAST_DAY


def preview(look: Forgetting) -> str:
    """What would be taken away, before it is."""
    facts = {"n": look.visits, "day": formats.date_medium(look.before)}
    if not look.visits:
        return _("No name is older than %(day)s: nothing to take away.") % facts
    words = ngettext(
        "%(n)s visit before %(day)s would lose its name for good. How many came stays as it is.",
        "%(n)s visits before %(day)s would lose their names for good. How many came stays as it is.",
        look.visits,
    )
    return words % facts


def _row(row: RegisterRow) -> Row:
    times = formats.clock_time(row.arrived.time())
    if row.left is not None:
        times += f" – {formats.clock_time(row.left.time())}"
    parts = [formats.date_medium(row.day), times]
    if row.host:
        parts.append(_("guest of %(name)s") % {"name": row.host})
    return Row(row.name or _("Name no longer kept"), " · ".join(parts))
