"""The call list: whom to tell what, a box to tick and room for what they said."""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.call_sheets import CallListSheet
from tierslieu_desk.documents.day import BOX
from tierslieu_desk.documents.sheet import BODY, LEFT, WIDTH, Sheet
from tierslieu_desk.documents.table import Cell, Column, Row, Table
from tierslieu_desk.i18n import _, ngettext

LINE_TO_WRITE = 44.0


def render(listed: CallListSheet) -> bytes:
    """The PDF of a call list, in the language in force."""
    title = _("To call")
    at = formats.moment(listed.printed_at)
    sheet = Sheet(f"{title}, {at}", listed.place, listed.lang)
    blocks.short_head(sheet, listed.place, _("Printed on %(moment)s") % {"moment": at})
    sheet.y += 22
    blocks.title(sheet, title)
    count = len(listed.calls)
    told = ngettext("%(n)s person", "%(n)s people", count) % {"n": count}
    sheet.lines(LEFT, [(told, BODY.muted())], WIDTH)
    sheet.y += 12
    columns = [
        Column(_("Called"), 52, "centre"),
        Column(_("Who"), 116, strong=True),
        Column(_("What to tell them")),
        Column(_("What they said"), 128),
    ]
    rows: list[Row] = [
        (Cell(BOX), Cell(one.name, formats.phone(one.phone)), Cell(one.about, one.tell), Cell()) for one in listed.calls
    ]
    Table(sheet, columns, padding=6, least=LINE_TO_WRITE, ruled=True).draw(rows)
    return sheet.finish()
