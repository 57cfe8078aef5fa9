"""The bytes of a message: its words, and its papers out of the archive, looked at before they leave."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from tierslieu_desk import errors, i18n
from tierslieu_desk.i18n import _
from tierslieu_desk.network import envelopes

if TYPE_CHECKING:
    from tierslieu_desk.services.file.papers import Papers
    from tierslieu_desk.services.message.mail_accounts import Account
    from tierslieu_desk.services.message.message_rows import MessageRow, PaperRef


def content_of(
    account: Account, row: MessageRow | None, to: str, dated: datetime, papers: Papers | None = None
) -> bytes:
    """The same bytes at every try. Without a `row`, the message with which an account is tried out.

    Raises `FileMissing` and `FileUnreadable` for a paper, `UnicodeError` or `ValueError` for an address.
    """
    if row is None:
        envelope = envelopes.Envelope(
            f"try.{dated.timestamp():.6f}@{account.sender_email.rpartition('@')[2]}",
            dated,
            account.sender_name,
            account.sender_email,
            "",
            to,
            "",
            _("It works"),
            i18n.language(),
        )
        return envelopes.written(envelope, _("This message came from your desk. E-mail leaves from here now.") + "\n")
    envelope = envelopes.Envelope(
        row.message_id,
        dated,
        account.sender_name,
        account.sender_email,
        row.name,
        to,
        row.reply_to if row.reply_to != account.sender_email else "",
        row.subject,
        row.language,
    )
    enclosed = [envelopes.Enclosed(paper.name, _bytes_of(paper, papers)) for paper in row.papers if papers is not None]
    return envelopes.written(envelope, row.body + "\n", enclosed)


def _bytes_of(paper: PaperRef, papers: Papers) -> bytes:
    """A paper that is no longer the one it was is as good as lost: nobody is sent another one."""
    try:
        content = papers.read(paper.sha256)
    except OSError as error:
        raise errors.FileUnreadable(file=paper.name) from error
    if hashlib.sha256(content).hexdigest() != paper.sha256:
        raise errors.FileMissing(file=paper.name)
    return content
