"""What is added to somebody's file: a note, a task, a skill, a paper, somebody to call."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import NotADate
from tierslieu_desk.i18n import _, pgettext
from tierslieu_desk.rules.vocabulary import ContactKind, SkillSide
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice, DateField

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people import PersonRow

A_WEEK = timedelta(days=7)


class FactDialog(Dialog):
    """About one of them. `told` carries the sentence and the undo."""

    def __init__(
        self, parent: QWidget | None, services: DeskServices, row: PersonRow, heading: str, act: str = ""
    ) -> None:
        super().__init__(parent, heading, act or _("Keep"), say.sentence)
        self.services, self.row = services, row
        self.today = services.sales.today()

    def added(self, sentence: str, what: str, number: int) -> None:
        """Say it, with its way back."""
        self.told.emit(sentence % {"name": self.row.name}, partial(self.services.person_facts.remove, what, number))


def day_or_none(field: QLineEdit, key: str, today: date | None = None) -> date | None:
    """The day typed, or none where nothing is. Raises `NotADate`, beside the field of that key."""
    typed = field.text().strip()
    if not typed:
        return None
    try:
        return formats.parse_date(typed, today)
    except NotADate as refusal:
        refusal.facts["field"] = key
        raise


class NoteDialog(FactDialog):
    """Something worth remembering."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        super().__init__(parent, services, row, _("A note about %(name)s") % {"name": row.name})
        self.words = self.form.add(
            _("Note"), QPlainTextEdit(), key="words", help=_("Dated and signed by itself. Write what they may read.")
        )
        self.words.setFixedHeight(110)
        self.words.setTabChangesFocus(True)

    def commit(self) -> None:
        number = self.services.person_facts.add_note(self.row.id, self.words.toPlainText())
        self.added(_("Noted about %(name)s."), "note", number)


class TaskDialog(FactDialog):
    """Something to do."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        super().__init__(parent, services, row, _("To do about %(name)s") % {"name": row.name})
        self.what = self.form.add(_("What"), QLineEdit(), key="what", help=_("For instance: take back key 4."))
        self.due = self.form.add(_("By"), DateField(self.today + A_WEEK), key="due")

    def commit(self) -> None:
        number = self.services.person_facts.add_task(self.row.id, self.what.text(), self.due.day)
        self.added(_("To do about %(name)s, and told on Today when its day comes."), "task", number)


class SkillDialog(FactDialog):
    """What they can do for others, or look for."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        super().__init__(parent, services, row, _("A skill of %(name)s") % {"name": row.name})
        self.skill = self.form.add(_("Skill"), QLineEdit(), key="name", help=_("For instance: sewing, accounting."))
        self.side = self.form.add(
            _("They"),
            Choice(((str(SkillSide.OFFERED), _("offer it")), (str(SkillSide.SOUGHT), _("look for it")))),
        )

    def commit(self) -> None:
        side = SkillSide(str(self.side.choice))
        number = self.services.person_facts.add_skill(self.row.id, side, self.skill.text())
        said = _("%(name)s offers one skill more.") if side is SkillSide.OFFERED else _("%(name)s looks for it.")
        self.added(said, "skill", number)


class PaperDialog(FactDialog):
    """A paper they brought, and until when it is good."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow, kind: str = "") -> None:
        super().__init__(parent, services, row, _("A paper of %(name)s") % {"name": row.name})
        self.kind = self.form.add(_("Paper"), QLineEdit(kind), key="kind")
        asked = (paper for plan in services.plans.list(withdrawn=True) for paper in plan.papers)
        usual = (*asked, _("Insurance"), _("Signed charter"), _("Proof of home"), _("Laser cutter training"))
        self.kind.setCompleter(QCompleter(list(dict.fromkeys(usual)), self.kind))
        self.given = self.form.add(_("Given on"), DateField(self.today), key="given_on")
        self.until = self.form.add(
            pgettext("paper", "Good until"), QLineEdit(), key="good_until", help=_("Empty: it is always good.")
        )

    def commit(self) -> None:
        until = day_or_none(self.until, "good_until", self.today)
        number = self.services.person_facts.add_paper(self.row.id, self.kind.text(), self.given.day, until)
        self.added(_("Paper of %(name)s written down."), "paper", number)


class ContactDialog(FactDialog):
    """Whom to call, or who decides for a minor."""

    def __init__(
        self, parent: QWidget | None, services: DeskServices, row: PersonRow, kind: ContactKind = ContactKind.TRUSTED
    ) -> None:
        guardian = kind is ContactKind.GUARDIAN
        heading = _("Who decides for %(name)s") if guardian else _("Whom to call for %(name)s")
        super().__init__(parent, services, row, heading % {"name": row.name})
        self.kind = kind
        self.who = self.form.add(_("Name"), QLineEdit(), key="name")
        self.bond = self.form.add(_("Who they are to them"), QLineEdit(), help=_("For instance: daughter, neighbour."))
        self.phone = self.form.add(_("Phone"), QLineEdit(), key="phone")
        self.email = self.form.add(_("E-mail"), QLineEdit(), key="email")
        self.agreed = self.form.add(
            _("Agreed on"), QLineEdit(), key="agreed_on", help=_("The day they agreed that a minor comes here.")
        )
        self.form.show_field(self.agreed, guardian)
        if guardian:
            self.agreed.setText(formats.date_short(self.today))

    def commit(self) -> None:
        from tierslieu_desk.ui.pages.people.reach import checked

        phone, email = checked(self.phone.text(), self.email.text())
        agreed = day_or_none(self.agreed, "agreed_on", self.today) if self.kind is ContactKind.GUARDIAN else None
        number = self.services.person_facts.add_contact(
            self.row.id, self.kind, self.who.text(), self.bond.text(), phone, email, agreed
        )
        self.added(_("Written down with %(name)s."), "contact", number)
