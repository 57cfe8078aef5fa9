"""How much there is of what matters, and the database told about it after so much was written at once."""

from __future__ import annotations

from sqlalchemy import func, select, text

from tierslieu_desk.models.money import Invoice
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.units import Hold, Unit, UnitPart
from tierslieu_desk.services.desk import Desk


def counts(desk: Desk) -> dict[str, int]:
    """Units that can be taken themselves (neither pools nor what is made of others), people, holds, invoices."""
    wholes = select(UnitPart.whole_id)
    asked = {
        "units": select(func.count()).select_from(Unit).where(Unit.is_pool.is_(False), Unit.id.not_in(wholes)),
        "people": select(func.count()).select_from(Party),
        "holds": select(func.count()).select_from(Hold),
        "invoices": select(func.count()).select_from(Invoice),
    }
    with desk.store.reading() as session:
        return {name: session.execute(count).scalar_one() for name, count in asked.items()}


def bring_up_to_date(desk: Desk) -> None:
    """Let the database count its rows, after a bulk of them: its plans can be five times slower without."""
    with desk.store.writing() as session:
        session.execute(text("ANALYZE"))
