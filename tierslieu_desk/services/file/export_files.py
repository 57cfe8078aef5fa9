"""Files for other programs: written beside, made safe on the disk, then moved into place; never half of one."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

from tierslieu_desk import errors
from tierslieu_desk.models import sqlite
from tierslieu_desk.services.file import written_files

Cell = str | int | date | Decimal | None
"""Text, a whole number, a day, or an amount in the currency with its cents."""
SPREADSHEETS = (".csv", ".xlsx")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def is_folder(out: Path) -> bool:
    """Whether a folder is meant: one that is there, or a name without an extension."""
    return out.is_dir() or (not out.suffix and not out.is_file())


def in_folder(out: Path, name: str) -> Path:
    """The file to write: `out` itself, or `name` in it when a folder is meant, made when missing.

    Raises `FileMissing` when the folder above is not there, `FolderReadOnly`, `DiskFull`.
    """
    if is_folder(out):
        with told(out):
            out.mkdir(exist_ok=True)
        return out / name
    if not out.parent.is_dir():
        raise errors.FileMissing(file=str(out.parent))
    return out


def write(file: Path, content: bytes) -> Path:
    """The whole file or nothing of it; one that stood there is replaced. Raises `DiskFull`, `FolderReadOnly`."""
    with told(file.parent):
        written_files.write(file, content)
    return file


def write_table(file: Path, title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Path:
    """A CSV that a French spreadsheet opens with a double click, or a workbook, by the extension.

    Raises `NotASpreadsheet` for another extension.
    """
    makers: dict[str, Callable[[], bytes]] = {
        ".csv": lambda: csv_bytes(header, rows),
        ".xlsx": lambda: _xlsx_bytes(title, header, rows),
    }
    maker = makers.get(file.suffix.lower())
    if maker is None:
        raise errors.NotASpreadsheet(file=str(file))
    return write(file, maker())


def csv_bytes(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Semicolons, decimal commas, UTF-8 with its mark: what Excel and LibreOffice read here without asking."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(header)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def decimal_comma(cents: int) -> str:
    """`-1205` cents are `-12,05`."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02d}"


def amount(cents: int) -> Decimal:
    """Cents as a cell of a table."""
    return Decimal(cents).scaleb(-2)


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """What the file system refuses, as a `DeskError`."""
    try:
        yield
    except OSError as error:
        refused = sqlite.os_refusal(error, folder)
        if refused is None:
            raise errors.FolderReadOnly(folder=str(folder)) from error
        raise refused from error


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return str(cell).replace(".", ",")
    if isinstance(cell, date):
        return cell.isoformat()
    return _harmless(str(cell)) if isinstance(cell, str) else str(cell)


def _harmless(text: str) -> str:
    """Text that a spreadsheet would run as a formula is kept as text; a phone number is none."""
    numeric = text.lstrip("+-").replace(" ", "").replace(".", "").replace(",", "").isdigit()
    return f"'{text}" if text.startswith(_FORMULA) and not numeric else text


def _xlsx_bytes(title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    bold = []
    for name in header:
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        bold.append(cell)
    sheet.append(bold)
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, Decimal):
                cell.number_format = "0.00"
            elif isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
            cells.append(cell)
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
