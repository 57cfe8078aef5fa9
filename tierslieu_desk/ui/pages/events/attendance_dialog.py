"""Typing in a sheet that came back signed: its lines in its order, then those who wrote themselves on a blank one."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.services.event.event_details import SignedSheet, WalkIn, as_it_stands
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.events.attendance_grid import FIRST_HALF, SheetGrid, SheetModel
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.message_bar import announce
from tierslieu_desk.wallclock import Slot as WallSlot

WIDTH, HEIGHT = 720, 640


class AttendanceDialog(Dialog):
    """`told` carries the sentence and, when nobody was added, the way back."""

    def __init__(
        self, parent: QWidget | None, services: DeskServices, session_id: int, *, today: date | None = None
    ) -> None:
        """Before its first day, when `today` is given, keeping it is asked about once."""
        self._services = services
        self._sheet = services.events.sheet(session_id)
        sheet = self._sheet
        super().__init__(parent, sheet.title, _("Keep the sheet"), say.sentence)
        self.setMinimumWidth(WIDTH)
        self._early = today is not None and sheet.starts.date() > today
        self.act.setDefault(False)
        self.act.setAutoDefault(False)
        when = formats.slot_text(WallSlot(sheet.starts, sheet.ends))
        how = _("Space, or the key 1 without Shift: signed · the key 0: did not · Enter: next line · Ctrl+Enter: keep")
        self.body.insertWidget(0, Words(f"{when[:1].upper()}{when[1:]} · {sheet.unit}", "strong", wrap=True))
        self.body.insertWidget(1, Words(how, "second", wrap=True))
        self.model = SheetModel(sheet)
        self.grid = SheetGrid(self.model)
        self.grid.ended.connect(self._go_to_blank_lines)
        self.grid.marked.connect(self._count)
        card = Card(_("In the order of the sheet"))
        card.fill(self.grid)
        card.setMinimumHeight(260)
        self._card = card
        self.body.insertWidget(2, card, 1)
        self.body.takeAt(self.body.count() - 1)
        self.body.setSpacing(10)
        self.name = QLineEdit()
        self.organisation = QLineEdit()
        self.add = button(_("Add"), self._add, says=_("Add them to the sheet"), beside=True)
        self.add.setAutoDefault(False)
        for field, says in ((self.name, _("Name")), (self.organisation, _("Organisation"))):
            field.setAccessibleName(says)
            field.setPlaceholderText(says)
            field.returnPressed.connect(self._entered)
        self.form.add(
            _("Somebody who was on no list"),
            _side_by_side(self.name, self.organisation, self.add),
            key="name",
            help=_("Enter adds them; Enter on an empty line goes on to the button."),
        )
        self._question = self.form.add_remark()
        self._count()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_room(self.width(), max(self.height(), HEIGHT))
        (self.grid if self.model.lines else self.name).setFocus()

    @Slot()
    def _count(self) -> None:
        came = sum(bool(line.signed) for line in self.model.lines)
        self._card.set_aside(ngettext("%(n)s came", "%(n)s came", came) % {"n": came})

    @Slot()
    def _go_to_blank_lines(self) -> None:
        self.name.setFocus()

    @Slot()
    def _entered(self) -> None:
        """Enter on a blank line: the line is added; on an empty one, the sheet is at its end."""
        if self.name.text().strip():
            self._add()
        else:
            self.act.setFocus()

    @Slot()
    def _add(self) -> None:
        if not self.name.text().strip():
            self.name.setFocus()
            return
        self.model.add(self.name.text().strip(), self.organisation.text().strip())
        self.grid.scrollToBottom()
        if not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, FIRST_HALF))
        self.name.clear()
        self.organisation.clear()
        self.name.setFocus()
        self._count()

    def commit(self) -> bool:
        if self._early:
            self._early = False
            day = formats.date_weekday(self._sheet.starts.date())
            self._question.tell(_("This takes place on %(day)s. Did they really sign already?") % {"day": day})
            self.act.setText(_("Keep it all the same"))
            announce(self, self._question.text(), urgent=True)
            return False
        if self.name.text().strip():
            self._add()  # what was typed and not yet added is not lost
        before, halves = as_it_stands(self._sheet), self._sheet.halves
        listed = [line for line in self.model.lines if line.registration_id is not None]
        signed = {
            half: [n for line in listed if half in line.signed and (n := line.registration_id)] for half in halves
        }
        walk_ins = tuple(
            WalkIn(line.name, line.organisation, frozenset(line.signed))
            for line in self.model.lines
            if line.registration_id is None
        )
        self._services.events.enter_sheet(SignedSheet(self._sheet.session_id, signed, walk_ins))
        undo = None if walk_ins else partial(self._services.events.enter_sheet, before)
        came = sum(bool(line.signed) for line in self.model.lines)
        words = ngettext("“%(title)s”: %(n)s person came.", "“%(title)s”: %(n)s people came.", came)
        self.told.emit(words % {"title": self._sheet.title, "n": came}, undo)
        return True


def _side_by_side(*widgets: QWidget) -> QWidget:
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    for number, widget in enumerate(widgets):
        line.addWidget(widget, 1 if number < len(widgets) - 1 else 0)
    return both
