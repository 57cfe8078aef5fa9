"""How things that are lent are said: what they are, with whom, until when, how late."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _, ngettext, pgettext
from tierslieu_desk.ui.pages.shared.lines import Line

if TYPE_CHECKING:
    from tierslieu_desk.services.thing.loans import LoanRow, PastLoan, ThingRow

KINDS = {"tool": N_("Tool"), "vehicle": N_("Vehicle"), "locker": N_("Key or locker")}
_DAY = 24 * 60


def kind_word(kind: str) -> str:
    """What it is."""
    return _(KINDS[kind])


def moment(at: datetime, now: datetime) -> str:
    """A moment near now in as few words as it takes."""
    clock = formats.clock_time(at)
    days = (at.date() - now.date()).days
    near = {-1: _("yesterday %(time)s"), 0: _("today %(time)s"), 1: _("tomorrow %(time)s")}
    if days in near:
        return near[days] % {"time": clock}
    if abs(days) > 180:
        return formats.date_medium(at.date())
    return _("%(day)s, %(time)s") % {"day": formats.date_compact(at.date()), "time": clock}


def late(minutes: int) -> str:
    """How long ago it should have been back."""
    if minutes < _DAY:
        return _("%(time)s late") % {"time": formats.duration(max(1, minutes))}
    days = minutes // _DAY
    return _("%(days)s late") % {"days": ngettext("%(n)s day", "%(n)s days", days) % {"n": days}}


def deposit(cents: int) -> str:
    """What is held against it."""
    return formats.amount(cents) if cents else "–"


def deposit_held(cents: int) -> str:
    """What is held against a thing while it is out, empty when nothing is."""
    return formats.amount(cents) if cents else ""


def loan_state(row: LoanRow) -> str:
    """How a loan stands, in the list."""
    return late(row.late) if row.late else pgettext("a thing", "out")


def loan_kind(row: LoanRow) -> str:
    """The colour of that."""
    return "bad" if row.late else "tool"


def loan_head(row: LoanRow, now: datetime) -> Line:
    """A loan seen closely."""
    second = _("with %(name)s since %(when)s") % {"name": row.who, "when": moment(row.out, now)}
    if row.late:
        return Line(row.unit, second, late(row.late), loan_kind(row))
    return Line(row.unit, second, pgettext("a thing", "out"), loan_kind(row))


def thing_state(row: ThingRow, now: datetime) -> str:
    """How a thing stands now, in the list."""
    if row.state == "free":
        return pgettext("a thing", "here")
    if row.state == "retired":
        return _("no longer lent")
    until = moment(row.until, now) if row.until is not None else ""
    if row.state == "out":
        words = _("with %(name)s, due %(when)s") if not row.late else _("with %(name)s, was due %(when)s")
    elif row.state == "maintenance":
        words = _("out of use until %(when)s")
    else:
        words = _("taken by %(name)s until %(when)s")
    return words % {"name": row.by, "when": until}


def thing_head(row: ThingRow, now: datetime) -> Line:
    """A thing seen closely."""
    chip = {
        "free": (pgettext("a thing", "here"), "accent"),
        "out": (_("not back"), "bad") if row.late else (pgettext("a thing", "out"), "tool"),
        "maintenance": (_("out of use"), "warning"),
        "taken": (pgettext("a thing", "taken"), "desk"),
        "retired": (_("no longer lent"), "neutral"),
    }[row.state]
    here = row.state in {"free", "retired"}
    return Line(row.name, kind_word(row.kind) if here else thing_state(row, now), *chip)


def past(row: PastLoan) -> Line:
    """Somebody who had it before."""
    days = formats.days_text(row.out.date(), row.back.date())
    return Line(row.who, " · ".join(part for part in (days, row.state_back) if part))
