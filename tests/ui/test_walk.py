"""One walk through every page and dialog in every language: all open, all named, all freed."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QLineEdit, QMainWindow, QWidget
from scenes import Scene

from tierslieu_desk import i18n
from tierslieu_desk.ui import theme, tour, translations
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.tour_scenes import SCENES
from tierslieu_desk.ui.widgets.ticks import Tick

ROOT = Path(__file__).resolve().parents[2]


def nameless(widget: QWidget) -> list[str]:
    return [
        f"{type(w).__name__} {w.objectName()}"
        for w in widget.findChildren(QWidget)
        if isinstance(w, (QLineEdit, QComboBox, QAbstractButton))
        and w.objectName() not in {"qt_spinbox_lineedit", "qt_calendar_yearedit", "qt_tableview_cornerbutton"}
        and not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))
        and not isinstance(w.parent(), QLineEdit)
    ]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_and_dialog_opens_named_and_is_freed(qapp, full_scene: Scene, language: str, scheme) -> None:
    i18n.set_language(language)
    translations.install(qapp, language)
    theme.apply(qapp, scheme)
    seen, dialogs, unnamed, undrawn = [], [], [], []
    for name, widget in tour.walk(full_scene.window, full_scene.services):
        seen.append(name)
        unnamed += [f"{name}: {one}" for one in nameless(widget)]
        assert not widget.grab().isNull()
        undrawn += [f"{name}: {box.text()}" for box in widget.findChildren(QCheckBox) if not isinstance(box, Tick)]
        if isinstance(widget, Dialog):
            dialogs.append(weakref.ref(widget))
        del widget
    tour.settle()
    gc.collect()
    counter = [name for name, _typed in tour.COUNTER]
    dialog_names = [f"dialog-{name}" for name, _opener in tour.DIALOGS]
    assert seen == [spec.code for spec in PAGES] + list(SCENES) + counter + dialog_names
    assert unnamed == undrawn == []
    assert [one() for one in dialogs if one() is not None] == []
    translations.install(qapp, "en")


class _StrayWindows(QObject):
    """Parts of a page shown before they are in it: each is a window for a moment, and takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt’s name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            popup = watched.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
            if not popup and not isinstance(watched, Dialog | QMainWindow):
                self.seen.append(f"{type(watched).__name__} in {type(watched.parentWidget()).__name__}")
        return False


def test_no_part_of_a_page_is_ever_a_window_of_its_own(qapp, full_scene: Scene) -> None:
    stray = _StrayWindows()
    qapp.installEventFilter(stray)
    for _name, _widget in tour.walk(full_scene.window, full_scene.services):
        pass
    qapp.removeEventFilter(stray)
    assert stray.seen == []


def test_a_booking_made_by_another_process_appears(qtbot, scene: Scene, tmp_path: Path) -> None:
    page = scene.window.go("planning")
    store = scene.services.desk.store
    assert store.changed_elsewhere() is False
    around = page.watches
    command = ["book", "--unit", "Room B", "--for", "Jean Dupont"]
    times = ["--from", "2026-11-24T17:00", "--to", "2026-11-24T18:00"]
    words = [sys.executable, "-m", "tierslieu_desk", "--data", str(tmp_path), "--today", "2026-11-24"]
    ran = subprocess.run([*words, *command, *times], check=False, cwd=ROOT, env=os.environ, capture_output=True)
    assert ran.returncode == 0, ran.stderr

    def elsewhere() -> frozenset[str]:
        return around if store.changed_elsewhere() else frozenset()

    scene.window._surroundings.changes.watch(elsewhere)
    qtbot.waitUntil(lambda: any(b.title == "Jean Dupont" for b in page._shown.day.blocks), timeout=5000)


def test_the_tour_asks_nothing_of_a_screen() -> None:
    assert isinstance(tour.application("light"), QApplication)
