"""What still asks for the line or for a hand, in three cards; and what left lately."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.messages import State
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.services.message.message_texts import titles
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.pages.messages import words
from tierslieu_desk.ui.pages.shared.parts import Part
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.doors import DoorRow
from tierslieu_desk.ui.widgets.labels import Chip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from tierslieu_desk.services.message.mail_accounts import AccountRow
    from tierslieu_desk.services.message.message_rows import MessageRow, PaperRef

NEEDS_PASSWORD = frozenset({"password", "password_missing"})


class OpenPart(Part):
    """E-mail at the left; letters and calls at the right."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self._jobs = around.jobs
        self.mails = Card(_("E-mail"), scrolls=True)
        self.letters = Card(_("To print"), scrolls=True)
        self.calls = Card(_("To call"), scrolls=True)
        self.print_all = button(_("Print all…"), self._print_all, icon="printer")
        self._print_foot = self.letters.add_foot(self.print_all)
        self.print_calls = button(_("Print the list…"), self._print_calls, icon="printer")
        self._calls_foot = self.calls.add_foot(self.print_calls)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(theme.GAP + 2)
        aside = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        aside.setSpacing(theme.GAP + 2)
        aside.addWidget(self.letters, 1)
        aside.addWidget(self.calls, 1)
        self._cards.addWidget(self.mails, 3)
        self._cards.addLayout(aside, 2)
        self.column.addLayout(self._cards, 1)
        self.setFocusProxy(self.print_all)
        self._letters: tuple[MessageRow, ...] = ()
        self._to_call: tuple[MessageRow, ...] = ()

    def set_narrow(self, narrow: bool) -> None:
        direction = QBoxLayout.Direction
        self._cards.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        for card in (self.mails, self.letters, self.calls):
            card.setMinimumHeight(220 if narrow else 0)

    def reload(self, text: str) -> None:
        wanted = search_key(text)
        rows = [row for row in self.services.messages.open() if wanted in search_key(row.name)]
        account = self.services.mail_accounts.get()
        by_post = self._letters = tuple(row for row in rows if row.state is State.TO_PRINT)
        by_call = self._to_call = tuple(row for row in rows if row.state is State.TO_CALL)
        by_mail = [row for row in rows if row.state not in {State.TO_PRINT, State.TO_CALL}]
        by_mail.sort(key=_needs_somebody_first)
        head = self._account_row(account, bool(by_mail))
        mails: list[QWidget] = [head] if head is not None else []
        mails += [self._mail_row(row, account) for row in by_mail]
        nothing = EmptyState("check", _("No message waits"), _("What you send leaves by itself when there is a line."))
        self.mails.set_rows(mails or [nothing])
        self.mails.set_aside(str(len(by_mail)) if by_mail else "")
        self._fill(self.letters, by_post, _("Print…"), self._print_one, _("No letter is to be printed"))
        self._fill(self.calls, by_call, _("Called…"), self._call, _("Nobody is to be called"))
        self._print_foot.setVisible(len(by_post) > 1)
        self._calls_foot.setVisible(bool(by_call))

    def _fill(self, card: Card, rows: Sequence[MessageRow], act: str, on_act: Callable[[], None], nothing: str) -> None:
        made: list[QWidget] = []
        for row in rows:
            does = button(act, on_act, says="")
            does.setProperty("message", row.id)
            does.setAccessibleDescription(row.name)
            number = formats.phone(row.phone) if row.state is State.TO_CALL and row.phone else ""
            second = " · ".join(filter(None, (number, row.subject)))
            made.append(DoorRow(row.name, second, self._open, row.id, aside=does))
        card.set_rows(made or [EmptyState("check", nothing, "")])
        card.set_aside(str(len(rows)) if rows else "")

    def _mail_row(self, row: MessageRow, account: AccountRow | None) -> QWidget:
        label, kind = words.chip(row)
        waits_with_all = row.state is State.WAITING and (account is None or bool(account.why))
        told = "" if waits_with_all else words.state(row, account, self.clock)
        second = " · ".join(filter(None, (row.subject, told)))
        return DoorRow(row.name, second, self._open, row.id, chip=Chip(label, kind))

    def _account_row(self, account: AccountRow | None, waits: bool) -> QWidget | None:
        """What stands in the way of all, and the one act that ends it."""
        if account is None:
            advice = _("Until then, letters to people open in your own mail program.")
            set_up = button(_("Set up e-mail…"), self._set_up)
            return Row(_("No mail account yet"), advice, aside=set_up)
        told = words.in_the_way(account, self.clock)
        if not told or not (waits or account.why in NEEDS_PASSWORD):
            return None
        act = (
            button(_("Password…"), self._password)
            if account.why in NEEDS_PASSWORD
            else button(_("Try now"), self._try_now)
        )
        return Row(words.all_wait(account, self.clock), told, aside=act)

    @Slot()
    def _open(self) -> None:
        from tierslieu_desk.ui.pages.messages.sheet import MessageSheet

        with self.refusals():
            sheet = MessageSheet(self.window(), self.services, self.clock, self.sender().property("leads_to"))
            sheet.told.connect(self.told)
            sheet.paper_wanted.connect(self._show_paper)
            sheet.open()

    @Slot(object)
    def _show_paper(self, paper: PaperRef) -> None:
        self.paper_wanted.emit((paper.name, paper.name, partial(_paper, self.services, paper), None))

    @Slot()
    def _print_one(self) -> None:
        number = self.sender().property("message")
        self._print([row for row in self._letters if row.id == number])

    @Slot()
    def _print_all(self) -> None:
        self._print(list(self._letters))

    @Slot()
    def _print_calls(self) -> None:
        """To call from another telephone, or another room; who was called is noted here afterwards."""
        now = self.clock.wall()
        name = _("call-list-%(day)s.pdf") % {"day": now.date().isoformat()}
        self.paper_wanted.emit((_("Call list"), name, partial(_call_list, self.services, self._to_call, now), None))

    def _print(self, rows: list[MessageRow]) -> None:
        if rows:
            title = _("Letter to %(name)s") % {"name": rows[0].name} if len(rows) == 1 else _("Letters")
            name = _("letters-%(day)s.pdf") % {"day": self.clock.today().isoformat()}
            numbers = [row.id for row in rows]
            work = partial(_letters, self.services, rows, self.clock.today())
            self.paper_wanted.emit((title, name, work, partial(self._printed, numbers)))

    def _printed(self, numbers: list[int]) -> None:
        with self.refusals():
            self.services.messages.printed(numbers)

    @Slot()
    def _call(self) -> None:
        from tierslieu_desk.ui.pages.messages.sheet import CallDialog

        with self.refusals():
            dialog = CallDialog(self.window(), self.services, self.sender().property("message"))
            dialog.told.connect(self.told)
            dialog.open()

    @Slot()
    def _set_up(self) -> None:
        self.page_wanted.emit("settings/email")

    @Slot()
    def _password(self) -> None:
        from tierslieu_desk.ui.pages.settings.email import PasswordDialog

        with self.refusals():
            dialog = PasswordDialog(self.window(), self.services, self._jobs)
            dialog.told.connect(self.told)
            dialog.open()

    @Slot()
    def _try_now(self) -> None:
        with self.refusals():
            self.services.mail_accounts.wake()


class GonePart(Part):
    """What left lately, by whichever way."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self.card = Card(_("Lately"), scrolls=True)
        self.column.addWidget(self.card, 1)

    def reload(self, text: str) -> None:
        wanted, called = search_key(text), titles()
        rows: list[QWidget] = []
        for row in self.services.messages.lately():
            if wanted in search_key(row.name) and row.done_at is not None:
                label, kind = words.chip(row)
                second = f"{formats.moment(row.done_at)} · {called[row.purpose]} · {row.subject}"
                rows.append(DoorRow(row.name, second, self._open, row.id, chip=Chip(label, kind)))
        self.card.set_rows(
            rows
            or [
                EmptyState(
                    "paper-plane-tilt", _("Nothing was sent yet"), _("What leaves stays written here, with its day.")
                )
            ]
        )

    @Slot()
    def _open(self) -> None:
        from tierslieu_desk.ui.pages.messages.sheet import MessageSheet

        with self.refusals():
            MessageSheet(self.window(), self.services, self.clock, self.sender().property("leads_to")).open()


def _needs_somebody_first(row: MessageRow) -> bool:
    return row.state not in {State.REFUSED, State.UNSURE}


def _letters(services: DeskServices, rows: list[MessageRow], today: object, _progress: Progress) -> bytes:
    from datetime import date

    from tierslieu_desk.services.message import message_papers

    assert isinstance(today, date)
    return message_papers.letters(rows, services.people, services.places, today, services.messages.paper)


def _call_list(services: DeskServices, rows: Sequence[MessageRow], at: datetime, _progress: Progress) -> bytes:
    from tierslieu_desk.services.message import message_papers

    return message_papers.call_list(rows, services.places, at)


def _paper(services: DeskServices, paper: PaperRef, _progress: Progress) -> bytes:
    return services.messages.paper(paper)
