"""What stands in the way of a booking, and one click to what can be had instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.free_space import FreeSpace


class Ways(QFrame):
    """Hidden while nothing stands in the way. `chosen` carries the `FreeSpace` they would rather have.

    `wait_wanted`: they would rather wait for what somebody else has.
    """

    chosen = Signal(object)
    wait_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP // 2)
        self._told = Words("", "refusal", wrap=True)
        self._column.addWidget(self._told)
        self._shown: tuple[str, tuple[FreeSpace, ...], bool] = ("", (), False)
        self.hide()

    @property
    def sentence(self) -> str:
        """What stands in the way; empty when nothing does."""
        return self._shown[0]

    @property
    def offered(self) -> tuple[FreeSpace, ...]:
        """What can be had instead."""
        return self._shown[1]

    def tell(
        self,
        sentence: str,
        instead: Sequence[FreeSpace],
        day: date | None = None,
        *,
        may_wait: bool = False,
        special: Mapping[date, str] = MappingProxyType({}),
    ) -> None:
        """Say it, and offer the others, each by its name, its time and its price, and its day when it is no `day`.

        `may_wait`: somebody else has it, and may yet let it go. `special`: what holidays among their days are called.
        """
        shown = (sentence, tuple(instead), may_wait)
        if shown == self._shown:
            return
        self._shown = shown
        self._told.setText(sentence)
        while self._column.count() > 1:
            item = self._column.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for space in instead:
            price = formats.amount(space.price.gross_cents) if space.price.gross_cents else _("nothing to pay")
            same_day = day is None or space.slot.start.date() == day
            times = formats.times(space.slot) if same_day else formats.slot_text(space.slot)
            if (holiday := special.get(space.slot.start.date())) and not same_day:
                times = f"{times} ({holiday})"
            facts = {"unit": space.unit, "times": times, "price": price}
            made = button(_("Rather %(unit)s, %(times)s · %(price)s") % facts, partial(self.chosen.emit, space))
            made.setAutoDefault(False)
            self._column.addWidget(made)
        if may_wait:
            waits = button(_("Wait for it…"), self.wait_wanted.emit, says=_("Wait for it, in case it becomes free"))
            waits.setAutoDefault(False)
            self._column.addWidget(waits)
        self.setVisible(bool(sentence))
