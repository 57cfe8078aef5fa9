"""What one shift leaves to the next, as a card of Today: a line to write on, open notes, things to hand back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QSizePolicy, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.checklists import ListKind
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.translations import moment_title
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, Row
from tierslieu_desk.ui.widgets.doors import DoorRow
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.front.shift_notes import NoteRow
    from tierslieu_desk.services.person.checklists import WaitingRow

PEOPLE_SHOWN = 5
MOST_HIGH, REST_HEIGHT, LEAST_WIDE = 200, 98, 250
"""What the card takes of the page at most, before it scrolls."""


class NotesCard(Card):
    """Out of sight while nobody has left anything and nobody is about to: it takes no more room than it must."""

    def __init__(self, page: Page, around: Surroundings[DeskServices]) -> None:
        super().__init__(_("From one shift to the next"), scrolls=True)
        self._page, self._services = page, around.services
        self._drawn: object = None
        self._count = 0
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("A line, then Enter"))
        self.line.setAccessibleName(_("A line for whoever comes next"))
        self.line.returnPressed.connect(self._write)
        self.line.textEdited.connect(self._told_nothing)
        held = QWidget()
        inside = QHBoxLayout(held)
        inside.setContentsMargins(theme.CARD_PADDING, 4, theme.CARD_PADDING, theme.GAP)
        inside.addWidget(self.line)
        self.fill_below(held)
        self._told = Words("", "refusal", wrap=True)
        self._told.setContentsMargins(14, 0, 14, 8)
        self._told.hide()
        self.line.editingFinished.connect(self._fold)
        self.fill_below(self._told)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._take_room()
        self.hide()

    def reload(self) -> None:
        """Read what is open and draw it, if it differs. May raise `DeskError`."""
        notes, waiting = self._services.shift_notes.open(), self._services.checklists.waiting()
        if self._drawn == (notes, waiting):
            return
        self._drawn = (notes, waiting)
        rows: list[QWidget] = [self._note(row) for row in notes]
        rows += [self._waiting(row) for row in waiting[:PEOPLE_SHOWN]]
        if len(waiting) > PEOPLE_SHOWN:
            more = len(waiting) - PEOPLE_SHOWN
            rows.append(Row(ngettext("and %(n)s person more", "and %(n)s people more", more) % {"n": more}))
        self.set_rows(rows)
        for row in rows:
            row.show()  # now: Qt would show them a turn later, and what is hidden takes no room
        self._count = len(rows)
        self._take_room()
        self._fold()

    @Slot()
    def begin(self) -> None:
        """Show the line, and the cursor in it."""
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _fold(self) -> None:
        """Away with it, unless there is something to read or something half written."""
        self.setVisible(self._count > 0 or bool(self.line.text().strip()))

    @property
    def refusal(self) -> str:
        """What is said under the line; empty when nothing is."""
        return "" if self._told.isHidden() else self._told.text()

    def _take_room(self) -> None:
        area = self.findChild(QScrollArea)
        if area is None:
            return
        area.setVisible(self._count > 0)
        told = 0 if self._told.isHidden() else self._told.sizeHint().height()
        held = area.widget()
        inside = held.layout() if held is not None else None
        rows = inside.heightForWidth(max(self.width() - 2, LEAST_WIDE)) if self._count and inside is not None else 0
        self.setFixedHeight(REST_HEIGHT + told + min(max(rows, 0), MOST_HIGH))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._take_room()

    def _note(self, row: NoteRow) -> Row:
        done = button("", partial(self._close, row), look="quiet", icon="check", says=_("It is seen to"))
        said = _("%(name)s, %(when)s") % {"name": row.by, "when": moment_title(row.written)}
        return Row(row.text, said, aside=done)

    def _waiting(self, row: WaitingRow) -> Row:
        return DoorRow(f"{row.name} · {things(row)}", row.what, self._lead, row.party_id)

    @Slot()
    def _lead(self) -> None:
        self._page.page_wanted.emit(f"people/{self.sender().property('leads_to')}")

    @Slot()
    def _told_nothing(self) -> None:
        self._told.hide()
        self._take_room()

    @Slot()
    def _write(self) -> None:
        """What cannot be kept as it is stays in the line, with what to do below it."""
        if not self.line.text().strip():
            return
        try:
            number = self._services.shift_notes.write(self.line.text())
        except DeskError as refusal:
            self._told.setText(say.sentence(refusal))
            self._told.show()
            self._take_room()
            return
        self.line.clear()
        undo = partial(self._services.shift_notes.close, number)
        self._page.said.emit(_("It stands here until somebody sees to it."), undo)
        with self._page.refusals():
            self.reload()

    def _close(self, row: NoteRow) -> None:
        with self._page.refusals():
            self._services.shift_notes.close(row.id)
            self._page.said.emit(_("Seen to: %(note)s") % {"note": row.text}, partial(self._reopen, row.id))
            self.reload()

    def _reopen(self, note_id: int) -> None:
        self._services.shift_notes.reopen(note_id)


def things(row: WaitingRow) -> str:
    """How many things wait of somebody."""
    if row.kind is ListKind.LEAVE:
        words = ngettext("%(n)s thing to give back", "%(n)s things to give back", row.count)
    else:
        words = ngettext("%(n)s thing to begin with", "%(n)s things to begin with", row.count)
    return words % {"n": row.count}
