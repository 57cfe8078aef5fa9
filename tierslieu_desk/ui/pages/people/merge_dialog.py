"""Two that are one, side by side: of each fact that differs, the one that counts is chosen."""

from __future__ import annotations

from datetime import date
from functools import partial
from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.rules import statuses
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.people import fact_words
from tierslieu_desk.ui.pages.people.fact_dialogs import FactDialog
from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of
from tierslieu_desk.ui.pages.today.words import role_word
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.person_finder import PersonFinder
from tierslieu_desk.ui.widgets.ticks import Round

if TYPE_CHECKING:
    from tierslieu_desk.services.person.merges import Difference, MergeView
    from tierslieu_desk.services.person.people import PersonRow

FACTS = {
    "name": N_("Name"),
    "role": N_("Here as"),
    "status": N_("What they do"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "address": N_("Address"),
    "language": N_("Language"),
    "birth_date": N_("Born"),
    "siren": N_("SIREN"),
    "vat_number": N_("VAT number"),
    "payer": N_("Who pays"),
    "badge": N_("Badge"),
    "note": N_("Note"),
}
WIDTH = 680
_LONGEST = 34


class SameDialog(FactDialog):
    """Who it is that they are the same as."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        heading = _("Who is the same as %(name)s?") % {"name": row.name}
        super().__init__(parent, services, row, heading, _("Look at both…"))
        self.other = self.form.add(
            _("Written down a second time as"), PersonFinder(services), key="name",
            help=_("You see both side by side before anything is done, and can take them apart again."),
        )  # fmt: skip

    def commit(self) -> None:
        other = self.other.found
        if other is None:
            raise refusal_of(self.other.text())
        dialog = MergeDialog(self.parentWidget(), self.services, self.row.id, other.id)
        dialog.told.connect(self.told)
        dialog.open()


class MergeDialog(Dialog):
    """`told` carries the sentence and the undo, `merged` the number of whoever is left.

    Raises what `Merges.look` raises.
    """

    needs = Right.ERASE

    merged = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, kept_id: int, gone_id: int) -> None:
        self._view = services.merges.look(kept_id, gone_id)
        super().__init__(parent, _("The same, written down twice"), _("Put together"), say.sentence)
        self._services = services
        self.choices: dict[str, tuple[Round, Round]] = {}
        self._groups: list[QButtonGroup] = []
        self.body.setSpacing(theme.GAP)
        self.body.insertWidget(0, Words(_what_follows(self._view), "second", wrap=True))
        self.body.insertWidget(1, self._made(self._view.differences))
        self.setMinimumWidth(WIDTH)

    def _made(self, differences: tuple[Difference, ...]) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.CARD_PADDING)
        grid.setVerticalSpacing(theme.GAP)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        if not differences:
            grid.addWidget(Words(_("What is written of both is the same."), "strong", wrap=True), 0, 0, 1, 3)
        for number, one in enumerate(differences):
            label = _(FACTS[one.fact])
            grid.addWidget(Words(label, "second"), number, 0)
            pair = Round(_shown(one, one.kept) or _("nothing")), Round(_shown(one, one.gone))
            group = QButtonGroup(self)
            for column, choice in enumerate(pair, start=1):
                choice.setAccessibleName(f"{label}: {choice.text()}")
                group.addButton(choice)
                grid.addWidget(choice, number, column)
            pair[one.suggested].setChecked(True)
            self._groups.append(group)
            self.choices[one.fact] = pair
        return made

    def commit(self) -> None:
        kept, gone, merges = self._view.kept, self._view.gone, self._services.merges
        take = frozenset(fact for fact, (_kept, theirs) in self.choices.items() if theirs.isChecked())
        merges.merge(kept.id, gone.id, take)
        name = self._services.people.get(kept.id).name
        self.told.emit(_("%(name)s is one now.") % {"name": name}, partial(merges.take_apart, gone.id))
        self.merged.emit(kept.id)


def _what_follows(view: MergeView) -> str:
    said = _("Bookings, visits, passes, mail, loans and what is owed go together. You can take them apart again.")
    if view.documents:
        stays = ngettext(
            "%(n)s issued document stays in the name of %(name)s, and is shown here too.",
            "%(n)s issued documents stay in the name of %(name)s, and are shown here too.",
            view.documents,
        )
        said += " " + stays % {"n": view.documents, "name": view.gone.name}
    return said


def _shown(one: Difference, value: str) -> str:
    """As it is read on screen."""
    if one.fact == "status":
        return statuses.worded(value)
    if one.fact == "role" and value:
        return role_word(value)
    if one.fact == "phone":
        return formats.phone(value)
    if one.fact == "language":
        return fact_words.languages((value,))
    if one.fact == "birth_date" and value:
        return formats.date_medium(date.fromisoformat(value))
    if one.fact == "address":
        return value.replace(", ", "\n")
    return shorten(value, _LONGEST, placeholder="…") if one.fact == "note" else value
