"""1366x768 at 200 % is a window of 683x384: nothing is cut off there, no page has to be pushed sideways."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollArea
from scenes import Scene

from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.cards import StatTile


@pytest.mark.parametrize("code", [spec.code for spec in PAGES])
def test_a_page_fits_the_width_of_a_window_at_two_hundred_per_cent(scene: Scene, code: str) -> None:
    page = scene.window.go(code)
    scene.window.resize(683, 384)
    settle()
    holder = page.parent()
    while not isinstance(holder, QScrollArea):
        holder = holder.parent()
    assert page.minimumSizeHint().width() <= holder.viewport().width()


def test_a_tile_has_room_for_the_words_of_a_french_house_at_two_hundred_per_cent(scene: Scene) -> None:
    page = scene.window.go("today")
    scene.window.resize(683, 384)
    settle()
    wanted = StatTile("Salle de formation · 20 places", "occupée", "jusqu’à 17:00").sizeHint().width()
    widths = [tile.width() for tile in page.findChildren(StatTile)]
    assert widths
    assert min(widths) >= wanted
