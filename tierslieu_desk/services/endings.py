"""What a last day changes of what was charged, and when another plan is as good as an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.plans import Plan, Subscription
from tierslieu_desk.rules import terms
from tierslieu_desk.rules.proration import ONE_DAY
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services import periods, selling
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plans import NewSubscription


@dataclass(frozen=True, slots=True)
class CutLine:
    """A period charged so far that a last day cuts: what it is charged, what it will be, how that is found.

    `invoice_id` and `number` of the invoice it stands on, for a credit note to mend; None and empty when on none.
    """

    first: date
    last: date
    before_cents: int
    cents: int
    working: str
    invoice_id: int | None = None
    number: str = ""


def cut_lines(desk: Desk, session: Session, sold: Subscription, last_day: date) -> tuple[CutLine, ...]:
    """Those of the periods charged so far that an end on that day changes, the first one first."""
    found = []
    for part in periods.parts_from(session, sold, last_day, last_day):
        charge = periods.charge_of(session, sold, part.first)
        cents = 0 if part.opened is None else periods.gross_of(desk, session, sold, part.opened)
        if charge is not None and charge.gross_cents != cents:
            told = "" if part.opened is None else periods.working(sold, part.opened.part)
            paper = periods.paper_of(session, charge) or (None, "")
            found.append(CutLine(part.first, part.last, charge.gross_cents, cents, told, *paper))
    return tuple(found)


def refuse_less(desk: Desk, session: Session, sold: Subscription, other: tuple[Plan, date, int | None]) -> None:
    """Another plan that costs less a year is an end of what was agreed: `LessTooEarly` within its term or notice.

    `other`: the plan, its first day, its price unless it is its usual one. The house's own plan that became cheaper
    is none.
    """
    plan, on, price_e4 = other
    earliest = selling.earliest_end(sold, desk.clock.today())
    if plan.id == sold.plan_id or on - ONE_DAY >= earliest or not selling.bound(sold):
        return
    thought = selling.made_of(plan, NewSubscription(sold.party_id, plan.id, on, price_e4=price_e4), on)
    theirs, cheaper = ((periods.whole_gross(desk, session, one), Period(one.period)) for one in (sold, thought))
    if terms.costs_less(cheaper, theirs):
        raise errors.LessTooEarly(name=sold.name, plan=plan.name, earliest=earliest)
