"""The one table of colours, sizes and spaces, light and dark, and how it is laid on the application.

Nothing else in the program names a colour. Painted widgets ask `theme.colour("accent")` at paint time, so that a
change of scheme needs no bookkeeping: Qt sends every widget a palette change.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from tierslieu_desk.ui.stylesheet import stylesheet

Scheme = Literal["light", "dark", "system"]

PAGE_MARGIN = 24
CARD_PADDING = 16
GAP = 12
STEP = 4
RADIUS_CARD = 12
RADIUS_CONTROL = 9
RADIUS_BLOCK = 6
SIZES = {"title": 20.0, "figure": 22.0, "name": 16.0, "body": 14.0, "second": 12.5, "group": 11.5}
"""The type scale, in pixels at 100 %; Qt multiplies by the screen's scale."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour there is. A pair `x`, `x_soft` is a text on its own ground."""

    bg: str
    surface: str
    line: str
    soft_line: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    accent_soft: str
    desk: str
    desk_soft: str
    room: str
    room_soft: str
    event: str
    event_soft: str
    tool: str
    tool_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str
    now: str
    shadow: str
    """With its opacity in front, as Qt reads it: `#AARRGGBB`."""


LIGHT = Tokens(
    bg="#F6F5F1",
    surface="#FFFFFF",
    line="#E5E2DA",
    soft_line="#EFEDE6",
    text="#1D2320",
    muted="#5C655F",
    faint="#69726C",
    accent="#1B6B52",
    on_accent="#FFFFFF",
    accent_soft="#E2F0E9",
    desk="#28639F",
    desk_soft="#E4EEF8",
    room="#1B6B52",
    room_soft="#E0EFE8",
    event="#7A4BA8",
    event_soft="#EFE7F6",
    tool="#9A5B13",
    tool_soft="#F7ECDC",
    warning="#8A5A00",
    warning_soft="#FFF2D2",
    bad="#B3261E",
    bad_soft="#FBE6E4",
    now="#C2410C",
    shadow="#0A000000",
)
DARK = Tokens(
    bg="#141816",
    surface="#1C211E",
    line="#2E3531",
    soft_line="#252B28",
    text="#ECEFEA",
    muted="#A5AEA8",
    faint="#8E9791",
    accent="#63C9A2",
    on_accent="#0C1A14",
    accent_soft="#1E3A30",
    desk="#86B8EC",
    desk_soft="#1D3146",
    room="#74D0AC",
    room_soft="#1B3B2F",
    event="#C4A1EA",
    event_soft="#33254A",
    tool="#E3B071",
    tool_soft="#3C2C18",
    warning="#F0C469",
    warning_soft="#3A2F14",
    bad="#FF9B92",
    bad_soft="#42201D",
    now="#FF8A5B",
    shadow="#0A000000",
)

KINDS = ("desk", "room", "event", "tool", "warning", "bad", "accent", "neutral")
"""The kinds a chip, an avatar or a block may be of; `pair(kind)` gives their two colours."""

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    ("text", "bg"),
    ("text", "surface"),
    ("text", "accent_soft"),
    ("text", "soft_line"),
    ("muted", "bg"),
    ("muted", "surface"),
    ("muted", "soft_line"),
    ("muted", "accent_soft"),
    ("faint", "surface"),
    ("accent", "bg"),
    ("accent", "surface"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "bad"),
    ("desk", "desk_soft"),
    ("room", "room_soft"),
    ("event", "event_soft"),
    ("tool", "tool_soft"),
    ("warning", "warning_soft"),
    ("bad", "bad_soft"),
    ("desk", "surface"),
    ("room", "surface"),
    ("event", "surface"),
    ("tool", "surface"),
    ("bad", "surface"),
    ("warning", "surface"),
    ("now", "surface"),
    ("surface", "text"),
)
"""Every (text, ground) this program draws; their contrast is computed in the tests."""

_STYLE, _STYLED = "Fusion", "styled"
_tokens = LIGHT
_scheme: Scheme = "light"
_variable = False


def tokens() -> Tokens:
    """The table in force."""
    return _tokens


def is_dark() -> bool:
    """Whether the dark table is in force."""
    return _tokens is DARK


def colour(name: str) -> QColor:
    """A colour of the table in force, by its name."""
    return _colour(_tokens is DARK, name)


@cache
def _colour(dark: bool, name: str) -> QColor:
    return QColor(getattr(DARK if dark else LIGHT, name))


def pair(kind: str) -> tuple[QColor, QColor]:
    """The text and the ground of one of `KINDS`."""
    if kind == "neutral":
        return colour("muted"), colour("soft_line")
    return colour(kind), colour(f"{kind}_soft")


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 computes it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(value: str) -> float:
    channels = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def font(size: str = "body", weight: int = 400) -> QFont:
    """The application's font at one step of the type scale, for what is painted by hand."""
    return QFont(_made_font(size, weight))


@cache
def _made_font(size: str, weight: int) -> QFont:
    found = QFont(QApplication.font())
    found.setPixelSize(round(SIZES[size]))
    if _variable:
        found.setVariableAxis(QFont.Tag("wght"), weight)
    else:
        found.setWeight(QFont.Weight(weight))
    return found


def figures(weight: int = 400) -> QFont:
    """The body font with digits of one width, for columns of times and amounts.

    Not everywhere: in Inter that feature also widens the hyphen, and names have hyphens.
    """
    return QFont(_made_figures(weight))


@cache
def _made_figures(weight: int) -> QFont:
    found = font("body", weight)
    found.setFeature(QFont.Tag("tnum"), 1)
    return found


def weigh(widget: QWidget, weight: int) -> None:
    """Set how strong a widget's words are; its size stays the stylesheet's.

    Not in the stylesheet: there a weight of a variable font does nothing or is smeared (seen on Qt 6.12, Linux).
    """
    widget.setFont(_made_font("body", weight))


def begun(program: list[str]) -> QApplication:
    """An application in our style from the start.

    Asked for later, the style is handed to Python, which then learns all that a style can draw (10 ms).
    """
    app = QApplication([*program, "-style", _STYLE])
    app.setProperty(_STYLED, True)
    return app


def apply(app: QApplication, scheme: Scheme) -> None:
    """Lay palette, font and stylesheet on the application; `system` follows the computer, now and later."""
    global _tokens, _scheme  # noqa: PLW0603 - one application, one theme
    first = app.property("themed") is None
    _scheme = scheme
    dark = scheme == "dark" or (scheme == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    _tokens = DARK if dark else LIGHT
    if first:
        if app.property(_STYLED) is None:
            app.setStyle(_STYLE)
        app.setFont(_application_font(app))
        _made_font.cache_clear()
        _made_figures.cache_clear()
        app.styleHints().colorSchemeChanged.connect(_follow_the_system)
        app.setProperty("themed", True)
    app.setPalette(_palette(_tokens))
    app.setStyleSheet(stylesheet({f.name: getattr(_tokens, f.name) for f in fields(_tokens)}))


def _follow_the_system() -> None:
    app = QApplication.instance()
    if _scheme == "system" and isinstance(app, QApplication):
        apply(app, "system")


def _palette(table: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, value in (
        (role.Window, table.bg),
        (role.WindowText, table.text),
        (role.Base, table.surface),
        (role.AlternateBase, table.bg),
        (role.Text, table.text),
        (role.Button, table.surface),
        (role.ButtonText, table.text),
        (role.BrightText, table.bad),
        (role.PlaceholderText, table.faint),
        (role.ToolTipBase, table.text),
        (role.ToolTipText, table.surface),
        (role.Highlight, table.accent_soft),
        (role.HighlightedText, table.text),
        (role.Accent, table.accent),
        (role.Link, table.accent),
        (role.LinkVisited, table.accent),
        (role.Light, table.surface),
        (role.Midlight, table.soft_line),
        (role.Mid, table.line),
        (role.Dark, table.faint),
        (role.Shadow, table.line),
    ):
        palette.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(table.faint))
    return palette


def _application_font(app: QApplication) -> QFont:
    found = QFont(app.font())
    if sys.platform.startswith("linux"):
        family = _linux_family(found)
        if family:
            found.setFamily(family)
    found.setPixelSize(round(SIZES["body"]))
    return found


def _linux_family(system: QFont) -> str | None:
    """Linux has no one font: keep a desktop's own choice, else take the first good one, else ours."""
    generic = {"sans serif", "sans", "sans-serif", "dejavu sans", "helvetica"}
    if system.family().lower() not in generic:
        return None
    installed = set(QFontDatabase.families())
    for family in ("Inter", "Noto Sans", "Cantarell", "Ubuntu"):
        if family in installed:
            return family
    file = packaged_font()
    if file is None:
        return None
    global _variable  # noqa: PLW0603 - one application, one font
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    _variable = bool(families)
    return families[0] if families else None


def packaged_font() -> Path | None:
    """The Inter font of the `fontpkg-inter` package, when it is installed; found without importing it."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        folder = Path(frozen) / "fontpkg_inter"
    else:
        spec = find_spec("fontpkg_inter")
        if spec is None or spec.origin is None:
            return None
        folder = Path(spec.origin).parent
    file = folder / "files" / "Inter[opsz,wght].ttf"
    return file if file.is_file() else None
