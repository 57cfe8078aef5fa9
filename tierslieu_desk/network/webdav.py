"""Web space behind WebDAV (Nextcloud too): PUT under a temporary name, then MOVE.

A PUT over the live file, cut in the middle, destroyed it on WsgiDAV; PUT then MOVE held on every server tried.
Conditional headers are not used: they were blind on one server, ignored on another.
"""

from __future__ import annotations

from urllib.parse import quote

from tierslieu_desk.network.faults import PortalInTheWay, ServerRefuses
from tierslieu_desk.network.gateway import Gateway
from tierslieu_desk.network.transports import Destination, temporary

_WRITTEN = frozenset({200, 201, 204})
_NO_PARENT = frozenset({404, 409})


class WebDav:
    """`url` is the collection that holds the bundle. Basic authentication, over TLS or within this computer only."""

    def __init__(self, destination: Destination) -> None:
        self._base = destination.url.rstrip("/") + "/"
        self._gateway = Gateway(destination.user, destination.password, stall_seconds=destination.stall_seconds)

    @property
    def requests(self) -> int:
        """Requests sent."""
        return self._gateway.requests

    @property
    def octets(self) -> int:
        """Bytes of bodies, both ways."""
        return self._gateway.octets

    def get(self, path: str) -> bytes | None:
        """The whole file, None when there is none. A page where no page was put is a portal."""
        response = self._gateway.send("GET", self._url(path))
        if not response.is_success:
            return None
        looks_like_page = response.content.lstrip().startswith(b"<") or _is_page(
            response.headers.get("Content-Type", "")
        )
        if looks_like_page and not path.endswith(".html"):
            raise PortalInTheWay("page")
        return response.content

    def stat(self, path: str) -> int | None:
        """Its size in bytes, None when there is none or the server does not say."""
        response = self._gateway.send("HEAD", self._url(path), headers={"Accept-Encoding": "identity"})
        length = response.headers.get("Content-Length", "")
        return int(length) if response.is_success and length.isdecimal() else None

    def put_atomic(self, path: str, data: bytes, media_type: str, attempt: str) -> None:
        """PUT beside, then MOVE; folders are made when the server says they are missing."""
        part = self._url(temporary(path, attempt))
        headers = {"Content-Type": media_type}
        response = self._gateway.send("PUT", part, body=data, headers=headers)
        if response.status_code in _NO_PARENT:
            self._make_folders(path)
            response = self._gateway.send("PUT", part, body=data, headers=headers)
        must_be_written(response.status_code, response.headers.get("Content-Type", ""))
        self._settle(path, attempt)

    def _settle(self, path: str, attempt: str) -> None:
        """The file of that attempt takes its place in one move."""
        headers = {"Destination": self._url(path), "Overwrite": "T"}
        response = self._gateway.send("MOVE", self._url(temporary(path, attempt)), headers=headers)
        must_be_written(response.status_code, response.headers.get("Content-Type", ""))

    def sweep(self, path: str, attempt: str) -> None:
        """Remove the temporary file of an attempt that was cut."""
        self.delete(temporary(path, attempt))

    def delete(self, path: str) -> None:
        """Remove the file; nothing to do when there is none."""
        response = self._gateway.send("DELETE", self._url(path))
        if response.status_code not in {200, 202, 204, 404, 410}:
            raise ServerRefuses(ServerRefuses.OTHER, response.status_code)

    def close(self) -> None:
        """Let the connection go."""
        self._gateway.close()

    def _url(self, path: str) -> str:
        return self._base + quote(path)

    def _make_folders(self, path: str) -> None:
        """From the bundle's own folder down; 405 says that one is there already."""
        folders = path.split("/")[:-1]
        for depth in range(len(folders) + 1):
            url = self._base + "".join(quote(folder) + "/" for folder in folders[:depth])
            response = self._gateway.send("MKCOL", url)
            if response.status_code in {404, 409}:
                raise ServerRefuses(ServerRefuses.ADDRESS, response.status_code)


def _is_page(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().lower() in {"text/html", "application/xhtml+xml"}


def must_be_written(status: int, media_type: str) -> None:
    """Servers say 201 or 204, some with a page; 200 with a page is a portal's answer to anything."""
    if status == 200 and _is_page(media_type):
        raise PortalInTheWay("page")
    if status not in _WRITTEN:
        raise ServerRefuses(ServerRefuses.OTHER, status)
