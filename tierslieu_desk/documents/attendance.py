"""The attendance sheet: one signature per half day, lines for those who are in no list, what funders ask for."""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.sheet import BODY, HEADING, LEFT, WIDTH, Sheet
from tierslieu_desk.documents.sheets import AttendanceSheet
from tierslieu_desk.documents.table import Cell, Column, Row, Table
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.wallclock import Slot

LINE_TO_SIGN = 30.0
NUMBER_WIDTH = 24.0
NOTE_HEIGHT = 40.0
NOON, EVENING = 12, 18
"""A half day that starts before noon is a morning, as where they are counted; from eighteen on an evening."""


def render(attendance: AttendanceSheet) -> bytes:
    """The PDF of an attendance sheet, in the language in force."""
    title = attendance.title
    sheet = Sheet(_("Attendance sheet: %(title)s") % {"title": title}, attendance.place, attendance.lang)
    if attendance.training:
        blocks.head(sheet, attendance.place)
    else:
        blocks.short_head(sheet, attendance.place)
    sheet.y += 22
    sheet.lines(LEFT, [(_("Attendance sheet"), HEADING)], WIDTH)
    blocks.title(sheet, title)
    sheet.y += 8
    blocks.pairs(sheet, _facts(attendance))
    sheet.y += 8
    _table(sheet, attendance)
    sheet.y += 10
    count = len(attendance.people)
    registered = ngettext("%(count)d person registered.", "%(count)d people registered.", count) % {"count": count}
    how = _("Please sign once for each half day, not before it starts.")
    sheet.lines(LEFT, [(f"{registered} {how}", BODY.muted())], WIDTH)
    sheet.small_print(attendance.mentions)
    return sheet.finish()


def _facts(attendance: AttendanceSheet) -> list[tuple[str, str]]:
    minutes = sum(slot.minutes for slot in attendance.half_days)
    hours = "\n".join(formats.times(slot) for slot in attendance.half_days)
    in_all = _("%(duration)s in all") % {"duration": formats.duration(minutes)}
    return [
        (_("Date"), formats.date_long(attendance.day)),
        (_("Hours"), f"{hours}\n{in_all}"),
        (_("Where"), attendance.venue),
        (_("With"), attendance.trainer),
        (_("Training provider number"), attendance.place.activity_number if attendance.training else ""),
    ]


def half_day_name(slot: Slot) -> str:
    """What the column of a slot is called."""
    if slot.start.hour < NOON:
        return _("Morning")
    return _("Afternoon") if slot.start.hour < EVENING else _("Evening")


def _signatures(attendance: AttendanceSheet) -> list[Column]:
    width = {1: 170.0, 2: 118.0}.get(len(attendance.half_days), 88.0)
    if len(attendance.half_days) == 1 and not attendance.training:
        return [Column(_("Signature"), width)]
    return [
        Column(f"{half_day_name(slot)}\n{formats.times(slot)}", width) for slot in attendance.half_days
    ]  # fmt: skip


def _table(sheet: Sheet, attendance: AttendanceSheet) -> None:
    columns = [Column("", NUMBER_WIDTH), Column(_("Name"), strong=True)]
    if attendance.training:
        columns.append(Column(_("Organisation")))
    columns += _signatures(attendance)
    to_sign = tuple(Cell() for _slot in attendance.half_days)
    rows: list[Row] = []
    for number, person in enumerate(attendance.people, 1):
        organisation = (Cell(person.organisation),) if attendance.training else ()
        rows.append((Cell(str(number)), Cell(person.name), *organisation, *to_sign))
    blank = tuple(Cell() for _column in columns[1:])
    after = len(rows) + 1
    rows.extend((Cell(str(number)), *blank) for number in range(after, after + attendance.blank_lines))
    if attendance.trainer:
        label = _("Trainer") if attendance.training else _("Host")
        rows.append((Cell(), Cell(attendance.trainer, label), *(Cell() for _column in columns[2:])))
    Table(sheet, columns, padding=6, least=LINE_TO_SIGN, ruled=True).draw(rows, keep_with_last=NOTE_HEIGHT)
