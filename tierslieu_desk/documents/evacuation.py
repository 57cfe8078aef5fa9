"""The evacuation list: who is in the house, to be ticked off outside, with lines for whoever nobody wrote down."""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.day import BOX, LINE_TO_WRITE
from tierslieu_desk.documents.sheet import BODY, LEFT, WIDTH, Sheet
from tierslieu_desk.documents.table import Cell, Column, Row, Table
from tierslieu_desk.documents.visit_sheets import EvacuationSheet, PresentLine
from tierslieu_desk.i18n import _, ngettext


def render(evacuation: EvacuationSheet) -> bytes:
    """The PDF of an evacuation list, in the language in force."""
    at = formats.moment(evacuation.printed_at)
    title = _("Evacuation list")
    sheet = Sheet(f"{title}, {at}", evacuation.place, evacuation.lang)
    blocks.short_head(sheet, evacuation.place, _("Printed on %(moment)s") % {"moment": at})
    sheet.y += 18
    blocks.title(sheet, title)
    count = len(evacuation.people)
    told = ngettext("%(n)s person known to be here", "%(n)s people known to be here", count) % {"n": count}
    passing = ngettext("%(n)s passer-by counted today", "%(n)s passers-by counted today", evacuation.passers_by)
    parts = [told]
    if evacuation.passers_by:
        parts.append(passing % {"n": evacuation.passers_by})
    sheet.lines(LEFT, [(" · ".join(parts), BODY.strong())], WIDTH)
    for unread in evacuation.unread:
        missing = _("Could not be read: %(what)s. Count them by hand.") % {"what": unread}
        sheet.lines(LEFT, [(missing, BODY.strong())], WIDTH)
    if evacuation.rooms:
        sheet.lines(LEFT, [(_("Rooms in use: %(rooms)s") % {"rooms": ", ".join(evacuation.rooms)}, BODY)], WIDTH)
    sheet.y += 10
    _table(sheet, evacuation)
    sheet.y += 12
    sheet.need(2 * BODY.leading)
    counted = _("Counted outside: ________   By: ______________________   At: ________")
    sheet.lines(LEFT, [(counted, BODY)], WIDTH)
    return sheet.finish()


def _row(line: PresentLine) -> Row:
    since = formats.clock_time(line.since) if line.since is not None else ""
    return (Cell(line.name, line.where), Cell(since), Cell(line.call), Cell(BOX))


def _table(sheet: Sheet, evacuation: EvacuationSheet) -> None:
    columns = [
        Column(_("Name"), strong=True),
        Column(_("Since"), 56),
        Column(_("Whom to call"), 190),
        Column(_("Outside"), 52, "centre"),
    ]
    blank: Row = (Cell(), Cell(), Cell(), Cell(BOX))
    rows = [_row(line) for line in evacuation.people]
    Table(sheet, columns, padding=5, least=LINE_TO_WRITE).draw([*rows, *([blank] * evacuation.blank_lines)])
