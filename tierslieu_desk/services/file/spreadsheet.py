"""A spreadsheet as it really is, read to plain text cells: CSV of any delimiter and encoding, or a book of sheets.

Books are those of LibreOffice (.ods) and of Excel, old and new (.xlsx, .xls), told by what they hold, not by name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tierslieu_desk import errors
from tierslieu_desk.services.file import spreadsheet_size

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

DELIMITERS = (";", "\t", ",", "|")
LONGEST_CELL = 100_000
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_EXPECTED = ["utf_8", "cp1252", "utf_16_le", "utf_16_be", "latin_1", "mac_roman"]
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_CONTROL = frozenset(chr(code) for code in range(32)) - {"\t", "\n", "\r"}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line with something in it: its number as the spreadsheet shows it, its cells trimmed."""

    number: int
    cells: tuple[str, ...]


def read(file: Path) -> tuple[SheetLine, ...]:
    """Every line that is not blank. Raises `FileMissing`, `FileUnreadable`, `NotASpreadsheet`."""
    content = _content(file)
    rows = _book(file, content) if content.startswith(_BOOKS) else _csv(file, content)
    lines = tuple(SheetLine(number, cells) for number, cells in rows if any(cells))
    if not lines or max(len(line.cells) for line in lines) < 2:
        raise errors.NotASpreadsheet(file=str(file))
    return lines


def read_sheets(file: Path) -> dict[str, tuple[SheetLine, ...]]:
    """Every sheet of a book that is shown, by its title: the lines that are not blank. Raises what `read` raises."""
    content = _content(file)
    if not content.startswith(_BOOKS):
        raise errors.NotASpreadsheet(file=str(file))
    return {
        title: tuple(SheetLine(number, tuple(map(_cell, row))) for number, row in enumerate(rows, start=1) if any(row))
        for title, rows in _sheets(file, content)
    }


def _content(file: Path) -> bytes:
    """All of it, as it stands: one that has grown by the time it is read is still being written."""
    try:
        content = file.read_bytes()
        size = file.stat().st_size
    except (FileNotFoundError, IsADirectoryError) as error:
        raise errors.FileMissing(file=str(file)) from error
    except OSError as error:
        raise errors.FileUnreadable(file=str(file)) from error
    if len(content) != size:
        raise errors.FileUnreadable(file=str(file))
    return content


def _csv(file: Path, content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    text = _decoded(file, content)
    if not text.strip() or _CONTROL.intersection(text):
        raise errors.NotASpreadsheet(file=str(file))
    first, _, rest = text.partition("\n")
    named = first.lower().startswith("sep=")
    body = rest if named else text
    csv.field_size_limit(LONGEST_CELL)
    before, widest = 1 if named else 0, 0
    try:
        delimiter = _delimiter(first, body, named=named)
        reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
        for read in reader:
            row = read if len(read) > 1 or widest < 2 else _otherwise_parted(read, delimiter, widest)
            widest = max(widest, len(row))
            yield reader.line_num + before - sum(cell.count("\n") for cell in row), tuple(map(_trimmed, row))
    except csv.Error as error:
        raise errors.NotASpreadsheet(file=str(file)) from error


def _otherwise_parted(row: list[str], delimiter: str, width: int) -> list[str]:
    """A line all in one cell, parted by another sign than the rest of the list; itself where it is not."""
    for other in DELIMITERS:
        parted = next(csv.reader(row, delimiter=other), []) if other != delimiter and other in "".join(row) else []
        if len(parted) == width:
            return parted
    return row


def _delimiter(first: str, body: str, *, named: bool) -> str:
    if named and len(first.strip()) > 4:
        return first[4]
    sample = body.splitlines()[:50]

    def likely(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if any(row)]
        widest = max(widths, default=0)
        return (sum(width == widest for width in widths) if widest > 1 else 0, widest)

    return max(DELIMITERS, key=likely)


def _decoded(file: Path, content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decode(file, content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        # What French and Spanish offices write, unless another encoding is plainly the better reading.
        best = from_bytes(content, cp_isolation=_EXPECTED).best()
        encoding = "cp1252" if best is None or not best.encoding.startswith("utf_16") else best.encoding
        return _decode(file, content, encoding)


def _decode(file: Path, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise errors.NotASpreadsheet(file=str(file)) from error


def _book(file: Path, content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The first sheet that is shown and holds something; numbers are those its program shows."""
    rows: list[list[Any]] = next((found for _title, found in _sheets(file, content) if any(map(any, found))), [])
    for number, row in enumerate(rows, start=1):
        yield number, tuple(map(_cell, row))


def _sheets(file: Path, content: bytes) -> Iterator[tuple[str, list[list[Any]]]]:
    """The sheets that are shown, one by one, as its program shows them. Raises `NotASpreadsheet`."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    if spreadsheet_size.too_large(content):
        raise errors.NotASpreadsheet(file=str(file))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for one in book.sheets_metadata:
            if one.visible is SheetVisibleEnum.Visible:
                yield one.name, _merged_down(book.get_sheet_by_name(one.name))
    except (CalamineError, ValueError) as error:
        raise errors.NotASpreadsheet(file=str(file)) from error


def _merged_down(sheet: CalamineSheet) -> list[list[Any]]:
    """Its rows; what stands in cells merged over several lines stands in each of those lines."""
    rows = sheet.to_python(skip_empty_area=False)
    for (top, column), (bottom, _last) in sheet.merged_cell_ranges or ():
        for line in range(top + 1, min(bottom + 1, len(rows))):
            if column < len(rows[line]):
                rows[line][column] = rows[top][column]
    return rows


def _cell(value: object) -> str:
    if isinstance(value, datetime | date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _trimmed(str(value))


def _trimmed(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").replace("\u202f", " ").split())
