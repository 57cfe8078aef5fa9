"""Buttons and the two small inputs of a page's head: the search box and the segmented choice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSignalBlocker, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import icons, theme

TYPING_PAUSE_MS = 120
COUNTER_KEY = "Ctrl+K"
EVACUATION_KEY = "F9"
COUNTER_WIDTH = 220
ICON_GAP = 6
"""What an icon keeps free around it, half on each side: Qt sets the words too close."""


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    *,
    look: str = "",
    icon: str = "",
    says: str = "",
    tall: bool = False,
    beside: bool = False,
) -> QPushButton:
    """A push button. `look` is `main`, `grave`, `quiet` or nothing; one `beside` a field is as high as the field.

    `says` is what it does, for the one that has no text.

    Connect bound methods only: a lambda that reaches the dialog would keep it alive after it closed.
    """
    made = QPushButton(text)
    theme.weigh(made, 600)
    if look:
        made.setProperty("look", look)
    if tall:
        made.setProperty("tall", True)
    if beside:
        made.setProperty("beside", True)
    if icon:
        made.setIcon(icons.icon(icon, "on_accent" if look == "main" else "muted"))
        made.setIconSize(QSize(16 + ICON_GAP if text else 16, 16))
    if says:
        made.setAccessibleName(says)
        made.setToolTip(says)
    elif not text:
        raise ValueError("a button without a text must say what it does")
    if on_click is not None:
        made.clicked.connect(on_click)
    return made


class SearchBox(QLineEdit):
    """Search as you type: `searched` comes a moment after the last key. Escape empties it, the key F reaches it."""

    searched = Signal(str)

    def __init__(self, placeholder: str, *, key: str = "Ctrl+F", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder.rstrip("…. "))
        self.setClearButtonEnabled(True)
        self.addAction(icons.icon("magnifying-glass", "faint"), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(self._restart)
        self._key = key
        if key:
            self.setToolTip(_("Search (%(key)s)") % {"key": key})
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(self._reach)

    @Slot()
    def _reach(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    @Slot()
    def _restart(self) -> None:
        self._pause.start()

    @Slot()
    def _search(self) -> None:
        self.searched.emit(self.text().strip())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The key that reaches the box is written in it while it is empty."""
        super().paintEvent(event)
        if not self._key or self.text():
            return
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        if words + 8 * len(self._key) + 64 > self.width():
            return
        painter = QPainter(self)
        _paint_key(painter, self.width(), self.height(), self._key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pause.stop()
            self._search()
        super().keyPressEvent(event)


class CounterBox(QPushButton):
    """The way to the counter card, in the head of every page: it looks like the line one types in there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("At the counter…"), parent)
        self.setObjectName("counterBox")
        self.setAccessibleName(_("At the counter"))
        self.setToolTip(_("Find somebody and check in, sell, hand over (%(key)s)") % {"key": COUNTER_KEY})
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(COUNTER_WIDTH, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 28, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The key is written in it where there is room for it."""
        super().paintEvent(event)
        if self.width() < self.minimumSizeHint().width() + 56:
            return
        _paint_key(QPainter(self), self.width(), self.height(), COUNTER_KEY.replace("+", " "))


def _paint_key(painter: QPainter, width: int, height: int, key: str) -> None:
    """A key as it is written on a keyboard, at the right end of a box of that size."""
    font = theme.font("group", 600)
    wide = max(20, QFontMetrics(font).horizontalAdvance(key) + 12)
    box = QRect(width - wide - 10, (height - 20) // 2, wide, 20)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour("line"))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setFont(font)
    painter.setPen(theme.colour("muted"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)


class SegmentButton(QPushButton):
    """One choice of a `SegmentedControl`; a class of its own for the stylesheet."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, group = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0), self.group()
        if not step or group is None:
            super().keyPressEvent(event)
            return
        shown = [segment for segment in group.buttons() if segment.isVisible()]
        at = shown.index(self) + step
        if 0 <= at < len(shown):
            shown[at].setChecked(True)
            shown[at].setFocus(Qt.FocusReason.TabFocusReason)


class SegmentedControl(QFrame):
    """One choice among a few, all visible. `chosen` carries the code; arrows move, as between radio buttons."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._codes = [code for code, _text in choices]
        line = QHBoxLayout(self)
        line.setContentsMargins(1, 1, 1, 1)
        line.setSpacing(0)
        for number, (_code, text) in enumerate(choices):
            segment = SegmentButton(text)
            segment.setCheckable(True)
            segment.setAutoDefault(False)  # Enter in a form does the form's act, it chooses nothing
            theme.weigh(segment, 500)
            segment.setAccessibleDescription(name)
            self._group.addButton(segment, number)
            line.addWidget(segment)
        self.choose(self._codes[0])
        self._group.idToggled.connect(self._toggled)  # the arrows check a segment without clicking it

    @property
    def choice(self) -> str:
        """The code chosen."""
        return self._codes[self._group.checkedId()]

    def explain(self, code: str, says: str) -> None:
        """What a choice does, with the key for it, for whoever hovers over it."""
        self._group.button(self._codes.index(code)).setToolTip(says)

    def offer(self, code: str, offered: bool) -> None:
        """Show a choice, or leave it out where it says nothing."""
        self._group.button(self._codes.index(code)).setVisible(offered)

    def choose(self, code: str) -> None:
        """Show that choice, without announcing it."""
        with QSignalBlocker(self._group):
            self._group.button(self._codes.index(code)).setChecked(True)
        self._lead_to_the_chosen()

    def _lead_to_the_chosen(self) -> None:
        """Tab comes to what is chosen and to nothing else: a frame around another choice would seem to be it."""
        for segment in self._group.buttons():
            policy = Qt.FocusPolicy.StrongFocus if segment.isChecked() else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(policy)

    @Slot(int, bool)
    def _toggled(self, number: int, checked: bool) -> None:
        if checked:
            self._lead_to_the_chosen()
            self.chosen.emit(self._codes[number])
