"""A booking moved by a quarter of an hour, and by one more: one act, with one way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import _

if TYPE_CHECKING:
    from tierslieu_desk.services.booking_work import Booked

_STEP = timedelta(minutes=15)


def is_nudge(booked: Booked) -> bool:
    """Whether it was moved by one quarter of an hour and nothing else."""
    was = booked.act.before
    if was is None or was.unit_id != booked.unit_id or was.slot.minutes != booked.slot.minutes:
        return False
    return abs(booked.slot.start - was.slot.start) == _STEP


def together(before: Booked | None, booked: Booked) -> Booked:
    """The nudge just made, with the way back of the nudges `before` it where they are of the same booking."""
    first, was = None if before is None else before.act.before, booked.act.before
    if before is None or first is None or was is None or before.id != booked.id:
        return booked
    if (was.unit_id, was.slot, was.state) != (before.unit_id, before.slot, first.state):
        return booked  # it was touched in between
    return replace(booked, act=replace(booked.act, before=first))


def back_words(name: str, booked: Booked, unit_name: Callable[[int], str]) -> str:
    """Where it stands again once it is taken back."""
    was = booked.act.before
    if was is None:
        return ""
    facts = {"name": name, "unit": unit_name(was.unit_id) or booked.unit, "when": formats.slot_text(was.slot)}
    return _("%(name)s is back where it was: %(unit)s, %(when)s.") % facts
