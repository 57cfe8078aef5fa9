"""How the front page words what it was given: tiles, who is here, what comes, what is due, the age of the copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import N_, _, ngettext, pgettext
from tierslieu_desk.rules import statuses
from tierslieu_desk.ui.pages.shared.lines import Line
from tierslieu_desk.ui.pages.today import duty_words, message_words
from tierslieu_desk.ui.translations import amount, moment_title

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.free_now import FreeNow
    from tierslieu_desk.services.front.due_today import DueRow
    from tierslieu_desk.services.front.today import AgendaRow, HereRow, TodayView
    from tierslieu_desk.services.visit.presence import Present
    from tierslieu_desk.services.visit.visits import VisitRow

MOST_ROOM_TILES = 3
OLD_COPY_DAYS = 7

KINDS = {
    "desk": "desk",
    "room": "room",
    "booth": "desk",
    "tool": "tool",
    "vehicle": "tool",
    "locker": "tool",
    "zone": "room",
}
"""The theme's colours for the kinds of units."""

_ROLES = {"member": N_("Member"), "guest": N_("Guest"), "visitor": N_("Visitor")}
_AVATARS = ("desk", "event", "accent", "tool")


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: its label above, its remark beside."""

    label: str
    figure: str
    remark: str


def role_word(role: str) -> str:
    """How somebody belongs to the place."""
    return _(_ROLES[role])


def avatar_kind(party_id: int) -> str:
    """One of a few quiet colours, always the same for one person; it means nothing."""
    return _AVATARS[party_id % len(_AVATARS)]


def tiles(free: Sequence[FreeNow]) -> tuple[Tile, ...]:
    """Pools, then rooms one by one while they are few, then booths together."""
    pools = [one for one in free if one.of > 1]
    rooms = [one for one in free if one.of == 1 and one.kind == "room"]
    booths = [one for one in free if one.of == 1 and one.kind == "booth"]
    shown = [Tile(_("%(name)s: free") % {"name": pool.name}, *_counted(pool.free, pool.of)) for pool in pools]
    if len(rooms) <= MOST_ROOM_TILES:
        shown += [_room(room) for room in rooms]
    else:
        shown.append(_together(_("Rooms free"), rooms))
    if len(booths) == 1:
        shown.append(_room(booths[0]))
    elif booths:
        shown.append(_together(_("Booths free"), booths))
    return tuple(shown)


def _counted(free: int, of: int) -> tuple[str, str]:
    return str(free), _("of %(n)s") % {"n": of}


def _room(room: FreeNow) -> Tile:
    label = room.name
    if room.seats > 1:
        seats = ngettext("%(n)s seat", "%(n)s seats", room.seats) % {"n": room.seats}
        label = f"{room.name} · {seats}"
    figure = pgettext("a room", "free") if room.free else pgettext("a room", "taken")
    until = _("until %(time)s") % {"time": formats.clock_time(room.until)} if room.until else ""
    return Tile(label, figure, until or (_("all day") if room.free else ""))


def _together(label: str, units: Sequence[FreeNow]) -> Tile:
    free = sum(unit.free for unit in units)
    figure, remark = _counted(free, len(units))
    ends = [(unit.until, unit.name) for unit in units if not unit.free and unit.until is not None]
    if ends:
        until, name = min(ends)
        facts = {"name": name, "time": formats.clock_time(until)}
        remark = f"{remark} · " + _("%(name)s at %(time)s") % facts
    return Tile(label, figure, remark)


def half_days(count: int) -> str:
    """Half-days as people say them: "6½ days", "½ day", and "−1 day" of what is below zero."""
    whole, half = divmod(abs(count), 2)
    written = f"{whole or ''}½" if half else str(whole)
    if count < 0:
        written = f"\N{MINUS SIGN}{written}"
    return ngettext("%(n)s day", "%(n)s days", max(1, whole + half)) % {"n": written}


def used_up(left: int) -> str:
    """Nothing is left of a pass, or less than nothing."""
    if left < 0:
        return _("%(days)s used ahead") % {"days": half_days(-left)}
    return _("Pass used up")


def arrived(visit: VisitRow, left: int) -> str:
    """What a check-in came to: what it used and what is left of it, in half-days, or what is to be paid."""
    facts = {"name": visit.name, "used": half_days(visit.used), "left": half_days(left)}
    if visit.used and visit.to_pay:
        rest = {**facts, "days": half_days(visit.half_days - visit.used)}
        return _("%(name)s is here: %(used)s used, %(days)s to pay.") % rest
    if visit.used and left < 0:
        return _("%(name)s is here: %(used)s used; %(ahead)s used ahead, to be made good by the next book.") % {
            **facts,
            "ahead": half_days(-left),
        }
    if visit.used and left:
        return _("%(name)s is here: %(used)s used, %(left)s left.") % facts
    if visit.used:
        return _("%(name)s is here: %(used)s used, nothing is left.") % facts
    if visit.to_pay:
        return _("%(name)s is here: %(days)s to pay.") % {**facts, "days": half_days(visit.half_days)}
    return _("%(name)s is here.") % facts


def left(visit: VisitRow) -> str:
    """What a check-out came to, with what nobody has decided on."""
    if visit.to_pay:
        days = half_days(visit.half_days - visit.used)
        return _("%(name)s has left; %(days)s still to pay.") % {"name": visit.name, "days": days}
    return _("%(name)s has left.") % {"name": visit.name or _("Guest of %(name)s") % {"name": visit.host}}


def to_pay(row: HereRow) -> str:
    """What of their visit nothing covers yet."""
    return _("%(days)s to pay") % {"days": half_days(row.to_pay)}


def here(row: HereRow) -> Line:
    """Who they are, since when, and the one thing to know."""
    facts = {"who": statuses.worded(row.status) or role_word(row.role), "time": formats.clock_time(row.since)}
    second = _("%(who)s · since %(time)s") % facts
    if row.mail:
        return Line(row.name, second, ngettext("%(n)s item of mail", "%(n)s items of mail", row.mail) % {"n": row.mail},
                    "warning")  # fmt: skip
    if row.half_days_left is None:
        return Line(row.name, second)
    if row.half_days_left <= 0:
        return Line(row.name, second, used_up(row.half_days_left), "bad")
    return Line(row.name, second, _("%(days)s left") % {"days": half_days(row.half_days_left)})


def also(one: Present) -> Line:
    """Somebody who is here by a booking or an event alone, or as a guest without a name."""
    if one.visit_id is not None and one.since is not None:
        facts = {"who": role_word("guest"), "time": formats.clock_time(one.since)}
        return Line(one.name or _("Somebody without a name"), _("%(who)s · since %(time)s") % facts)
    second = _("%(where)s · since %(time)s") if one.since is not None and one.where else "%(where)s"
    facts = {"where": one.where, "time": formats.clock_time(one.since) if one.since is not None else ""}
    chip = _("booking") if one.source == "booking" else _("event")
    return Line(one.name, second % facts, chip, "event" if one.source == "event" else "neutral")


_STATES = {
    "tentative": (N_("to confirm"), "warning"),
    "checked_in": (N_("is here"), "accent"),
    "no_show": (N_("did not come"), "neutral"),
}


def agenda(row: AgendaRow, now: datetime) -> Line:
    """What takes a space today, where, until when."""
    if row.owner == "loan":
        return Line(_("%(thing)s comes back") % {"thing": row.unit}, row.title)
    parts = [row.unit]
    if row.owner == "event":
        parts.append(ngettext("%(n)s registered", "%(n)s registered", row.registered) % {"n": row.registered})
    if row.note:
        parts.append(row.note)
    parts.append(_("until %(time)s") % {"time": formats.clock_time(row.slot.end)})
    strong = row.title or {"maintenance": _("Maintenance"), "closure": _("Closed")}.get(row.owner, row.unit)
    chip, kind = "", "neutral"
    if row.owner == "booking" and row.state in _STATES:
        chip, kind = _(_STATES[row.state][0]), _STATES[row.state][1]
    elif row.owner == "booking" and row.slot.end > now:
        chip = pgettext("somebody with a booking", "to come")
    return Line(strong, " · ".join(parts), chip, kind)


def agenda_time(row: AgendaRow, view: TodayView) -> datetime:
    """When it stands on today's list: its start, what was lent when it comes back, else the day's midnight."""
    if row.owner == "loan" and row.slot.end.date() == view.now.date():
        return row.slot.end
    return max(row.slot.start, datetime.combine(view.now.date(), time()))


def agenda_shown(view: TodayView) -> tuple[AgendaRow, ...]:
    """The day without what already stands elsewhere: whoever sits at a desk is here, what is lent is still out."""
    today = view.now.date()
    rows = [
        row
        for row in view.agenda
        if not (row.owner == "booking" and row.kind == "desk" and row.state == "checked_in")
        and not (row.owner == "loan" and row.slot.end.date() != today)
    ]
    return tuple(sorted(rows, key=lambda row: agenda_time(row, view)))


def agenda_kind(row: AgendaRow) -> str:
    """The colour of its edge."""
    if row.owner == "event":
        return "event"
    if row.owner in {"maintenance", "closure"}:
        return "neutral"
    return KINDS[row.kind]


def _days(count: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", count) % {"n": count}


def _renewals(row: DueRow) -> Line:
    many = ngettext("%(n)s subscription to renew", "%(n)s subscriptions to renew", int(row.what)) % {"n": row.what}
    return Line(many, _("ends soon, or costs something else by now"))


def _papers(row: DueRow) -> Line:
    others = int(row.what) - 1
    more = ngettext("and those of %(n)s other person", "and those of %(n)s other people", others) % {"n": others}
    return Line(_("Papers of %(name)s are missing") % {"name": row.name}, more if others else _("asked for a plan"))


def _offered(row: DueRow) -> Line:
    when = "" if row.until is None else moment_title(row.until)
    kept = _("kept for %(name)s until %(when)s") % {"name": row.name, "when": when}
    chip = (_("to tell"), "warning") if row.days else (_("told"), "neutral")
    if row.kind == "option":
        return Line(_("An option on %(thing)s ends") % {"thing": row.what}, kept, *chip)
    return Line(_("%(thing)s is free for whoever waited") % {"thing": row.what}, kept, *chip)


def _deposit(row: DueRow) -> Line:
    name, held = {"name": row.name}, f"{row.what} · {amount(row.amount_cents)}"
    return Line(_("Deposit of %(name)s") % name, held, _("to give back"), "neutral")


_COUNTED = {"renewal": _renewals, "papers": _papers, "deposit": _deposit, "waiting": _offered, "option": _offered}
"""What is one line for all of its kind, and what says the same on any day."""


def due(row: DueRow) -> Line:
    """What waits for a hand."""
    if row.duty is not None:
        return duty_words.line(row.duty)
    late = _days(abs(row.days))
    if row.kind == "message":
        return message_words.line(row.name, int(row.what), row.days)
    if row.kind == "mail":
        items = ngettext("%(n)s item", "%(n)s items", int(row.what)) % {"n": row.what}
        since = _("since today") if row.days <= 0 else _("for %(days)s") % {"days": late}
        return Line(_("Mail for %(name)s") % {"name": row.name}, f"{items} · {since}")
    if row.kind == "invoice":
        money = amount(row.amount_cents)
        return Line(_("Invoice %(number)s is late") % {"number": row.what}, f"{row.name} · {money}", late, "bad")
    if row.kind == "loan":
        if row.days > 0:
            return Line(_("%(thing)s is not back") % {"thing": row.what}, row.name, late, "bad")
        back = _("back today") if row.days == 0 else _("back in %(days)s") % {"days": late}
        return Line(_("%(thing)s is out") % {"thing": row.what}, f"{row.name} · {back}")
    if row.kind in _COUNTED:
        return _COUNTED[row.kind](row)
    if row.kind == "register":
        return Line(_("Names of visitors are kept too long"), _("Look at the register, and take the old ones away."))
    if row.kind == "task":
        return Line(row.what, row.name, *((late, "warning") if row.days > 0 else ()))
    when = _("today") if row.days == 0 else _("in %(days)s") % {"days": late}
    if row.until is not None:
        when = f"{formats.date_weekday(row.until.date())} ({when})"
    return Line(_("%(name)s has no space") % {"name": row.name}, f"{row.what} · {when}", _("to settle"), "bad")


def ago(moment: datetime, now: datetime) -> str:
    """A past moment as one says it: "today 18:10", "yesterday 18:10", "9 days ago"."""
    days = (now.date() - moment.date()).days
    if days <= 0:
        return _("today %(time)s") % {"time": formats.clock_time(moment)}
    if days == 1:
        return _("yesterday %(time)s") % {"time": formats.clock_time(moment)}
    return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}


def copy_words(view: TodayView) -> str:
    """The age of the copy outside this computer, for the foot of the rail."""
    if view.last_copy_outside is None:
        return _("No copy outside this computer yet")
    return _("Outside copy: %(when)s") % {"when": ago(view.last_copy_outside, view.now)}


def copy_is_old(view: TodayView) -> bool:
    """Whether the copy outside is missing or older than a week."""
    return view.last_copy_outside is None or view.now - view.last_copy_outside > timedelta(days=OLD_COPY_DAYS)


def copy_line(view: TodayView) -> Line:
    """What to say of a copy that is missing or old."""
    here_too = _("None on this computer either")
    if view.last_copy is not None:
        here_too = _("On this computer: %(when)s") % {"when": ago(view.last_copy, view.now)}
        if view.same_disk:
            here_too += " · " + _("The second place is on the same disk: choose a stick or another disk.")
    if view.last_copy_outside is None:
        return Line(_("No copy outside this computer"), here_too)
    days = (view.now.date() - view.last_copy_outside.date()).days
    return Line(_("The outside copy is %(days)s old") % {"days": _days(days)}, here_too)


def cloud_line(view: TodayView) -> Line | None:
    """What to say of a desk inside a folder that a cloud client copies; None when there is nothing to say."""
    if not view.cloud_folder:
        return None
    return Line(_("Move the desk out of the cloud folder"), say.in_cloud_folder(view.cloud_folder))


def open_words(view: TodayView) -> str:
    """Whether the place is open, and how many are here, for the head of the page."""
    here = len(view.here) + len(view.also)
    people = ngettext("%(n)s person here", "%(n)s people here", here) % {"n": here}
    day = "".join(f" · {special.name}" for special in view.special)
    if view.open_until is None:
        return _("Closed now · %(people)s") % {"people": people} + day
    if view.open_until.date() > view.now.date():
        return people + day
    until = formats.clock_time(view.open_until)
    return _("Open until %(time)s · %(people)s") % {"time": until, "people": people} + day


def here_count(view: TodayView) -> str:
    """How many are here and how many only passed."""
    passed = ngettext("%(n)s passed by", "%(n)s passed by", view.passers_by) % {"n": view.passers_by}
    here = len(view.here) + len(view.also)
    return f"{here} · {passed}" if view.passers_by else str(here)


def agenda_count(view: TodayView) -> str:
    """How many bookings and events the day has."""
    events = sum(1 for row in view.agenda if row.owner == "event")
    bookings = sum(1 for row in view.agenda if row.owner == "booking")
    words = []
    if bookings:
        words.append(ngettext("%(n)s booking", "%(n)s bookings", bookings) % {"n": bookings})
    if events:
        words.append(ngettext("%(n)s event", "%(n)s events", events) % {"n": events})
    return " · ".join(words)
