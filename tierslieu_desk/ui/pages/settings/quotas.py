"""How much of each kind of unit a plan lets one book: a line each, and another once that one says something."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import QuotaTwice
from tierslieu_desk.i18n import _, pgettext
from tierslieu_desk.rules.quotas import Quota, Span
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.ui import place_words, theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice, NumberField

if TYPE_CHECKING:
    from tierslieu_desk.services.plan.plans import PlanRow

HOURS, TIMES = "hours", "times"
_NUMBER_WIDTH = 84
_MOST, _MOST_LINES = 744, 12
_KINDS = (UnitKind.ROOM, UnitKind.DESK, UnitKind.BOOTH, UnitKind.TOOL, UnitKind.VEHICLE)


def _spans() -> tuple[tuple[Span, str], ...]:
    return (
        (Span.DAY, pgettext("quota", "a day")),
        (Span.WEEK, pgettext("quota", "a week")),
        (Span.MONTH, pgettext("quota", "a month")),
    )


class _Line(QWidget):
    """So many hours, or bookings, of a kind of unit a day, a week, a month."""

    changed = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        self.most = NumberField(0, 0, _MOST)
        self.most.setFixedWidth(_NUMBER_WIDTH)
        self.what = Choice(((HOURS, _("hours")), (TIMES, _("bookings"))))
        self.kind = Choice(tuple((kind, place_words.kind_word(kind)) for kind in _KINDS))
        self.span = Choice(_spans())
        said = (
            _("At most, line %(n)s"),
            _("Counted, line %(n)s"),
            _("Of what, line %(n)s"),
            _("In which time, line %(n)s"),
        )
        for field, says in zip((self.most, self.what, self.kind, self.span), said, strict=True):
            field.setAccessibleName(says % {"n": number})
            line.addWidget(field, 0 if field is self.most else 1)
        self.most.valueChanged.connect(self.changed)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        return (self.most, self.what, self.kind, self.span)

    def fill(self, quota: Quota) -> None:
        """As it was kept."""
        self.what.choose(HOURS if quota.minutes is not None else TIMES)
        self.kind.choose(quota.kind)
        self.span.choose(quota.span)
        self.most.setValue(quota.minutes // 60 if quota.minutes is not None else quota.times or 0)

    def written(self, plan: PlanRow) -> Quota | None:
        """What stands there; None of a line that says nothing."""
        most = self.most.value()
        kind, span = UnitKind(str(self.kind.choice)), Span(str(self.span.choice))
        hours = self.what.choice == HOURS
        minutes, times = (60 * most, None) if hours else (None, most)
        return Quota(plan.id, plan.name, kind, span, minutes, times) if most else None


class QuotasDialog(Dialog):
    """`told` carries the sentence and the undo."""

    needs = Right.PRICES

    def __init__(self, parent: QWidget | None, services: DeskServices, plan: PlanRow) -> None:
        title = _("How much one may book with %(name)s") % {"name": plan.name}
        super().__init__(parent, title, _("Keep"), say.sentence)
        self._services, self._plan = services, plan
        self.form.add_remark().tell(
            _("Counted for each person, by the calendar. What was called off, and options that are over, do not count.")
        )
        self.lines: list[_Line] = []
        holder = QWidget()
        self._under = QVBoxLayout(holder)
        self._under.setContentsMargins(0, 0, 0, 0)
        self._under.setSpacing(theme.GAP)
        kept = services.plan_quotas.of(plan.id)
        for number in range(len(kept) + 1):
            line = self._add()
            if number < len(kept):
                line.fill(kept[number])
        self.form.add(_("At most"), holder, key="quotas", help=_("0: that line says nothing."))

    def _add(self) -> _Line:
        line = _Line(len(self.lines) + 1)
        line.span.choose(tuple(Span)[min(len(self.lines), len(Span) - 1)])
        line.changed.connect(self._follow)
        self._under.addWidget(line)
        if self.lines:  # made last, it would be reached after everything that follows
            before = self.lines[-1].fields[-1]
            for field in line.fields:
                QWidget.setTabOrder(before, field)
                before = field
        self.lines.append(line)
        return line

    @Slot()
    def _follow(self) -> None:
        if self.lines[-1].most.value() and len(self.lines) < _MOST_LINES:
            self._add()
            self.grow()

    def commit(self) -> None:
        plan, service = self._plan, self._services.plan_quotas
        quotas = [quota for line in self.lines if (quota := line.written(plan)) is not None]
        try:
            before = service.keep(plan.id, quotas)
        except QuotaTwice as twice:
            raise QuotaTwice(field="quotas") from twice
        words = (
            _("With %(name)s, one books within these limits from now on.")
            if quotas
            else _("With %(name)s, one books as much as one likes.")
        )
        self.told.emit(words % {"name": plan.name}, partial(service.keep, plan.id, before))
