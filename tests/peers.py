"""Real servers on loopback, started by the tests: WebDAV, SFTP, a captive portal, a server that asks for patience."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

USER, PASSWORD = "camille", "mot de passe é"


@dataclass
class Peer:
    """A running server: where it is, what it holds on its own disk, what it was asked."""

    url: str
    disk: Path
    asked: list[str] = field(default_factory=list)


@contextmanager
def webdav(disk: Path, port: int = 0) -> Iterator[Peer]:
    """WsgiDAV on a folder, with a name and a password; a `port` of its own is for one that comes back."""
    from cheroot import wsgi
    from wsgidav.wsgidav_app import WsgiDAVApp

    disk.mkdir(exist_ok=True)
    application = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(disk)},
            "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    peer = Peer("", disk)

    def noted(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        peer.asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        return application(environ, start_response)

    server = wsgi.Server(("127.0.0.1", port), noted, numthreads=4)
    server.prepare()
    thread = threading.Thread(target=server.serve)
    thread.start()
    peer.url = f"http://127.0.0.1:{server.bind_addr[1]}/site"
    try:
        yield peer
    finally:
        server.stop()
        thread.join()


@contextmanager
def answering(status: int, body: bytes = b"", *, port: int = 0, **headers: str) -> Iterator[Peer]:
    """A server that gives the same answer to whatever it is asked: a portal, a server under repair."""
    peer = Peer("", Path())

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            peer.asked.append(f"{self.command} {self.path}")
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    for method in ("GET", "HEAD", "PUT", "MOVE", "MKCOL", "DELETE", "PROPFIND"):
        setattr(Handler, f"do_{method}", Handler.answer)
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    peer.url = f"http://127.0.0.1:{server.server_address[1]}/site"
    try:
        yield peer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def sftp(disk: Path, port: int = 0) -> Iterator[Peer]:
    """An SFTP server on a folder, with a key of its own made for the occasion."""
    import asyncssh

    disk.mkdir(exist_ok=True)

    inside: list[Any] = []

    class Door(asyncssh.SSHServer):
        def connection_made(self, conn: Any) -> None:
            inside.append(conn)

        def begin_auth(self, username: str) -> bool:
            return True

        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == (USER, PASSWORD)

    loop = asyncio.new_event_loop()

    async def start() -> Any:
        return await asyncssh.listen(
            "127.0.0.1",
            port,
            server_factory=Door,
            server_host_keys=[asyncssh.generate_private_key("ssh-ed25519")],
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(disk).encode()),
        )

    server = loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def stop() -> None:
        server.close()
        for connection in inside:
            connection.abort()
            await connection.wait_closed()
        await server.wait_closed()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    try:
        yield Peer(f"sftp://127.0.0.1:{server.get_port()}/site", disk)
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
