"""The window starts with what Today needs and nothing else, and another process is never in its way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from builders import open_desk, person, slot, small_house

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings

NOT_FOR_TODAY = (
    *("sqlalchemy", "alembic", "logging.handlers", "reportlab", "pikepdf", "httpx", "paramiko", "cryptography"),
    *("openpyxl", "pypdf", "python_calamine", "dateutil", "keyring", "charset_normalizer", "babel", "qtawesome"),
    *("PySide6.QtPdf", "PySide6.QtNetwork", "PySide6.QtPrintSupport"),
    *(
        "tierslieu_desk.network",
        "tierslieu_desk.commands",
        "tierslieu_desk.logs",
        "tierslieu_desk.services.booking.bookings",
    ),
    *("tierslieu_desk.services.keeping.copies", "tierslieu_desk.ui.pages.planning.page", "tierslieu_desk.ui.dialog"),
)
OPTION_ENDS = datetime(2026, 11, 25)
"""Told on the first page all of the 24th: no date of it may wait for the library that writes dates."""
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
WHAT_IS_LOADED = """
import json, linecache, sys
from tierslieu_desk.__main__ import main
code = main(sys.argv[1:])
print(json.dumps({"code": code, "modules": sorted(sys.modules), "read": sorted(linecache.cache)}))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_desk(tmp_path) as desk:
        house = small_house(desk)
        maria = person(desk, "Maria", "Roca")
        kept = NewBooking(house.room_a, maria, slot("09:00", "12:00", "2026-11-30"), tentative_until=OPTION_ENDS)
        Bookings(desk).book(kept)
    return tmp_path


def window(folder: Path, *more: str) -> subprocess.Popen[str]:
    """A window of its own process, not waited for."""
    words = [sys.executable, "-m", "tierslieu_desk", "--data", str(folder), "--today", "2026-11-24", *more]
    return subprocess.Popen(
        words, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_nothing_is_loaded_that_today_does_not_need(folder: Path) -> None:
    words = [sys.executable, "-c", WHAT_IS_LOADED, "--data", str(folder), "--today", "2026-11-24", "--until-ready"]
    ran = subprocess.run(words, check=False, env=ENVIRONMENT, capture_output=True, text=True, encoding="utf-8")
    told = json.loads(ran.stdout.splitlines()[-1])
    assert told["code"] == 0, ran.stderr
    loaded = [name for name in told["modules"] if name.startswith(NOT_FOR_TODAY)]
    assert loaded == []
    assert [name for name in told["read"] if "/tierslieu_desk/ui/" in Path(name).as_posix()] == []


def test_a_folder_without_a_desk_gets_an_empty_one(tmp_path: Path) -> None:
    started = window(tmp_path / "new", "--until-ready")
    out, err = started.communicate(timeout=60)
    assert (started.returncode, out) == (0, ""), err
    assert (tmp_path / "new" / "desk.sqlite3").is_file()


def test_a_desk_that_cannot_be_opened_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite3").write_text("this is no desk " * 400, encoding="utf-8")
    started = window(tmp_path, "--until-ready")
    _out, err = started.communicate(timeout=60)
    assert started.returncode == 1
    assert "est illisible" in err
    assert "Traceback" not in err
    assert (tmp_path / "desk.sqlite3").read_text(encoding="utf-8").startswith("this is no desk")


def test_the_window_that_made_the_folder_is_the_one_that_is_raised(tmp_path: Path) -> None:
    first = window(tmp_path / "new")
    try:
        wait_for(tmp_path / "new" / "desk.sqlite3")
        second = window(tmp_path / "new")
        _out, err = second.communicate(timeout=60)
        assert second.returncode == 0, err
        assert first.poll() is None
    finally:
        first.terminate()
        first.communicate(timeout=30)


def test_a_second_window_raises_the_first_and_leaves(folder: Path) -> None:
    first = window(folder)
    try:
        wait_for(folder / "window.lock")
        second = window(folder)
        _out, err = second.communicate(timeout=60)
        assert second.returncode == 0, err
        assert first.poll() is None
    finally:
        first.terminate()
        first.communicate(timeout=30)


@pytest.mark.parametrize("left", [b"", b"4242\ntierslieu-desk\nanother-name-of-this-computer\n"])
def test_the_lock_of_a_window_that_died_is_no_obstacle(folder: Path, left: bytes) -> None:
    first = window(folder)
    wait_for(folder / "window.lock")
    first.kill()
    first.communicate(timeout=30)
    (folder / "window.lock").write_bytes(left)
    second = window(folder, "--until-ready")
    _out, err = second.communicate(timeout=60)
    assert second.returncode == 0, err


def wait_for(file: Path) -> None:
    """Until the file is there, ten seconds at most."""
    for _round in range(200):
        if file.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{file.name} did not come")
