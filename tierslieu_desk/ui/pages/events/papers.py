"""Who comes to an event: the sheet they sign, drawn as a job and shown over its page; and their list as a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.paths import safe_name
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from datetime import date

    from tierslieu_desk.services.event.event_details import EventDetail
    from tierslieu_desk.ui.page import Page


def show_sheet(page: Page, around: Surroundings[DeskServices], title: str, day: date, session_id: int) -> None:
    """Draw the sheet of that session, let them look at it and print it."""
    from tierslieu_desk.ui.paper_dialog import show_paper

    heading = _("Attendance sheet: %(title)s") % {"title": title}
    name = _("attendance-%(day)s.pdf") % {"day": day.isoformat()}
    work = partial(_drawn, around.services, session_id)
    around.jobs.run(heading, work, done=partial(show_paper, page, around.jobs, heading, name))


def _drawn(services: DeskServices, session_id: int, _progress: Progress) -> bytes:
    from tierslieu_desk.services.event import event_papers

    return event_papers.render(services.events, services.places, session_id)


def keep_list(page: Page, around: Surroundings[DeskServices], event: EventDetail) -> None:
    """Ask where, and write who comes there."""
    kinds = _("Spreadsheets (*.xlsx *.csv)")
    file = ask.file_to_write(page, _("Who comes"), Path.home() / f"{safe_name(event.title)}.xlsx", kinds)
    if file is not None:
        done, failed = partial(_kept, page), partial(_not_kept, page)
        around.jobs.run(_("Writing the file"), partial(_written, event, file), done=done, failed=failed)


def _written(event: EventDetail, file: Path, _progress: Progress) -> Path:
    from tierslieu_desk.services.event import event_list

    return event_list.export(event, file)


def _kept(page: Page, file: Path) -> None:
    page.said.emit(_("Kept as %(file)s.") % {"file": file}, None)


def _not_kept(page: Page, problem: BaseException) -> None:
    if isinstance(problem, DeskError):
        with page.refusals():
            raise problem
