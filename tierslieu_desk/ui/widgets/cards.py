"""Cards with a quiet title, the rows inside them, tiles with one figure, and what to say when there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tierslieu_desk.ui import icons, theme
from tierslieu_desk.ui.turns import InTurns
from tierslieu_desk.ui.widgets.labels import Facts, Words
from tierslieu_desk.ui.widgets.scrolling import float_bars

_PAD = theme.CARD_PADDING
AT_ONCE, A_STEP = 14, 8
"""Rows of a screen, and those that follow in a turn of the loop each."""
_PARTICLES = {
    *("Le", "La", "Les", "L", "El", "Els", "Los", "Las"),
    *("le", "la", "les", "l", "d", "de", "des", "du", "et", "i", "y"),
}


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout and free it once the present event is over."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Avatar(QWidget):
    """Two initials on a tinted round; decoration, so a screen reader skips it: the name stands beside."""

    def __init__(self, name: str, kind: str = "neutral", size: int = 30, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials = initials(name)
        self._kind = kind
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, ground = theme.pair(self._kind)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawEllipse(self.rect())
        font = theme.font("group", 600)
        font.setPixelSize(max(11, round(self.height() * 0.38)))
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)


def initials(name: str) -> str:
    """First letters of the first two words that count: "Le Relais d'Arize" gives RA, "Íñigo Ordóñez" ÍO."""
    words = [word for word in name.replace("’", " ").replace("'", " ").split() if word[0].isalnum()]
    strong = [word for word in words if word not in _PARTICLES] or words
    return "".join(word[0] for word in strong[:2]).upper() or "·"


class Edge(QWidget):
    """The strong upright stroke that tells the kind of a booking in a list."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setFixedSize(4, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.pair(self._kind)[0])
        painter.drawRoundedRect(self.rect(), 2, 2)


class Row(QFrame):
    """One line of a card: something at the left, a strong line over a muted one, one thing at the right.

    `lead` is an `Avatar`, an `Edge` or `Words`; `chip` stands beside the strong line, so that the muted one has all the
    width under it; `aside` is words or a button at the right of both; `side` is the margin left and right. The row's
    accessible name is the strong line, its description the rest.
    """

    def __init__(
        self,
        strong: str,
        second: str = "",
        *,
        lead: tuple[QWidget, ...] = (),
        chip: QWidget | None = None,
        aside: QWidget | None = None,
        side: int = _PAD,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(strong)
        self.setAccessibleDescription(second)
        line = QHBoxLayout(self)
        line.setContentsMargins(side, 10, side, 10)
        line.setSpacing(theme.GAP)
        for widget in lead:
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        words = self._words = QVBoxLayout()
        words.setSpacing(2)
        first = Words(strong, "strong", wrap=True, parent=self)
        if chip is None:
            words.addWidget(first)
        else:
            both = QHBoxLayout()
            both.setSpacing(theme.GAP)
            both.addWidget(first, 1)
            both.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
            words.addLayout(both)
        if second:
            words.addWidget(Facts(second, "second", self))
        line.addLayout(words, 1)
        if aside is not None:
            if isinstance(aside, QPushButton) and not aside.accessibleDescription():
                aside.setAccessibleDescription(strong)
            line.addWidget(aside, 0, Qt.AlignmentFlag.AlignVCenter)

    def put_below(self, chip: QWidget) -> Row:
        """A state on a line of its own, where there is no room beside the strong line; the row itself."""
        self._words.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        return self


class Card(QFrame):
    """A titled surface with rows; `aside` is the count at the right of the title. Scrolls when it must."""

    def __init__(self, title: str, aside: str = "", *, scrolls: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        head = self._head = QHBoxLayout()
        head.setContentsMargins(_PAD, 12, _PAD, 11)
        self._title = Words(title, "cardTitle", parent=self)
        self._aside = Words(aside, "second", parent=self)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._aside)
        outer.addLayout(head)
        self._streamed = 0
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.setMinimumWidth(300)
        if scrolls:
            self.setMinimumHeight(190)
            outer.addWidget(self._scrolling(self._rows), 1)
        else:
            outer.addLayout(self._rows)
            outer.addStretch(1)
        self._outer = outer

    def _scrolling(self, rows: QVBoxLayout) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self._title.text())
        area.setViewport(QWidget())  # Qt's own is filled, and Python learns every kind of widget to know it
        inside = QWidget(area)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(rows)
        column.addStretch(1)
        area.setWidget(inside)
        float_bars(area)
        inside.setAutoFillBackground(False)
        area.setObjectName("seeThrough")
        return area

    def set_title(self, title: str) -> None:
        """Change the title and what a screen reader calls the card."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_aside(self, text: str) -> None:
        """The count or the remark at the right of the title."""
        self._aside.setText(text)

    def add_to_head(self, widget: QWidget, *, instead: bool = False, wide: bool = False) -> None:
        """A control at the right of the title, or `instead` of it; `wide` takes all the width there is."""
        self._title.setVisible(not instead)
        self._aside.setVisible(not wide)
        self._head.insertWidget(0 if instead else self._head.count(), widget, 1 if wide else 0)
        if wide:
            self._head.setStretch(self._head.count() - 2, 0)
        margins = self._head.contentsMargins()
        self._head.setContentsMargins(margins.left(), 6, margins.right(), 5)

    def add(self, widget: QWidget) -> None:
        """Append a row, a figure, anything."""
        self._rows.addWidget(widget)

    def set_rows(self, rows: list[QWidget]) -> None:
        """Replace all rows at once, without a flicker; the focus stays on the line it was on, or on the next one."""
        from tierslieu_desk.ui.widgets.focus_kept import focus_kept

        self._streamed += 1
        self.setUpdatesEnabled(False)
        with focus_kept(self):
            clear(self._rows)
            for row in rows:
                self._rows.addWidget(row)
        self.setUpdatesEnabled(True)

    def stream_rows(self, rows: Iterator[QWidget]) -> None:
        """Replace all rows by as many as may come: a screen of them now, the rest a few a turn of the loop."""
        self.set_rows(list(islice(rows, AT_ONCE)))
        self._streamed += 1
        InTurns(self._followed(rows, self._streamed), self)

    def _followed(self, rows: Iterator[QWidget], number: int) -> Iterator[None]:
        """Until other rows are shown instead."""
        while number == self._streamed and (some := list(islice(rows, A_STEP))):
            for row in some:
                self._rows.addWidget(row)
            yield

    def fill(self, widget: QWidget) -> None:
        """Give the rest of the card to one widget, such as a table."""
        spring = self._outer.takeAt(self._outer.count() - 1)
        del spring
        self._outer.addWidget(widget, 1)

    def fill_below(self, widget: QWidget) -> None:
        """Something on a line of its own, under all that is there."""
        self._outer.addWidget(widget)

    def add_foot(self, *buttons: QWidget, more: bool = False) -> QWidget:
        """Buttons under the rows, on a line of their own; `more` goes below those already there, without a rule.

        Returns the line, to be hidden whole where none of them has anything to do.
        """
        foot = QFrame(self)
        foot.setObjectName("" if more else "cardFoot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(_PAD, 0 if more else 9, _PAD, 9)
        line.setSpacing(theme.GAP)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        self._outer.addWidget(foot)
        return foot


class StatTile(QFrame):
    """One figure with its label above and its remark beside, read by a screen reader as one sentence."""

    def __init__(self, label: str, figure: str = "", remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Words(label, "second", parent=self)
        self._figure = Words(figure, "figure", parent=self)
        self._remark = Words(remark, "second", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD, 11, _PAD, 11)
        column.setSpacing(2)
        column.addWidget(self._label)
        line = QHBoxLayout()
        line.setSpacing(5)
        line.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self._remark, 1, Qt.AlignmentFlag.AlignBaseline)
        column.addLayout(line)
        self._remark.setMinimumWidth(40)
        self._name()

    def set(self, label: str, figure: str, remark: str = "") -> None:
        """Show other words."""
        self._label.setText(label)
        self._figure.setText(figure)
        self._remark.setText(remark)
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(self._label.text())
        self.setAccessibleDescription(f"{self._figure.text()} {self._remark.text()}".strip())


class _Glyph(QWidget):
    def __init__(self, name: str, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), QRect(0, 0, self.width(), self.height()), self._name, "faint")


class EmptyState(QWidget):
    """What to say when there is nothing: an icon, a sentence, what to do and the button that does it."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        advice: str = "",
        button: QPushButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(advice)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD, 24, _PAD, 24)
        column.setSpacing(6)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(_Glyph(icon, 32, self), 0, middle)
        for text, look in ((sentence, "strong"), (advice, "second")):
            if text:
                words = Words(text, look, wrap=True, parent=self)
                words.setAlignment(middle)
                column.addWidget(words)
        if button is not None:
            column.addSpacing(6)
            column.addWidget(button, 0, middle)
        column.addStretch(1)

    def sizeHint(self) -> QSize:
        return QSize(320, 180)
