"""A folder behind WebDAV for large files: sent from the disk, looked at before they count, fetched back, listed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from tierslieu_desk.network.faults import PortalInTheWay, ServerRefuses, Unreachable
from tierslieu_desk.network.transports import temporary
from tierslieu_desk.network.webdav import WebDav, must_be_written

_ASKED = (
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<propfind xmlns="DAV:"><prop><getcontentlength/><resourcetype/></prop></propfind>'
)
_XML = {"Content-Type": "application/xml; charset=utf-8", "Depth": "1"}
_MULTI_STATUS = 207


class Shelf(WebDav):
    """`url` is the folder. Faults are those of `network.faults`."""

    def names(self) -> dict[str, int | None]:
        """What lies there by name, with its size where the server says it; nothing when there is no such folder."""
        response = self._gateway.send("PROPFIND", self._base, body=_ASKED, headers=_XML)
        if response.status_code in {404, 410}:
            return {}
        if response.status_code != _MULTI_STATUS:
            if response.is_success:
                raise PortalInTheWay("page")
            raise ServerRefuses(ServerRefuses.ADDRESS, response.status_code)
        found = {}
        for each in _parsed(response.content).iter("{DAV:}response"):
            href = each.findtext("{DAV:}href", "").strip()
            length = next((size.text or "" for size in each.iter("{DAV:}getcontentlength")), "").strip()
            if each.find(".//{DAV:}collection") is None:
                found[unquote(urlsplit(href).path).rsplit("/", 1)[-1]] = int(length) if length.isdecimal() else None
        return found

    def put(self, name: str, file: Path, sha256: str, attempt: str) -> None:
        """Send a file under a temporary name, fetch it back, and only when it is the same give it its name.

        Raises `Unreachable("not_kept")` when the server has something else than what was sent.
        """
        size, there = file.stat().st_size, self.names()
        if name in there and there[name] in {None, size} and self.digest(name) == sha256:
            return
        if not there:
            self._make_folders(name)
        part = temporary(name, attempt)
        with file.open("rb") as content:
            response = self._gateway.send("PUT", self._url(part), body=content)
        must_be_written(response.status_code, response.headers.get("Content-Type", ""))
        if self.digest(part) != sha256:
            self.sweep(name, attempt)
            raise Unreachable("not_kept")
        self._settle(name, attempt)
        there = self.names()
        if name not in there or there[name] not in {None, size}:
            raise Unreachable("not_kept")

    def digest(self, name: str) -> str | None:
        """SHA-256 of what the server gives back, in hexadecimal; None when there is nothing of that name."""
        found = hashlib.sha256()
        return found.hexdigest() if self.fetch(name, found.update) else None

    def fetch(self, name: str, take: Callable[[bytes], object]) -> bool:
        """Hand the file to `take`, block by block; False when there is none."""
        return self._gateway.fetch(self._url(name), take)


def _parsed(answer: bytes) -> ET.Element:
    """An answer of the server. One with declarations of its own, which could swell without end, is not looked at."""
    try:
        words = answer.decode("utf-8-sig")
        if "<!DOCTYPE" not in words:
            return ET.fromstring(words)  # noqa: S314 - without declarations nothing can swell or be fetched
    except (UnicodeDecodeError, ET.ParseError) as error:
        raise PortalInTheWay("page") from error
    raise PortalInTheWay("page")
