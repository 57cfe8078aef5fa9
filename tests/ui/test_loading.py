"""What is built of Qt comes to be on the main thread, a little at a time; nothing of it is left for a first click."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from PySide6.QtCore import QObject

from tierslieu_desk.ui import loading

WATCHED = """
import json, sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
from importlib import import_module
from tierslieu_desk import app, documents
from tierslieu_desk.ui import loading
from tierslieu_desk.ui.pages import PAGES

def of_the_window():
    return {name for name in sys.modules if name.startswith("tierslieu_desk.ui.")}

most, before = 0, of_the_window()
for module in loading.MODULES.split():
    import_module(f"tierslieu_desk.ui.{module}")
    now = of_the_window()
    most, before = max(most, len(now - before)), now
import_module("tierslieu_desk.ui.tour_dialogs")
import_module("tierslieu_desk.ui.operators.overlay")
for spec in PAGES:
    import_module(f"tierslieu_desk.ui.pages.{spec.code}.page")
left = sorted(name for name in of_the_window() - before if "tour_dialogs" not in name)
print(json.dumps([most, left]))
"""


def test_every_dialog_and_page_is_loaded_and_never_many_modules_at_once() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED], check=True, env=environment, capture_output=True, encoding="utf-8"
    )
    most, left = json.loads(ran.stdout.splitlines()[-1])
    assert left == []
    assert most <= 4, "a turn of the window loads a few modules at most"


def test_it_is_done_once_all_of_them_are_there(qtbot) -> None:
    parent = QObject()
    loader = loading.Loading(parent)
    with qtbot.waitSignal(loader.done, timeout=30_000):
        loader.start()
    assert all(f"tierslieu_desk.ui.{module}" in sys.modules for module in loading.MODULES.split())
    with qtbot.waitSignal(loader.done, timeout=5_000):
        loader.start()
