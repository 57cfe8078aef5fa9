"""Whether a booking comes back, how often, and until when: one choice at first sight, the rest when it is made."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.errors import DayOutOfReach, DeskError, SlotReversed
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.vocabulary import Frequency
from tierslieu_desk.ui.forms import Form
from tierslieu_desk.ui.pages.planning.when_dialog import named, side_by_side
from tierslieu_desk.ui.widgets.fields import Choice, DateField, NumberField
from tierslieu_desk.wallclock import DAY
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.rules.recurrence import Rule

NO, DAILY, WEEKLY, FORTNIGHTLY, MONTHLY, MONTH_END = "no", "day", "week", "fortnight", "month", "month_end"
TIMES, UNTIL = "times", "until"
FEW, _MOST = 4, 366
LONGEST = timedelta(days=2 * 366)
"""Beyond this the last day was probably mistyped."""
_COUNTED = 1000


class ComesBack:
    """Fields of a form. `open_days` are the weekdays the place opens (0 is Monday); none where it told no hours."""

    def __init__(self, form: Form, open_days: frozenset[int], first: date) -> None:
        self._form, self._open_days = form, open_days
        every_day = _("Every day it is open") if open_days else _("Every day")
        self.often = form.add(
            _("Comes back"),
            Choice(
                (
                    (NO, _("No, only once")),
                    (DAILY, every_day),
                    (WEEKLY, _("Every week")),
                    (FORTNIGHTLY, _("Every two weeks")),
                    (MONTHLY, _("Every month, on the same weekday")),
                    (MONTH_END, _("Every month, on its last day")),
                )
            ),
        )
        self.ends = Choice(((TIMES, _("So many times")), (UNTIL, _("Until a day"))))
        self.ends.setAccessibleName(_("How long it comes back"))
        self.times = NumberField(FEW, 2, _MOST)
        self.times.setAccessibleName(_("How many times"))
        self.until = DateField(first + timedelta(days=28))
        self.until.setAccessibleName(_("Last day"))
        self._both = side_by_side(self.ends, self.times, self.until)
        form.add(_("How long"), self._both, key="last")
        form.name_inside("last", self.until)
        self.remark = form.add_remark()
        self.show()

    @property
    def chosen(self) -> bool:
        """Whether it comes back at all."""
        return self.often.choice != NO

    def show(self) -> None:
        """Only what was asked for."""
        self._form.show_field(self._both, self.chosen)
        self.times.setVisible(self.ends.choice == TIMES)
        self.until.setVisible(self.ends.choice == UNTIL)

    def rule(self, slot: WallSlot) -> Rule:
        """Its dates, that slot the first. Raises `NotADate`, `SlotReversed`, `DayOutOfReach`."""
        from tierslieu_desk.rules.recurrence import LAST_DAY, Rule

        until = self._last_day(slot) if self.ends.choice == UNTIL else None
        count = self.times.value() if until is None else None
        first, weekday = slot.start, slot.start.weekday()
        often, frequency, step = self.often.choice, Frequency.WEEK, 2 if self.often.choice == FORTNIGHTLY else 1
        weekdays: tuple[int, ...] = ()
        nth = None
        if often == DAILY and self._open_days:
            weekdays = tuple(sorted(self._open_days | {weekday}))
        elif often == DAILY:
            frequency = Frequency.DAY
        elif often == MONTHLY:
            frequency = Frequency.MONTH
            nth = (first.day - 1) // 7 + 1
            nth = nth if nth < 5 else -1
        elif often == MONTH_END:
            frequency, step, nth = Frequency.MONTH, 1, LAST_DAY
        return Rule(frequency, step, first, slot.minutes, weekdays, nth, until, count)

    def _last_day(self, slot: WallSlot) -> date:
        refused = self.until.refused()
        if refused is not None:
            raise named("last", refused)
        last = self.until.day
        if last <= slot.start.date():
            raise SlotReversed(start=slot.start, end=datetime.combine(last, slot.end.time()), field="last")
        if last - slot.start.date() > LONGEST:
            first = formats.date_short(slot.start.date() + DAY)
            end = formats.date_short(slot.start.date() + LONGEST)
            raise DayOutOfReach(text=self.until.text(), first=first, last=end, field="last")
        return last

    def tell(self, slot: WallSlot | None) -> None:
        """How many dates that is, and the last one; nothing while it does not come back, or cannot be read."""
        words = ""
        if slot is not None and self.chosen:
            try:
                dates = list(islice(self.rule(slot).slots(None, date.max - 2 * DAY), _COUNTED))
            except DeskError:
                dates = []
            if dates:
                count = len(dates)
                words = ngettext("%(n)s date, the last on %(day)s.", "%(n)s dates, the last on %(day)s.", count)
                words %= {"n": count, "day": formats.date_in_year(dates[-1].start.date())}
        self.remark.tell(words)
