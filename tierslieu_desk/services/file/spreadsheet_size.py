"""How much a book unpacks to, asked before it is read: a few bytes may say "a thousand million lines"."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

MOST_UNPACKED = 256 * 1024 * 1024
"""Ten thousand people with every column take a twentieth of it."""
MOST_CELLS = 20_000_000
"""From the first cell to the last, the empty ones included: what reading it takes in memory at least."""
_PIECE = 1024 * 1024
_OVERLAP = 64
_LAST = re.compile(rb'<(?:\w+:)?(row|c)\s[^>]{0,80}?\br="([A-Z]{0,3})(\d{1,19})"')
_DIGITS = 9


def too_large(content: bytes) -> bool:
    """Whether that book would not fit; False for what is no archive, which others refuse."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            sheets = [entry for entry in book.infolist() if _is_sheet(entry.filename)]
            if sum(entry.file_size for entry in book.infolist()) > MOST_UNPACKED:
                return True
            return any(_cells(_pieces(book, entry)) > MOST_CELLS for entry in sheets)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return False


def _is_sheet(name: str) -> bool:
    return "worksheets/" in name and name.endswith(".xml")


def _pieces(book: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Its text, a little of each piece again with the next one."""
    before = b""
    with book.open(entry) as sheet:
        while piece := sheet.read(_PIECE):
            yield before + piece
            before = piece[-_OVERLAP:]


def _cells(pieces: Iterator[bytes]) -> int:
    rows = columns = 1
    for piece in pieces:
        for _what, letters, number in _LAST.findall(piece):
            rows = max(rows, int(number[:_DIGITS]) if len(number) <= _DIGITS else MOST_CELLS + 1)
            columns = max(columns, _column(letters))
    return rows * columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
