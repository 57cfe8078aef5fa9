"""A new event: what it is, when and where each session sits, how many may come, and what it costs."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, i18n, say
from tierslieu_desk.errors import BufferTooShort, DeskError, MissingFact, UnknownUnit
from tierslieu_desk.i18n import _
from tierslieu_desk.money import e4_from_cents
from tierslieu_desk.rules.vocabulary import EventKind, UnitKind
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.events.sittings import SittingLines
from tierslieu_desk.ui.pages.events.words import KINDS, TONGUES
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice, NumberField
from tierslieu_desk.ui.widgets.ticks import Tick

WIDTH = 680
AHEAD = timedelta(days=7)
SPACES = (UnitKind.ROOM, UnitKind.ZONE, UnitKind.DESK, UnitKind.BOOTH)
_FIELDS = {"title": "title", "capacity": "capacity", "over_capacity": "capacity", "not_an_amount": "price"}
"""The field a refusal belongs beside, by the fact it names or by its code; the sessions otherwise."""


class EventDialog(Dialog):
    """`told` carries the sentence, `added` the number of the event and its first day."""

    added = Signal(object, object)

    def __init__(self, parent: QWidget | None, services: DeskServices, today: date) -> None:
        super().__init__(parent, _("New event"), _("Create it"), say.sentence)
        self.setMinimumWidth(WIDTH)
        self._services = services
        units = [unit for unit in services.units.list() if unit.kind in SPACES and not unit.pool]
        units.sort(key=lambda unit: SPACES.index(unit.kind))
        if not units:
            raise UnknownUnit(name="")
        self._seats = {unit.id: unit.legal_seats for unit in units}
        self.title = self.form.add(_("Title"), QLineEdit(), key="title")
        self.kind = self.form.add(_("Kind"), Choice(tuple((kind, _(word)) for kind, word in KINDS.items())))
        rooms = tuple((unit.id, unit.name) for unit in units)
        self.sittings = self.form.add(_("Sessions"), SittingLines(rooms, today + AHEAD), key="sessions")
        self.reason = self.form.add(
            _("Create it all the same, because…"),
            QLineEdit(),
            key="reason",
            help=_("The space between two bookings will be shorter than usual; your reason is kept."),
        )
        self.form.show_field(self.reason, False)
        self.capacity = self.form.add(_("Places"), NumberField(self._fitting(), 1, 9999), key="capacity")
        self._proposed = self.capacity.value()
        self.price = self.form.add(
            _("Price a head"),
            QLineEdit(),
            key="price",
            help=_("Tax included, for instance 12,50. Empty is free.")
            if services.places.with_vat()
            else _("For instance 12,50. Empty is free."),
        )
        self.speaker = self.form.add(_("Speaker"), QLineEdit(), help=_("Who leads it; may stay empty."))
        tongues = tuple((code, TONGUES.get(code, code)) for code in i18n.LANGUAGES)
        self.language = self.form.add(_("Language"), Choice(tongues), help=_("The language of its papers."))
        self.language.choose(i18n.language())
        self.open_to_all = Tick(_("Open to all, on the public programme too"))
        self.open_to_all.setChecked(True)
        self.form.add(_("Who may come"), self.open_to_all)
        self.sittings.changed.connect(self._fit_the_rooms)

    def _fitting(self) -> int:
        """How many the smallest of the rooms chosen may hold."""
        return min((self._seats[room] for room in self.sittings.rooms if isinstance(room, int)), default=1)

    @Slot()
    def _fit_the_rooms(self) -> None:
        """The places follow the rooms until somebody sets them."""
        if self.capacity.value() == self._proposed:
            self.capacity.setValue(self._fitting())
            self._proposed = self.capacity.value()

    def commit(self) -> None:
        from tierslieu_desk.services.event.events import NewEvent

        try:
            cents = formats.parse_amount(self.price.text()) if self.price.text().strip() else 0
            new = NewEvent(
                title=self.title.text().strip(),
                kind=EventKind(str(self.kind.choice)),
                capacity=self.capacity.value(),
                sessions=self.sittings.sittings,
                language=str(self.language.choice),
                speaker=self.speaker.text().strip(),
                price_e4=e4_from_cents(max(0, cents)),
                open_to_all=self.open_to_all.isChecked(),
            )
            why = self.reason.text().strip() if self.reason.isVisible() else ""
            event_id = self._services.events.add(new, ignore_buffer=bool(why), reason=why)
        except DeskError as refusal:
            if isinstance(refusal, BufferTooShort):
                self.form.show_field(self.reason, True)
                raise type(refusal)(**{**refusal.facts, "field": "reason"}) from refusal
            self.form.name_inside("sessions", self.sittings.faulty)
            raise _beside_its_field(refusal) from refusal
        first = min(slot for _room, slot in new.sessions)
        facts = {"title": new.title, "when": formats.slot_text(first)}
        self.told.emit(_("“%(title)s” is on the programme: %(when)s.") % facts, None)
        self.added.emit(event_id, first.start.date())


def _beside_its_field(refusal: DeskError) -> DeskError:
    named = refusal.facts.get("field") if isinstance(refusal, MissingFact) else refusal.code
    field = _FIELDS.get(str(named), "sessions")
    return type(refusal)(**{**refusal.facts, "field": field})
