"""What holds for every test: no screen, no line but loopback, French, no warning of Python or Qt, counts by scale."""

from __future__ import annotations

import ipaddress
import os
import runpy
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tierslieu_desk import i18n

ROOT = Path(__file__).resolve().parent.parent
SOAKING = os.environ.get("TIERSLIEU_SOAK") == "1"

# No deadline: the machine may be busy. The same examples in every run of `make test`, new ones in `make soak`.
settings.register_profile("desk", deadline=None, derandomize=not SOAKING, print_blob=True)
settings.load_profile("desk")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues once, before any worker reads them."""
    if not hasattr(config, "workerinput"):
        runpy.run_path(str(ROOT / "packaging" / "catalogues.py"))["compile_all"]()


class LineCalled(AssertionError):
    """A test reached for something beyond this computer."""


def _at_home(host: object) -> bool:
    if isinstance(host, bytes | bytearray):
        host = host.decode("ascii", "replace")
    if host in {None, "", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _guarded(original: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _at_home(address[0]):
            raise LineCalled(f"a test called {address!r}")
        return original(self, *arguments)

    return guarded


@pytest.fixture(autouse=True, scope="session")
def _no_line_but_loopback() -> Iterator[None]:
    """No name is asked for and no address called beyond this computer."""
    ask = socket.getaddrinfo

    def getaddrinfo(host: Any, *arguments: Any, **named: Any) -> Any:
        if not _at_home(host):
            raise LineCalled(f"a test asked for the address of {host!r}")
        return ask(host, *arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    """Every test starts, and leaves the next one, with a desk that speaks French."""
    i18n.set_language(i18n.DEFAULT_LANGUAGE)
    yield
    i18n.set_language(i18n.DEFAULT_LANGUAGE)


@pytest.fixture(scope="session")
def rounds() -> Callable[[int], int]:
    """`rounds(2000)` is 2000 in `make soak` and a tenth of it in `make test`."""
    return lambda count: count if SOAKING else max(1, count // 10)
