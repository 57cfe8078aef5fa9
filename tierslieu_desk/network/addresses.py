"""Addresses of targets, as typed: what they must look like, and the name in them taken apart."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from tierslieu_desk.errors import AddressUnusable
from tierslieu_desk.rules.vocabulary import TargetKind

_SCHEMES = {TargetKind.WEBDAV: ("https", "http"), TargetKind.SFTP: ("sftp",)}


@dataclass(frozen=True, slots=True)
class Address:
    """An address without a name in it, and the name that was."""

    url: str
    user: str

    @property
    def server(self) -> str:
        """Name and server, as people write them: `camille@cloud.example`; the password is kept under it."""
        return f"{self.user}@{urlsplit(self.url).netloc}" if self.user else urlsplit(self.url).netloc

    def written(self) -> str:
        """Both in one, for the store: `https://camille@cloud.example/folder`."""
        if not self.user:
            return self.url
        scheme, rest = self.url.split("://", 1)
        return f"{scheme}://{quote(self.user, safe='')}@{rest}"


def parse(kind: TargetKind, typed: str, user: str = "") -> Address:
    """The address, and the name to sign in with: `user`, or else the one in the address.

    Raises `AddressUnusable`: the wrong kind of address, one with a password in it, which must not be stored, or one
    to which the password would travel readable.
    """
    typed = typed.strip()
    if kind is TargetKind.FOLDER:
        if not typed:
            raise AddressUnusable(kind=kind, reason="scheme")
        return Address(typed if typed.startswith("file:") else str(Path(typed).expanduser().absolute()), user)
    try:
        parts = urlsplit(typed)
        port = parts.port
    except ValueError:
        raise AddressUnusable(kind=kind, reason="scheme") from None
    if parts.scheme not in _SCHEMES[kind] or not parts.hostname:
        raise AddressUnusable(kind=kind, reason="scheme")
    if parts.password is not None:
        raise AddressUnusable(kind=kind, reason="password")
    user = user or unquote(parts.username or "")
    if user and travels_readable(typed):
        raise AddressUnusable(kind=kind, reason="readable")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    place = host if port is None else f"{host}:{port}"
    return Address(urlunsplit((parts.scheme, place, parts.path, "", "")), user)


def travels_readable(url: str) -> bool:
    """Whether anybody on the way can read what is sent there, a password too."""
    parts = urlsplit(url)
    return parts.scheme == "http" and not is_this_computer(parts.hostname or "")


def is_this_computer(host: str) -> bool:
    """Whether what is sent there never leaves this computer."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
