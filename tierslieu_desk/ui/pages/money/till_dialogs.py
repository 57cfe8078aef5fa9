"""What has no way back at the till, shown before: an opposite payment, and the closing of what is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.money.words import method_word, period_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.cards import Card, Row
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.money.till import PaymentSeen, ToClose


class ReverseDialog(Dialog):
    """`told` carries the sentence."""

    needs = Right.MONEY_BACK

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PaymentSeen) -> None:
        super().__init__(parent, _("Take a payment back"), _("Take it back"), say.sentence)
        self._services, self._row = services, row
        self.body.setSpacing(theme.GAP)
        facts = {"opposite": formats.amount(-row.amount_cents)}
        taken = (formats.amount(row.amount_cents), method_word(row.method), formats.date_medium(row.received.date()))
        lines = [
            " · ".join(taken),
            _("The payment stays in the book. An opposite one of %(opposite)s is written beside it, today.") % facts,
        ]
        if row.settles:
            lines.append(_("What it settled is to be paid once more: %(numbers)s.") % {"numbers": row.settles})
        self.body.insertWidget(0, Words(row.name or _("somebody passing by"), "strong", wrap=True))
        for place, line in enumerate(lines, start=1):
            self.body.insertWidget(place, Words(line, wrap=True))

    def commit(self) -> None:
        back = self._services.payments.reverse(self._row.id)
        self.told.emit(_("Taken back: %(amount)s.") % {"amount": formats.amount(back.amount_cents)}, None)


class ClosingDialog(Dialog):
    """Each period with its payments, and the total since the first day. `told` carries the sentence."""

    needs = Right.CLOSE_TILL

    def __init__(self, parent: QWidget | None, services: DeskServices, periods: tuple[ToClose, ...]) -> None:
        super().__init__(parent, _("Close the till"), _("Close for good"), say.sentence)
        self._services, self._periods = services, periods
        self.body.takeAt(self.body.count() - 1)
        self.body.setSpacing(theme.GAP)
        warning = _("Once closed, no payment is added to these days, and none of them changes.")
        self._done = Words("", "strong", wrap=True)
        self._done.hide()
        for place, words in enumerate((Words(warning, wrap=True), self._done)):
            self.body.insertWidget(place, words)
        self._card = Card(_("What is closed"), scrolls=True)
        self.body.addWidget(self._card, 1)
        self._ever = Words("", "strong")
        self.body.addWidget(self._ever)
        self._show()

    def _show(self) -> None:
        rows: list[QWidget] = []
        for one in self._periods:
            count = ngettext("%(n)s payment", "%(n)s payments", one.payments) % {"n": one.payments}
            total = Words(formats.amount(one.total_cents), "strong")
            total.setFont(theme.figures())
            rows.append(Row(period_words(one), count, aside=total))
        self._card.set_rows(rows)
        ever = formats.amount(self._periods[-1].perpetual_cents)
        self._ever.setText(_("Total since the first day: %(amount)s") % {"amount": ever})

    def commit(self) -> None:
        """Up to the first that is refused; what was closed before is told, and the rest is there to try again."""
        closed = self._services.till.close_all(self._periods)
        count = len(closed.rows)
        words = ngettext("%(n)s period closed.", "%(n)s periods closed.", count) % {"n": count}
        if closed.refusal is not None:
            self._done.setText(words)
            self._done.setVisible(bool(count))
            self._periods = self._services.till.to_close() or self._periods
            self._show()
            raise closed.refusal
        if count == 1:
            facts = {"period": period_words(self._periods[0]), "amount": formats.amount(closed.rows[0].total_cents)}
            words = _("Closed: %(period)s, %(amount)s.") % facts
        self.told.emit(words, None)
