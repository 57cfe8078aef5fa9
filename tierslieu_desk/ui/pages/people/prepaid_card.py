"""Prepaid cards of somebody, on their page: what is on each, why, and what may be done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.jobs import Jobs
from tierslieu_desk.ui.pages.people.known_cards import KnownCard
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.labels import Chip

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people import PersonRow
    from tierslieu_desk.services.person.person_files import PersonFile
    from tierslieu_desk.services.plan.prepaid_cards import CardRow

LOAD, HAND, BACK, UNTIL, PAPER = "load", "hand", "back", "until", "paper"


class PrepaidCardsCard(KnownCard):
    """Out of sight for who never had one. `paper_wanted` carries whose it is and the card."""

    paper_wanted = Signal(object, object)

    def __init__(self, services: DeskServices) -> None:
        super().__init__(_("Prepaid card"), services)
        self._row: PersonRow | None = None
        self._why = button(_("why?"), self.explain, look="quiet", says=_("Why so much is on the card"))
        self._why.setToolTip(_("Why so much is on the card"))
        self.add_to_head(self._why)

    def rows_of(self, file: PersonFile) -> list[QWidget]:
        self._row = file.person
        return [self._made(one) for one in file.cards]

    def _made(self, one: CardRow) -> QWidget:
        menu = CardAside(one)
        menu.wanted.connect(self.open)
        chip = Chip(_("expired"), "warning") if one.expired else None
        return Row(formats.amount(one.cents), card_words(one), chip=chip, aside=menu)

    @Slot()
    def explain(self) -> None:
        """Every line of it."""
        from tierslieu_desk.ui.pages.people.prepaid_dialogs import CardSheet

        if self._row is not None:
            CardSheet(self.window(), self.services, self._row).open()

    @Slot(str, object)
    def open(self, act: str, one: CardRow) -> None:
        """What was chosen in the menu of a card."""
        from tierslieu_desk.ui.pages.people import prepaid_dialogs as dialogs

        if self._row is None:
            return
        if act == PAPER:
            self.paper_wanted.emit(self._row.id, one.id)
            return
        made = {
            LOAD: dialogs.LoadDialog,
            HAND: dialogs.HandOnDialog,
            BACK: dialogs.BackDialog,
            UNTIL: dialogs.UntilDialog,
        }[act](self.window(), self.services, self._row, one)
        made.told.connect(self.told)
        made.open()


class CardAside(QWidget):
    """What may be done with a card, behind one button. `wanted` carries the act and the card."""

    wanted = Signal(str, object)

    def __init__(self, one: CardRow) -> None:
        super().__init__()
        self._one = one
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        more = self._more = button("", self._open, look="quiet", icon="dots-three", says=_("More to do with it"))
        more.setAccessibleDescription(formats.amount(one.cents))
        line.addWidget(more)
        more.setVisible(not one.owner)
        self.menu = QMenu(self)
        self.menu.setAccessibleName(_("More to do with it"))
        for text, act, offered in (
            (_("Put money on it…"), LOAD, not one.code),
            (_("Hand on…"), HAND, one.cents > 0 and not one.code),
            (_("Until when…"), UNTIL, True),
            (_("Give back…"), BACK, one.cents > 0),
            (_("Receipt…"), PAPER, True),
        ):
            if offered:
                made = QAction(text, self.menu)
                made.setData(act)
                made.triggered.connect(self._choose)
                self.menu.addAction(made)

    @Slot()
    def _choose(self) -> None:
        chosen = self.sender()
        if isinstance(chosen, QAction):
            self.wanted.emit(chosen.data(), self._one)

    @Slot()
    def _open(self) -> None:
        self.menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))


def card_words(one: CardRow) -> str:
    """Until when it pays, whose it is, and the code of a gift that waits."""
    parts = []
    if one.code:
        parts.append(_("a gift, to whoever brings the code") + f" {one.code[:4]} {one.code[4:]}")
    if one.owner:
        parts.append(_("shared by %(name)s") % {"name": one.owner})
    elif one.shared:
        parts.append(_("its people may pay with it"))
    if one.expired and one.valid_until is not None:
        parts.append(_("until %(day)s: what is on it stays theirs") % {"day": formats.date_medium(one.valid_until)})
    elif one.valid_until is not None:
        parts.append(_("until %(day)s") % {"day": formats.date_medium(one.valid_until)})
    if one.cents < 0:
        parts.append(_("below zero: the next one makes it good"))
    return " · ".join(parts) or _("without an end")


def print_receipt(panel: Any, services: DeskServices, jobs: Jobs, whose: tuple[int, int]) -> None:
    """The receipt over the panel, drawn as a job: `whose` are the person and the card."""
    from tierslieu_desk.ui.evacuation import show_over

    named = (_("Receipt for a prepaid card"), _("receipt-card-%(number)s.pdf") % {"number": whose[1]})
    show_over(panel, panel.told, jobs, named, partial(_drawn, services, whose))


def _drawn(services: DeskServices, whose: tuple[int, int], _progress: object) -> bytes:
    from tierslieu_desk.services.plan import prepaid_papers

    return prepaid_papers.render(services.prepaid_cards, services.people, services.places, *whose)
