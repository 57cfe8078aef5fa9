"""Badges: whose a number is, and the one that is printed for somebody."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.documents.visit_sheets import BadgeSheet
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.store import run
from tierslieu_desk.rules.visiting import badge_of
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.people import People, PersonRow
from tierslieu_desk.services.place.letterhead import place_block
from tierslieu_desk.services.place.places import Places

FIRST = 1001
"""The first number given by itself: as long as a scanner's must be to be told from a name."""
_HOLDER = select(Party.id).where(
    Party.badge.in_(bindparam("numbers", expanding=True)), Party.badge != "", Party.retired.is_(False)
)


class Badges:
    """A badge says who somebody is as fast as a scanner types."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def holder(self, text: str) -> PersonRow | None:
        """Whose whole number that is, as typed or as a scanner set for another keyboard types it; or None."""
        bare = "".join(text.split())
        if not bare:
            return None
        with self._desk.store.reading() as session:
            found = run(session, _HOLDER, {"numbers": sorted({bare, bare.upper(), badge_of(bare)})}).scalar()
            return None if found is None else People(self._desk).get(found)

    def number(self, party_id: int) -> str:
        """Their number; the next one is given to whoever has none. Raises `NotFound`, `NotAPerson`."""
        with self._desk.store.writing() as session:
            party = session.get(Party, party_id)
            if party is None:
                raise errors.NotFound(what="party", id=party_id)
            if party.kind != "person":
                raise errors.NotAPerson(name=party.name)
            if not party.badge:
                party.badge = _next(session)
                session.flush()
                self._desk.note(session, "give_badge", "party", party_id, number=party.badge)
            return party.badge

    def sheet(self, party_id: int) -> BadgeSheet:
        """What the paper badge says, in the language of whoever wears it. Raises what `number` raises."""
        number = self.number(party_id)
        row = People(self._desk).get(party_id)
        return BadgeSheet(lang=row.language, place=place_block(Places(self._desk)), name=row.name, number=number)

    def render(self, party_id: int) -> bytes:
        """The PDF of it."""
        from tierslieu_desk import documents

        return documents.render(self.sheet(party_id))


def _next(session: Session) -> str:
    """One more than the highest that is only figures."""
    numbers = session.scalars(
        select(Party.badge).where(Party.badge != "", Party.badge.op("NOT GLOB", is_comparison=True)("*[^0-9]*"))
    )
    highest = max((int(number) for number in numbers if len(number) <= 9), default=FIRST - 1)
    return str(max(FIRST, highest + 1))
