"""Next week on the planning, read and painted, beside bare sqlite3 reading the same rows and QPainter as many boxes:
a box a day and a name for each unit, a box and a name for each hold.

Thirty units, all in sight: the window is as tall as they need. Both work on the main thread.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date, datetime, time, timedelta
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from houses import Lived
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from tierslieu_desk import compose
from tierslieu_desk.models.store import FILE
from tierslieu_desk.ui import tour
from tierslieu_desk.ui.pages.planning.day import drawn
from tierslieu_desk.ui.pages.planning.view import PlanningView
from tierslieu_desk.ui.pages.planning.zoom import Zoom
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    from tierslieu_desk.compose import Services

BUDGET, GROWTH_BUDGET = 3.0, 1.3
FRAME = 0.033
SIZE = QSize(1366, 1500)
_UNITS = "SELECT id, name FROM unit WHERE retired = 0 AND is_pool = 0 ORDER BY position, id"
_HOLDS = """
    SELECT h.id, h.starts, h.ends, p.name, b.title, b.state, e.title
    FROM hold AS h LEFT JOIN booking AS b ON b.id = h.booking_id LEFT JOIN party AS p ON p.id = b.party_id
    LEFT JOIN event_session AS s ON s.id = h.event_session_id LEFT JOIN event AS e ON e.id = s.event_id
    WHERE h.unit_id = ? AND h.starts < ? AND h.starts >= ?
"""


def week_of(day: date) -> Slot:
    """The week after that day, from its Monday."""
    monday = day + timedelta(days=7 - day.weekday())
    start = datetime.combine(monday, time())
    return Slot(start, start + timedelta(days=7))


def bare(connection: sqlite3.Connection, week: Slot) -> float:
    """Seconds to read the rows of the week unit by unit, and to draw as many boxes, each with its name."""
    began = perf_counter()
    picture = QImage(SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor("lightgreen"))
    hour = timedelta(hours=1)
    for line, (unit, name) in enumerate(connection.execute(_UNITS).fetchall()):
        painter.drawText(15, line * 38 + 20, name)
        for day in range(7):
            painter.drawRect(188 + day * 168, line * 38, 168, 38)
        for row in connection.execute(_HOLDS, (unit, str(week.end), str(week.start))).fetchall():
            start, end = datetime.fromisoformat(row[1]), datetime.fromisoformat(row[2])
            left, right = ((at - week.start) / hour * 7 for at in (start, end))
            box = QRect(round(left) + 188, line * 38, max(round(right - left), 6), 32)
            painter.drawRoundedRect(box, 6, 6)
            painter.drawText(box, row[3] or row[6] or "")
    painter.end()
    return perf_counter() - began


def product(services: Services, view: PlanningView, week: Slot, now: datetime) -> float:
    """Seconds to read the week and to paint it, as the planning page does."""
    began = perf_counter()
    days = services.planning.span(week)
    view.show_day(drawn(days, week.start.date(), 7, now=now).day, now)
    picture = QPixmap(SIZE)
    view.viewport().render(picture)
    return perf_counter() - began


@contextmanager
def planning(house: Lived) -> Iterator[tuple[Services, PlanningView, sqlite3.Connection]]:
    """A desk on that house, a planning tall enough for all its units, and a bare connection to the same file."""
    tour.application("light")
    with ExitStack() as stack:
        services = stack.enter_context(closing(compose.open_desk(house.folder, house.today)))
        connection = stack.enter_context(closing(sqlite3.connect(house.folder / FILE)))
        view = PlanningView()
        view.resize(SIZE)
        view.show()
        yield services, view, connection
        view.close()


def repaints(house: Lived, rounds: int) -> dict[str, float]:
    """Median seconds to paint the week again: a turn of the wheel further, then with wider hours, then with taller
    lines; nothing is read."""
    with planning(house) as (services, view, _connection):
        view.resize(1366, 768)
        week = week_of(house.today)
        view.show_day(drawn(services.planning.span(week), week.start.date(), 7).day)
        picture = QPixmap(view.viewport().size())
        took: dict[str, list[float]] = {"scrolled": [], "wider": [], "taller": []}
        for turn in range(rounds * 4 + 3):
            for what, times in took.items():
                began = perf_counter()
                if what == "scrolled":
                    view.verticalScrollBar().setValue((turn % 5) * 40)
                else:
                    usual = Zoom()
                    closer = usual.wider(2) if what == "wider" else usual.taller(1)
                    view.look_closer(closer if view.zoom == usual else usual)
                view.viewport().render(picture)
                if turn >= 3:
                    times.append(perf_counter() - began)
    return {what: median(times) for what, times in took.items()}


def weeks(houses: list[Lived], rounds: int) -> list[tuple[float, float]]:
    """Median seconds of baseline and product for each house, one after the other in every round."""
    with ExitStack() as stack:
        desks = [stack.enter_context(planning(house)) for house in houses]
        took: list[tuple[list[float], list[float]]] = [([], []) for _ in houses]
        for turn in range(rounds * 4 + 3):
            for house, (services, view, connection), (baseline, ours) in zip(houses, desks, took, strict=True):
                week = week_of(house.today)
                now = datetime.combine(house.today, time(10))
                pair = bare(connection, week), product(services, view, week, now)
                if turn >= 3:
                    baseline.append(pair[0])
                    ours.append(pair[1])
    return [(median(baseline), median(ours)) for baseline, ours in took]
