"""What every test of the window needs: the theme laid on the application, and a desk that speaks English."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import scenes
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tierslieu_desk import i18n
from tierslieu_desk.ui import theme

BETWEEN_SWEEPS = 20
"""Tests, between one that looks through all there is and the next: windows that lie about make each test slower."""
_TESTS = count(1)


@pytest.fixture(autouse=True)
def _themed(qapp: QApplication) -> Iterator[None]:
    i18n.set_language("en")
    if qapp.property("themed") is None or theme._scheme != "light":  # it is laid on whatever other tests left behind
        theme.apply(qapp, "light")
    yield
    i18n.set_language(i18n.DEFAULT_LANGUAGE)


@pytest.fixture(autouse=True)
def _swept_between_tests() -> Iterator[None]:
    """As in the program, nothing is collected in the midst of drawing: a widget freed there takes the window along."""
    gc.disable()
    yield
    gc.enable()
    if next(_TESTS) % BETWEEN_SWEEPS == 0:
        gc.collect()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def scene(qapp: QApplication, tmp_path: Path) -> Iterator[scenes.Scene]:
    """A small desk with a day on it, and its window."""
    with scenes.scene(tmp_path) as made:
        yield made


@pytest.fixture
def full_scene(scene: scenes.Scene) -> scenes.Scene:
    """The same, on which every dialog has something to open on."""
    scenes.money_moves(scene)
    return scene
