"""Which copies to keep: the newest of each of the last days, weeks and months that have one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

DAILY = 7
WEEKLY = 4
MONTHLY = 12


def kept(made: Iterable[datetime]) -> frozenset[datetime]:
    """Of copies made at these moments, those to keep; the newest always is.

    Days, weeks (ISO, from Monday) and months that have no copy do not count: a house closed all summer keeps what
    it had in June.
    """
    newest_first = sorted(set(made), reverse=True)
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
