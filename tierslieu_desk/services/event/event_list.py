"""Who comes to an event as a spreadsheet: to make a sheet of one's own of it, or to write to all of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tierslieu_desk.i18n import _, pgettext
from tierslieu_desk.rules.vocabulary import RegistrationState
from tierslieu_desk.services.file import export_files

if TYPE_CHECKING:
    from tierslieu_desk.services.event.event_details import EventDetail, GuestRow


def export(event: EventDetail, out: Path) -> Path:
    """A line for each who has a seat or waits for one, as CSV or XLSX.

    Raises `NotASpreadsheet`, `FileMissing`, `FolderReadOnly`, `DiskFull`.
    """
    header = (_("Name"), _("Organisation"), _("E-mail"), _("Phone"), _("State"))
    lines = [(guest.name, guest.organisation, guest.email, guest.phone, _state(guest)) for guest in event.coming]
    return export_files.write_table(out, _("Who comes"), header, lines)


def _state(guest: GuestRow) -> str:
    if guest.state is RegistrationState.WAITING:
        return _("waiting, number %(n)s") % {"n": guest.turn}
    return pgettext("event", "registered")
