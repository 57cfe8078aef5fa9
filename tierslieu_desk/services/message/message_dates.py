"""Several dates in one message: a line for each in the text; in the subject how many, from when to when."""

from __future__ import annotations

from dataclasses import dataclass

from tierslieu_desk import formats
from tierslieu_desk.i18n import ngettext
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class Dates:
    """Times in their order, each with its space where not all have the same."""

    times: tuple[tuple[Slot, str], ...]

    def listed(self) -> str:
        """A line for each, as the language in force writes it; with the year where they run into another one."""
        one_year = self.times[0][0].start.year == self.times[-1][0].start.year
        written = formats.slot_text if one_year else formats.slot_with_year
        return "\n".join(f"- {written(slot)}{f', {space}' if space else ''}" for slot, space in self.times)

    def in_short(self) -> str:
        """What fits on the line of a subject."""
        count = len(self.times)
        days = formats.days_text(self.times[0][0].start.date(), self.times[-1][0].start.date())
        words = ngettext("%(n)s date", "%(n)s dates", count) % {"n": count}
        return f"{words} ({days})"
