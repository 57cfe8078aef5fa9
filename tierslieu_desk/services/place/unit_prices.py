"""What units cost: price lists of a kind or of one unit, from a day on, the usual ones or those of a tariff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert

from tierslieu_desk import errors
from tierslieu_desk.models.units import Price
from tierslieu_desk.rules.price_windows import unpriced_in
from tierslieu_desk.rules.prices import PriceStep, reduced
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.legal_defaults import EVER
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_prices import Quote


class UnitPrices:
    """The part of `Units` that is about money."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def set_prices(
        self,
        target: UnitKind | int,
        grid: Sequence[PriceStep],
        valid_from: date = EVER,
        tariff_id: int | None = None,
    ) -> None:
        """The whole grid of a kind of unit, or of one unit (its number), from that day on; the usual, or of a tariff.

        All on one basis and at one rate, since one slot is priced with several steps. Raises `UnknownUnit`,
        `PricesMixed`, `PriceTwice`.
        """
        if len({(step.basis, step.vat_category) for step in grid}) > 1:
            raise errors.PricesMixed
        _refuse_twice(grid)
        with self._desk.store.writing() as session:
            unit_id = None if isinstance(target, UnitKind) else target
            kind = target if isinstance(target, UnitKind) else self._desk.house(session).unit(target).kind
            session.execute(
                delete(Price).where(
                    Price.kind == kind,
                    Price.unit_id.is_(unit_id) if unit_id is None else Price.unit_id == unit_id,
                    Price.valid_from == valid_from,
                    Price.tariff_id.is_(None) if tariff_id is None else Price.tariff_id == tariff_id,
                )
            )
            facts = {"kind": kind, "unit_id": unit_id, "valid_from": valid_from, "tariff_id": tariff_id}
            rows = [_price_row(step) | facts for step in grid]
            if rows:
                session.execute(insert(Price), rows)
            said: dict[str, object] = {} if tariff_id is None else {"tariff": tariff_id}
            self._desk.note(
                session, "set_prices", "unit", unit_id, kind=kind, steps=len(rows), valid_from=valid_from, **said
            )

    def prices(self, unit_id: int, day: date | None = None) -> tuple[PriceStep, ...]:
        """The grid that holds for the unit that day (today unless said). Raises `UnknownUnit`."""
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            return house.grid(house.unit(unit_id), day or self._desk.clock.today())

    def own_prices(self, target: UnitKind | int, tariff_id: int | None = None) -> tuple[PriceStep, ...]:
        """The grid that holds today and was set for that kind, or for that very unit; nothing when none was.

        The usual one, or that of a tariff.
        """
        with self._desk.store.reading() as session:
            return self._desk.house(session).own_grid(target, self._desk.clock.today(), tariff_id)

    def own_span(self, kind: UnitKind) -> tuple[PriceStep, PriceStep] | None:
        """The least and the most asked today for the shortest step by units of that kind with prices of their own."""
        with self._desk.store.reading() as session:
            return self._desk.house(session).own_span(kind, self._desk.clock.today())

    def own_grids(self, kind: UnitKind) -> tuple[tuple[str, tuple[PriceStep, ...]], ...]:
        """The units of that kind that have prices of their own today, by name, with all of them."""
        today = self._desk.clock.today()
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            units = [unit for unit in house.units.values() if unit.kind is kind and not unit.retired]
            return tuple((unit.name, grid) for unit in units if (grid := house.own_grid(unit.id, today)))

    def rehearse(self, grid: Sequence[PriceStep], slot: Slot, per_cent: int = 0) -> Quote:
        """What a slot would cost by a list that is not kept yet, less so much. Raises `MissingFact` without a rate."""
        from tierslieu_desk.services.booking import booking_prices

        with self._desk.store.reading() as session:
            return booking_prices.quote_by(self._desk.house(session), slot, reduced(grid, per_cent))

    def unpriced(self, grid: Sequence[PriceStep]) -> tuple[Slot, ...]:
        """When the place is open in a week and the list has nothing; the week is that of `price_windows.A_MONDAY`."""
        with self._desk.store.reading() as session:
            return unpriced_in(grid, self._desk.house(session).hours)

    def drop_prices(self, unit_id: int) -> None:
        """A unit costs what its kind costs again, from ever. What was priced stays as it was. Raises `UnknownUnit`."""
        with self._desk.store.writing() as session:
            unit = self._desk.house(session).unit(unit_id)
            session.execute(delete(Price).where(Price.unit_id == unit_id))
            self._desk.note(session, "drop_prices", "unit", unit_id, name=unit.name)

    def drop_special(self, target: UnitKind | int, tariff_id: int) -> None:
        """Those of a tariff pay the usual prices there less its reduction, from ever. Raises `UnknownUnit`."""
        with self._desk.store.writing() as session:
            its = [Price.tariff_id == tariff_id, Price.unit_id.is_(None), Price.kind == target]
            if not isinstance(target, UnitKind):
                its[1:] = [Price.unit_id == self._desk.house(session).unit(target).id]
            session.execute(delete(Price).where(*its))
            self._desk.note(session, "drop_special", "tariff", tariff_id, target=target)


def _price_row(step: PriceStep) -> dict[str, object]:
    window = step.window
    return {
        "label": step.label,
        "minutes": step.minutes,
        "amount_e4": step.amount_e4,
        "basis": step.basis,
        "vat_category": step.vat_category,
        "window_days": "" if window is None else "".join(map(str, sorted(window.days))),
        "window_from": 0 if window is None else window.opens,
        "window_minutes": 0 if window is None else window.minutes,
        "opens": step.opens,
    }


def _refuse_twice(grid: Sequence[PriceStep]) -> None:
    """Of two lines for the same time only one would ever count."""
    seen: dict[object, PriceStep] = {}
    for step in grid:
        time = (step.minutes, step.window, step.opens)
        if time in seen:
            raise errors.PriceTwice(label=step.label, other=seen[time].label)
        seen[time] = step
