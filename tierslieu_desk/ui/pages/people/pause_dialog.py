"""Days in which a subscription is neither charged nor gives anything."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, PauseOutside, SlotReversed
from tierslieu_desk.i18n import _
from tierslieu_desk.services.plan.endings import CutLine
from tierslieu_desk.services.plan.subscription_rows import SubscriptionRow
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.forms import Remark
from tierslieu_desk.ui.pages.people import person_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import DateField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.wallclock import DAY

_SHOWN = 4


class PauseDialog(Dialog):
    """`told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, sold: SubscriptionRow) -> None:
        super().__init__(parent, _("Pause %(name)s") % {"name": sold.name}, _("Pause it"), say.sentence)
        self._services, self._sold = services, sold
        self.body.insertWidget(0, Words(f"{sold.party} · {person_words.subscription(sold)}", "second", wrap=True))
        paused = [formats.days_text(one.first, one.last) for one in services.subscriptions.pauses(sold.id)]
        if paused:
            known = _("Paused already: %(days)s") % {"days": " · ".join(paused)}
            self.body.insertWidget(1, Words(known, "second", wrap=True))
        self.body.insertSpacing(1 + len(paused[:1]), theme.GAP)
        first = max(services.sales.today() + DAY, sold.starts)
        self._first = self.form.add(_("First day of the pause"), DateField(first), key="first")
        self._last = self.form.add(
            _("Last day of the pause"),
            DateField(first + 6 * DAY),
            key="last",
            help=_("These days are not charged, and give no days to use."),
        )
        self._why = self.form.add(_("Because"), QLineEdit(), help=_("May stay empty."))
        self._lines: tuple[CutLine, ...] = ()
        self._total, self._worked = Words("", "name", wrap=True), Remark()
        self._refused = Words("", "refusal", wrap=True)
        for words in (self._total, self._worked, self._refused):
            self.body.insertWidget(self.body.count() - 1, words)
        for field in (self._first, self._last):
            field.textChanged.connect(self._show_saving)
            field.settled.connect(self._show_saving)
        self._show_saving()

    @property
    def saving(self) -> tuple[str, ...]:
        """What stands under the fields: what is saved, and how it was found, period by period; or why it cannot be."""
        texts = (self._total.text(), *self._worked.text().splitlines(), self._refused.text())
        return tuple(text for text in texts if text)

    @Slot()
    def _show_saving(self) -> None:
        """As the fields stand; nothing while they say no days that can be paused."""
        self._lines = ()
        with suppress(DeskError):
            self._lines = self._services.subscriptions.pausing(self._sold.id, self._first.day, self._last.day)
        on_paper = next((line for line in reversed(self._lines) if line.number), None)
        saved = 0 if on_paper else self._saved()
        total = _("%(amount)s less to invoice") % {"amount": formats.amount(saved)} if saved > 0 else ""
        self._total.setText(total)
        self._total.setVisible(bool(total))
        lines = [person_words.cut(line) for line in self._lines]
        if len(lines) > _SHOWN:
            lines[_SHOWN:] = [f"… {lines[-1]}"]
        self._worked.tell("" if on_paper else "\n".join(lines))
        why = "" if on_paper is None else _on_paper(on_paper)
        self._refused.setText(why)
        self._refused.setVisible(bool(why))
        self.act.setEnabled(on_paper is None)
        self.grow()

    def _saved(self) -> int:
        return sum(line.before_cents - line.cents for line in self._lines)

    def commit(self) -> None:
        self._show_saving()
        for field, key in ((self._first, "first"), (self._last, "last")):
            refusal = field.refused()
            if refusal is not None:
                raise type(refusal)(**refusal.facts, field=key)
        running, first, last = self._services.subscriptions, self._first.day, self._last.day
        try:
            pause, cents = running.pause(self._sold.id, first, last, self._why.text())
        except SlotReversed as refusal:
            raise SlotReversed(**refusal.facts, field="last") from refusal
        except PauseOutside as refusal:
            key = "first" if first < self._sold.starts else "last"
            raise PauseOutside(**{**refusal.facts, "field": key}) from refusal
        except DeskError as refusal:
            raise type(refusal)(**{**refusal.facts, "field": "first"}) from refusal
        saved = self._saved() or -cents
        facts = {"name": self._sold.name, "days": formats.days_text(first, last), "amount": formats.amount(saved)}
        later = first > self._services.sales.today()
        told = _("%(name)s will be paused: %(days)s.") if later else _("%(name)s is paused: %(days)s.")
        if saved > 0 and later:
            told = _("%(name)s will be paused: %(days)s. %(amount)s less to invoice.")
        elif saved > 0:
            told = _("%(name)s is paused: %(days)s. %(amount)s less to invoice.")
        self.told.emit(told % facts, partial(running.take_back_pause, pause))


def _on_paper(line: CutLine) -> str:
    """Why days that are on an invoice are not paused, and which ones may be."""
    facts = {"number": line.number, "days": formats.days_text(line.first, line.last)}
    said = _("%(number)s is issued for %(days)s and does not change any more. The pause may begin on %(day)s.")
    return said % (facts | {"day": formats.date_medium(line.last + DAY)})
