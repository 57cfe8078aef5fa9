"""What whoever paid takes away: the paper looked at and printed, or sent to them by e-mail."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tierslieu_desk.errors import DeskError, MissingFact
from tierslieu_desk.i18n import _
from tierslieu_desk.paths import safe_name
from tierslieu_desk.rules.letters import Letter
from tierslieu_desk.rules.messages import Way
from tierslieu_desk.ui import ask, drafts
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.paper_dialog import show_paper
from tierslieu_desk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from tierslieu_desk.services.money.invoice_lists import InvoiceLineRow
    from tierslieu_desk.services.money.invoice_rows import InvoiceRow
    from tierslieu_desk.ui.main_window import MainWindow


def show(window: MainWindow, around: Surroundings[Any], issued: tuple[InvoiceRow, ...]) -> None:
    """Each paper over the page, with its printer and, where there is an address, the mail beside."""
    if window.page is None:
        return
    for row in issued:
        try:
            content = around.services.invoices.paper(row.id)
            by_mail = partial(mail, window, around, row) if around.services.people.get(row.party_id).email else None
        except DeskError as refusal:
            window.refuse(refusal)
            return
        show_paper(window.page, around.jobs, row.number, f"{row.number}.pdf", content, by_mail=by_mail)


def mail(window: MainWindow, around: Surroundings[Any], row: InvoiceRow) -> None:
    """Send one paper to whoever it is made out to."""
    from tierslieu_desk.ui.pages.messages import preview
    from tierslieu_desk.ui.pages.money.invoice_letter import invoice_letter

    services = around.services
    try:
        person = services.people.get(row.party_id)
        if not person.email:
            raise MissingFact(field="email", who=person.name)
        line = services.invoice_lists.get(row.id)
        if preview.from_here(services) and services.messages.ready():
            queue(window, services, line)
            return
        letter = invoice_letter(line, person.language, person.email, services.places.get().name)
        send(window, around, letter, row)
    except DeskError as refusal:
        window.refuse(refusal)


def queue(window: MainWindow, services: Any, line: InvoiceLineRow) -> None:
    """Into the outbox at once: the paper was looked at, and can be kept back until it leaves. Raises as both do.

    One that was sent already is looked at before it is sent again.
    """
    from tierslieu_desk.services.message import message_offers
    from tierslieu_desk.ui.pages.messages.preview import PreviewDialog

    draft = message_offers.receipt(services.messages, services.invoices, line).by(Way.EMAIL)
    if draft.before is not None:
        again = PreviewDialog(window, services, draft)
        again.told.connect(window.tell)
        again.open()
        return
    number = services.messages.queue(draft)
    facts = {"number": line.number, "email": draft.email}
    window.tell(_("%(number)s leaves for %(email)s.") % facts, partial(services.messages.withdraw, number))


def send(window: MainWindow, around: Surroundings[Any], letter: Letter, row: InvoiceRow) -> None:
    """Without an account of the place: kept as a file, and a letter begun to attach it to."""
    title = _("Keep the PDF, to attach it")
    file = ask.file_to_write(window, title, Path.home() / safe_name(f"{row.number}.pdf"), "PDF (*.pdf)")
    if file is not None:
        work = partial(_keep, around.services, row.id, file)
        around.jobs.run(_("Keeping the PDF"), work, done=partial(_begin, window, letter))


def _begin(window: MainWindow, letter: Letter, file: Path) -> None:
    try:
        drafts.begin(letter)
    except DeskError as refusal:
        window.refuse(refusal)
        return
    window.tell(_("The letter is begun. Attach %(file)s to it.") % {"file": file}, None)


def _keep(services: Any, invoice_id: int, file: Path, _progress: Progress) -> Path:
    from tierslieu_desk.services.file import paper_files

    paper_files.keep_as(services.invoices.paper(invoice_id), file)
    return file
