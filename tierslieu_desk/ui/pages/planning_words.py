"""What the day planning says of a block or of a free stretch, to the eye that hovers and to a screen reader."""

from __future__ import annotations

from datetime import datetime

from tierslieu_desk.i18n import N_, _
from tierslieu_desk.ui.pages.planning_rows import PlanningBlock

_STATES = {
    "confirmed": "",
    "tentative": N_("to be confirmed"),
    "checked_in": N_("arrived"),
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
    return "\n".join(line for line in lines if line)


def block_sentence(unit: str, block: PlanningBlock) -> str:
    """The block in one sentence, its unit first."""
    facts = {"unit": unit, "start": clock_text(block.start), "end": clock_text(block.end), "who": block.title}
    words = (_("%(unit)s, %(start)s to %(end)s, %(who)s") % facts, block.note, state_words(block))
    return ", ".join(word for word in words if word)


def free_sentence(unit: str, start: datetime, end: datetime) -> str:
    """A free stretch in one sentence."""
    return _("%(unit)s, %(start)s to %(end)s, free") % {
        "unit": unit,
        "start": clock_text(start),
        "end": clock_text(end),
    }
