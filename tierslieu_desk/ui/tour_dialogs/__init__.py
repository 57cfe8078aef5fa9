"""Every dialog of the program by its name, each opened on a real desk for its picture.

To add a dialog: one line in `DIALOGS` of the module of its page.
"""

from __future__ import annotations

from tierslieu_desk.ui.tour_dialogs import bookings, events, lent, messages, money, network, people, settings, visits
from tierslieu_desk.ui.tour_dialogs.opening import Opener

DIALOGS: tuple[tuple[str, Opener], ...] = (
    *bookings.DIALOGS,
    *events.DIALOGS,
    *lent.DIALOGS,
    *messages.DIALOGS,
    *money.DIALOGS,
    *network.DIALOGS,
    *people.DIALOGS,
    *settings.DIALOGS,
    *visits.DIALOGS,
)
"""Every dialog by its name; the tour leaves out those this desk has nothing to open on."""
