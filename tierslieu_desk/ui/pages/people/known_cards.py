"""Cards of somebody's file that are there only when they say something: to do, skills, papers and consents."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.names import name_key
from tierslieu_desk.rules.vocabulary import SkillSide
from tierslieu_desk.ui.pages.people import fact_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, Row
from tierslieu_desk.ui.widgets.labels import Chip

if TYPE_CHECKING:
    from tierslieu_desk.services.person.consents import ConsentRow
    from tierslieu_desk.services.person.person_facts import SkillRow, TaskRow, Travel
    from tierslieu_desk.services.person.person_files import PersonFile
    from tierslieu_desk.services.plan.plan_papers import MissingPaper


PORTRAIT = "portrait"
"""What they agree to when their project is told."""


class KnownCard(Card):
    """Rows about one of them, each with its way out. `told` and `refused` are for the message bar."""

    told = Signal(str, object)
    refused = Signal(object)

    def __init__(self, title: str, services: DeskServices) -> None:
        super().__init__(title)
        self.setMinimumWidth(250)
        self.services = services
        self.hide()

    def show_file(self, file: PersonFile) -> None:
        """Their rows; nothing of it is seen where there are none."""
        rows = self.rows_of(file)
        self.set_rows(rows)
        self.setVisible(bool(rows))

    def rows_of(self, file: PersonFile) -> list[QWidget]:
        """One row each."""
        raise NotImplementedError

    def _removal(self, what: str, number: int, name: str, back: Callable[[], object]) -> QWidget:
        """The button that takes a row away; `back` writes it down again."""
        says = _("Take away: %(name)s") % {"name": name}
        return button("", partial(self._remove, what, number, name, back), look="quiet", icon="x", says=says)

    def _remove(self, what: str, number: int, name: str, back: Callable[[], object]) -> None:
        try:
            self.services.person_facts.remove(what, number)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        self.told.emit(_("Taken away: %(name)s.") % {"name": name}, back)


class TasksCard(KnownCard):
    """What is to be done about them."""

    def __init__(self, services: DeskServices) -> None:
        super().__init__(_("To do"), services)

    def rows_of(self, file: PersonFile) -> list[QWidget]:
        return [self._row(task, file) for task in file.facts.tasks]

    def _row(self, task: TaskRow, file: PersonFile) -> QWidget:
        by = _("by %(day)s") % {"day": formats.date_medium(task.due)}
        done = button(_("Done"), partial(self._done, task), says=_("Done: %(what)s") % {"what": task.what})
        row = Row(task.what, by, aside=done)
        return row.put_below(Chip(_("late"), "warning")) if task.due < file.today else row

    def _done(self, task: TaskRow) -> None:
        facts = self.services.person_facts
        try:
            facts.finish_task(task.id)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        self.told.emit(_("Done: %(what)s") % {"what": task.what}, partial(facts.reopen_task, task.id))


class SkillsCard(KnownCard):
    """What they offer and look for."""

    def __init__(self, services: DeskServices) -> None:
        super().__init__(_("Skills"), services)

    def rows_of(self, file: PersonFile) -> list[QWidget]:
        return [self._row(one, file.person.id) for one in file.facts.skills]

    def _row(self, one: SkillRow, party_id: int) -> QWidget:
        back = partial(self.services.person_facts.add_skill, party_id, one.side, one.name)
        side = _("offered") if one.side is SkillSide.OFFERED else _("looked for")
        return Row(one.name, side, aside=self._removal("skill", one.id, one.name, back))


class PapersCard(KnownCard):
    """Papers with the day they are over, and what they agree to. `portrait_wanted`: it shall be printed."""

    portrait_wanted = Signal(object)

    def __init__(self, services: DeskServices) -> None:
        super().__init__(_("Papers and consents"), services)
        self._file: PersonFile | None = None

    def rows_of(self, file: PersonFile) -> list[QWidget]:
        self._file = file
        rows: list[QWidget] = [self._missing(one) for one in file.papers_missing]
        again = {name_key(one.kind) for one in file.papers_missing}
        for one in (paper for paper in file.facts.papers if name_key(paper.kind) not in again):
            words, kind = fact_words.paper(one, file.today)
            chip = Chip(_("over"), kind) if kind == "bad" else Chip(_("soon over"), kind) if kind == "warning" else None
            same = (file.person.id, one.kind, one.given_on, one.good_until)
            back = partial(self.services.person_facts.add_paper, *same)
            rows.append(Row(one.kind, words, chip=chip, aside=self._removal("paper", one.id, one.kind, back)))
        given = [self._consent(one) for one in file.facts.consents if one.withdrawn_on is None]
        return rows + given + [_taken_back(one) for one in file.facts.consents if one.withdrawn_on is not None]

    def _missing(self, one: MissingPaper) -> QWidget:
        words = _("asked for %(plan)s") % {"plan": one.name}
        if one.over is not None:
            over = _("over since %(day)s") % {"day": formats.date_medium(one.over)}
            words = f"{words} · {over}"
        note = button(_("Note it…"), partial(self._note, one.kind), look="quiet",
                      says=_("Write down the paper: %(name)s") % {"name": one.kind})  # fmt: skip
        return Row(one.kind, words, aside=note).put_below(Chip(_("over") if one.over else _("missing"), "warning"))

    def _note(self, kind: str) -> None:
        from tierslieu_desk.ui.pages.people.fact_dialogs import PaperDialog

        if self._file is not None:
            dialog = PaperDialog(self.window(), self.services, self._file.person, kind)
            dialog.told.connect(self.told)
            dialog.open()

    def _consent(self, one: ConsentRow) -> QWidget:
        words = fact_words.purpose(one.purpose)
        since = _("agreed on %(day)s") % {"day": formats.date_medium(one.given_on)}
        back = button(_("Take back"), partial(self._withdraw, one), look="quiet",
                      says=_("They no longer agree: %(name)s") % {"name": words})  # fmt: skip
        if one.purpose != PORTRAIT or self._file is None or not self._file.portrait:
            return Row(words, since, aside=back)
        aside = QWidget()
        line = QHBoxLayout(aside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        shown = button(_("Print…"), partial(self.portrait_wanted.emit, self._file.person), look="quiet",
                       says=_("Print the portrait"))  # fmt: skip
        for act in (shown, back):
            line.addWidget(act)
        return Row(words, since, aside=aside)

    def _withdraw(self, one: ConsentRow) -> None:
        if self._file is None:
            return
        person, travel, portrait = self._file.person, self._file.facts.travel, self._file.portrait
        try:
            self.services.people.withdraw_consent(person.id, one.purpose)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        said = _("%(name)s no longer agrees: %(what)s.")
        if one.purpose == "commute":
            said = _("%(name)s no longer agrees: %(what)s. The trip to work is erased.")
        if one.purpose == PORTRAIT and portrait:
            said = _("%(name)s no longer agrees: %(what)s. The text is erased.")
        facts = {"name": person.name, "what": fact_words.purpose(one.purpose)}
        self.told.emit(said % facts, partial(_agree_again, self.services, person.id, one, travel, portrait))


def _taken_back(one: ConsentRow) -> Row:
    """What they agreed to once: the two days are the proof of it."""
    assert one.withdrawn_on is not None
    days = {"day": formats.date_medium(one.given_on), "end": formats.date_medium(one.withdrawn_on)}
    words = _("agreed on %(day)s, taken back on %(end)s") % days
    return Row(fact_words.purpose(one.purpose), words)


def _agree_again(services: DeskServices, party_id: int, one: ConsentRow, travel: Travel, portrait: str) -> None:
    """The way back from a withdrawal, while the window remembers what stood on it."""
    if one.purpose == PORTRAIT and portrait:
        services.portraits.tell(party_id, portrait)
    if one.purpose == "commute":
        services.person_facts.agree_to_travel(party_id, travel)
    services.people.give_consent(party_id, one.purpose, one.given_on)
