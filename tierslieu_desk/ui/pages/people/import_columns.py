"""What each column of somebody's list is: a choice over it, and what stands in it first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tierslieu_desk.i18n import N_, _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.widgets.cards import clear
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.labels import OneLine
from tierslieu_desk.ui.widgets.scrolling import THICK, float_bars

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people_import import SheetColumn

WIDTH = 190
LEFT_OUT = ""
LABELS: Mapping[str, str] = {
    LEFT_OUT: N_("leave out"),
    "full_name": N_("First and last name"),
    "full_name_family_first": N_("Last and first name"),
    "given_name": N_("First name"),
    "family_name": N_("Last name"),
    "organisation": N_("Organisation"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "street": N_("Street"),
    "postcode": N_("Postcode"),
    "city": N_("Town"),
    "country": N_("Country"),
    "birth_date": N_("Date of birth"),
    "role": N_("Member or guest"),
    "status": N_("What they do"),
    "note": N_("Note"),
}
"""The fields of `people_import.FIELDS`, in the order they are offered."""


class ImportColumns(QScrollArea):
    """The columns side by side. `changed` when another choice was made, which `by_hand` has."""

    changed = Signal()

    def __init__(self, by_hand: Mapping[int, str]) -> None:
        super().__init__()
        self.by_hand = dict(by_hand)
        self.choices: dict[int, Choice] = {}
        self.setAccessibleName(_("What your columns are"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("seeThrough")
        self.viewport().setAutoFillBackground(False)
        inside = self._inside = QWidget()
        self._line = QHBoxLayout(inside)
        self._line.setContentsMargins(theme.CARD_PADDING, 0, theme.CARD_PADDING, THICK + 4)
        self._line.setSpacing(theme.GAP)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        float_bars(self)

    def show_columns(self, columns: tuple[SheetColumn, ...]) -> None:
        """These columns; the choice that was being made keeps the focus when they are the same ones."""
        if list(self.choices) != [column.number for column in columns]:
            clear(self._line)
            self.choices = {column.number: self._add(column) for column in columns}
            self._line.addStretch(1)
            self.setFixedHeight(self._inside.sizeHint().height())
        for column in columns:
            choice = self.choices[column.number]
            with QSignalBlocker(choice):
                choice.choose(column.field)

    def _add(self, column: SheetColumn) -> Choice:
        named = column.header or _("Column %(number)s") % {"number": column.number + 1}
        choice = Choice(tuple((field, _(label)) for field, label in LABELS.items()))
        choice.setObjectName(str(column.number))
        choice.setAccessibleName(named)
        choice.setAccessibleDescription(", ".join(column.examples))
        choice.currentIndexChanged.connect(self._choose)
        made = QWidget()
        made.setFixedWidth(WIDTH)
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.STEP)
        rows.addWidget(choice)
        rows.addSpacing(theme.STEP)
        rows.addWidget(OneLine(named, "strong"))
        for number in range(2):
            rows.addWidget(OneLine(column.examples[number] if number < len(column.examples) else "", "second"))
        self._line.addWidget(made)
        return choice

    @Slot()
    def _choose(self) -> None:
        """A field stands in one column, the one it was chosen for last; passing over it gives it back."""
        chosen = self.sender()
        if isinstance(chosen, Choice):
            number = int(chosen.objectName())
            self.by_hand.pop(number, None)
            self.by_hand[number] = str(chosen.choice)
            self.changed.emit()
