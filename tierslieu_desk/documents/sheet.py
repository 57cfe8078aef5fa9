"""One A4 sheet after another: place block, cursor, wrapped text, foot with page numbers. Every paper is drawn on it.

Lengths are points from the top left corner. Text goes through `fonts.printable`, colours are RGB, both fonts are
embedded, and the same sheet gives the same bytes each time (`invariant`), since an invoice's paper is known by its
hash.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tierslieu_desk.documents import fonts
from tierslieu_desk.documents.sheets import PlaceBlock
from tierslieu_desk.i18n import _, language, speaking

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT, RIGHT = 45.0, PAGE_WIDTH - 45.0
TOP, BOTTOM = 42.0, PAGE_HEIGHT - 56.0
"""Between these two lines pages are filled; the foot stands below."""
FOOT = PAGE_HEIGHT - 34.0
WIDTH = RIGHT - LEFT

Colour = tuple[float, float, float]
INK: Colour = (0.07, 0.07, 0.07)
MUTED: Colour = (0.32, 0.34, 0.33)
RULE: Colour = (0.07, 0.07, 0.07)
HAIR: Colour = (0.72, 0.72, 0.72)
ACCENT: Colour = (0x1B / 255, 0x6B / 255, 0x52 / 255)
WHITE: Colour = (1, 1, 1)
TEXT_COLOURS = (INK, MUTED)
"""Every colour a text on the white of the paper may have: dark enough for a photocopy of a photocopy."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; sizes in points."""

    size: float
    leading: float
    font: str = fonts.REGULAR
    colour: Colour = INK

    def strong(self) -> Style:
        """The same in semibold ink."""
        return replace(self, font=fonts.STRONG, colour=INK)

    def muted(self) -> Style:
        """The same in grey."""
        return replace(self, colour=MUTED)


TITLE = Style(20, 26, fonts.STRONG)
NAME = Style(11.25, 15, fonts.STRONG)
BODY = Style(9.5, 14)
HEADING = Style(8.25, 12, fonts.STRONG, MUTED)
SMALL = Style(7.5, 11, colour=MUTED)
GRAND = Style(14.5, 20, fonts.STRONG)

ACROSS_SIZE, ACROSS_DEGREES, ACROSS_OPACITY = 96.0, 52.0, 0.13
"""One word over a whole page that is not yet a document: large, light, and legible through it."""

Runs = Sequence[tuple[str, Style]]
_ARTICLES = {"a", "al", "de", "del", "des", "du", "el", "els", "en", "et", "i", "la", "las", "le", "les", "los", "the"}


def initials(place: PlaceBlock) -> str:
    """The one or two letters of the green mark."""
    if place.mark:
        return fonts.printable(place.mark)[:2]
    words = [re.sub(r"^[dlDL]['’]", "", word) for word in fonts.printable(place.name).split()]
    telling = [word for word in words if word.lower() not in _ARTICLES and word[0].isalnum()] or words
    return "".join(word[0].upper() for word in telling[:2])


def wrap(text: str, style: Style, width: float) -> list[str]:
    """`text` in lines no wider than `width`, broken at spaces (never at no-break ones), words too long anywhere."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in fonts.printable(paragraph).split(" "):
            longer = f"{line} {word}" if line else word
            if fonts.width(longer, style.font, style.size) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *whole, line = _cut(word, style, width)
            lines.extend(whole)
        lines.append(line)
    return lines


def _cut(word: str, style: Style, width: float) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and fonts.width(pieces[-1] + char, style.font, style.size) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def shorten(text: str, style: Style, width: float) -> str:
    """`text` on one line, ending in an ellipsis where it would be wider than `width`."""
    line = fonts.printable(text)
    if fonts.width(line, style.font, style.size) <= width:
        return line
    while line and fonts.width(line + "…", style.font, style.size) > width:
        line = line[:-1]
    return line.rstrip() + "…"


class _Pages(Canvas):
    """A canvas that keeps its pages until it is known how many there are, to write "page 1 of 3" under each."""

    def __init__(self, target: io.BytesIO, lang: str, foot: str) -> None:
        fonts.register()
        super().__init__(
            target, pagesize=A4, pageCompression=1, invariant=1, lang=lang,
            initialFontName=fonts.REGULAR,  # type: ignore[arg-type]  # the stub takes the name for a number
            initialFontSize=BODY.size,
        )  # fmt: skip
        self.across = ""
        self._foot_text, self._part, self._lang_spoken = foot, 0, lang
        self._kept: list[dict[str, Any]] = []
        self._pen: tuple[Colour, str, float] | None = None

    def write_with(self, style: Style) -> None:
        """Take that colour, font and size, unless they are those of the line before on this page."""
        pen = (style.colour, style.font, style.size)
        if pen != self._pen:
            self.setFillColorRGB(*style.colour)
            self.setFont(style.font, style.size)
            self._pen = pen

    def fill_with(self, colour: Colour) -> None:
        """Take that colour for a surface."""
        self.setFillColorRGB(*colour)
        self._pen = None

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Keep the page for later."""
        self._kept.append(dict(self.__dict__))
        self._pen = None
        self._startPage()  # type: ignore[attr-defined]  # missing in the stub

    def save(self) -> None:
        """Write every page with its foot, which counts the pages of its own paper."""
        kept = self._kept
        pages = Counter(page["_part"] for page in kept)
        numbers: Counter[int] = Counter()
        for page in kept:
            self.__dict__.update(page)
            numbers[self._part] += 1
            facts = {"page": numbers[self._part], "pages": pages[self._part]}
            with speaking(self._lang_spoken):
                count = fonts.printable(_("Page %(page)s of %(pages)s") % facts)
            self.setFillColorRGB(*MUTED)
            self.setFont(fonts.REGULAR, SMALL.size)
            room = WIDTH - fonts.width(count, fonts.REGULAR, SMALL.size) - 24
            self.drawString(LEFT, PAGE_HEIGHT - FOOT, shorten(self._foot_text, SMALL, room))
            self.drawRightString(RIGHT, PAGE_HEIGHT - FOOT, count)
            if self.across:
                self._write_across()
            super().showPage()
        super().save()

    def _write_across(self) -> None:
        self.saveState()
        self.setFillColorRGB(*MUTED)
        self.setFillAlpha(ACROSS_OPACITY)
        self.setFont(fonts.STRONG, ACROSS_SIZE)
        self.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
        self.rotate(ACROSS_DEGREES)
        self.drawCentredString(0, -ACROSS_SIZE / 3, self.across)
        self.restoreState()

    def begin_part(self, foot: str) -> None:
        """Another paper of the same file, with its own foot, in the language in force."""
        self._foot_text, self._part, self._lang_spoken = foot, self._part + 1, language()

    def name(self, title: str, place: PlaceBlock) -> None:
        """What the file says of itself."""
        self.setTitle(title)
        self.setAuthor(fonts.printable(place.name))
        self.setCreator("Tiers-Lieu Desk")
        self.setProducer("Tiers-Lieu Desk")
        self.setSubject(title)
        self.setViewerPreference("DisplayDocTitle", "true")


_bound: ContextVar[_Pages | None] = ContextVar("bound", default=None)


@contextmanager
def bound(title: str, place: PlaceBlock, lang: str) -> Iterator[io.BytesIO]:
    """Every sheet finished within is a part of one file, which is whole when the block is left."""
    target = io.BytesIO()
    pages = _Pages(target, lang, title)
    pages.name(fonts.printable(title), place)
    token = _bound.set(pages)
    try:
        yield target
    finally:
        _bound.reset(token)
    pages.save()


class Sheet:
    """Pages being filled from top to bottom; `y` is where the next thing goes."""

    def __init__(self, title: str, place: PlaceBlock, lang: str) -> None:
        self._bytes = io.BytesIO()
        self._title = fonts.printable(title)
        self._place = place
        self._bound = _bound.get()
        foot = f"{title} · {place.name}"
        if self._bound is None:
            self._canvas = _Pages(self._bytes, lang, foot)
            self._canvas.name(self._title, place)
        else:
            self._canvas = self._bound
            self._canvas.begin_part(foot)
        self.y = TOP

    # --- marks on the page

    def text(self, x: float, top: float, text: str, style: Style, align: str = "left") -> None:
        """One line of text whose leading starts at `top`; `x` is its left, right or middle, as `align` says."""
        self._line(x, top, fonts.printable(text), style, align)

    def _line(self, x: float, top: float, line: str, style: Style, align: str) -> None:
        canvas = self._canvas
        canvas.write_with(style)
        y = PAGE_HEIGHT - top - style.leading / 2 - style.size * 0.36
        if align == "right":
            canvas.drawRightString(x, y, line)
        elif align == "centre":
            canvas.drawCentredString(x, y, line)
        else:
            canvas.drawString(x, y, line)

    def rule(self, top: float, left: float = LEFT, right: float = RIGHT, *, hair: bool = True) -> None:
        """A horizontal line: grey and thin between rows, black under a heading."""
        self._canvas.setStrokeColorRGB(*(HAIR if hair else RULE))
        self._canvas.setLineWidth(0.6 if hair else 0.8)
        self._canvas.line(left, PAGE_HEIGHT - top, right, PAGE_HEIGHT - top)

    def upright(self, x: float, top: float, bottom: float) -> None:
        """A thin vertical line."""
        self._canvas.setStrokeColorRGB(*HAIR)
        self._canvas.setLineWidth(0.6)
        self._canvas.line(x, PAGE_HEIGHT - top, x, PAGE_HEIGHT - bottom)

    def fill(self, left: float, top: float, width: float, height: float, grey: float, *, edge: bool = True) -> None:
        """A surface of that grey (0 is black, 1 white), with a thin edge so that a white one is seen too."""
        canvas = self._canvas
        canvas.fill_with((grey, grey, grey))
        canvas.setStrokeColorRGB(*INK)
        canvas.setLineWidth(0.5)
        canvas.rect(left, PAGE_HEIGHT - top - height, width, height, stroke=int(edge), fill=1)

    def hatch(self, left: float, top: float, width: float, height: float, step: float) -> None:
        """Slanting lines over a surface, to tell it from others where colours are gone."""
        canvas = self._canvas
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(left, PAGE_HEIGHT - top - height, width, height)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setStrokeColorRGB(*INK)
        canvas.setLineWidth(0.5)
        at = left - height
        while at < left + width:
            canvas.line(at, PAGE_HEIGHT - top - height, at + height, PAGE_HEIGHT - top)
            at += step
        canvas.restoreState()

    def frame(self, left: float, top: float, width: float, height: float, radius: float = 7) -> None:
        """The outline of a box with round corners."""
        self._canvas.setStrokeColorRGB(*HAIR)
        self._canvas.setLineWidth(0.8)
        self._canvas.roundRect(left, PAGE_HEIGHT - top - height, width, height, radius, stroke=1, fill=0)

    def dashes(self, left: float, top: float, right: float, bottom: float) -> None:
        """A dashed line to cut along."""
        self._canvas.saveState()
        self._canvas.setStrokeColorRGB(*MUTED)
        self._canvas.setLineWidth(0.6)
        self._canvas.setDash(3, 3)
        self._canvas.line(left, PAGE_HEIGHT - top, right, PAGE_HEIGHT - bottom)
        self._canvas.restoreState()

    def mark(self, left: float, top: float, side: float) -> None:
        """The one mark of colour: the place's letters in a green square."""
        self._canvas.fill_with(ACCENT)
        self._canvas.roundRect(left, PAGE_HEIGHT - top - side, side, side, side * 0.22, stroke=0, fill=1)
        letters = Style(side * 0.42, side, fonts.STRONG, WHITE)
        self._line(left + side / 2, top, initials(self._place), letters, "centre")

    # --- things that move the cursor

    def lines(self, left: float, texts: Iterable[tuple[str, Style]], width: float) -> None:
        """Each text below the one before, wrapped to `width`; the cursor ends below the last."""
        for text, style in texts:
            for line in wrap(text, style, width):
                self._line(left, self.y, line, style, "left")
                self.y += style.leading

    def sentence(self, runs: Runs, left: float = LEFT, width: float = WIDTH) -> None:
        """Runs of several styles as one paragraph."""
        x = left
        for text, style in runs:
            line = ""
            for word in re.findall(r"[^ ]+ ?| ", text):
                spaced = fonts.printable(word.strip(" ")) + " " * word.endswith(" ")
                reached = x + fonts.width((line + spaced).rstrip(" "), style.font, style.size)
                if reached > left + width and (line or x > left):
                    self._line(x, self.y, line, style, "left")
                    x, line = left, ""
                    self.y += style.leading
                line += spaced
            self._line(x, self.y, line, style, "left")
            x += fonts.width(line, style.font, style.size)
        self.y += max(style.leading for _text, style in runs)

    def room(self, height: float) -> bool:
        """Whether that much still fits above the foot of this page."""
        return self.y + height <= BOTTOM

    def need(self, height: float) -> None:
        """Go on to a new page unless that much still fits."""
        if not self.room(height):
            self.new_page()

    def new_page(self) -> None:
        """The next page, with the place and the title in one line at its head."""
        self._canvas.showPage()
        self.mark(LEFT, TOP, 18)
        half = WIDTH / 2 - 20
        self.text(LEFT + 26, TOP, shorten(self._place.name, BODY.strong(), half), replace(BODY.strong(), leading=18))
        title = shorten(self._title, BODY, half)
        self.text(RIGHT, TOP, title, replace(BODY.muted(), leading=18), "right")
        self.y = TOP + 36

    def small_print(self, paragraphs: Sequence[str]) -> None:
        """The law's texts at the foot of the last page, under a thin line."""
        lines = [line for text in paragraphs if text.strip() for line in wrap(text, SMALL, WIDTH)]
        most = int((BOTTOM - TOP - 60) / SMALL.leading)
        while lines:
            part, lines = lines[:most], lines[most:]
            height = len(part) * SMALL.leading + 12
            self.need(height + 6)
            top = BOTTOM - height
            self.rule(top)
            for number, line in enumerate(part):
                self._line(LEFT, top + 10 + number * SMALL.leading, line, SMALL, "left")
            self.y = BOTTOM

    def across(self, word: str) -> None:
        """Write a word across every page, lightly."""
        self._canvas.across = fonts.printable(word)

    def finish(self) -> bytes:
        """The whole document; nothing yet where it is a part of a file that is not."""
        self._canvas.showPage()
        if self._bound is None:
            self._canvas.save()
        return self._bytes.getvalue()
