"""The place that a copy of everything also goes to: a stick, a folder, or an address online (WebDAV)."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, unquote

from tierslieu_desk import errors
from tierslieu_desk.i18n import _
from tierslieu_desk.network import addresses
from tierslieu_desk.network.addresses import Address
from tierslieu_desk.network.faults import LineFault
from tierslieu_desk.network.folder import local_path
from tierslieu_desk.network.transports import Destination
from tierslieu_desk.rules.vocabulary import TargetKind
from tierslieu_desk.services.keeping import copy_files, copy_rotation, elsewhere, passwords
from tierslieu_desk.services.online import publish_words

if TYPE_CHECKING:
    from tierslieu_desk.network.shelf import Shelf

_ONLINE = re.compile(r"(?!file:)[A-Za-z][A-Za-z0-9+.-]+://")
_PART = re.compile(r"(desk-.+\.tldesk)\.[0-9a-f]+\.part")
COPY = f"copy{copy_files.SUFFIX}"
"""What a fetched copy is called here, whatever its name is there."""
_A_DAY = timedelta(days=1)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SecondPlaceRow:
    """The place as it was chosen. `outside`: a copy there would outlive this computer; if not, `warning` says so."""

    where: str
    outside: bool
    warning: str = ""


class SecondPlace(Protocol):
    """What a copy can be sent to. What it raises is a `DeskError`; the first copy stays what it is."""

    where: str

    def name_of(self, file_name: str) -> str:
        """Where a copy of that name is then, for people."""

    def outside(self) -> bool:
        """Whether it would outlive this computer; it must be there to say."""

    def put(self, copy: Path, sha256: str) -> None:
        """Send the copy; it counts there only once it was read back."""

    def rotate(self, now: datetime) -> None:
        """Let go what `rules.rotation` lets go there; `now` is the wall clock. What cannot go now goes another day."""


class FolderPlace:
    """A folder, or a stick plugged in."""

    def __init__(self, where: str, data: Path, devices_of: elsewhere.DevicesOf) -> None:
        self.where = where
        self.folder = local_path(where)
        self._data = data
        self._devices_of = devices_of

    def name_of(self, file_name: str) -> str:
        """The whole path."""
        return str(self.folder / file_name)

    def outside(self) -> bool:
        """On another disk, or carried away by a cloud client. Raises `FileMissing` when it is not there."""
        if not self.folder.is_dir():
            raise errors.FileMissing(file=str(self.folder))
        with copy_files.told(self.folder):
            return elsewhere.outlives(self.folder, self._data, self._devices_of)

    def put(self, copy: Path, sha256: str) -> None:
        """Raises `FileMissing` when the stick is away, and what the disk refuses."""
        if not self.folder.is_dir():
            raise errors.FileMissing(file=str(self.folder))
        copy_files.duplicate(copy, self.folder / copy.name, sha256)

    def rotate(self, now: datetime) -> None:
        """As beside the store."""
        try:
            copy_rotation.rotate(self.folder, now)
        except OSError as error:
            _log.warning("old copies stay in %s: %s", self.where, error)


class OnlinePlace:
    """A folder behind WebDAV. Its name is in the address that is stored, its password in the keyring."""

    def __init__(self, where: str, data: Path) -> None:
        self.where = where
        self._data = data

    def name_of(self, file_name: str) -> str:
        """The whole address."""
        return f"{self.where}/{file_name}"

    def outside(self) -> bool:
        """It is somebody else's computer."""
        return True

    def put(self, copy: Path, sha256: str) -> None:
        """Raises `CopyNotSent`, `PasswordMissing`."""
        try:
            with _shelf(self.where, self._data) as shelf:
                shelf.put(copy.name, copy, sha256, uuid.uuid4().hex)
        except LineFault as fault:
            raise errors.CopyNotSent(place=self.where, reason=publish_words.reason(fault, "line_later")) from fault

    def rotate(self, now: datetime) -> None:
        """With the parts of copies whose sending was cut."""
        try:
            with _shelf(self.where, self._data) as shelf:
                names = tuple(shelf.names())
                for name in (*copy_rotation.let_go(names, now), *_left_behind(names, now)):
                    shelf.delete(name)
        except LineFault as fault:
            _log.warning("old copies stay in %s: %r", self.where, fault)


def is_online(named: str) -> bool:
    """Whether that is an address and not a file or folder of this computer."""
    return _ONLINE.match(named.strip()) is not None


def checked(typed: str, user: str = "") -> str:
    """The place as it is stored: without a password in it. Raises `AddressUnusable`."""
    typed = typed.strip()
    if not typed:
        return ""
    if not is_online(typed):
        return addresses.parse(TargetKind.FOLDER, typed).url
    return addresses.parse(TargetKind.WEBDAV, typed.rstrip("/"), user).written()


def opened(where: str, data: Path, devices_of: elsewhere.DevicesOf) -> SecondPlace:
    """The place of that name, whether it can be reached or not."""
    return OnlinePlace(where, data) if is_online(where) else FolderPlace(where, data, devices_of)


def keep_password(where: str, password: str) -> None:
    """In the keyring, under name and server. Raises `PasswordMissing` when this system has none."""
    passwords.keep(_address(where).server, password)


def same_disk_warning(where: str) -> str:
    """For whoever chooses a place that would be lost together with the desk."""
    return _(
        "%(place)s is on the same disk as the desk: what breaks or takes one takes both. A copy is made there too, "
        "but choose a stick, another disk or an address online as well."
    ) % {"place": where}


@contextmanager
def fetched(named: str, folder: Path, now: datetime) -> Iterator[tuple[Path, str]]:
    """A copy kept online, as a file in `folder` for the length of the block, and its own address.

    `named` is its address, or that of the folder it is in, of whose copies it is then the newest at `now` (wall
    clock). Raises `CopyNotFetched`, `PasswordMissing`, `AddressUnusable`, `DiskFull`.
    """
    place, name = checked(named), ""
    if place.endswith(copy_files.SUFFIX):
        place, _slash, last = place.rpartition("/")
        name = unquote(last)
    with copy_files.scratch(folder / copy_files.FOLDER) as scratch:
        try:
            with _shelf(place, folder) as shelf:
                name = name or copy_rotation.newest(shelf.names(), now) or ""
                with copy_files.filling(scratch / COPY) as take:
                    if not name or not shelf.fetch(name, take):
                        raise errors.CopyNotFetched(place=named, reason="nothing_there")
        except LineFault as fault:
            raise errors.CopyNotFetched(place=named, reason=publish_words.reason(fault)) from fault
        yield scratch / COPY, f"{place}/{quote(name)}"


@contextmanager
def _shelf(where: str, data: Path) -> Iterator[Shelf]:
    from tierslieu_desk.network.shelf import Shelf

    address = _address(where)
    password = passwords.password_of(address.server) if address.user else ""
    if address.user and not password:
        raise errors.PasswordMissing(target=address.server)
    shelf = Shelf(Destination(TargetKind.WEBDAV, address.url, address.user, password, data))
    try:
        yield shelf
    finally:
        shelf.close()


def _address(where: str) -> Address:
    return addresses.parse(TargetKind.WEBDAV, where)


def _left_behind(names: tuple[str, ...], now: datetime) -> list[str]:
    """Parts of copies whose sending was cut, once nobody can be at it any more."""
    found = []
    for name in names:
        part = _PART.fullmatch(name)
        made_at = None if part is None else copy_rotation.moment_of(part[1])
        if made_at is not None and abs(now - made_at) > _A_DAY:
            found.append(name)
    return found
