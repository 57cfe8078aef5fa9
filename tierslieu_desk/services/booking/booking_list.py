"""Bookings as lines of a table: those of some days, narrowed by a text, a kind of space or a state; as a file too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.vocabulary import BookingState
from tierslieu_desk.services.file import export_files
from tierslieu_desk.wallclock import DAY, Slot, whole_day

if TYPE_CHECKING:
    from tierslieu_desk.services.desk import Desk

MOST = 2000
"""Lines read at once; of more, the last days are left out, and the table says so."""
STANDING = frozenset({"tentative", "confirmed", "checked_in", "no_show"})
STATES = {
    "tentative": N_("to confirm"),
    "confirmed": N_("confirmed"),
    "checked_in": N_("arrived"),
    "cancelled": N_("cancelled"),
    "expired": N_("expired"),
    "clash": N_("without a space"),
    "skipped": N_("left out"),
    "no_show": N_("did not come"),
}
"""Each state in words, as a table says it."""


@dataclass(frozen=True, slots=True)
class ListedBooking:
    """One line. `state` as `BookingRow.state`; `gross_cents` what was charged, None where nothing was."""

    id: int
    slot: Slot
    unit: str
    party: str
    phone: str
    title: str
    people: int
    state: str
    gross_cents: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is of: `count` days from the first on, a text, these spaces (None: all), these states (None: all)."""

    first: date
    count: int
    text: str = ""
    units: Collection[int] | None = None
    states: Collection[str] | None = STANDING


_ROWS = """
    SELECT b.id, b.starts, b.ends, b.unit_id, u.name, p.name, p.phone, b.title, b.people, b.state, b.expires
    FROM booking AS b JOIN unit AS u ON u.id = b.unit_id JOIN party AS p ON p.id = b.party_id
    WHERE b.starts >= :first AND b.starts < :end ORDER BY b.starts, u.position, b.id
"""
_CHARGED = "SELECT sum(gross_cents) FROM charge WHERE booking_id = :booking"


def rows(desk: Desk, asked: Asked, most: int | None = MOST) -> tuple[ListedBooking, ...]:
    """Those that begin on these days, the first first."""
    start, end = whole_day(asked.first).start, whole_day(asked.first + (asked.count - 1) * DAY).end
    now, found = desk.clock.wall(), []
    key, keys = search_key(asked.text), _Keys()
    with desk.store.glancing() as seen:
        for row in seen.rows(_ROWS, first=start, end=end):
            number, starts, ends, unit_id, unit, party, phone, title, people, state, expires = row
            if asked.units is not None and unit_id not in asked.units:
                continue
            if key and not any(key in keys[told] for told in (party, unit, title, phone)):
                continue
            slot = Slot(datetime.fromisoformat(starts), datetime.fromisoformat(ends))
            stands = _state(state, slot, expires, now)
            if asked.states is not None and stands not in asked.states:
                continue
            cents = seen.value(_CHARGED, booking=number)
            found.append(ListedBooking(number, slot, unit, party, phone, title, people, stands, cents))
            if len(found) == most:
                break
    return tuple(found)


class _Keys(dict[str, str]):
    """Each text as it is searched, worked out once: names come again and again."""

    def __missing__(self, text: str) -> str:
        self[text] = search_key(text)
        return self[text]


def _state(state: str, slot: Slot, expires: str | None, now: datetime) -> str:
    if state == BookingState.TENTATIVE and expires is not None and datetime.fromisoformat(expires) <= now:
        return BookingState.EXPIRED
    if state == BookingState.CONFIRMED and slot.end <= now:
        return "no_show"
    return state


def export(desk: Desk, asked: Asked, out: Path) -> Path:
    """All of them, a line each, as CSV or XLSX.

    Raises `NotASpreadsheet`, `FileMissing`, `FolderReadOnly`, `DiskFull`.
    """
    header = (
        *(_("Date"), _("From"), _("To"), _("Space"), _("Who"), _("Phone"), _("What"), _("People"), _("State")),
        _("Price"),
    )
    lines = [
        (
            row.slot.start.date(),
            formats.clock_time(row.slot.start),
            formats.clock_time(row.slot.end),
            row.unit,
            row.party,
            row.phone,
            row.title,
            row.people,
            _(STATES[row.state]),
            None if row.gross_cents is None else export_files.amount(row.gross_cents),
        )
        for row in rows(desk, asked, most=None)
    ]
    return export_files.write_table(export_files.in_folder(out, _("bookings.csv")), _("Bookings"), header, lines)
