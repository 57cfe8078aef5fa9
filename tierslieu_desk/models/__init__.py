"""What the desk knows: mapped classes, the store they live in, the guards that hold whichever program writes.

Nothing above `services` may name this package. To add a table: one class in one of these modules, named in `TABLES`
below by its module, one migration, and its guards in `guards.py` when it is append-only.
"""

from tierslieu_desk.models import bookings, events, journal, loans, mail, money, network, people, place, plans, units
from tierslieu_desk.models.base import Base

TABLES = (place, units, people, bookings, plans, money, mail, loans, events, network, journal)
"""Every module that maps tables, so that a frozen build misses none."""

__all__ = ["TABLES", "Base"]
