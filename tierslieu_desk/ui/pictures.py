"""Photos as the desk keeps them: turned the right way round, small, as JPEG."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter, QPixmap

from tierslieu_desk.errors import NotAPicture

WIDEST = QSize(640, 480)
_QUALITY = 82
KINDS = "*.jpg *.jpeg *.png *.webp *.bmp"


def shrunk(file: Path) -> bytes:
    """The picture in that file, no larger than `WIDEST`. Raises `NotAPicture`, which names the field `photo`."""
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)  # a telephone writes down how it was held
    size = reader.size()
    if size.isValid() and (size.width() > WIDEST.width() or size.height() > WIDEST.width()):
        square = QSize(WIDEST.width(), WIDEST.width())  # it may still be turned
        reader.setScaledSize(size.scaled(square, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise NotAPicture(field="photo")
    if image.width() > WIDEST.width() or image.height() > WIDEST.height():
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(WIDEST, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    return _as_jpeg(image)


def _as_jpeg(image: QImage) -> bytes:
    """What was transparent becomes white: JPEG knows no hole."""
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(0xFFFFFFFF)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"JPEG"))
    writer.setQuality(_QUALITY)
    writer.write(paper)
    return bytes(buffer.data().data())


def shown(photo: bytes, width: int, ratio: float = 1.0) -> QPixmap:
    """To be drawn that wide on a screen with so many dots to a pixel."""
    picture = QPixmap()
    picture.loadFromData(photo)
    smooth = Qt.TransformationMode.SmoothTransformation
    small = picture.scaledToWidth(min(round(width * ratio), picture.width()), smooth)
    small.setDevicePixelRatio(ratio)
    return small
