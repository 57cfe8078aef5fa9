"""A page of several parts, one shown at a time: each reads what it shows when it is shown, and no other does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import SearchBox, SegmentedControl

P = TypeVar("P", bound="Part")


class Part(QWidget):
    """`told` carries a sentence and its undo or None, `refused` a `DeskError`.

    `paper_wanted` carries (title, name of its file, work, then) of what to draw, look at and print.
    `then`, which may be None, is called once it was printed or kept.
    """

    told = Signal(str, object)
    refused = Signal(object)
    paper_wanted = Signal(object)
    page_wanted = Signal(str)
    """As `Page.page_wanted`."""

    def __init__(self, around: Surroundings[DeskServices], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services, self.clock = around.services, around.clock
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)

    def reload(self, text: str) -> None:
        """Show what matches what is searched. May raise `DeskError`."""
        raise NotImplementedError

    def set_narrow(self, narrow: bool) -> None:
        """The window is small, or its scale large."""

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Around a gesture: what the desk refuses goes to the message bar."""
        try:
            yield
        except DeskError as refusal:
            self.refused.emit(refusal)


class PageOfParts(Page):
    """Parts under segments in the head, each made when first looked at, and a box that searches in the one shown."""

    def __init__(
        self, title: str, around: Surroundings[DeskServices], parts: Sequence[tuple[str, str, type[Part]]], find: str
    ) -> None:
        super().__init__(title, around.changes)
        self.around = around
        self._kinds = {code: kind for code, _text, kind in parts}
        self._made: dict[type[Part], Part] = {}
        self._segments = SegmentedControl(_("What is shown"), tuple((code, text) for code, text, _part in parts))
        self._segments.chosen.connect(self._turn)
        self._find = SearchBox(find)
        self._find.setMinimumWidth(120)
        self._find.searched.connect(self.refresh)
        self.add_tool(self._segments)
        self.add_tool(self._find)
        self.setFocusProxy(self.part)

    def of(self, kind: type[P]) -> P:
        """The part of that kind."""
        made = self._made.get(kind)
        if not isinstance(made, kind):
            made = self._made[kind] = kind(self.around)
            self.body.addWidget(made, 1)
            made.setVisible(kind is self._kinds[self._segments.choice])
            made.set_narrow(self._narrow)
            made.told.connect(self.said)
            made.refused.connect(self.refused)
            made.page_wanted.connect(self.page_wanted)
            made.paper_wanted.connect(self._draw_paper)
        return made

    @property
    def part(self) -> Part:
        """The one shown."""
        return self.of(self._kinds[self._segments.choice])

    def show_part(self, code: str) -> None:
        """Show that part, as if its segment was clicked. Raises `ValueError` for one that is not there."""
        self._segments.choose(code)
        self._turn()

    def reload(self) -> None:
        self.part.reload(self._find.text().strip())

    def tick(self) -> None:
        self.refresh()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        for part in self._made.values():
            part.set_narrow(narrow)

    @Slot()
    def _turn(self) -> None:
        shown = self.part
        for part in self._made.values():
            part.setVisible(part is shown)
        self.setFocusProxy(self.part)
        self.refresh()

    @Slot(object)
    def _draw_paper(self, paper: tuple[str, str, partial[bytes], Callable[[], None] | None]) -> None:
        from tierslieu_desk.ui.paper_dialog import show_paper

        title, name, work, then = paper
        jobs = self.around.jobs
        jobs.run(title, work, done=partial(show_paper, self, jobs, title, name, then=then))
