"""What is in a space for good: words of the house's own list ticked, and new ones written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.ticks import Ticks

if TYPE_CHECKING:
    from tierslieu_desk.services.place.units import UnitRow

_HAS_NOTHING_IN_IT = frozenset({UnitKind.TOOL, UnitKind.LOCKER, UnitKind.VEHICLE})


class ContentsDialog(Dialog):
    """`told` carries the sentence and the way back."""

    needs = Right.SETTINGS

    def __init__(self, parent: QWidget | None, services: DeskServices, row: UnitRow) -> None:
        super().__init__(parent, _("What is in %(unit)s") % {"unit": row.name}, _("Keep"), say.sentence)
        self._services, self._row = services, row
        words = services.unit_contents.words()
        self.known = Ticks(tuple((word, word, "") for word in words))
        if words:
            self.form.add(_("What there is"), self.known)
            self.known.tick(services.unit_contents.of(row.id))
        self.others = self.form.add(
            _("Other things") if words else _("What there is"),
            QLineEdit(),
            help=_("Such as: projector, white board, kitchen, step-free access. A comma between two things."),
            key="contains",
        )

    def commit(self) -> None:
        contents = self._services.unit_contents
        written = self.others.text().replace(";", ",").split(",")
        before = contents.tell(self._row.id, [*self.known.ticked, *written])
        there = contents.of(self._row.id)
        facts = {"unit": self._row.name, "things": ", ".join(there)}
        said = _("In %(unit)s there is: %(things)s.") if there else _("Nothing is told to be in %(unit)s.")
        self.told.emit(said % facts, partial(contents.tell, self._row.id, before))


def add_opener(dialog: Dialog, services: DeskServices, row: UnitRow) -> None:
    """A button in the dialog of a space that opens this one over it; a thing has nothing in it."""
    if row.kind not in _HAS_NOTHING_IN_IT:
        opener = button(_("What is in it…"), ContentsOpener(dialog, services, row).open)
        opener.setAutoDefault(False)
        dialog.body.insertWidget(1, opener, 0, Qt.AlignmentFlag.AlignLeft)


class ContentsOpener(QObject):
    """Goes with the dialog it stands in."""

    def __init__(self, over: Dialog, services: DeskServices, row: UnitRow) -> None:
        super().__init__(over)
        self._over, self._services, self._row = over, services, row

    @Slot()
    def open(self) -> None:
        """What is in it, over the dialog that stays open."""
        dialog = ContentsDialog(self._over, self._services, self._row)
        dialog.told.connect(self._over.told)
        dialog.open()
