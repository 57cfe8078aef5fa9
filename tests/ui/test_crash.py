"""A bug leaves a report without secrets and one calm sentence, wherever it happened."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

import pytest
from PySide6.QtCore import QObject, QTimer

from tierslieu_desk import logs
from tierslieu_desk.logs import without_secrets
from tierslieu_desk.ui import crash
from tierslieu_desk.ui.crash import CrashReporter
from tierslieu_desk.ui.jobs import Jobs


@pytest.fixture
def reporter(tmp_path):
    made = CrashReporter(tmp_path, lambda: datetime(2026, 11, 24, 10, 47, 3))
    made.install()
    yield made
    made.uninstall()


def test_a_bug_in_a_slot_is_reported_and_said(qtbot, reporter) -> None:
    said = []
    reporter.show(lambda sentence, label, act: said.append((sentence, label, threading.current_thread())))
    with qtbot.captureExceptions():
        reporter.install()
        QTimer.singleShot(0, lambda: {}["password=hunter2"])
        qtbot.waitUntil(lambda: bool(said))
    assert said[0][0] == "Something went wrong on our side; nothing you confirmed is lost."
    assert said[0][1] == "See the report"
    text = reporter.last.read_text(encoding="utf-8")
    assert "KeyError" in text
    assert "hunter2" not in text
    assert reporter.last.name == "report-2026-11-24-104703.txt"


def test_a_bug_in_a_thread_is_said_on_the_main_one(qtbot, reporter) -> None:
    said = []
    reporter.show(lambda *_words: said.append(threading.current_thread()))
    worker = threading.Thread(target=lambda: 1 / 0)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(said))
    assert said == [threading.main_thread()]


def test_a_bug_in_a_job_is_reported(qtbot, reporter) -> None:
    jobs = Jobs()
    jobs.crashed.connect(reporter.report)
    jobs.run("Backup", lambda progress: 1 / 0)
    qtbot.waitUntil(lambda: reporter.last is not None)
    assert "ZeroDivisionError" in reporter.last.read_text(encoding="utf-8")
    assert jobs.close(1000)


def test_two_bugs_in_one_second_leave_two_reports(qtbot, reporter) -> None:
    reporter.report(ValueError("a"))
    first = reporter.last
    reporter.report(ValueError("b"))
    assert reporter.last != first
    assert first.exists()


def test_a_folder_that_cannot_be_written_does_not_make_it_worse(qtbot, tmp_path) -> None:
    (tmp_path / "logs").write_text("in the way", encoding="utf-8")
    reporter = CrashReporter(tmp_path, lambda: datetime(2026, 11, 24))
    reporter.report(ValueError("a"))
    assert reporter.last is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("https://maria:s3cret@dav.example.org/x", "https://(hidden)@dav.example.org/x"),
        ("TIERSLIEU_TARGET_PASSWORD=hunter2 next", "TIERSLIEU_TARGET_PASSWORD=(hidden) next"),
        ('{"password": "a b", "user": "maria"}', '{"password": (hidden), "user": "maria"}'),
        ("Authorization: Bearer abc.def", "Authorization: (hidden)"),
        ("[parameters: ('Maria Roca', 'x')]", "[parameters: (hidden)]"),
        ("paid to FR76 3000 6000 0112 3456 7890 189 today", "paid to (hidden) today"),
        ("the token of trust", "the token of trust"),
        ("Salle Jaune 14:00", "Salle Jaune 14:00"),
    ],
)
def test_secrets_are_taken_out(text: str, left: str) -> None:
    assert without_secrets(text) == left


def test_the_log_rotates_in_its_folder_without_secrets(tmp_path) -> None:
    assert crash.FOLDER == logs.FOLDER
    file = logs.start(tmp_path)
    try:
        logging.getLogger("tierslieu_desk").warning("url %s", "https://a:b@c.org")
        assert "https://(hidden)@c.org" in file.read_text(encoding="utf-8")
        assert file == tmp_path / "logs" / "desk.log"
    finally:
        logs.stop()


def test_qts_own_messages_go_to_the_log(qtbot, reporter, caplog) -> None:
    with caplog.at_level(logging.WARNING, logger="qt"):
        QObject().setObjectName("x")
        from PySide6.QtCore import qWarning

        qWarning("a thing Qt says")
    assert "a thing Qt says" in caplog.text
