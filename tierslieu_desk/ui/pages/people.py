"""Everyone the desk knows: found while typing, seen closely beside the list, written down, checked in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.person_panel import PersonPanel
from tierslieu_desk.ui.pages.today_words import role_word
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import SearchBox, SegmentedControl, button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from tierslieu_desk.services.people import PersonRow

WATCHES = frozenset({"party", "affiliation", "visit", "booking", "allowance_entry", "consent", "subscription", "unit"})
FOUND = 200
TOWN = 3
_ROLES = {"members": "member", "guests": "guest", "visitors": "visitor"}


class PeoplePage(Page):
    """The list at the left, whoever is chosen at the right."""

    watches = WATCHES
    help = Help(
        N_("Everyone the desk knows, persons and organisations."),
        (
            (N_("Find somebody"), N_("Type the first letters of a name, with or without accents.")),
            (N_("Write somebody down"), N_("“Somebody new”: a name is enough, the rest can wait.")),
        ),
        (("↑ ↓", N_("another person")), ("Enter", N_("change what is written"))),
    )

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(_("People"), around.changes)
        self._services = around.services
        self._to_choose: int | None = None
        self._roles = SegmentedControl(
            _("Who is shown"),
            (("all", _("All")), ("members", _("Members")), ("guests", _("Guests")), ("visitors", _("Visitors"))),
        )
        self._find = SearchBox(_("Find somebody…"))
        self._find.setMinimumWidth(120)
        self._roles.chosen.connect(self.refresh)
        self._find.searched.connect(self.refresh)
        self.add_tool(self._roles)
        self.add_tool(self._find)
        self.set_main_act(button(_("Somebody new"), self._add))
        empty = EmptyState(
            "users", _("Nobody is here under that name"), _("“Somebody new” writes a person or an organisation down.")
        )
        columns: tuple[Column[PersonRow], ...] = (
            Column(_("Name"), lambda row: row.name, stretch=True),
            Column(_("Here as"), lambda row: role_word(row.role)),
            Column(_("What they do"), lambda row: row.status),
            Column(_("Town"), lambda row: row.city),
        )
        self.table = Table(_("People"), RowsModel(columns, key=_key), empty)
        self.table.horizontalHeader().setMinimumSectionSize(100)
        self.setFocusProxy(self.table)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self._edit)
        self._card = Card(_("All"))
        self._card.fill(self.table)
        self._card.setMinimumWidth(260)
        self._card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.panel = PersonPanel(self._services)
        self.panel.told.connect(self.said)
        self.panel.refused.connect(self.refused)
        self.panel.change_wanted.connect(self._edit)
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(theme.GAP + 2)
        line.addWidget(self._card, 1)
        line.addWidget(self.panel)
        self.body.addLayout(line, 1)

    def reload(self) -> None:
        rows = self._rows()
        chosen = self.table.row
        with QSignalBlocker(self.table):  # the panel is filled once, at the end
            self._fill(rows, chosen)
        self._card.set_title(ngettext("%(n)s name", "%(n)s names", len(rows)) % {"n": len(rows)})
        self.panel.show_person(self.table.row)

    def _fill(self, rows: Sequence[PersonRow], chosen: PersonRow | None) -> None:
        self.table.set_rows(rows)
        if self._to_choose is not None:
            self.table.choose(self._to_choose)
            self._to_choose = None
        elif rows and (chosen is None or chosen.id not in {row.id for row in rows}):
            self.table.choose(rows[0].id)

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._card.setMinimumHeight(280 if narrow else 0)
        self.table.setColumnHidden(TOWN, narrow)
        self.panel.set_wide(narrow)

    def _rows(self) -> tuple[PersonRow, ...]:
        people, text = self._services.people, self._find.text().strip()
        role = _ROLES.get(self._roles.choice)
        if text:
            return tuple(row for row in people.find(text, FOUND) if role in (None, row.role))
        return tuple(row for row in people.list() if role in (None, row.role))

    @Slot(object)
    def _show(self, row: PersonRow | None) -> None:
        with self.refusals():
            self.panel.show_person(row)

    @Slot()
    def _add(self) -> None:
        from tierslieu_desk.ui.pages.person_dialog import PersonDialog

        dialog = PersonDialog(self.window(), self._services, name=self._find.text())
        dialog.told.connect(self.said)
        dialog.added.connect(self._added)
        dialog.open()

    def show_party(self, party_id: int) -> None:
        """Choose that person among all of them."""
        self._added(party_id)
        self.table.setFocus()

    @Slot(object)
    def _added(self, party_id: int) -> None:
        self._to_choose = party_id
        self._find.clear()
        self._roles.choose("all")
        self.refresh()

    @Slot(object)
    def _edit(self, row: PersonRow) -> None:
        from tierslieu_desk.ui.pages.person_dialog import PersonDialog

        with self.refusals():
            dialog = PersonDialog(self.window(), self._services, row=self._services.people.get(row.id))
            dialog.told.connect(self.said)
            dialog.open()


def _key(row: PersonRow) -> int:
    return row.id
