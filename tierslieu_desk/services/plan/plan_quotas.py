"""How much of each kind of unit a plan lets one person have in a day, a week, a month."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert

from tierslieu_desk import errors
from tierslieu_desk.models.plans import Plan
from tierslieu_desk.models.unit_depth import PlanQuota
from tierslieu_desk.rules.quotas import Quota
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.rights import Right, asking


@asking({Right.PRICES: "keep"})
class PlanQuotas:
    """They count from the moment they are kept, for bookings made from then on; what is booked stays."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, plan_id: int) -> tuple[Quota, ...]:
        """In the order in which they were written down."""
        with self._desk.store.reading() as session:
            return tuple(quota for quota in self._desk.house(session).quotas if quota.plan_id == plan_id)

    def keep(self, plan_id: int, quotas: Sequence[Quota]) -> tuple[Quota, ...]:
        """All of a plan; those before are given back, for the way back.

        Raises `NotFound`, and `QuotaTwice` for two of one kind of unit in one span.
        """
        spans = [(quota.kind, quota.span) for quota in quotas]
        if len(set(spans)) < len(spans):
            raise errors.QuotaTwice
        before = self.of(plan_id)
        with self._desk.store.writing() as session:
            plan = session.get(Plan, plan_id)
            if plan is None:
                raise errors.NotFound(what="plan", id=plan_id)
            session.execute(delete(PlanQuota).where(PlanQuota.plan_id == plan_id))
            rows = [
                {"plan_id": plan_id, "kind": one.kind, "span": one.span, "minutes": one.minutes, "times": one.times}
                for one in quotas
            ]
            if rows:
                session.execute(insert(PlanQuota), rows)
            self._desk.note(session, "set_quotas", "plan", plan_id, name=plan.name, quotas=len(rows))
        return before
