"""What the line or a server can do to a run, as facts; the publisher turns each into a state and a sentence.

A status code never means "published", but some mean that it was not: those are here.
"""

from __future__ import annotations


class LineFault(Exception):
    """Base: the run of one target stops here and nothing is lost."""


class Unreachable(LineFault):
    """No line, a stall, or a server that asks for patience: try again later, after `retry_after` seconds at least."""

    def __init__(self, what: str, retry_after: int | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.retry_after = retry_after


class PortalInTheWay(LineFault):
    """Somebody else than the server answered: the network wants a person to sign in first."""


class CertificateNotTrusted(PortalInTheWay):
    """The line shows a certificate this computer does not trust, as portals do."""


class ServerRefuses(LineFault):
    """A person must act. `reason` is one of the words below; `status` the server's own answer, if any."""

    PASSWORD = "password"  # noqa: S105 - a reason, not a password
    NOT_ALLOWED = "not_allowed"
    FULL = "full"
    MOVED = "moved"
    HOST_KEY = "host_key"
    ADDRESS = "address"
    READABLE = "readable"
    OTHER = "other"

    def __init__(self, reason: str, status: int | None = None, detail: str = "") -> None:
        super().__init__(reason, status, detail)
        self.reason = reason
        self.status = status
        self.detail = detail
