"""The one way to HTTP: certificates of the system, one connection kept, stalls timed, no redirect ever followed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from tierslieu_desk.network.addresses import travels_readable
from tierslieu_desk.network.faults import CertificateNotTrusted, PortalInTheWay, ServerRefuses, Unreachable

if TYPE_CHECKING:
    import httpx

STALL_SECONDS = 30.0
"""No byte for that long is a stall; a slow line that still moves is left alone."""
PATIENCE = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers worth another try later."""
NETWORK_AUTHENTICATION_REQUIRED = 511


class Gateway:
    """One server, one connection. Counts every request and every byte of body, both ways.

    `send` raises `Unreachable`, `PortalInTheWay` or `ServerRefuses`; it returns only what the server itself said. A
    name and password are never sent where anybody on the way could read them.
    """

    def __init__(self, user: str = "", password: str = "", *, stall_seconds: float = STALL_SECONDS) -> None:
        import ssl

        import httpx
        import truststore

        self.requests = 0
        self.octets = 0
        self._signs_in = bool(user)
        self._client = httpx.Client(
            auth=httpx.BasicAuth(user, password) if user else None,
            verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            timeout=httpx.Timeout(stall_seconds),
            follow_redirects=False,
            headers={"User-Agent": "tierslieu-desk", "Cache-Control": "no-cache"},
        )

    def send(
        self, method: str, url: str, *, body: bytes | IO[bytes] = b"", headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Ask, and sort the answer: what is left is 2xx, or a 4xx that the caller may expect (404, 405, 409, 412).

        A `body` that is a file is read from where it stands, block by block.
        """
        self.octets += len(body) if isinstance(body, bytes) else os.fstat(body.fileno()).st_size
        with self._asked(url):
            response = self._client.request(method, url, content=body or None, headers=headers)
        self.octets += len(response.content)
        _refuse(response, url)
        return response

    def fetch(self, url: str, take: Callable[[bytes], object]) -> bool:
        """Hand a file of any length to `take`, block by block; False when there is none. Raises as `send` does.

        A page is a portal's: nothing that is fetched so is one.
        """
        with self._asked(url), self._client.stream("GET", url, headers={"Accept-Encoding": "identity"}) as response:
            _refuse(response, url)
            if not response.is_success:
                return False
            if response.headers.get("Content-Type", "").lower().startswith("text/html"):
                raise PortalInTheWay("page")
            for block in response.iter_bytes():
                self.octets += len(block)
                take(block)
        return True

    @contextmanager
    def _asked(self, url: str) -> Iterator[None]:
        import httpx

        if self._signs_in and travels_readable(url):
            raise ServerRefuses(ServerRefuses.READABLE)
        self.requests += 1
        try:
            yield
        except httpx.RequestError as error:
            raise _transport_fault(error) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise ServerRefuses(ServerRefuses.ADDRESS, detail=str(error)) from error

    def close(self) -> None:
        """Let the connection go."""
        self._client.close()


def _transport_fault(error: httpx.RequestError) -> Exception:
    import ssl

    import httpx

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return CertificateNotTrusted(str(cause))
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.UnsupportedProtocol):
        return ServerRefuses(ServerRefuses.ADDRESS, detail=str(error))
    return Unreachable(type(error).__name__)


def _refuse(response: httpx.Response, url: str) -> None:
    status = response.status_code
    if response.is_redirect or response.is_informational:
        asked, told = urlsplit(url), urlsplit(response.headers.get("Location", ""))
        if (told.scheme, told.hostname, told.path) == ("https", asked.hostname, asked.path):
            raise ServerRefuses(ServerRefuses.MOVED, status, f"https://{told.hostname}{told.path}")
        raise PortalInTheWay(f"{status}")
    if status == NETWORK_AUTHENTICATION_REQUIRED:
        raise PortalInTheWay("511")
    if status in PATIENCE:
        raise Unreachable(f"{status}", _retry_after(response.headers.get("Retry-After", "")))
    if status == 401:
        raise ServerRefuses(ServerRefuses.PASSWORD, status)
    if status == 403:
        raise ServerRefuses(ServerRefuses.NOT_ALLOWED, status)
    if status == 507:
        raise ServerRefuses(ServerRefuses.FULL, status)
    if status not in {404, 405, 409, 410, 412} and not response.is_success:
        raise ServerRefuses(ServerRefuses.OTHER, status)


def _retry_after(value: str) -> int | None:
    """Seconds; a date is left to our own backoff, since the two clocks may not agree."""
    return int(value) if value.strip().isdecimal() else None
