"""Dates in the way, each by itself: left out, kept waiting on Today, or had at another time or in another space."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages.planning.words import day_text, obstacle_words
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.scrolling import BESIDE

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.free_space import FreeSpace
    from tierslieu_desk.services.booking.series_dates import Clash, Elsewhere

OUT, WAITS = "out", "waits"
MOST = 12
"""Dates that are asked about one by one: of more, the others are left out or wait together."""


class DateByDate(QFrame):
    """A line a date, with what there is to choose for it."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, BESIDE, 0)
        self._column.setSpacing(theme.GAP // 2)
        self._clashes: tuple[Clash, ...] = ()
        self._offers: tuple[tuple[FreeSpace, ...], ...] = ()
        self.choices: list[Choice] = []
        self.setObjectName("scrolled")

    def tell(
        self,
        clashes: tuple[Clash, ...],
        offers: tuple[tuple[FreeSpace, ...], ...],
        special: Mapping[date, str] = MappingProxyType({}),
    ) -> None:
        """Other dates than before, each with what is free instead; `special` names the holidays among those days."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._clashes, self._offers, self.choices = clashes[: len(offers)], offers, []
        for clash, free in zip(self._clashes, offers, strict=True):
            day = day_text(clash.slot.start.date())
            said = _("%(day)s: %(reason)s") % {"day": day, "reason": obstacle_words(clash.refusal)}
            found = [(str(number), _offer_words(one, clash, special)) for number, one in enumerate(free)]
            choice = Choice(((OUT, _("Leave it out")), (WAITS, _("Decide later, on Today")), *found))
            choice.setAccessibleName(day)
            choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._column.addWidget(Words(said, "second", wrap=True))
            self._column.addWidget(choice)
            self.choices.append(choice)
        self._column.addStretch(1)

    def left_out(self) -> frozenset[date]:
        """The days that are given up."""
        chosen = zip(self._clashes, self.choices, strict=True)
        return frozenset(clash.slot.start.date() for clash, choice in chosen if choice.choice == OUT)

    def elsewhere(self) -> tuple[Elsewhere, ...]:
        """The days that are had otherwise, each with its slot and space."""
        from tierslieu_desk.services.booking.series_dates import Elsewhere

        found = []
        for clash, free, choice in zip(self._clashes, self._offers, self.choices, strict=True):
            if choice.choice not in {OUT, WAITS}:
                one = free[int(str(choice.choice))]
                found.append(Elsewhere(clash.slot.start.date(), one.unit_id, one.slot))
        return tuple(found)


def offers(
    look: Callable[[Clash], tuple[FreeSpace, ...]], clashes: Sequence[Clash]
) -> tuple[tuple[FreeSpace, ...], ...]:
    """What is free instead of each, for as many as are asked about one by one; a part of a job."""
    return tuple(look(clash) for clash in clashes[:MOST])


def _offer_words(one: FreeSpace, clash: Clash, special: Mapping[date, str]) -> str:
    """The space, the time, and the day when it is another one."""
    same_day = one.slot.start.date() == clash.slot.start.date()
    when = formats.times(one.slot) if same_day else formats.slot_text(one.slot)
    holiday = special.get(one.slot.start.date())
    return " · ".join(text for text in (one.unit, when, holiday) if text)
