"""The workbook an opening position is filled into, in the desk's language: notes and an example above each table.

What stands above the line of headers is never read. The last sheet lists what the desk knows, to choose from.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk.i18n import _
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import Plan
from tierslieu_desk.rules import hours_left, numbering, opening_position
from tierslieu_desk.rules.opening_position import NUMBERS, SHEETS, OpeningSheet
from tierslieu_desk.rules.vocabulary import LENT_KINDS
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money import invoice_drafts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NOTES, EXAMPLES, HEADERS, FIRST = 2, 3, 4, 5
"""The lines of a sheet; from the last one on it is read."""
ROOM = 400
"""So many lines can be chosen from the lists of what is known."""
WIDTH = 26
_CHOSEN_FROM = {"who": 1, "representative": 1, "plan": 2, "unit": 3, "of": 4}


def known_title() -> str:
    """What the sheet of what the desk knows is called."""
    return _("Known here")


def workbook(desk: Desk) -> bytes:
    """The model, with the next numbers and all that is known filled in already."""
    from openpyxl import Workbook

    with desk.store.reading() as session:
        lists = _known(desk, session)
        numbers = _next_numbers(desk, session)
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in SHEETS:
        made = book.create_sheet(_(sheet.title)[:31])
        _table(made, sheet)
        for column, described in enumerate(sheet.columns, start=1):
            if described.field in _CHOSEN_FROM:
                _choose(made, column, _CHOSEN_FROM[described.field], lists)
        if sheet is NUMBERS:
            for line, row in enumerate(numbers, start=FIRST):
                for column, text in enumerate(row, start=1):
                    _write(made, line, column, text)
    _lists(book.create_sheet(known_title()[:31]), lists)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _table(made: Worksheet, sheet: OpeningSheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    _write(
        made, 1, 1, _("Fill in below the green line. What stands above it is not read; empty sheets may stay empty.")
    )
    made.cell(1, 1).font = Font(bold=True)
    for column, described in enumerate(sheet.columns, start=1):
        _write(made, NOTES, column, _(described.note))
        example = _("Example: %(text)s") % {"text": _(described.example)} if described.example else ""
        _write(made, EXAMPLES, column, example)
        _write(made, HEADERS, column, _(described.header))
        made.cell(NOTES, column).font = Font(color="51574F")
        made.cell(NOTES, column).alignment = Alignment(wrap_text=True, vertical="top")
        made.cell(EXAMPLES, column).font = Font(italic=True, color="51574F")
        made.cell(HEADERS, column).font = Font(bold=True, color="FFFFFF")
        made.cell(HEADERS, column).fill = PatternFill("solid", fgColor="1B6B52")
        made.column_dimensions[get_column_letter(column)].width = WIDTH
    made.freeze_panes = f"A{FIRST}"


def _choose(made: Worksheet, column: int, of: int, lists: Sequence[Sequence[str]]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    count = len(lists[of - 1])
    if not count:
        return
    there, here = get_column_letter(of), get_column_letter(column)
    title = known_title().replace("'", "''")
    offered = DataValidation("list", formula1=f"'{title}'!${there}$2:${there}${count + 1}", allow_blank=True)
    offered.showErrorMessage = False
    made.add_data_validation(offered)
    offered.add(f"{here}{FIRST}:{here}{FIRST + ROOM}")


def _lists(made: Worksheet, lists: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for column, (title, names) in enumerate(
        zip((_("People"), _("Plans"), _("Things to lend"), _("Hours of")), lists, strict=True), start=1
    ):
        _write(made, 1, column, title)
        made.cell(1, column).font = Font(bold=True)
        made.column_dimensions[get_column_letter(column)].width = WIDTH
        for line, name in enumerate(names, start=2):
            _write(made, line, column, name)


def _write(made: Worksheet, line: int, column: int, text: str) -> None:
    """As text, whatever it looks like: a name that begins with = is no formula."""
    cell: Any = made.cell(line, column)
    cell.value = text
    if text:
        cell.data_type = "s"


def _known(desk: Desk, session: Session) -> tuple[list[str], ...]:
    people = select(Party.name).where(Party.retired.is_(False)).order_by(Party.search_key)
    plans = select(Plan.name).where(Plan.on_sale).order_by(Plan.name)
    units = [unit.name for unit in desk.house(session).units.values() if unit.kind in LENT_KINDS and not unit.retired]
    return list(session.scalars(people)), list(session.scalars(plans)), units, hours_left.kind_words()


def _next_numbers(desk: Desk, session: Session) -> list[tuple[str, str]]:
    """As they stand: somebody who has nothing to change leaves the sheet as it is."""
    today = desk.clock.today()
    found = []
    for kind, words in opening_position.KINDS.items():
        series = numbering.series_of(kind, today)
        sequence = invoice_drafts.next_sequence(session, series, today)
        found.append((_(words[0]), numbering.number_of(series, sequence)))
    return found


def to_put_right(wrong: Mapping[str, tuple[Sequence[str], Sequence[tuple[int, str, Sequence[str]]]]]) -> bytes:
    """The lines of some sheets, each with its headers, then the line it was and what to do."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, (header, lines) in wrong.items():
        made = book.create_sheet(title[:31])
        width = max(len(header), *(len(cells) for _line, _what, cells in lines))
        for column, text in enumerate(header, start=1):
            _write(made, 1, column, text)
        _write(made, 1, width + 1, _("Line"))
        _write(made, 1, width + 2, _("What to do"))
        for row, (number, what, cells) in enumerate(lines, start=2):
            for column, text in enumerate(cells, start=1):
                _write(made, row, column, text)
            made.cell(row, width + 1).value = number
            _write(made, row, width + 2, what)
            made.cell(row, width + 2).font = Font(bold=True)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
