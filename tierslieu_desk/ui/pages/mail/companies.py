"""The companies that have their seat here: since when, their mailbox and proxy, and what the law asks of them now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.ui.pages.mail import words
from tierslieu_desk.ui.pages.mail.part import MailPart
from tierslieu_desk.ui.pages.shared.lines import Line
from tierslieu_desk.ui.pages.shared.list_detail import Detail, ListAndDetail
from tierslieu_desk.ui.pages.today.words import avatar_kind
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Avatar, EmptyState, Row
from tierslieu_desk.ui.widgets.labels import Chip, Words
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from tierslieu_desk.services.post.domiciliations import DomiciliationRow

MAILBOX, PROXY = 2, 3


class CompaniesPart(MailPart):
    """Those who are here, then those who have left."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self._row: DomiciliationRow | None = None
        self._today = around.clock.today()
        columns: tuple[Column[DomiciliationRow], ...] = (
            Column(_("Company"), lambda row: row.who, stretch=True),
            Column(_("Here since"), lambda row: formats.date_short(row.starts), lambda row: row.starts),
            Column(_("Mailbox"), lambda row: row.mailbox),
            Column(_("Proxy until"), self._proxy_words, lambda row: row.proxy_until),
            Column(_("Not collected"), self._collected, lambda row: row.since),
        )
        self._new = button(_("New contract…"), self.ask_contract)
        empty = EmptyState(
            "buildings",
            _("No company has its seat here"),
            _("“New contract…” notes one; it carries the prefecture’s approval."),
        )
        self.table = Table(_("Companies"), RowsModel(columns, key=_key), empty)
        self._sign = button(_("Postal proxy…"), self._ask_proxy)
        self._leave = button(_("They leave…"), self._ask_end)
        self.detail = Detail(_("Duties and mail"), (self._sign, self._leave))
        self.both = ListAndDetail(_("Companies"), self.table, self.detail)
        self.both.card.add_foot(self._new)
        self.both.row_wanted.connect(self._show)
        self.setFocusProxy(self.both)
        self.column.addWidget(self.both, 1)

    def set_narrow(self, narrow: bool) -> None:
        self.both.set_narrow(narrow, (MAILBOX, PROXY))

    def reload(self, text: str) -> None:
        self._today = self.clock.today()
        wanted = search_key(text)
        rows = [row for row in self.services.domiciliations.all(open_only=False) if wanted in search_key(row.who)]
        rows.sort(key=self._has_left)
        here = sum(1 for row in rows if not self._has_left(row))
        title = _("%(n)s here now") % {"n": here}
        gone = len(rows) - here
        left = ngettext("%(n)s has left", "%(n)s have left", gone) % {"n": gone} if gone else ""
        self.both.show_rows(rows, [row.id for row in rows], title, left)

    def _has_left(self, row: DomiciliationRow) -> bool:
        return row.ends is not None and row.ends <= self._today

    def _proxy_words(self, row: DomiciliationRow) -> str:
        if self._has_left(row):
            return _("has left")
        return formats.date_short(row.proxy_until) if row.proxy_until is not None else _("none signed")

    def _collected(self, row: DomiciliationRow) -> str:
        return words.collected(row, self._today)

    @Slot(object)
    def _show(self, row: DomiciliationRow | None) -> None:
        with self.refusals():
            self._row = row
            if row is None:
                self.detail.show_nothing("buildings", _("Nothing is chosen"))
                return
            self._draw(row, self._today)

    def _draw(self, row: DomiciliationRow, today: date) -> None:
        left = self._has_left(row)
        self._sign.setVisible(not left)
        self._leave.setVisible(row.ends is None)
        facts = (
            (_("First day"), formats.date_medium(row.starts)),
            (_("Last day"), formats.date_medium(row.ends) if row.ends is not None else ""),
            (_("Approval"), row.approval_number),
            (_("Mailbox"), row.mailbox),
            (_("Postal proxy"), words.proxy(row, today)),
            (_("On the shelf"), words.items(row.waiting) if row.waiting else _("nothing there")),
            (_("Not collected"), words.collected(row, today) if row.waiting else ""),
            (_("Registry told"), formats.date_medium(row.registry_told_on) if row.registry_told_on else ""),
        )
        head = Line(row.who, words.seat(row, today))
        self.detail.show_row(_("Contract"), head, facts, Avatar(row.who, avatar_kind(row.party_id), 48))
        duties = [duty for _party, duty in self.services.domiciliations.duties() if duty.contract_id == row.id]
        rows: list[QWidget] = [self.duty_row(duty, stacked=True) for duty in duties]
        if row.proxy_until is None and not left:
            rows.append(self._proxy_to_sign(row))
        for gone in self.services.mail.lately(row.party_id):
            line = words.gone(gone)
            rows.append(Row(line.strong, line.second, aside=Words(formats.date_compact(gone.day), "second")))
        self.detail.below.set_rows(rows or [EmptyState("check", _("Nothing yet"))])

    def _proxy_to_sign(self, row: DomiciliationRow) -> Row:
        """The next step of a contract whose proxy nobody has signed."""
        sign = button(_("Signed…"), self._ask_proxy, says=_("The postal proxy of %(name)s") % {"name": row.who})
        why = _("Without it you may not receive their registered mail.")
        return Row(_("Have the postal proxy signed"), why, chip=Chip(_("to do"), "warning"), aside=sign)

    @Slot()
    def ask_contract(self) -> None:
        """Note a contract that was signed."""
        from tierslieu_desk.ui.pages.mail.contract import ContractDialog

        with self.refusals():
            dialog = ContractDialog(self.window(), self.services, self.clock.today())
            dialog.told.connect(self.told)
            dialog.page_wanted.connect(self.page_wanted)
            dialog.open()

    @Slot()
    def _ask_proxy(self) -> None:
        if self._row is not None:
            self.ask_proxy(self._row)

    @Slot()
    def _ask_end(self) -> None:
        from tierslieu_desk.ui.pages.mail.contract import EndDialog

        if self._row is not None:
            dialog = EndDialog(self.window(), self.services, self._row, self.clock.today())
            dialog.told.connect(self.told)
            dialog.open()


def _key(row: DomiciliationRow) -> int:
    return row.id
