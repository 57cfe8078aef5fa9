"""The window around the desk: Today first, and right after it the day's copy, the dates of series, other processes."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from builders import NOW, SmallHouse, advance_to, open_desk, person, slot, small_house
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import text

from tierslieu_desk import errors, logs
from tierslieu_desk.app import DeskWindow
from tierslieu_desk.compose import Services
from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency, Period
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.series import NewSeries
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.today.page import TodayPage
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.wallclock import StoppedClock


@dataclass(frozen=True)
class Opened:
    """A desk's window, shown on Today."""

    services: Services
    house: SmallHouse
    around: Surroundings[Services]
    desk: DeskWindow


@pytest.fixture
def opened(qapp: QApplication, qtbot, tmp_path: Path) -> Iterator[Opened]:
    with open_desk(tmp_path) as desk:
        house = small_house(desk)
        services = Services(desk)
        around = Surroundings(services, Changes(), desk.clock, Jobs(AtOnce()))
        window = DeskWindow(services, around, None)
        with qtbot.waitSignal(window.ready, timeout=10_000):
            window.open()
        try:
            yield Opened(services, house, around, window)
        finally:
            logs.stop()
            window.window.close()
            window.window.deleteLater()


def dates(opened: Opened) -> int:
    with opened.services.desk.store.reading() as session:
        return int(session.execute(text("SELECT count(*) FROM booking")).scalar_one())


def test_the_window_opens_on_today_with_the_places_name(opened: Opened) -> None:
    shown = [page for page in opened.desk.window.pages if page.isVisible()]
    assert [type(page) for page in shown] == [TodayPage]
    assert "L’Étang Vert" in opened.desk.window.windowTitle()


def test_the_window_comes_back_in_the_size_it_was_left_in(opened: Opened) -> None:
    opened.desk.window.resize(781, 613)
    opened.desk.window.close()
    again = DeskWindow(opened.services, opened.around, None)
    assert (again.window.width(), again.window.height()) == (781, 613)
    again.window.deleteLater()


def test_the_first_window_of_a_day_makes_the_days_copy_and_says_so_in_the_log(opened: Opened, tmp_path: Path) -> None:
    assert opened.services.copies.last() is None, "never before Today is there"
    opened.desk.after_the_start()
    made = opened.services.copies.last()
    assert made is not None
    assert made.file.is_file()
    assert (tmp_path / "logs").is_dir()
    opened.desk.after_the_start()
    assert len(opened.services.copies.all()) == 1


def test_the_first_window_of_a_day_makes_the_dates_that_have_come_within_sight(opened: Opened) -> None:
    services = opened.services
    rule = Rule(Frequency.WEEK, 1, datetime(2026, 11, 25, 9), 60)
    services.series.book(NewSeries(opened.house.room_a, person(services.desk), rule))
    before = dates(opened)
    opened.desk.after_the_start()
    assert dates(opened) == before
    advance_to(services.desk, NOW + timedelta(days=14))
    opened.desk.after_the_start()
    assert dates(opened) == before + 2


def test_what_another_process_books_is_heard_of_within_seconds(qtbot, opened: Opened, tmp_path: Path) -> None:
    marie = person(opened.services.desk)
    opened.desk.after_the_start()
    qtbot.wait(1500)  # the first question only learns where the store stands
    other = Desk(stores.Store(tmp_path), StoppedClock(NOW), lambda: "Zoé")
    with qtbot.waitSignal(opened.around.changes.touched, timeout=10_000) as told:
        Bookings(other).book(NewBooking(opened.house.room_a, marie, slot("14:00", "15:00", "2026-11-24")))
    other.store.close()
    assert "booking" in told.args[0]


def test_the_foot_of_the_rail_says_how_old_the_copy_outside_is(qtbot, opened: Opened) -> None:
    foot = opened.desk.window.rail.findChild(QLabel, "copyAge")
    qtbot.waitUntil(lambda: foot.text() == "Pas encore de copie hors de cet ordinateur")
    opened.services.copies.make()
    with opened.services.desk.store.writing() as session:
        session.execute(text("UPDATE copy_made SET outside = 1"))
    advance_to(opened.services.desk, NOW + timedelta(days=1))
    opened.desk.window.go("today").refresh()
    qtbot.waitUntil(lambda: foot.text() == "Copie externe\N{NO-BREAK SPACE}: hier 10:47")


def test_what_ended_periods_leave_is_written_into_those_that_run(opened: Opened) -> None:
    """Two days a month that roll over, charged ahead in October: 4 half-days of it go to November beside its own 4."""
    services = opened.services
    advance_to(services.desk, datetime(2026, 10, 5, 9))
    marie = person(services.desk)
    rolling = NewPlan(name="Rolling", period=Period.MONTH, price_e4=0, days_included=2, rolls_over=True)
    services.plans.sell(NewSubscription(marie, services.plans.add(rolling), starts=date(2026, 10, 1)))
    services.plans.renew_due(date(2026, 11, 1))
    advance_to(services.desk, NOW)
    assert [line.half_days for line in services.plans.explain(marie)] == [4, 4]
    opened.desk.after_the_start()
    assert [line.half_days for line in services.plans.explain(marie)] == [4, 4, -4, 4]


def test_a_window_left_open_overnight_begins_the_next_day(qtbot, opened: Opened) -> None:
    """The day's copy, the dates that come within sight, and pages that show the new day, whichever page is shown."""
    services, window = opened.services, opened.desk.window
    rule = Rule(Frequency.WEEK, 1, datetime(2026, 11, 25, 9), 60)
    services.series.book(NewSeries(opened.house.room_a, person(services.desk), rule))
    opened.desk.after_the_start()
    window.go("planning")
    before, copies = dates(opened), len(services.copies.all())
    advance_to(services.desk, datetime(2026, 11, 24, 23, 59))
    window._tick()
    assert (dates(opened), len(services.copies.all())) == (before, copies)
    advance_to(services.desk, datetime(2026, 12, 1, 0, 0))
    window._tick()
    assert (dates(opened), len(services.copies.all())) == (before + 1, copies + 1)
    made = services.copies.last()
    assert made is not None
    assert services.desk.clock.to_wall(made.made_at).date() == date(2026, 12, 1)
    window._tick()
    assert len(services.copies.all()) == copies + 1
    page = window.go("today")
    qtbot.waitUntil(lambda: page.title == "Mardi 1er décembre")


def test_the_foot_of_the_rail_grows_older_overnight_whichever_page_is_shown(qtbot, opened: Opened) -> None:
    services, window = opened.services, opened.desk.window
    foot = window.rail.findChild(QLabel, "copyAge")
    services.copies.make()
    with services.desk.store.writing() as session:
        session.execute(text("UPDATE copy_made SET outside = 1"))
    opened.desk.after_the_start()
    window.go("planning")
    window._tick()
    assert foot.text() == "Copie externe\N{NO-BREAK SPACE}: aujourd’hui 10:47"
    advance_to(services.desk, NOW + timedelta(days=8))
    window._tick()
    assert foot.text() == "Copie externe\N{NO-BREAK SPACE}: il y a 8 jours"


def test_a_gesture_in_the_window_gives_up_soon_while_another_process_writes(opened: Opened) -> None:
    with closing(sqlite3.connect(opened.services.desk.store.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(errors.StoreWriting):
            opened.services.visits.passer_by()
        assert time.monotonic() - began < 2.5
    opened.services.visits.passer_by()
