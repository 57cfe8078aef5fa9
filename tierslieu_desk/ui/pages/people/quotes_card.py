"""What was offered to somebody at which price."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.pages.money import quote_words
from tierslieu_desk.ui.pages.people.known_cards import KnownCard
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.labels import Chip

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.quote_rows import QuoteRow
    from tierslieu_desk.services.person.person_files import PersonFile


class QuotesCard(KnownCard):
    """Out of sight while there are none."""

    def __init__(self, services: DeskServices) -> None:
        super().__init__(_("Quotes"), services)

    def rows_of(self, file: PersonFile) -> list[QWidget]:
        quotes = self.services.quotes
        return [self._made(row) for row in quotes.of_person(file.person.id)] if quotes.any() else []

    def _made(self, row: QuoteRow) -> QWidget:
        see = button(
            _("See…"), partial(self._see, row.id), look="quiet", says=_("See quote %(number)s") % {"number": row.number}
        )
        return Row(row.number, quote_words.line(row), aside=see).put_below(Chip(*quote_words.chip(row)))

    def _see(self, number: int) -> None:
        quote_words.show(self, number)
