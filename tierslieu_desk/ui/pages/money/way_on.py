"""What comes after a document or a payment: its paper, one key away beside the sentence that tells of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.way_back import WayBack

if TYPE_CHECKING:
    from tierslieu_desk.ui.jobs import Jobs
    from tierslieu_desk.ui.main_window import MainWindow
    from tierslieu_desk.ui.page import Page
    from tierslieu_desk.ui.services import DeskServices


def paper_of(page: Page, services: DeskServices, jobs: Jobs, invoice_id: int, number: str) -> WayBack:
    """The offer to see that document; there is no undo, money and numbers have none."""
    return WayBack(None, _("See the paper"), partial(_see, page, services, jobs, (invoice_id, number)))


def _see(page: Page, services: DeskServices, jobs: Jobs, which: tuple[int, str], window: MainWindow) -> None:
    from tierslieu_desk.ui.paper_dialog import show_paper

    invoice_id, number = which
    try:
        content = services.invoices.paper(invoice_id)
    except DeskError as refusal:
        window.refuse(refusal)
        return
    show_paper(page, jobs, number, f"{number}.pdf", content)
