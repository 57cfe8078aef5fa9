"""How far below zero the house lets a balance go: half-days used before they are bought, and money on a card."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from tierslieu_desk import errors
from tierslieu_desk.models.place import Place
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.rights import Right, asking


@dataclass(frozen=True, slots=True)
class Limits:
    """No further than that: half-days of passes, cents of prepaid cards. Nothing, unless the house says so."""

    half_days: int = 0
    cents: int = 0


@asking({Right.PRICES: "set"})
class BelowZero:
    """What the house lets people use ahead."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self) -> Limits:
        """As it stands."""
        with self._desk.store.reading() as session:
            found = session.execute(select(Place.below_half_days, Place.below_cents)).first()
            return Limits() if found is None else Limits(*found)

    def set(self, limits: Limits) -> Limits:
        """From now on; what is below zero already stays. Returns what it was. Raises `NotFound`, `NotAnAmount`."""
        if limits.half_days < 0 or limits.cents < 0:
            raise errors.NotAnAmount(text=str(min(limits.half_days, limits.cents)), example="10")
        with self._desk.store.writing() as session:
            place = session.get(Place, 1)
            if place is None:
                raise errors.NotFound(what="place", id=1)
            before = Limits(place.below_half_days, place.below_cents)
            place.below_half_days, place.below_cents = limits.half_days, limits.cents
            session.flush()
            self._desk.note(session, "below_zero", "place", 1, half_days=limits.half_days, cents=limits.cents)
            return before
