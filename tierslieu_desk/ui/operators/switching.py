"""Between the window and who is at the desk: the key that switches, the foot of the rail, pages not everybody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from tierslieu_desk import errors, say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.rights import OperatorRole, Right
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.operators.words import SWITCH_KEY
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState

if TYPE_CHECKING:
    from tierslieu_desk.services.front.operators_at_desk import AtTheDesk, OperatorRow
    from tierslieu_desk.ui.main_window import MainWindow
    from tierslieu_desk.ui.operators.overlay import SwitchOverlay
    from tierslieu_desk.ui.pages import PageSpec

WATCHES = frozenset({"operator", "role_rights", "place"})


class Switcher(QObject):
    """One card at a time, over the window or over the dialog that is open; nothing typed elsewhere is touched.

    `changed`: somebody else may be at the desk now, or may do other things.
    """

    changed = Signal()

    def __init__(self, window: MainWindow, around: Surroundings[Any], pages: PageStack) -> None:
        super().__init__(window)
        self._window, self._around, self._pages = window, around, pages
        pages.switcher = self
        self._begun = False
        self.overlay: SwitchOverlay | None = None
        window.rail.switch_wanted.connect(self.open)
        around.changes.touched.connect(self._heard)

    @property
    def _at_desk(self) -> AtTheDesk:
        found: AtTheDesk = self._around.services.at_desk
        return found

    def begin(self) -> None:
        """From now on whoever does something has said who they are, where operators are ticked."""
        self._begun = True
        self._at_desk.begin()
        self.show_state()

    @Slot()
    def open(self) -> None:
        """The card, over the dialog in use if there is one; nothing where nobody stands at the desk by name."""
        if not self._begun or not self._at_desk.asked_for() or self._is_open():
            return
        from tierslieu_desk.ui.operators.overlay import SwitchOverlay

        dialog = _dialog_over(self._window)
        made = self.overlay = SwitchOverlay(dialog or self._window, self._at_desk, may_lock=dialog is None)
        made.seated.connect(self._seated)
        made.left.connect(self.lock)
        made.forgotten.connect(self._forgotten)

    @Slot()
    def lock(self) -> None:
        """Leave the desk: it is covered until somebody says who they are."""
        if self._begun and self._at_desk.asked_for() and not self._is_open():
            try:
                self._at_desk.leave()
            except DeskError as refusal:
                self._window.refuse(refusal)
            self.show_state()

    def _is_open(self) -> bool:
        return self.overlay is not None and isValid(self.overlay) and not self.overlay.isHidden()

    @Slot(object)
    def _heard(self, tables: frozenset[str]) -> None:
        if self._begun and tables & WATCHES:
            self.show_state()

    @Slot()
    def show_state(self) -> None:
        """The foot of the rail, the page that may be seen, and the card when somebody has to say who they are."""
        try:
            asked, now = self._at_desk.asked_for(), self._at_desk.now()
        except DeskError as refusal:
            self._window.refuse(refusal)
            return
        self._window.rail.set_operator((now.name if now else _("Nobody")) if asked else "")
        self._pages.turn_again()
        for page in self._window.pages:
            page.refresh()
        self.changed.emit()
        if self._at_desk.locked():
            self.open()

    @Slot(object)
    def _seated(self, row: OperatorRow) -> None:
        self.show_state()
        self._window.tell(_("%(name)s is at the desk.") % {"name": row.name}, None)

    @Slot(object)
    def _forgotten(self, row: OperatorRow) -> None:
        from tierslieu_desk.ui.operators.forgotten_dialog import ForgottenPin

        overlay = self.overlay
        if overlay is None:
            return
        others = [o.name for o in self._at_desk.all() if o.role is OperatorRole.FACILITATOR and o.id != row.id]
        if others or row.role is not OperatorRole.FACILITATOR:
            overlay.tell(errors.PinKeptByAnother(name=row.name, others=others))
            return
        dialog = ForgottenPin(overlay.window(), self._around.services, row)
        dialog.gone.connect(overlay.read_again)
        dialog.open()

    def closed_for(self, spec: PageSpec) -> DeskError | None:
        """Why who is at the desk may not see that page, None when they may.

        Of several rights it is said of the one that the page is called after.
        """
        refused: DeskError | None = None
        for right in sorted(spec.rights, key=lambda one: (one != spec.code, one)):
            refusal = self.why_not(right)
            if refusal is None:
                return None
            refused = refused or refusal
        return refused

    def why_not(self, right: Right) -> DeskError | None:
        """Why who is at the desk may not do that, None when they may."""
        try:
            self._at_desk.ask(right)
        except DeskError as refusal:
            return refusal
        return None


class PageStack(QStackedWidget):
    """The page gone to, or, when who is at the desk may not see it, whose it is."""

    def __init__(self) -> None:
        super().__init__()
        self.switcher: Switcher | None = None
        self._shown: tuple[PageSpec, QWidget] | None = None
        self._closed: ClosedPage | None = None

    def turn_to(self, spec: PageSpec, holder: QWidget) -> None:
        """Show that page, which stands in `holder`."""
        self._shown = (spec, holder)
        self.turn_again()

    def turn_again(self) -> None:
        """As before, for whoever is at the desk now."""
        if self._shown is None or self.switcher is None:
            return
        spec, holder = self._shown
        before, self._closed = self._closed, None
        refusal = self.switcher.closed_for(spec)
        if refusal is not None:
            self._closed = ClosedPage(refusal, self.switcher)
            self.addWidget(self._closed)
        self.setCurrentWidget(self._closed or holder)
        if before is not None:
            self.removeWidget(before)
            before.deleteLater()


class ClosedPage(QWidget):
    """In the place of a page that who is at the desk may not see: why, and the button that switches."""

    def __init__(self, refusal: DeskError, switcher: Switcher) -> None:
        super().__init__()
        switch = button(_("Switch…"), switcher.open, look="main")
        switch.setToolTip(SWITCH_KEY)
        card = Card("")
        card.fill(EmptyState("user", say.sentence(refusal), "", switch))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE_MARGIN, theme.PAGE_MARGIN, theme.PAGE_MARGIN, theme.CARD_PADDING)
        column.addWidget(card)
        self.setFocusProxy(switch)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


def _dialog_over(window: QWidget) -> QWidget | None:
    """The dialog in use, None where the window itself is."""
    from PySide6.QtWidgets import QApplication

    modal = QApplication.activeModalWidget()
    return modal if modal is not None and modal is not window else None
