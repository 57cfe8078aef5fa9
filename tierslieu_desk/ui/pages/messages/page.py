"""Messages: what waits for the line, what came back and why, what is to be printed, whom to call."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.services.message import message_offers
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.pages.messages.parts import GonePart, OpenPart
from tierslieu_desk.ui.pages.shared.parts import PageOfParts
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import restyle

if TYPE_CHECKING:
    from tierslieu_desk.services.message.messages import Draft

OPEN, GONE = "open", "gone"


class MessagesPage(PageOfParts):
    """Two parts: what still asks for something, and what left."""

    watches = frozenset({"message", "message_paper", "mail_account", "party", "place", "booking"})
    help = Help(
        N_("What you tell people: by e-mail when there is a line, by letter or by telephone for everybody else."),
        (
            (N_("It waits"), N_("It leaves by itself when the line is back. Until then, open it to change it.")),
            (N_("It was refused"), N_("Open it: why is written there. Change the address, or print it instead.")),
            (
                N_("It may have arrived"),
                N_("The line broke just as it left. Ask them; it is only sent again if you say so."),
            ),
            (
                N_("Reminders"),
                N_(
                    "“Remind … of tomorrow” tells whoever has a booking then, once. Without an e-mail account it makes "
                    "the letters and the list of calls."
                ),
            ),
            (N_("Letters"), N_("“Print all…” draws them all, each with its address for the window of the envelope.")),
            (N_("Calls"), N_("“Called…” shows what to say, and keeps what they said.")),
        ),
        (("Enter", N_("open the message one is on")),),
    )

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        parts = ((OPEN, _("To see to"), OpenPart), (GONE, _("Gone"), GonePart))
        super().__init__(_("Messages"), around, parts, _("Find somebody…"))
        self._remind = button(_("Remind for tomorrow"), self.remind)
        self.set_main_act(self._remind)

    def reload(self) -> None:
        super().reload()
        with self.refusals():
            count = len(self._to_remind())
            sends = self.around.services.messages.ready()
            words = (
                ngettext("Remind %(n)s person of tomorrow", "Remind %(n)s people of tomorrow", count)
                if sends
                else ngettext("Letters and calls for tomorrow: %(n)s", "Letters and calls for tomorrow: %(n)s", count)
            )
            self._remind.setText(words % {"n": count})
            self._remind.setProperty("look", "main" if sends else "")
            restyle(self._remind)
            self._remind.setVisible(count > 0)

    def _to_remind(self) -> tuple[tuple[int, ...], ...]:
        return self.around.services.messages.to_remind(self.around.clock.today() + timedelta(days=1))

    def _reminders(self) -> tuple[Draft, ...]:
        services = self.around.services
        return message_offers.reminders(services.messages, services.bookings, self._to_remind())

    @Slot()
    def remind(self) -> None:
        """Whoever has something tomorrow, each by their way; one undo for all of them."""
        services = self.around.services
        with self.refusals():
            told = message_offers.queue_all(services.messages, self._reminders())
            count = len(told)
            words = (
                ngettext("%(n)s reminder is on its way.", "%(n)s reminders are on their way.", count)
                if services.messages.ready()
                else ngettext("%(n)s reminder to print or to call.", "%(n)s reminders to print or to call.", count)
            )
            self.said.emit(words % {"n": count}, partial(_take_back, services, told))


def _take_back(services: DeskServices, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        services.messages.withdraw(number)
