"""What few plans have, under “More”: hours, other prices, a deposit, how long one stays, papers, who uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.money import E4_PER_CENT
from tierslieu_desk.ui.forms import Form
from tierslieu_desk.ui.pages.settings.plan_hours import PlanHours
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice, NumberField
from tierslieu_desk.ui.widgets.price_line import PriceLine
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.rules.hours import KindHours
    from tierslieu_desk.services.plan.plans import PlanRow

IN_DAYS, IN_PERIODS = "days", "periods"
_MOST_MONTHS, _MOST_NOTICE = 60, 180


class MoreOfPlan(TypedDict):
    """Fields of `NewPlan`."""

    shared: bool
    signup_fee_e4: int
    least_months: int
    notice_days: int
    notice_periods: int
    solidarity_e4: int | None
    floor_e4: int | None
    deposit_cents: int
    papers: tuple[str, ...]
    hours: KindHours


class PlanMore(QObject):
    """Fields of a form, folded away until its button is pressed. `unfolded` when it was."""

    unfolded = Signal()

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form = form
        self.fold = button(_("Hours, other prices, deposit, terms, papers"), self._turn)
        self.fold.setAutoDefault(False)
        self.fold.setCheckable(True)
        form.add(_("More"), self.fold)
        self.hours = form.add(
            _("Hours included besides"),
            PlanHours(),
            key="hours",
            help=" ".join(
                (
                    _("0: there are none."),
                    _("They pay for bookings first. The rest is priced as usual."),
                    _("Once there are some, a line for another kind follows."),
                )
            ),
        )
        self.hours.grown.connect(self.unfolded)
        self.solidarity = form.add(
            _("Solidarity price"), PriceLine(), key="solidarity", help=_("For who has little. Empty: there is none.")
        )
        self.floor = form.add(
            _("They pay what they like, from"), PriceLine(), key="floor", help=_("Empty: they do not choose.")
        )
        self.signup = form.add(
            _("Sign-up fee"), PriceLine(), key="signup", help=_("Asked once of each. Empty: there is none.")
        )
        self.deposit = form.add(
            _("Deposit"), PriceLine(), key="deposit", help=_("Kept for them and given back at the end: it is no price.")
        )
        self.months = form.add(
            _("Minimum term, in months"), NumberField(0, 0, _MOST_MONTHS), key="months", help=_("0: there is none.")
        )
        self.notice = form.add(_("Notice before it ends"), NumberField(0, 0, _MOST_NOTICE), help=_("0: there is none."))
        self.notice_in = form.add(
            _("This notice is in"),
            Choice(((IN_DAYS, _("days")), (IN_PERIODS, _("whole periods after the running one")))),
        )
        self.papers = form.add(
            _("Papers to bring"),
            QLineEdit(),
            help=_("With commas between, for instance: Insurance, Signed charter. Empty: none."),
        )
        self.shared = Tick(_("The people of the organisation that has it use it"))
        form.add(_("Shared"), self.shared)
        self._turn()

    @Slot()
    def _turn(self) -> None:
        shown = self.fold.isChecked()
        prices = (self.hours, self.solidarity, self.floor, self.signup, self.deposit)
        for field in (*prices, self.months, self.notice, self.notice_in, self.papers, self.shared):
            self._form.show_field(field, shown)
        if shown:
            self.unfolded.emit()

    def fill(self, row: PlanRow) -> None:
        """As a plan has it, unfolded when it has any of it."""
        self.hours.fill(row.hours)
        self.solidarity.e4, self.floor.e4 = row.solidarity_e4, row.floor_e4
        self.signup.e4 = row.signup_fee_e4 or None
        self.deposit.e4 = row.deposit_cents * E4_PER_CENT or None
        self.months.setValue(row.least_months)
        self.notice.setValue(row.notice_periods or row.notice_days)
        self.notice_in.choose(IN_PERIODS if row.notice_periods else IN_DAYS)
        self.papers.setText(", ".join(row.papers))
        self.shared.setChecked(row.shared)
        some = [row.signup_fee_e4, row.deposit_cents, row.least_months, row.notice_days, row.notice_periods, row.shared]
        some += [len(row.hours), len(row.papers)]
        self.fold.setChecked(any(some) or row.solidarity_e4 is not None or row.floor_e4 is not None)
        self._turn()

    def written(self) -> MoreOfPlan:
        """What stands there. Raises `NotAnAmount`, naming the field."""
        in_days = self.notice_in.choice == IN_DAYS
        return MoreOfPlan(
            shared=self.shared.isChecked(),
            signup_fee_e4=_read(self.signup, "signup") or 0,
            least_months=self.months.value(),
            notice_days=self.notice.value() if in_days else 0,
            notice_periods=0 if in_days else self.notice.value(),
            hours=self.hours.written(),
            solidarity_e4=_read(self.solidarity, "solidarity"),
            floor_e4=_read(self.floor, "floor"),
            deposit_cents=(_read(self.deposit, "deposit") or 0) // E4_PER_CENT,
            papers=tuple(kind.strip() for kind in self.papers.text().split(",") if kind.strip()),
        )


def _read(line: PriceLine, field: str) -> int | None:
    try:
        return line.e4
    except DeskError as refusal:
        raise type(refusal)(**refusal.facts, field=field) from refusal
