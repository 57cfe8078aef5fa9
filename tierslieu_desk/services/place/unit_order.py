"""The order in which units stand on the planning and in every list."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, update

from tierslieu_desk import errors
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.units import Unit
from tierslieu_desk.rules.ordering import Groups, grouped
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.rights import Right, asking


@asking({Right.SETTINGS: "keep"})
class UnitOrder:
    """All units at once, those taken out with them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def groups(self) -> Groups:
        """Every unit under its heading, as they stand."""
        with self._desk.store.reading() as session:
            units = self._desk.house(session).units.values()
            return grouped([(unit.id, unit.group) for unit in units])

    def keep(self, order: Sequence[int]) -> tuple[int, ...]:
        """The order before is given back, for the way back. Raises `ChangedMeanwhile` when units came or went."""
        with self._desk.store.writing() as session:
            before = tuple(self._desk.house(session).units)
            if sorted(before) != sorted(order):
                raise errors.ChangedMeanwhile(what="units")
            units = table_of(Unit)
            session.connection().execute(
                update(units).where(units.c.id == bindparam("number")).values(position=bindparam("place")),
                [{"number": number, "place": place} for place, number in enumerate(order)],
            )
            self._desk.note(session, "order", "unit", None, units=len(order))
            return before
