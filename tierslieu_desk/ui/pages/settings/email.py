"""E-mail: the account that messages leave by, tried out, and what messages say."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError, MailNotAccepted, MissingFact
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.messages import PORTS, Security
from tierslieu_desk.services.message.mail_accounts import Account
from tierslieu_desk.services.message.message_texts import EDITABLE, titles
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import NETWORK, Job, Jobs, Progress
from tierslieu_desk.ui.pages.messages import words
from tierslieu_desk.ui.pages.settings.section import Section
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, Row
from tierslieu_desk.ui.widgets.doors import DoorRow
from tierslieu_desk.ui.widgets.fields import Choice, NumberField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.message.mail_accounts import AccountRow


class EmailSection(Section):
    """The account, then the texts."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self.account = Card(_("The mail account"))
        self.change = button(_("Set up…"), self._change, look="main")
        self.test = button(_("Send me a test…"), self._test)
        self.password = button(_("Password…"), self._password)
        self.account.add_foot(self.change, self.test, self.password)
        self.texts = Card(_("What messages say"))
        self.by_itself = Card(_("By itself"))
        self.offers = Tick(_("Tell whoever is next in line when something comes free"))
        self.offers.setAccessibleName(self.offers.text())
        self.offers.clicked.connect(self._offers)
        held = QWidget()
        inside = QVBoxLayout(held)
        inside.setContentsMargins(theme.CARD_PADDING, theme.GAP, theme.CARD_PADDING, theme.GAP)
        inside.addWidget(self.offers)
        inside.addWidget(
            Words(
                _("Whoever has no e-mail is shown on Today, as everybody is while this is not ticked."),
                "second",
                wrap=True,
            )
        )
        self.by_itself.set_rows([held])
        self.column.addWidget(self.account)
        self.column.addWidget(self.by_itself)
        self.column.addWidget(self.texts)
        self.column.addStretch(1)

    def reload(self) -> None:
        row = self.services.mail_accounts.get()
        self.account.set_rows([self._account_row(row)])
        self.change.setText(_("Set up…") if row is None else _("Change…"))
        self.test.setVisible(row is not None)
        self.password.setVisible(row is not None and bool(row.account.user))
        told = self.services.offers_told
        self.offers.setChecked(told.wanted())
        self.by_itself.setVisible(row is not None and (told.wanted() or told.concerned()))
        called = titles()
        self.texts.set_aside(_("The text, in each language"))
        self.texts.set_rows([DoorRow(called[purpose], "", self._write, purpose.value) for purpose in EDITABLE])

    def _account_row(self, row: AccountRow | None) -> QWidget:
        if row is None:
            return Row(_("None yet"), _("Letters to people open in your own mail program, for you to send."))
        account = row.account
        who = f"{account.sender_name} <{account.sender_email}>" if account.sender_name else account.sender_email
        told = words.in_the_way(row, self.around.clock) or _("Messages leave by themselves when there is a line.")
        return Row(who, f"{account.server} · {told}")

    @Slot()
    def _change(self) -> None:
        with self.refusals():
            self.open(AccountDialog(self.window(), self.services, self.around.jobs))

    @Slot()
    def _test(self) -> None:
        with self.refusals():
            self.open(TryDialog(self.window(), self.services, self.around.jobs))

    @Slot()
    def _password(self) -> None:
        with self.refusals():
            self.open(PasswordDialog(self.window(), self.services, self.around.jobs))

    @Slot()
    def _offers(self) -> None:
        told, wanted = self.services.offers_told, self.offers.isChecked()
        with self.refusals():
            told.want(wanted)
            sentence = _("Whoever is next in line is told by e-mail, until when it is kept for them too.")
            if not wanted:
                sentence = _("Today shows whom to tell when something comes free.")
            self.said.emit(sentence, partial(told.want, not wanted))

    @Slot()
    def _write(self) -> None:
        from tierslieu_desk.ui.pages.settings.message_text import MessageTextDialog

        with self.refusals():
            self.open(MessageTextDialog(self.window(), self.services, self.sender().property("leads_to")))


class AsksAway(Dialog):
    """A dialog whose act takes the keyring or the line, off the main thread; closed before, nobody is told."""

    def __init__(
        self, parent: QWidget | None, services: DeskServices, jobs: Jobs, title: str, act: str, waits: str
    ) -> None:
        super().__init__(parent, title, act, say.sentence)
        self._services, self._jobs = services, jobs
        self._job: Job | None = None
        self._asking = Words(waits, "second", wrap=True)
        self._asking.hide()
        self.body.insertWidget(1, self._asking)

    def _away(self, title: str, work: Any) -> None:
        self._wait(True)
        job = self._jobs.run(title, work, done=self._done, failed=self._failed, lane=NETWORK)
        self._job = job if self._asking.isVisibleTo(self) else None

    def _wait(self, waiting: bool) -> None:
        self._asking.setVisible(waiting)
        self.act.setEnabled(not waiting)
        self.form.setEnabled(not waiting)

    @Slot(object)
    def _done(self, said: str) -> None:
        self._job = None
        self._wait(False)
        self.told.emit(said, None)
        self.accept()

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self._job = None
        self._wait(False)
        if isinstance(problem, DeskError):
            with self.refusals():
                raise problem

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.then(None, None)
            self._job.cancel()
            self._job = None
        super().done(result)


@dataclass(frozen=True, slots=True)
class _Typed:
    account: Account
    password: str = field(repr=False)


class AccountDialog(AsksAway):
    """The server, and whom messages come from."""

    def __init__(self, parent: QWidget | None, services: DeskServices, jobs: Jobs) -> None:
        waits = _("Keeping the password…")
        super().__init__(parent, services, jobs, _("The mail account"), _("Keep"), waits)
        row, place = services.mail_accounts.get(), services.places.get()
        known = row.account if row is not None else None
        self.sender_email = self.form.add(
            _("Our address"),
            QLineEdit(known.sender_email if known else place.email),
            help=_("Messages come from it."),
            key="sender_email",
        )
        self.sender_name = self.form.add(
            _("Our name"), QLineEdit(known.sender_name if known else place.name), key="sender_name"
        )
        self.server = self.form.add(
            _("Mail server"),
            QLineEdit(known.server if known else ""),
            help=_("Whoever gave you the address says which: “outgoing mail” or “SMTP”."),
            key="server",
        )
        self.server.setPlaceholderText("smtp.example.org")
        kinds = (
            (Security.TLS, _("Secured from the start (the usual one)")),
            (Security.STARTTLS, _("Secured after a word (STARTTLS)")),
            (Security.NONE, _("Not secured: this computer only")),
        )
        self.security = self.form.add(_("Connection"), Choice(kinds), key="security")
        self.port = self.form.add(_("Port"), NumberField(PORTS[Security.TLS], 1, 65535), key="port")
        self.user = self.form.add(_("Name to sign in with"), QLineEdit(known.user if known else ""), key="user")
        self.word = QLineEdit()
        self.word.setEchoMode(QLineEdit.EchoMode.Password)
        self.word.setPlaceholderText(_("as it is") if known is not None and known.user else "")
        help_line = _("Kept in this computer’s keyring, never in the desk nor in its copies.")
        self.form.add(_("Password"), self.word, key="password", help=help_line)
        if known is not None:
            self.security.choose(known.security)
            self.port.setValue(known.port)
            self.foot.insertWidget(0, button(_("Send no more from here"), self._remove, look="quiet"))
        self.security.currentIndexChanged.connect(self._usual_port)

    @Slot()
    def _usual_port(self) -> None:
        self.port.setValue(PORTS[Security(str(self.security.choice))])

    def _read(self) -> Account:
        return Account(
            self.server.text(),
            self.port.value(),
            Security(str(self.security.choice)),
            self.user.text().strip(),
            self.sender_name.text(),
            self.sender_email.text(),
        )

    def commit(self) -> bool:
        account = self._services.mail_accounts.check(self._read())
        self._away(_("Keeping the mail account"), partial(_kept, self._services, _Typed(account, self.word.text())))
        return False

    @Slot()
    def _remove(self) -> None:
        if self.act.isEnabled():
            self._away(_("Taking the mail account away"), partial(_removed, self._services))


class PasswordDialog(AsksAway):
    """The password, typed once more."""

    def __init__(self, parent: QWidget | None, services: DeskServices, jobs: Jobs) -> None:
        waits = _("Keeping the password…")
        super().__init__(parent, services, jobs, _("Password of the mail account"), _("Keep"), waits)
        row = services.mail_accounts.get()
        if row is not None:
            self.body.insertWidget(0, Words(f"{row.account.user} · {row.account.server}", "second", wrap=True))
        self.word = QLineEdit()
        self.word.setEchoMode(QLineEdit.EchoMode.Password)
        help_line = _("Kept in this computer’s keyring, never in the desk nor in its copies.")
        self.form.add(_("Password"), self.word, key="password", help=help_line)

    def commit(self) -> bool:
        if not self.word.text():
            raise MissingFact(field="password", who="")
        self._away(_("Keeping the password"), partial(_signed_in, self._services, self.word.text()))
        return False


class TryDialog(AsksAway):
    """A message to oneself; what the server answers is told as it is."""

    def __init__(self, parent: QWidget | None, services: DeskServices, jobs: Jobs) -> None:
        waits = _("Asking the mail server…")
        super().__init__(parent, services, jobs, _("Send me a test"), _("Send"), waits)
        self.to = self.form.add(_("To"), QLineEdit(services.places.get().email), key="email")

    def commit(self) -> bool:
        if not self.to.text().strip():
            raise MissingFact(field="email", who="")
        self._away(_("Asking the mail server"), partial(_tried, self._services, self.to.text()))
        return False


def _kept(services: DeskServices, typed: _Typed, _progress: Progress) -> str:
    services.mail_accounts.keep(typed.account)
    said = _("Messages leave from here now. “Send me a test” shows that they do.")
    if typed.password and not services.mail_accounts.sign_in(typed.password):
        said += " " + _("This computer has no keyring: the password is kept until the window closes.")
    return said


def _signed_in(services: DeskServices, password: str, _progress: Progress) -> str:
    if services.mail_accounts.sign_in(password):
        return _("The password is kept; what waited leaves in a moment.")
    return _("This computer has no keyring: the password is kept until the window closes.")


def _removed(services: DeskServices, _progress: Progress) -> str:
    services.mail_accounts.remove()
    return _("No message leaves from here any more. What waited is still there.")


def _tried(services: DeskServices, to: str, _progress: Progress) -> str:
    row = services.mail_accounts.get()
    if row is None:
        raise MissingFact(field="server", who="")
    try:
        said = services.postman.try_out(row.account, services.mail_accounts.password(), to)
    except MailNotAccepted as refusal:
        refusal.facts.setdefault("field", "email")
        raise
    facts = {"to": to.strip(), "said": said}
    return _("The mail server took it: “%(said)s”. Look whether it arrives at %(to)s.") % facts
