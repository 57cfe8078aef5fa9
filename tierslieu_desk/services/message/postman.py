"""Hands in what waits, over the line: each message once, or shown as refused or as unsure, never twice by itself.

Before the last line of a message goes out, the store says `sending`, safe on the disk. Whatever ends this process
between that and the answer (a cut, a stall, a power cut) leaves it open whether the message arrived: the next run shows
it as `unsure`, and only a person sends it again. Any other end is before that line, and the next run simply tries.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from tierslieu_desk import errors
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.messages import Message
from tierslieu_desk.network.envelopes import travelling
from tierslieu_desk.network.faults import CertificateNotTrusted, LineFault
from tierslieu_desk.network.mail_faults import (
    AccountRefused,
    MailCut,
    MailLater,
    MailRefused,
    NoAnswer,
    ServerAway,
)
from tierslieu_desk.network.smtp import MailConnection, MailServer
from tierslieu_desk.rules import messages as rules
from tierslieu_desk.rules.messages import State
from tierslieu_desk.services.keeping import leases, passwords
from tierslieu_desk.services.message import mail_accounts
from tierslieu_desk.services.message.mail_accounts import Account, AccountRow
from tierslieu_desk.services.message.message_rows import MessageRow, read
from tierslieu_desk.services.message.post_content import content_of
from tierslieu_desk.services.money import numbers_aside

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from sqlalchemy.sql.dml import ReturningUpdate

    from tierslieu_desk.services.desk import Desk
    from tierslieu_desk.services.file.papers import Papers

LEASE = "messages"
MOST_CUTS = 3
"""So many connections cut one after the other concern the line, not the messages."""
MOST_TRIES = 36
"""So many times "later", each wait twice the one before and four hours at most, are five days."""
LONGEST_WITHOUT_A_LINE = timedelta(seconds=45)
"""Nobody is bothered by a try that reaches no server, and messages go soon after the line is back."""
SHORTEST_AWAY, LONGEST_AWAY = timedelta(minutes=1), timedelta(hours=1)
Told = Callable[[int, int, str], object]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PostRun:
    """What one run did. `why` stands in the way of all, as in `AccountRow`; `busy`: another window is at it."""

    sent: int = 0
    refused: int = 0
    unsure: int = 0
    later: int = 0
    why: str = ""
    busy: bool = False


class Postman:
    """One run at a time over all processes. The line is never used inside a unit of work."""

    def __init__(
        self, desk: Desk, papers: Papers, connect: Callable[[MailServer], MailConnection] = MailConnection
    ) -> None:
        self._desk = desk
        self._papers = papers
        self._connect = connect

    def due(self) -> bool:
        """Whether something is to be handed in by itself now; quick, and nothing is asked of the line."""
        now = self._desk.clock.now()
        with self._desk.store.reading() as session:
            account = mail_accounts.read(session)
            if account is None:
                return False
            if session.scalar(select(Message.id).where(Message.state == State.SENDING.value).limit(1)) is not None:
                return True
            waits = select(Message.id).where(_due(now)).limit(1)
            return not account.at_rest(now) and session.scalar(waits) is not None

    def run(self, told: Told | None = None, *, unattended: bool = True) -> PostRun:
        """Hand in what is due; not `unattended`, somebody asked for it: what rests is tried too.

        What the line does is never raised: it is the state of each message and of the account.
        """
        with leases.lease(self._desk, LEASE) as held:
            if held is None:
                return PostRun(busy=True)
            unsure = self._own_up()
            account = self._account()
            now = self._desk.clock.now()
            if account is None or (unattended and account.at_rest(now)):
                return PostRun(unsure=unsure, why="" if account is None else account.why)
            with self._desk.store.reading() as session:
                wanted = _due(now) if unattended else Message.state == State.WAITING.value
                found = session.scalars(select(Message.id).where(wanted).order_by(Message.queued_at, Message.id)).all()
            if not found:
                return PostRun(unsure=unsure, why=account.why)
            done = _Round(self, account.account, held, told).go(found)
            return replace(done, unsure=done.unsure + unsure)

    def _own_up(self) -> int:
        """What was on its way when its process ended: nobody else is at it, since the lease is ours.

        And what waited in a copy that was put back: it may have left between that copy and now.
        """
        left = (
            update(Message)
            .where(Message.state == State.SENDING.value)
            .values(state=State.UNSURE.value, why="ended", version=Message.version + 1)
            .returning(Message.id)
        )
        with self._desk.store.writing() as session:
            found = session.scalars(left).all()
            back = session.scalar(
                select(func.max(JournalEntry.at, type_=JournalEntry.at.type)).where(
                    JournalEntry.act == numbers_aside.ACT, JournalEntry.subject == numbers_aside.SUBJECT
                )
            )
            if back is not None:
                found = [*found, *session.scalars(_from_a_copy(back))]
            for number in found:
                self._desk.note(session, "unsure", "message", number)
        return len(found)

    def _account(self) -> AccountRow | None:
        with self._desk.store.reading() as session:
            return mail_accounts.read(session)

    def try_out(self, account: Account, password: str, to: str) -> str:
        """Send a message to oneself with an account that is not kept yet; the server's answer.

        Raises `MailNotAccepted`, `WrongIdentifier`, `AddressUnusable`, `MissingFact`.
        """
        checked = mail_accounts.MailAccounts(self._desk).check(account)
        to = rules.address(to)
        content = content_of(checked, None, to, self._desk.clock.now())
        try:
            connection = self._connect(_server(checked, password))
            try:
                said = connection.deliver(travelling(checked.sender_email), travelling(to), content, _at_once)
            finally:
                connection.leave()
        except LineFault as fault:
            reason, said = of_fault(fault)
            raise errors.MailNotAccepted(server=checked.server, reason=f"mail_{reason}", said=said) from fault
        return said

    # What one message goes through, each a unit of work of its own.

    def letter(self, number: int, account: Account) -> tuple[MessageRow, bytes]:
        """The message and its bytes. Raises `FileMissing`, `FileUnreadable`, `UnicodeError`."""
        with self._desk.store.reading() as session:
            row = read(session, self._desk, number)
            queued = session.execute(select(Message.queued_at).where(Message.id == number)).scalar_one()
        return row, content_of(account, row, row.email, queued, self._papers)

    def row(self, number: int) -> MessageRow:
        """The message as it stands."""
        with self._desk.store.reading() as session:
            return read(session, self._desk, number)

    def going(self, row: MessageRow) -> bool:
        """Write down that its last line goes now; False when it was changed or withdrawn since it was read."""
        mine = (Message.id == row.id, Message.state == State.WAITING.value, Message.version == row.version)
        with self._desk.store.writing() as session:
            marked = update(Message).where(*mine).values(state=State.SENDING.value).returning(Message.id)
            return session.execute(marked).first() is not None

    def settle(
        self, row: MessageRow, state: State, why: str = "", said: str = "", rest: timedelta | None = None
    ) -> None:
        """How a try of it ended; one that was changed or withdrawn meanwhile stays what it was made."""
        now = self._desk.clock.now()
        gone = state is State.SENT
        open_states = (State.WAITING, State.SENDING, State.UNSURE) if gone else (State.WAITING, State.SENDING)
        values: dict[str, object] = {
            "state": state.value,
            "why": why,
            "said": said,
            "tries": Message.tries + 1,
            "next_try": None if rest is None else now + rest,
            "done_at": now if gone else None,
            "version": Message.version + 1,
        }
        mine = [Message.id == row.id, Message.state.in_(open_states)]
        if not gone:
            mine.append(Message.version == row.version)
        with self._desk.store.writing() as session:
            done = session.execute(update(Message).where(*mine).values(**values).returning(Message.id)).first()
            if done is not None and state is not State.WAITING:
                self._desk.note(session, state.value, "message", row.id, why=why, said=said)
            if gone:
                mail_accounts.clear(session)

    def not_gone(self, row: MessageRow) -> None:
        """The server left before it took the message: the try was none."""
        mine = (Message.id == row.id, Message.version == row.version, Message.state == State.SENDING.value)
        with self._desk.store.writing() as session:
            session.execute(update(Message).where(*mine).values(state=State.WAITING.value))

    def hold_back(self, fault: LineFault | None) -> str:
        """All wait: until when, and why. None: no password is kept."""
        why, said = ("password_missing", "") if fault is None else of_fault(fault)
        now = self._desk.clock.now()
        with self._desk.store.writing() as session:
            until = None if why in mail_accounts.NEEDS_SOMEBODY else now + _rest(session, why, now)
            mail_accounts.hold_back(session, why, said, now, until)
        return why

    def server(self, account: Account) -> MailServer | None:
        """Where to go, with the password; None when one is needed and none is kept."""
        password = passwords.password_of(account.key) if account.user else ""
        return None if account.user and not password else _server(account, password)

    def connect(self, server: MailServer) -> MailConnection:
        """A connection. Raises what `MailConnection` raises."""
        return self._connect(server)


class _Round:
    """One run over the messages that are due, over as few connections as it takes."""

    def __init__(self, postman: Postman, account: Account, held: leases.Held, told: Told | None) -> None:
        self._postman, self._account, self._held, self._told = postman, account, held, told
        self._connection: MailConnection | None = None
        self._cuts = 0
        self._done = PostRun()

    def go(self, numbers: Sequence[int]) -> PostRun:
        server = self._postman.server(self._account)
        if server is None:
            return replace(self._done, why=self._postman.hold_back(None))
        try:
            for place, number in enumerate(numbers):
                if not self._held.renew():
                    break
                if self._told is not None:
                    self._told(place, len(numbers), "")
                if not self._one(number, server):
                    break
        finally:
            if self._connection is not None:
                self._connection.leave()
        return self._done

    def _one(self, number: int, server: MailServer) -> bool:
        """Whether the round goes on."""
        postman = self._postman
        try:
            row, content = postman.letter(number, self._account)
        except (errors.FileMissing, errors.FileUnreadable) as lost:
            self._unsendable(number, "paper_gone", str(lost.facts.get("file", "")))
            return True
        except (UnicodeError, ValueError):
            self._unsendable(number, "address", "")
            return True
        if row.state is not State.WAITING:
            return True
        try:
            if self._connection is None:
                self._connection = postman.connect(server)
            said = self._connection.deliver(
                travelling(self._account.sender_email), travelling(row.email), content, partial(postman.going, row)
            )
        except (ServerAway, CertificateNotTrusted, AccountRefused) as fault:
            self._drop()
            postman.not_gone(row)
            self._done = replace(self._done, why=postman.hold_back(fault))
            return False
        except LineFault as fault:
            return self._ended(row, fault)
        except BaseException:
            self._drop()
            raise
        if not said:
            self._connection = None
            return True
        postman.settle(row, State.SENT, said=said)
        self._cuts = 0
        self._done = replace(self._done, sent=self._done.sent + 1)
        return True

    def _ended(self, row: MessageRow, fault: LineFault) -> bool:
        """What concerns this message alone, unless it goes on with the next ones."""
        postman, done = self._postman, self._done
        why, said = of_fault(fault)
        if isinstance(fault, MailRefused) or (isinstance(fault, MailLater) and row.tries + 1 >= MOST_TRIES):
            postman.settle(row, State.REFUSED, why, said)
            self._done = replace(done, refused=done.refused + 1)
            return True
        if isinstance(fault, NoAnswer):
            postman.settle(row, State.UNSURE, why, said)
            self._done = replace(done, unsure=done.unsure + 1)
        else:
            postman.settle(row, State.WAITING, why, said, rules.wait_after(row.tries + 1))
            self._done = replace(done, later=done.later + 1)
        if isinstance(fault, MailLater):
            return True
        self._drop()
        self._cuts += 1
        if self._cuts < MOST_CUTS:
            return True
        self._done = replace(self._done, why=postman.hold_back(ServerAway(said, line=False)))
        return False

    def _unsendable(self, number: int, why: str, said: str) -> None:
        """It cannot be put together: no line will help."""
        row = self._postman.row(number)
        self._postman.settle(row, State.REFUSED, why, said)
        self._done = replace(self._done, refused=self._done.refused + 1)

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def of_fault(fault: LineFault) -> tuple[str, str]:
    """The reason in a word, and the server's own words."""
    if isinstance(fault, CertificateNotTrusted):
        return "certificate", ""
    if isinstance(fault, AccountRefused | MailRefused):
        return fault.why, fault.said
    if isinstance(fault, ServerAway):
        return ("line", "") if fault.line else ("away", fault.said)
    if isinstance(fault, MailLater):
        return "later", fault.said
    if isinstance(fault, MailCut):
        return "cut", ""
    return "no_answer", ""


def _due(now: datetime) -> ColumnElement[bool]:
    """A time further ahead than one ever rests comes from a clock that was wrong, and is not waited for."""
    rests = and_(Message.next_try > now, Message.next_try <= now + rules.LONGEST_WAIT)
    return and_(Message.state == State.WAITING.value, or_(Message.next_try.is_(None), ~rests))


def _from_a_copy(put_back_at: datetime) -> ReturningUpdate[tuple[int]]:
    old = (Message.state == State.WAITING.value, Message.queued_at < put_back_at)
    values = {"state": State.UNSURE.value, "why": "copy", "version": Message.version + 1}
    return update(Message).where(*old).values(**values).returning(Message.id)


def _rest(session: Session, why: str, now: datetime) -> timedelta:
    """Without a line, a moment; a server that answers and does not want us, longer each time, up to an hour."""
    row = mail_accounts.read(session)
    age = now - row.since if row is not None and row.why == why and row.since is not None else timedelta()
    if why in {"line", "certificate"}:
        return min(max(age, timedelta(seconds=1)), LONGEST_WITHOUT_A_LINE) * random.random()  # noqa: S311 - spreads tries
    return min(max(age, SHORTEST_AWAY), LONGEST_AWAY)


def _server(account: Account, password: str) -> MailServer:
    return MailServer(account.server, account.port, account.security, account.user, password)


def _at_once() -> bool:
    return True
