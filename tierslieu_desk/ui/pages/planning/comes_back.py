"""Whether a booking comes back, how often, and until when: one choice at first sight, the rest when it is made.

What most houses ask for is one line of that choice; any other beat ("every 3 weeks", "the last Tuesday of every second
month") is behind its last line.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.errors import DayOutOfReach, DeskError, SeriesTooLong, SlotReversed
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
OTHERWISE = "otherwise"
SAME_DAY, NTH, LAST_WEEKDAY = "same_day", "nth", "last_weekday"
TIMES, UNTIL, ALWAYS = "times", "until", "always"
FEW = 4
LONGEST = timedelta(days=2 * 366)
"""Beyond this the last day was probably mistyped."""
FARTHEST = timedelta(days=10 * 366)
"""No date of a series is later than this: so many times was probably mistyped."""
MOST_BETWEEN = 99
"""Days, weeks or months from one date to the next."""
_DAYS = {Frequency.DAY: 1, Frequency.WEEK: 7, Frequency.MONTH: 31}


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
                    (OTHERWISE, _("Otherwise…")),
                )
            ),
        )
        self._add_otherwise()
        self.ends = Choice(((TIMES, _("So many times")), (UNTIL, _("Until a day")), (ALWAYS, _("Without an end"))))
        self.ends.setAccessibleName(_("How long it comes back"))
        self.times = NumberField(FEW, 2)
        self.times.setAccessibleName(_("How many times"))
        self.until = DateField(first + timedelta(days=28))
        self.until.setAccessibleName(_("Last day"))
        self._both = side_by_side(self.ends, self.times, self.until)
        form.add(_("How long"), self._both, key="last")
        form.name_inside("last", self.until)
        self.remark = form.add_remark()
        self.show()

    def _add_otherwise(self) -> None:
        """Every so many days, weeks or months; of months, on which of their days."""
        self.step = NumberField(3, 1)  # whatever is typed is read, and what is too much told
        self.step.setAccessibleName(_("Every so many"))
        self.beat = Choice(((Frequency.DAY, _("days")), (Frequency.WEEK, _("weeks")), (Frequency.MONTH, _("months"))))
        self.beat.setAccessibleName(_("Days, weeks or months"))
        self.beat.choose(Frequency.WEEK)
        self._every = side_by_side(self.step, self.beat)
        self._form.add(_("Every"), self._every, key="step")
        self._form.name_inside("step", self.step)
        self.month_day = self._form.add(
            _("In the month"),
            Choice(
                (
                    (SAME_DAY, _("On the same day")),
                    (NTH, _("On the same weekday: its first, its second …")),
                    (LAST_WEEKDAY, _("On the same weekday: its last")),
                    (MONTH_END, _("On its last day")),
                )
            ),
        )

    @property
    def chosen(self) -> bool:
        """Whether it comes back at all."""
        return self.often.choice != NO

    def show(self) -> None:
        """Only what was asked for."""
        otherwise = self.often.choice == OTHERWISE
        self._form.show_field(self._every, otherwise)
        self._form.show_field(self.month_day, otherwise and self.beat.choice == Frequency.MONTH)
        self._form.show_field(self._both, self.chosen)
        self.times.setVisible(self.ends.choice == TIMES)
        self.until.setVisible(self.ends.choice == UNTIL)

    def rule(self, slot: WallSlot) -> Rule:
        """Its dates, that slot the first. Raises `NotADate`, `SlotReversed`, `DayOutOfReach`, `SeriesTooLong`."""
        from tierslieu_desk.rules.recurrence import LONGEST as MOST_DATES
        from tierslieu_desk.rules.recurrence import Rule

        until = self._last_day(slot) if self.ends.choice == UNTIL else None
        count = self.times.value() if self.ends.choice == TIMES else None
        if count is not None and count > MOST_DATES:
            raise SeriesTooLong(count=count, limit=MOST_DATES, field="last")
        if self.often.choice == OTHERWISE and self.step.value() > MOST_BETWEEN:
            raise SeriesTooLong(count=self.step.value(), limit=MOST_BETWEEN, kind="step", field="step")
        frequency, step, weekdays, nth = self._beat(slot.start.date())
        if count is not None:
            self._refuse_far(slot, _DAYS[frequency] * step * (count - 1) // max(1, len(weekdays)))
        return Rule(frequency, step, slot.start, slot.minutes, weekdays, nth, until, count)

    def _beat(self, first: date) -> tuple[Frequency, int, tuple[int, ...], int | None]:
        """How often it comes, every how many of them, on which weekdays, and on which day of the month."""
        from tierslieu_desk.rules.recurrence import LAST_DAY

        nth = (first.day - 1) // 7 + 1
        nth = nth if nth < 5 else -1
        often = self.often.choice
        if often == OTHERWISE:
            beat = Frequency(str(self.beat.choice))
            days = {SAME_DAY: None, NTH: nth, LAST_WEEKDAY: -1, MONTH_END: LAST_DAY}
            in_month = days[str(self.month_day.choice)] if beat is Frequency.MONTH else None
            return beat, self.step.value(), (), in_month
        if often == DAILY and self._open_days:
            return Frequency.WEEK, 1, tuple(sorted(self._open_days | {first.weekday()})), None
        if often == DAILY:
            return Frequency.DAY, 1, (), None
        if often in {MONTHLY, MONTH_END}:
            return Frequency.MONTH, 1, (), nth if often == MONTHLY else LAST_DAY
        return Frequency.WEEK, 2 if often == FORTNIGHTLY else 1, (), None

    def _refuse_far(self, slot: WallSlot, days: int) -> None:
        """Raises `DayOutOfReach` where the last date is that many days later, and nobody will live to see it."""
        first, farthest = slot.start.date(), slot.start.date() + FARTHEST
        if days > FARTHEST.days:
            last = first + min(timedelta(days=days), date.max - 2 * DAY - first)
            day, text = formats.date_short(first + DAY), formats.date_short(last)
            raise DayOutOfReach(text=text, first=day, last=formats.date_short(farthest), field="last")

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

    def slots(self, slot: WallSlot) -> list[WallSlot]:
        """All its dates, in order; none while it does not come back, has no end, or cannot be read."""
        if not self.chosen or self.ends.choice == ALWAYS:
            return []
        try:
            return list(self.rule(slot).slots(None, date.max - 2 * DAY))
        except DeskError:
            return []

    def tell(self, slot: WallSlot | None, special: Callable[[list[date]], str] | None) -> None:
        """How many dates that is, the last one, and which are `special`; nothing while it does not come back."""
        words = ""
        if slot is not None and self.chosen and self.ends.choice == ALWAYS:
            words = _("Laid out half a year ahead; the rest follows by itself. What is in the way is told on Today.")
        elif slot is not None and self.chosen:
            dates = [one.start.date() for one in self.slots(slot)]
            if dates:
                words = "\n".join(
                    text for text in (_told(slot.start.date(), dates), special(dates) if special else "") if text
                )
        self.remark.tell(words)


def _told(asked: date, dates: list[date]) -> str:
    """How many, the last one, and the first one where it is not the day that was asked for."""
    day, first = (_day(day, asked) for day in (dates[-1], dates[0]))
    facts = {"n": len(dates), "day": day, "first": first}
    if dates[0] == asked:
        return ngettext("%(n)s date, the last on %(day)s.", "%(n)s dates, the last on %(day)s.", len(dates)) % facts
    words = ngettext("%(n)s date, on %(first)s.", "%(n)s dates, from %(first)s to %(day)s.", len(dates))
    return words % facts


def _day(day: date, asked: date) -> str:
    """With its year when that is another one."""
    return formats.date_in_year(day) if day.year == asked.year else formats.date_medium(day)
