"""Quotes on the Money page: a way to them once there are any, and each on paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.quote_rows import QuoteRow


class QuotesDoor(QObject):
    """Its `button` is out of sight until the first quote was made."""

    def __init__(self, page: Page, around: Surroundings[DeskServices]) -> None:
        super().__init__(page)
        self._page, self._around, self._services = page, around, around.services
        self.button = button(_("Quotes…"), self.list, look="quiet")
        self.button.hide()

    def reload(self) -> None:
        """Show the way there, if there is something to see."""
        self.button.setVisible(self._services.quotes.any())

    @Slot()
    def list(self) -> None:
        """All of them."""
        from tierslieu_desk.ui.pages.money.quote_sheet import QuotesSheet

        with self._page.refusals():
            sheet = QuotesSheet(self._page.window(), self._services)
            sheet.opened.connect(self.open)
            sheet.new_wanted.connect(self._new)
            sheet.open()

    @Slot(object)
    def open(self, number: int) -> None:
        """One of them."""
        from tierslieu_desk.ui.pages.money.quote_sheet import QuoteSheet

        with self._page.refusals():
            sheet = QuoteSheet(self._page.window(), self._services, number)
            sheet.told.connect(self._page.said)
            sheet.paper_wanted.connect(self._draw)
            sheet.change_wanted.connect(self._change)
            sheet.open()

    @Slot(object)
    def _change(self, number: int) -> None:
        from tierslieu_desk.ui.pages.money.quote_change import QuoteChangeDialog

        with self._page.refusals():
            row = self._services.quotes.get(number)
            dialog = QuoteChangeDialog(self._page.window(), self._services, self._around.clock.today(), row)
            dialog.told.connect(self._page.said)
            dialog.made.connect(self.open)
            dialog.open()

    @Slot()
    def _new(self) -> None:
        from tierslieu_desk.ui.pages.money.quote_dialog import QuoteDialog

        with self._page.refusals():
            dialog = QuoteDialog(self._page.window(), self._services, self._around.clock.today())
            dialog.told.connect(self._page.said)
            dialog.made.connect(self.open)
            dialog.open()

    @Slot(object)
    def _draw(self, number: int) -> None:
        with self._page.refusals():
            row: QuoteRow = self._services.quotes.get(number)
            title = _("Quote %(number)s") % {"number": row.number}
            show = partial(_show, self._page, self._around, row)
            self._around.jobs.run(title, partial(_paper, self._services, number), done=show)


def _show(page: Page, around: Surroundings[DeskServices], row: QuoteRow, content: bytes) -> None:
    from tierslieu_desk.ui.paper_dialog import show_paper

    title = _("Quote %(number)s") % {"number": row.number}
    handed_over = partial(around.services.quotes.sent, row.id, content)
    show_paper(page, around.jobs, title, f"{row.number}.pdf", content, then=handed_over)


def _paper(services: DeskServices, number: int, _progress: Progress) -> bytes:
    return services.quotes.paper(number)
