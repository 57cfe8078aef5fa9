"""The till: what came in today, what is over and waits to be closed, what is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _, ngettext, pgettext
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.money.view import MoneyView
from tierslieu_desk.ui.pages.money.words import method_word, period_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row, StatTile
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from datetime import date

    from tierslieu_desk.services.money.payments import ClosingRow
    from tierslieu_desk.services.money.till import ToClose

SHOWN = 12
NARROW_COLUMNS = 3
ORDER = ("cash", "card", "cheque", "transfer")


class TillView(MoneyView):
    """Five figures over two cards."""

    ACT = N_("Close the till…")

    def __init__(self, page: Page, around: Surroundings[DeskServices]) -> None:
        super().__init__(page, around)
        self._tiles = {method: StatTile(method_word(method)) for method in ORDER}
        self._whole = StatTile(_("Today in all"))
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.GAP)
        self._head.addLayout(self._grid, 1)
        self._lay_tiles(len(self._tiles) + 1)
        self._waiting = Card(_("To be closed"), scrolls=True)
        self._closed = Card(pgettext("till", "Closed"))
        columns: tuple[Column[ClosingRow], ...] = (
            Column(_("Period"), period_words, sort=_last_day, stretch=True),
            Column(_("Payments"), _payments, right=True),
            Column(_("Total"), _total, sort=_cents, right=True),
            Column(pgettext("till", "In all"), _ever, sort=_ever_cents, right=True),
        )
        empty = EmptyState("lock-key", _("Nothing is closed yet"), _("A day is closed once it is over."))
        self.table = Table(_("Closings"), RowsModel(columns, key=_key), empty)
        self.setFocusProxy(self.table)
        self._closed.fill(self.table)
        self._closed.setMinimumHeight(280)
        self._line.addWidget(self._waiting, 2)
        self._line.addWidget(self._closed, 3)
        self._to_close: tuple[ToClose, ...] = ()

    def can_act(self) -> bool:
        return bool(self._to_close)

    def act(self) -> None:
        from tierslieu_desk.ui.pages.money.till_dialogs import ClosingDialog

        dialog = ClosingDialog(self.window(), self._services, self._to_close)
        dialog.told.connect(self._page.said)
        self._open(dialog)

    def reload(self) -> None:
        till = self._services.till
        takings = {str(taking.method): taking for taking in till.takings()}
        for method, tile in self._tiles.items():
            taking = takings[method]
            tile.set(method_word(method), formats.amount(taking.total_cents), _count(taking.payments))
        total = sum(taking.total_cents for taking in takings.values())
        self._whole.set(_("Today in all"), formats.amount(total))
        self._to_close = till.to_close()
        rows = [_waits(one) for one in self._to_close[:SHOWN]]
        if len(self._to_close) > SHOWN:
            rest = len(self._to_close) - SHOWN
            rows.append(Row(ngettext("and %(n)s more", "and %(n)s more", rest) % {"n": rest}))
        self._waiting.set_rows(rows or [_nothing_waits()])
        self._waiting.set_aside(str(len(self._to_close)) if self._to_close else "")
        closings = till.closings()
        self.table.set_rows(closings)
        ever = closings[0].perpetual_cents if closings else 0
        self._closed.set_aside(_("%(amount)s since the first day") % {"amount": formats.amount(ever)} if ever else "")

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self._lay_tiles(NARROW_COLUMNS if narrow else len(self._tiles) + 1)

    def _lay_tiles(self, columns: int) -> None:
        for place, tile in enumerate((*self._tiles.values(), self._whole)):
            self._grid.addWidget(tile, *divmod(place, columns))
        for column in range(len(self._tiles) + 1):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def _count(payments: int) -> str:
    return ngettext("%(n)s payment", "%(n)s payments", payments) % {"n": payments} if payments else ""


def _waits(one: ToClose) -> QWidget:
    return Row(period_words(one), _count(one.payments), aside=_figure(one.total_cents))


def _figure(cents: int) -> Words:
    made = Words(formats.amount(cents), "strong")
    made.setFont(theme.figures())
    return made


def _nothing_waits() -> QWidget:
    return EmptyState(
        "check-circle", _("Everything that is over is closed"), _("Today can be closed from tomorrow on.")
    )


def _key(one: ClosingRow) -> int:
    return one.id


def _last_day(one: ClosingRow) -> date:
    return one.last_day


def _payments(one: ClosingRow) -> str:
    return str(one.payments)


def _total(one: ClosingRow) -> str:
    return formats.amount(one.total_cents)


def _cents(one: ClosingRow) -> int:
    return one.total_cents


def _ever(one: ClosingRow) -> str:
    return formats.amount(one.perpetual_cents)


def _ever_cents(one: ClosingRow) -> int:
    return one.perpetual_cents
