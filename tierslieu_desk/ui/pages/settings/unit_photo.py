"""A photo in a form: chosen from a file, shown small, taken away."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import ask, pictures, theme
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Words

_WIDTH = 240


class PhotoField(QWidget):
    """`changed` when there is another one, or none any more."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._photo: bytes | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        self._picture = QLabel()
        self._picture.setAccessibleName(_("The photo"))
        self._told = Words("", "refusal", wrap=True)
        self.choose = button(_("Choose a photo…"), self._choose)
        self.drop = button(_("Without a photo"), self._drop)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        for one in (self.choose, self.drop):
            one.setAutoDefault(False)
            line.addWidget(one)
        line.addStretch(1)
        column.addWidget(self._picture)
        column.addLayout(line)
        column.addWidget(self._told)
        self._told.hide()
        self._show()

    @property
    def photo(self) -> bytes | None:
        """A small JPEG picture, or none."""
        return self._photo

    @photo.setter
    def photo(self, photo: bytes | None) -> None:
        self._photo = photo
        self._show()

    def _show(self) -> None:
        there = self._photo is not None
        if self._photo is not None:
            self._picture.setPixmap(pictures.shown(self._photo, _WIDTH, self.devicePixelRatioF()))
        self._picture.setVisible(there)
        self.drop.setVisible(there)

    @Slot()
    def _choose(self) -> None:
        file = ask.file_to_open(self.window(), _("A photo"), _("Pictures (%(kinds)s)") % {"kinds": pictures.KINDS})
        if file is None:
            return
        self._told.hide()
        try:
            self.photo = pictures.shrunk(file)
        except DeskError as refusal:
            self._told.setText(say.sentence(refusal))
            self._told.show()
        self.changed.emit()

    @Slot()
    def _drop(self) -> None:
        self._told.hide()
        self.photo = None
        self.changed.emit()
        self.choose.setFocus()
