"""What few units have, under “More”: the law's seats, a floor, a photo, how and by whom it may be booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.limits import Limits
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.forms import Form
from tierslieu_desk.ui.pages.settings.plan_limits import PlanLimits
from tierslieu_desk.ui.pages.settings.unit_photo import PhotoField
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import NumberField, TextBox
from tierslieu_desk.ui.widgets.length_field import LengthField
from tierslieu_desk.ui.widgets.ticks import Tick
from tierslieu_desk.ui.widgets.week_picture import WeekPicture

if TYPE_CHECKING:
    from tierslieu_desk.services.place.unit_depths import UnitDepth
    from tierslieu_desk.services.place.units import UnitRow

_MOST_PEOPLE, _MOST_DAYS = 9999, 1100
_NOTE_HEIGHT = 64


class UnitMore(QObject):
    """Fields of a form, folded away until its button is pressed. `unfolded` when it was."""

    unfolded = Signal()

    def __init__(self, form: Form, services: DeskServices, seats: NumberField, row: UnitRow | None) -> None:
        super().__init__(form)
        self._form, self._seats = form, seats
        self._kind: UnitKind = UnitKind.ROOM
        self._several_at_desk = services.at_desk.ticked()
        self.fold = button(_("Law, floor, photo, who may book it and when"), self._turn)
        self.fold.setAutoDefault(False)
        self.fold.setCheckable(True)
        form.add(_("More"), self.fold)
        self.legal = form.add(
            _("People the law lets in"), NumberField(0, 0, _MOST_PEOPLE), help=_("0: as many as there are seats.")
        )
        self._law_told = form.add_remark()
        self.floor = form.add(_("Floor"), QLineEdit(), help=_("Where it is in the building, and how one gets there."))
        self.description = form.add(_("Description"), TextBox("", _NOTE_HEIGHT))
        self.photo = form.add(_("Photo"), PhotoField(), key="photo")
        self.week = form.add(_("The place is open"), WeekPicture(services.places.hours()))
        self.spans = Tick(_("It may be kept over closed times, such as a weekend"))
        form.add(_("Closed times"), self.spans, help=_("It begins and ends while the place is open all the same."))
        self.agreed = Tick(_("Only who may book in spite of a rule confirms, changes or calls off"))
        form.add(
            _("Agreed first"), self.agreed, help=_("The others at the desk keep it as an option, until it is agreed.")
        )
        none = _("0: there is none.")
        self.shortest = form.add(_("Shortest booking"), LengthField(_("Shortest booking")), key="shortest", help=none)
        self.longest = form.add(_("Longest booking"), LengthField(_("Longest booking")), key="longest", help=none)
        self.quotas = PlanLimits(services)
        form.add(_("At most, for each member"), self.quotas, help=_("So many hours or bookings a day, by their plan."))
        self.lead = form.add(
            _("Booked at the latest"),
            LengthField(_("Booked at the latest")),
            help=_("Before it begins. 0: there is none."),
        )
        self.ahead = form.add(
            _("Booked at the earliest, days ahead"), NumberField(0, 0, _MOST_DAYS), key="ahead", help=none
        )
        self.plans = _Plans(services, services.unit_depths.of(row.id).plans if row is not None else frozenset())
        form.add(_("Only for who has"), self.plans, help=_("None ticked: it is for everybody."))
        self.photo.changed.connect(self.unfolded)
        for field in (self.legal, seats):
            field.valueChanged.connect(self._tell_law)
        self._turn()

    @property
    def _fields(self) -> tuple[QWidget, ...]:
        return (
            *(self.legal, self.floor, self.description, self.photo, self.week, self.spans, self.agreed),
            *(self.shortest, self.longest, self.quotas, self.lead, self.ahead, self.plans),
        )

    @Slot()
    def _turn(self) -> None:
        shown = self.fold.isChecked()
        for field in self._fields:
            self._form.show_field(field, shown)
        self._form.show_field(self.legal, shown and self._kind not in {UnitKind.TOOL, UnitKind.LOCKER})
        self._form.show_field(self.agreed, shown and (self._several_at_desk or self.agreed.isChecked()))
        self._form.show_field(self.plans, shown and bool(self.plans.ticks))
        self._form.show_field(self.quotas, shown and bool(self.quotas.plans))
        self._tell_law()
        if shown:
            self.unfolded.emit()

    def of_kind(self, kind: UnitKind) -> None:
        """A tool seats nobody."""
        self._kind = kind
        self._turn()

    @Slot()
    def _tell_law(self) -> None:
        """More chairs than people are allowed is no mistake, and worth knowing."""
        legal, seats = self.legal.value(), self._seats.value()
        fewer = self.fold.isChecked() and not self.legal.isHidden() and 0 < legal < seats
        words = _("%(seats)s seats, and bookings for %(legal)s people at most: that is what the law lets in.")
        self._law_told.tell(words % {"seats": seats, "legal": legal} if fewer else "")

    def fill(self, row: UnitRow, depth: UnitDepth) -> None:
        """As a unit has it, unfolded when it has any of it."""
        self.legal.setValue(row.law or 0)
        self.floor.setText(depth.floor)
        self.description.setPlainText(row.description)
        self.photo.photo = depth.photo
        limits = depth.limits
        self.spans.setChecked(limits.spans)
        self.agreed.setChecked(limits.agreed)
        for field, minutes in (
            (self.shortest, limits.shortest),
            (self.longest, limits.longest),
            (self.lead, limits.lead),
        ):
            field.minutes = minutes
        self.ahead.setValue(limits.ahead_days)
        deep = limits != Limits() or depth.plans or depth.floor or depth.photo is not None
        self.fold.setChecked(bool(deep or self.legal.value() or row.description))
        self._turn()

    def depth(self) -> UnitDepth:
        """What stands there."""
        from tierslieu_desk.services.place.unit_depths import UnitDepth

        lengths = (self.shortest.minutes, self.longest.minutes, self.lead.minutes)
        limits = Limits(*lengths, self.ahead.value(), self.spans.isChecked(), self.agreed.isChecked())
        return UnitDepth(limits, self.plans.chosen, self.floor.text().strip(), self.photo.photo)


class _Plans(QWidget):
    """A tick for each plan on sale, and for those chosen that are withdrawn."""

    def __init__(self, services: DeskServices, chosen: frozenset[int]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        self.ticks: dict[int, Tick] = {}
        for plan in services.plans.list(withdrawn=True):
            if plan.on_sale or plan.id in chosen:
                tick = self.ticks[plan.id] = Tick(plan.name)
                tick.setChecked(plan.id in chosen)
                column.addWidget(tick)

    @property
    def chosen(self) -> frozenset[int]:
        """Their numbers."""
        return frozenset(number for number, tick in self.ticks.items() if tick.isChecked())
