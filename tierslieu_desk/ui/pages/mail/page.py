"""The mail of the companies that have their seat here: what waits, whose contract it is under, what the law asks."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut

from tierslieu_desk.i18n import N_, _
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.pages.mail.companies import CompaniesPart
from tierslieu_desk.ui.pages.mail.legal import LegalPart
from tierslieu_desk.ui.pages.mail.waiting import WaitingPart
from tierslieu_desk.ui.pages.shared.parts import PageOfParts
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button

WAITING, COMPANIES, LEGAL = "waiting", "companies", "legal"


class MailPage(PageOfParts):
    """Three parts of which one is shown and read at a time."""

    watches = frozenset({"mail_item", "mail_act", "domiciliation", "party", "place", "journal"})
    help = Help(
        N_("What the post brings for the companies that have their seat here, and what became of it."),
        (
            (N_("The post has come"), N_("“Mail arrived”: a name, Enter, the next name; the shelf is kept.")),
            (N_("Somebody collects"), N_("Choose them, Enter, Enter: all that is ticked is handed over.")),
            (N_("Tell them"), N_("A letter is begun in your mail program; without e-mail, a slip is printed.")),
            (N_("Send on, back, destroy"), N_("Under the three dots, for the things that are ticked.")),
            (N_("A company comes or leaves"), N_("“Companies”: its contract, its postal proxy, its last day.")),
            (
                N_("What the law asks"),
                N_("“Legal”: letters to the registry and lists, ready to print, each with its day."),
            ),
        ),
        (("↑ ↓", N_("another addressee")), ("Enter", N_("hand over")), ("Ctrl+N", N_("mail arrived"))),
    )

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        parts = (
            (WAITING, _("Waiting"), WaitingPart),
            (COMPANIES, _("Companies"), CompaniesPart),
            (LEGAL, _("Legal"), LegalPart),
        )
        super().__init__(_("Mail"), around, parts, _("Find somebody…"))
        arrived = button(_("Mail arrived"), self.ask_arrived)
        arrived.setToolTip("Ctrl+N")
        self.set_main_act(arrived)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self.ask_arrived)

    @property
    def waiting(self) -> WaitingPart:
        """What waits on the shelf."""
        return self.of(WaitingPart)

    @property
    def companies(self) -> CompaniesPart:
        """Whose contract it is under."""
        return self.of(CompaniesPart)

    @property
    def legal(self) -> LegalPart:
        """What the law asks."""
        return self.of(LegalPart)

    def show_part(self, code: str) -> None:
        """`companies/12` is that contract among the companies."""
        code, _slash, contract = code.partition("/")
        if contract:
            self._find.clear()
            self.companies.both.choose_next(int(contract))
        super().show_part(code)

    @Slot()
    def ask_arrived(self) -> None:
        """Write down what came."""
        from tierslieu_desk.ui.pages.mail.arrived import ArrivedDialog

        dialog = ArrivedDialog(self.window(), self.around.services, self.around.clock)
        dialog.told.connect(self.said)
        dialog.arrived.connect(self.waiting.choose)
        dialog.open()
