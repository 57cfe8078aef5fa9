"""What the place does: what is ticked has its page on the rail at once, what is not stays out of sight."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import Activity
from tierslieu_desk.ui import place_words, theme
from tierslieu_desk.ui.pages.settings.place import description_of
from tierslieu_desk.ui.pages.settings.section import Section, padded
from tierslieu_desk.ui.pages.settings.visitors import VisitorsCard
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.ticks import Ticks


class DoesSection(Section):
    """Each tick counts at once and can be undone."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        choices = tuple((str(code), name, brings) for code, name, brings in place_words.activities())
        self.ticks = Ticks(choices)
        card = Card(_("What does your place do?"))
        told = Words(
            _("What is not ticked stays out of sight. Nothing written down is ever lost by it."), "second", wrap=True
        )
        card.add(padded(told))
        card.add(padded(self.ticks))
        self._add_next_step(card)
        self.column.addWidget(card)
        self.column.addWidget(VisitorsCard(self))
        self.column.addStretch(1)
        self.ticks.changed.connect(self._changed)

    def _add_next_step(self, card: Card) -> None:
        """What is ticked and cannot be done yet, with the button that leads to what it lacks."""
        self.next_step = QFrame()
        self.next_step.setObjectName("notice")
        line = QHBoxLayout(self.next_step)
        line.setContentsMargins(theme.GAP, 8, 8, 8)
        line.addWidget(Words(_("A company’s contract carries the prefecture’s approval."), "strong", wrap=True), 1)
        line.addWidget(button(_("Note the approval…"), self._to_approval))
        holder = padded(self.next_step)
        card.add(holder)
        self._step = holder
        self._step.hide()

    @Slot()
    def _to_approval(self) -> None:
        self.part_wanted.emit("place/approval_number")

    def reload(self) -> None:
        row = self.services.places.get()
        approved = bool(row.approval_number) and row.approved_from is not None
        self._step.setVisible(Activity.DOMICILIATION in row.services.split() and not approved)
        with QSignalBlocker(self.ticks):
            self.ticks.tick(row.services.split())

    @Slot()
    def _changed(self) -> None:
        with self.refusals():
            places = self.services.places
            row = places.get()
            known = {str(code) for code, _name, _brings in place_words.activities()}
            others = [word for word in row.services.split() if word not in known]
            new = replace(description_of(row), services=" ".join((*self.ticks.ticked, *others)))
            changed = places.describe(new, row.version)
            self.said.emit(
                _("The pages at the left follow."), partial(places.describe, description_of(row), changed.version)
            )
            self.reload()
