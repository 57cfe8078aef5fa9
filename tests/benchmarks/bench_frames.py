"""The worst frame of a crowded week: thirty units, two thousand blocks; scrolled, looked at closer, a block pulled.

The worst frame of each of three passes, and the middle one of the three. What is measured is all that the main thread
does for one frame: the event itself, then the painting, in its own time on the processor, whatever else the computer
does. The first frame, with nothing kept yet, is paid once for a week.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from statistics import median
from time import thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication

from tierslieu_desk.ui import tour
from tierslieu_desk.ui.pages.planning.rows import PlanningBlock, PlanningDay, PlanningRow
from tierslieu_desk.ui.pages.planning.view import PlanningView
from tierslieu_desk.ui.pages.planning.zoom import Zoom
from tierslieu_desk.wallclock import Slot

UNITS, BLOCKS = 30, 2000
SCROLL, ACT = 0.016, 0.050
"""Seconds a frame may take: while scrolling, and while zooming or pulling."""
SIZE = QSize(1146, 620)
MONDAY = date(2026, 11, 23)
NAMES = ("Claire D’Almeida", "Mairie de Daumazan", "Les Amis du Volvestre", "Íñigo Ordóñez", "Atelier Bois d’Arize")


def crowded() -> PlanningDay:
    """A week in which every unit is taken half an hour, then free a quarter, from eight to eight, until 2,000."""
    rows = tuple(PlanningRow(n, f"Salle {n}", "8 places", "Salles" if n < 12 else "Bureaux") for n in range(UNITS))
    eight = datetime(2026, 11, 23, 8)
    days = 7
    opening = tuple(Slot(eight + timedelta(days=d), eight + timedelta(days=d, hours=12)) for d in range(days))
    kinds, states = ("room", "desk", "event", "tool"), ("confirmed", "tentative", "checked_in", "no_show")
    blocks = []
    for number in range(BLOCKS):
        unit, turn = number % UNITS, number // UNITS
        start = eight + timedelta(days=turn % days, minutes=70 * (turn // days) + unit)
        title = NAMES[number % len(NAMES)]
        kind, state = kinds[unit % 4], states[number % 4]
        end = start + timedelta(minutes=50)
        blocks.append(PlanningBlock(number + 1, unit, start, end, title, "Réunion", kind, state))
    return PlanningDay(MONDAY, rows, tuple(blocks), opening, days)


def frames() -> Iterator[tuple[str, float, float]]:
    """What is done, the worst frame of it in seconds, and what it may take."""
    tour.application("light")
    gc.collect()
    gc.disable()  # as in the program, which collects between two turns of the loop
    view = PlanningView()
    view.resize(SIZE)
    view.show()
    shown, picture = crowded(), QPixmap(view.viewport().size())

    def frame(act: Callable[[], object]) -> float:
        began = thread_time()
        act()
        view.viewport().render(picture)
        return thread_time() - began

    yield "first", frame(lambda: view.show_day(shown, datetime(2026, 11, 24, 10))), ACT
    view.viewport().render(picture)  # as it does when the keyboard comes to it
    down, across = view.verticalScrollBar(), view.horizontalScrollBar()
    steps = [*range(0, down.maximum(), 19), *range(down.maximum(), 0, -57)]
    yield "scrolled", median(max(frame(lambda y=y: down.setValue(y)) for y in steps) for _pass in range(3)), SCROLL
    zooms = [*(Zoom().wider(n) for n in range(6)), *(Zoom().taller(n) for n in range(-1, 4)), Zoom()]
    centre = QPoint(600, 300)
    yield "zoomed", max(frame(lambda z=z: view.look_closer(z, centre)) for z in zooms * 2), ACT
    view.look_closer(Zoom().wider(3), centre)
    view.viewport().render(picture)
    wide = range(0, across.maximum(), 83)
    passes = (max(frame(lambda x=x: across.setValue(x)) for x in wide) for _pass in range(3))
    yield "scrolled across, closer", median(passes), SCROLL
    view.look_closer(Zoom())
    down.setValue(0)
    view.viewport().render(picture)
    box = view.rect_of(1)

    def mouse(kind: QEvent.Type, at: QPoint) -> None:
        held = Qt.MouseButton.LeftButton
        spot = QPointF(at)
        QApplication.sendEvent(
            view.viewport(), QMouseEvent(kind, spot, spot, held, held, Qt.KeyboardModifier.NoModifier)
        )

    mouse(QEvent.Type.MouseButtonPress, box.center())
    ways = [box.center() + QPoint(5 * n, 3 * n) for n in range(1, 90)]
    yield "pulled", max(frame(lambda at=at: mouse(QEvent.Type.MouseMove, at)) for at in ways), ACT
    view.close()
    gc.enable()


if __name__ == "__main__":
    for what, worst, budget in frames():
        print(f"{what:26} {worst * 1e3:7.1f} ms of {budget * 1e3:.0f}")
