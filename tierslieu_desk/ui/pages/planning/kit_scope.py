"""A room with its kit is called off or moved: all of it, or only the room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.widgets.fields import Choice

if TYPE_CHECKING:
    from tierslieu_desk.services.kits import Along

ALL, ONLY = "all", "only"


def scopes(unit: str, kit: Sequence[Along]) -> Choice:
    """All of it, which is meant nearly always, or only the room."""
    tools = ", ".join(tool.unit for tool in kit)
    both = _("%(unit)s and what goes along: %(tools)s") % {"unit": unit, "tools": tools}
    return Choice(((ALL, both), (ONLY, _("Only %(unit)s") % {"unit": unit})))


class KitScope(Dialog):
    """`do` is handed whether what goes along is meant too; what it is refused is told here, and one may ask for less.

    The words of the act are the title too.
    """

    def __init__(
        self, parent: QWidget | None, act: str, unit: str, kit: Sequence[Along], do: Callable[[bool], object]
    ) -> None:
        super().__init__(parent, act, act, say.sentence)
        self._do = do
        self.scope = self.form.add(_("What is meant"), scopes(unit, kit))

    def commit(self) -> None:
        self._do(self.scope.choice == ALL)
