"""A month in figures and plots, in black and white: patterns and numbers tell what colours would."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks, fonts
from tierslieu_desk.documents.sheet import BODY, INK, LEFT, NAME, RIGHT, SMALL, TITLE, WIDTH, Sheet, shorten
from tierslieu_desk.documents.sheets import MonthBar, MonthFigure, MonthSheet
from tierslieu_desk.i18n import _

PLOT_HEIGHT = 88.0
SCALE_WIDTH = 24.0
NAME_WIDTH = 118.0
CELL_HEIGHT = 15.0
BAR_LEFT, BAR_RIGHT = LEFT + 150, RIGHT - 150
SHADES = ((0.25, 0.0), (0.6, 0.0), (1.0, 3.0), (1.0, 0.0))
"""For each group of visits, the grey of its part of a bar and the step of the lines over it (0 is none)."""
CELL = replace(SMALL, colour=INK)
LIGHTEST, DARKEST = 1.0, 0.62
"""The greys of nothing and of all taken; a black number is legible on both, and on a photocopy."""


def render(month: MonthSheet) -> bytes:
    """The PDF of a month, in the language in force."""
    name = formats.month(month.month)
    heading = name[:1].upper() + name[1:]
    sheet = Sheet(_("Report of the month, %(month)s") % {"month": name}, month.place, month.lang)
    printed = _("Printed on %(moment)s") % {"moment": formats.moment(month.printed_at)} if month.printed_at else ""
    blocks.short_head(sheet, month.place, printed)
    sheet.y += 14
    sheet.lines(LEFT, [(heading, TITLE)], WIDTH)
    sheet.y += 6
    _figures(sheet, month.figures)
    visits, occupancy, revenue, unpaid = (*month.rules, "", "", "", "")[:4]
    _part(sheet, _("Visits per day"), visits, PLOT_HEIGHT + 40)
    _visits(sheet, month)
    _part(sheet, _("Occupancy by hour, in %"), occupancy, 3 * CELL_HEIGHT)
    _occupancy(sheet, month)
    _part(
        sheet,
        _("Invoiced before tax") if month.with_vat else _("Invoiced"),
        revenue,
        CELL_HEIGHT * (1 + len(month.revenue)),
    )
    _bars(sheet, month.revenue, _("The month before"), _("Nothing was invoiced this month."))
    if month.revenue_remark:
        sheet.y += 2
        sheet.lines(LEFT, [(month.revenue_remark, BODY.muted())], WIDTH)
    _part(sheet, _("Unpaid"), unpaid, CELL_HEIGHT * (1 + len(month.unpaid)))
    _bars(sheet, month.unpaid, _("Documents"), _("Nothing is left to pay."))
    return sheet.finish()


def _figures(sheet: Sheet, figures: Sequence[MonthFigure]) -> None:
    step, top = WIDTH / max(1, len(figures)), sheet.y
    lowest = top
    for number, figure in enumerate(figures):
        sheet.y = top
        texts = [(figure.label, SMALL), (figure.figure, NAME), (figure.remark, SMALL)]
        sheet.lines(LEFT + number * step, [text for text in texts if text[0]], step - 10)
        lowest = max(lowest, sheet.y)
    sheet.y = lowest


def _part(sheet: Sheet, heading: str, rule: str, height: float) -> None:
    """A heading with its rule in small words, and at least that much of what follows on the same page."""
    sheet.need(height + 44)
    sheet.y += 12
    sheet.rule(sheet.y, hair=False)
    sheet.y += 4
    sheet.lines(LEFT, [(heading, NAME)], WIDTH)
    sheet.lines(LEFT, [(rule, SMALL)], WIDTH)
    sheet.y += 5


def _visits(sheet: Sheet, month: MonthSheet) -> None:
    most = max((sum(day.counts) for day in month.days), default=0)
    if not most:
        sheet.lines(LEFT, [(_("Nobody came this month."), BODY.muted())], WIDTH)
        return
    left, top = LEFT + SCALE_WIDTH, sheet.y + 4
    bottom, step = top + PLOT_HEIGHT, (WIDTH - SCALE_WIDTH) / len(month.days)
    for mark in sorted({0, (most + 1) // 2, most}):
        y = bottom - PLOT_HEIGHT * mark / most
        sheet.rule(y, left)
        sheet.text(left - 5, y - 5, str(mark), SMALL, "right")
    for number, day in enumerate(month.days):
        y = bottom
        for count, (grey, lines) in zip(day.counts, SHADES, strict=False):
            height = PLOT_HEIGHT * count / most
            if count:
                y -= height
                _patch(sheet, (left + number * step + 1.5, y, step - 3, height), grey, lines)
        sheet.text(left + (number + 0.5) * step, bottom + 1, str(day.day.day), SMALL, "centre")
    sheet.y = bottom + 14
    x = left
    for group, (grey, lines) in zip(month.groups, SHADES, strict=False):
        _patch(sheet, (x, sheet.y + 2, 8, 8), grey, lines)
        sheet.text(x + 12, sheet.y, group, SMALL)
        x += 12 + fonts.width(fonts.printable(group), SMALL.font, SMALL.size) + 16
    sheet.y += 12


def _patch(sheet: Sheet, box: tuple[float, float, float, float], grey: float, lines: float) -> None:
    sheet.fill(*box, grey)
    if lines:
        sheet.hatch(*box, lines)


def _occupancy(sheet: Sheet, month: MonthSheet) -> None:
    if not month.spaces or not month.hours:
        sheet.lines(LEFT, [(_("The place was not open this month."), BODY.muted())], WIDTH)
        return
    left, cell = LEFT + NAME_WIDTH, (WIDTH - NAME_WIDTH - 44) / len(month.hours)
    _hours(sheet, month, left, cell)
    for space in month.spaces:
        if not sheet.room(CELL_HEIGHT):
            sheet.new_page()
            _hours(sheet, month, left, cell)
        sheet.text(LEFT, sheet.y + 1, shorten(space.name, BODY, NAME_WIDTH - 8), BODY)
        for number, share in enumerate(space.hours):
            if share is None:
                continue
            grey = LIGHTEST + (DARKEST - LIGHTEST) * min(share, 100) / 100
            sheet.fill(left + number * cell, sheet.y, cell, CELL_HEIGHT, grey)
            sheet.text(left + (number + 0.5) * cell, sheet.y + 2, str(share), CELL, "centre")
        sheet.text(RIGHT, sheet.y + 1, "–" if space.whole is None else f"{space.whole} %", BODY.strong(), "right")
        sheet.y += CELL_HEIGHT


def _hours(sheet: Sheet, month: MonthSheet, left: float, cell: float) -> None:
    for number, hour in enumerate(month.hours):
        sheet.text(left + (number + 0.5) * cell, sheet.y, _("%(hour)s h") % {"hour": hour}, SMALL, "centre")
    sheet.text(RIGHT, sheet.y, _("In all"), SMALL, "right")
    sheet.y += 12


def _bars(sheet: Sheet, bars: Sequence[MonthBar], aside: str, none: str) -> None:
    if not any(bar.cents for bar in bars):
        sheet.lines(LEFT, [(none, BODY.muted())], WIDTH)
        return
    most = max(abs(bar.cents) for bar in bars)
    sheet.text(RIGHT, sheet.y, aside, SMALL, "right")
    sheet.y += 11
    amount: Callable[[int], str] = formats.amount
    for bar in bars:
        sheet.need(CELL_HEIGHT)
        sheet.text(LEFT, sheet.y, shorten(bar.label, BODY, BAR_LEFT - LEFT - 8), BODY)
        width = (BAR_RIGHT - BAR_LEFT) * abs(bar.cents) / most
        if bar.cents:
            _patch(sheet, (BAR_LEFT, sheet.y + 2, max(1.0, width), CELL_HEIGHT - 6), 0.6 if bar.cents > 0 else 1, 0)
        sheet.text(BAR_RIGHT + 70, sheet.y, amount(bar.cents), BODY.strong(), "right")
        sheet.text(RIGHT, sheet.y, bar.aside, BODY.muted(), "right")
        sheet.y += CELL_HEIGHT
