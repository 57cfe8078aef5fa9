"""The paper's own two fonts, always embedded, and what they cannot draw."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from tierslieu_desk import paths

REGULAR = "InterDesk-Regular"
STRONG = "InterDesk-SemiBold"
PLACEHOLDER = "□"
"""Stands for a letter the fonts lack, so that a shortened name is seen to be one."""

_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}
_UNSEEN = {"Cc", "Cf"}
"""Characters without a shape of their own; those of private use and those of a later Unicode have one."""
_VARIANTS = {chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}
_DRAWN_AS_SPACE = {"Zs", "Zl", "Zp"}


@cache
def register() -> tuple[TTFont, TTFont]:
    """Make both fonts known to ReportLab, once for the process.

    A paper carries the letters it shows and no others, and its streams as bytes instead of letters: half the size,
    and a third of the time to draw.
    """
    rl_config.useA85 = 0
    folder = paths.shipped("resources") / "fonts"
    regular, strong = (TTFont(name, str(folder / f"{name}.ttf"), asciiReadable=False) for name in (REGULAR, STRONG))
    for font in (regular, strong):
        pdfmetrics.registerFont(font)
    return regular, strong


@cache
def _drawable() -> frozenset[str]:
    codes = [set(font.face.charToGlyph) for font in register()]
    return frozenset(chr(code) for code in codes[0] & codes[1] if code >= 0x20)


def _plain(text: str) -> str:
    """`text` with composed accents, and the everyday letters for ligatures, circled and wide forms the fonts lack."""
    drawable = _drawable()
    composed = unicodedata.normalize("NFC", text)
    return "".join(char if char in drawable else unicodedata.normalize("NFKC", char) for char in composed)


def missing_glyphs(text: str) -> tuple[str, ...]:
    """The characters of `text` that paper would leave out or replace, each once, in order.

    Line breaks, and what only says how its neighbours look, are none.
    """
    return _lacking(text, lambda char: unicodedata.category(char) not in _UNSEEN and char not in _VARIANTS)


def boxed(text: str) -> tuple[str, ...]:
    """The characters of `text` in whose stead `printable` shows a box, each once, in order."""
    letters = _lacking(text, lambda char: unicodedata.category(char)[0] in "LN")
    if letters or PLACEHOLDER not in printable(text) or PLACEHOLDER in text:
        return letters
    return missing_glyphs(text) or tuple(dict.fromkeys(text))


def _lacking(text: str, counts: Callable[[str], bool]) -> tuple[str, ...]:
    if text.isascii() and text.isprintable():
        return ()
    drawable = _drawable()
    return tuple(dict.fromkeys(c for c in _plain(text) if c not in drawable and not c.isspace() and counts(c)))


@lru_cache(4096)
def printable(text: str) -> str:
    """`text` as paper can draw it: one line, composed accents, nothing the fonts lack.

    A missing letter or figure becomes `PLACEHOLDER`; a missing picture (an emoji) is dropped, and so is its space.
    """
    if text.isascii() and text.isprintable():
        return text
    drawable = _drawable()
    kept: list[str] = []
    for char in _plain(text):
        category = unicodedata.category(char)
        if char in drawable and category not in _INVISIBLE:
            kept.append(char)
        elif category in _DRAWN_AS_SPACE or char in "\t\n\r\v\f":
            kept.append(" ")
        elif category[0] in "LN":
            kept.append(PLACEHOLDER)
        # What is left is a picture, a mark on one, or invisible: it is dropped.
    cleaned = " ".join(part for part in "".join(kept).split(" ") if part)
    return cleaned or (PLACEHOLDER if text.strip() else "")


@lru_cache(16384)
def width(text: str, font: str, size: float) -> float:
    """The width in points of a text that is already printable."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))
