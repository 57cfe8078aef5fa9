"""Every mapped table of the desk.

To add a table: one class in one of the modules below, a line for a new module, one migration, and its guards in
`guards.py` when it is append-only.
"""

from tierslieu_desk.models import (
    bookings,
    calendar,
    events,
    hours,
    imports,
    journal,
    kit,
    loans,
    mail,
    messages,
    money,
    network,
    operators,
    people,
    person_facts,
    place,
    plans,
    prepaid,
    quotes,
    tariffs,
    unit_depth,
    units,
    visiting,
    waiting,
)
from tierslieu_desk.models.base import Base

TABLES = (
    place,
    units,
    unit_depth,
    tariffs,
    people,
    person_facts,
    bookings,
    plans,
    hours,
    money,
    prepaid,
    mail,
    loans,
    events,
    network,
    journal,
    visiting,
    messages,
    imports,
    operators,
    kit,
    calendar,
    waiting,
    quotes,
)
"""Every module that maps tables, so that a frozen build misses none."""

__all__ = ["TABLES", "Base"]
