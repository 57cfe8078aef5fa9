"""Who stands at the desk, and what each role may do: names, roles, PINs, and rights in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.rights import OperatorRole, Right
from tierslieu_desk.ui.operators.words import LEAVE_KEY, SWITCH_KEY, rights_words, role_word
from tierslieu_desk.ui.pages.settings.section import Section, padded
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Avatar, Card, EmptyState, Row
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.ticks import Ticks

if TYPE_CHECKING:
    from tierslieu_desk.services.front.operators_at_desk import OperatorRow

GIVEN_RIGHTS = (OperatorRole.VOLUNTEER, OperatorRole.TREASURER)


class OperatorsSection(Section):
    """The names, and below them what a volunteer and a treasurer may do besides what everybody does."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self.people = Card(_("Who stands at the desk"))
        self.people.add_foot(button(_("Somebody else…"), self._ask, icon="plus"))
        self.column.addWidget(self.people)
        keys = _("%(switch)s switches, %(leave)s leaves the desk.") % {"switch": SWITCH_KEY, "leave": LEAVE_KEY}
        rights = _(
            "Everybody greets, books, sells, takes money and hands over mail. A facilitator may do everything; "
            "the others, besides, what is ticked here."
        )
        self._who_may = Words(f"{keys} {rights}", "second", wrap=True)
        self.column.addWidget(self._who_may)
        self._cards: list[Card] = []
        choices = tuple((right.value, name, brings) for right, name, brings in rights_words())
        self.ticks: dict[OperatorRole, Ticks] = {}
        for role, title in zip(GIVEN_RIGHTS, (_("A volunteer may"), _("The treasurer may")), strict=True):
            ticks = self.ticks[role] = Ticks(choices)
            ticks.setAccessibleName(title)
            ticks.setProperty("role", role.value)
            ticks.changed.connect(self._rights_changed)
            card = Card(title)
            card.add(padded(ticks))
            self._cards.append(card)
            self.column.addWidget(card)
        self.column.addStretch(1)

    def reload(self) -> None:
        rows: list[QWidget] = [self._row(row) for row in self.services.at_desk.all()]
        nobody = EmptyState("user", _("Nobody is written down yet"), _("The first one is a facilitator: you, perhaps."))
        self.people.set_rows(rows or [nobody])
        for shown in (self._who_may, *self._cards):  # nobody to whom a right could be given yet
            shown.setVisible(bool(rows))
        for role, ticks in self.ticks.items():
            with QSignalBlocker(ticks):
                ticks.tick([right.value for right in self.services.operators.rights(role)])

    def _row(self, row: OperatorRow) -> Row:
        aside = QWidget()
        line = QHBoxLayout(aside)
        line.setContentsMargins(0, 0, 0, 0)
        change = button(_("Change…"), partial(self._change, row), look="quiet")
        change.setAccessibleDescription(row.name)
        gone = button(
            "",
            partial(self._retire, row),
            look="quiet",
            icon="x",
            says=_("%(name)s stands at the desk no more") % {"name": row.name},
        )
        line.addWidget(change)
        line.addWidget(gone)
        pin = _("with a PIN") if row.has_pin else _("without a PIN")
        return Row(row.name, f"{role_word(row.role)} · {pin}", lead=(Avatar(row.name),), aside=aside)

    @Slot()
    def _ask(self) -> None:
        from tierslieu_desk.ui.pages.settings.operators_dialog import OperatorDialog

        self.open(OperatorDialog(self.window(), self.services))

    def _change(self, row: OperatorRow) -> None:
        from tierslieu_desk.ui.pages.settings.operators_dialog import OperatorDialog

        self.open(OperatorDialog(self.window(), self.services, row))

    def _retire(self, row: OperatorRow) -> None:
        with self.refusals():
            self.services.operators.retire(row.id)
            told = _("%(name)s stands at the desk no more.") % {"name": row.name}
            self.said.emit(told, partial(self.services.operators.restore, row.id))
            self.reload()

    @Slot()
    def _rights_changed(self) -> None:
        with self.refusals():
            for role, ticks in self.ticks.items():
                before, wanted = self.services.operators.rights(role), {Right(code) for code in ticks.ticked}
                if before != wanted:
                    self.services.operators.set_rights(role, wanted)
                    undo = partial(self.services.operators.set_rights, role, before)
                    self.said.emit(_("That counts from now on."), undo)
        self.reload()
