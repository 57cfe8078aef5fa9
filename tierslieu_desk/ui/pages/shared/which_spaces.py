"""What closes: the whole place, one space, all of a group, or several that are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tierslieu_desk.errors import MissingFact
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.forms import Form
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.ticks import Ticks

if TYPE_CHECKING:
    from tierslieu_desk.services.place.units import UnitRow

SEVERAL, GROUP = "several", "group:"


class WhichSpaces(QObject):
    """Two fields of that form; `changed` goes out when something else closes."""

    changed = Signal()

    def __init__(self, form: Form, rows: Sequence[UnitRow]) -> None:
        super().__init__(form)
        self._form = form
        units = [unit for unit in rows if not unit.is_pool and not unit.retired]
        self._groups: dict[str, tuple[int, ...]] = {}
        for name in dict.fromkeys(unit.group for unit in units if unit.group):
            members = tuple(unit.id for unit in units if unit.group == name)
            if 1 < len(members) < len(units):
                self._groups[name] = members
        called = tuple((unit.id, unit.name) for unit in units)
        groups = tuple((GROUP + name, _("All of %(group)s") % {"group": name}) for name in self._groups)
        several = ((SEVERAL, _("Several spaces…")),) if len(units) > 1 else ()
        self.what = form.add(_("What closes"), Choice(((None, _("The whole place")), *called, *groups, *several)))
        self.ticks = form.add(
            _("Which spaces"), Ticks(tuple((str(number), name, "") for number, name in called)), key="spaces"
        )
        form.show_field(self.ticks, False)
        self.what.currentIndexChanged.connect(self._chosen)
        self.ticks.changed.connect(self.changed)

    @Slot()
    def _chosen(self) -> None:
        self._form.show_field(self.ticks, self.what.choice == SEVERAL)
        self.changed.emit()

    @property
    def unit_ids(self) -> tuple[int, ...]:
        """Their numbers, none for the whole place. Raises `MissingFact` while several are meant and none is ticked."""
        chosen = self.what.choice
        if isinstance(chosen, int):
            return (chosen,)
        if chosen == SEVERAL:
            ticked = tuple(int(number) for number in self.ticks.ticked)
            if not ticked:
                raise MissingFact(field="spaces", who="")
            return ticked
        return self._groups[str(chosen).removeprefix(GROUP)] if chosen is not None else ()
