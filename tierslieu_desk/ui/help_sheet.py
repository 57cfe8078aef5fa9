"""The one screen of help of a page, beside it: one reads while one does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QGridLayout, QVBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.counter import keystrokes
from tierslieu_desk.ui.dialog import Sheet
from tierslieu_desk.ui.help import EVERYWHERE, Help, Keystrokes
from tierslieu_desk.ui.widgets.labels import Words

_SCROLLS = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class HelpSheet(Sheet):
    """The help of one page, beside it: one reads while one does."""

    def __init__(self, parent: QWidget | None, title: str, shown: Help) -> None:
        super().__init__(parent, title, _("Close"), say.sentence)
        self.setWindowTitle(_("Help: %(page)s") % {"page": title})
        self.only_closes()
        self.form.hide()
        before_stretch = self.body.count() - 1
        parts: list[QWidget] = [Words(_(shown.about), wrap=True)]
        for wanted, how in shown.ways:
            parts += [Words(_(wanted), "cardTitle", wrap=True), Words(_(how), "second", wrap=True)]
        if shown.counted:
            parts += [Words(_("In so many keys"), "group"), _counted(shown.counted)]
        parts += [Words(_("Keys"), "group"), _keys((*shown.keys, *EVERYWHERE))]
        for number, part in enumerate(parts):
            self.body.insertWidget(before_stretch + number, part)
        self.body.setSpacing(theme.STEP * 2)

        self.leave.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keyboard stands on the button, and reads on from there."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            scroll = _SCROLLS.get(Qt.Key(event.key()))
            if scroll is not None:
                self._area.verticalScrollBar().triggerAction(scroll)
                return True
        return super().eventFilter(watched, event)

    def commit(self) -> bool:
        return True


def _keys(lines: tuple[tuple[str, str], ...]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.GAP)
    grid.setVerticalSpacing(theme.STEP + 2)
    grid.setColumnStretch(1, 1)
    for row, (keys, does) in enumerate(lines):
        grid.addWidget(Words(_(keys), "key"), row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(Words(_(does), "second", wrap=True), row, 1)
    return made


def _counted(jobs: tuple[Keystrokes, ...]) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.STEP + 2)
    for job in jobs:
        keys = ngettext("%(n)s key", "%(n)s keys", job.count) % {"n": job.count}
        column.addWidget(Words(_(job.wanted), wrap=True))
        told = _("%(count)s: %(keys)s") % {"count": keys, "keys": keystrokes.written(job)}
        column.addWidget(Words(told, "second", wrap=True))
    return made
