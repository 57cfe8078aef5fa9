"""How a unit may be booked: for how short and how long, how long before, how far ahead, over closed times or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tierslieu_desk import errors

MINUTES_OF_A_DAY = 1440
HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Limits:
    """0 asks for nothing. Minutes, and days for `ahead_days`.

    `spans`: a booking may cover closed times when it begins and ends in open ones, as a loan over a weekend does.
    `agreed`: once confirmed, a booking is changed or called off only by who may book in spite of a rule.
    """

    shortest: int = 0
    longest: int = 0
    lead: int = 0
    ahead_days: int = 0
    spans: bool = False
    agreed: bool = False

    def earliest(self, now: datetime) -> datetime | None:
        """The first half hour for which it may still be asked, where it is asked so long before."""
        if not self.lead:
            return None
        first = now + timedelta(minutes=self.lead)
        midnight = datetime.combine(first.date(), time())
        return midnight - (midnight - first) // HALF_HOUR * HALF_HOUR

    def fitting(self, minutes: int) -> int:
        """The length nearest to that one that it is booked for."""
        return min(max(minutes, self.shortest), self.longest or max(minutes, self.shortest))


NO_LIMITS = Limits()


def of_a_whole(own: Limits | None, parts: Sequence[Limits]) -> Limits:
    """What holds for something made of parts: who takes it takes them, so each of their limits holds besides its own.

    Closed times may be spanned where its own say so, or where it has none of its own and every part may span them.
    """
    all_of_them = (*([] if own is None else [own]), *parts)
    return Limits(
        shortest=max(one.shortest for one in all_of_them),
        longest=_least(one.longest for one in all_of_them),
        lead=max(one.lead for one in all_of_them),
        ahead_days=_least(one.ahead_days for one in all_of_them),
        spans=all(one.spans for one in parts) if own is None else own.spans,
        agreed=any(one.agreed for one in all_of_them),
    )


def seats_of_a_whole(own_law: int | None, seats: int, parts: Sequence[tuple[int, bool]]) -> int:
    """How many the law lets into something made of parts: its own figure, else no more than into all of its parts.

    `parts` are the figures that hold for each, and whether the law was told of it; where of none, chairs are counted.
    """
    if own_law or not any(told for _seats, told in parts):
        return own_law or seats
    return min(seats, sum(figure for figure, _told in parts))


def _least(figures: Iterable[int]) -> int:
    """The smallest of those that ask for something; 0 when none does."""
    return min((figure for figure in figures if figure), default=0)


def refusal_of(limits: Limits) -> errors.DeskError | None:
    """What makes no sense: limits that no booking could keep. The fact `field` says which one to change."""
    if limits.longest and limits.shortest > limits.longest:
        return errors.LimitsCrossed(field="longest", least_minutes=limits.shortest, most_minutes=limits.longest)
    if limits.ahead_days and limits.lead > limits.ahead_days * MINUTES_OF_A_DAY:
        return errors.AheadBeforeLead(field="ahead", lead_minutes=limits.lead, days=limits.ahead_days)
    return None
