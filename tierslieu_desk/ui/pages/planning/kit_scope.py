"""Kit of a room that is booked already: more of it taken along; called off or moved with the room, or without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import MissingFact
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning.with_it import WithIt, tools_of, with_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_rows import BookingRow
    from tierslieu_desk.services.booking.kits import Along

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


class TakeAlong(Dialog):
    """`told` carries the sentence and the way back. The tools that go along already are not offered."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: BookingRow) -> None:
        super().__init__(parent, _("To be brought along"), _("Take it along"), say.sentence)
        self._services, self._row = services, row
        there = [tool.unit_id for tool in services.kits.along(row.id)]
        self.tools = WithIt([tool for tool in tools_of(services.units.list()) if tool.id not in there])
        facts = {"unit": row.unit, "when": formats.slot_text(row.slot)}
        self.form.add(_("With %(unit)s, %(when)s") % facts, self.tools)
        self.tools.tell(services.kits.tools(row.slot, row.party_id))

    def commit(self) -> None:
        if not self.tools.chosen:
            raise MissingFact(field=_("what goes along"), who=self._row.party)
        kits = self._services.kits
        acts = kits.take_along(self._row.id, self.tools.chosen)
        self.told.emit(with_words(kits.along(self._row.id)), partial(kits.take_back, acts))
