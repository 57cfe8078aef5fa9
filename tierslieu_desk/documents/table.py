"""A table that goes on over pages: its heading is repeated, and a running total may be carried over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tierslieu_desk import formats
from tierslieu_desk.documents.sheet import BODY, BOTTOM, HEADING, LEFT, RIGHT, TOP, WIDTH, Sheet, Style, wrap
from tierslieu_desk.i18n import _

HEADING_HEIGHT = 24.0
CARRY_HEIGHT = 24.0
GAP = 10.0
ROOM_OF_A_PAGE = BOTTOM - TOP - 36 - HEADING_HEIGHT - 2 * CARRY_HEIGHT


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` in points, 0 for a share of what the others leave."""

    title: str
    width: float = 0.0
    align: str = "left"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and its muted second line."""

    text: str = ""
    detail: str = ""


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Carry:
    """The running total after each row, in cents, and the currency it is shown in."""

    running: Sequence[int]
    currency: str


_Lines = list[tuple[str, Style]]


class Table:
    """Rows drawn one after another on a sheet.

    `padding` is the space above and below a row's text; `least` the least height of a row (to write in by hand);
    `ruled` draws lines between the columns.
    """

    def __init__(
        self, sheet: Sheet, columns: Sequence[Column], *, padding: float = 7, least: float = 0, ruled: bool = False
    ) -> None:
        self._sheet = sheet
        spare = WIDTH - sum(column.width for column in columns)
        open_ones = sum(1 for column in columns if not column.width) or 1
        self._widths = [column.width or spare / open_ones for column in columns]
        self._columns = columns
        self._padding = padding
        self._least = least
        self._ruled = ruled

    def draw(self, rows: Sequence[Row], carry: Carry | None = None, keep_with_last: float = 0) -> None:
        """All rows. `keep_with_last` is the height that must still fit under the last one, on the same page."""
        sheet = self._sheet
        sheet.need(HEADING_HEIGHT + 60)
        self._heading()
        reserve = CARRY_HEIGHT if carry else 0
        for index, row in enumerate(rows):
            last = index == len(rows) - 1
            for lines in self._pieces(row):
                height = self._height(lines)
                if not sheet.room(height + (keep_with_last if last else reserve)):
                    self._turn(carry, index)
                self._row(lines, height)

    def _turn(self, carry: Carry | None, index: int) -> None:
        """Turn the page; a total is carried over once there is one."""
        carried = carry is not None and index > 0
        if carry is not None and carried:
            self._carried(_("Carried forward"), carry, index)
        self._sheet.new_page()
        self._heading()
        if carry is not None and carried:
            self._carried(_("Brought forward"), carry, index)

    def _carried(self, label: str, carry: Carry, index: int) -> None:
        sheet = self._sheet
        amount = formats.amount(carry.running[index - 1], carry.currency)
        top = sheet.y + (CARRY_HEIGHT - BODY.leading) / 2
        sheet.text(LEFT, top, label, BODY.muted())
        sheet.text(RIGHT, top, amount, BODY.strong(), "right")
        sheet.y += CARRY_HEIGHT
        sheet.rule(sheet.y)

    def _heading(self) -> None:
        sheet = self._sheet
        tall = max(len(wrap(column.title, HEADING, self._text_width(n))) for n, column in enumerate(self._columns))
        for number, column in enumerate(self._columns):
            lines = wrap(column.title, HEADING, self._text_width(number))
            for step, line in enumerate(lines):
                top = sheet.y + (tall - len(lines) + step) * HEADING.leading + 3
                self._put(number, top, line, HEADING)
        sheet.y += HEADING_HEIGHT + (tall - 1) * HEADING.leading - 4
        sheet.rule(sheet.y, hair=False)

    def _text_width(self, number: int) -> float:
        last = number == len(self._widths) - 1
        return self._widths[number] - (0 if last else GAP)

    def _pieces(self, row: Row) -> list[list[_Lines]]:
        """The row's wrapped lines per column, in as many pieces as pages it takes (nearly always one)."""
        columns = []
        for number, cell in enumerate(row):
            style = BODY.strong() if self._columns[number].strong else BODY
            lines = [(line, style) for line in wrap(cell.text, style, self._text_width(number))]
            if cell.detail:
                lines += [(line, BODY.muted()) for line in wrap(cell.detail, BODY, self._text_width(number))]
            columns.append(lines)
        most = int((ROOM_OF_A_PAGE - 2 * self._padding) / BODY.leading)
        tallest = max((len(lines) for lines in columns), default=1)
        return [[lines[start : start + most] for lines in columns] for start in range(0, max(tallest, 1), most)]

    def _height(self, columns: list[_Lines]) -> float:
        tallest = max((len(lines) for lines in columns), default=1)
        return max(self._least, tallest * BODY.leading + 2 * self._padding)

    def _row(self, columns: list[_Lines], height: float) -> None:
        sheet = self._sheet
        for number, lines in enumerate(columns):
            middle = self._least and len(lines) == 1
            top = sheet.y + ((height - BODY.leading) / 2 if middle else self._padding)
            for step, (line, style) in enumerate(lines):
                self._put(number, top + step * BODY.leading, line, style)
        if self._ruled:
            left = LEFT
            for width in self._widths[:-1]:
                left += width
                sheet.upright(left - GAP / 2, sheet.y, sheet.y + height)
        sheet.y += height
        sheet.rule(sheet.y)

    def _put(self, number: int, top: float, text: str, style: Style) -> None:
        left = LEFT + sum(self._widths[:number])
        align = self._columns[number].align
        if align == "right":
            self._sheet.text(left + self._text_width(number), top, text, style, "right")
        elif align == "centre":
            self._sheet.text(left + self._text_width(number) / 2, top, text, style, "centre")
        else:
            self._sheet.text(left, top, text, style)
