"""A message as it travels: its headers and its parts as RFC 5322 and MIME write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from tierslieu_desk.rules.messages import one_line


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A PDF that goes with it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """Whom it goes to and whom it comes from. `message_id` without its angle brackets; `dated` is aware."""

    message_id: str
    dated: datetime
    sender_name: str
    sender: str
    to_name: str
    to: str
    reply_to: str
    subject: str
    language: str


def written(envelope: Envelope, body: str, enclosed: Sequence[Enclosed] = ()) -> bytes:
    """The bytes of the message, the same each time. No header has room for a second one, whatever a name holds."""
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{envelope.message_id}>"
    message["Date"] = envelope.dated
    message["From"] = _address(envelope.sender_name, envelope.sender)
    message["To"] = _address(envelope.to_name, envelope.to)
    if envelope.reply_to:
        message["Reply-To"] = _address(envelope.sender_name, envelope.reply_to)
    message["Subject"] = one_line(envelope.subject)
    message["Content-Language"] = envelope.language
    message.set_content(body, cte="quoted-printable")
    for one in enclosed:
        message.add_attachment(one.content, maintype="application", subtype="pdf", filename=one_line(one.name))
    if enclosed:
        message.set_boundary(f"=_{envelope.message_id.partition('@')[0]}_=")
    return message.as_bytes()


def travelling(address: str) -> str:
    """An address as mail servers read it: a domain with accents in its plain form. Raises `UnicodeError`."""
    name, _at, domain = address.rpartition("@")
    return f"{name}@{domain.encode('idna').decode('ascii')}"


def _address(name: str, address: str) -> Address:
    return Address(one_line(name), addr_spec=travelling(address))
