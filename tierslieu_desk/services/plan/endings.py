"""What a last day or a pause changes of what is charged, and when another plan is as good as an end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.plans import Plan, Subscription
from tierslieu_desk.rules import terms
from tierslieu_desk.rules.proration import ONE_DAY, calendar_period
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan import periods, selling
from tierslieu_desk.services.plan.plans import NewSubscription

FORETOLD_DAYS = 3 * 366


@dataclass(frozen=True, slots=True)
class CutLine:
    """A period that a last day or a pause cuts: what it is charged, what it will be, how that is found.

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
    return _charged_lines(desk, session, sold, periods.parts_from(session, sold, last_day, last_day))


def pause_lines(desk: Desk, session: Session, sold: Subscription, pause: tuple[date, date]) -> tuple[CutLine, ...]:
    """What a pause changes of the periods charged so far and of those to come, the first one first.

    Nothing is foretold of one longer than `FORETOLD_DAYS`.
    """
    first, last = pause
    if sold.membership_fee or (last - first).days > FORETOLD_DAYS:
        return ()
    parts = periods.parts_from(session, sold, first, sold.ends, (pause,))
    found = list(_charged_lines(desk, session, sold, (part for part in parts if part.first <= last)))
    known = periods.pauses_of(session, sold.id)
    day = max(sold.charged_until, calendar_period(first, Period(sold.period))[0])
    while day <= last:
        whole = periods.part_to_come(sold, day, known)
        cut = periods.part_to_come(sold, day, (*known, pause))
        if whole is None or cut is None:
            break
        before, cents = (periods.gross_of(desk, session, sold, one) if one.part.days else 0 for one in (whole, cut))
        if before != cents:
            told = periods.working(sold, cut.part) if cents else ""
            found.append(CutLine(whole.part.first, whole.part.last, before, cents, told))
        day = whole.part.last + ONE_DAY
    return tuple(found)


def _charged_lines(
    desk: Desk, session: Session, sold: Subscription, parts: Iterable[periods.Part]
) -> tuple[CutLine, ...]:
    found = []
    for part in parts:
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
