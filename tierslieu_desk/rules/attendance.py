"""Half days of a session, and the hours people spent there: what a yearly report of trainings adds up."""

from __future__ import annotations

from collections.abc import Mapping

from tierslieu_desk.wallclock import Slot

NOON = 12
"""A session that begins before noon has a morning; one that ends after it has an afternoon."""
MORNING, AFTERNOON = 0, 1


def half_days(session: Slot) -> dict[int, Slot]:
    """The half days a session has, each with its times; an evening is an afternoon."""
    noon = session.start.replace(hour=NOON, minute=0, second=0)
    found = {}
    if session.start < noon:
        found[MORNING] = Slot(session.start, min(noon, session.end))
    if session.end > noon:
        found[AFTERNOON] = Slot(max(noon, session.start), session.end)
    return found


def person_minutes(session: Slot, signed: Mapping[int, int]) -> int:
    """Minutes spent by everybody together: each half day's length times how many signed for it."""
    return sum(slot.minutes * signed.get(half, 0) for half, slot in half_days(session).items())
