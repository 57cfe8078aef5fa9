"""What is told to people: the papers that go with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from tierslieu_desk.i18n import _
from tierslieu_desk.services.checks.finding import Context, Finding


def message_papers(context: Context) -> Iterator[Finding]:
    """The paper of every message that has not left is in the archive, byte for byte."""
    asked = context.rows(
        "SELECT DISTINCT p.name, p.sha256 FROM message_paper AS p JOIN message AS m ON m.id = p.message_id "
        "WHERE m.done_at IS NULL ORDER BY p.sha256"
    )
    for name, sha256 in asked:
        try:
            kept = context.papers.path(sha256).read_bytes()
        except OSError:
            kept = b""
        if hashlib.sha256(kept).hexdigest() != sha256:
            yield Finding("message_papers", _("What goes with a message is not in the archive."), f"message {name}")
