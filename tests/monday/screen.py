"""The hand on a real screen: the installed program under Xvfb, read through AT-SPI, moved by xdotool."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse

from monday.hand import BOX, BUTTON, CELL, COMBO, FIELD, SECRET, Hand, Node, labelled

NEEDED = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "setxkbmap": "x11-xkb-utils",
    "openbox": "openbox",
    "dbus-daemon": "dbus-daemon",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}
"""What must be there, and the Debian package that brings it."""
SIZE = (1366, 768)
_REMAPPED = 0.15
_A11Y = "org.a11y.atspi"
_ROLES = {
    "push button": BUTTON,
    "button": BUTTON,
    "toggle button": BUTTON,
    "radio button": BUTTON,
    "page tab": BUTTON,
    "link": BUTTON,
    "menu item": BUTTON,
    "check box": BOX,
    "text": FIELD,
    "entry": FIELD,
    "password text": FIELD,
    "spin button": FIELD,
    "spin box": FIELD,
    "combo box": COMBO,
    "list item": CELL,
    "table cell": CELL,
    "table row": CELL,
    "tree item": CELL,
    "label": "label",
}
_ACTIVE, _CHECKED, _ENABLED, _FOCUSED, _MODAL, _SHOWING = 1, 4, 8, 12, 16, 25
"""Bits of an AT-SPI state set (`atspi-constants.h`)."""
_KEYS = {
    "Return": "Return",
    "Enter": "KP_Enter",
    "Escape": "Escape",
    "PgUp": "Prior",
    "PgDown": "Next",
    "Del": "Delete",
    "Space": "space",
}


class Missing(SystemExit):
    """Something this machine lacks; says which package to install."""


def check() -> None:
    """Raise `Missing` unless everything a screen needs is there: a Monday is never skipped."""
    packages = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    if packages:
        raise Missing(f"A real screen is missing here. On Debian and Ubuntu: apt-get install {' '.join(packages)}")


@contextmanager
def _started(command: list[str], env: dict[str, str], **more: Any) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(command, env=env, encoding="utf-8", **more)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Screen(Hand):
    """One virtual screen with its window manager, its accessibility bus, and the program on it."""

    def __init__(self, program: tuple[str, ...], folder: Path, aside: Path, today: str, held: ExitStack) -> None:
        self._program, self._folder, self._today = program, folder, today
        self._process: subprocess.Popen[str] | None = None
        self._letters = aside / "letters.txt"
        self._env = dict(os.environ, LC_ALL="C.UTF-8", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", QT_QPA_PLATFORM="xcb")
        self._env.pop("WAYLAND_DISPLAY", None)
        self._env["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
        self._env["PATH"] = f"{self._mail_program(aside)}{os.pathsep}{self._env['PATH']}"
        self._log = held.enter_context((aside / "program.log").open("w", encoding="utf-8"))
        self._display(held)
        self._bus(held)

    def _mail_program(self, aside: Path) -> Path:
        """What the desktop would open a letter with: writes down the address it is given."""
        folder = aside / "bin"
        folder.mkdir()
        for name in ("xdg-open", "xdg-email"):
            script = folder / name
            script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{self._letters}"\n', encoding="utf-8")
            script.chmod(0o755)
        return folder

    def _display(self, held: ExitStack) -> None:
        reader, writer = os.pipe()
        screen = f"{SIZE[0]}x{SIZE[1]}x24"
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", screen, "-nolisten", "tcp"]
        held.enter_context(_started(command, self._env, pass_fds=(writer,), stderr=subprocess.DEVNULL))
        os.close(writer)
        with os.fdopen(reader, encoding="ascii") as told:
            self._env["DISPLAY"] = f":{told.readline().strip()}"
        subprocess.run(["setxkbmap", "fr"], env=self._env, check=True)
        held.enter_context(_started(["openbox"], self._env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def _bus(self, held: ExitStack) -> None:
        command = ["dbus-daemon", "--session", "--print-address", "--nofork"]
        daemon = held.enter_context(_started(command, self._env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL))
        assert daemon.stdout is not None
        self._env["DBUS_SESSION_BUS_ADDRESS"] = daemon.stdout.readline().strip()
        session = open_dbus_connection(bus=self._env["DBUS_SESSION_BUS_ADDRESS"])
        where = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
        answer = session.send_and_get_reply(new_method_call(where, "GetAddress"), timeout=20)
        session.close()
        self._spoken: DBusConnection = held.enter_context(open_dbus_connection(bus=answer.body[0]))

    @property
    def drafts(self) -> list[str]:
        """The addresses the mail program was handed."""
        return self._letters.read_text(encoding="utf-8").splitlines() if self._letters.exists() else []

    def open(self) -> None:
        """Start the program and wait for its window."""
        command = [*self._program, "--data", str(self._folder), "--lang", "fr", "--today", self._today]
        self._process = subprocess.Popen(command, env=self._env, stdout=self._log, stderr=self._log)
        self.until(lambda: bool(self.windows()), "the window", 30)

    def close(self, *, killed: bool = False) -> None:
        """Close the window as its cross does, or kill the program as a power cut does."""
        process = self._process
        assert process is not None
        if killed:
            process.send_signal(signal.SIGKILL)
        else:
            self.press("Alt+F4")
        code = process.wait(30)
        assert killed or code == 0, f"the program ended with {code}"
        self._process = None

    def restart(self, *, today: str = "", killed: bool = False) -> None:
        self._today = today or self._today
        self.close(killed=killed)
        self.open()

    def press(self, keys: str) -> None:
        *modifiers, key = keys.split("+") if not keys.endswith("+") else [keys]
        named = "+".join([*(one.lower() for one in modifiers), _KEYS.get(key, key if len(key) > 1 else key.lower())])
        self._xdo("key", "--clearmodifiers", "plus" if keys == "+" else named)

    def type(self, text: str) -> None:
        for run in re.findall(r"[ -~]+|[^ -~]", text):
            if run.isascii():
                self._xdo("type", "--clearmodifiers", "--delay", "15", "--", run)
                continue
            time.sleep(_REMAPPED)  # a letter that no key has is put on one first, which the program must have heard of
            self._xdo("key", f"U{ord(run):04X}")
            time.sleep(_REMAPPED)

    def point(self, at: tuple[int, int], clicks: int = 1) -> None:
        self._xdo("mousemove", str(at[0]), str(at[1]))
        self._xdo("click", "--repeat", str(clicks), "--delay", "80", "1")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        (x0, y0), (x1, y1) = start, end
        self._xdo("mousemove", str(x0), str(y0), "mousedown", "1")
        for step in range(1, 11):
            self._xdo("mousemove", str(x0 + (x1 - x0) * step // 10), str(y0 + (y1 - y0) * step // 10))
            time.sleep(0.02)
        self._xdo("mouseup", "1")

    def wheel(self, at: tuple[int, int], notches: int) -> None:
        self._xdo("mousemove", str(at[0]), str(at[1]))
        self._xdo("click", "--repeat", str(abs(notches)), "--delay", "30", "5" if notches > 0 else "4")

    def picture(self, file: Path) -> None:
        """What the screen shows, for somebody to look at."""
        if shutil.which("import"):
            subprocess.run(["import", "-window", "root", str(file)], env=self._env, check=False)

    def _xdo(self, *words: str) -> None:
        ran = subprocess.run(["xdotool", *words], env=self._env, check=True, capture_output=True, encoding="utf-8")
        assert "No such key" not in ran.stderr, ran.stderr

    def windows(self) -> tuple[Node, ...]:
        if self._process is not None and self._process.poll() is not None:
            raise AssertionError(f"the program ended by itself, with {self._process.returncode}")
        try:
            return self._windows()
        except (DBusErrorResponse, TimeoutError):
            return ()  # something was freed while it was being read: asked again

    def _windows(self) -> tuple[Node, ...]:
        found: list[tuple[int, Node]] = []
        for app in self._children((f"{_A11Y}.Registry", "/org/a11y/atspi/accessible/root")):
            for number, child in enumerate(self._children(app)):
                states = self._states(child)
                if states >> _SHOWING & 1:
                    node = self._node(child, states)
                    if "QFileDialog" in self._property(child, "AccessibleId"):
                        node = replace(node, role="file dialog")
                    rank = 2 if "modal" in node.states or node.role == "file dialog" else 0
                    found.append((rank * 100 + number + (50 if "active" in node.states else 0), node))
        found.sort(key=lambda one: one[0], reverse=True)
        return tuple(node for _rank, node in found[:1])

    def _node(self, what: tuple[str, str], states: int) -> Node:
        role = self._ask(what, "Accessible", "GetRoleName")
        box = (0, 0, 0, 0)
        interfaces = self._ask(what, "Accessible", "GetInterfaces")
        if f"{_A11Y}.Component" in interfaces:
            x, y, width, height = self._ask(what, "Component", "GetExtents", "u", (0,))
            box = (x, y, width, height)
        value = ""
        if f"{_A11Y}.Text" in interfaces and role != "password text":
            value = self._ask(what, "Text", "GetText", "ii", (0, -1))
        children = []
        for child in self._children(what):
            inside = self._states(child)
            if inside >> _SHOWING & 1:
                children.append(self._node(child, inside))
        bits = {"active": _ACTIVE, "checked": _CHECKED, "enabled": _ENABLED, "focused": _FOCUSED, "modal": _MODAL}
        named = frozenset(name for name, bit in bits.items() if states >> bit & 1)
        if role == "password text":
            named |= {SECRET}
        name, told = self._property(what, "Name"), self._property(what, "Description")
        return Node(_ROLES.get(role, role), name, told, value, box, named, labelled(children, name))

    def _children(self, what: tuple[str, str]) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = self._ask(what, "Accessible", "GetChildren")
        return found

    def _states(self, what: tuple[str, str]) -> int:
        low, high = self._ask(what, "Accessible", "GetState")
        return int(low) | int(high) << 32

    def _property(self, what: tuple[str, str], name: str) -> str:
        bus, path = what
        where = DBusAddress(path, bus_name=bus, interface="org.freedesktop.DBus.Properties")
        told = self._said(new_method_call(where, "Get", "ss", (f"{_A11Y}.Accessible", name)))
        return str(told[1])

    def _ask(
        self, what: tuple[str, str], interface: str, method: str, shape: str = "", body: tuple[Any, ...] = ()
    ) -> Any:
        bus, path = what
        where = DBusAddress(path, bus_name=bus, interface=f"{_A11Y}.{interface}")
        return self._said(new_method_call(where, method, shape or None, body))

    def _said(self, message: Any) -> Any:
        reply = self._spoken.send_and_get_reply(message, timeout=10)
        if reply.header.message_type.name == "error":
            raise DBusErrorResponse(reply)
        return reply.body[0]


@contextmanager
def opened(program: tuple[str, ...], folder: Path, aside: Path, today: str) -> Iterator[Screen]:
    """A screen with the program open on that folder, all of it gone afterwards."""
    check()
    with ExitStack() as held:
        hand = Screen(program, folder, aside, today, held)
        hand.open()
        try:
            yield hand
        finally:
            if hand._process is not None:
                hand._process.kill()
                hand._process.wait()
