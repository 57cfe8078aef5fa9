"""Which tariff somebody has on a day, inside a unit of work; nothing is read where the house has no tariffs."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.plans import Subscription
from tierslieu_desk.models.store import run
from tierslieu_desk.services.house import House, Tariff
from tierslieu_desk.wallclock import Slot

_HAS = text(
    """
    SELECT t.id FROM (
        SELECT 0 AS far, tariff_id FROM party_tariff WHERE party_id = :party
        UNION ALL
        SELECT 1, p.tariff_id FROM affiliation AS f JOIN party_tariff AS p ON p.party_id = f.organisation_id
            WHERE f.person_id = :party
        UNION ALL
        SELECT 2, p.tariff_id FROM subscription AS s JOIN plan_tariff AS p ON p.plan_id = s.plan_id
            WHERE s.party_id = :party AND s.starts <= :day AND (s.ends IS NULL OR s.ends >= :day)
    ) AS h JOIN tariff AS t ON t.id = h.tariff_id AND NOT t.retired
    ORDER BY h.far, t.position, t.id LIMIT 1
    """
).bindparams(bindparam("day", type_=table_of(Subscription).c.starts.type))


def tariff_of(session: Session, house: House, party_id: int | None, day: date) -> Tariff | None:
    """Their own, else that of an organisation they belong to, else that of a plan that runs that day.

    None: they pay the usual prices.
    """
    if party_id is None or not house.tariffs:
        return None
    found = run(session, _HAS, {"party": party_id, "day": day}).first()
    return None if found is None else next(one for one in house.tariffs if one.id == found.id)


def refuse_unpriced(unit: str, holes: tuple[Slot, ...], override: str = "") -> None:
    """Nothing is given away because nobody thought of a price. Raises `NoPriceThen` unless a reason is given."""
    if holes and not override:
        raise errors.NoPriceThen(unit=unit, **errors.slot_facts(holes[0].start, holes[0].end))
