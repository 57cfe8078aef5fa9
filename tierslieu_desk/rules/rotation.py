"""Which copies to keep: the newest of each of the last days, weeks and months that have one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta

DAILY = 7
WEEKLY = 4
MONTHLY = 12
LEEWAY = timedelta(days=1)
"""The place may have moved to another time zone since a copy was named."""


def is_ahead(made_at: datetime, now: datetime) -> bool:
    """Whether a copy bears a date that has yet to come: the clock was wrong then, or it is now."""
    return made_at > now + LEEWAY


def kept(made: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Of copies made at these moments, those to keep; the newest not ahead of `now` always is.

    Days, weeks (ISO, from Monday) and months that have no copy do not count: a house closed all summer keeps what
    it had in June. Copies ahead of `now` never take the turn of another. They stay, in the same numbers, until as
    many days as are kept have a copy of their own: if it is the clock of today that is wrong, they are the good ones.
    """
    known = set(made)
    ahead = {at for at in known if is_ahead(at, now)}
    here = known - ahead
    waiting = len({at.date() for at in here}) < DAILY
    return _rotated(here) | (_rotated(ahead) if waiting else frozenset())


def newest(made: Iterable[datetime], count: int, now: datetime) -> frozenset[datetime]:
    """So many of the newest; those ahead of `now` beside them until there are so many others."""
    newest_first = sorted(set(made), reverse=True)
    ahead = [at for at in newest_first if is_ahead(at, now)]
    here = newest_first[len(ahead) :][:count]
    return frozenset([*here, *(ahead[:count] if len(here) < count else [])])


def _rotated(made: Iterable[datetime]) -> frozenset[datetime]:
    newest_first = sorted(made, reverse=True)
    return frozenset(
        [
            *_newest_of_each(newest_first, datetime.date, DAILY),
            *_newest_of_each(newest_first, lambda at: at.isocalendar()[:2], WEEKLY),
            *_newest_of_each(newest_first, lambda at: (at.year, at.month), MONTHLY),
        ]
    )


def _newest_of_each(
    newest_first: list[datetime], period: Callable[[datetime], Hashable], periods: int
) -> Iterable[datetime]:
    found: dict[Hashable, datetime] = {}
    for at in newest_first:
        if len(found) == periods:
            break
        found.setdefault(period(at), at)
    return found.values()
