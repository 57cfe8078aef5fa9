"""What messages ask of somebody today, by plain statements, since the front page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tierslieu_desk.models.glance import Glance

STUCK, HELD, LETTERS, CALLS = "stuck", "held", "letters", "calls"
_OPEN = """
    SELECT iif(state IN ('refused', 'unsure'), 'stuck', iif(state = 'to_print', 'letters',
        iif(state = 'to_call', 'calls', 'held'))) AS kind, count(*), min(queued_at)
    FROM message WHERE state IN ('waiting', 'unsure', 'refused', 'to_print', 'to_call') GROUP BY kind
"""
_IN_THE_WAY = "SELECT since FROM mail_account WHERE why <> ''"


def read(seen: Glance) -> Iterator[tuple[str, int, datetime]]:
    """What it is, how many, and since when: what waits for the line only once it cannot leave."""
    found = {kind: (count, datetime.fromisoformat(oldest)) for kind, count, oldest in seen.rows(_OPEN)}
    if HELD in found and seen.value(_IN_THE_WAY) is None:
        del found[HELD]
    for kind in (STUCK, HELD, CALLS, LETTERS):
        if kind in found:
            yield kind, *found[kind]


@dataclass(frozen=True, slots=True)
class Held:
    """As many messages cannot leave. `why` is a word of `post_words` (`line`: there is none), `since` of all places."""

    count: int
    why: str
    since: datetime | None


_HELD = """
    SELECT a.why, a.since, (SELECT count(*) FROM message WHERE state = 'waiting')
    FROM mail_account AS a, place AS p WHERE a.why <> '' AND ' ' || p.services || ' ' LIKE '% messages %'
"""


def held(seen: Glance) -> Held | None:
    """What waits because none can leave, where this place tells people things from here; None when nothing does."""
    for why, since, count in seen.rows(_HELD):
        if count:
            return Held(count, why, None if since is None else datetime.fromisoformat(since))
    return None


_TO_REMIND = """
    SELECT b.id, b.party_id FROM booking AS b JOIN party AS p ON p.id = b.party_id
    WHERE b.starts >= :first AND b.starts < :next AND b.state = 'confirmed'
        AND (p.phone <> '' OR (:by_email AND p.email <> ''))
        AND NOT EXISTS (
            SELECT 1 FROM booking AS o JOIN message AS m ON m.subject_of = 'booking' AND m.subject_id = o.id
            WHERE o.starts >= :first AND o.starts < :next AND o.party_id = b.party_id
                AND m.purpose = 'booking_reminder' AND m.state <> 'withdrawn'
                AND (o.id = b.id OR m.queued_at >= b.created_at))
    ORDER BY b.starts, b.id
"""


def to_remind(seen: Glance, day: date, *, by_email: bool = True) -> tuple[tuple[int, ...], ...]:
    """The confirmed bookings that begin that day, of people with a telephone or `by_email`, not reminded yet.

    All of one person's together: they are told once, and what was told of the day covers what was booked before.
    """
    first = datetime.combine(day, time())
    found = seen.rows(_TO_REMIND, first=first, next=first + timedelta(days=1), by_email=by_email)
    of_each: dict[int, list[int]] = {}
    for number, party in found:
        of_each.setdefault(party, []).append(number)
    return tuple(map(tuple, of_each.values()))


def wanting(seen: Glance) -> int:
    """How many want somebody: refused or unsure, to print, to call."""
    return sum(count for kind, count, _oldest in seen.rows(_OPEN) if kind != HELD)
