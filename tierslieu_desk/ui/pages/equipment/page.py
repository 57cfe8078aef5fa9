"""Things that leave the house and come back: tools, vehicles, keys and lockers."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut

from tierslieu_desk.i18n import N_, _, pgettext
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.pages.equipment.parts import MaintenancePart, OutPart, ThingsPart
from tierslieu_desk.ui.pages.shared.parts import PageOfParts
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button

OUT, THINGS, MAINTENANCE = "out", "things", "maintenance"


class EquipmentPage(PageOfParts):
    """What is out, everything there is, what is out of use."""

    watches = frozenset({"loan", "unit", "unit_part", "hold", "booking", "maintenance", "party", "closure"}) | {
        "event",
        "event_session",
    }
    help = Help(
        N_("What leaves the house and comes back: tools, vehicles, keys and lockers."),
        (
            (N_("Lend something"), N_("“Lend”: what, to whom, until when, against which deposit.")),
            (N_("Give out a key"), N_("The same: a key is written down once with “New thing…”, then lent for a year.")),
            (N_("Something comes back"), N_("Choose it under “Out”, Enter: the deposit to hand back is told.")),
            (N_("A slip to sign"), N_("“Loan slip…” under “Out”, or ticked while lending.")),
            (
                N_("Something is written down wrong"),
                N_("“Change…” under “Everything”: its name, what it is, its shelf."),
            ),
            (N_("Something is broken"), N_("“Out of use…” under the three dots; nobody can take it meanwhile.")),
            (N_("It is gone for good"), N_("“No longer lent” under the three dots; who had it stays written down.")),
        ),
        (("↑ ↓", N_("another thing")), ("Enter", N_("take it back, or lend it")), ("Ctrl+N", N_("lend"))),
    )

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        parts = (
            (OUT, pgettext("things", "Out"), OutPart),
            (THINGS, _("Everything"), ThingsPart),
            (MAINTENANCE, _("Maintenance"), MaintenancePart),
        )
        super().__init__(_("Equipment"), around, parts, _("Find a thing…"))
        lend = button(_("Lend"), self.lend)
        lend.setToolTip("Ctrl+N")
        self.set_main_act(lend)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self.lend)

    @property
    def out(self) -> OutPart:
        """What is out."""
        return self.of(OutPart)

    @property
    def things(self) -> ThingsPart:
        """Everything there is."""
        return self.of(ThingsPart)

    @property
    def maintenance(self) -> MaintenancePart:
        """What is out of use."""
        return self.of(MaintenancePart)

    @Slot()
    def lend(self) -> None:
        """Lend something: what is chosen under “Everything”, if it is here."""
        chosen = self.things.row if self.part is self.things else None
        self.out.lend(chosen.id if chosen is not None and chosen.state == "free" else None)
