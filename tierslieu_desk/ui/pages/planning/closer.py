"""How closely one looks: hours wider or narrower, lines taller or lower, by key, by wheel and by a menu; remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.pages.planning.zoom import Zoom, read

if TYPE_CHECKING:
    from tierslieu_desk.ui.pages.planning.view import PlanningView

ZOOM_KEPT = "planning/zoom"


class Closer(QObject):
    """Works on one planning; `kept` is where it is written down, None where nothing is."""

    def __init__(self, view: PlanningView, menu: QMenu, kept: QSettings | None) -> None:
        super().__init__(view)
        self._view, self._kept = view, kept
        if kept is not None:
            view.zoom = read(str(kept.value(ZOOM_KEPT, "")))
        view.zoomed.connect(self._keep)
        for words, key, act in (
            (_("Wider hours"), "Ctrl++", self._wider),
            (_("Narrower hours"), "Ctrl+-", self._narrower),
            (_("Taller lines"), "Alt++", self._taller),
            (_("Lower lines"), "Alt+-", self._lower),
            (_("As usual"), "Ctrl+0", self._as_usual),
        ):
            shown = key.replace("++", " +").replace("+-", " −").replace("+0", " 0")
            menu.addAction(_("%(act)s (%(key)s)") % {"act": words, "key": shown}, act)
            shortcut = QShortcut(QKeySequence(key), view)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @Slot()
    def _keep(self) -> None:
        if self._kept is not None:
            self._kept.setValue(ZOOM_KEPT, str(self._view.zoom))

    @Slot()
    def _wider(self) -> None:
        self._view.look_closer(self._view.zoom.wider(1))

    @Slot()
    def _narrower(self) -> None:
        self._view.look_closer(self._view.zoom.wider(-1))

    @Slot()
    def _taller(self) -> None:
        self._view.look_closer(self._view.zoom.taller(1))

    @Slot()
    def _lower(self) -> None:
        self._view.look_closer(self._view.zoom.taller(-1))

    @Slot()
    def _as_usual(self) -> None:
        self._view.look_closer(Zoom())
