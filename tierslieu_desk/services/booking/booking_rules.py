"""What refuses a booking whoever else is there, wherever one is made, moved or put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tierslieu_desk.models import store as stores
from tierslieu_desk.rules import admission, quotas
from tierslieu_desk.rules.quotas import Quota
from tierslieu_desk.rules.vocabulary import HOLDING, BookingState
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.services.rights import Right
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for it, and when: what some units and some plans make a difference of.

    `party_id` is None while nobody is named: what is kept for some is refused once somebody is. `besides` is the
    booking that would be moved: it is its person's, and does not count beside itself. `settled`: its time was agreed
    before, so that it is not asked again how long before that was. `counting`: with quotas, which a gesture over many
    dates asks of each when it comes to it.
    """

    session: Session
    now: datetime
    party_id: int | None = None
    besides: int | None = None
    settled: bool = False
    counting: bool = True


def refuse_by_rules(house: House, unit: UnitInfo, slot: Slot, people: int, override: str, asker: Asker) -> None:
    """Raises what `rules.admission` refuses; with an `override`, only what no facilitator may set aside."""
    kept_for = house.kept_for_plans(unit)
    plans: frozenset[int] | None = None
    mine: tuple[Quota, ...] = ()
    taken: tuple[Slot, ...] = ()
    named = asker.party_id is not None or asker.besides is not None
    if named and not override and (kept_for or (asker.counting and counted(house, unit))):
        plans, taken = _read(asker, unit, slot)
        mine = tuple(quota for quota in counted(house, unit) if quota.plan_id in plans) if asker.counting else ()
    asked = admission.Asked(
        unit=unit.name,
        retired=unit.retired,
        legal_seats=unit.legal_seats,
        slot=slot,
        people=people,
        hours=house.hours,
        closures=() if asker.settled and override else house.closures,
        limits=house.limits_of(unit),
        now=None if asker.settled else asker.now,
        reserved=kept_for,
        plans=plans,
        quotas=mine,
        taken=taken,
        days=house.calendar.refusing(slot),
    )
    refusal = admission.refusal_of(asked, overriding=bool(override))
    if refusal is not None:
        raise refusal


def ask_when_agreed(desk: Desk, house: House, unit: UnitInfo, state: str) -> None:
    """Of units that ask for it: what is confirmed was agreed, and stays as it is until somebody who may says otherwise.

    Raises `NotAllowed`. Options are everybody's.
    """
    if state in AGREED and house.limits_of(unit).agreed:
        desk.ask(Right.OVERRIDE)


AGREED = (BookingState.CONFIRMED, BookingState.CHECKED_IN)


def counted(house: House, unit: UnitInfo) -> tuple[Quota, ...]:
    """What any plan lets somebody have of that kind of unit."""
    return tuple(quota for quota in house.quotas if quota.kind is unit.kind)


def _read(asker: Asker, unit: UnitInfo, slot: Slot) -> tuple[frozenset[int], tuple[Slot, ...]]:
    """The plans they have that day, and what they have of such units near it. One statement."""
    around = quotas.window(slot)
    rows = stores.glance(asker.session).rows(
        _THEIRS,
        party=asker.party_id,
        besides=asker.besides or 0,
        day=slot.start.date(),
        kind=str(unit.kind),
        since=around.start,
        until=around.end,
        now=asker.now,
    )
    plans = frozenset(plan_id for plan_id, _starts, _ends in rows if plan_id)
    taken = (
        Slot(datetime.fromisoformat(starts), datetime.fromisoformat(ends)) for plan_id, starts, ends in rows if starts
    )
    return plans, tuple(taken)


_HELD = ", ".join(f"'{state}'" for state in HOLDING)
_THEIRS = f"""
    WITH who AS (SELECT coalesce(:party, (SELECT party_id FROM booking WHERE id = :besides)) AS id)
    SELECT s.plan_id, NULL, NULL FROM subscription AS s
    WHERE s.starts <= :day AND (s.ends IS NULL OR s.ends >= :day)
        AND NOT EXISTS (
            SELECT 1 FROM subscription_pause WHERE subscription_id = s.id AND first_day <= :day AND last_day >= :day)
        AND (s.party_id = (SELECT id FROM who) OR s.shared AND s.party_id IN (
            SELECT organisation_id FROM affiliation WHERE person_id = (SELECT id FROM who)))
    UNION ALL
    SELECT NULL, b.starts, b.ends FROM booking AS b JOIN unit AS u ON u.id = b.unit_id
    WHERE b.party_id = (SELECT id FROM who) AND b.id <> :besides AND u.kind = :kind
        AND b.starts < :until AND b.ends > :since
        AND b.state IN ({_HELD}) AND NOT (b.state = '{BookingState.TENTATIVE}' AND b.expires <= :now)
        AND EXISTS (SELECT 1 FROM hold WHERE booking_id = b.id)
"""  # noqa: S608 - words of ours
"""Their own plans and those their organisation shares; expired options and what was called off count for nothing.

Nor does what holds nothing at this moment: several that move at once let go of all they have first.
"""
