"""A real mail server on loopback that does what mail servers do to people: it cuts, delays, greylists and refuses."""

from __future__ import annotations

import asyncio
import base64
import email
import logging
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "camille", "mot de passe é"
LATE_SECONDS = 0.6
"""Longer than the tests wait."""

NOTHING = ""
CUT_AT_CONNECT, CUT_AT_MAIL, CUT_IN_DATA = "cut at connect", "cut at mail", "cut in data"
CUT_AFTER_DOT, LOST_AFTER_DOT, LATE_AFTER_DOT = "cut after the dot", "lost after the dot", "late after the dot"
LATE_AT_RCPT, CLOSING = "late at rcpt", "closing"
GREYLIST, LATER_AT_DATA, LATER_AFTER_DATA = "greylist", "later at data", "later after data"
NOBODY, TOO_LARGE, SPAM = "nobody", "too large", "spam"
NONSENSE_AT_RCPT, NONSENSE_AFTER_DOT = "nonsense at rcpt", "nonsense after the dot"
MOODS_BEFORE = (
    *(CUT_AT_MAIL, CUT_IN_DATA, LATE_AT_RCPT, CLOSING, GREYLIST, LATER_AT_DATA, LATER_AFTER_DATA, NONSENSE_AT_RCPT),
)
"""Nothing is kept, and another try may succeed."""
MOODS_REFUSING = (NOBODY, TOO_LARGE, SPAM)
MOODS_OPEN = (CUT_AFTER_DOT, LOST_AFTER_DOT, LATE_AFTER_DOT, NONSENSE_AFTER_DOT)
"""Nobody can know whether it arrived."""


@dataclass
class Post:
    """A running server: where it is, what it took, how often each message was handed in to its end.

    `moods` answers what to do with a recipient at this try; `at_connect` with a connection; `refusal` is said to a
    wrong password, `slow_seconds` waited before each piece of a message is read.
    """

    port: int = 0
    delivered: list[tuple[str, EmailMessage]] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)
    tries: Counter[str] = field(default_factory=Counter)
    connections: int = 0
    lines: list[Any] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    moods: Callable[[str, int], str] = lambda _to, _try: NOTHING
    refusal: Callable[[str], str] = lambda _password: "535 5.7.8 Who are you"
    at_connect: Callable[[int], str] = lambda _number: NOTHING
    slow_seconds: float = 0.0

    def counted(self) -> Counter[str]:
        """How often each message arrived, by whom it was for."""
        return Counter(to for to, _message in self.delivered)


class _Hostile(SMTP):
    def __init__(self, post: Post, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._post = post
        self.mood = NOTHING
        self._cutting = False

    def connection_made(self, transport: Any) -> None:
        first = getattr(self, "_seen", None) is None
        self._seen = True
        super().connection_made(transport)
        if first:
            self._post.connections += 1
            self._post.lines.append(transport)
            if self._post.at_connect(self._post.connections) == CUT_AT_CONNECT:
                transport.abort()

    def data_received(self, data: bytes) -> None:
        if self._cutting:
            self.cut()
            return
        super().data_received(data)
        if self._post.slow_seconds and len(data) > 4096:
            time.sleep(self._post.slow_seconds)  # as at the end of a slow line

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        if self.mood == LATER_AT_DATA:
            await self.push("451 4.3.0 Not just now")
            return
        self._cutting = self.mood == CUT_IN_DATA
        await super().smtp_DATA(arg)

    def cut(self) -> None:
        assert self.transport is not None
        self.transport.abort()


class _Handler:
    def __init__(self, post: Post) -> None:
        self._post = post

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: _Hostile, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        post = self._post
        post.tries[address] += 1
        server.mood = mood = post.moods(address, post.tries[address])
        if mood == CUT_AT_MAIL:
            server.cut()
        elif mood == LATE_AT_RCPT:
            await asyncio.sleep(LATE_SECONDS)
        elif mood == CLOSING:
            return "421 4.3.2 The shop closes"
        elif mood == GREYLIST:
            return "451 4.7.1 Greylisted, come back later"
        elif mood == NOBODY:
            return "550 5.1.1 No such person here"
        elif mood == NONSENSE_AT_RCPT:
            return "bonjour"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: _Hostile, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        post, mood = self._post, server.mood
        (to,) = envelope.rcpt_tos
        post.ends[to] += 1
        if mood == LATER_AFTER_DATA:
            return "452 4.3.1 No room just now"
        if mood == TOO_LARGE:
            return "552 5.3.4 Too large"
        if mood == SPAM:
            return "554 5.7.1 We do not like this"
        if mood == LOST_AFTER_DOT:
            server.cut()
            return "250 OK"
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=policy.SMTP)
        assert isinstance(message, EmailMessage)
        post.delivered.append((to, message))
        if mood == CUT_AFTER_DOT:
            server.cut()
        elif mood == LATE_AFTER_DOT:
            await asyncio.sleep(LATE_SECONDS)
        elif mood == NONSENSE_AFTER_DOT:
            return "merci bien"
        return "250 2.0.0 Taken"


@contextmanager
def post_office(
    *, signs_in: bool = False, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None
) -> Iterator[Post]:
    """A server of its own thread, gone at the end."""
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    post = Post()

    def authenticate(_server: SMTP, _session: Session, _envelope: Envelope, _kind: str, data: LoginPassword) -> Any:
        post.signed_in.append(data.login.decode())
        known = data.login == USER.encode() and data.password == PASSWORD.encode()
        said = post.refusal(data.password.decode())
        return AuthResult(success=known, handled=False, message=None if known else said)

    named: dict[str, Any] = {"tls_context": starttls} if starttls else {}
    if signs_in:
        named |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False}
    loop = asyncio.new_event_loop()

    async def serve() -> asyncio.Server:
        return await loop.create_server(
            lambda: _Hostile(post, _Handler(post), loop=loop, **named), "127.0.0.1", 0, ssl=tls
        )

    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(serve(), loop).result(20)
    post.port = server.sockets[0].getsockname()[1]
    try:
        yield post
    finally:
        asyncio.run_coroutine_threadsafe(_closed(server, post), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        loop.close()


async def _closed(server: asyncio.Server, post: Post) -> None:
    server.close()
    for line in post.lines:
        with suppress(AttributeError):  # a secured one that was closed twice has forgotten what it would abort
            line.abort()
    await asyncio.sleep(0)
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0)


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key."""
    pem, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName=DNS:{name},IP:127.0.0.1", "-keyout", str(key), "-out", str(pem)),
        ],
        check=True,
        capture_output=True,
    )
    return pem, key


def serving(pem: Path, key: Path) -> ssl.SSLContext:
    """What a server shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    return context


def trusting(pem: Path) -> ssl.SSLContext:
    """Somebody who knows that certificate."""
    context = ssl.create_default_context(cafile=str(pem))
    context.check_hostname = True
    return context


def coded(user: str, password: str) -> tuple[str, str]:
    """How a password travels, both ways of signing in."""
    both = f"\0{user}\0{password}".encode()
    return base64.b64encode(both).decode(), base64.b64encode(password.encode()).decode()
