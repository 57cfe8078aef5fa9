"""Icons: glyphs of the Phosphor font that the qtawesome package carries, tinted at paint time.

qtawesome itself is not imported: it loads all its fonts, which costs more than the whole empty window. Only its
Phosphor file is opened, on the first icon painted. To add an icon, take its code from the package's
`phosphor-charmap` file; a test compares this table with it.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from tierslieu_desk.ui import theme

FONT_FILE = "phosphor-1.3.0.ttf"

GLYPHS: dict[str, int] = {
    "house": 0xF1D8,
    "calendar-blank": 0xF0AD,
    "calendar-plus": 0xF0AF,
    "users": 0xF351,
    "user": 0xF346,
    "user-plus": 0xF34F,
    "envelope-simple": 0xF156,
    "wrench": 0xF36C,
    "ticket": 0xF327,
    "currency-eur": 0xF126,
    "globe": 0xF1AF,
    "chart-bar": 0xF0D2,
    "gear-six": 0xF19C,
    "magnifying-glass": 0xF20A,
    "x": 0xF36D,
    "plus": 0xF27F,
    "check": 0xF0E7,
    "warning": 0xF35C,
    "warning-circle": 0xF35D,
    "info": 0xF1E0,
    "caret-left": 0xF0C3,
    "caret-right": 0xF0C4,
    "caret-down": 0xF0C2,
    "caret-up": 0xF0C5,
    "printer": 0xF288,
    "arrow-counter-clockwise": 0xF021,
    "key": 0xF1E4,
    "package": 0xF251,
    "tray": 0xF336,
    "export": 0xF15A,
    "funnel": 0xF196,
    "dots-three": 0xF145,
    "clock": 0xF0F9,
    "sign-in": 0xF2C6,
    "sign-out": 0xF2C7,
    "door": 0xF141,
    "hard-drives": 0xF1C4,
    "paper-plane-tilt": 0xF25C,
    "trash": 0xF334,
    "pencil-simple": 0xF266,
    "note": 0xF22A,
    "bell": 0xF082,
    "coffee": 0xF10C,
    "question": 0xF293,
    "list-bullets": 0xF1FB,
    "file-text": 0xF170,
    "receipt": 0xF29A,
    "wallet": 0xF35B,
    "bank": 0xF073,
    "credit-card": 0xF11A,
    "money": 0xF21C,
    "folder": 0xF186,
    "folder-open": 0xF18C,
    "wifi-high": 0xF363,
    "wifi-slash": 0xF367,
    "map-pin": 0xF20D,
    "camera": 0xF0B1,
    "image": 0xF1DD,
    "cloud-arrow-up": 0xF100,
    "pause": 0xF25E,
    "play": 0xF27C,
    "cloud-check": 0xF101,
    "lock-key": 0xF200,
    "storefront": 0xF2F9,
    "book-open": 0xF097,
    "handshake": 0xF1C0,
    "identification-card": 0xF1DC,
    "calendar-check": 0xF0AE,
    "check-circle": 0xF0E8,
    "copy": 0xF114,
    "download-simple": 0xF14C,
    "upload-simple": 0xF345,
    "megaphone": 0xF215,
    "projector-screen": 0xF28B,
    "armchair": 0xF00B,
    "buildings": 0xF0A8,
    "archive": 0xF008,
    "shopping-cart": 0xF2C0,
    "shopping-bag": 0xF2BE,
    "tag": 0xF305,
    "chart-line-up": 0xF0D5,
    "arrow-right": 0xF044,
    "arrow-left": 0xF03B,
    "arrows-clockwise": 0xF045,
    "phone": 0xF26E,
    "at": 0xF06C,
    "link": 0xF1F3,
    "eye": 0xF15B,
    "sliders": 0xF2CF,
    "timer": 0xF329,
    "users-three": 0xF354,
    "minus-circle": 0xF21B,
    "plus-circle": 0xF280,
    "keyboard": 0xF1E5,
}


def font_folder() -> Path:
    """Where the package keeps its fonts, in an environment and in the frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "qtawesome" / "fonts"
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the qtawesome package is missing from this installation")
    return Path(spec.origin).parent / "fonts"


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(font_folder() / FONT_FILE))
    families = QFontDatabase.applicationFontFamilies(number)
    if not families:
        raise FileNotFoundError(f"{FONT_FILE} cannot be read")
    return families[0]


def paint(painter: QPainter, rect: QRect, name: str, tint: str) -> None:
    """Draw one glyph in the rectangle, in a colour of the theme."""
    glyph = QFont(_family())
    glyph.setPixelSize(max(1, min(rect.width(), rect.height())))
    painter.save()
    painter.setFont(glyph)
    painter.setPen(theme.colour(tint))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chr(GLYPHS[name]))
    painter.restore()


class _Glyph(QIconEngine):
    """Paints with the theme in force when it is painted, so that an icon made once is right in both."""

    def __init__(self, name: str, tint: str, checked_tint: str) -> None:
        super().__init__()
        self._name = name
        self._tint = tint
        self._checked_tint = checked_tint

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tint = self._checked_tint if state == QIcon.State.On else self._tint
        paint(painter, rect, self._name, "faint" if mode == QIcon.Mode.Disabled else tint)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Glyph(self._name, self._tint, self._checked_tint)


_kept: dict[tuple[str, str, str], tuple[QIcon, _Glyph]] = {}


def icon(name: str, tint: str = "muted", checked_tint: str = "accent") -> QIcon:
    """The icon of that name; `tint` and `checked_tint` are names of the theme's colours.

    Raises `KeyError` for a name `GLYPHS` does not have, at once and not when it is painted.
    """
    GLYPHS[name]
    key = (name, tint, checked_tint)
    if key not in _kept:
        engine = _Glyph(*key)
        _kept[key] = (QIcon(engine), engine)
    return _kept[key][0]
