"""A unit: a room, desks that are alike, a tool, a vehicle, a locker; added or changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.ui import place_words
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.settings.contents import add_opener
from tierslieu_desk.ui.pages.settings.unit_more import UnitMore
from tierslieu_desk.ui.pages.shared.unit_changes import as_new
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice, NumberField

if TYPE_CHECKING:
    from tierslieu_desk.services.place.unit_depths import UnitDepth
    from tierslieu_desk.services.place.units import NewUnit, UnitRow

MOST_AT_ONCE = 50


class UnitDialog(Dialog):
    """`added` carries the number of the unit, or of the first of several; `told` the sentence and the undo."""

    needs = Right.SETTINGS

    added = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, row: UnitRow | None = None) -> None:
        title, act = (_("Add a space or a thing"), _("Add")) if row is None else (row.name, _("Keep"))
        super().__init__(parent, title, act, say.sentence)
        self._services, self._row = services, row
        self._seen: UnitDepth
        kinds = dict.fromkeys((UnitKind.ROOM, *UnitKind))  # a room first: it is what is added most
        self.kind = self.form.add(_("What it is"), Choice(tuple((kind, place_words.kind_word(kind)) for kind in kinds)))
        self.name = self.form.add(_("Name"), QLineEdit(), key="name")
        self.seats = self.form.add(_("Seats"), NumberField(1, 1, 1000))
        self.count = self.form.add(
            _("How many like it?"),
            NumberField(1, 1, MOST_AT_ONCE),
            help=_("Several are numbered, and whoever books gets any of them."),
        )
        self.group = self.form.add(
            _("Stands under"), QLineEdit(), help=_("The heading on the planning, such as a floor. May stay empty.")
        )
        self.before = self.form.add(_("Minutes kept free before"), NumberField(0, 0, 480))
        self.after = self.form.add(
            _("Minutes to clean and air it after"), NumberField(0, 0, 480), help=_("Nobody can have it meanwhile.")
        )
        self.shelf = self.form.add(_("Where it is kept"), QLineEdit(), help=_("A shelf, a cupboard, the key board."))
        self.more = UnitMore(self.form, services, self.seats, row)
        self.more.quotas.told.connect(self.told)
        self.more.unfolded.connect(self.grow)
        if row is not None:
            self._fill(row)
            add_opener(self, services, row)
        self.kind.currentIndexChanged.connect(self._show_fields)
        self._show_fields()

    def _fill(self, row: UnitRow) -> None:
        self.kind.choose(row.kind)
        self.name.setText(row.name)
        self.seats.setValue(row.seats)
        self.group.setText(row.group)
        self.before.setValue(row.buffers.before)
        self.after.setValue(row.buffers.after)
        self.shelf.setText(row.shelf)
        self._seen = self._services.unit_depths.of(row.id)
        self.more.fill(row, self._seen)

    @Slot()
    def _show_fields(self) -> None:
        kind = UnitKind(str(self.kind.choice))
        thing = kind in {UnitKind.TOOL, UnitKind.LOCKER}
        new = self._row is None
        for field, shown in (
            (self.kind, new),
            (self.count, new and kind is UnitKind.DESK),
            (self.seats, not thing),
            (self.shelf, thing or kind is UnitKind.VEHICLE),
            (self.before, not thing),
            (self.after, not thing),
        ):
            self.form.show_field(field, shown)
        self.more.of_kind(kind)

    def _written(self) -> NewUnit:
        from tierslieu_desk.services.place.units import NewUnit

        return NewUnit(
            self.name.text(),
            UnitKind(str(self.kind.choice)),
            seats=self.seats.value(),
            legal_seats=self.more.legal.value() or None,
            group=self.group.text().strip(),
            buffers=Buffers(self.before.value(), self.after.value()),
            shelf=self.shelf.text(),
            description=self.more.description.toPlainText(),
        )

    def _way_back(self, row: UnitRow) -> Callable[[], None]:
        """It raises `ChangedMeanwhile` once another change was made since."""
        depths = self._services.unit_depths
        now, seen = self._services.units.get(row.id), depths.of(row.id)
        return partial(depths.describe, now, seen, as_new(row), self._seen)

    def commit(self) -> None:
        units, row, new, depth = self._services.unit_depths, self._row, self._written(), self.more.depth()
        if row is not None:
            units.describe(row, self._seen, new, depth)
            back = self._way_back(row)
            self.told.emit(_("%(name)s is changed.") % {"name": new.name.strip()}, back)
            return
        count = self.count.value() if new.kind is UnitKind.DESK else 1
        if count == 1:
            number = units.add(new, depth)
            undo = partial(self._services.units.retire, number)
            self.told.emit(_("%(name)s can be booked.") % {"name": new.name.strip()}, undo)
        else:
            number = units.add(new, depth, count)
            words = ngettext("%(n)s of them can be booked.", "%(n)s of them can be booked.", count) % {"n": count}
            self.told.emit(words, None)
        self.added.emit(number)
