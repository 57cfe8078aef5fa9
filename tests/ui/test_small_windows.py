"""1366x768 at 200 % is a window of 683x384, at 125 % one of 1093x614: nothing is cut off, nor pushed sideways."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QScrollArea
from scenes import Scene

from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.cards import StatTile


@pytest.mark.parametrize("width", [683, 900, 1000, 1093, 1239, 1240, 1299, 1300, 1366])
@pytest.mark.parametrize("code", [spec.code for spec in PAGES])
def test_a_page_fits_the_width_of_any_window(scene: Scene, code: str, width: int) -> None:
    page = scene.window.go(code)
    scene.window.resize(width, 614)
    settle()
    holder = page.parent()
    while not isinstance(holder, QScrollArea):
        holder = holder.parent()
    assert page.minimumSizeHint().width() <= holder.viewport().width()


@pytest.mark.parametrize("width", [683, 1093, 1239])
def test_a_tile_has_room_for_the_words_of_a_french_house(scene: Scene, width: int) -> None:
    page = scene.window.go("today")
    scene.window.resize(width, 614)
    settle()
    wanted = StatTile("Salle de formation · 20 places", "occupée", "jusqu’à 17:00").sizeHint().width()
    widths = [tile.width() for tile in page.findChildren(StatTile)]
    assert widths
    assert min(widths) >= wanted


def test_another_day_of_the_planning_fits_a_small_window_too(scene: Scene) -> None:
    """There the button back to today stands in the line of the controls."""
    page = scene.window.go("planning")
    scene.window.resize(683, 384)
    page.show_day(date(2026, 11, 26))
    settle()
    holder = page.parent()
    while not isinstance(holder, QScrollArea):
        holder = holder.parent()
    assert page.minimumSizeHint().width() <= holder.viewport().width()
    assert page._date.width() - page._date.fontMetrics().horizontalAdvance("26/11/2026") >= 48  # its icon, its edges
