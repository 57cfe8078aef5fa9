"""Words on the screen: plain text in one of the looks of the type scale, never interpreted as markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class Words(QLabel):
    """A label in one look (`title`, `name`, `strong`, `second`, `cardTitle`, `group`, `figure`, `key` ...).

    Always plain text: a name that holds `<b>` is shown as it is written.
    """

    def __init__(self, text: str = "", look: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if look:
            self.setProperty("look", look)
        self.setText(text)


class Chip(QLabel):
    """A state in one or two words; the words tell it, the colour only helps. Kinds: `theme.KINDS`."""

    def __init__(self, text: str, kind: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.set_kind(kind)

    def set_kind(self, kind: str) -> None:
        """Change the colours; the words are set apart, by `setText`."""
        self.setProperty("kind", kind)
        restyle(self)


def restyle(widget: QWidget) -> None:
    """Have the stylesheet look again at a widget whose properties changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
