"""What the line or a mail server can do to one message, as facts; the postman turns each into a state.

All but `NoAnswer` came before the last line of the message went out, so that the server keeps nothing of it (RFC 5321,
section 4.1.1.4) and another try makes no second copy.
"""

from __future__ import annotations

from tierslieu_desk.network.faults import LineFault


class MailLater(LineFault):
    """The server wants to be asked again later about this message: it is too busy, or greylists. 4xx."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(code, said)
        self.code = code
        self.said = said


class MailRefused(LineFault):
    """The server does not take this message, and will not. 5xx. `why` is one of the words below."""

    ADDRESS = "address"
    TOO_LARGE = "too_large"
    SENDER = "sender"
    CONTENT = "content"
    OTHER = "other"

    def __init__(self, code: int, said: str, why: str) -> None:
        super().__init__(code, said, why)
        self.code = code
        self.said = said
        self.why = why


class MailCut(LineFault):
    """The connection ended in the midst of this message, before its last line."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.said = what


class NoAnswer(LineFault):
    """The last line of the message went out and no answer came: it may have arrived, and only its reader knows."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.said = what


class AccountRefused(LineFault):
    """Nothing can be handed in until somebody acts. `why` is one of the words below, `said` the server's own words."""

    PASSWORD = "password"  # noqa: S105 - a reason, not a password
    READABLE = "readable"
    NOT_SECURED = "not_secured"
    NOT_WANTED = "not_wanted"

    def __init__(self, why: str, said: str = "") -> None:
        super().__init__(why, said)
        self.why = why
        self.said = said


class ServerAway(LineFault):
    """No server, or none that can be talked with now: all messages wait. `line`: nobody answered at all."""

    def __init__(self, what: str, *, line: bool = True) -> None:
        super().__init__(what)
        self.said = what
        self.line = line
