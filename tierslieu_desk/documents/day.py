"""The day sheet: everything of one day by time, with boxes to tick and lines to write on."""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.sheet import BODY, LEFT, WIDTH, Sheet
from tierslieu_desk.documents.sheets import DayRow, DaySheet
from tierslieu_desk.documents.table import Cell, Column, Row, Table
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.wallclock import Slot, whole_day

LINE_TO_WRITE = 26.0
BOX = "□"


def render(day: DaySheet) -> bytes:
    """The PDF of a day sheet, in the language in force."""
    heading = formats.date_long(day.day)
    title = heading[:1].upper() + heading[1:]
    sheet = Sheet(_("Day sheet, %(day)s") % {"day": heading}, day.place, day.lang)
    printed = _("Printed on %(moment)s") % {"moment": formats.moment(day.printed_at)} if day.printed_at else ""
    blocks.short_head(sheet, day.place, printed)
    sheet.y += 22
    blocks.title(sheet, title)
    count = len(day.rows)
    planned = ngettext("%(count)d thing planned", "%(count)d things planned", count) % {"count": count}
    sheet.lines(LEFT, [(planned if count else _("Nothing is planned yet."), BODY.muted())], WIDTH)
    sheet.y += 12
    if day.notes:
        blocks.notes(sheet, day.notes)
        sheet.y += 8
    _table(sheet, day)
    return sheet.finish()


def _times(day: DaySheet, slot: Slot) -> str:
    """The part of the slot that lies in this day; what began before or goes on says so with an ellipsis."""
    today = whole_day(day.day)
    if slot.start >= today.start and slot.end <= today.end:
        return formats.times(slot)
    if slot.start < today.start and slot.end > today.end:
        return formats.times(today)
    if slot.start < today.start:
        return f"… – {formats.clock_time(slot.end)}" if slot.end < today.end else formats.times(today)
    return f"{formats.clock_time(slot.start)} – …"


def _row(day: DaySheet, row: DayRow) -> Row:
    return (Cell(_times(day, row.slot)), Cell(row.units), Cell(row.who, row.what), Cell(row.state), Cell(BOX))


def _table(sheet: Sheet, day: DaySheet) -> None:
    columns = [
        Column(_("Time"), 92),
        Column(_("Space"), 130),
        Column(_("Who"), strong=True),
        Column(_("State"), 88),
        Column(_("Came"), 34, "centre"),
    ]
    rows = [_row(day, row) for row in sorted(day.rows, key=lambda row: (row.slot.start, row.slot.end))]
    blank: Row = (*(Cell() for _column in columns[:-1]), Cell(BOX))
    Table(sheet, columns, padding=6, least=LINE_TO_WRITE).draw([*rows, *([blank] * day.blank_lines)])
