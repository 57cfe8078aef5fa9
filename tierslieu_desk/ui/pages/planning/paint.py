"""How the planning is drawn: hatches, lines, blocks, the line of now, what is dragged. No state of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap, QTransform

from tierslieu_desk.ui import icons, theme
from tierslieu_desk.ui.pages.planning.label import Label, label_of, nothing_fits
from tierslieu_desk.ui.pages.planning.rows import PlanningBlock

_EDGE = 3
HATCH_STEP = 9
NARROW = 72
_KEPT = 5000
_TINY = 18
_SIGN = 13
ROOM_FOR_SIGN, ROOM_FOR_KIND = 88, 150
"""Pixels of a block from which a sign of its state, and one of its kind, stands at its end."""
_MARKED = frozenset({"tentative", "by_whole", "no_show"})
"""States that are not drawn as the others are."""


_KIND_SIGNS = {"room": "door", "desk": "armchair", "event": "ticket", "tool": "wrench", "closed": "lock-key"}
_STATE_SIGNS = {"tentative": "question", "checked_in": "check-circle", "no_show": "minus-circle"}
"""What a block is, and how it stands, told without its colour too."""


def sign_of(block: PlanningBlock) -> str:
    """The sign at the end of a block: how it stands where that is to be told, else what it is."""
    return _STATE_SIGNS.get(block.state) or _KIND_SIGNS[block.kind]


@dataclass(frozen=True, slots=True)
class Grid:
    """What lies under the blocks, in pixels from the corner of the hours: `dark` makes a new one of other colours."""

    size: QSize
    ratio: float
    dark: bool
    closed: tuple[tuple[int, int], ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]


def _draw_grid(paper: QPixmap, pens: Pens, grid: Grid) -> None:
    """Closed hours, the hours and the days, from top to bottom: scrolling up and down leaves them as they are."""
    soft, firm = theme.colour("soft_line"), theme.colour("line")
    paper.fill(theme.colour("surface"))
    painter = QPainter(paper)
    hatch, height = pens.hatch(soft, grid.ratio), grid.size.height()
    for left, right in grid.closed:
        painter.fillRect(left, 0, right - left, height, hatch)
    for x in grid.hours:
        painter.fillRect(x, 0, 1, height, soft)
    for x in grid.days:
        painter.fillRect(x, 0, 1, height, firm)
    painter.end()


class Pens:
    """Fonts and their measures, made once per font, not once per block."""

    def __init__(self) -> None:
        self.body = theme.font("body")
        self.second = theme.font("group")
        self.hour = theme.font("second")
        self.group = theme.font("group", 600)
        self.name = theme.font("second", 600)
        self.name.setPixelSize(12)
        self.note = QFont(self.second)
        self.note.setPixelSize(11)
        self.name_measure = QFontMetrics(self.name)
        self.note_measure = QFontMetrics(self.note)
        self.group_measure = QFontMetrics(self.group)
        self.body_measure = QFontMetrics(self.body)
        self.second_measure = QFontMetrics(self.second)
        two_lines = self.name_measure.height() + self.note_measure.height() - 1
        self.row_height = max(38, two_lines + 8)
        self.group_height = max(26, self.second_measure.height() + 10)
        self.header_height = max(36, QFontMetrics(self.hour).height() + 16)
        self.week_header_height = self.header_height + QFontMetrics(self.note).height() + 2
        self.hatches: dict[tuple[int, float], QBrush] = {}
        self._grid: tuple[Grid, QPixmap] | None = None
        self._labels: dict[tuple[str, str, int, int], Label] = {}
        self._signs: dict[tuple[str, str, float, bool], QPixmap] = {}

    def sign(self, name: str, tint: str, ratio: float) -> QPixmap:
        """An icon in one of the theme's colours, drawn once."""
        key = (name, tint, ratio, theme.is_dark())
        if key not in self._signs:
            picture = QPixmap(QSize(_SIGN, _SIGN) * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            icons.paint(painter, QRect(0, 0, _SIGN, _SIGN), name, tint)
            painter.end()
            self._signs[key] = picture
        return self._signs[key]

    def grid(self, grid: Grid) -> QPixmap:
        """The paper under the blocks, kept until something of it changes: the next week has the same."""
        if self._grid is None or self._grid[0] != grid:
            paper = QPixmap(grid.size * grid.ratio)
            paper.setDevicePixelRatio(grid.ratio)
            _draw_grid(paper, self, grid)
            self._grid = (grid, paper)
        return self._grid[1]

    def label(self, title: str, note: str, inside: int, beside: int) -> Label:
        """What is written of a block with so many pixels inside it and beside it.

        Kept: the same blocks are drawn again at every turn of the wheel.
        """
        key = (title, note, inside, beside)
        found = self._labels.get(key)
        if found is None:
            if len(self._labels) > _KEPT:
                self._labels.clear()
            found = self._labels[key] = label_of(
                title, note, inside, beside, self.name_measure.horizontalAdvance, self.note_measure.horizontalAdvance
            )
        return found

    def hatch(self, colour: QColor, ratio: float) -> QBrush:
        """A brush of slanted strokes in that colour, sharp at the screen's scale."""
        key = (colour.rgba(), ratio)
        if key not in self.hatches:
            self.hatches[key] = _hatch(colour, ratio)
        return self.hatches[key]


def _hatch(colour: QColor, ratio: float) -> QBrush:
    side = round(HATCH_STEP * ratio)
    tile = QPixmap(side, side)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 3.4 * ratio, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift - 1, side + 1), QPointF(shift + side + 1, -1))
    painter.end()
    brush = QBrush(tile)
    brush.setTransform(QTransform.fromScale(1 / ratio, 1 / ratio))
    return brush


def ink_of(block: PlanningBlock) -> tuple[QColor, QColor]:
    """Text and ground of a block: its kind, or the colour of waiting for one not confirmed."""
    if block.kind == "closed":
        return theme.pair("neutral")
    return theme.pair("warning" if block.state == "tentative" else block.kind)


def grounds(painter: QPainter, pens: Pens, found: Iterable[tuple[PlanningBlock, QRect]]) -> None:
    """The tinted ground of each block and its edge, all of one look together: one by one they would take longer."""
    looks: dict[tuple[str, str], list[tuple[PlanningBlock, QRect]]] = {}
    for block, rect in found:
        state = block.state if block.state in _MARKED else ""
        looks.setdefault((block.kind, state), []).append((block, rect))
    for alike in looks.values():
        _grounds_alike(painter, pens, alike[0][0], [rect for _block, rect in alike])


def _grounds_alike(painter: QPainter, pens: Pens, block: PlanningBlock, rects: Sequence[QRect]) -> None:
    """Blocks of that one's look, and how those that are not plainly confirmed differ."""
    ink, tint = ink_of(block)
    radius = theme.RADIUS_BLOCK
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("surface") if block.state in _EMPTY else tint)
    squares: list[QRect] = []
    edges: list[QRect] = []
    broken = block.kind in _BROKEN_EDGES
    for rect in rects:
        left, top, height = rect.left(), rect.top(), rect.height()
        if rect.width() < _TINY:
            squares.append(rect)
        else:
            painter.drawRoundedRect(rect, radius, radius)
            squares.append(QRect(left, top + 1, radius, height - 2))
        if broken:
            edges += _edge(block.kind, QRect(left, top, _EDGE, height))
        else:
            edges.append(QRect(left, top, _EDGE, height))
    painter.drawRects(squares)
    painter.setBrush(ink)
    painter.drawRects(edges)
    if block.state == "tentative":
        soft = QColor(ink)
        soft.setAlphaF(0.11)
        painter.setBrush(pens.hatch(soft, painter.device().devicePixelRatioF()))
        for rect in rects:
            painter.drawRoundedRect(rect, radius, radius)
    if block.state in _MARKED:
        outline = QPen(ink, 1)
        if block.state in _DASHES:
            outline.setDashPattern(_DASHES[block.state])
        painter.setPen(outline)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in rects:
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


_BROKEN_EDGES = frozenset({"event", "tool"})
_EMPTY = frozenset({"by_whole", "no_show"})
_DASHES = {"tentative": [4.0, 3.0], "no_show": [1.0, 3.0]}


def _edge(kind: str, whole: QRect) -> list[QRect]:
    """The left edge of what has none of one piece: in dashes for an event, double for a tool."""
    left, top, height = whole.left(), whole.top(), whole.height()
    if kind == "event":
        return [QRect(left, at, _EDGE, min(5, whole.bottom() + 1 - at)) for at in range(top, whole.bottom() + 1, 8)]
    return [QRect(left, top, 1, height), QRect(left + 2, top, 1, height)]


def sign(painter: QPainter, pens: Pens, rect: QRect, block: PlanningBlock) -> None:
    """What it is or how it stands, at the end of a block that is wide enough."""
    if rect.width() < (ROOM_FOR_SIGN if block.state in _STATE_SIGNS else ROOM_FOR_KIND):
        return
    kind = "muted" if block.kind == "closed" else "warning" if block.state == "tentative" else block.kind
    picture = pens.sign(sign_of(block), kind, painter.device().devicePixelRatioF())
    painter.drawPixmap(rect.right() - _SIGN - 6, rect.top() + (rect.height() - _SIGN) // 2, picture)


def words(painter: QPainter, pens: Pens, rect: QRect, block: PlanningBlock, left: int, until: int) -> None:
    """Name first, second line below; both kept in sight when the block begins left of it.

    Where the block is too narrow for a name one can read, it stands beside it, up to what comes next (`until`), or
    over two lines, or is but its initials.
    """
    start = max(rect.left() + (12 if rect.width() > NARROW else _EDGE + 4), left + 6)
    room = rect.right() - 3 - start
    if rect.width() >= ROOM_FOR_SIGN and (rect.width() >= ROOM_FOR_KIND or block.state in _STATE_SIGNS):
        room -= _SIGN + 6
    aside = until - rect.right() - 8
    if nothing_fits(room, aside):
        return
    label = pens.label(block.title, block.note, room, aside)
    if not label.lines:
        return
    ink, _tint = ink_of(block)
    painter.setPen(ink)
    if label.beside:
        start = rect.right() + 5
    name_height = pens.name_measure.height()
    second_height = pens.note_measure.height() if label.has_note else name_height
    both = name_height + second_height - 1
    several = len(label.lines) > 1 and rect.height() >= both - 2
    top = rect.top() + (rect.height() - (both if several else name_height)) // 2
    painter.setFont(pens.name)
    painter.drawText(start, top + pens.name_measure.ascent(), label.lines[0])
    if several:
        painter.setFont(pens.note if label.has_note else pens.name)
        ascent = (pens.note_measure if label.has_note else pens.name_measure).ascent()
        painter.drawText(start, top + name_height - 1 + ascent, label.lines[1])


def lifted(painter: QPainter, pens: Pens, rect: QRect, block: PlanningBlock) -> None:
    """A block being dragged: it casts a shadow and wears a full outline."""
    ink, _tint = ink_of(block)
    painter.setPen(Qt.PenStyle.NoPen)
    for spread in (6, 4, 2):
        painter.setBrush(theme.colour("shadow"))
        around = QRectF(rect).adjusted(-spread, -spread + 3, spread, spread + 3)
        painter.drawRoundedRect(around, theme.RADIUS_BLOCK + spread, theme.RADIUS_BLOCK + spread)
    grounds(painter, pens, ((block, rect),))
    painter.setPen(QPen(ink, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), theme.RADIUS_BLOCK, theme.RADIUS_BLOCK)
    words(painter, pens, rect, block, rect.left(), rect.right())


def rounded(painter: QPainter, paper: QRect) -> None:
    """Take the corners off the paper, and draw its edge."""
    whole, frame = QPainterPath(), QPainterPath()
    whole.addRect(QRectF(paper).adjusted(-1, -1, 1, 1))
    frame.addRoundedRect(QRectF(paper).adjusted(0, 0, -1, -1), theme.RADIUS_CARD, theme.RADIUS_CARD)
    painter.fillPath(whole.subtracted(frame), theme.colour("bg"))
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(frame)


def ring(painter: QPainter, rect: QRect) -> None:
    """The keyboard's place, in the accent colour, outside what it surrounds."""
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(-1, -1, 1, 1), theme.RADIUS_BLOCK + 1, theme.RADIUS_BLOCK + 1)


def picked(painter: QPainter, rect: QRect) -> None:
    """A block among those chosen: a ring, and a tick on its upper right corner."""
    ring(painter, rect)
    side = 14
    box = QRect(rect.right() - side + 3, rect.top() - 3, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawEllipse(box)
    icons.paint(painter, box.adjusted(2, 2, -2, -2), "check", "on_accent")


_LABEL_MARGIN = 11
_WRAPPED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


def label(painter: QPainter, pens: Pens, anchor: QRect, bounds: QRect, sentence: str) -> None:
    """The price and the reason beside what is dragged, light on dark, kept within sight."""
    painter.setFont(pens.hour)
    box = label_box(QFontMetrics(pens.hour), anchor, bounds, sentence)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text"))
    painter.drawRoundedRect(box, 8, 8)
    painter.setPen(theme.colour("surface"))
    painter.drawText(box.adjusted(_LABEL_MARGIN, 0, -_LABEL_MARGIN, 0), _WRAPPED, sentence)


def label_box(measure: QFontMetrics, anchor: QRect, bounds: QRect, sentence: str) -> QRect:
    """Below what is dragged, or above it where there is no room; over as many lines as the sentence needs."""
    room = QRect(0, 0, bounds.width() - 2 * (_LABEL_MARGIN + 4), bounds.height())
    words = measure.boundingRect(room, _WRAPPED, sentence).size()
    width, height = words.width() + 2 * _LABEL_MARGIN, words.height() + 14
    left = min(max(anchor.left() + 24, bounds.left() + 4), bounds.right() - width - 3)
    top = anchor.bottom() + 6
    if top + height > bounds.bottom():
        top = max(bounds.top(), anchor.top() - height - 6)
    return QRect(left, top, width, height)
