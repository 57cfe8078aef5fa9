"""One sum paid by two means: so much by the first, the rest by the other."""

from __future__ import annotations

from dataclasses import dataclass

from tierslieu_desk.rules.vocabulary import PaymentMethod


@dataclass(frozen=True, slots=True)
class Split:
    """`cents` by `first`, what is left by `rest`."""

    first: PaymentMethod
    cents: int
    rest: PaymentMethod

    def parts(self, total: int) -> tuple[tuple[PaymentMethod, int], ...]:
        """What of a sum is paid by which, nothing left out: the first mean goes as far as it reaches."""
        reached = min(self.cents, total)
        return tuple((by, cents) for by, cents in ((self.first, reached), (self.rest, total - reached)) if cents)


def parts_of(by: PaymentMethod | Split, total: int) -> tuple[tuple[PaymentMethod, int], ...]:
    """What of a sum is paid by which; nothing of nothing."""
    if isinstance(by, Split):
        return by.parts(total)
    return ((by, total),) if total else ()
