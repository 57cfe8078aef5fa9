"""What the stateful test counts by plans, and who waits in line there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kernel.naive import NPlan, NQuota

from tierslieu_desk.rules.quotas import Quota, Span
from tierslieu_desk.rules.vocabulary import Period, UnitKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan_quotas import PlanQuotas
from tierslieu_desk.services.plans import NewPlan, NewSubscription, Plans

SMALL = [NQuota("room", "day", 120), NQuota("room", "week", 240), NQuota("desk", "week", times=2)]
LARGE = [NQuota("room", "day", times=2), NQuota("room", "month", 300)]
LATER = [NQuota("room", "week", 600), NQuota("desk", "day", 60), NQuota("desk", "month", times=3)]
THEIR_PLANS = {
    "Luc Dupont": [NPlan(date(2026, 11, 1), SMALL)],
    "Inès Dupont": [NPlan(date(2026, 11, 1), LARGE), NPlan(date(2026, 12, 1), LATER)],
}
"""Marie has none; of the two that Inès has, the second begins in the middle of the tale."""


def sell(desk: Desk, numbers: Mapping[str, int]) -> None:
    """Have them have those plans, in that order."""
    plans, quotas = Plans(desk), PlanQuotas(desk)
    for who, theirs in THEIR_PLANS.items():
        for place, plan in enumerate(theirs):
            number = plans.add(NewPlan(name=f"{who} {place}", period=Period.MONTH, price_e4=0))
            counted = [Quota(number, "", UnitKind(q.kind), Span(q.span), q.minutes, q.times) for q in plan.quotas]
            quotas.keep(number, counted)
            plans.sell(NewSubscription(numbers[who], number, starts=plan.since))
