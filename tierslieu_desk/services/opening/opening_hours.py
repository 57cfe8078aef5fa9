"""Hours left of what was sold before the first day at this desk: what a line of the workbook says of them."""

from __future__ import annotations

from datetime import date

from tierslieu_desk import errors, formats
from tierslieu_desk.i18n import _
from tierslieu_desk.models.plans import Plan
from tierslieu_desk.rules import hours_left
from tierslieu_desk.rules.hours import KindHours, of_kinds
from tierslieu_desk.rules.opening_position import OpeningSheet
from tierslieu_desk.rules.proration import ONE_DAY
from tierslieu_desk.rules.vocabulary import UnitKind


def left_of_plan(text: str, sheet: OpeningSheet, plan: Plan, days: tuple[date, date]) -> KindHours:
    """What is left of the period that was charged before; `days` are today and the first day not charged yet.

    Raises `NoHoursIncluded`, `DayOver`, `MissingFact`, `NotHours`, `WordUnknown`.
    """
    today, charged_until = days
    kinds = [kind for kind, _minutes in of_kinds((one.kind, one.minutes) for one in plan.hours)]
    if not kinds:
        if text:
            raise errors.NoHoursIncluded(plan=plan.name)
        return ()
    if charged_until <= today:
        if text and any(minutes for _kind, minutes in hours_left.of_each(text, kinds)):
            raise errors.DayOver(day=charged_until - ONE_DAY)
        return ()
    if not text:
        raise errors.MissingFact(field=_(sheet.column("hours_left").header), who=plan.name)
    return hours_left.of_each(text, kinds)


def words(one: tuple[UnitKind, int]) -> str:
    """Short: "3 h 30 left (meeting rooms)"."""
    kind, minutes = one
    left = _("%(time)s left") % {"time": formats.duration(minutes)}
    named = _(hours_left.KINDS[kind][0])
    return f"{left} ({named})"
