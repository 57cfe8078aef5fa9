"""Pages of a PDF drawn for a printer, off the main thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument

from tierslieu_desk.errors import PrinterSilent
from tierslieu_desk.ui.jobs import Progress

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FINEST = 300
"""Dots per inch a page is drawn at, at most: a page at a printer's own 1200 would be 500 MB."""
POINTS_PER_INCH = 72


def opened(content: bytes, owner: QObject) -> QPdfDocument:
    """The pages of a paper drawn here; they live as long as `owner`, on its thread."""
    memory = QBuffer(owner)
    memory.setData(QByteArray(content))
    memory.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(owner)
    document.load(memory)
    return document


def print_pages(content: bytes, printer: QPrinter, progress: Progress) -> None:
    """Draw the pages that were asked for; the rest is left out when it is stopped. Raises `PrinterSilent`."""
    owner = QObject()
    document = opened(content, owner)
    last = document.pageCount()
    wanted = range((printer.fromPage() or 1) - 1, min(printer.toPage() or last, last))
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterSilent(printer=printer.printerName())
    dots = min(printer.resolution(), FINEST) / POINTS_PER_INCH
    try:
        for done, number in enumerate(wanted):
            progress(done, len(wanted))
            if done and not printer.newPage():
                raise PrinterSilent(printer=printer.printerName())
            page = document.render(number, (document.pagePointSize(number) * dots).toSize())
            paper = printer.paperRect(printer.Unit.DevicePixel)
            painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), page)
    finally:
        painter.end()
