"""A field that finds a person or an organisation while one types, and remembers which of two namesakes was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyledItemDelegate, QWidget

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules import statuses
from tierslieu_desk.ui import icons
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import TYPING_PAUSE_MS

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people import PersonRow

MOST = 12


class PersonFinder(QLineEdit):
    """`found` is the row chosen from the list or the only one of that exact name, None otherwise."""

    changed = Signal()

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._chosen: PersonRow | None = None
        self._offered: dict[str, PersonRow] = {}
        self.setPlaceholderText(_("A name, or its first letters"))
        self.addAction(icons.icon("magnifying-glass", "faint"), QLineEdit.ActionPosition.LeadingPosition)
        self._texts = QStringListModel(self)
        completer = QCompleter(self._texts, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(8)
        completer.activated.connect(self._take)
        popup = completer.popup()
        if popup is not None:
            popup.setAccessibleName(_("People found"))
            popup.setObjectName("found")
            popup.setItemDelegate(QStyledItemDelegate(popup))
        self.setCompleter(completer)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(self._typed)

    @property
    def found(self) -> PersonRow | None:
        """Whom the text means. Raises what `People.find` raises."""
        text = self.text().strip()
        if self._chosen is not None or not text:
            return self._chosen
        rows = self._services.people.find(text)
        exact = [row for row in rows if row.name.casefold() == text.casefold()]
        sure = exact or rows
        return sure[0] if len(sure) == 1 else None

    def choose(self, row: PersonRow) -> None:
        """Show that person, and mean them."""
        self._chosen = row
        self.setText(row.name)
        self.changed.emit()

    def start_over(self) -> None:
        """Mean nobody, for the next one."""
        self._chosen = None
        self.clear()
        self.changed.emit()

    def may_mean_somebody(self) -> bool:
        """Whether what is typed now finds anybody; what is offered may lag behind it."""
        self._pause.stop()
        self._search()
        return bool(self._offered)

    @Slot()
    def _typed(self) -> None:
        self._chosen = None
        self._pause.start()

    def take_first(self) -> bool:
        """Mean whom the list points at, else the first it would offer; what finds nobody stays as it is typed.

        False while several have that name: the list is open then, on the first of them.
        """
        self._pause.stop()
        completer = self.completer()
        popup = completer.popup()
        pointed = popup.currentIndex() if popup is not None and popup.isVisible() else None
        text = str(pointed.data()) if pointed is not None and pointed.isValid() else self.text().strip()
        if self._chosen is None and text:
            if text not in self._offered:
                self._look()
            rows = [self._offered[text]] if text in self._offered else self._first_named(text)
            if len(rows) > 1 and popup is not None:
                completer.complete()
                popup.setCurrentIndex(completer.completionModel().index(0, 0))
                return False
            if rows:
                self.choose(rows[0])
        if popup is not None:
            popup.hide()
        return True

    def _first_named(self, text: str) -> list[PersonRow]:
        """Whoever is called exactly that, else whoever is called as the first that is offered."""
        rows = list(self._offered.values())
        exact = [row for row in rows if row.name.casefold() == text.casefold()]
        return exact or [row for row in rows if row.name == rows[0].name]

    def _look(self) -> None:
        try:
            rows = self._services.people.find(self.text(), MOST)
        except DeskError:
            rows = ()  # the act itself will say what stands in the way
        self._offered = _told_apart(rows)
        self._texts.setStringList(list(self._offered))

    @Slot()
    def _search(self) -> None:
        self._look()
        if self.hasFocus():
            self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        """Show whom it may mean; nothing over the form once the name is whole and means one of them."""
        popup = self.completer().popup()
        whole = [name.casefold() for name in self._offered] == [self.text().strip().casefold()]
        if self._offered and not whole:
            self.completer().complete()
        elif popup is not None:
            popup.hide()

    @Slot(str)
    def _take(self, text: str) -> None:
        if text in self._offered:
            self.choose(self._offered[text])


def _told_apart(rows: tuple[PersonRow, ...]) -> dict[str, PersonRow]:
    """What the list shows of each: the name, and the town for a namesake."""
    names = [row.name for row in rows]
    shown: dict[str, PersonRow] = {}
    for row in rows:
        text = row.name
        if names.count(row.name) > 1:
            text = f"{row.name} · {row.city or statuses.worded(row.status) or row.email or row.id}"
        shown[text if text not in shown else f"{text} · {row.id}"] = row
    return shown
