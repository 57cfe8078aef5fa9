"""What the place does: what is ticked has its page on the rail at once, what is not stays out of sight."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Slot

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import place_words
from tierslieu_desk.ui.pages.settings.place import description_of
from tierslieu_desk.ui.pages.settings.section import Section, padded
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
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
        self.column.addWidget(card)
        self.column.addStretch(1)
        self.ticks.changed.connect(self._changed)

    def reload(self) -> None:
        row = self.services.places.get()
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
