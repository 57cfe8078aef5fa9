"""What is to do when somebody begins and when they leave: one thing a line, for everybody or with a certain plan."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.checklists import ListKind, Template
from tierslieu_desk.ui.forms import Form
from tierslieu_desk.ui.pages.settings.section import Section, padded
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card
from tierslieu_desk.ui.widgets.fields import Choice

EVERYBODY = 0
HEIGHT = 120


class ListsSection(Section):
    """Two lists at a time: those for everybody, or those of one plan. What has come up of somebody stays as it is."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self._kept: tuple[Template, ...] = ()
        self._shown: int | None = None
        self.form = Form()
        plans = ((EVERYBODY, _("Everybody")), *((row.id, row.name) for row in self.services.plans.list()))
        self.whom = self.form.add(
            _("For whom"), Choice(plans), help=_("With a plan of its own: what only goes with it, such as a locker.")
        )
        self.lines = {
            ListKind.BEGIN: self._field(
                _("When somebody begins"), ListKind.BEGIN, _("One thing a line: give the key, show the printer…")
            ),
            ListKind.LEAVE: self._field(
                _("When somebody leaves"), ListKind.LEAVE, _("One thing a line: key, badge, locker, paper to collect…")
            ),
        }
        card = Card(_("Beginning and leaving"))
        card.add(padded(self.form))
        self.keep = button(_("Keep"), self._keep, look="main")
        card.add_foot(self.keep)
        self.column.addWidget(card)
        self.column.addStretch(1)
        self.whom.currentIndexChanged.connect(self._turn)

    def _field(self, label: str, kind: ListKind, helps: str) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setTabChangesFocus(True)
        made.setFixedHeight(HEIGHT)
        return self.form.add(label, made, key=kind.value, help=helps)

    def reload(self) -> None:
        """What is half written stays; what others changed meanwhile is shown where nothing was written."""
        untouched = self._shown is None or self._written() == self._kept
        self._kept = self.services.checklists.templates()
        if untouched:
            self._show()

    def _show(self) -> None:
        self._shown = self._plan()
        for kind, field in self.lines.items():
            said = [one.text for one in self._kept if one.kind is kind and one.plan_id == (self._shown or None)]
            field.setPlainText("\n".join(said))

    def _plan(self) -> int:
        return int(str(self.whom.choice))

    def _written(self) -> tuple[Template, ...]:
        """The lists with what stands in the two fields in the place of what was kept of them."""
        plan = self._shown or None
        others = tuple(one for one in self._kept if one.plan_id != plan)
        mine = tuple(
            Template(kind, line.strip(), plan)
            for kind, field in self.lines.items()
            for line in field.toPlainText().splitlines()
            if line.strip()
        )
        before = tuple(one for one in self._kept if one.plan_id == plan)
        return self._kept if mine == before else (*others, *mine)

    @Slot()
    def _turn(self) -> None:
        """Other lists are shown; those that were written before are kept first."""
        if self._written() == self._kept or self._keep():
            self._show()

    @Slot()
    def _keep(self) -> bool:
        self.form.clear_refusals()
        before, written = self._kept, self._written()
        try:
            self.services.checklists.set_templates(written)
        except DeskError as refusal:
            if self.form.knows(str(refusal.facts.get("field", ""))):
                self.form.show_refusal(refusal, say.sentence(refusal))
            else:
                self.refused.emit(refusal)
            return False
        self._kept = self.services.checklists.templates()
        self.said.emit(
            _("The lists are kept. They count for who begins or leaves from now on."), partial(self._back, before)
        )
        return True

    def _back(self, before: tuple[Template, ...]) -> None:
        self.services.checklists.set_templates(before)
        self._kept = before
        self._show()
