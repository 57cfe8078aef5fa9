"""A line in which an amount is typed: with a comma or a point, written out in full when it is left."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import NotAnAmount
from tierslieu_desk.ui.widgets.typed import TypedField

EURO = 100
LEAST = 1


class AmountField(TypedField):
    """Cents, never less than `least`; up and down move by a euro. One that `may_be_empty` is None while it is."""

    PAGE = 10

    def __init__(
        self,
        cents: int | None = None,
        *,
        may_be_empty: bool = False,
        least: int = LEAST,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._may_be_empty, self._least = may_be_empty, least
        self.take(cents)

    @property
    def cents(self) -> int | None:
        """The amount written there. Raises `NotAnAmount`, also for nothing at all or less."""
        typed = self.text().strip()
        if not typed and self._may_be_empty:
            return None
        cents = formats.parse_amount(typed)
        if cents < self._least:
            raise NotAnAmount(text=typed, example=formats.amount_typed(1250))
        return cents

    def take(self, cents: int | None) -> None:
        """Write that amount there, or nothing."""
        self.setText("" if cents is None else formats.amount_typed(cents))

    def read(self) -> None:
        self.take(self.cents)

    def stepBy(self, steps: int) -> None:
        self.take(max(self._least, (self.cents or 0) + steps * EURO))
