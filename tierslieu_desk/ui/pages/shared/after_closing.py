"""After closing exceptionally: what was done, who is still to be called, and the papers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import LANGUAGES, _, ngettext
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.ticks import Ticks

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.closing_papers import Told
    from tierslieu_desk.services.booking.exceptional import Closed

NAMES = {"fr": "français", "es": "español", "ca": "català", "eu": "euskara", "en": "English"}
"""Languages by the name they give themselves."""


class AfterClosing(Dialog):
    """Whom to call, and the list of it; the notice for the door, in the languages ticked."""

    def __init__(self, parent: Any, around: Surroundings[DeskServices], closed: Closed, told: Told) -> None:
        super().__init__(parent, _("It is closed. What is left to do"), _("Notice for the door…"), say.sentence)
        from tierslieu_desk.services.booking import closing_papers

        self._window, self._around, self._closed, self._told = parent, around, closed, told
        self.leave.setText(_("Close"))
        self.body.insertWidget(0, Words(closing_papers.summary(closed, told), wrap=True))
        if not closed.may_be_undone:
            words = _("An event was called off: there is no way back from that; the closure itself is in the settings.")
            self.body.insertWidget(1, Words(words, "second", wrap=True))
        own = around.services.places.get().language
        others = tuple((code, NAMES[code], "") for code in LANGUAGES if code != own and code in NAMES)
        self.also = self.form.add(_("The notice also in"), Ticks(others, columns=4))
        count = len(told.calls)
        self.card = Card(ngettext("%(n)s person to call", "%(n)s people to call", count) % {"n": count})
        rows: list[QWidget] = [Row(one.name, _reach(one.phone, one.about, one.tell)) for one in told.calls]
        nobody = EmptyState("check-circle", _("Nobody to call"), _("The messages leave by themselves."))
        self.card.set_rows(rows or [nobody])
        self.body.insertWidget(self.body.count() - 1, self.card)
        self.list = button(_("Call list…"), self.print_calls, icon="phone")
        self.list.setAutoDefault(False)
        self.foot.insertWidget(0, self.list)
        self.list.setVisible(bool(told.calls))

    def commit(self) -> bool:
        """The notice, to look at and to print; what is left to do stays in sight behind it."""
        from tierslieu_desk.services.booking import closing_papers

        services = self._around.services
        names = {unit.id: unit.name for unit in services.units.list()}
        spaces = [names[number] for number in self._closed.closing.unit_ids if number in names]
        content = closing_papers.notice(self._closed, services.places, spaces, self.also.ticked)
        self._show(_("Door notice"), content)
        return False

    @Slot()
    def print_calls(self) -> None:
        """Whom to call, with room for what they say."""
        from tierslieu_desk.services.booking import closing_papers

        with self.refusals():
            at = self._around.clock.wall()
            self._show(_("Call list"), closing_papers.call_list(self._told, self._around.services.places, at))

    def _show(self, title: str, content: bytes) -> None:
        from tierslieu_desk.ui.paper_dialog import show_paper

        day = formats.date_medium(self._closed.closing.slot.start.date())
        show_paper(self._window.page, self._around.jobs, title, f"{title} {day}.pdf", content)


def _reach(phone: str, about: str, tell: str) -> str:
    spoken = phone if "@" in phone else formats.phone(phone)
    return " · ".join(text for text in (spoken or _("neither phone nor e-mail"), about, tell) if text)


def follow(window: Any, around: Surroundings[DeskServices], closed: Closed) -> None:
    """Tell everybody who can be told from here, then show what is left to do."""
    from tierslieu_desk.errors import DeskError
    from tierslieu_desk.services.booking import closing_papers
    from tierslieu_desk.ui.pages.messages.preview import from_here

    services = around.services
    try:
        told = closing_papers.tell(
            services.messages, services.bookings, services.events, closed, from_here=from_here(services)
        )
        AfterClosing(window, around, closed, told).open()
    except DeskError as refusal:
        window.refuse(refusal)
