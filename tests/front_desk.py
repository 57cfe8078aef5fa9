"""A desk with an account at a mail server, and the means to tell people things, for the tests of what leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import mail_peers

from tierslieu_desk.network.smtp import MailConnection, MailServer, Patience
from tierslieu_desk.rules.messages import Purpose, Security, State
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.message.mail_accounts import Account, MailAccounts
from tierslieu_desk.services.message.message_rows import PaperRef
from tierslieu_desk.services.message.messages import Addressee, Messages
from tierslieu_desk.services.message.postman import Postman
from tierslieu_desk.wallclock import StoppedClock

QUICK = Patience(0.3, 0.3, 0.02)


def quick(server: MailServer) -> MailConnection:
    return MailConnection(server, QUICK)


class Front:
    """A desk with an account at a server, and the means to tell people things."""

    def __init__(self, desk: Desk, connect: Callable[[MailServer], MailConnection] = quick) -> None:
        self.desk = desk
        self.papers = Papers(desk.store.folder)
        self.messages = Messages(desk, self.papers)
        self.accounts = MailAccounts(desk)
        self.postman = Postman(desk, self.papers, connect)

    def account(
        self, port: int, *, user: str = "", security: Security = Security.NONE, server: str = "127.0.0.1"
    ) -> None:
        self.accounts.keep(Account(server, port, security, user, "L’Étang Vert", "accueil@etangvert.example"))

    def tell(self, email: str, text: str = "Bonjour", papers: tuple[PaperRef, ...] = (), name: str = "Léa") -> int:
        facts = {"subject": "Un mot", "text": text}
        draft = self.messages.offer(Purpose.PLAIN, Addressee(name, email), facts, papers=papers)
        return self.messages.queue(draft)

    def state(self, number: int) -> tuple[State, str]:
        row = self.messages.get(number)
        return row.state, row.why

    def later(self, by: timedelta) -> None:
        assert isinstance(self.desk.clock, StoppedClock)
        self.desk.clock.advance(by)


def always(mood: str) -> Callable[[str, int], str]:
    return lambda _to, _try: mood


def first_time(mood: str) -> Callable[[str, int], str]:
    return lambda _to, number: mood if number == 1 else mail_peers.NOTHING
