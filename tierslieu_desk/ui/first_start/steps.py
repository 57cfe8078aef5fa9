"""The five steps of the first start: the place, its hours, what can be taken, one plan, copies and what it does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tierslieu_desk.errors import DeskError, MissingFact, NameTaken, WrongIdentifier
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules import identifiers, names
from tierslieu_desk.rules.vocabulary import Period, VatRegime
from tierslieu_desk.services.place.first_setup import FirstSetup, NewRoom
from tierslieu_desk.services.place.places import PlaceDescription
from tierslieu_desk.services.plan.plans import NewPlan
from tierslieu_desk.ui import place_words, theme
from tierslieu_desk.ui.first_start.rooms import RoomLines
from tierslieu_desk.ui.first_start.step import Step
from tierslieu_desk.ui.second_place import SecondPlaceFields
from tierslieu_desk.ui.widgets.fields import Choice, NumberField
from tierslieu_desk.ui.widgets.price_line import PriceLine
from tierslieu_desk.ui.widgets.ticks import Ticks
from tierslieu_desk.ui.widgets.week import WeekEditor

OFTEN, DAYS = "often", "days"


class PlaceStep(Step):
    """Who the place is and what stands on its papers."""

    title = N_("Your place")
    why = N_("This heads your invoices and your public page. Only the name is needed now.")

    def __init__(self) -> None:
        super().__init__(columns=2)
        left, right = self.forms
        self.name = left.add(_("What is your place called?"), QLineEdit(), key="name")
        self.name.setPlaceholderText(_("The Old Station"))
        self.street = left.add(_("Street"), QLineEdit())
        town = QWidget()
        line = QHBoxLayout(town)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        self.postcode, self.city = QLineEdit(), QLineEdit()
        self.postcode.setAccessibleName(_("Postcode"))
        self.postcode.setFixedWidth(110)
        self.city.setAccessibleName(_("Town"))
        line.addWidget(self.postcode)
        line.addWidget(self.city, 1)
        left.add(_("Postcode and town"), town)
        self.legal_form = right.add(
            _("Legal form"),
            Choice((("", _("Not decided yet, or another one")), *((form, form) for form in place_words.LEGAL_FORMS))),
        )
        self.siret = right.add(_("SIRET"), QLineEdit(), key="siret", help=_("14 digits; may stay empty for now."))
        self.regime = right.add(_("VAT"), Choice(place_words.regimes()))
        self.regime.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.lines = {
            "name": self.name,
            "street": self.street,
            "postcode": self.postcode,
            "city": self.city,
            "legal_form": self.legal_form,
            "siret": self.siret,
            "vat_regime": self.regime,
        }
        self.siret.editingFinished.connect(self._siret_left)
        self.legal_form.activated.connect(self._suggest_regime)
        self.watch_lines()

    @Slot()
    def _siret_left(self) -> None:
        try:
            number = identifiers.siret(self.siret.text())
        except WrongIdentifier as refusal:
            self.refuse(WrongIdentifier(**refusal.facts, field="siret"), go_there=False)
            return
        self.clear_refusals()
        if number:
            self.siret.setText(f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}")

    @Slot()
    def _suggest_regime(self) -> None:
        form = str(self.legal_form.choice)
        if form:
            self.regime.choose(place_words.USUAL_REGIME.get(form, VatRegime.LIABLE))

    def read(self, asked: FirstSetup) -> FirstSetup:
        if not self.name.text().strip():
            raise MissingFact(field="name", who="place")
        try:
            siret = identifiers.siret(self.siret.text())
        except WrongIdentifier as refusal:
            raise WrongIdentifier(**refusal.facts, field="siret") from refusal
        place = PlaceDescription(
            name=self.name.text().strip(),
            street=self.street.text().strip(),
            postcode=self.postcode.text().strip(),
            city=self.city.text().strip(),
            legal_form=str(self.legal_form.choice),
            siret=siret,
            vat_regime=VatRegime(str(self.regime.choice)),
        )
        return replace(asked, place=place)


class HoursStep(Step):
    """When it is open."""

    title = N_("When are you open?")
    why = N_("Bookings stay within these hours. Holidays and closing days come later, in the settings.")

    def __init__(self) -> None:
        super().__init__()
        self.week = self.forms[0].add(_("Opening hours"), WeekEditor())
        for field in self.week.fields:
            self.forms[0].name_inside(field.objectName(), field)
        self.week.changed.connect(self.changed)

    def raw(self) -> dict[str, Any]:
        return {"week": self.week.raw()}

    def fill(self, raw: dict[str, Any]) -> None:
        if "week" in raw:
            self.week.fill(raw["week"])

    def read(self, asked: FirstSetup) -> FirstSetup:
        return replace(asked, week=self.week.week())


class SpacesStep(Step):
    """What can be taken."""

    title = N_("Desks and rooms")
    why = N_("What people can book. Tools, vehicles and lockers can be added in the settings.")

    def __init__(self) -> None:
        super().__init__()
        form = self.forms[0]
        self.desks = form.add(
            _("How many desks?"), NumberField(0, 0, 200), help=_("They are interchangeable: whoever comes gets any.")
        )
        self.desks.setMaximumWidth(120)
        priced = _("Rooms, with their seats and the price of an hour, as people pay it")
        self.rooms = form.add(priced, RoomLines(), key="rooms")
        self.rooms.changed.connect(self.changed)
        self.rooms.renamed.connect(self._name_fields)
        self._named: list[str] = []
        self._name_fields()
        self.lines = {"desks": self.desks}
        self.watch_lines()

    @Slot()
    def _name_fields(self) -> None:
        for name in self._named:
            self.forms[0].forget(name)
        self._named = [field.objectName() for field in self.rooms.fields]
        for field in self.rooms.fields:
            self.forms[0].name_inside(field.objectName(), field)

    def raw(self) -> dict[str, Any]:
        return super().raw() | {"rooms": self.rooms.raw()}

    def fill(self, raw: dict[str, Any]) -> None:
        super().fill(raw)
        if "rooms" in raw:
            self.rooms.fill(raw["rooms"])

    def read(self, asked: FirstSetup) -> FirstSetup:
        taken = {names.name_key(_("Desks"))} if self.desks.value() else set()
        rooms = []
        for line in self.rooms.lines:
            name = " ".join(line.name.text().split())
            if not name and line.price.text().strip():
                raise MissingFact(field="rooms", who="")
            if not name:
                continue
            if names.name_key(name) in taken:
                raise NameTaken(name=name, field=line.name.objectName())
            taken.add(names.name_key(name))
            try:
                hour = line.price.e4
            except DeskError as refusal:
                raise type(refusal)(**refusal.facts, field=line.price.objectName()) from refusal
            rooms.append(NewRoom(name, line.seats.value(), hour))
        return replace(asked, desks=self.desks.value(), rooms=tuple(rooms))


class PlanStep(Step):
    """One plan to begin with."""

    title = N_("A first plan")
    why = N_("What members subscribe to. More plans, tickets and passes can be added at any time.")

    def __init__(self) -> None:
        super().__init__(columns=2)
        left, right = self.forms
        self.name = left.add(
            _("Name"), QLineEdit(), key="plan", help=_("Leave it empty if nobody subscribes to anything yet.")
        )
        self.name.setPlaceholderText(_("Monthly desk"))
        self.price = left.add(_("Price, as people pay it"), PriceLine(), key="price")
        self.period = left.add(_("For how long"), Choice(place_words.periods()))
        self.included = right.add(
            _("What is included"),
            Choice(((OFTEN, _("They come as often as they like")), (DAYS, _("So many days")))),
        )
        self.days = right.add(_("Days included"), NumberField(10, 0, 366))
        self.lines = {
            "plan": self.name,
            "price": self.price,
            "period": self.period,
            "included": self.included,
            "days": self.days,
        }
        self.included.currentIndexChanged.connect(self._show_days)
        self._show_days()
        self.watch_lines()

    @Slot()
    def _show_days(self) -> None:
        self.forms[1].show_field(self.days, self.included.choice == DAYS)

    def read(self, asked: FirstSetup) -> FirstSetup:
        name = " ".join(self.name.text().split())
        try:
            price = self.price.e4
        except DeskError as refusal:
            raise type(refusal)(**refusal.facts, field="price") from refusal
        if not name:
            if price is not None:
                raise MissingFact(field="plan", who="")
            return replace(asked, plan=None)
        if price is None:
            raise MissingFact(field="price", who="")
        days = self.days.value() if self.included.choice == DAYS else None
        plan = NewPlan(name=name, period=Period(str(self.period.choice)), price_e4=price, days_included=days)
        return replace(asked, plan=plan)


class RestStep(Step):
    """Where a second copy goes, and what the place does besides."""

    title = N_("Copies, and what you do")
    why = N_(
        "A copy is made on this computer every day. A second one elsewhere survives a theft or a fire. Do you begin in "
        "the middle of a year? What stood before is brought in later, under “Settings”."
    )

    def __init__(self) -> None:
        super().__init__(columns=2)
        left, right = self.forms
        self.second = SecondPlaceFields(left)
        choices = tuple((str(code), name, brings) for code, name, brings in place_words.activities())
        self.does = right.add(_("What does your place do?"), Ticks(choices, 1))
        self.does.changed.connect(self.changed)
        self.lines = self.second.lines
        self.watch_lines()

    def raw(self) -> dict[str, Any]:
        return super().raw() | {"does": list(self.does.ticked)}

    def fill(self, raw: dict[str, Any]) -> None:
        super().fill(raw)
        self.does.tick(raw.get("does", ()))

    def read(self, asked: FirstSetup) -> FirstSetup:
        place = replace(asked.place, services=" ".join(self.does.ticked))
        asked = replace(asked, place=place)
        where, user, password = self.second.read()
        return replace(asked, second_place=where, user=user, password=password)

    def refuse(self, refusal: DeskError, *, go_there: bool = True) -> None:
        """What the second place is refused for goes beside it, whoever found it."""
        super().refuse(self.second.beside(refusal), go_there=go_there)


STEPS: tuple[type[Step], ...] = (PlaceStep, HoursStep, SpacesStep, PlanStep, RestStep)
