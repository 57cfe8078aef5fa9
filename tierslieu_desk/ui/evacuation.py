"""The evacuation list on one key, over whatever is open: drawn at once, since nobody waits for other work then."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.jobs import Jobs
from tierslieu_desk.ui.paper_dialog import PaperDialog, show_paper
from tierslieu_desk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from tierslieu_desk.ui.page import Page


class Window(Protocol):
    """What is told how the printing went."""

    def tell(self, sentence: str, undo: Any) -> None:
        """Say it in the bar."""


class _Asker(QWidget):
    """Stands where a page would, over a dialog that is open."""

    said = Signal(str, object)


def print_list(window: QWidget, around: Surroundings[Any]) -> None:
    """Draw the list and show it, ready to print; a second press while it is shown does nothing."""
    over = QApplication.activeModalWidget() or window
    title = _("Evacuation list")
    if isinstance(over, PaperDialog) and over.windowTitle() == title:
        return
    asker = _Asker(over)
    asker.hide()
    asker.said.connect(cast("Window", window).tell)
    content = around.services.evacuation.render()
    name = _("evacuation-%(moment)s.pdf") % {"moment": around.clock.wall().strftime("%Y-%m-%d-%H%M")}
    show_paper(cast("Page", asker), around.jobs, title, name, content)


def show_over(
    over: QWidget,
    told: SignalInstance,
    jobs: Jobs,
    named: tuple[str, str],
    work: Callable[[Any], bytes],
) -> None:
    """Draw a paper as a job and show it over that widget; `named` is its title and its file's name."""
    asker = _Asker(over)
    asker.hide()
    asker.said.connect(told)
    title, name = named
    jobs.run(title, work, done=partial(show_paper, cast("Page", asker), jobs, title, name))
