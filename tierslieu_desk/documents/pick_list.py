"""The pick list: what to bring where and when, with boxes to tick, and in the evening what to put back."""

from __future__ import annotations

from datetime import datetime

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.day import BOX
from tierslieu_desk.documents.kit_sheets import PickLine, PickListSheet
from tierslieu_desk.documents.sheet import BODY, LEFT, NAME, WIDTH, Sheet
from tierslieu_desk.documents.table import Cell, Column, Row, Table
from tierslieu_desk.i18n import _

LINE_TO_WRITE = 26.0
BACK_NEEDS = 140.0
"""Points that must be left for what is put back to begin on the same page."""


def render(listed: PickListSheet) -> bytes:
    """The PDF of a pick list, in the language in force."""
    heading = formats.date_long(listed.day)
    sheet = Sheet(_("To bring, %(day)s") % {"day": heading}, listed.place, listed.lang)
    printed = ""
    if listed.printed_at is not None:
        printed = _("Printed on %(moment)s") % {"moment": formats.moment(listed.printed_at)}
    blocks.short_head(sheet, listed.place, printed)
    sheet.y += 22
    blocks.title(sheet, _("To bring"))
    sheet.lines(LEFT, [(heading[:1].upper() + heading[1:], BODY.muted())], WIDTH)
    sheet.y += 12
    if not listed.lines:
        sheet.lines(LEFT, [(_("Nothing is to be brought."), BODY)], WIDTH)
        return sheet.finish()
    _bring(sheet, sorted(listed.lines, key=_begins))
    sheet.need(BACK_NEEDS)
    sheet.y += 26
    sheet.lines(LEFT, [(_("To put back"), NAME)], WIDTH)
    sheet.y += 8
    _put_back(sheet, sorted(listed.lines, key=_ends))
    return sheet.finish()


def _bring(sheet: Sheet, lines: list[PickLine]) -> None:
    columns = [
        Column(_("Brought"), 50, "centre"),
        Column(_("Time"), 84),
        Column(_("What"), strong=True),
        Column(_("Shelf"), 80),
        Column(_("Where"), 92),
        Column(_("For"), 100),
    ]
    rows: list[Row] = [
        (
            Cell(BOX),
            Cell(formats.times(one.slot)),
            Cell(one.thing),
            Cell(one.shelf),
            Cell(one.where or _("At the desk")),
            Cell(one.who, one.what),
        )
        for one in lines
    ]
    Table(sheet, columns, padding=6, least=LINE_TO_WRITE).draw(rows)


def _put_back(sheet: Sheet, lines: list[PickLine]) -> None:
    columns = [
        Column(_("Put back"), 50, "centre"),
        Column(_("Time"), 84),
        Column(_("What"), strong=True),
        Column(_("Shelf"), 80),
        Column(_("Where"), 92),
    ]
    rows: list[Row] = [
        (
            Cell(BOX),
            Cell(formats.clock_time(one.slot.end)),
            Cell(one.thing),
            Cell(one.shelf),
            Cell(one.where or _("At the desk")),
        )
        for one in lines
    ]
    Table(sheet, columns, padding=6, least=LINE_TO_WRITE).draw(rows)


def _begins(line: PickLine) -> tuple[datetime, str, str]:
    return line.slot.start, line.where, line.thing


def _ends(line: PickLine) -> tuple[datetime, str, str]:
    return line.slot.end, line.shelf, line.thing
