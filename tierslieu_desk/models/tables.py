"""Every mapped table of the desk.

To add a table: one class in one of the modules below, a line for a new module, one migration, and its guards in
`guards.py` when it is append-only.
"""

from tierslieu_desk.models import (
    bookings,
    events,
    journal,
    loans,
    mail,
    money,
    network,
    operators,
    people,
    place,
    plans,
    units,
)
from tierslieu_desk.models.base import Base

TABLES = (place, units, people, bookings, plans, money, mail, loans, events, network, operators, journal)
"""Every module that maps tables, so that a frozen build misses none."""

__all__ = ["TABLES", "Base"]
