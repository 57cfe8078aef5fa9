"""A folder of this computer, or a stick plugged into it, as a place to publish."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tierslieu_desk.network.faults import ServerRefuses, Unreachable
from tierslieu_desk.network.transports import Destination, temporary


def local_path(url: str) -> Path:
    """The folder meant by a plain path or a `file://` address."""
    if not url.startswith("file:"):
        return Path(url)
    path = unquote(urlsplit(url).path)
    drive_follows = len(path) > 2 and path[0] == "/" and path[2] == ":"
    return Path(path[1:] if drive_follows else path)


class Folder:
    """Made when its parent is there; a parent that is not is a stick that is not plugged in: `Unreachable`."""

    def __init__(self, destination: Destination) -> None:
        self._root = local_path(destination.url)
        self.requests = 0
        self.octets = 0

    def get(self, path: str) -> bytes | None:
        """The whole file, None when there is none."""
        with self._asked():
            if not (self._root / path).is_file():
                return None
            data = (self._root / path).read_bytes()
        self.octets += len(data)
        return data

    def stat(self, path: str) -> int | None:
        """Its size in bytes, None when there is none."""
        with self._asked():
            return (self._root / path).stat().st_size if (self._root / path).is_file() else None

    def put_atomic(self, path: str, data: bytes, media_type: str, attempt: str) -> None:  # noqa: ARG002 - the port's
        """Written beside, made safe on the disk, then moved over the old one."""
        self.octets += len(data)
        with self._asked():
            target, part = self._root / path, self._root / temporary(path, attempt)
            target.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)

    def sweep(self, path: str, attempt: str) -> None:
        """Remove the temporary file of an attempt that was cut."""
        self.delete(temporary(path, attempt))

    def delete(self, path: str) -> None:
        """Remove the file; nothing to do when there is none."""
        with self._asked():
            (self._root / path).unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing is kept open."""

    @contextmanager
    def _asked(self) -> Iterator[None]:
        self.requests += 1
        if not self._root.parent.is_dir():
            raise Unreachable("folder")
        try:
            self._root.mkdir(exist_ok=True)
            yield
        except OSError as error:
            raise _fault(error) from error


def _fault(error: OSError) -> Exception:
    if error.errno == errno.ENOSPC:
        return ServerRefuses(ServerRefuses.FULL)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return ServerRefuses(ServerRefuses.NOT_ALLOWED)
    if error.errno in {errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENAMETOOLONG}:
        return ServerRefuses(ServerRefuses.ADDRESS)
    return Unreachable(type(error).__name__)
