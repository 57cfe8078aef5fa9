"""A line for a price: typed with a comma or a point, written in full when it is left, never changed in silence."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import NotAnAmount
from tierslieu_desk.ui.widgets.typed import TypedField

E4_PER_CENT = 100
_STEP_E4 = 10_000


class PriceLine(TypedField):
    """`e4` is in ten-thousandths of the currency, None while nothing is written."""

    PAGE = 10

    def __init__(self, e4: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("0,00 €")
        self.e4 = e4

    @property
    def e4(self) -> int | None:
        """The price written there. Raises `NotAnAmount`, also below nothing."""
        typed = self.text().strip()
        if not typed:
            return None
        cents = formats.parse_amount(typed)
        if cents < 0:
            raise NotAnAmount(text=typed, example=formats.number(12))
        return cents * E4_PER_CENT

    @e4.setter
    def e4(self, e4: int | None) -> None:
        self.setText("" if e4 is None else formats.unit_price(e4))

    def read(self) -> None:
        self.e4 = self.e4

    def stepBy(self, steps: int) -> None:
        self.e4 = max(0, (self.e4 or 0) + steps * _STEP_E4)
