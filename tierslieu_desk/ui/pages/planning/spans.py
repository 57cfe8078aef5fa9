"""How much of time the planning shows at once, from which day to which, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.pages.planning.month_rows import count_shown, first_shown, months_on
from tierslieu_desk.ui.pages.planning.words import day_name, day_text
from tierslieu_desk.wallclock import DAY, Slot

IN_DAY, IN_WEEK, IN_MONTH, IN_LIST = "day", "week", "month", "list"


@dataclass(frozen=True, slots=True)
class Span:
    """The days shown around `day`, for one of the ways to look at them; a list is of so many days, from `day` on."""

    seen: str
    day: date
    listed: int = 31

    @property
    def count(self) -> int:
        """How many days."""
        if self.seen == IN_MONTH:
            return count_shown(self.day)
        return {IN_WEEK: 7, IN_LIST: self.listed}.get(self.seen, 1)

    @property
    def first(self) -> date:
        """The first of them."""
        if self.seen == IN_MONTH:
            return first_shown(self.day)
        return self.day - self.day.weekday() * DAY if self.seen == IN_WEEK else self.day

    @property
    def slot(self) -> Slot:
        """From the first midnight to the last."""
        start = datetime.combine(self.first, time())
        return Slot(start, start + self.count * DAY)

    def holds(self, day: date) -> bool:
        """Whether that day is among them; of a month, whether it is of that month."""
        if self.seen == IN_MONTH:
            return (day.year, day.month) == (self.day.year, self.day.month)
        return self.first <= day < self.first + self.count * DAY

    def turned(self, by: int) -> date:
        """The day to show so many days, weeks or months on."""
        if self.seen == IN_MONTH:
            return months_on(self.day, by)
        return self.day + by * self.count * DAY

    @property
    def title(self) -> tuple[str, str]:
        """What the head of the page says, and the same in short."""
        if self.seen == IN_WEEK:
            said = formats.date_in_year(self.first)
            return _("Week of %(day)s") % {"day": said}, said
        if self.seen == IN_MONTH:
            said = formats.month(self.day)
            said = said[:1].upper() + said[1:]
            return said, said
        if self.seen == IN_LIST:
            return _("Bookings from %(day)s") % {"day": formats.date_in_year(self.first)}, _("Bookings")
        return day_text(self.first), day_name(self.first)

    @property
    def steps(self) -> tuple[str, str]:
        """What the way back and the way on lead to, with their keys."""
        if self.seen == IN_WEEK:
            return _("The week before (Page up)"), _("The week after (Page down)")
        if self.seen == IN_MONTH:
            return _("The month before (Page up)"), _("The month after (Page down)")
        if self.seen == IN_LIST:
            return _("The days before (Page up)"), _("The days after (Page down)")
        return _("The day before (Page up)"), _("The day after (Page down)")
