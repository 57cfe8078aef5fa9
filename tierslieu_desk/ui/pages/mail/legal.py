"""What the law asks of a place that domiciles companies: the duties with their dates, and the approval itself."""

from __future__ import annotations

from PySide6.QtCore import Slot

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.ui.pages.mail.part import MailPart
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.labels import Chip


class LegalPart(MailPart):
    """Every duty with what ends it, the most urgent first."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self._due = Card(_("Due now or soon"), scrolls=True)
        self._approval = Card(_("Approval"))
        self.column.addWidget(self._due, 1)
        self.column.addWidget(self._approval)

    def reload(self, text: str) -> None:
        wanted = search_key(text)
        duties = [duty for _party, duty in self.services.domiciliations.duties() if wanted in search_key(duty.who)]
        advice = _("Letters to the registry and lists for the tax office stand here when their day comes near.")
        if duties:
            self._due.stream_rows(self.duty_row(duty) for duty in duties)
        else:
            self._due.set_rows([EmptyState("check", _("Nothing is due"), advice)])
        count = len(duties)
        self._due.set_aside(ngettext("%(n)s duty", "%(n)s duties", count) % {"n": count} if count else "")
        self._approval.set_rows([self._approval_row()])

    def _approval_row(self) -> Row:
        place, today = self.services.places.get(), self.clock.today()
        if not place.approval_number or place.approved_from is None:
            advice = _("Without it no contract can be signed. Note its number and its days in the settings.")
            strong = _("The prefecture’s approval is not noted yet")
            note = button(_("Note the approval…"), self._note_approval)
            return Row(strong, advice, chip=Chip(_("not noted"), "bad"), aside=note)
        strong = _("Approval %(number)s of the prefecture") % {"number": place.approval_number}
        days = formats.days_text(place.approved_from, place.approved_until)
        if place.approved_until is not None and place.approved_until < today:
            note = button(_("Note the next one…"), self._note_next)
            return Row(strong, days, chip=Chip(_("run out"), "bad"), aside=note)
        return Row(strong, days, aside=Chip(_("valid"), "accent"))

    @Slot()
    def _note_approval(self) -> None:
        self.page_wanted.emit("settings/place/approval_number")

    @Slot()
    def _note_next(self) -> None:
        self.page_wanted.emit("settings/place/approved_until")
