"""The counter sheet: lines to work a day from paper, in the order in which they are typed in afterwards."""

from __future__ import annotations

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.day import BOX
from tierslieu_desk.documents.sheet import HEADING, LEFT, WIDTH, Sheet
from tierslieu_desk.documents.table import Cell, Column, Row, Table
from tierslieu_desk.documents.visit_sheets import CounterDaySheet
from tierslieu_desk.i18n import _

LINE = 17.5
NUMBER_WIDTH = 28.0


def render(counter: CounterDaySheet) -> bytes:
    """The PDF of a counter sheet, in the language in force."""
    heading = formats.date_long(counter.day)
    sheet = Sheet(_("Counter sheet, %(day)s") % {"day": heading}, counter.place, counter.lang)
    blocks.short_head(sheet, counter.place, _("Type it in afterwards, in this order."))
    sheet.y += 8
    blocks.title(sheet, _("Counter, %(day)s") % {"day": heading})
    number = Column("", NUMBER_WIDTH)
    arrivals = [number, Column(_("In at"), 62), Column(_("Name"), strong=True), Column(_("Out at"), 62)]
    expected: list[Row] = [(Cell(str(n)), Cell(), Cell(name), Cell()) for n, name in enumerate(counter.expected, 1)]
    lines = max(counter.arrivals, len(expected) + counter.arrivals // 2)
    _part(sheet, _("1 · Arrivals"), arrivals, lines, expected)
    sales = [number, Column(_("Name, if any"), 150), Column(_("What")), Column(_("How many"), 66)]
    sales += [Column(_("Cash"), 60, "centre"), Column(_("Slate"), 60, "centre")]
    _part(sheet, _("2 · Sold at the counter"), sales, counter.sales, boxes=2)
    mail = [number, Column(_("Mail of")), Column(_("Handed to"), 150), Column(_("Signature"), 130)]
    _part(sheet, _("3 · Mail handed over"), mail, counter.mail)
    rooms = [number, Column(_("Space"), 150), Column(_("From"), 56), Column(_("To"), 56), Column(_("Name"))]
    _part(sheet, _("4 · Rooms taken"), rooms, counter.rooms)
    return sheet.finish()


def _part(
    sheet: Sheet, title: str, columns: list[Column], lines: int, first: list[Row] | None = None, boxes: int = 0
) -> None:
    """A heading and its numbered lines, the last `boxes` of each to be ticked."""
    sheet.y += 5
    sheet.need(4 * LINE)
    sheet.lines(LEFT, [(title, HEADING)], WIDTH)
    rows = list(first or [])
    for number in range(len(rows) + 1, lines + 1):
        blank = [Cell() for _column in columns[1 : len(columns) - boxes]]
        rows.append((Cell(str(number)), *blank, *(Cell(BOX) for _box in range(boxes))))
    Table(sheet, columns, padding=1, least=LINE, ruled=True).draw(rows)
