"""A quote that was not accepted, made again: as a new one, with a number of its own, in the place of the old one."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.services.booking.quote_prices import Wanted
from tierslieu_desk.services.booking.quotes import NewQuote
from tierslieu_desk.ui.pages.money.quote_dialog import QuoteDialog
from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.quote_rows import QuoteRow


class QuoteChangeDialog(QuoteDialog):
    """Everything as it stands on the old one, at today's prices but for those that were agreed by hand."""

    make = N_("Make the new one")

    def __init__(self, parent: QWidget | None, services: DeskServices, today: date, row: QuoteRow) -> None:
        wanted = [Wanted(one.unit_id, one.slot, one.people, one.agreed_cents, one.reason) for one in row.lines]
        super().__init__(parent, services, today, wanted, name=row.name, title=row.title)
        self._row = row
        if row.held:
            self._mine = frozenset((one.unit_id, one.slot) for one in row.lines)
        title = _("A quote instead of %(number)s") % {"number": row.number}
        self.setWindowTitle(title)
        self._heading.setText(title)
        if row.party_id is not None:
            self.who.choose(services.people.get(row.party_id))
        for key, (_label, field) in self._fields.items():
            field.setText(getattr(row, key))
        self.language.choose(row.language)
        self.until.day = max(row.valid_until, today)
        self.terms.setText(row.terms)
        self.hold.setChecked(row.held)
        self._fill()

    def _make(self, new: NewQuote) -> None:
        quotes = self._services.quotes
        row = quotes.get(quotes.change(self._row.id, new))
        facts = {"number": row.number, "old": self._row.number, "amount": formats.amount(row.totals.gross)}
        words = _("Quote %(number)s stands instead of %(old)s: %(amount)s.") % facts
        self.told.emit(words, partial(quotes.unchange, row.id))
        self.made.emit(row.id)
