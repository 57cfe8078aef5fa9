"""What few passes have, under “More”: hours of rooms, when they count, how long they last, gifts, visitors.

And the prices of a plan that has others than its usual one, and its deposit.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypedDict

from PySide6.QtCore import QObject, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QLineEdit

from tierslieu_desk.errors import DeskError, MissingFact
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.passes import A_DAY
from tierslieu_desk.rules.vocabulary import PaymentMethod, UnitKind
from tierslieu_desk.ui import hour_words
from tierslieu_desk.ui.forms import Form
from tierslieu_desk.ui.pages.money import words as money_words
from tierslieu_desk.ui.place_words import price_words
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice, NumberField
from tierslieu_desk.ui.widgets.price_line import PriceLine
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.rules.hours import KindHours
    from tierslieu_desk.services.plan.plans import PlanRow

WINDOWS = {"day": A_DAY, "morning": (0, 13 * 60), "afternoon": (12 * 60, 18 * 60), "evening": (17 * 60, 24 * 60)}
"""In minutes of the day."""
_RUNS = (1, 7, 14, 30)
USUAL, SOLIDARITY, AS_THEY_LIKE = "usual", "solidarity", "like"


class MoreOfPass(TypedDict):
    """Fields of `NewPass`."""

    window: tuple[int, int]
    runs_days: int | None
    gift: bool
    home_place: str
    hours_of: UnitKind | None
    minutes: int


class PassMore(QObject):
    """Fields of a form, folded away until their button is pressed. `changed` when one of them was."""

    changed = Signal()
    unfolded = Signal()

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form = form
        self.fold = button(_("Hours of rooms, when it counts, gift, visit"), self._turn)
        self.fold.setAutoDefault(False)
        self.fold.setCheckable(True)
        form.add(_("More"), self.fold)
        self.hours = form.add(
            _("Hours instead of days"), NumberField(0, 0, 999), key="hours", help=_("0: it is a pass of days.")
        )
        self.hours_of = form.add(_("They are hours of"), Choice(hour_words.kinds()))
        windows = (
            ("day", _("whenever they come")),
            ("morning", _("who comes before 13:00")),
            ("afternoon", _("who comes from 12:00 to 18:00")),
            ("evening", _("who comes from 17:00 on")),
        )
        self.window = form.add(_("It counts for"), Choice(windows))
        runs = tuple((days, ngettext("%(n)s day", "%(n)s days", days) % {"n": days}) for days in _RUNS)
        self.runs = form.add(
            _("From the first check-in it lasts"),
            Choice(((None, _("it does not matter")), *runs)),
            help=_("They come as often as they like in those days."),
        )
        self.gift = Tick(_("A gift: a code, for whoever brings it"))
        form.add(_("For somebody else"), self.gift)
        self.home = form.add(
            _("They visit from"),
            QLineEdit(),
            key="home",
            help=_("The name of their own place: they are charged nothing here. Empty: they do not."),
        )
        for field in (self.hours_of, self.window):
            field.currentIndexChanged.connect(self.changed)
        self.hours.valueChanged.connect(self.changed)
        self.runs.currentIndexChanged.connect(self.changed)
        self.gift.toggled.connect(self.changed)
        self.home.textChanged.connect(self.changed)

    @Slot()
    def _turn(self) -> None:
        self.show(True)
        if self.fold.isChecked():
            self.unfolded.emit()

    def show(self, shown: bool) -> None:
        """As far as it is unfolded; nothing of it where no pass is sold."""
        self._form.show_field(self.fold, shown)
        shown, hours = shown and self.fold.isChecked(), self.hours.value() > 0
        self._form.show_field(self.hours, shown)
        self._form.show_field(self.hours_of, shown and hours)
        self._form.show_field(self.gift, shown)
        for field in (self.window, self.runs, self.home):
            self._form.show_field(field, shown and not hours)

    def copy(self, hours: KindHours) -> None:
        """Hours as those of another pass, shown where there are any."""
        if hours:
            self.hours_of.choose(hours[0][0])
            self.fold.setChecked(True)
        self.hours.setValue(hours[0][1] // 60 if hours else 0)

    def written(self) -> MoreOfPass:
        """What stands there."""
        if self.hours.value():
            hours_of = UnitKind(str(self.hours_of.choice))
            minutes = 60 * self.hours.value()
            gift = self.gift.isChecked()
            return MoreOfPass(
                window=A_DAY, runs_days=None, gift=gift, home_place="", hours_of=hours_of, minutes=minutes
            )
        runs = self.runs.choice
        return MoreOfPass(
            window=WINDOWS[str(self.window.choice)],
            runs_days=runs if isinstance(runs, int) else None,
            gift=self.gift.isChecked(),
            home_place=self.home.text().strip(),
            hours_of=None,
            minutes=0,
        )


class PlanPrice(QObject):
    """Which price they pay, out of sight for a plan that has one only. `changed` when another one was chosen."""

    changed = Signal()

    def __init__(self, form: Form, *, with_vat: bool) -> None:
        super().__init__(form)
        self._form, self._with_vat = form, with_vat
        self._plan: PlanRow | None = None
        self.which = form.add(_("They pay"), Choice())
        self.line = form.add(_("What they like to pay"), PriceLine(), key="plan-price")
        self.which.currentIndexChanged.connect(self._turn)
        self.line.textChanged.connect(self.changed)

    def show(self, plan: PlanRow | None) -> None:
        """The prices of that plan; none of it for None."""
        if plan != self._plan:
            self._plan = plan
            with QSignalBlocker(self.which), QSignalBlocker(self.line):
                self.which.clear()
                for code, words in () if plan is None else _prices(plan, with_vat=self._with_vat):
                    self.which.addItem(words, code)
                self.line.e4 = None if plan is None else plan.price_e4
        several = plan is not None and self.which.count() > 1
        self._form.show_field(self.which, several)
        self._form.show_field(self.line, several and self.which.choice == AS_THEY_LIKE)

    @Slot()
    def _turn(self) -> None:
        self.show(self._plan)
        self.changed.emit()

    @property
    def e4(self) -> int | None:
        """None for the usual one. Raises `NotAnAmount`, `MissingFact`, naming the field."""
        if self._plan is None or self.which.choice in {USUAL, None}:
            return None
        if self.which.choice == SOLIDARITY:
            return self._plan.solidarity_e4
        try:
            written = self.line.e4
        except DeskError as refusal:
            raise type(refusal)(**refusal.facts, field="plan-price") from refusal
        if written is None:
            raise MissingFact(field="plan-price", who="")
        return written


class DepositLine(QObject):
    """How they leave the deposit of a plan, out of sight for one that asks for none."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form, self._cents = form, 0
        later = ("", _("they bring it later"))
        self.how = form.add(
            _("How they leave the deposit"),
            Choice((later, *money_words.methods())),
            key="deposit",
            help=_("Kept for them and given back at the end: it is no price."),
        )
        self.show(0)

    def show(self, cents: int) -> None:
        """So much is to be left."""
        self._cents = cents
        self._form.show_field(self.how, cents > 0)

    @property
    def method(self) -> PaymentMethod | None:
        """None: they bring it later, or there is none."""
        return PaymentMethod(str(self.how.choice)) if self._cents and self.how.choice else None


def _prices(plan: PlanRow, *, with_vat: bool) -> list[tuple[str, str]]:
    worded = partial(price_words, basis=plan.basis, with_vat=with_vat)
    found = [(USUAL, _("the usual price, %(price)s") % {"price": worded(plan.price_e4)})]
    if plan.solidarity_e4 is not None:
        price = worded(plan.solidarity_e4)
        found.append((SOLIDARITY, _("the solidarity price, %(price)s") % {"price": price}))
    if plan.floor_e4 is not None:
        price = worded(plan.floor_e4)
        found.append((AS_THEY_LIKE, _("what they like, from %(price)s on") % {"price": price}))
    return found
