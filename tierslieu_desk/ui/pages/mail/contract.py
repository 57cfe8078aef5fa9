"""A contract of domiciliation: signed, its postal proxy renewed, and its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, NotOffered
from tierslieu_desk.i18n import _
from tierslieu_desk.rules import duties
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.equipment.loan_dialog import side_by_side
from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import DateField
from tierslieu_desk.ui.widgets.labels import Chip, Words
from tierslieu_desk.ui.widgets.person_finder import PersonFinder

if TYPE_CHECKING:
    from tierslieu_desk.services.post.domiciliations import DomiciliationRow

PROXY_YEARS = 5
"""For so long a postal proxy is valid."""


class ContractDialog(Dialog):
    """`told` carries the sentence and the undo, `opened` whose contract it is.

    `page_wanted` carries the code of where to note the approval that is missing.
    """

    opened = Signal(object)
    page_wanted = Signal(str)

    def __init__(self, parent: QWidget | None, services: DeskServices, today: date) -> None:
        super().__init__(parent, _("New contract"), _("It is signed"), say.sentence)
        self._services = services
        self._lacking = ""
        self._who = PersonFinder(services)
        new = button(_("New…"), self._write_down, says=_("Somebody new"), beside=True)
        new.setAutoDefault(False)
        self.form.add(_("Company"), side_by_side(self._who, new), key="name")
        self._starts = self.form.add(
            _("First day"),
            DateField(today),
            key="starts",
            help=_("For three months at least, then renewed by itself."),
        )
        self._mailbox = self.form.add(_("Mailbox"), QLineEdit(), help=_("Where their mail goes; may stay empty."))
        self._proxy = QLineEdit()
        self._if_signed = formats.date_short(_years_later(today))
        signed = button(_("Signed today"), self._proxy_signed, says=_("The postal proxy is signed today"), beside=True)
        signed.setAutoDefault(False)
        self.form.add(
            _("Postal proxy until"),
            side_by_side(self._proxy, signed),
            key="proxy",
            help=_("Signed at the post office, so that you may receive their registered mail. Empty: not signed yet."),
        )
        self._approval = self.form.add_remark()
        self._add_notice()
        self._starts.dateChanged.connect(self._show_approval)
        self._show_approval()

    def _add_notice(self) -> None:
        self._notice = QFrame()
        self._notice.setObjectName("notice")
        line = QHBoxLayout(self._notice)
        line.setContentsMargins(theme.GAP, 8, 8, 8)
        self._state = Chip("", "warning")
        self._why = Words("", "strong", wrap=True)
        settings = button(_("To the settings"), self._to_settings)
        settings.setAutoDefault(False)
        line.addWidget(self._state)
        line.addWidget(self._why, 1)
        line.addWidget(settings)
        self.body.insertWidget(0, self._notice)

    @Slot()
    def _show_approval(self) -> None:
        """The contract carries the approval of its first day; without one it is not signed, and where to note it."""
        lacks: NotOffered | None = None
        told = ""
        try:
            number = self._services.domiciliations.approval(self._starts.day)
            told = _("Under the prefecture’s approval %(number)s.") % {"number": number}
        except NotOffered as refusal:
            lacks = refusal
            expired = refusal.facts.get("reason") == "approval_expired"
            self._lacking = "approved_until" if expired else "approval_number"
            self._state.setText(_("run out") if expired else _("not noted"))
            self._why.setText(say.sentence(refusal))
        except DeskError as refusal:
            told = say.sentence(refusal)
        self._approval.tell(told)
        self._notice.setVisible(lacks is not None)
        self.act.setEnabled(lacks is None)

    @Slot()
    def _proxy_signed(self) -> None:
        """Nobody claims a signature by leaving a field as it was: it takes this, or the day typed."""
        self._proxy.setText(self._if_signed)

    @Slot()
    def _to_settings(self) -> None:
        self.reject()
        self.page_wanted.emit(f"settings/place/{self._lacking}")

    @Slot()
    def _write_down(self) -> None:
        from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog

        dialog = PersonDialog(self, self._services, name=self._who.text())
        dialog.added.connect(self._take_new)
        dialog.open()

    @Slot(object)
    def _take_new(self, party_id: int) -> None:
        self._who.choose(self._services.people.get(party_id))

    def commit(self) -> None:
        found = self._who.found
        if found is None:
            raise refusal_of(self._who.text())
        starts = _day(self._starts, "starts")
        proxy = _typed_day(self._proxy.text(), starts, "proxy")
        contracts = self._services.domiciliations
        contract_id = contracts.open(found.id, starts, mailbox=self._mailbox.text().strip(), proxy_until=proxy)
        facts = {"name": found.name, "day": formats.date_medium(starts)}
        sentence = _("%(name)s has its seat here from %(day)s.") % facts
        if proxy is None:
            sentence = " ".join((sentence, _("Their postal proxy is still to be signed.")))
        self.told.emit(sentence, partial(contracts.withdraw, contract_id))
        self.opened.emit(found.id)


class EndDialog(Dialog):
    """The last day of a contract; what the law asks then is said before."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: DomiciliationRow, today: date) -> None:
        super().__init__(parent, _("%(name)s leaves") % {"name": row.who}, _("They leave"), say.sentence)
        self._services, self._row = services, row
        last = max(today, duties.earliest_end(row.starts))
        self._ends = self.form.add(_("Last day"), DateField(last), key="ends", help=_("Three months at the earliest."))
        after = _("After that day Today asks for the letter to the registry, and for the list of the quarter.")
        self.body.insertWidget(1, Words(after, "second", wrap=True))

    def commit(self) -> None:
        ends, contracts = _day(self._ends, "ends"), self._services.domiciliations
        with _beside("ends"):
            contracts.end(self._row.id, ends)
        facts = {"name": self._row.who, "day": formats.date_medium(ends)}
        undo = partial(contracts.not_ended, self._row.id, ends)
        self.told.emit(_("%(name)s has its seat here until %(day)s.") % facts, undo)


class ProxyDialog(Dialog):
    """Until when the post office's proxy is valid, five years from today unless said otherwise."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: DomiciliationRow, today: date) -> None:
        super().__init__(parent, _("Postal proxy of %(name)s") % {"name": row.who}, _("It is signed"), say.sentence)
        self._services, self._row = services, row
        self._until = self.form.add(
            _("Valid until"), DateField(_years_later(today)), key="until", help=_("Five years from its signature.")
        )

    def commit(self) -> None:
        until, contracts = _day(self._until, "until"), self._services.domiciliations
        contracts.proxy_signed(self._row.id, until)
        facts = {"name": self._row.who, "day": formats.date_medium(until)}
        undo = partial(contracts.proxy_signed, self._row.id, self._row.proxy_until)
        self.told.emit(_("The postal proxy of %(name)s is valid until %(day)s.") % facts, undo)


@contextmanager
def _beside(field: str) -> Iterator[None]:
    """What is refused meanwhile is told beside that field."""
    try:
        yield
    except DeskError as refusal:
        raise type(refusal)(**{**refusal.facts, "field": field}) from refusal


def _years_later(today: date) -> date:
    return duties.months_later(today, 12 * PROXY_YEARS)


def _day(field: DateField, key: str) -> date:
    with _beside(key):
        return field.day


def _typed_day(text: str, today: date, key: str) -> date | None:
    if not text.strip():
        return None
    with _beside(key):
        return formats.parse_date(text.strip(), today)
