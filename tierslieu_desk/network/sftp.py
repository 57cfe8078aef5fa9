"""Web space behind SFTP. The key a server shows at first contact is kept; another one later is refused."""

from __future__ import annotations

import errno
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from tierslieu_desk.network.faults import LineFault, ServerRefuses, Unreachable
from tierslieu_desk.network.transports import Destination, temporary

if TYPE_CHECKING:
    import paramiko

KNOWN_HOSTS = "known_hosts"
_SSH_PORT = 22


class Sftp:
    """`url` is `sftp://host[:port]/folder`. With a password, only the password is offered; without, the user's keys.

    Host keys are kept in `known_hosts` of the data folder, in OpenSSH's format, so that a person can look at them.
    """

    def __init__(self, destination: Destination) -> None:
        address = urlsplit(destination.url)
        self._host = address.hostname or ""
        self._port = address.port or _SSH_PORT
        self._root = unquote(address.path) or "."
        self._destination = destination
        self._client: paramiko.SSHClient | None = None
        self._session: paramiko.SFTPClient | None = None
        self.requests = 0
        self.octets = 0

    def get(self, path: str) -> bytes | None:
        """The whole file, None when there is none."""
        with self._asked() as session:
            try:
                with session.open(self._path(path), "rb") as file:
                    data = file.read()
            except FileNotFoundError:
                return None
        self.octets += len(data)
        return data

    def stat(self, path: str) -> int | None:
        """Its size in bytes, None when there is none."""
        with self._asked() as session:
            try:
                return session.stat(self._path(path)).st_size
            except FileNotFoundError:
                return None

    def put_atomic(self, path: str, data: bytes, media_type: str, attempt: str) -> None:  # noqa: ARG002 - the port's
        """Written beside, its size checked by the server, then renamed over the old one."""
        part = self._path(temporary(path, attempt))
        with self._asked() as session:
            self._make_folders(session, posixpath.dirname(part))
            with session.open(part, "wb") as file:
                file.write(data)
            if session.stat(part).st_size != len(data):
                raise Unreachable("cut")
        self.octets += len(data)
        with self._asked() as session:
            session.posix_rename(part, self._path(path))

    def sweep(self, path: str, attempt: str) -> None:
        """Remove the temporary file of an attempt that was cut."""
        self.delete(temporary(path, attempt))

    def delete(self, path: str) -> None:
        """Remove the file; nothing to do when there is none."""
        with self._asked() as session:
            try:
                session.remove(self._path(path))
            except FileNotFoundError:
                return

    def close(self) -> None:
        """Let the connection go."""
        if self._client is not None:
            self._client.close()
        self._client = self._session = None

    def _path(self, path: str) -> str:
        return posixpath.join(self._root, path)

    @staticmethod
    def _make_folders(session: paramiko.SFTPClient, folder: str) -> None:
        missing = []
        while folder and folder != "/":
            try:
                session.stat(folder)
                break
            except FileNotFoundError:
                missing.append(folder)
                folder = posixpath.dirname(folder)
        for each in reversed(missing):
            session.mkdir(each)

    @contextmanager
    def _asked(self) -> Iterator[paramiko.SFTPClient]:
        self.requests += 1
        import paramiko

        try:
            yield self._session or self._connect()
        except LineFault:
            raise
        except paramiko.BadHostKeyException as error:
            raise ServerRefuses(ServerRefuses.HOST_KEY, detail=error.key.fingerprint) from error
        except paramiko.AuthenticationException as error:
            raise ServerRefuses(ServerRefuses.PASSWORD) from error
        except (paramiko.SSHException, EOFError) as error:
            raise Unreachable(type(error).__name__) from error
        except PermissionError as error:
            raise ServerRefuses(ServerRefuses.NOT_ALLOWED) from error
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise ServerRefuses(ServerRefuses.FULL) from error
            if self._session is not None and error.errno is None and not isinstance(error, TimeoutError):
                raise ServerRefuses(ServerRefuses.OTHER, detail=str(error)) from error
            raise Unreachable(type(error).__name__) from error

    def _connect(self) -> paramiko.SFTPClient:
        import paramiko

        stall = self._destination.stall_seconds
        client = paramiko.SSHClient()
        self._client = client
        _keep_host_keys(client, self._destination.data_folder / KNOWN_HOSTS)
        password = self._destination.password
        client.connect(
            self._host,
            self._port,
            username=self._destination.user or None,
            password=password or None,
            look_for_keys=not password,
            allow_agent=not password,
            timeout=stall,
            banner_timeout=stall,
            auth_timeout=stall,
            channel_timeout=stall,
        )
        session = client.open_sftp()
        channel = session.get_channel()
        if channel is not None:
            channel.settimeout(stall)
        self._session = session
        return session


def _keep_host_keys(client: paramiko.SSHClient, known: Path) -> None:
    """Check the server against `known`, and write there the key of one that was never met.

    The library opens its files without naming their encoding, so they are read and written here.
    """
    from paramiko import MissingHostKeyPolicy
    from paramiko.hostkeys import HostKeyEntry

    class KeptAtFirstContact(MissingHostKeyPolicy):
        def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
            client.get_host_keys().add(hostname, key.get_name(), key)
            with known.open("a", encoding="utf-8") as file:
                file.write(f"{hostname} {key.get_name()} {key.get_base64()}\n")

    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    for number, line in enumerate(lines, 1):
        entry = HostKeyEntry.from_line(line, number)
        if entry is not None and entry.hostnames and entry.key is not None:
            for name in entry.hostnames:
                client.get_host_keys().add(name, entry.key.get_name(), entry.key)
    client.set_missing_host_key_policy(KeptAtFirstContact())
