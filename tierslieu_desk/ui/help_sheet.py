"""The one screen of help of a page, beside it: one reads while one does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Sheet
from tierslieu_desk.ui.help import EVERYWHERE, Help
from tierslieu_desk.ui.widgets.labels import Words


class HelpSheet(Sheet):
    """The help of one page, beside it: one reads while one does."""

    def __init__(self, parent: QWidget | None, title: str, shown: Help) -> None:
        super().__init__(parent, title, _("Close"), say.sentence)
        self.setWindowTitle(_("Help: %(page)s") % {"page": title})
        self.leave.hide()
        self.form.hide()
        before_stretch = self.body.count() - 1
        parts: list[QWidget] = [Words(_(shown.about), wrap=True)]
        for wanted, how in shown.ways:
            parts += [Words(_(wanted), "cardTitle", wrap=True), Words(_(how), "second", wrap=True)]
        parts += [Words(_("Keys"), "group"), _keys((*shown.keys, *EVERYWHERE))]
        for number, part in enumerate(parts):
            self.body.insertWidget(before_stretch + number, part)
        self.body.setSpacing(theme.STEP * 2)

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
