"""Everyone the desk knows: found while typing, seen closely beside the list, written down, imported, checked in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QSignalBlocker, QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QScrollArea

from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.rules import statuses
from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.people import import_dialog as people_import_dialog
from tierslieu_desk.ui.pages.people.list_menu import ListMenu
from tierslieu_desk.ui.pages.people.person_panel import PersonPanel
from tierslieu_desk.ui.pages.today.words import role_word
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import SearchBox, SegmentedControl, button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table
from tierslieu_desk.ui.widgets.two_lines import TwoLines

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people import PersonRow

WATCHES = frozenset({"party", "affiliation", "visit", "booking", "allowance_entry", "subscription", "unit", "charge"})
WATCHES |= {
    "person_detail",
    "contact_person",
    "skill",
    "person_paper",
    "person_note",
    "person_task",
    "outcome",
    "portrait",
}
WATCHES |= {"consent", "party_merge", "event", "event_session", "registration", "invoice", "invoice_line", "pass"}
WATCHES |= {"allowance", "open_invoice", "payment", "mail_item", "loan", "volunteer_time", "subscription_pause"}
WATCHES |= {"hour_entry", "counter_item", "waiting", "quote", "tariff", "party_tariff", "plan_tariff"}
WATCHES |= {"checklist_item", "deposit_held", "plan", "hour_allowance", "prepaid_entry", "prepaid_card"}
AT_ONCE = 200
"""How many names are read at once; the next ones follow when the end of the list is reached."""
LIST_WIDTH = 316
_ROLES = {"members": Role.MEMBER, "guests": Role.GUEST, "visitors": Role.VISITOR}
_LISTS = (".csv", ".ods", ".xlsx", ".xls", ".txt", ".tsv")


class PeoplePage(Page):
    """The list at the left, whoever is chosen at the right."""

    watches = WATCHES
    help = Help(
        N_("Everyone the desk knows, persons and organisations."),
        (
            (N_("Find somebody"), N_("Type the first letters of a name, with or without accents.")),
            (N_("Write somebody down"), N_("“Somebody new”: a name is enough, the rest can wait.")),
            (
                N_("Bring a list along"),
                N_("“Import…”, or drop a spreadsheet on this page. You see what it does before it is done."),
            ),
            (
                N_("Sell a subscription or a pass"),
                N_("Choose the person, then “Sell…”: price and half-days are shown before you sell."),
            ),
            (
                N_("Write down more"),
                N_("“Write down…” beside the details: a note, something to do, a skill, a paper, what they agree to."),
            ),
            (
                N_("Put together who is written down twice"),
                N_("“Written down twice?” beside the list. You can take them apart again."),
            ),
            (N_("Know why a balance is what it is"), N_("“why?” beside the balance shows every line of it.")),
        ),
        (
            ("↑ ↓", N_("another person")),
            ("Enter", N_("change what is written")),
            ("Ctrl+N", N_("somebody new")),
            ("Ctrl+J", N_("write down more of them")),
        ),
    )

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(_("People"), around.changes)
        self._services = around.services
        self._jobs = around.jobs
        self._to_choose: int | None = None
        self._unlisted: int | None = None
        self._limit = AT_ONCE
        self._more = False
        self.setAcceptDrops(True)
        self._roles = SegmentedControl(
            _("Who is shown"),
            (("all", _("All")), ("members", _("Members")), ("guests", _("Guests")), ("visitors", _("Visitors"))),
        )
        self._find = SearchBox(_("Find somebody…"))
        self._find.setMinimumWidth(164)
        self._roles.chosen.connect(self._from_the_top)
        self._find.searched.connect(self._from_the_top)
        self._import = button(_("Import…"), self._choose_list, look="quiet")
        for tool in (self._roles, self._find):
            self.add_tool(tool)
        self.set_main_act(button(_("Somebody new"), self._add))
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._add)
        QShortcut(QKeySequence("Ctrl+J"), self).activated.connect(self._add_more)
        self._more_acts = ListMenu(self, self._services, around.jobs)
        self._make_list()
        self.panel = PersonPanel(self._services, around.jobs, around.clock, self)
        self.panel.told.connect(self.said)
        self.panel.refused.connect(self.refused)
        self.panel.day_unpaid.connect(self.day_unpaid)
        self.panel.money_wanted.connect(self.money_wanted)
        self.panel.portrait_wanted.connect(self._print_portrait)
        self.panel.page_wanted.connect(self.page_wanted)
        self.panel.change_wanted.connect(self._edit)
        self.panel.opened.connect(self.show_party)
        self._more_acts.told.connect(self.said)
        self._more_acts.refused.connect(self.refused)
        self._more_acts.opened.connect(self.show_party)
        self._welcome = EmptyState(
            "users",
            _("Nobody is written down yet"),
            _("Bring along the list you have, from a spreadsheet, or write somebody down."),
            button(_("Import…"), self._choose_list),
        )
        self._welcome.hide()
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(theme.GAP + 2)
        line.addWidget(self._card)
        line.addWidget(self.panel, 1)
        self.body.addWidget(self._welcome, 1)
        self.body.addLayout(line, 1)

    def _make_list(self) -> None:
        empty = EmptyState(
            "users", _("Nobody is here under that name"), _("“Somebody new” writes a person or an organisation down.")
        )
        columns: tuple[Column[PersonRow], ...] = (Column(_("Name"), lambda row: row.name, stretch=True),)
        self._model = RowsModel(columns, key=_key)
        self.table = Table(_("People"), self._model, empty)
        self.table.setSortingEnabled(False)
        lines = TwoLines(self._lines, self.table)
        self.table.setItemDelegate(lines)
        self.table.verticalHeader().setDefaultSectionSize(lines.height)
        self.table.hide_titles()
        self.setFocusProxy(self.table)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self._edit)
        self.table.verticalScrollBar().valueChanged.connect(self._read_on)
        self._card = Card(_("All"))
        self._card.add_to_head(self._import)
        self._card.add_to_head(self._more_acts.button)
        self._card.fill(self.table)
        self._card.setFixedWidth(LIST_WIDTH)

    def reload(self) -> None:
        rows = self._show_list()
        nobody = not rows and not self._find.text().strip() and self._services.people.count() == 0
        self._welcome.setVisible(nobody)
        self._card.setVisible(not nobody)
        self.panel.setVisible(not nobody)
        self.panel.show_person(self.table.row)

    def _show_list(self) -> tuple[PersonRow, ...]:
        rows = self._rows()
        chosen = self.table.row
        with QSignalBlocker(self.table):  # the panel is filled once, at the end
            self._fill(rows, chosen)
        self._more = len(rows) == self._limit
        self._name_card(len(rows))
        return rows

    def _name_card(self, shown: int) -> None:
        count = shown
        if self._more and not self._find.text().strip():
            count = self._services.people.count(_ROLES.get(self._roles.choice))
        title = ngettext("%(n)s name", "%(n)s names", count) % {"n": count}
        if self._more and self._find.text().strip():
            title = _("The first %(n)s names") % {"n": count}
        self._card.set_title(title)

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
        self._card.setMinimumSize(0 if narrow else LIST_WIDTH, 280 if narrow else 0)
        self._card.setMaximumWidth((1 << 24) - 1 if narrow else LIST_WIDTH)
        self.panel.set_narrow(narrow)

    def _rows(self) -> tuple[PersonRow, ...]:
        people, text = self._services.people, self._find.text().strip()
        role = _ROLES.get(self._roles.choice)
        self._more_acts.shows(text, role)
        found = people.find(text, self._limit, role) if text else people.list(role=role, limit=self._limit)
        shown = self.table.row
        if self._to_choose is None and self._unlisted and shown is not None and shown.id == self._unlisted:
            self._to_choose = shown.id  # whoever has left stays in sight while they are looked at
        self._unlisted = None
        if self._to_choose is not None and self._to_choose not in {row.id for row in found}:
            self._unlisted = self._to_choose
            return (*found, people.get(self._to_choose))
        return found

    @Slot()
    def _from_the_top(self) -> None:
        self._limit = AT_ONCE
        self.refresh()

    @Slot(int)
    def _read_on(self, at: int) -> None:
        """The end of what was read is reached: the next names follow."""
        if self._more and at == self.table.verticalScrollBar().maximum() and at > 0:
            self._more = False
            self._limit += AT_ONCE
            with self.refusals():
                self._show_list()

    def _lines(self, index: QModelIndex | QPersistentModelIndex) -> tuple[str, str]:
        row = self._model.row(index)
        if row is None:
            return ("", "")
        return (row.name, " · ".join(filter(None, (statuses.worded(row.status) or role_word(row.role), row.city))))

    @Slot(object)
    def _show(self, row: PersonRow | None) -> None:
        with self.refusals():
            self.panel.show_person(row)

    @Slot(object)
    def show_party(self, party_id: int) -> None:
        """Choose somebody, whatever was looked for."""
        self._to_choose = party_id
        self._find.clear()
        self._roles.choose("all")
        self.refresh()
        self.table.setFocus()
        if self._narrow:
            QTimer.singleShot(0, self._to_the_name)

    @Slot()
    def _to_the_name(self) -> None:
        """Where the page scrolls as a whole, it begins at the name of whoever is shown now."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            at = self.panel.mapTo(self, QPoint(0, 0)).y()
            above.verticalScrollBar().setValue(at - theme.GAP)

    def show_part(self, part: str) -> None:
        """Somebody by their number."""
        with self.refusals():
            self.show_party(self._services.people.get(int(part)).id)

    @Slot()
    def _add(self) -> None:
        from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog

        dialog = PersonDialog(self.window(), self._services, name=self._find.text())
        dialog.told.connect(self.said)
        dialog.added.connect(self.show_party)
        dialog.namesake_wanted.connect(self.show_party)
        dialog.open()

    @Slot()
    def _add_more(self) -> None:
        self.panel.offer_more()

    @Slot(object)
    def _edit(self, row: PersonRow) -> None:
        from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog

        with self.refusals():
            dialog = PersonDialog(self.window(), self._services, row=self._services.people.get(row.id))
            dialog.told.connect(self.said)
            dialog.namesake_wanted.connect(self.show_party)
            dialog.open()

    @Slot(object)
    def _print_portrait(self, row: PersonRow) -> None:
        from tierslieu_desk.ui.paper_dialog import show_paper

        with self.refusals():
            title = _("Portrait: %(name)s") % {"name": row.name}
            show_paper(self, self._jobs, title, f"{row.name}.pdf", self._services.portraits.paper(row.id))

    @Slot()
    def _choose_list(self) -> None:
        people_import_dialog.choose(self, self._services, self._jobs)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _list_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _list_in(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            people_import_dialog.read(self, self._services, self._jobs, file)


def _list_in(dragged: QMimeData) -> Path | None:
    """The one spreadsheet that is held over the page."""
    files = [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() in _LISTS else None


def _key(row: PersonRow) -> int:
    return row.id
