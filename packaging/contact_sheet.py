"""One picture of all the pictures of a tour, each with its name: `contact_sheet.py TOUR-FOLDER SHEET.png`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

COLUMNS, WIDTH, HEIGHT = 4, 560, 315
GAP, CAPTION = 24, 28
GROUND, INK = "#8a8f8c", "#000000"


def sheet(pictures: list[Path]) -> QImage:
    """Pages first, as the tour names them, then dialogs, whole and never enlarged."""
    rows = -(-len(pictures) // COLUMNS)
    step = HEIGHT + CAPTION + GAP
    made = QImage(COLUMNS * (WIDTH + GAP) + GAP, rows * step + GAP, QImage.Format.Format_RGB32)
    made.fill(QColor(GROUND))
    painter = QPainter(made)
    painter.setPen(QColor(INK))
    font = painter.font()
    font.setPixelSize(17)
    painter.setFont(font)
    for number, file in enumerate(pictures):
        row, column = divmod(number, COLUMNS)
        left, top = GAP + column * (WIDTH + GAP), GAP + row * step
        painter.drawText(QRect(left, top, WIDTH, CAPTION), Qt.AlignmentFlag.AlignVCenter, file.stem)
        painter.drawImage(left, top + CAPTION, _fitted(QImage(str(file))))
    painter.end()
    return made


def _fitted(picture: QImage) -> QImage:
    if picture.width() <= WIDTH and picture.height() <= HEIGHT:
        return picture
    how = Qt.TransformationMode.SmoothTransformation
    return picture.scaled(WIDTH, HEIGHT, Qt.AspectRatioMode.KeepAspectRatio, how)


def main() -> int:
    """Write the sheet; 1 when it cannot be written."""
    folder, out = map(Path, sys.argv[1:3])
    _app = QGuiApplication(["contact-sheet"])  # text is drawn with its fonts
    told = json.loads((folder / "tour.json").read_text(encoding="utf-8"))
    return 0 if sheet([folder / Path(name).name for name in told["pages"]]).save(str(out)) else 1


if __name__ == "__main__":
    sys.exit(main())
