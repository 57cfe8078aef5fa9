"""The notice list: whose subscription ends soon, and who pays another price than their plan costs today."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, Row
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.plan.subscriptions import RenewalRow

MOST = 40


class RenewalsCard(Card):
    """Out of sight while nobody is on the list. `told` and `refused` are for the message bar."""

    told = Signal(str, object)
    refused = Signal(object)

    def __init__(self, services: DeskServices) -> None:
        super().__init__(_("Ends or changes price"))
        self._services = services

    def reload(self) -> None:
        """Who is on the list now."""
        rows = self._services.subscriptions.renewals()
        made: list[QWidget] = [self._made(row) for row in rows[:MOST]]
        if len(rows) > MOST:
            rest = Words(_("and %(n)s more, once these are seen to") % {"n": len(rows) - MOST}, "second")
            rest.setContentsMargins(theme.CARD_PADDING, 0, theme.CARD_PADDING, theme.GAP)
            made.append(rest)
        self.set_rows(made)
        self.set_aside(str(len(rows)) if rows else "")
        self.setVisible(bool(rows))

    def _made(self, row: RenewalRow) -> Row:
        aside = QWidget()
        line = QHBoxLayout(aside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        if row.why == "price":
            keep = button(_("Keep their price"), partial(self._keep, row), look="quiet")
            keep.setAccessibleDescription(row.party)
            line.addWidget(keep)
        if row.on_sale:
            renew = button(_("Today’s price") if row.why == "price" else _("Renew"), partial(self._renew, row))
            renew.setAccessibleDescription(row.party)
            line.addWidget(renew)
        return Row(f"{row.party} · {row.name}", said(row), aside=aside)

    @Slot()
    def _keep(self, row: RenewalRow) -> None:
        running = self._services.subscriptions
        try:
            was = running.keep_price(row.id)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        facts = {"name": row.party, "price": formats.unit_price(row.price_e4)}
        self.told.emit(_("%(name)s keeps %(price)s.") % facts, partial(running.take_back_keep, row.id, was))

    @Slot()
    def _renew(self, row: RenewalRow) -> None:
        running = self._services.subscriptions
        try:
            changed = running.renew(row)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        facts = {"name": row.party, "price": formats.unit_price(row.today_e4), "day": formats.date_medium(changed.on)}
        self.told.emit(
            _("%(name)s pays %(price)s from %(day)s on.") % facts, partial(running.take_back_change, changed)
        )


def said(row: RenewalRow) -> str:
    """Both prices, or the last day with today's price."""
    facts = {
        "price": formats.unit_price(row.price_e4),
        "today": formats.unit_price(row.today_e4),
        "day": formats.date_medium(row.on),
    }
    if row.why == "price":
        return _("pays %(price)s; it costs %(today)s by now, and may from %(day)s on") % facts
    if row.price_e4 == row.today_e4:
        return _("ends on %(day)s; it still costs %(today)s") % facts
    return _("ends on %(day)s; it costs %(today)s by now, and they pay %(price)s") % facts
