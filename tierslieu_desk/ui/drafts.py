"""A letter begun in the person's own mail program, for them to read over and send: nothing leaves by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from tierslieu_desk.errors import MailProgramSilent
from tierslieu_desk.rules.letters import Letter


def begin(letter: Letter) -> None:
    """Open it in the mail program of this computer. Raises `MailProgramSilent` when there is none."""
    if not QDesktopServices.openUrl(QUrl(mailto(letter), QUrl.ParsingMode.StrictMode)):
        raise MailProgramSilent(to=letter.to)


def begin_to_all(addresses: Sequence[str]) -> None:
    """An empty one to several at once, none of whom sees the others' addresses. Raises as `begin` does."""
    hidden = ",".join(_encoded(address, keep="@") for address in addresses)
    if not QDesktopServices.openUrl(QUrl(f"mailto:?bcc={hidden}", QUrl.ParsingMode.StrictMode)):
        raise MailProgramSilent(to=", ".join(addresses))


def mailto(letter: Letter) -> str:
    """The `mailto:` address of RFC 6068, section 2: everything percent-encoded, lines parted by %0D%0A (section 5)."""
    body = letter.body.replace("\r\n", "\n").replace("\n", "\r\n")
    subject = " ".join(letter.subject.split())
    return f"mailto:{_encoded(letter.to, keep='@')}?subject={_encoded(subject)}&body={_encoded(body)}"


def _encoded(text: str, keep: str = "") -> str:
    return QUrl.toPercentEncoding(text, keep.encode("ascii")).toStdString()
