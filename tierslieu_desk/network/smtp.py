"""The one way to a mail server: signed in to safely, one message at a time, and what happened told for certain.

A message is the server's from the moment it answers to its last line. Before that line it keeps nothing; after it,
without an answer, nobody knows. So whoever sends is asked between the two (`before_the_end`), and writes down that it
is about to go.
"""

from __future__ import annotations

import base64
import contextlib
import re
import select
import smtplib
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tierslieu_desk.network.addresses import is_this_computer
from tierslieu_desk.network.faults import CertificateNotTrusted
from tierslieu_desk.network.mail_faults import (
    AccountRefused,
    MailCut,
    MailLater,
    MailRefused,
    NoAnswer,
    ServerAway,
)
from tierslieu_desk.rules.messages import Security

STALL_SECONDS = 30.0
"""No answer for that long is a stall; RFC 5321 would wait ten minutes for the last one, and a window cannot."""
LAST_ANSWER_SECONDS = 120.0
"""How long the answer to the last line is waited for: giving up sooner leaves it open whether it arrived."""
GRACE_SECONDS = 0.03
"""How long one looks, before the last line, whether the server has hung up on us meanwhile."""
_US = "[127.0.0.1]"
"""What we call ourselves: this computer's name is nobody's business (RFC 5321, section 4.1.3)."""
_AUTH_NEEDED, _CLOSING, _TOO_LARGE = 530, 421, 552
_PIECE = 16_384
"""A large paper goes in pieces, each with the patience of a stall: on a slow line the whole takes longer than that."""
_HIDDEN = "•••"
_LONE_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where to hand messages in, and as whom."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what."""

    stall_seconds: float = STALL_SECONDS
    last_answer_seconds: float = LAST_ANSWER_SECONDS
    grace_seconds: float = GRACE_SECONDS


def _system_certificates() -> ssl.SSLContext:
    import truststore

    context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return context


class MailConnection:
    """One connection. Raises `ServerAway`, `CertificateNotTrusted`, `AccountRefused` when it cannot be had.

    The password goes over a line that nobody else can read, or to this very computer, or not at all.
    """

    def __init__(
        self,
        server: MailServer,
        patience: Patience = Patience(),
        certificates: Callable[[], ssl.SSLContext] = _system_certificates,
    ) -> None:
        self._patience = patience
        self._secrets = _secrets_of(server)
        if server.user and server.security is Security.NONE and not is_this_computer(server.host):
            raise AccountRefused(AccountRefused.READABLE)
        with _reaching():
            self._smtp = self._called(server, certificates)
        try:
            with _reaching():
                self._greet(server, certificates)
                self._sign_in(server)
        except BaseException:
            self.close()
            raise

    def _called(self, server: MailServer, certificates: Callable[[], ssl.SSLContext]) -> smtplib.SMTP:
        host, port, wait = server.host, server.port, self._patience.stall_seconds
        if server.security is Security.TLS:
            return smtplib.SMTP_SSL(host, port, local_hostname=_US, timeout=wait, context=certificates())
        return smtplib.SMTP(host, port, local_hostname=_US, timeout=wait)

    def _greet(self, server: MailServer, certificates: Callable[[], ssl.SSLContext]) -> None:
        self._smtp.ehlo_or_helo_if_needed()
        if server.security is Security.STARTTLS:
            if not self._smtp.has_extn("starttls"):
                raise AccountRefused(AccountRefused.NOT_SECURED)
            code, said = self._smtp.starttls(context=certificates())
            if code != 220:
                raise ServerAway(self._told(said), line=False)
            self._smtp.ehlo()

    def _sign_in(self, server: MailServer) -> None:
        if not server.user:
            return
        code, answer = self._authenticate(server.user, server.password)
        if code in {235, 503}:
            return
        said = self._told(answer)
        if 500 <= code < 600:
            raise AccountRefused(AccountRefused.PASSWORD, said)
        raise ServerAway(said, line=False)

    def _authenticate(self, user: str, password: str) -> tuple[int, bytes]:
        """By the ways of today; `smtplib` signs in with ASCII alone, and passwords are written as people write."""
        offered = str(self._smtp.esmtp_features.get("auth", "")).upper().split()
        if "PLAIN" in offered:
            return self._smtp.docmd("AUTH", f"PLAIN {_in_base64(f'{chr(0)}{user}{chr(0)}{password}')}")
        if "LOGIN" in offered:
            code, said = self._smtp.docmd("AUTH", f"LOGIN {_in_base64(user)}")
            return self._smtp.docmd(_in_base64(password)) if code == 334 else (code, said)
        raise AccountRefused(AccountRefused.NOT_SECURED)

    def deliver(self, sender: str, to: str, content: bytes, before_the_end: Callable[[], bool]) -> str:
        """Hand one message in; returns what the server said when it took it.

        `before_the_end` is called once everything but the last line is out; False takes the message back, and nothing
        is delivered (the answer is then empty). What it wrote down must be safe on the disk when it returns.

        Raises `MailLater`, `MailRefused`, `MailCut`: nothing was delivered. Raises `NoAnswer`: nobody knows. Raises
        `ServerAway`, `AccountRefused` about all messages. After anything but `MailLater` and `MailRefused` the
        connection is over.
        """
        with _before_the_end():
            travels = _stuffed(content)
            size = f" SIZE={len(travels)}" if self._smtp.has_extn("size") else ""
            self._say(f"MAIL FROM:<{sender}>{size}", MailRefused.SENDER)
            self._say(f"RCPT TO:<{to}>", MailRefused.ADDRESS)
            self._say("DATA", MailRefused.OTHER, taken=354)
            for at in range(0, len(travels), _PIECE):
                self._smtp.send(travels[at : at + _PIECE])
        if not before_the_end():
            self.close()
            return ""
        if self._hung_up():
            raise MailCut("hung up")
        return self._end()

    def _say(self, command: str, why: str, taken: int = 250) -> None:
        code, said = self._smtp.docmd(command)
        if code == taken or (taken == 250 and code == 251):
            return
        fault = _refusal(code, self._told(said), why)
        if isinstance(fault, MailLater | MailRefused):
            reset, _said = self._smtp.rset()
            if reset != 250:
                raise ServerAway(fault.said, line=False) from fault
        raise fault

    def _hung_up(self) -> bool:
        """Whether the server closed, or said anything, while it was not yet its turn."""
        found = self._smtp.sock
        if found is None:
            return True
        if isinstance(found, ssl.SSLSocket) and found.pending():
            return True
        return bool(select.select([found], [], [], self._patience.grace_seconds)[0])

    def _end(self) -> str:
        """The last line and its answer. From here on nothing is certain without one."""
        try:
            assert self._smtp.sock is not None
            self._smtp.sock.settimeout(self._patience.last_answer_seconds)
            self._smtp.send(b".\r\n")
            code, answer = self._smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise NoAnswer(str(error)) from error
        said = self._told(answer)
        if 200 <= code < 300:
            self._smtp.sock.settimeout(self._patience.stall_seconds)
            return said or str(code)
        if 400 <= code < 600:
            raise _refusal(code, said, MailRefused.TOO_LARGE if code == _TOO_LARGE else MailRefused.CONTENT)
        raise NoAnswer(said or str(code))

    def _told(self, said: bytes) -> str:
        """What the server said, which is kept and shown; one that repeats a password is not quoted in that."""
        text = said.decode("utf-8", "replace")
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _words(text)

    def close(self) -> None:
        """Leave, politely if the server still listens."""
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self._smtp.close()

    def leave(self) -> None:
        """Say that we are done."""
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self._smtp.quit()
        self.close()


def _refusal(code: int, said: str, why: str) -> Exception:
    if code == _AUTH_NEEDED:
        return AccountRefused(AccountRefused.PASSWORD, said)
    if code == _CLOSING or code < 400 or code >= 600:
        return ServerAway(said or str(code), line=False)
    if code < 500:
        return MailLater(code, said)
    return MailRefused(code, said, MailRefused.TOO_LARGE if code == _TOO_LARGE else why)


@contextlib.contextmanager
def _reaching() -> Iterator[None]:
    """Until the server knows us: what goes wrong concerns all messages."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise CertificateNotTrusted(str(error)) from error
    except ssl.SSLError as error:
        raise ServerAway(str(error), line=False) from error
    except smtplib.SMTPConnectError as error:
        said = _words(error.smtp_error)
        if 500 <= error.smtp_code < 600:
            raise AccountRefused(AccountRefused.NOT_WANTED, said) from error
        raise ServerAway(said, line=False) from error
    except smtplib.SMTPServerDisconnected as error:
        raise ServerAway(str(error), line=False) from error
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        raise ServerAway(str(error)) from error


@contextlib.contextmanager
def _before_the_end() -> Iterator[None]:
    try:
        yield
    except (OSError, smtplib.SMTPException) as error:
        raise MailCut(str(error)) from error


def _secrets_of(server: MailServer) -> tuple[str, ...]:
    """The password as it is and as it travels, the longest first."""
    if not server.password:
        return ()
    user, password = server.user, server.password
    return (_in_base64(f"{chr(0)}{user}{chr(0)}{password}"), _in_base64(password), password)


def _in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _stuffed(content: bytes) -> bytes:
    """As it travels: lines end with CRLF, and one that begins with a dot gets another (RFC 5321, section 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", content)
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    return _LONE_DOT.sub(b"..", lines)


def _words(said: bytes | str) -> str:
    """What a server said, on one line and not longer than one reads."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]
