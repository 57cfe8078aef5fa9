"""What a slot costs, shown with its working: the longest price first, each started step counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import VatCategory


@dataclass(frozen=True, slots=True)
class PriceStep:
    """One line of a price grid: so much for so many minutes. `amount_e4` in ten-thousandths, on `basis`."""

    label: str
    minutes: int
    amount_e4: int
    basis: Basis
    vat_category: VatCategory


@dataclass(frozen=True, slots=True)
class PricedStep:
    """`count` times one step; the last of them only `begun` when the time ends before it does."""

    step: PriceStep
    count: int
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Priced:
    """A price with its working. `steps` is empty when the grid is: nothing is asked."""

    steps: tuple[PricedStep, ...]

    @property
    def total_e4(self) -> int:
        """Ten-thousandths of the currency, on the basis of the steps."""
        return sum(priced.step.amount_e4 * priced.count for priced in self.steps)


def price_minutes(minutes: int, grid: Sequence[PriceStep]) -> Priced:
    """The working for that many minutes: 12 h with prices for 7, 3 and 1 h are 7 + 3 + 1 + 1.

    What is left below the shortest step is one more of it.
    """
    steps = sorted(grid, key=lambda step: step.minutes, reverse=True)
    left, working = minutes, []
    for step in steps:
        count, left = divmod(left, step.minutes)
        begun = step is steps[-1] and left > 0
        if begun:
            count, left = count + 1, 0
        if count:
            working.append(PricedStep(step, count, begun))
    return Priced(tuple(working))
