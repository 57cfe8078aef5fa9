"""What waits goes by itself: after a change, when the line is back; the window stays free and only words change."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import peers
import pytest
from builders import open_desk, person, small_house
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tierslieu_desk import say
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.vocabulary import TargetKind
from tierslieu_desk.services.online import publishing
from tierslieu_desk.services.online.targets import TargetRow, TargetState
from tierslieu_desk.ui import by_itself
from tierslieu_desk.ui import line as lines
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.jobs import Jobs
from tierslieu_desk.ui.line import Line
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.progress import JobRow
from tierslieu_desk.wallclock import Clock, StoppedClock

FIELDS: dict[str, object] = {"name": "Pond coworking", "summary": "A desk by the pond."}
SECONDS = 15_000


@dataclass
class Wired:
    """A desk, its window, and its line, whose work is done on threads of their own."""

    services: Services
    window: MainWindow
    line: Line

    @property
    def told(self) -> str:
        """The words at the foot of the rail."""
        return self.window.rail._line.text()


@pytest.fixture
def wired(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wired]:
    monkeypatch.setenv("TIERSLIEU_TARGET_PASSWORD", peers.PASSWORD)
    monkeypatch.setattr(publishing, "LONGEST_WITHOUT_A_LINE", timedelta(seconds=0.1))
    monkeypatch.setattr(by_itself, "SOON_MS", 20)
    monkeypatch.setattr(by_itself, "BEAT_MS", 60)
    with open_desk(tmp_path / "desk") as desk:
        small_house(desk)
        desk.clock = Clock()
        services, changes = Services(desk), Changes()
        desk.store.changes.subscribe(changes.announce)
        around = Surroundings(services, changes, desk.clock, Jobs())
        window = MainWindow(PAGES, around, say.sentence)
        line = Line(around, window.rail, window)
        window.closing.connect(line.stop)
        window.show()
        services.listings.edit(FIELDS, public=["name", "summary"])
        try:
            yield Wired(services, window, line)
        finally:
            window.close()
            window.deleteLater()


def said(disk: Path) -> dict[str, object]:
    file = disk / "site" / "listing.json"
    found: dict[str, object] = json.loads(file.read_bytes()) if file.is_file() else {}
    return found


def test_what_is_kept_goes_out_by_itself(qtbot, wired: Wired, tmp_path: Path) -> None:
    with peers.webdav(tmp_path / "server") as server:
        wired.line.start()
        assert wired.told == ""
        wired.services.targets.add("site", TargetKind.WEBDAV, server.url, peers.USER)
        qtbot.waitUntil(lambda: wired.told == "Online · listing up to date", timeout=SECONDS)
        assert said(server.disk)["summary"] == "A desk by the pond."
        wired.services.listings.edit({**FIELDS, "summary": "Two desks."}, public=["name", "summary"])
        qtbot.waitUntil(lambda: said(server.disk).get("summary") == "Two desks.", timeout=SECONDS)
        qtbot.waitUntil(lambda: wired.told == "Online · listing up to date", timeout=SECONDS)


def test_with_the_line_down_nothing_fails_and_when_it_is_back_it_goes_by_itself(
    qtbot, wired: Wired, tmp_path: Path
) -> None:
    disk = tmp_path / "server"
    with peers.webdav(disk) as server:
        port = urlsplit(server.url).port
        wired.services.targets.add("site", TargetKind.WEBDAV, server.url, peers.USER)
        wired.line.start()
        qtbot.waitUntil(lambda: wired.told == "Online · listing up to date", timeout=SECONDS)
    wired.services.listings.edit({**FIELDS, "summary": "Written without a line."}, public=["name", "summary"])
    qtbot.waitUntil(lambda: wired.told.startswith("Waiting for the line since "), timeout=SECONDS)
    person(wired.services.desk, "Somebody", "Else")
    qtbot.wait(300)
    assert wired.window.messages.sentence == ""
    assert wired.window.findChildren(JobRow) == []
    assert said(disk)["summary"] == "A desk by the pond."
    assert port is not None
    with peers.webdav(disk, port):
        qtbot.waitUntil(lambda: said(disk).get("summary") == "Written without a line.", timeout=SECONDS)
        qtbot.waitUntil(lambda: wired.told == "Online · listing up to date", timeout=SECONDS)


def test_a_hotels_sign_in_page_is_said_at_the_foot_and_past_it_the_listing_goes(
    qtbot, wired: Wired, tmp_path: Path
) -> None:
    disk = tmp_path / "server"
    with peers.answering(200, b"<html>Bienvenue</html>", Content_Type="text/html") as portal:
        port = urlsplit(portal.url).port
        wired.services.targets.add("site", TargetKind.WEBDAV, portal.url, peers.USER)
        wired.line.start()
        qtbot.waitUntil(lambda: wired.told == "Sign in to the network", timeout=SECONDS)
    assert wired.window.messages.sentence == ""
    assert port is not None
    with peers.webdav(disk, port):
        qtbot.waitUntil(lambda: wired.told == "Online · listing up to date", timeout=SECONDS)
        assert said(disk)["name"] == "Pond coworking"


def test_new_opening_hours_go_out_without_anybody_asking(qtbot, wired: Wired, tmp_path: Path) -> None:
    wired.services.listings.edit(FIELDS, public=["name", "opening_hours"])
    wired.services.targets.add("site", TargetKind.FOLDER, str(tmp_path / "stick" / "site"))
    (tmp_path / "stick").mkdir()
    wired.line.start()
    qtbot.waitUntil(lambda: said(tmp_path / "stick").get("opening_hours") == "Mo-Fr 08:00-20:00", timeout=SECONDS)
    wired.services.places.set_hours([WeeklyHours(5, 9 * 60, 12 * 60)])
    qtbot.waitUntil(lambda: said(tmp_path / "stick").get("opening_hours") == "Sa 09:00-12:00", timeout=SECONDS)


def test_a_server_that_keeps_us_waiting_keeps_nobody_else_waiting(qtbot, wired: Wired) -> None:
    """The store can be written, and the window moves on, while a server says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host, port = listening.getsockname()
        wired.services.targets.add("site", TargetKind.WEBDAV, f"http://{host}:{port}/site", peers.USER)
        beats: list[int] = []
        timer = QTimer()
        timer.timeout.connect(lambda: beats.append(1))
        timer.start(10)
        wired.line.start()
        qtbot.waitUntil(lambda: wired.line._sending, timeout=SECONDS)
        person(wired.services.desk, "Somebody", "Else")
        before = len(beats)
        qtbot.wait(500)
        assert len(beats) - before > 20
        assert wired.line._sending
        assert wired.window.findChildren(JobRow) == []
        timer.stop()
    qtbot.waitUntil(lambda: not wired.line._sending, timeout=SECONDS)


def test_nothing_waiting_asks_nothing_of_the_line(qtbot, wired: Wired, tmp_path: Path) -> None:
    with peers.webdav(tmp_path / "server") as server:
        wired.services.targets.add("site", TargetKind.WEBDAV, server.url, peers.USER)
        wired.line.start()
        qtbot.waitUntil(lambda: wired.told == "Online · listing up to date", timeout=SECONDS)
        asked = len(server.asked)
        qtbot.wait(400)
        assert len(server.asked) == asked


def test_a_change_goes_within_a_minute_of_the_line_being_back() -> None:
    waits = timedelta(milliseconds=by_itself.BEAT_MS) + publishing.LONGEST_WITHOUT_A_LINE
    assert waits <= timedelta(minutes=1)


def row(name: str, state: TargetState, message: str = "") -> TargetRow:
    since = datetime(2026, 11, 24, 9, 40, tzinfo=UTC)
    return TargetRow(1, name, TargetKind.WEBDAV, "https://x.example", "", 1, since, 1, since, message, state)


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ([], ""),
        ([TargetState.ONLINE], "Online · listing up to date"),
        ([TargetState.ONLINE, TargetState.NEW], "Online · a change is on its way"),
        ([TargetState.ONLINE, TargetState.WAITING], "Waiting for the line since 10:40"),
        ([TargetState.WAITING, TargetState.PORTAL], "Sign in to the network"),
        ([TargetState.PORTAL, TargetState.CONFLICT], "“two” needs you: see Network"),
        ([TargetState.REFUSED, TargetState.WAITING], "“one” needs you: see Network"),
    ],
)
def test_what_needs_somebody_is_said_first(states: list[TargetState], told: str) -> None:
    rows = [row(name, state) for name, state in zip(("one", "two"), states, strict=False)]
    assert lines.words(rows, StoppedClock(datetime(2026, 11, 24, 10, 47)))[0] == told


@pytest.mark.parametrize(
    ("state", "by_itself", "told"),
    [
        (TargetState.ONLINE, True, "Listing up to date"),
        (TargetState.NEW, True, "A change is on its way"),
        (TargetState.NEW, False, "A change is to be published"),
        (TargetState.PAUSED, True, "Publishing is paused"),
        (TargetState.WAITING, True, "“stick” needs you: see Network"),
    ],
)
def test_a_folder_of_this_computer_is_never_online(state: TargetState, by_itself: bool, told: str) -> None:
    folder = replace(
        row("stick", state), kind=TargetKind.FOLDER, by_itself=by_itself, paused=state is TargetState.PAUSED
    )
    assert lines.words([folder], StoppedClock(datetime(2026, 11, 24, 10, 47)))[0] == told
