"""Rarer facts of somebody: languages, badge, what they agree to, how they would go to work, what became of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk.errors import BadgeTaken, NotAnAmount
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import Became, TravelMode
from tierslieu_desk.services.person.person_facts import Travel
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages.people import fact_words, still_open
from tierslieu_desk.ui.pages.people.fact_dialogs import FactDialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice, DateField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.ticks import Ticks

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people import PersonRow


class LanguagesDialog(FactDialog):
    """The languages they speak, as many as they like."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        super().__init__(parent, services, row, _("Languages of %(name)s") % {"name": row.name})
        self.before = services.person_facts.of(row.id).languages
        choices = tuple((code, _(name), "") for code, name in fact_words.LANGUAGES)
        self.spoken = self.form.add(_("Speaks"), Ticks(choices))
        self.spoken.tick(self.before)
        self.setMinimumWidth(_TWO_COLUMNS)

    def commit(self) -> None:
        facts, known = self.services.person_facts, {code for code, _name in fact_words.LANGUAGES}
        others = tuple(code for code in self.before if code not in known)
        facts.speak(self.row.id, self.spoken.ticked + others)
        said = _("Languages of %(name)s written down.") % {"name": self.row.name}
        self.told.emit(said, partial(facts.speak, self.row.id, self.before))


class BadgeDialog(FactDialog):
    """The number on their badge."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        super().__init__(parent, services, row, _("Badge of %(name)s") % {"name": row.name})
        self.before = services.person_facts.of(row.id).badge
        self.number = self.form.add(
            _("Number"), QLineEdit(self.before), key="badge", help=_("Typed, or read by a scanner. Empty: none.")
        )

    def commit(self) -> None:
        facts = self.services.person_facts
        try:
            facts.set_badge(self.row.id, self.number.text())
        except BadgeTaken as refusal:
            refusal.facts["field"] = "badge"
            raise
        said = _("%(name)s has that badge.") if self.number.text().strip() else _("%(name)s has no badge any more.")
        self.told.emit(said % {"name": self.row.name}, partial(facts.set_badge, self.row.id, self.before))


class ConsentDialog(FactDialog):
    """What they agree to, and since when."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        super().__init__(parent, services, row, _("What %(name)s agrees to") % {"name": row.name})
        given = {one.purpose for one in services.people.consents(row.id) if one.withdrawn_on is None}
        left = [code for code in fact_words.ASKED if code not in given] or list(fact_words.ASKED)
        self.purpose = self.form.add(
            _("They agree to"), Choice(tuple((code, fact_words.purpose(code)) for code in left))
        )
        self.day = self.form.add(
            _("Since"), DateField(self.today), help=_("They may take it back whenever they like: write it here then.")
        )

    def commit(self) -> None:
        purpose, people = str(self.purpose.choice), self.services.people
        people.give_consent(self.row.id, purpose, self.day.day)
        said = _("%(name)s agrees: that is written down.") % {"name": self.row.name}
        self.told.emit(said, partial(people.withdraw_consent, self.row.id, purpose))


class TravelDialog(FactDialog):
    """Where they would work without this place, to count the trips it saves: only of whoever agrees."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        heading = _("How %(name)s would go to work") % {"name": row.name}
        super().__init__(parent, services, row, heading, _("They agree, keep it"))
        before = services.person_facts.of(row.id).travel
        ask = _("Ask first: this serves to count the trips saved, and is erased when they no longer agree.")
        words = Words(ask, "second", wrap=True)
        words.setContentsMargins(0, 0, 0, theme.GAP)
        self.body.insertWidget(0, words)
        self.place = self.form.add(
            _("Usual workplace"), QLineEdit(before.workplace), key="workplace", help=_("The town is enough.")
        )
        modes = tuple((code, _(words)) for code, words in fact_words.MODES.items())
        self.mode = self.form.add(_("They would go there"), Choice((("", _("Not said")), *modes)))
        self.mode.choose(str(before.mode or ""))
        self.work_km = self.form.add(_("Kilometres to go there"), QLineEdit(_km(before.work_km)), key="work_km")
        self.here_km = self.form.add(
            _("Kilometres to come here"), QLineEdit(_km(before.here_km)), key="here_km", help=_("One way, from home.")
        )

    def commit(self) -> None:
        mode = TravelMode(str(self.mode.choice)) if self.mode.choice else None
        travel = Travel(self.place.text(), mode, _whole(self.work_km, "work_km"), _whole(self.here_km, "here_km"))
        self.services.person_facts.agree_to_travel(self.row.id, travel)
        said = _("%(name)s agrees: that is written down.") % {"name": self.row.name}
        self.told.emit(said, partial(self.services.people.withdraw_consent, self.row.id, "commute"))


class LeavingDialog(FactDialog):
    """They leave: what became of them."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        super().__init__(parent, services, row, _("%(name)s leaves") % {"name": row.name}, _("They have left"))
        self.became = self.form.add(
            _("What became of them"), Choice(tuple((code, _(words)) for code, words in fact_words.BECAME.items()))
        )
        self.became.choose(str(Became.OTHER))  # nobody found a job because Enter was pressed
        self.words = self.form.add(_("In a few words"), QLineEdit(), help=_("May stay empty."))
        self.day = self.form.add(_("Left on"), DateField(self.today), key="on")
        stays = _("They leave the lists. What they did and owe stays, and what is to do about them too.")
        self.body.insertWidget(1, Words(stays, "second", wrap=True))
        if open_ := still_open.lines(services, row.id, self.today):
            told = "\n".join((_("Still open:"), *(f"• {line}" for line in open_)))
            self.body.insertWidget(0, Words(told, "strong", wrap=True))
            self.body.insertSpacing(1, theme.GAP)

    def commit(self) -> None:
        facts = self.services.person_facts
        number = facts.became(self.row.id, Became(str(self.became.choice)), self.day.day, self.words.text())
        self.told.emit(_("%(name)s has left.") % {"name": self.row.name}, partial(facts.not_left, self.row.id, number))


def _km(number: int | None) -> str:
    return "" if number is None else str(number)


def _whole(field: QLineEdit, key: str) -> int | None:
    typed = field.text().strip()
    if not typed:
        return None
    if not typed.isdecimal() or int(typed) > _FARTHEST:
        raise NotAnAmount(text=typed, example="25", field=key)
    return int(typed)


_FARTHEST = 2000
_TWO_COLUMNS = 620
