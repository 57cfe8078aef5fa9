"""One more line of a price list: an evening, Mondays, a week, a first hour; when it holds, what it pays for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tierslieu_desk import errors, formats, say
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.widgets.fields import Choice, NumberField, TimeField
from tierslieu_desk.ui.widgets.price_line import PriceLine
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.money import Basis
    from tierslieu_desk.rules.prices import PriceStep
    from tierslieu_desk.rules.vocabulary import VatCategory

A_DAY = 1440
ALWAYS, SOMETIMES = "always", "sometimes"
MINUTES = (("minutes", 1), ("hours", 60), ("days", A_DAY))


class _Usual(NamedTuple):
    """A line as houses have it: its name, minutes, and window (days, from, for so long), or none."""

    name: str
    minutes: int
    window: tuple[str, int, int] | None = None
    opens: bool = False


USUAL: dict[str, _Usual] = {
    "evening": _Usual(N_("evening"), 300, ("0123456", 1080, 300)),
    "week-end": _Usual(N_("week-end"), 4080, ("4", 840, 4080)),
    "day-of-week-end": _Usual(N_("day of the week-end"), 600, ("56", 480, 600)),
    "day-of-the-week": _Usual(N_("one day of the week"), A_DAY, ("0", 0, A_DAY)),
    "morning": _Usual(N_("morning"), 300, ("01234", 480, 300)),
    "afternoon": _Usual(N_("afternoon"), 300, ("01234", 780, 300)),
    "night-and-day": _Usual(N_("24 hours"), A_DAY),
    "week": _Usual(N_("week"), 7 * A_DAY),
    "first-hour": _Usual(N_("first hour"), 60, None, opens=True),
    "other": _Usual("", 120),
}


class PriceLineDialog(Dialog):
    """`written` carries the `PriceStep`, on the basis and in the category of the list."""

    written = Signal(object)

    def __init__(
        self, parent: QWidget | None, basis: Basis, category: VatCategory, step: PriceStep | None = None
    ) -> None:
        title = _("One more price") if step is None else _("Change the price: %(name)s") % {"name": step.label}
        super().__init__(parent, title, _("Take it over"), say.sentence)
        self._basis, self._category = basis, category
        choices = tuple((code, _(one.name) if one.name else _("something else")) for code, one in USUAL.items())
        self.usual = self.form.add(_("What it is"), Choice(choices))
        self.form.show_field(self.usual, step is None)
        self.name = self.form.add(_("Name"), QLineEdit(), key="name", help=_("It stands on the invoice."))
        self.price = self.form.add(_("Price"), PriceLine(), key="price")
        self._add_when()
        self.opens = Tick(_("Once, at the beginning of a booking"))
        self.form.add(_("A first hour, or the least"), self.opens)
        self.usual.currentIndexChanged.connect(self._fill_usual)
        self.when.currentIndexChanged.connect(self._show_window)
        self.whole.toggled.connect(self._show_window)
        if step is None:
            self._fill_usual()
        else:
            self._fill(step)

    def _add_when(self) -> None:
        self.when = self.form.add(
            _("On which days, at what times"),
            Choice(((ALWAYS, _("at any time")), (SOMETIMES, _("only on certain days or at certain times")))),
            help=_("At those times, prices that hold at any time are not taken."),
        )
        self.days = _DayTicks()
        self.form.add(_("Begins on"), self.days, key="days")
        self.begins, self.ends = TimeField(_clock(1080)), TimeField(_clock(0), ends=True)
        self.later = NumberField(0, 0, 6)
        self.begins.setAccessibleName(_("From"))
        self.ends.setAccessibleName(_("To"))
        self.later.setAccessibleName(_("So many days later"))
        self.later.setSpecialValueText(_("the same day"))
        self.later.setSuffix(" " + _("days later"))
        self._times = QWidget()
        line = QHBoxLayout(self._times)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in (self.begins, self.ends, self.later):
            line.addWidget(widget, 1)
        self.form.add(_("From … to …"), self._times, key="to")
        self.whole = Tick(_("One price for all of that time"))
        self.form.add(_("What is paid"), self.whole)
        self.count = NumberField(2, 1, 999)
        self.unit = Choice(tuple((size, _UNITS[name]()) for name, size in MINUTES))
        self.count.setAccessibleName(_("How long"))
        self.unit.setAccessibleName(_("Minutes, hours or days"))
        self._length = QWidget()
        line = QHBoxLayout(self._length)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.count, 1)
        line.addWidget(self.unit, 2)
        self.form.add(_("It pays for"), self._length, help=_("What is begun counts whole."))

    @Slot()
    def _fill_usual(self) -> None:
        usual = USUAL[str(self.usual.choice)]
        self.name.setText(_(usual.name) if usual.name else "")
        self._fill_times(usual.minutes, usual.window)
        self.opens.setChecked(usual.opens)
        self._show_window()

    def _fill(self, step: PriceStep) -> None:
        self.name.setText(step.label)
        self.price.e4 = step.amount_e4
        window = step.window
        days = "" if window is None else "".join(map(str, sorted(window.days)))
        self._fill_times(step.minutes, None if window is None else (days, window.opens, window.minutes))
        self.opens.setChecked(step.opens)
        self._show_window()

    def _fill_times(self, minutes: int, window: tuple[str, int, int] | None) -> None:
        size = next(size for _name, size in reversed(MINUTES) if minutes % size == 0)
        self.count.setValue(minutes // size)
        self.unit.choose(size)
        self.when.choose(ALWAYS if window is None else SOMETIMES)
        days, opens, lasts = window or ("01234", 1080, 300)
        self.days.tick(days)
        self.begins.at = _clock(opens)
        self.ends.at = _clock((opens + lasts) % A_DAY)
        self.later.setValue(max(0, (opens + lasts - 1) // A_DAY))
        self.whole.setChecked(window is not None and minutes >= lasts)

    @Slot()
    def _show_window(self) -> None:
        sometimes = self.when.choice == SOMETIMES
        for field in (self.days, self._times, self.whole):
            self.form.show_field(field, sometimes)
        self.form.show_field(self._length, not (sometimes and self.whole.isChecked()))
        self.grow()

    def _window(self) -> Any:
        from tierslieu_desk.rules.price_windows import A_MONDAY
        from tierslieu_desk.rules.prices import Window

        if self.when.choice != SOMETIMES:
            return None
        if not self.days.ticked:
            raise errors.NoDayTicked(field="days")
        opens, closes = _minutes(self.begins), _minutes(self.ends) or A_DAY
        lasts = self.later.value() * A_DAY + closes - opens
        if lasts <= 0:
            start, end = (A_MONDAY + timedelta(minutes=some) for some in (opens, closes))
            raise errors.SlotReversed(start=start, end=end, field="to")
        return Window(self.days.ticked, opens, lasts)

    def commit(self) -> None:
        from tierslieu_desk.rules.prices import PriceStep

        name = " ".join(self.name.text().split())
        if not name:
            raise errors.MissingFact(field="name", who="")
        try:
            price = self.price.e4
        except errors.DeskError as refusal:
            raise type(refusal)(**refusal.facts, field="price") from refusal
        if price is None:
            raise errors.MissingFact(field="price", who="")
        window = self._window()
        whole = window is not None and self.whole.isChecked()
        minutes = window.minutes if whole else self.count.value() * int(str(self.unit.choice))
        opens = self.opens.isChecked()
        self.written.emit(PriceStep(name, minutes, price, self._basis, self._category, window, opens))


class _DayTicks(QWidget):
    """The days of the week, Monday first."""

    def __init__(self) -> None:
        from tierslieu_desk.rules.price_windows import A_MONDAY

        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self.boxes: list[Tick] = []
        for number in range(7):
            name = formats.weekday((A_MONDAY + timedelta(days=number)).date())
            box = Tick(name[:2])
            box.setAccessibleName(name)
            box.setToolTip(name)
            self.boxes.append(box)
            line.addWidget(box)
        line.addStretch(1)

    @property
    def ticked(self) -> frozenset[int]:
        """Those chosen, 0 is Monday."""
        return frozenset(number for number, box in enumerate(self.boxes) if box.isChecked())

    def tick(self, days: str) -> None:
        """Choose these and no others."""
        for number, box in enumerate(self.boxes):
            box.setChecked(str(number) in days)


def _in_minutes() -> str:
    return _("minutes")


def _in_hours() -> str:
    return _("hours")


def _in_days() -> str:
    return _("times 24 hours")


_UNITS = {"minutes": _in_minutes, "hours": _in_hours, "days": _in_days}


def _clock(minutes: int) -> Any:
    from tierslieu_desk.rules.price_windows import A_MONDAY

    return (A_MONDAY + timedelta(minutes=minutes % A_DAY)).time()


def _minutes(field: TimeField) -> int:
    try:
        at = field.at
    except errors.DeskError as refusal:
        raise type(refusal)(**refusal.facts, field="to") from refusal
    return at.hour * 60 + at.minute
