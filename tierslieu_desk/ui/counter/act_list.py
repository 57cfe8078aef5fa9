"""The rows of the counter card: an icon, what is done, what comes of it, and the key that does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import icons, theme
from tierslieu_desk.ui.counter.acts import Act
from tierslieu_desk.ui.pages.today.words import avatar_kind
from tierslieu_desk.ui.widgets.cards import initials

ROW, PLAIN_ROW, HEADING = 56, 42, 30
LONG_ROW, LONG = 92, 50
"""Why a sentence cannot be done is read in full: from so many letters on its row has room for three lines."""
AT_ENTER = frozenset(
    {"arrive", "arrive_ticket", "leave", "choose", "new", "day_slate", "sentence", "meant", "room", "note", "gift"}
)
"""Acts that stand first when they are the likeliest: the key written on them then is the one that is quickest."""
_SIDE = 22
_ACT = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class ActList(QListWidget):
    """`wanted` carries the act of a row that was clicked; keys are asked of `keys` first, which the card gives."""

    wanted = Signal(object)

    def __init__(self, keys: Callable[[QKeyEvent], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setObjectName("acts")
        self.setAccessibleName(_("What can be done"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Painted(self))
        self.itemClicked.connect(self._clicked)

    @property
    def act(self) -> Act | None:
        """The row chosen."""
        row = self.currentRow()
        found: Act | None = self.item(row).data(_ACT) if row >= 0 else None
        return found

    @property
    def acts(self) -> tuple[Act, ...]:
        """Every row, headings left out."""
        rows = (self.item(row).data(_ACT) for row in range(self.count()))
        return tuple(act for act in rows if not act.heading)

    def show_acts(self, acts: Sequence[Act]) -> None:
        """Other rows; the first one is chosen, or the one that was when it is still there."""
        before = self.act
        self.clear()
        for act in acts:
            item = QListWidgetItem(act.said)
            item.setData(_ACT, act)
            if act.heading:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        again = [row for row, act in enumerate(acts) if before is not None and _same(act, before)]
        first = [row for row, act in enumerate(acts) if not act.heading]
        if again or first:
            self.setCurrentRow((again or first)[0])

    def step(self, by: int) -> None:
        """Choose another row, so many further down or up; headings are stepped over."""
        rows = [row for row in range(self.count()) if not self.item(row).data(_ACT).heading]
        if not rows:
            return
        at = rows.index(self.currentRow()) if self.currentRow() in rows else 0
        self.setCurrentRow(rows[max(0, min(len(rows) - 1, at + by))])

    def first(self) -> None:
        """Choose the first row again."""
        self.setCurrentRow(-1)
        self.step(0)

    @Slot(QListWidgetItem)
    def _clicked(self, item: QListWidgetItem) -> None:
        self.wanted.emit(item.data(_ACT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys(event):
            super().keyPressEvent(event)


def _is_long(act: Act) -> bool:
    return act.code == "sentence" and len(act.second) > LONG


def _same(one: Act, other: Act) -> bool:
    return (one.code, one.title) == (other.code, other.title)


class _Painted(QStyledItemDelegate):
    """One row, drawn; what a screen reader says of it is the item's text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        act: Act = index.data(_ACT)
        if _is_long(act):
            return QSize(200, LONG_ROW)
        return QSize(200, HEADING if act.heading else ROW if act.second and not act.brief else PLAIN_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        act: Act = index.data(_ACT)
        box = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if act.heading:
            painter.setFont(theme.font("group", 600))
            painter.setPen(theme.colour("muted"))
            painter.drawText(box.adjusted(_SIDE, 6, -_SIDE, 0), Qt.AlignmentFlag.AlignVCenter, act.title)
        else:
            self._ground(painter, option, box)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._row(painter, box, act, _("Enter") if chosen and act.code in AT_ENTER else act.key)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("accent_soft"))
            view = self.parent()
            if isinstance(view, QWidget) and view.hasFocus():
                painter.fillRect(box.left(), box.top(), 3, box.height(), theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("soft_line"))

    def _row(self, painter: QPainter, box: QRect, act: Act, key: str) -> None:
        middle = box.center().y()
        side = 26 if act.brief else 32
        tile = QRect(box.left() + _SIDE + (32 - side) // 2, middle - side // 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        if act.brief:
            self._face(painter, tile, act)
        else:
            painter.setBrush(theme.colour("soft_line"))
            painter.drawRoundedRect(tile, 8, 8)
            icons.paint(painter, tile.adjusted(8, 8, -8, -8), act.icon, "text")
        left, right = box.left() + _SIDE + 44, box.right() - _SIDE
        if key:
            right = self._key(painter, right, middle, key) - 12
        title, second = theme.font("body", 500), theme.font("second")
        tall, low = QFontMetrics(title).height(), QFontMetrics(second).height()
        if act.brief:
            wide = min(QFontMetrics(title).horizontalAdvance(act.title) + 1, right - left)
            self._line(painter, QRect(left, box.top(), wide, box.height()), act.title, title, "text")
            rest = QRect(left + wide + 10, box.top() + 1, right - left - wide - 10, box.height())
            self._line(painter, rest, act.second, second, "muted")
            return
        if _is_long(act):
            self._line(painter, QRect(left, box.top() + 9, right - left, tall), act.title, title, "text")
            painter.setFont(second)
            painter.setPen(theme.colour("muted"))
            below = QRect(left, box.top() + 9 + tall + 1, right - left, box.height() - tall - 14)
            painter.drawText(below, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, act.second)
            return
        top = box.top() + (box.height() - tall - (low + 2 if act.second else 0)) // 2
        self._line(painter, QRect(left, top, right - left, tall), act.title, title, "text")
        if act.second:
            self._line(painter, QRect(left, top + tall + 2, right - left, low), act.second, second, "muted")

    def _face(self, painter: QPainter, box: QRect, act: Act) -> None:
        """The initials of somebody, in their colour."""
        ink, ground = theme.pair(avatar_kind(getattr(act.about, "party_id", 0)))
        painter.setBrush(ground)
        painter.drawEllipse(box)
        painter.setFont(theme.font("group", 600))
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials(act.title))

    def _line(self, painter: QPainter, box: QRect, text: str, font: QFont, tint: str) -> None:
        painter.setFont(font)
        painter.setPen(theme.colour(tint))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _key(self, painter: QPainter, right: int, middle: int, key: str) -> int:
        font = theme.font("group", 600)
        width = max(22, QFontMetrics(font).horizontalAdvance(key) + 12)
        box = QRect(right - width, middle - 9, width, 19)
        painter.setPen(theme.colour("line"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(font)
        painter.setPen(theme.colour("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
        return box.left()
