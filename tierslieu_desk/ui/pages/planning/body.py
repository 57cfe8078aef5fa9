"""What lies below the controls of the planning: the paper, the month, the list, or what to do when there is nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState

SHEET, NOTHING, UNSEEN, MONTH, LIST = range(5)


class PlanningBody(QStackedWidget):
    """One of them at a time, by its number."""

    def __init__(self, view: QWidget, month: QWidget, lines: QWidget, to_the_rooms: Callable[[], None]) -> None:
        super().__init__()
        nothing = Card(_("Planning"))
        nothing.fill(
            EmptyState(
                "calendar-blank",
                _("Nothing can be booked here yet"),
                _("Say which desks, rooms and things there are, and what they cost."),
                button(_("Describe rooms and desks"), to_the_rooms, look="main"),
            )
        )
        unseen = Card(_("Planning"))
        unseen.fill(
            EmptyState(
                "magnifying-glass",
                _("Nothing on this day under that name"),
                _("Empty the search or show all, or look at another day."),
            )
        )
        for part in (_framed(view), nothing, unseen, _framed(month), lines):
            self.addWidget(part)
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """That of what is shown: a month needs more of a low window than a day does."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()


def _framed(inside: QWidget) -> QFrame:
    paper = QFrame()
    paper.setObjectName("paper")
    line = QHBoxLayout(paper)
    line.setContentsMargins(1, 1, 1, 1)
    line.addWidget(inside)
    return paper
