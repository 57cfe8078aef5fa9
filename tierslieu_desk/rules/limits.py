"""How a unit may be booked: for how short and how long, how long before, how far ahead, over closed times or not."""

from __future__ import annotations

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


def refusal_of(limits: Limits) -> errors.DeskError | None:
    """What makes no sense: limits that no booking could keep. The fact `field` says which one to change."""
    if limits.longest and limits.shortest > limits.longest:
        return errors.LimitsCrossed(field="longest", least_minutes=limits.shortest, most_minutes=limits.longest)
    if limits.ahead_days and limits.lead > limits.ahead_days * MINUTES_OF_A_DAY:
        return errors.AheadBeforeLead(field="ahead", lead_minutes=limits.lead, days=limits.ahead_days)
    return None
