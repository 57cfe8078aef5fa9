"""The waiting list in words: what is waited for, where each stands, what became of an offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.rules.vocabulary import UnitKind

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.waiting import WaitingRow

_CHIPS = {
    "offered": (N_("to accept"), "warning"),
    "taken": (N_("accepted"), "accent"),
    "refused": (N_("did not want it"), "neutral"),
    "missed": (N_("did not answer"), "neutral"),
    "left": (N_("waits no longer"), "neutral"),
    "over": (N_("over"), "neutral"),
}


def any_of(kind: str, people: int) -> str:
    """Any unit of a kind that seats so many."""
    words = {
        UnitKind.DESK: ngettext("Any desk for %(n)s person", "Any desk for %(n)s people", people),
        UnitKind.ROOM: ngettext("Any room for %(n)s person", "Any room for %(n)s people", people),
        UnitKind.BOOTH: ngettext("Any booth for %(n)s person", "Any booth for %(n)s people", people),
    }
    other = ngettext("Anything like it for %(n)s person", "Anything like it for %(n)s people", people)
    return words.get(UnitKind(kind), other) % {"n": people}


def wish(row: WaitingRow) -> str:
    """What they wait for."""
    what = row.offered or row.unit or any_of(row.kind, row.people)
    return f"{what}, {formats.slot_text(row.slot)}"


def chip(row: WaitingRow) -> tuple[str, str]:
    """Where they stand, in a word and a colour."""
    if row.state == "waiting":
        return (_("next") if row.place == 1 else _("number %(n)s") % {"n": row.place}), "neutral"
    words, kind = _CHIPS[row.state]
    return _(words), kind


def line(row: WaitingRow) -> str:
    """What else is known: since when, or until when it is kept for them, how many, how to call them."""
    people = ngettext("%(n)s person", "%(n)s people", row.people) % {"n": row.people} if row.people > 1 else ""
    told = _("since %(when)s") % {"when": formats.moment(row.asked)}
    if row.state == "offered" and row.until is not None:
        told = _("kept until %(when)s") % {"when": formats.moment(row.until)}
    return " · ".join(part for part in (people, row.note, told, formats.phone(row.phone)) if part)
