"""A picture of every page and dialog on a real desk, drawn without being shown to anybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QEvent, QSize, QThread
from PySide6.QtWidgets import QApplication, QWidget

from tierslieu_desk import i18n, say
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme, translations
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.pages.money.invoice_draft import DraftDialog
from tierslieu_desk.ui.pages.today.page import TodayPage
from tierslieu_desk.ui.pages.today.words import copy_words
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.tour_dialogs import DIALOGS
from tierslieu_desk.ui.tour_scenes import scenes

_INK, _PAPER = 128, 250
"""What is written on a page is darker than the one, the page lighter than the other (0 to 255)."""


COUNTER: tuple[tuple[str, str], ...] = (("counter", ""), ("counter-person", "mari"), ("counter-nobody", "zzz"))
"""The counter card as it is with each of these typed."""


def pictures(services: Any, out: Path, size: tuple[int, int], scheme: theme.Scheme) -> list[Path]:
    """Write the PNG files and return them. `size` is in pixels of a screen at 100 %."""
    application(scheme)
    window, _around = window_on(services)
    window.resize(QSize(*size))
    window.show()
    files = []
    for name, widget in walk(window, services):
        file = out / f"{name}.png"
        if not widget.grab().save(str(file)):
            raise PermissionError(str(file))
        files.append(file)
    window.close()
    window.deleteLater()
    settle()
    return files


def application(scheme: theme.Scheme) -> QApplication:
    """The one application, in these colours, with Qt's words in the language in force."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["tierslieu-desk"])
    translations.install(app, i18n.language())
    theme.apply(app, scheme)
    return app


def window_on(services: Any) -> tuple[MainWindow, Surroundings[Any]]:
    """A window on that desk whose long work runs at once."""
    around = Surroundings(services, Changes(), services.desk.clock, Jobs(AtOnce()))
    window = MainWindow(PAGES, around, say.sentence)
    view = services.today.view()
    window.set_place(view.place or _("Tiers-Lieu Desk"))
    window.set_sight(view.does)
    window.rail.set_copy(copy_words(view))
    window.count_all()
    return window, around


def walk(window: MainWindow, services: Any) -> Iterator[tuple[str, QWidget]]:
    """Every page, the counter card, then every dialog, shown and settled; each dialog is closed before the next."""
    for spec in PAGES:
        page = window.go(spec.code)
        page.setFocus()
        settle()
        if isinstance(page, TodayPage):
            page.show_now()
        yield spec.code, window
    for name, widget in scenes(window, services):
        settle()
        yield name, widget
    for name, typed in COUNTER:
        yield name, _counter(window, typed)
    if window.counter is not None:
        window.counter.leave()
        settle()
    for name, opener in DIALOGS:
        dialog = opener(window, services)
        if dialog is None:
            continue
        dialog.open()
        settle()
        if isinstance(dialog, PaperDialog | DraftDialog):
            wait_for_ink(dialog)
        yield f"dialog-{name}", dialog
        dialog.close()
        settle()


def _counter(window: MainWindow, typed: str) -> QWidget:
    """The card over the first page, with that name typed and something in the basket."""
    window.go(PAGES[0].code)
    window.open_counter()
    card = window.counter.card if window.counter is not None else None
    if card is not None:
        card.search.setText(typed)
        settle()
        for act in card.list.acts if typed else ():
            if act.code in {"article", "slate"}:
                card.do(act)
    settle()
    return window


def wait_for_ink(dialog: PaperDialog | DraftDialog) -> None:
    """Until the first page is drawn, which Qt does on a thread of its own; two seconds at most."""
    until = QDeadlineTimer(2000)
    while not until.hasExpired():
        seen = dialog.view.viewport().grab().toImage()
        middle = [seen.pixelColor(x, y).lightness() for x in (100, 120, 140) for y in range(40, seen.height() - 40)]
        if middle and min(middle) < _INK and max(middle) > _PAPER:
            return
        QThread.msleep(20)
        settle()


def settle() -> None:
    """Let Qt do what it had put off, and free what is closed."""
    for _round in range(12):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
