"""The rail at the left: whose desk this is, the pages with what waits in each, and the state of things below."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui import icons, theme
from tierslieu_desk.ui.operators.words import SWITCH_KEY
from tierslieu_desk.ui.pages import PageSpec
from tierslieu_desk.ui.rail_waiting import WaitingLine
from tierslieu_desk.ui.widgets.cards import initials
from tierslieu_desk.ui.widgets.labels import Words

_WIDTH = 196
_NARROW = 68
_AROUND_A_NAME = 84
"""Margins and icon, in pixels."""
_SMALL, _SMALL_FIGURES = 15, 10
"""The badge of a narrow rail and its figures, in pixels at 100 %."""


class RailButton(QPushButton):
    """A page of the rail, with its icon, its title and the count of what waits there."""

    def __init__(self, title: str, icon: str, key: str) -> None:
        super().__init__("  " + title)
        self._title = title
        self._key = key
        self._count = 0
        self._narrow = False
        theme.weigh(self, 500)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIcon(icons.icon(icon))
        self.setIconSize(QSize(18, 18))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    @property
    def count(self) -> int:
        """How many things wait there."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show a badge, or none for 0; a screen reader says it with the title."""
        self._count = count
        self._name()
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone; the title stays in the tooltip and for a screen reader."""
        self._narrow = narrow
        self.setText("" if narrow else "  " + self._title)
        self._name()

    def set_title(self, title: str) -> None:
        """Other words beside the icon."""
        self._title = title
        self.set_narrow(self._narrow)

    def _name(self) -> None:
        words = (self._title if self._narrow else "", self._key)
        self.setToolTip(" · ".join(word for word in words if word))
        waiting = ngettext("%(n)s waiting", "%(n)s waiting", self._count) % {"n": self._count}
        self.setAccessibleName(f"{self._title}, {waiting}" if self._count else self._title)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        text = str(self._count) if self._count < 100 else "99+"
        font = theme.font("group", 600)
        width = max(22, QFontMetrics(font).horizontalAdvance(text) + 12)
        badge = QRect(self.width() - width - 10, (self.height() - 20) // 2, width, 20)
        if self._narrow:  # beside the icon, not over it
            font.setPixelSize(_SMALL_FIGURES)
            width = max(_SMALL, QFontMetrics(font).horizontalAdvance(text) + 6)
            badge = QRect(self.width() - width, 0, width, _SMALL)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


class _Mark(QWidget):
    """The place's initials in its square."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(26, 26)
        self.text = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(self.rect(), 7, 7)
        font = theme.font("group", 600)
        painter.setFont(font)
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text)


class _Dot(QWidget):
    """The spot of colour before the line's state; the words say it too."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(8, 8)
        self.kind = "faint"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self.kind))
        painter.drawEllipse(self.rect())


class Rail(QFrame):
    """`chosen` carries the code of a page."""

    chosen = Signal(str)
    help_wanted = Signal()
    switch_wanted = Signal()

    def __init__(self, pages: tuple[PageSpec, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(_("Pages"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._codes = [spec.code for spec in pages]
        self._narrow: bool | None = None
        self._group = QButtonGroup(self)
        self._mark, self._place = _Mark(), Words("")
        self._place.setObjectName("placeName")
        theme.weigh(self._place, 600)
        self._dot, self._line = _Dot(), Words("", wrap=True)
        self._dot.hide()
        self._line.setObjectName("lineState")
        self.waiting = WaitingLine()
        self.waiting.wanted.connect(self._to_messages)
        self._copy = Words("", wrap=True)
        self._copy.setObjectName("copyAge")
        column = self._scrolling()
        column.setContentsMargins(12, 18, 12, 16)
        column.setSpacing(2)
        column.addLayout(self._head())
        column.addSpacing(14)
        for number, spec in enumerate(pages):
            if not spec.at_foot:
                column.addWidget(self._button(number, spec))
        self._free = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        column.addSpacerItem(self._free)
        column.addLayout(self._state())
        for number, spec in enumerate(pages):
            if spec.at_foot:
                column.addWidget(self._button(number, spec))
        self._operator = RailButton("", "user", SWITCH_KEY)
        self._operator.setCheckable(False)
        self._operator.clicked.connect(self.switch_wanted)
        self._operator.hide()
        column.addWidget(self._operator)
        self._help = RailButton(_("Help"), "question", "F1")
        self._help.setCheckable(False)
        self._help.clicked.connect(self.help_wanted)
        column.addWidget(self._help)
        self._group.idClicked.connect(self._clicked)
        self.set_narrow(False)

    def _scrolling(self) -> QVBoxLayout:
        """A low window scrolls the rail rather than squeezing it."""
        inside = self._inside = QWidget()
        inside.setObjectName("railPages")
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 1, 0)
        around.addWidget(area)
        return QVBoxLayout(inside)

    @property
    def has_keyboard(self) -> bool:
        """Whether one is on one of its pages by Tab and arrows."""
        return any(made.hasFocus() for made in self._group.buttons())

    def free_room(self) -> QRect:
        """What is left between the pages and the state of things, with a step of room above and below."""
        free = self._free.geometry().adjusted(0, theme.GAP, 0, -theme.GAP)
        return QRect(self._inside.mapTo(self, free.topLeft()), free.size())

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone, for a small window or a large scale."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for made in (*self._group.buttons(), self._operator, self._help):
            if isinstance(made, RailButton):
                made.set_narrow(narrow)
        for words in (self._place, self._line, self._copy):
            words.setVisible(not narrow)
        self.waiting.give_room(not narrow)
        width = max(_WIDTH, max((b.sizeHint().width() + 60 for b in self._group.buttons()), default=0))
        self.setFixedWidth(_NARROW if narrow else width)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(5, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self._mark)
        line.addWidget(self._place, 1)
        return line

    def _state(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(10, 12, 4, 10)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._dot)
        line.addWidget(self._line, 1)
        column.addLayout(line)
        column.addWidget(self.waiting)
        column.addWidget(self._copy)
        return column

    def _button(self, number: int, spec: PageSpec) -> RailButton:
        made = RailButton(_(spec.title), spec.icon, f"Ctrl+{number + 1}" if number < 9 else "")
        self._group.addButton(made, number)
        return made

    def button(self, code: str) -> RailButton:
        """The button of a page. Raises `ValueError` for a page that is not there."""
        found = self._group.button(self._codes.index(code))
        if not isinstance(found, RailButton):
            raise ValueError(code)
        return found

    def set_sight(self, codes: Collection[str]) -> None:
        """Show those pages only; the others are not part of what this place does."""
        for code in self._codes:
            self.button(code).setVisible(code in codes)

    def set_place(self, name: str) -> None:
        """Whose desk this is."""
        self._place.setText(name)
        self._mark.text = initials(name)
        self._mark.update()

    def set_operator(self, name: str) -> None:
        """Who is at the desk, as the button that switches; nothing where nobody has to say so."""
        metrics = self._operator.fontMetrics()
        self._operator.set_title(metrics.elidedText(name, Qt.TextElideMode.ElideRight, _WIDTH - _AROUND_A_NAME))
        self._operator.setAccessibleName(name)
        self._operator.setVisible(bool(name))

    def set_line(self, words: str, kind: str = "faint") -> None:
        """The line's state, in words; `kind` is `accent` when all is well, `warning`, `bad`, or `faint`."""
        self._line.setText(words)
        self._dot.setVisible(bool(words))
        self._dot.setToolTip(words)
        self._dot.kind = kind
        self._dot.update()

    def set_copy(self, words: str) -> None:
        """The age of the copy outside this computer, in words."""
        self._copy.setText(words)

    @Slot()
    def _to_messages(self) -> None:
        self.chosen.emit("messages")

    @Slot(int)
    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._codes[number])
