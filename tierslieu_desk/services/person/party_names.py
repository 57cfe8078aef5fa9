"""The numbers under which somebody stands, when they were written down more than once."""

from __future__ import annotations

from sqlalchemy import CTE, ColumnElement, Integer, Select, bindparam, select
from sqlalchemy.orm import Session, aliased

from tierslieu_desk import errors
from tierslieu_desk.models.people import Party


def names_of(session: Session, party_id: int) -> tuple[int, ...]:
    """Their own, and those of whoever was put together with them: what is frozen stays in that name."""
    return tuple(session.scalars(_NAMES, {"party": party_id}))


def names(party_id: ColumnElement[int]) -> Select[tuple[int]]:
    """The same as a part of another statement."""
    below: CTE = select(party_id.label("id")).cte(recursive=True)
    others = aliased(Party)
    below = below.union_all(select(others.id).join(below, others.merged_into_id == below.c.id))
    return select(below.c.id)


_NAMES = names(bindparam("party", type_=Integer))
"""Kept, since a person's page asks it several times."""


def refuse_merged(session: Session, party: Party) -> None:
    """Raises `MergedAway` for somebody who turned out to be somebody else."""
    if party.merged_into_id is not None:
        raise errors.MergedAway(name=party.name, kept=session.get_one(Party, party.merged_into_id).name)
