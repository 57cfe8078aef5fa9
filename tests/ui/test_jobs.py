"""Long work: off the main thread, one at a time, told of on the main thread, stopped when asked."""

from __future__ import annotations

import threading
import time

from PySide6.QtWidgets import QPushButton, QWidget

from tierslieu_desk.errors import DeskError, StoreBusy
from tierslieu_desk.ui.jobs import NETWORK, AtOnce, Jobs, Progress
from tierslieu_desk.ui.widgets.progress import JobRow

MAIN = threading.main_thread()


def test_work_runs_elsewhere_and_its_result_arrives_on_the_main_thread(qtbot) -> None:
    jobs, seen = Jobs(), {}

    def work(progress: Progress) -> int:
        seen["worker"] = threading.current_thread()
        return 42

    def done(result: int) -> None:
        seen["done"] = threading.current_thread()
        seen["result"] = result

    job = jobs.run("Counting", work, done=done)
    qtbot.waitUntil(lambda: "result" in seen)
    assert seen["result"] == 42
    assert seen["worker"] is not MAIN
    assert seen["done"] is MAIN
    assert job not in jobs.running
    assert jobs.close(1000)


def test_progress_is_told_and_the_last_step_is_never_lost(qtbot) -> None:
    jobs, steps = Jobs(), []

    def work(progress: Progress) -> None:
        for n in range(1, 201):
            progress(n, 200)

    jobs.started.connect(lambda job: job.stepped.connect(lambda step: steps.append(step.done)))
    job = jobs.run("Billing", work)
    qtbot.waitSignal(job.over).wait()
    assert steps[-1] == 200
    assert len(steps) < 50
    assert jobs.close(1000)


def test_a_job_stops_between_two_steps_when_asked(qtbot) -> None:
    jobs, reached, stopped = Jobs(), [], []

    def work(progress: Progress) -> None:
        for n in range(2000):
            progress(n, 2000)
            reached.append(n)
            time.sleep(0.005)

    job = jobs.run("Billing", work)
    job.cancelled.connect(lambda: stopped.append(True))
    qtbot.waitUntil(lambda: len(reached) > 3)
    with qtbot.waitSignal(job.over):
        job.cancel()
    assert stopped == [True]
    assert len(reached) < 2000
    assert jobs.close(1000)


def test_a_lane_does_one_thing_at_a_time_and_the_network_does_not_wait_for_the_store(qtbot) -> None:
    jobs, gate, order = Jobs(), threading.Event(), []

    def slow(progress: Progress) -> None:
        gate.wait(5)
        order.append("slow")

    jobs.run("Slow", slow)
    jobs.run("Second", lambda progress: order.append("second"))
    jobs.run("Line", lambda progress: order.append("line"), lane=NETWORK)
    qtbot.waitUntil(lambda: order == ["line"])
    gate.set()
    qtbot.waitUntil(lambda: order == ["line", "slow", "second"])
    assert jobs.close(1000)


def test_a_refusal_goes_to_who_asked_or_else_to_the_window(qtbot) -> None:
    jobs, told, window = Jobs(), [], []
    jobs.refused.connect(window.append)

    def refused(progress: Progress) -> None:
        raise StoreBusy(folder="x")

    jobs.run("Backup", refused, failed=told.append)
    jobs.run("Backup", refused)
    qtbot.waitUntil(lambda: bool(told and window))
    assert [type(e) for e in told] == [StoreBusy]
    assert [type(e) for e in window] == [StoreBusy]
    assert jobs.close(1000)


def test_a_bug_in_a_job_reaches_the_main_thread(qtbot) -> None:
    jobs, crashed = Jobs(), []

    def caught(problem: BaseException) -> None:
        crashed.append((problem, threading.current_thread()))

    jobs.crashed.connect(caught)
    jobs.run("Backup", lambda progress: 1 / 0)
    qtbot.waitUntil(lambda: bool(crashed))
    assert isinstance(crashed[0][0], ZeroDivisionError)
    assert crashed[0][1] is MAIN
    assert jobs.close(1000)


def test_closing_takes_no_more_work_and_drains_within_its_limit(qtbot) -> None:
    jobs, ended = Jobs(), []

    def work(progress: Progress) -> None:
        try:
            for n in range(1000):
                progress(n, 1000)
                time.sleep(0.005)
        finally:
            ended.append(True)

    jobs.run("Billing", work)
    assert jobs.close(3000)
    assert ended in ([True], [])  # stopped before its first step, or between two
    assert jobs.run("Late", work) is None


def test_work_that_does_not_listen_is_left_behind_after_the_limit(qtbot) -> None:
    jobs, gate = Jobs(), threading.Event()
    started = threading.Event()

    def deaf(progress: Progress) -> None:
        started.set()
        gate.wait(10)

    jobs.run("Printing", deaf)
    assert started.wait(5)
    before = time.monotonic()
    assert not jobs.close(100)
    assert time.monotonic() - before < 2
    gate.set()
    assert jobs._runner.drain(5000)
    qtbot.wait(20)


def test_at_once_runs_before_it_returns(qtbot) -> None:
    jobs, results = Jobs(AtOnce()), []
    jobs.run("Counting", lambda progress: 7, done=results.append)
    assert results == [7]
    assert jobs.running == ()


def test_the_bar_names_what_it_stops_and_goes_away(qtbot) -> None:
    jobs, gate, host = Jobs(), threading.Event(), QWidget()
    qtbot.addWidget(host)

    def work(progress: Progress) -> None:
        while not gate.wait(0.005):
            progress.check()

    job = jobs.run("Billing November", work)
    row = JobRow(job, host)
    host.show()
    stop = row.findChild(QPushButton)
    assert stop.accessibleName() == "Stop: Billing November"
    with qtbot.waitSignal(job.over):
        stop.click()
    assert not row.isVisible()
    assert jobs.close(1000)


def test_every_desk_error_is_for_the_window_and_no_bug_is() -> None:
    assert issubclass(StoreBusy, DeskError)
    assert not issubclass(ZeroDivisionError, DeskError)
