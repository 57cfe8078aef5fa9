"""What the planning says of a block or of a free stretch, to the eye that hovers and to a screen reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tierslieu_desk import formats, say
from tierslieu_desk.errors import BufferTooShort, DeskError, PlaceClosed, SlotTaken
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.ui.pages.planning.rows import PlanningBlock

if TYPE_CHECKING:
    from tierslieu_desk.rules.calendar import SpecialDay

_STATES = {
    "confirmed": "",
    "tentative": N_("to be confirmed"),
    "checked_in": N_("arrived"),
    "no_show": N_("did not come"),
    "by_whole": N_("taken with the whole room"),
}


def clock_text(when: datetime) -> str:
    """A wall-clock time as it stands on the planning."""
    return f"{when.hour:02}:{when.minute:02}"


def hours_text(start: datetime, end: datetime) -> str:
    """From when to when."""
    return f"{clock_text(start)} – {clock_text(end)}"


def state_words(block: PlanningBlock) -> str:
    """The state in words, empty for a block that is plainly confirmed."""
    state = _STATES[block.state]
    return _(state) if state else ""


def hover_text(block: PlanningBlock) -> str:
    """The block on a few lines."""
    lines = (block.title, hours_text(block.start, block.end), block.note, state_words(block))
    return "\n".join(line for line in dict.fromkeys(lines) if line)


def day_text(day: date) -> str:
    """A day as the head of the page says it: Tuesday 24 November."""
    said = formats.date_weekday(day)
    return said[:1].upper() + said[1:]


def day_name(day: date) -> str:
    """A day as the head of its column says it: Tue 24 Nov."""
    said = formats.date_compact(day)
    return said[:1].upper() + said[1:]


def block_sentence(unit: str, block: PlanningBlock, *, named_day: bool = False) -> str:
    """The block in one sentence, its unit first; with its day where several are shown."""
    facts = {"unit": unit, "start": clock_text(block.start), "end": clock_text(block.end), "who": block.title}
    said = _("%(unit)s, %(start)s to %(end)s, %(who)s") % _with_day(facts, block.start, named_day)
    words = (said, block.note, state_words(block))
    return ", ".join(word for word in dict.fromkeys(words) if word)


def free_sentence(unit: str, start: datetime, end: datetime, *, named_day: bool = False) -> str:
    """A free stretch in one sentence."""
    facts = {"unit": unit, "start": clock_text(start), "end": clock_text(end)}
    return _("%(unit)s, %(start)s to %(end)s, free") % _with_day(facts, start, named_day)


def taken_sentence(unit: str, start: datetime, end: datetime, *, named_day: bool = False) -> str:
    """A stretch that nobody holds and nobody can have, in one sentence."""
    facts = {"unit": unit, "start": clock_text(start), "end": clock_text(end)}
    return _("%(unit)s, %(start)s to %(end)s, not to be had: a part of it is taken") % _with_day(
        facts, start, named_day
    )


def closed_sentence(unit: str, start: datetime, end: datetime, *, named_day: bool = False) -> str:
    """A stretch in which the place is closed, in one sentence."""
    facts = {"unit": unit, "start": clock_text(start), "end": clock_text(end)}
    return _("%(unit)s, %(start)s to %(end)s, closed") % _with_day(facts, start, named_day)


def shift_text(by: timedelta) -> str:
    """How much later or earlier: "1 day later", "2 h earlier"."""
    days, minutes = divmod(abs(by) // timedelta(minutes=1), 24 * 60)
    words = [ngettext("%(n)s day", "%(n)s days", days) % {"n": days}] if days else []
    words += [formats.duration(minutes)] if minutes else []
    if not words:
        return _("where they are")
    facts = {"time": " ".join(words)}
    return _("%(time)s earlier") % facts if by < timedelta() else _("%(time)s later") % facts


def together_text(count: int, by: timedelta, unit: str, copying: bool) -> str:
    """What several that are pulled together become; `unit` is where the one in the hand goes, when it is another."""
    words = ngettext("%(n)s booking, %(when)s", "%(n)s bookings, %(when)s", count)
    words %= {"n": count, "when": shift_text(by)}
    if unit:
        words = _("%(what)s, this one to %(unit)s") % {"what": words, "unit": unit}
    return _("Copy: %(what)s") % {"what": words} if copying else words


def _with_day(facts: dict[str, str], start: datetime, named_day: bool) -> dict[str, str]:
    return {**facts, "unit": f"{facts['unit']}, {formats.date_weekday(start.date())}"} if named_day else facts


def special_words(days: Sequence[SpecialDay], *, named_day: bool = False) -> str:
    """The holidays shown, in short: their names, each with its first day where several days are shown."""
    first: dict[str, date] = {}
    for special in days:
        first.setdefault(special.name, special.day)
    if not named_day:
        return " · ".join(first)
    said = {"name": "", "day": ""}
    each = (_("%(day)s: %(name)s") % (said | {"name": name, "day": day_name(day)}) for name, day in first.items())
    return " · ".join(each)


def obstacle_words(refusal: DeskError) -> str:
    """What stands in the way of a booking being pulled about, in a few words."""
    facts = refusal.facts
    if isinstance(refusal, SlotTaken):
        start, end = facts["start"], facts["end"]
        if isinstance(start, datetime) and isinstance(end, datetime):
            return _("taken by %(name)s, %(times)s") % {
                "name": facts["by"] or _("Closed"),
                "times": hours_text(start, end),
            }
    if isinstance(refusal, BufferTooShort):
        words = _("%(needed)s min are needed beside %(name)s, there are %(gap)s")
        return words % {"needed": facts["needed"], "name": facts["by"] or _("Closed"), "gap": facts["gap"]}
    if isinstance(refusal, PlaceClosed):
        return _("closed: %(reason)s") % {"reason": facts["reason"]} if facts["reason"] else _("outside opening hours")
    return say.sentence(refusal)
