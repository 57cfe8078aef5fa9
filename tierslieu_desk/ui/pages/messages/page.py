"""Messages: what waits for the line, what came back and why, what is to be printed, whom to call."""

from __future__ import annotations

from tierslieu_desk.i18n import N_, _
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.pages.messages.parts import GonePart, OpenPart
from tierslieu_desk.ui.pages.shared.parts import PageOfParts
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings

OPEN, GONE = "open", "gone"


class MessagesPage(PageOfParts):
    """Two parts: what still asks for something, and what left."""

    watches = frozenset({"message", "mail_account", "party", "place"})
    help = Help(
        N_("What you tell people: by e-mail when there is a line, by letter or by telephone for everybody else."),
        (
            (N_("It waits"), N_("It leaves by itself when the line is back. Until then, open it to change it.")),
            (N_("It was refused"), N_("Open it: why is written there. Change the address, or print it instead.")),
            (
                N_("It may have arrived"),
                N_("The line broke just as it left. Ask them; it is only sent again if you say so."),
            ),
            (N_("Letters"), N_("“Print all…” draws them all, each with its address for the window of the envelope.")),
            (N_("Calls"), N_("“Called…” shows what to say, and keeps what they said.")),
        ),
        (("Enter", N_("open the message one is on")),),
    )

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        parts = ((OPEN, _("To see to"), OpenPart), (GONE, _("Gone"), GonePart))
        super().__init__(_("Messages"), around, parts, _("Find somebody…"))
