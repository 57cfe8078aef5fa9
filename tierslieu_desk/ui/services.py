"""The services a page may be handed: the names of `compose.Services`, without importing what builds them.

The window stands beside `compose`, not above it; `app` hands one to the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tierslieu_desk.services.bookings import Bookings
    from tierslieu_desk.services.copies import Copies
    from tierslieu_desk.services.domiciliations import Domiciliations
    from tierslieu_desk.services.events import Events
    from tierslieu_desk.services.people import People
    from tierslieu_desk.services.places import Places
    from tierslieu_desk.services.planning import Planning
    from tierslieu_desk.services.today import Today
    from tierslieu_desk.services.units import Units
    from tierslieu_desk.services.visits import Visits


class DeskServices(Protocol):
    """Each is built, and its module imported, when it is first asked for."""

    @property
    def today(self) -> Today:
        """What the front page shows."""

    @property
    def planning(self) -> Planning:
        """Who has what, day by day."""

    @property
    def bookings(self) -> Bookings:
        """Taking, moving, cancelling."""

    @property
    def people(self) -> People:
        """Persons and organisations."""

    @property
    def visits(self) -> Visits:
        """Who comes and goes."""

    @property
    def events(self) -> Events:
        """What happens here."""

    @property
    def domiciliations(self) -> Domiciliations:
        """Companies whose seat is here."""

    @property
    def units(self) -> Units:
        """What can be taken."""

    @property
    def places(self) -> Places:
        """The place itself."""

    @property
    def copies(self) -> Copies:
        """Copies of everything."""
