"""What a slot costs, shown with its working: the longest price first, each started step counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import VatCategory
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class Window:
    """When a line holds: from `opens` (minutes after midnight) of each of the weekdays `days`, for so many minutes."""

    days: frozenset[int]
    opens: int
    minutes: int


@dataclass(frozen=True, slots=True)
class PriceStep:
    """One line of a price grid: so much for so many minutes. `amount_e4` in ten-thousandths, on `basis`.

    With a `window` it holds only then, see `price_windows`; one that `opens` stands once, where a booking begins.
    """

    label: str
    minutes: int
    amount_e4: int
    basis: Basis
    vat_category: VatCategory
    window: Window | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class PricedStep:
    """`count` times one step; the last of them only `begun` when the time ends before it does."""

    step: PriceStep
    count: int
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Priced:
    """A price with its working. `steps` is empty when the grid is: nothing is asked. `holes` are priced by no line."""

    steps: tuple[PricedStep, ...]
    holes: tuple[Slot, ...] = ()

    @property
    def total_e4(self) -> int:
        """Ten-thousandths of the currency, on the basis of the steps."""
        return sum(priced.step.amount_e4 * priced.count for priced in self.steps)


def price_minutes(minutes: int, grid: Sequence[PriceStep]) -> Priced:
    """The working for that many minutes: 12 h with prices for 7, 3 and 1 h are 7 + 3 + 1 + 1.

    What is left below the shortest step is one more of it. The step that opens a booking comes first, begun or not,
    where no longer one is filled. Windows are not looked at here.
    """
    steps = sorted((step for step in grid if not step.opens), key=_minutes, reverse=True)
    opening = min((step for step in grid if step.opens), key=_minutes, default=None)
    left, working = minutes, []
    if opening is not None and not any(opening.minutes < step.minutes <= minutes for step in steps):
        working.append(PricedStep(opening, 1, left < opening.minutes))
        left = max(0, left - opening.minutes)
        steps = steps or [opening]
    for step in steps:
        count, left = divmod(left, step.minutes)
        begun = step is steps[-1] and left > 0
        if begun:
            count, left = count + 1, 0
        if count:
            working.append(PricedStep(step, count, begun))
    return Priced(tuple(working))


def reduced(grid: Sequence[PriceStep], per_cent: int) -> tuple[PriceStep, ...]:
    """The same list at so much less, each line to the nearest ten-thousandth, half of one upwards."""
    if not per_cent:
        return tuple(grid)
    return tuple(replace(step, amount_e4=(step.amount_e4 * (100 - per_cent) + 50) // 100) for step in grid)


def _minutes(step: PriceStep) -> int:
    return step.minutes
