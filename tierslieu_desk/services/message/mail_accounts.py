"""The account that messages are handed in to: its server, whom they come from, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert

from tierslieu_desk import errors
from tierslieu_desk.models.messages import MailAccount, Message
from tierslieu_desk.network.addresses import is_this_computer
from tierslieu_desk.rules import messages as rules
from tierslieu_desk.rules.messages import Security, State
from tierslieu_desk.services.keeping import passwords
from tierslieu_desk.services.rights import Right, asking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tierslieu_desk.services.desk import Desk

NEEDS_SOMEBODY = frozenset({"password", "password_missing", "readable", "not_secured"})
"""What stands in the way until somebody acts."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where messages are handed in, without its password."""

    server: str
    port: int
    security: Security
    user: str
    sender_name: str
    sender_email: str

    @property
    def key(self) -> str:
        """The name its password is kept under."""
        return f"mail {self.user}@{self.server}"


@dataclass(frozen=True, slots=True)
class AccountRow:
    """The account, what stands in the way (`why`, empty when nothing), the server's words, since and until when."""

    account: Account
    why: str
    said: str
    since: datetime | None
    next_try: datetime | None

    def at_rest(self, now: datetime) -> bool:
        """Whether nothing is tried by itself at that instant.

        A time further ahead than one ever rests comes from a clock that was wrong, and is not waited for.
        """
        if not self.why:
            return False
        return self.next_try is None or now < self.next_try <= now + rules.LONGEST_WAIT


@asking({Right.SETTINGS: "keep sign_in remove"})
class MailAccounts:
    """The one account."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self) -> AccountRow | None:
        """None: messages are written in one's own mail program."""
        with self._desk.store.reading() as session:
            return read(session)

    def check(self, account: Account) -> Account:
        """The account as it may be kept. Raises `MissingFact`, `WrongIdentifier`, `AddressUnusable`."""
        server = account.server.strip()
        if not server:
            raise errors.MissingFact(field="server", who="")
        if any(c.isspace() or c in "/@" for c in server):
            raise errors.AddressUnusable(kind="server", reason="mail_server", field="server")
        try:
            sender = rules.address(account.sender_email)
        except errors.WrongIdentifier as refusal:
            refusal.facts["field"] = "sender_email"
            raise
        user = account.user.strip()
        if user and account.security is Security.NONE and not is_this_computer(server):
            raise errors.AddressUnusable(kind="server", reason="mail_readable", field="security")
        return Account(server, account.port, account.security, user, rules.one_line(account.sender_name), sender)

    def keep(self, account: Account) -> None:
        """Hand messages in there from now on; what waited is tried at once. Raises as `check` does."""
        new = self.check(account)
        values = {
            "server": new.server,
            "port": new.port,
            "security": new.security.value,
            "user": new.user,
            "sender_name": new.sender_name,
            "sender_email": new.sender_email,
        }
        clear = {"why": "", "said": "", "since": None, "next_try": None}
        before = self.get()
        with self._desk.store.writing() as session:
            row = insert(MailAccount).values(id=1, **values)
            session.execute(row.on_conflict_do_update(["id"], set_=values | clear))
            session.execute(update(Message).where(Message.state == State.WAITING.value).values(next_try=None))
            self._desk.note(session, "changed", "mail_account", 1, server=new.server, sender=new.sender_email)
        if before is not None and before.account.user and before.account.key != new.key:
            passwords.forget(before.account.key)

    def password(self) -> str:
        """What is kept for the account, empty when nothing is; may ask the keyring, so not on a window's thread."""
        row = self.get()
        return passwords.password_of(row.account.key) if row is not None and row.account.user else ""

    def sign_in(self, password: str) -> bool:
        """Keep the password and try again what waited. False when this system has no keyring: until the program ends.

        Raises `NotFound` without an account.
        """
        row = self.get()
        if row is None:
            raise errors.NotFound(what="mail_account", id=1)
        kept = passwords.remember(row.account.key, password)
        self.wake()
        return kept

    def wake(self) -> None:
        """Somebody changed what stood in the way: try again at the next run."""
        with self._desk.store.writing() as session:
            clear(session)

    def remove(self) -> None:
        """Messages wait, or are written in one's own mail program; no password is kept."""
        row = self.get()
        if row is None:
            return
        with self._desk.store.writing() as session:
            session.execute(delete(MailAccount))
            self._desk.note(session, "removed", "mail_account", 1, server=row.account.server)
        if row.account.user:
            passwords.forget(row.account.key)


def read(session: Session) -> AccountRow | None:
    """The account as it stands."""
    found = session.execute(
        select(
            MailAccount.server,
            MailAccount.port,
            MailAccount.security,
            MailAccount.user,
            MailAccount.sender_name,
            MailAccount.sender_email,
            MailAccount.why,
            MailAccount.said,
            MailAccount.since,
            MailAccount.next_try,
        )
    ).first()
    if found is None:
        return None
    server, port, security, *who, why, said, since, next_try = found
    return AccountRow(Account(server, port, Security(security), *who), why, said, since, next_try)


def clear(session: Session) -> None:
    """Nothing stands in the way."""
    session.execute(update(MailAccount).values(why="", said="", since=None, next_try=None))


def hold_back(session: Session, why: str, said: str, now: datetime, until: datetime | None) -> None:
    """All messages wait until then, or until somebody acts (None). Since when is kept while it goes on."""
    since = session.scalar(select(MailAccount.since).where(MailAccount.why == why))
    session.execute(update(MailAccount).values(why=why, said=said, since=since or now, next_try=until))
