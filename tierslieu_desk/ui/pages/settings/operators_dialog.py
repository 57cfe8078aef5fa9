"""Somebody who stands at the desk: their name, what they are there for, and their PIN if they want one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.rights import OperatorRole, Right
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.operators.words import role_word
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.front.operators_at_desk import OperatorRow


class OperatorDialog(Dialog):
    """`told` carries the sentence and no undo: a PIN that was is not kept to be put back."""

    needs = Right.OPERATORS

    def __init__(self, parent: QWidget | None, services: DeskServices, row: OperatorRow | None = None) -> None:
        title = _("Somebody at the desk") if row is None else row.name
        super().__init__(parent, title, _("Keep"), say.sentence)
        self._services, self._row = services, row
        self.name = self.form.add(_("Name"), QLineEdit("" if row is None else row.name), key="name")
        self.role = self.form.add(_("Is here as"), Choice(tuple((r, role_word(r)) for r in OperatorRole)), key="role")
        if row is not None:
            self.role.setCurrentIndex(list(OperatorRole).index(row.role))
        elif services.at_desk.all():
            self.role.setCurrentIndex(list(OperatorRole).index(OperatorRole.VOLUNTEER))
        has_pin = row is not None and row.has_pin
        helps = _("Four to six digits. Left empty, the PIN stays as it is.")
        self.pin = self.form.add(
            _("PIN, if they want one"),
            QLineEdit(),
            key="pin",
            help=helps if has_pin else _("Four to six digits. Left empty, their name is enough."),
        )
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.without = Tick(_("Take the PIN away"))
        self.form.add(_("No PIN"), self.without)
        self.form.show_field(self.without, has_pin)

    def commit(self) -> None:
        from tierslieu_desk.services.front.operators import NewOperator

        typed = self.pin.text().strip()
        pin = "" if self.without.isChecked() else typed or None
        new = NewOperator(self.name.text(), OperatorRole(str(self.role.choice)), pin)
        name = " ".join(new.name.split())
        if self._row is None:
            self._services.operators.add(new)
            self.told.emit(_("%(name)s stands at the desk from now on.") % {"name": name}, None)
        else:
            self._services.operators.change(self._row.id, new)
            self.told.emit(_("%(name)s is kept like that.") % {"name": name}, None)
