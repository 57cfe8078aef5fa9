"""Words on the screen: plain text in one of the looks of the type scale, never interpreted as markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QStylePainter, QWidget

from tierslieu_desk.ui import theme

_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_WEIGHTS = {
    "title": 700,
    "figure": 700,
    "name": 600,
    "cardTitle": 600,
    "group": 600,
    "key": 600,
    "strong": 500,
    "field": 500,
}


class Words(QLabel):
    """A label in one look (`title`, `name`, `strong`, `second`, `cardTitle`, `group`, `figure`, `key` ...).

    Always plain text: a name that holds `<b>` is shown as it is written.
    """

    def __init__(self, text: str = "", look: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if wrap:
            self.setWordWrap(True)
        if look:
            self.setProperty("look", look)
        if look == "time":
            self.setFont(theme.figures())
        elif look in _WEIGHTS:
            theme.weigh(self, _WEIGHTS[look])
        if text:
            self.setText(text)


class OneLine(Words):
    """Words that end in an ellipsis where there is no room for all of them; the whole is read to who listens.

    `shorter`, when given, says the same in fewer letters and is tried before anything is left out.
    """

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, look, parent=parent)
        self.shorter = ""
        self.setMinimumWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        box = self.contentsRect()
        measure = self.fontMetrics()
        whole = not self.shorter or measure.horizontalAdvance(self.text()) <= box.width()
        words = self.text() if whole else self.shorter
        shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        self.setToolTip("" if shown == self.text() else self.text())
        painter = QStylePainter(self)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawItemText(box, left, self.palette(), self.isEnabled(), shown, self.foregroundRole())


class Facts(Words):
    """Short facts with a middle dot between them; where they need two lines, no line ends or begins with the dot."""

    DOT = " · "

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        self._facts = text.split(self.DOT)
        self._heights: dict[tuple[int, int], int] = {}
        super().__init__(text, look, wrap=True, parent=parent)
        self.setMinimumWidth(1)

    def heightForWidth(self, width: int) -> int:
        """Measured once for each width: layouts ask many times."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        asked = (width, metrics.height())
        if asked not in self._heights:
            rows = sum(
                max(1, metrics.boundingRect(0, 0, width, 9999, _WRAPPED, line).height()) for line in self._lines(width)
            )
            self._heights[asked] = max(rows, metrics.height())
        return self._heights[asked]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        text = "\n".join(self._lines(event.size().width()))
        if text != self.text():
            self.setText(text)

    def _lines(self, width: int) -> list[str]:
        lines: list[str] = []
        for fact in self._facts:
            longer = f"{lines[-1]}{self.DOT}{fact}" if lines else fact
            if lines and self.fontMetrics().horizontalAdvance(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(fact)
        return lines


class Chip(QLabel):
    """A state in one or two words; the words tell it, the colour only helps. Kinds: `theme.KINDS`."""

    def __init__(self, text: str, kind: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        theme.weigh(self, 600)
        self.setText(text)
        self.set_kind(kind)

    def set_kind(self, kind: str) -> None:
        """Change the colours; the words are set apart, by `setText`."""
        self.setProperty("kind", kind)
        restyle(self)


def restyle(widget: QWidget) -> None:
    """Have the stylesheet look again at a widget whose properties changed, if it has looked at all."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
