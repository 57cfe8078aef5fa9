"""A square code on paper that any scanner or phone reads as the text it stands for."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.barcode.qr import QrCodeWidget

from tierslieu_desk.documents.sheet import Sheet

SEAM = 0.08
"""Squares side by side overlap by so many points: viewers draw a white hair between them otherwise."""


def draw_code(sheet: Sheet, left: float, top: float, side: float, text: str) -> None:
    """The code of that text, black on white, `side` points wide; the quiet zone round it is the caller's."""
    widget: Any = QrCodeWidget(text, barLevel="M")
    code = widget.qr
    code.make()
    count = code.getModuleCount()
    step = side / count
    for row in range(count):
        column = 0
        while column < count:
            end = column
            while end < count and code.isDark(row, end):
                end += 1
            if end > column:
                width = (end - column) * step + SEAM
                sheet.fill(left + column * step, top + row * step, width, step + SEAM, 0.0, edge=False)
            column = end + 1
